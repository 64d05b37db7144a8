package pointing_test

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
	"runchecks/sync/workbench/pointing"
)

const testdata = "../../readers/testdata/"

// sample decodes a mail of the collection.
func sample(t testing.TB, path string) *message.Message {
	t.Helper()
	raw, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	m, err := message.Decode(context.Background(), raw)
	if err != nil {
		t.Fatal(err)
	}
	if m.Forwarded != nil && m.HTML == "" && m.Text == "" {
		m = m.Forwarded
	}
	return m
}

func samples(t testing.TB) []string {
	t.Helper()
	var all []string
	for _, folder := range []string{"mails", "mails-2"} {
		files, err := filepath.Glob(testdata + folder + "/*/*.eml")
		if err != nil || len(files) == 0 {
			t.Fatal("no samples", err)
		}
		all = append(all, files...)
	}
	return all
}

func TestWhatIsProposedForAnyMailIsADefinitionThatReadsItAndNeverTooWell(t *testing.T) {
	for _, f := range samples(t) {
		t.Run(filepath.Base(filepath.Dir(f))+"/"+filepath.Base(f), func(t *testing.T) {
			m := sample(t, f)
			if m.Forwarded != nil {
				m = m.Forwarded
			}
			var want struct{ Status string }
			facts, err := os.ReadFile(strings.TrimSuffix(f, ".eml") + ".expected.json")
			if err != nil || json.Unmarshal(facts, &want) != nil {
				t.Fatal("no expected reading")
			}
			text := pointing.Propose([]*message.Message{m}, nil)
			d, err := definition.Parse("x.toml", []byte(text))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
			}
			if again := pointing.Parse(text).Text(); again != text {
				t.Errorf("read back it is another text:\n%s\n---\n%s", text, again)
			}
			results, ok := d.Read(context.Background(), m, reader.Env{})
			if !ok {
				t.Fatalf("the mail is not read:\n%s", text)
			}
			for _, r := range results {
				if r.Status == domain.Success && want.Status != "success" {
					t.Errorf("Success, a careful person says %s: %+v\n%s", want.Status, r.Evidence, text)
				}
			}
		})
	}
}
