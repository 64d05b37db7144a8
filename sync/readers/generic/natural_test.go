package generic

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
)

// natural is a mail as products and administrators write it, in its language.
type natural struct{ kind, subject, body string }

// naturals reads the mails of a file: a line "=== kind", behind it what it tries, the subject,
// the body.
func naturals(t *testing.T, path string) []natural {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	var out []natural
	for _, block := range strings.Split(string(text), "=== ")[1:] {
		kind, rest, _ := strings.Cut(block, "\n")
		kind, _, _ = strings.Cut(kind, " ")
		subject, body, _ := strings.Cut(rest, "\n")
		out = append(out, natural{kind, subject, body})
	}
	return out
}

// Whoever writes in whatever language that the night went well or not is understood. What
// went wrong may be a failure for one person and a missed run for another.
func TestNaturalMailsAreUnderstoodInEveryLanguage(t *testing.T) {
	files, err := filepath.Glob("testdata/natural/*.txt")
	if err != nil || len(files) < 22 {
		t.Fatalf("%d files of natural mails, want one for each of 22 languages: %v", len(files), err)
	}
	want := map[string][]domain.Status{
		"good": {domain.Success}, "failed": {domain.Failed, domain.Missed}, "missed": {domain.Failed, domain.Missed},
		"warning": {domain.Warning}, "bad": {domain.Warning, domain.Failed, domain.Missed},
		"never": {domain.Unknown, domain.Warning, domain.Failed, domain.Missed},
	}
	for _, path := range files {
		for _, x := range naturals(t, path) {
			allowed, ok := want[x.kind]
			if !ok {
				t.Fatalf("%s: no kind %q", path, x.kind)
			}
			got, r := judged(t, x.subject, x.body)
			found := false
			for _, s := range allowed {
				found = found || s == got
			}
			if !found {
				t.Errorf("%s: %q is %s from %+v, a person says %s:\n%s", filepath.Base(path), x.subject, got, r.Evidence, x.kind, x.body)
			}
		}
	}
}
