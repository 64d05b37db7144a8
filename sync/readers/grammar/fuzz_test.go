package grammar

import (
	"strings"
	"testing"
	"time"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/readertest/pace"
)

// Whatever a clause is made of: it is read in time in proportion to its length, and with
// a word that nobody knows before it, behind it or inside of it, it is no success.
func FuzzJudge(f *testing.F) {
	for _, s := range []string{"Backup of SRV1 completed", "3/4 OK", "\"OK\" (100%) ✔ – 12 GB", "完了しました",
		"l'opération s'est terminée", "a-b-c/d:e=f@g", "C:\\x \\\\h\\s ~/y", "0 errors, 12 files in 3m 4s", "Successful [ok] done",
		"ＯＫ Оk ok", "نجح النسخ الاحتياطي", "not (failed) no errors", "完了 没有 错误"} {
		f.Add(s)
	}
	l := lexicon.Shipped()
	f.Fuzz(func(t *testing.T, s string) {
		if len(s) > 500 || strings.ContainsAny(s, "\n\r") {
			return
		}
		r := New(l, Languages(l, s))
		pace.Hold(t, len(s), 50*time.Microsecond, func() { r.Judge(s, lexicon.Sentence) })
		quotes := strings.ContainsAny(s, "\"'«»„“”‘「」‹›『』【】`")
		for _, place := range []lexicon.Place{lexicon.Sentence, lexicon.Value, lexicon.Column, lexicon.Label} {
			v := r.Judge(s, place)
			if v.Status > domain.Failed || v.Status != 0 && v.Reason == Nothing {
				t.Errorf("%q: %+v", s, v)
			}
			if v.Status > domain.Success && v.Words == "" && !v.Other && strings.ContainsFunc(s, unicode.IsLetter) {
				t.Errorf("%q: %s without evidence", s, v.Status)
			}
			for _, bent := range bentBy(s, quotes) {
				if v := r.Judge(bent, place); v.Status == domain.Success && !v.Other {
					t.Errorf("%q with a word that nobody knows is a success: %+v", bent, v)
				}
			}
			r.Role(s, place)
		}
	})
}

// bentBy writes a clause with a word that nobody knows at its end and, where nothing
// could take that word for a name, at its beginning and between two of its words.
func bentBy(s string, quotes bool) []string {
	if quotes {
		return nil
	}
	nounFollows := func(before string) bool { // "of the"
		word := lexicon.Fold(before[strings.LastIndexAny(before, " /-'.")+1:])
		return articles(word) || belonging(word)
	}
	out := []string{"xqzlorem " + s}
	if !nounFollows(s) {
		out = append(out, s+" xqzlorem")
	}
	if words := strings.Split(s, " "); len(words) > 1 {
		mid := len(words) / 2
		if nounFollows(words[mid-1]) || mid > 1 && nounFollows(words[mid-2]) {
			return out
		}
		out = append(out, strings.Join(words[:mid], " ")+" xqzlorem "+strings.Join(words[mid:], " "))
	}
	return out
}
