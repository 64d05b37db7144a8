package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

type deviceRulesJSON struct {
	DeadWarning    int                   `json:"dead_warning_days"`
	DeadFailed     int                   `json:"dead_failed_days"`
	OfflineWarning int                   `json:"offline_warning_days"`
	OfflineFailed  int                   `json:"offline_failed_days"`
	QuotaWarning   int                   `json:"quota_warning_percent"`
	KeepWorse      bool                  `json:"keep_worse"`
	States         map[int]domain.Status `json:"states"`
}

// deviceRules shows how runs that come without a mail are judged, or changes what is given.
func deviceRules(f *flag.FlagSet) action {
	var given domain.DeviceRules
	f.IntVar(
		&given.DeadWarning,
		"dead-warning",
		0,
		"`days` without a good session after which a data source or a tenant is a Warning; 0 is the default, -1 never",
	)
	f.IntVar(&given.DeadFailed, "dead-failed", 0, "the same `days` until it is Failed")
	f.IntVar(
		&given.OfflineWarning,
		"offline-warning",
		0,
		"`days` of silence after which a workstation is a Warning; 0 is the default, -1 never",
	)
	f.IntVar(&given.OfflineFailed, "offline-failed", 0, "the same `days` until it is Failed")
	f.IntVar(
		&given.QuotaWarning,
		"quota-warning",
		0,
		"`percent` of a tenant's quota above which it is a Warning; 0 is the default, -1 never",
	)
	f.BoolVar(
		&given.KeepWorse,
		"keep-worse",
		false,
		"leave runs in the list that ended worse after a success of the same day; --keep-worse=false takes it back",
	)
	states := map[int]domain.Status{}
	f.Func(
		"state",
		"`NUMBER=STATUS`: what a session state of Cove means: success, warning, failed, unknown, or usual; may be given several times",
		func(text string) error {
			left, right, ok := strings.Cut(text, "=")
			number, err := strconv.Atoi(left)
			if !ok || err != nil {
				return fmt.Errorf("%q is not such as 8=warning", text)
			}
			if right == "usual" {
				states[number] = 0
				return nil
			}
			states[number], err = domain.ParseStatus(right)
			return err
		},
	)
	return func(ctx context.Context, t *terminal, _ []string) error {
		return t.with(ctx, func(w *workspace.Workspace) error {
			var r domain.DeviceRules
			err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
				r, err = domain.ReadDeviceRules(q)
				return err
			})
			if err != nil {
				return err
			}
			if f.NFlag() == 0 {
				return t.deviceRules(r)
			}
			r.States = maps.Clone(r.States)
			f.Visit(func(f *flag.Flag) { setDeviceRule(&r, given, states, f.Name) })
			d, err := w.Desk.SetDeviceRules(ctx, r)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

func setDeviceRule(r *domain.DeviceRules, given domain.DeviceRules, states map[int]domain.Status, flag string) {
	switch flag {
	case "dead-warning":
		r.DeadWarning = given.DeadWarning
	case "dead-failed":
		r.DeadFailed = given.DeadFailed
	case "offline-warning":
		r.OfflineWarning = given.OfflineWarning
	case "offline-failed":
		r.OfflineFailed = given.OfflineFailed
	case "quota-warning":
		r.QuotaWarning = given.QuotaWarning
	case "keep-worse":
		r.KeepWorse = given.KeepWorse
	case "state":
		for number, status := range states {
			if status == 0 {
				delete(r.States, number)
				continue
			}
			if r.States == nil {
				r.States = map[int]domain.Status{}
			}
			r.States[number] = status
		}
	}
}

func (t *terminal) deviceRules(r domain.DeviceRules) error {
	out := deviceRulesJSON{
		cmp.Or(
			r.DeadWarning,
			domain.DefaultDeadWarning,
		), cmp.Or(r.DeadFailed, domain.DefaultDeadFailed), cmp.Or(r.OfflineWarning, domain.DefaultOfflineWarning),
		cmp.Or(
			r.OfflineFailed,
			domain.DefaultOfflineFailed,
		), cmp.Or(r.QuotaWarning, domain.DefaultQuotaWarning), r.KeepWorse, map[int]domain.Status{},
	}
	var b strings.Builder
	days := func(n int) string {
		if n < 0 {
			return never
		}
		return fmt.Sprintf("%d days", n)
	}
	fmt.Fprintf(
		&b,
		"data source or tenant without success: warning after %s, failed after %s\n",
		days(out.DeadWarning),
		days(out.DeadFailed),
	)
	fmt.Fprintf(&b, "silent workstation: warning after %s, failed after %s\n", days(out.OfflineWarning), days(out.OfflineFailed))
	quota := never
	if out.QuotaWarning > 0 {
		quota = fmt.Sprintf("above %d %%", out.QuotaWarning)
	}
	fmt.Fprintf(
		&b,
		"quota of a tenant: warning %s\nworse runs after a success of the same day: %s",
		quota,
		map[bool]string{true: "stay in the list", false: "are hidden"}[r.KeepWorse],
	)
	for _, number := range slices.Sorted(maps.Keys(r.States)) {
		out.States[number] = r.States[number]
		fmt.Fprintf(&b, "\nsession state %d: %s", number, r.States[number])
	}
	return t.print(out, b.String())
}
