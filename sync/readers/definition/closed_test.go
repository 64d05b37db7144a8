package definition_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
)

const closedLog = `
name = "my-log"
product = "My log"
[match]
all = [{ in = "subject", contains = "log" }]
[job]
name = { label = "Job" }
[[status]]
in = "body"
matches = '^all done$'
is = "success"
[[objects]]
from = "lines"
matches = '^saved (?P<name>\S+)$'
follows = '^  .+$'
name = "${name}"
status = { is = "success" }
[lines]
known = ['^copied \d+ files$']
`

func TestALogIsGoodOnlyWhereEveryLineIsUnderstood(t *testing.T) {
	for body, want := range map[string]domain.Status{
		"Job: A\nall done\n":                             domain.Success,
		"Job: A\n=======\n\ncopied 12 files\nall done\n": domain.Success,
		"Sun Nov 29 02:00:01 CET 2026\nall done\n":       domain.Success,
		"saved /etc\nall done\n":                         domain.Success,
		"copied 12 files, 3 left out\nall done\n":        domain.Unknown,
		"all done\nnas01 did not answer\n":               domain.Unknown,
		"Host: b\nall done\n":                            domain.Unknown,
		"1\nall done\n":                                  domain.Unknown,
		"  could not be reached\nall done\n":             domain.Unknown,
		"> nas01 did not answer\nall done\n":             domain.Unknown,
		"copied 12 files\n":                              domain.Unknown,
	} {
		results, ok := parse(t, closedLog).Read(context.Background(), decode(t, text("log", body)), reader.Env{})
		if !ok || len(results) != 1 || results[0].Status != want {
			t.Errorf("%q: %+v, want %s", body, results, want)
		}
	}
}

func TestTheLineThatNobodyUnderstandsIsTheEvidence(t *testing.T) {
	results, _ := parse(t, closedLog).Read(context.Background(), decode(t, text("log", "all done\nnas01 did not answer\n")), reader.Env{})
	if e := results[0].Evidence; e.Words != "nas01 did not answer" || e.Where != "line 2" {
		t.Errorf("evidence is %+v", e)
	}
}

func TestAPatternThatUnderstandsEveryLineIsRefused(t *testing.T) {
	for _, pattern := range []string{".*", "^", "(?:x|)", "^.*$", "[^y]"} {
		_, err := definition.Parse("x.toml", []byte(strings.Replace(closedLog, `^copied \d+ files$`, pattern, 1)))
		if err == nil || !strings.Contains(err.Error(), "understands every line") {
			t.Errorf("%q: %v", pattern, err)
		}
	}
}
