package review_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
)

// hostilePayloads are what somebody may write in place of what a kind expects.
var hostilePayloads = []string{
	``, `null`, `{}`, `[]`, `"x"`, `7`, `{"Before":null,"After":null}`, `{"After":{}}`, `{"Before":{},"After":{}}`,
	`{"Linked":["mail:x#0"],"After":null}`, `{"Reviews":{"mail:x#0":{}}}`, `{"Of":{"Code":"review"}}`, `{"Names":{"Runs":-1}}`,
	`{"Rule":{}}`, `{"Override":{}}`, `{"Job":"a|b|c|d","Joined":["a|b|c|d"]}`, `{"Links":[{}],"Devices":[{}]}`, `{"File":"../../x.toml","After":"x"}`,
}

// Whoever can write to the journal of a team can write anything: it must not end the program
// of anybody, and what was decided before must stand.
func TestAnEntryOfATeamThatSaysNonsenseStopsNobody(t *testing.T) {
	team := newTeam(t, 7, "kim")
	kim := team[0]
	journal := join(t, team)
	for range 30 {
		kim.decide()
	}
	journal.append(kim.id, unsent(kim)...)
	kim.hear(journal, len(journal.entries))
	before := kim.shownRows()
	link, n := "", 0
	for _, kind := range append(domain.DecisionKinds(), "levitate", "") {
		for _, payload := range hostilePayloads {
			for _, targets := range [][]string{{}, {""}, {"mail:x#0"}, {strings.Repeat("x", 10_000)}, {"a|b|c|d", "a|b|c|d"}} {
				n++
				d := domain.Decision{
					ID: domain.DecisionID(fmt.Sprintf("01M83X85ZGK2KZ9MCJ%08d", n)), Actor: "eve", Profile: "eve", At: time.UnixMilli(int64(n)),
					Kind: kind, Targets: targets, Payload: []byte(payload), Undoes: domain.DecisionID(targets0(targets)),
				}
				d.Hash = d.Chain(link)
				link = d.Hash
				journal.append("computer of eve", d)
				_ = review.Words(d, time.UTC)
			}
		}
	}
	for range len(journal.entries)/400 + 1 {
		kim.hear(journal, 400)
	}
	for _, d := range []func() error{
		func() error { _, err := kim.svc.Journal(kim.ctx, 0); return err },
		func() error { _, _, err := kim.svc.Undoable(kim.ctx); return err },
		func() error { _, err := kim.svc.Rebuild(kim.ctx); return err },
		func() error { _, err := kim.svc.Day(kim.ctx, kim.now); return err },
	} {
		if err := d(); err != nil && domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("after the nonsense: %v", err)
		}
	}
	after := slices.DeleteFunc(kim.shownRows(), func(row string) bool {
		return row == "setting key='devices' value='{}'" // which anybody may decide
	})
	if d := difference(before, after); d != "" {
		t.Errorf("what was decided before changed:\n%s", d)
	}
}

func targets0(targets []string) string {
	if len(targets) == 0 {
		return "01M83X85ZGK2KZ9MCJE7E8Y508"
	}
	return ""
}

func unsent(c *colleague) []domain.Decision {
	c.Helper()
	list, err := c.svc.Unsent(c.ctx, 0)
	if err != nil {
		c.Fatal(err)
	}
	return list
}
