package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Passphrases seals the administrator's passphrase (Argon2id) so that it is never
// stored, and tells whether one fits. Both take part of a second on purpose.
type Passphrases interface {
	Seal(passphrase string) (sealed string, err error)
	Fits(sealed, passphrase string) (bool, error)
}

// rolePayload is the payload of DecideRole.
type rolePayload struct {
	From, To   domain.Role `json:",omitempty"`
	Passphrase string      `json:",omitempty"` // phraseSet or phraseRemoved, never the phrase
}

var roleKind = kind{
	apply:      ofProfile,
	dependsOn:  onRunsAlone,
	permission: asks(rules.ActSee),
	words: wordsOf(func(p rolePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
		if p.Passphrase != "" {
			return phrase("role.passphrase", p.Passphrase), true
		}
		return phrase("role.changed", string(p.From), string(p.To)), p.To != ""
	}),
}

const (
	phraseSet     = "set"
	phraseRemoved = "removed"
)

// rank orders roles by what they may do.
func rank(r domain.Role) int {
	switch r {
	case domain.RoleAdmin:
		return 2
	case domain.RoleOperator:
		return 1
	default:
		return 0
	}
}

// SetRole changes the role of the profile. Upward it takes the administrator's
// passphrase where one is set (product.md, section 3); anybody may step down.
func (svc *Service) SetRole(ctx context.Context, to domain.Role, passphrase string) (domain.Decision, error) {
	switch to {
	case domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer:
	default:
		return domain.Decision{}, invalid("refusal.role_unknown", to)
	}
	from := svc.Actor().Role
	if rank(to) > rank(from) {
		if err := svc.checkPassphrase(ctx, passphrase); err != nil {
			return domain.Decision{}, err
		}
	}
	decision, err := svc.writeRoleSetting(ctx, rolePayload{From: from, To: to}, domain.SettingRole, string(to))
	if err != nil {
		return decision, err
	}
	svc.mu.Lock()
	svc.role = to
	svc.mu.Unlock()
	svc.p.Changed()
	return decision, nil
}

// SetPassphrase sets the administrator's passphrase, or removes it where the new one
// is empty. The old one is asked for where one is set (Admin).
func (svc *Service) SetPassphrase(ctx context.Context, old, new string) (domain.Decision, error) {
	if err := svc.permit(rules.ActSettings); err != nil {
		return domain.Decision{}, err
	}
	if svc.p.Passphrases == nil {
		return domain.Decision{}, invalid("refusal.no_passphrase_kept")
	}
	if err := svc.checkPassphrase(ctx, old); err != nil {
		return domain.Decision{}, err
	}
	sealed, did := "", phraseRemoved
	if new != "" {
		var err error
		if sealed, err = svc.p.Passphrases.Seal(new); err != nil {
			return domain.Decision{}, err
		}
		did = phraseSet
	}
	return svc.writeRoleSetting(ctx, rolePayload{Passphrase: did}, domain.SettingPassphrase, sealed)
}

// HasPassphrase reports whether stepping up asks for a passphrase.
func (svc *Service) HasPassphrase(ctx context.Context) (bool, error) {
	sealed, err := svc.sealed(ctx)
	return sealed != "", err
}

func (svc *Service) sealed(ctx context.Context) (sealed string, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		sealed, err = q.Setting(domain.SettingPassphrase)
		return err
	})
	if isNotFound(err) {
		err = nil
	}
	return sealed, err
}

// checkPassphrase refuses where a passphrase is set and this is not it.
func (svc *Service) checkPassphrase(ctx context.Context, passphrase string) error {
	sealed, err := svc.sealed(ctx)
	if err != nil || sealed == "" {
		return err
	}
	refused := domain.Refuse(domain.CodePermission, "refusal.passphrase_wrong")
	if passphrase == "" {
		refused.Said = phrase("refusal.passphrase_needed")
	}
	if svc.p.Passphrases == nil {
		return refused
	}
	fits, err := svc.p.Passphrases.Fits(sealed, passphrase)
	if err == nil && !fits {
		err = refused
	}
	return err
}

// writeRoleSetting writes a setting with its journal entry. A role is no projection of the
// journal: a rebuild leaves it alone.
func (svc *Service) writeRoleSetting(ctx context.Context, p rolePayload, setting domain.SettingKey, value string) (domain.Decision, error) {
	return svc.decideWith(ctx, rules.ActSee, domain.DecideRole, func(_ domain.Reader, e *entry) error {
		e.payload = p
		return nil
	}, func(tx domain.Tx) error { return tx.PutSetting(setting, value) })
}
