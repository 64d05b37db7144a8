package settings

import (
	"strconv"

	"runchecks/domain"
	"runchecks/domain/setting"
)

// Appearance is what somebody chose for themselves on this computer, as far as it holds from
// the start on.
type Appearance struct {
	Theme, Rows string
	Scale       int // per cent
}

// ReadAppearance reads what was chosen.
func ReadAppearance(q domain.SettingReader) (a Appearance, err error) {
	for _, key := range []domain.SettingKey{domain.SettingTheme, domain.SettingRows, domain.SettingScale} {
		value, err := setting.Read(q, key)
		if err != nil {
			return a, err
		}
		a.set(key, value)
	}
	return a, nil
}

func (a *Appearance) set(key domain.SettingKey, value string) {
	switch key {
	case domain.SettingTheme:
		a.Theme = value
	case domain.SettingRows:
		a.Rows = value
	case domain.SettingScale:
		if n, err := strconv.Atoi(value); err == nil {
			a.Scale = n
		}
	}
}

// Compact reports whether rows have one line.
func (a Appearance) Compact() bool { return a.Rows == domain.RowsCompact }
