package review

import (
	"context"
	"encoding/json"
	"reflect"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// judgedDevices is the payload of DecideDeviceRules.
type judgedDevices struct {
	change[domain.DeviceRules]
	Unset bool `json:",omitempty"` // there were no rules but the defaults before
}

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
		_, err = q.Setting(domain.SettingDeviceRules)
		if err != nil && !missing(err) {
			return err
		}
		e.payload = judgedDevices{change[domain.DeviceRules]{Before: &before, After: &r}, missing(err)}
		e.Summary = "rules for devices changed"
		return nil
	})
}

func (h *hand) deviceRules(d domain.Decision, undo bool) error {
	p, err := payload[judgedDevices](d)
	if err != nil {
		return err
	}
	if undo && p.Unset {
		return h.tx.PutSetting(domain.SettingDeviceRules, "")
	}
	_, after := p.ends(undo)
	text, err := json.Marshal(after)
	if err != nil {
		return err
	}
	return h.tx.PutSetting(domain.SettingDeviceRules, string(text))
}
