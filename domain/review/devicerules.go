package review

import (
	"context"
	"encoding/json"
	"reflect"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// SetDeviceRules changes how runs that come without a mail are judged (product.md,
// sections 2, 5 and 8). Waiting runs are judged again by the next import or sync;
// reviewed ones stay as they are.
func (d *Desk) SetDeviceRules(ctx context.Context, r domain.DeviceRules) (domain.Decision, error) {
	return d.decide(ctx, rules.ActSettings, domain.DecideDeviceRules, func(q domain.Queries, e *entry) error {
		if len(r.States) == 0 {
			r.States = nil
		}
		if err := r.Validate(); err != nil {
			return err
		}
		before, err := domain.ReadDeviceRules(q)
		if err != nil {
			return err
		}
		if reflect.DeepEqual(before, r) {
			return conflict("The rules for devices are so already; nothing was changed.")
		}
		e.payload, e.Summary = change[domain.DeviceRules]{Before: &before, After: &r}, "rules for devices changed"
		return nil
	})
}

func (h *hand) deviceRules(d domain.Decision, undo bool) error {
	p, err := payload[change[domain.DeviceRules]](d)
	if err != nil {
		return err
	}
	_, after := p.ends(undo)
	text, err := json.Marshal(after)
	if err != nil {
		return err
	}
	return h.tx.PutSetting(domain.SettingDeviceRules, string(text))
}
