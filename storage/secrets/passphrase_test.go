package secrets

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestAPassphraseFitsItsSealAlone(t *testing.T) {
	var p Passphrase
	sealed, err := p.Seal("correct horse")
	if err != nil || strings.Contains(sealed, "horse") {
		t.Fatalf("sealed %q, %v", sealed, err)
	}
	other, err := p.Seal("correct horse")
	if err != nil || other == sealed {
		t.Errorf("two seals of one passphrase are equal: %v", err)
	}
	for phrase, want := range map[string]bool{"correct horse": true, "Correct horse": false, "": false} {
		if got, err := p.Fits(sealed, phrase); err != nil || got != want {
			t.Errorf("%q: %v, %v", phrase, got, err)
		}
	}
}

func TestADamagedSealIsToldAndCostsNothing(t *testing.T) {
	for _, sealed := range []string{
		"", "x", "$argon2id$v=19$m=65536,t=3,p=4$AAAA$AAAA", "$argon2i$v=19$m=65536,t=3,p=4$c2FsdHNhbHRzYWx0$" + strings.Repeat("A", 43),
		"$argon2id$v=19$m=4294967295,t=3,p=4$c2FsdHNhbHRzYWx0$" + strings.Repeat("A", 43), "$argon2id$v=19$m=65536,t=0,p=4$c2FsdHNhbHRzYWx0$" + strings.Repeat("A", 43),
	} {
		if fits, err := (Passphrase{}).Fits(sealed, "x"); fits || domain.CodeOf(err) != domain.CodeSecret {
			t.Errorf("%q: %v, %v", sealed, fits, err)
		}
	}
}
