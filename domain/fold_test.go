package domain_test

import (
	"strings"
	"testing"
	"unicode"

	"runchecks/domain"
)

// foldedPlainly is what Fold must give, written without regard to speed.
func foldedPlainly(s string) string {
	var b strings.Builder
	blank := false
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			blank = b.Len() > 0
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		default:
			if blank {
				b.WriteByte(' ')
			}
			blank = false
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

func FuzzFoldIsTheSameForAnyText(f *testing.F) {
	for _, s := range []string{"", " A  b\tC\u00a0É\u200b x\x00\x7f\x85y ", "\xff\xfeA\xc3", "ſK İ", "a\v\f\r\nb"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if got, want := domain.Fold(s), foldedPlainly(s); got != want {
			t.Errorf("%q is folded as %q, want %q", s, got, want)
		}
	})
}
