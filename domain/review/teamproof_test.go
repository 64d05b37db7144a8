package review_test

import (
	"bytes"
	"testing"

	"runchecks/domain"
	"runchecks/domain/review"
)

// placedOf is the newest entry of a colleague as the keeper of the journal gives it.
func (c *colleague) placedOf(position int64, member string, change func(*domain.Decision)) domain.Placed {
	c.Helper()
	list, err := c.svc.Unsent(c.ctx, 0)
	if err != nil || len(list) == 0 {
		c.Fatalf("%d entries, %v", len(list), err)
	}
	d := list[len(list)-1]
	change(&d)
	d.Hash = d.Chain("")
	return domain.Placed{Position: position, Computer: c.id, Member: member, Decision: d}
}

// remark remarks something of the first job.
func (c *colleague) remark() (domain.Decision, error) {
	c.Helper()
	var jobs []domain.JobRow
	err := c.store.Read(c.ctx, func(q domain.Reader) (err error) {
		jobs, err = q.Jobs()
		return err
	})
	if err != nil || len(jobs) == 0 {
		c.Fatalf("%d jobs, %v", len(jobs), err)
	}
	about := domain.Remark{Text: "fine", Scopes: []domain.Scope{{Job: jobs[0].Key}}}
	return c.svc.CreateRemark(c.ctx, about, review.Documented{})
}

func TestWhoMadeAThingIsWhoIsProvedAndNotWhomThePayloadNames(t *testing.T) {
	team := newTeam(t, 77, "kim", "eve")
	join(t, team)
	kim, eve := team[0], team[1]
	if _, err := eve.remark(); err != nil {
		t.Fatal(err)
	}
	forged := eve.placedOf(5, "eve", func(d *domain.Decision) {
		was := d.Payload
		if d.Payload = bytes.ReplaceAll(was, []byte(`"By":"eve"`), []byte(`"By":"kim"`)); bytes.Equal(was, d.Payload) {
			t.Fatalf("the payload %s does not say who", was)
		}
	})
	if _, err := kim.svc.TakeOver(kim.ctx, []domain.Placed{forged}); err != nil {
		t.Fatal(err)
	}
	check := func(want, when string) {
		t.Helper()
		var list []domain.Remark
		err := kim.store.Read(kim.ctx, func(q domain.Reader) (err error) {
			list, err = q.Remarks()
			return err
		})
		if err != nil || len(list) != 1 || list[0].By != want {
			t.Errorf("%s: %+v, %v", when, list, err)
		}
	}
	check("eve", "taken over")
	if _, err := kim.svc.Rebuild(kim.ctx); err != nil {
		t.Fatal(err)
	}
	check("eve", "made anew")
}

func TestAnEntryThatSaysAnotherNameThanIsProvedIsShownWithBothAndKeepsItsChain(t *testing.T) {
	team := newTeam(t, 78, "kim", "tom")
	join(t, team)
	kim, tom := team[0], team[1] // who is known to the team as alex
	if _, err := tom.remark(); err != nil {
		t.Fatal(err)
	}
	entry := tom.placedOf(5, "alex", func(*domain.Decision) {})
	for _, c := range team {
		if _, err := c.svc.TakeOver(c.ctx, []domain.Placed{entry}); err != nil {
			t.Fatal(err)
		}
		list, err := c.svc.SearchJournal(c.ctx, domain.JournalFilter{Actor: "alex"})
		if err != nil || len(list) != 1 || list[0].Actor != "tom (alex)" {
			t.Errorf("%s: %+v, %v", c.id, list, err)
		}
		chain, err := c.svc.VerifyJournal(c.ctx, nil)
		if err != nil || chain.Faulty() {
			t.Errorf("%s: %+v, %v", c.id, chain.Findings, err)
		}
	}
	if d := difference(kim.shownRows(), tom.shownRows()); d != "" {
		t.Errorf("they see different things:\n%s", d)
	}
}

func TestAnEntryThatIsThereTwiceHasItsFirstPlace(t *testing.T) {
	team := newTeam(t, 79, "kim", "alex")
	join(t, team)
	kim, alex := team[0], team[1]
	if _, err := alex.remark(); err != nil {
		t.Fatal(err)
	}
	first := alex.placedOf(5, "alex", func(*domain.Decision) {})
	again := first
	again.Position = 9
	for _, list := range [][]domain.Placed{{first, again}, {again}} {
		if _, err := kim.svc.TakeOver(kim.ctx, list); err != nil {
			t.Fatal(err)
		}
	}
	chain, err := kim.svc.VerifyJournal(kim.ctx, nil)
	if err != nil || chain.Faulty() {
		t.Errorf("%+v, %v", chain.Findings, err)
	}
	places, err := kim.svc.Places(kim.ctx)
	if err != nil || len(places) != 1 || places[0] != 5 {
		t.Errorf("%v, %v", places, err)
	}
	if is, _, err := kim.svc.Team(kim.ctx); err != nil || is.Position != 9 {
		t.Errorf("%+v, %v", is, err)
	}
}
