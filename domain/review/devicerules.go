package review

import (
	"context"
	"encoding/json"
	"reflect"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// deviceRulesPayload is the payload of DecideDeviceRules.
type deviceRulesPayload struct {
	change[domain.DeviceRules]
	Unset bool `json:",omitempty"` // there were no rules but the defaults before
}

var deviceRulesKind = func() kind {
	apply, revert := both((*projector).deviceRules)
	return kind{
		apply:    apply,
		revert:   revert,
		undoable: true,
		dependsOn: func(domain.Decision) dependencies {
			return dependencies{makes: []string{"setting:" + string(domain.SettingDeviceRules)}}
		},
		permission: asks(rules.ActSettings),
		words:      func(domain.Decision, *time.Location) Phrase { return phrase("device-rules") },
		follow:     func(domain.Decision) followUp { return followUp{devices: true} },
	}
}()

// SetDeviceRules changes how runs that come without a mail are judged (product.md,
// sections 2, 5 and 8). Waiting runs are judged again by the next import or sync;
// reviewed ones stay as they are.
func (svc *Service) SetDeviceRules(ctx context.Context, r domain.DeviceRules) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSettings, domain.DecideDeviceRules, func(q domain.Reader, e *entry) error {
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
			return conflict("refusal.device_rules_same")
		}
		_, err = q.Setting(domain.SettingDeviceRules)
		if err != nil && !isNotFound(err) {
			return err
		}
		e.payload = deviceRulesPayload{change[domain.DeviceRules]{Before: &before, After: &r}, isNotFound(err)}
		return nil
	})
}

func (pr *projector) deviceRules(d domain.Decision, undo bool) error {
	p, err := payload[deviceRulesPayload](d)
	if err != nil {
		return err
	}
	if undo && p.Unset {
		return pr.tx.PutSetting(domain.SettingDeviceRules, "")
	}
	_, after := p.ends(undo)
	if after == nil {
		return invalid("refusal.entry_no_rules", d.ID)
	}
	text, err := json.Marshal(after)
	if err != nil {
		return err
	}
	return pr.tx.PutSetting(domain.SettingDeviceRules, string(text))
}
