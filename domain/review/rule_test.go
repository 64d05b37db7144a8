package review_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
)

// newRule is an override for every job of the tests' product.
func newRule(text string) domain.Override {
	return domain.Override{Level: domain.LevelGlobal, Product: "Veeam Backup & Replication", Text: text, Mode: domain.MatchContains, From: night.Add(-24 * time.Hour), Enabled: true, Reason: "known"}
}

// only returns the one override that there is.
func (b *fixture) only() domain.Override {
	b.Helper()
	var list []domain.Override
	err := b.store.Read(b.ctx, func(q domain.Reader) (err error) {
		list, err = q.Overrides()
		return err
	})
	if err != nil || len(list) != 1 {
		b.Fatalf("overrides %+v, %v", list, err)
	}
	return list[0]
}

func TestEveryChangeOfAnOverrideIsJudgedAtOnceAndCanBeUndone(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	b.put(storagetest.Run(b.job("adatum", 1), 1, night, vss))
	failed, covered := "Job 0001 Failed *", "Job 0001 Success (override) *"

	b.must(b.svc.SaveRule(b.ctx, newRule("vss")))
	b.want("made", covered)
	o := b.only()
	if o.Key == "" || o.By != "kim" {
		t.Errorf("made %+v", o)
	}
	o.Text = "disk"
	b.must(b.svc.SaveRule(b.ctx, o))
	b.want("changed to what does not match", failed)
	o.Text = "snapshot"
	b.must(b.svc.SaveRule(b.ctx, o))
	b.want("changed to what matches", covered)
	b.must(b.svc.EnableRule(b.ctx, o.Key, false))
	b.want("switched off", failed)
	b.must(b.svc.EnableRule(b.ctx, o.Key, true))
	b.must(b.svc.DeleteRule(b.ctx, o.Key))
	b.want("deleted", failed)

	for _, step := range []struct{ what, list string }{
		{"deletion", covered}, {"switching on", failed}, {"switching off", covered}, {"second change", failed}, {"first change", covered}, {"making", failed},
	} {
		b.must(b.svc.Undo(b.ctx))
		b.want("after undoing the "+step.what, step.list)
	}
}

func TestAnOverrideIsCheckedWheneverItIsSaved(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	for name, spoil := range map[string]func(*domain.Override){
		"no text for all jobs": func(o *domain.Override) { o.Text = " " },
		"no mode":              func(o *domain.Override) { o.Mode = "" },
		"no product":           func(o *domain.Override) { o.Product = "" },
		"ends before it began": func(o *domain.Override) { o.Until = o.From.Add(-time.Hour) },
		"an object of no job":  func(o *domain.Override) { o.Level, o.Object = domain.LevelObject, "vm" },
	} {
		o := newRule("vss")
		spoil(&o)
		if _, err := b.svc.SaveRule(b.ctx, o); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := b.svc.EnableRule(b.ctx, "nothing", true); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("an override that is gone: %v", err)
	}
	b.must(b.svc.SaveRule(b.ctx, newRule("vss")))
	if _, err := b.svc.DeleteRule(b.ctx, b.only().Key); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("an operator deleted it: %v", err)
	}
}

func TestWhatAnOverrideMatchedIsToldWhetherItIsOnOrNot(t *testing.T) {
	b := newFixture(t, domain.RoleOperator)
	b.put(storagetest.Run(b.job("adatum", 1), 1, night, vss), storagetest.Run(b.job("contoso", 2), 1, night.Add(-60*24*time.Hour), vss), storagetest.Run(b.job("fabrikam", 3), 1, night.Add(-100*24*time.Hour), vss))
	o := newRule("vss")
	o.Enabled, o.From = false, night.AddDate(0, 0, -100)
	if p, err := b.svc.Matches(b.ctx, o); err != nil || p.Runs != 2 || p.Jobs != 2 || !p.Rows[0].At.Equal(night) {
		t.Errorf("%+v, %v", p, err)
	}
}

func TestTheStateOfAnOverrideIsTold(t *testing.T) {
	now := storagetest.Now
	for want, o := range map[review.RuleState]domain.Override{
		review.RuleOff:      {Until: now.Add(-time.Hour)},
		review.RuleExpired:  {Enabled: true, Until: now.Add(-time.Hour)},
		review.RuleExpiring: {Enabled: true, Until: now.Add(20 * time.Hour)},
		review.RuleLater:    {Enabled: true, From: now.Add(time.Hour)},
		review.RuleActive:   {Enabled: true, Until: now.Add(48 * time.Hour)},
	} {
		if got := review.StateOf(o, now); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}
