package definition_test

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
)

func TestWhatIsProposedForAnyMailIsADefinitionThatReadsItAndNeverTooWell(t *testing.T) {
	files, err := filepath.Glob("../testdata/mails/*/*.eml")
	if err != nil || len(files) == 0 {
		t.Fatal("no samples", err)
	}
	for _, f := range files {
		t.Run(filepath.Base(f), func(t *testing.T) {
			raw, err := os.ReadFile(f)
			if err != nil {
				t.Fatal(err)
			}
			m, err := message.Decode(context.Background(), raw)
			if err != nil {
				t.Fatal(err)
			}
			if m.Forwarded != nil {
				m = m.Forwarded
			}
			var want struct{ Status string }
			facts, err := os.ReadFile(strings.TrimSuffix(f, ".eml") + ".expected.json")
			if err != nil || json.Unmarshal(facts, &want) != nil {
				t.Fatal("no expected reading")
			}
			text := definition.Propose(m)
			d, err := definition.Parse("x.toml", []byte(text))
			if err != nil {
				t.Fatalf("%v\n%s", err, text)
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
