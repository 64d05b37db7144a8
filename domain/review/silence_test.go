package review_test

import (
	"testing"

	"runchecks/domain"
)

func (b *fixture) silence(job int64) (ofJob, ofProfile int) {
	b.Helper()
	err := b.store.Read(b.ctx, func(q domain.Reader) error {
		j, err := q.Job(job)
		if err != nil {
			return err
		}
		ofJob = j.Silence
		ofProfile, err = domain.ReadSilence(q)
		return err
	})
	if err != nil {
		b.Fatal(err)
	}
	return ofJob, ofProfile
}

func TestTheSilenceOfJobsAndOfTheProfileIsSetAndUndone(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	one, two := b.job("adatum", 1), b.job("contoso", 2)
	check := func(what string, ofOne, ofTwo, ofProfile int) {
		t.Helper()
		first, profile := b.silence(one.ID)
		second, _ := b.silence(two.ID)
		if first != ofOne || second != ofTwo || profile != ofProfile {
			t.Errorf("%s: %d, %d, profile %d", what, first, second, profile)
		}
	}
	check("at first", 0, 0, domain.SilenceDefault)
	d := b.must(b.svc.SetSilence(b.ctx, []int64{one.ID}, 30))
	if inWords(d) != "silence of "+one.Name+": missed after 30 days without a run" {
		t.Errorf("summary %q", inWords(d))
	}
	d = b.must(b.svc.SetSilence(b.ctx, []int64{one.ID, two.ID, two.ID}, domain.SilenceNever))
	if inWords(d) != "silence of 2 jobs: never missed for silence" || len(d.Targets) != 2 {
		t.Errorf("summary %q of %v", inWords(d), d.Targets)
	}
	check("never", domain.SilenceNever, domain.SilenceNever, domain.SilenceDefault)
	d = b.must(b.svc.SetProfileSilence(b.ctx, 1))
	if inWords(d) != "a job without a schedule is missed after 1 day without a run" {
		t.Errorf("summary %q", inWords(d))
	}
	check("a day for the profile", domain.SilenceNever, domain.SilenceNever, 1)
	b.must(b.svc.Undo(b.ctx))
	b.must(b.svc.Undo(b.ctx))
	check("after two undos", 30, 0, domain.SilenceDefault)
	b.must(b.svc.SetSilence(b.ctx, []int64{one.ID, two.ID}, 0))
	check("as the profile says", 0, 0, domain.SilenceDefault)
}

func TestASilenceThatIsNoneOrTheSameIsRefused(t *testing.T) {
	b := newFixture(t, domain.RoleAdmin)
	one := b.job("adatum", 1)
	for days, want := range map[int]domain.Code{-2: domain.CodeInvalid, 367: domain.CodeInvalid, 0: domain.CodeConflict} {
		if _, err := b.svc.SetSilence(b.ctx, []int64{one.ID}, days); domain.CodeOf(err) != want {
			t.Errorf("job, %d: %v", days, err)
		}
	}
	for days, want := range map[int]domain.Code{-2: domain.CodeInvalid, 0: domain.CodeInvalid, 367: domain.CodeInvalid, domain.SilenceDefault: domain.CodeConflict} {
		if _, err := b.svc.SetProfileSilence(b.ctx, days); domain.CodeOf(err) != want {
			t.Errorf("profile, %d: %v", days, err)
		}
	}
}
