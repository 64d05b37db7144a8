package grammar

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// Whatever a clause is made of: it is read, a word of failure before it is never a
// success, and a word that nobody knows behind it takes a success back.
func FuzzJudge(f *testing.F) {
	for _, s := range []string{"Backup of SRV1 completed", "3/4 OK", "\"OK\" (100%) ✔ – 12 GB", "完了しました", "l'opération s'est terminée", "a-b-c/d:e=f@g", "C:\\x \\\\h\\s ~/y", "0 errors, 12 files in 3m 4s"} {
		f.Add(s)
	}
	l := lexicon.Shipped()
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 500 || strings.ContainsAny(s, "\n\r") {
			return
		}
		r := New(l, Languages(l, s))
		for _, place := range []lexicon.Place{lexicon.Sentence, lexicon.Value, lexicon.Column, lexicon.Label} {
			v := r.Judge(s, place)
			if v.Status > domain.Failed {
				t.Errorf("%q: %d", s, v.Status)
			}
			if v := r.Judge(s+" xqzlorem", place); v.Status == domain.Success && !v.Other && !strings.ContainsAny(s, "\"'«»„“”‘「」‹›") {
				t.Errorf("%q with a word that nobody knows behind it is a success", s)
			}
			r.Role(s, place)
		}
	})
}
