package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"runchecks/domain/wording"
)

// destination is everything that decides to whom an account's secret is shown.
type destination struct {
	Kind, Host string
	Port       int
	User       string
	OAuth      *OAuth
}

func (a Account) destination() destination {
	return destination{a.Kind, strings.ToLower(strings.TrimSpace(a.Host)), a.Port, a.User, a.OAuth}
}

// Destination identifies to whom an account's secret is shown: server, port, user and way
// of signing in. Two accounts with the same one may use the same secret, unless the second
// one protects it less (Protects).
func (a Account) Destination() string {
	text, _ := json.Marshal(a.destination()) // strings and numbers always can
	sum := sha256.Sum256(text)
	return hex.EncodeToString(sum[:])
}

// Protects says how well a connection protects what is sent: 0 not at all, 2 from the
// first byte on.
func (s Security) Protects() int {
	switch s {
	case SecurityTLS:
		return 2
	case SecurityStartTLS:
		return 1
	default:
		return 0
	}
}

// SecretMoves says what of the changed settings would show the account's secret to
// somebody else, or protect it less: "the server and the port". The zero Phrase
// is nothing: the secret that is kept may be used on (product.md, section 9).
func (a Account) SecretMoves(to Account) wording.Phrase {
	var what []wording.Phrase
	before, after := a.destination(), to.destination()
	for _, one := range []struct {
		differs bool
		code    string
	}{
		{before.Kind != after.Kind, "refusal.moves_kind"},
		{before.Host != after.Host, "refusal.moves_server"},
		{before.Port != after.Port, "refusal.moves_port"},
		{before.User != after.User, "refusal.moves_user"},
		{differsJSON(before.OAuth, after.OAuth), "refusal.moves_sign_in"},
		{to.Pin != "" && to.Pin != a.Pin, "refusal.moves_certificate"},
		{a.Kind == AccountIMAP && to.Security.Protects() < a.Security.Protects(), "refusal.moves_protection"},
	} {
		if one.differs {
			what = append(what, wording.Of(one.code))
		}
	}
	if len(what) == 0 {
		return wording.Phrase{}
	}
	return wording.Of("refusal.moves", what)
}

// differsJSON reports whether two values are written differently.
func differsJSON(a, b any) bool {
	x, _ := json.Marshal(a)
	y, _ := json.Marshal(b)
	return string(x) != string(y)
}
