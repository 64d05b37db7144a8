package secrets

import (
	"testing"

	"runchecks/domain"
)

// Whatever changes the settings of an account, and by whatever means, its secret goes to
// whom it was given for: kept in the keychain, sealed, or for this session alone.
func TestASecretIsGivenOutForTheServerAloneThatItWasEnteredFor(t *testing.T) {
	a := mail
	a.Host, a.Port, a.Security, a.User = "mail.example.com", 143, domain.SecurityStartTLS, "u"
	keep := map[string]func(*room, string){
		"kept":          func(r *room, secret string) { r.set(a, secret); r.restart() },
		"for a session": func(r *room, secret string) { r.keychain.Hold(a, secret) },
	}
	for says, keep := range keep {
		for _, secret := range []string{small, large} {
			r := newRoom(t)
			keep(r, secret)
			for other, change := range map[string]func(*domain.Account){
				"server":     func(a *domain.Account) { a.Host = "evil.example" },
				"port":       func(a *domain.Account) { a.Port = 1143 },
				"user":       func(a *domain.Account) { a.User = "v" },
				"protection": func(a *domain.Account) { a.Security = domain.SecurityNone },
				"sign-in": func(a *domain.Account) {
					a.OAuth = &domain.OAuth{Provider: domain.OAuthOther, TokenURL: "https://evil.example"}
				},
			} {
				b := a
				change(&b)
				if got, err := r.keychain.Get(t.Context(), b); got != "" || domain.CodeOf(err) != domain.CodeSecret {
					t.Errorf("%s, with another %s: %d bytes, %v", says, other, len(got), err)
				}
			}
			better := a
			better.Security, better.Folders, better.MoveTo = domain.SecurityTLS, []string{"x"}, "y"
			for _, b := range []domain.Account{a, better} {
				if got, err := r.keychain.Get(t.Context(), b); got != secret || err != nil {
					t.Errorf("%s: %d bytes, %v", says, len(got), err)
				}
			}
		}
	}
}

func TestASecretOfBeforeIsUsedUntilItIsGivenAgain(t *testing.T) {
	r := newRoom(t)
	r.ring.entries[service+"|/profile/mail"] = small
	r.holds(mail, small)
	r.set(mail, "newer")
	moved := mail
	moved.Host = "evil.example"
	r.restart()
	r.lacks(moved, "is not sent")
	r.holds(mail, "newer")
}
