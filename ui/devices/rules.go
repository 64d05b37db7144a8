package devices

import (
	"context"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/words"
)

// CanSetRules reports whether the rules for devices may be changed.
func (m *Model) CanSetRules() bool { return m.Params.Desk.May(rules.ActSettings) }

// Sessions are the ways in which sessions of devices end.
func (m *Model) Sessions() []domain.SessionState { return m.sessions }

// LoadRules reads the rules for devices and shows them.
func (m *Model) LoadRules(show func(domain.DeviceRules)) {
	m.Params.Background.Go(func(ctx context.Context) func() {
		var r domain.DeviceRules
		err := m.Params.Store.Read(ctx, func(q domain.Reader) (err error) {
			r, err = domain.ReadDeviceRules(q)
			return err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			show(r)
		}
	})
}

// SetRules changes the rules for devices; waiting runs are judged again.
func (m *Model) SetRules(r domain.DeviceRules) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) { return m.Params.Desk.SetDeviceRules(ctx, r) })
}

// LimitText writes a limit of DeviceRules: the usual one where none is set.
func LimitText(set, usual int) string {
	switch {
	case set < 0:
		return words.T("devices.limit_off")
	case set == 0:
		return strconv.Itoa(usual)
	}
	return strconv.Itoa(set)
}

// ParseLimit reads what LimitText writes; ok is false for anything else. The usual
// limit, and an empty text, are 0: they follow the program.
func ParseLimit(text string, usual int) (set int, ok bool) {
	switch text = strings.ToLower(strings.TrimSpace(text)); text {
	case "":
		return 0, true
	case strings.ToLower(words.T("devices.limit_off")), "never", "-", "off":
		return -1, true
	}
	n, err := strconv.Atoi(text)
	if err != nil || n < 1 {
		return 0, false
	}
	if n == usual {
		return 0, true
	}
	return n, true
}
