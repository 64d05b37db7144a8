package review

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/setting"
)

// This file is about what is a person's own: it is chosen in any role, holds on this computer
// alone, and is no decision.

// Choose stores a personal setting, as Definition.Parse reads it, and returns what held
// before and what holds now: the one before is chosen again to take the change back. A value
// that the setting cannot have, and a setting that is a decision, are CodeInvalid.
func (svc *Service) Choose(ctx context.Context, key domain.SettingKey, text string) (before, after string, err error) {
	d, ok := setting.Of(key)
	if !ok || !d.Personal || d.Kind == setting.Own {
		return "", "", invalid("refusal.setting_not_own", key)
	}
	if after, ok = d.Parse(text); !ok {
		return "", "", invalid("refusal.setting_value", key, text, d.Wanted())
	}
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) (err error) {
		if before, err = setting.Read(tx, key); err != nil {
			return err
		}
		stored := after
		if after == d.Default {
			stored = "" // what stands nowhere follows the default
		}
		return tx.PutSetting(d.Key, stored)
	})
	return before, after, err
}

// ChangeViews changes the searches that a person keeps as views. change gets what is kept by
// a reader and returns what is to be kept (domain/search); ok is false where nothing changes.
func (svc *Service) ChangeViews(ctx context.Context, change func(domain.Reader) (text string, ok bool, err error)) error {
	return svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		text, ok, err := change(tx)
		if err != nil || !ok {
			return err
		}
		return tx.PutSetting(domain.SettingViews, text)
	})
}

// ChooseKeys keeps which keys somebody gave to commands, by their ids, nil for none, and
// returns those from before: they are chosen again to take the change back. Which keys there
// are, and which are taken, is the window's to say.
func (svc *Service) ChooseKeys(ctx context.Context, chosen map[string]string) (before map[string]string, err error) {
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		if before, err = setting.ReadKeys(tx); err != nil {
			return err
		}
		text, err := setting.KeysText(chosen)
		if err != nil {
			return err
		}
		return tx.PutSetting(domain.SettingKeys, text)
	})
	return before, err
}
