package rules

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

func TestASignatureIsTheSameForOneCauseAndDiffersForAnother(t *testing.T) {
	for name, same := range map[string][]string{
		"numbers, case and blanks":    {"Failed to create  VSS snapshot 17 of 20", "failed to create vss snapshot 3 of 250"},
		"names in quotes":             {`Cannot open "C:\data\a.vbk"`, `Cannot open "D:\other.vbk"`},
		"paths and addresses":         {`Access to \\nas01\backup\a denied`, `Access to \\srv\b denied`},
		"identifiers and sizes":       {"Disk 6000C29a-4cfe is full: 12.5 GB left", "Disk 7111D30b-aaaa is full: 99 GB left"},
		"an apostrophe opens nothing": {"The job can't be started", "the job CAN'T be started."},
	} {
		if a, b := Signature(same[0]), Signature(same[1]); a != b || a == "" {
			t.Errorf("%s: %q and %q", name, a, b)
		}
	}
	for _, pair := range [][2]string{
		{"Failed to create VSS snapshot", "Failed to open the disk"},
		{"Error 0x80070070 in the writer", "Error 0x80042316 in the writer"},
		{"Backup window exceeded", "Backup window closed"},
	} {
		if a, b := Signature(pair[0]), Signature(pair[1]); a == b {
			t.Errorf("%q and %q are both %q", pair[0], pair[1], a)
		}
	}
	for _, empty := range []string{"", "  ", "12 34", "\"quoted only\"", `C:\path`} {
		if got := Signature(empty); got != "" {
			t.Errorf("%q has the signature %q", empty, got)
		}
	}
	if got := Signature(strings.Repeat("wort ", 10_000)); len(got) > signatureLength+10 {
		t.Errorf("%d bytes", len(got))
	}
}

func TestAnAcceptedProblemHoldsUntilSomethingChanges(t *testing.T) {
	at := time.Date(2026, 11, 20, 22, 0, 0, 0, time.UTC)
	job := domain.Job{Key: "a|veeam|backup|nw", Product: "Veeam", Type: "Backup", Name: "NW"}
	other := domain.Job{Key: "b|veeam|backup|ct", Product: "Veeam", Type: "Backup", Name: "CT"}
	obj := func(name string, s domain.Status, msg string) domain.Object {
		return domain.Object{Name: name, Status: s, Message: msg}
	}
	full := obj("fs04", domain.Warning, "Disk 12 is full")
	accept := func(level domain.AcceptLevel, change func(*domain.Acceptance)) domain.Acceptance {
		a := domain.Acceptance{Key: "1", Level: level, Job: job.Key, Status: domain.Warning, At: at, From: at, Affected: []string{affected(job, full)}}
		switch level {
		case domain.AcceptObject:
			a.Object = "fs04"
		case domain.AcceptError:
			a.Job, a.Product, a.Signature = "", "Veeam", Signature(full.Message)
		}
		if change != nil {
			change(&a)
		}
		return a
	}
	success := func(a *domain.Acceptance) { a.UntilSuccess = true }
	worse := func(a *domain.Acceptance) { a.UntilWorse = true }
	object := func(a *domain.Acceptance) { a.UntilNewObject = true }
	next := func(a *domain.Acceptance) { a.UntilNextRun = true }
	date := func(a *domain.Acceptance) { a.UntilDate = at.Add(12 * time.Hour) }
	tests := []struct {
		name     string
		a        domain.Acceptance
		job      domain.Job
		at       time.Time
		objects  []domain.Object
		status   domain.Status
		accepted bool
		ends     string // part of why, "" where it goes on
	}{
		{"the same problem again is accepted", accept(domain.AcceptJob, success), job, at.Add(24 * time.Hour), []domain.Object{full}, domain.Warning, true, ""},
		{"another number in the message is the same problem", accept(domain.AcceptError, success), job, at.Add(24 * time.Hour), []domain.Object{obj("x", domain.Warning, "Disk 99 is full")}, domain.Warning, true, ""},
		{"a success ends it", accept(domain.AcceptJob, success), job, at.Add(24 * time.Hour), nil, domain.Success, false, "succeeded"},
		{"a success does not end what waits for worse", accept(domain.AcceptJob, worse), job, at.Add(24 * time.Hour), nil, domain.Success, false, ""},
		{"the object's success ends it although another fails", accept(domain.AcceptObject, success), job, at.Add(24 * time.Hour), []domain.Object{obj("fs04", domain.Success, ""), obj("dc01", domain.Failed, "x")}, domain.Failed, false, "succeeded"},
		{"an object that is not there says nothing", accept(domain.AcceptObject, success), job, at.Add(24 * time.Hour), []domain.Object{obj("dc01", domain.Failed, "x")}, domain.Failed, false, ""},
		{"it gets worse", accept(domain.AcceptJob, worse), job, at.Add(24 * time.Hour), []domain.Object{obj("fs04", domain.Failed, "Disk 12 is full")}, domain.Failed, false, "was Warning"},
		{"another object is affected", accept(domain.AcceptJob, object), job, at.Add(24 * time.Hour), []domain.Object{full, obj("fs05", domain.Warning, "Disk 12 is full")}, domain.Warning, false, "fs05 is affected"},
		{"the same error at another customer is another object", accept(domain.AcceptError, object), other, at.Add(24 * time.Hour), []domain.Object{full}, domain.Warning, false, "fs04 is affected"},
		{"or is accepted where objects do not count", accept(domain.AcceptError, worse), other, at.Add(24 * time.Hour), []domain.Object{full}, domain.Warning, true, ""},
		{"the next run ends it", accept(domain.AcceptJob, next), job, at.Add(24 * time.Hour), []domain.Object{full}, domain.Warning, false, "next run"},
		{"the date ends it", accept(domain.AcceptJob, date), job, at.Add(13 * time.Hour), []domain.Object{full}, domain.Warning, false, "until 21 Nov"},
		{"before the date it holds", accept(domain.AcceptJob, date), job, at.Add(11 * time.Hour), []domain.Object{full}, domain.Warning, true, ""},
		{"a problem beside the accepted object waits", accept(domain.AcceptObject, worse), job, at.Add(24 * time.Hour), []domain.Object{full, obj("dc01", domain.Failed, "x")}, domain.Failed, false, ""},
		{"a failure of the run itself beside the accepted object waits", accept(domain.AcceptObject, worse), job, at.Add(24 * time.Hour), []domain.Object{full}, domain.Failed, false, ""},
		{"another job is not concerned", accept(domain.AcceptJob, success), other, at.Add(24 * time.Hour), []domain.Object{full}, domain.Warning, false, ""},
		{"an old report that comes late is not concerned", accept(domain.AcceptJob, success), job, at.Add(-time.Hour), nil, domain.Success, false, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			run := domain.Run{At: tt.at, Result: domain.Result{Status: tt.status, Objects: tt.objects}}
			by, ends := Accepted(run, tt.job, Effective(run, tt.job, nil), nil, []domain.Acceptance{tt.a})
			if (len(by) > 0) != tt.accepted {
				t.Errorf("accepted by %v", by)
			}
			switch {
			case tt.ends == "" && len(ends) > 0:
				t.Errorf("ended: %s", ends[0].Why)
			case tt.ends != "" && (len(ends) == 0 || !strings.Contains(ends[0].Why, tt.ends)):
				t.Errorf("ends %v, want %q", ends, tt.ends)
			}
		})
	}
}

func TestARunUnderAnOverrideIsNoProblemOfAnAcceptance(t *testing.T) {
	job := domain.Job{Key: "k", Product: "Veeam"}
	run := domain.Run{At: time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC), Result: domain.Result{Status: domain.Failed, Error: "vss"}}
	book := NewBook([]domain.Override{{Level: domain.LevelJob, Job: "k", Text: "vss", Mode: domain.MatchContains, Enabled: true}})
	a := domain.Acceptance{Level: domain.AcceptJob, Job: "k", UntilWorse: true, Status: domain.Warning}
	if by, ends := Accepted(run, job, Effective(run, job, book), book, []domain.Acceptance{a}); len(by) > 0 || len(ends) > 0 {
		t.Errorf("by %v, ends %v", by, ends)
	}
}

func TestWhatIsAcceptedHasAnEnd(t *testing.T) {
	at := time.Date(2026, 11, 20, 0, 0, 0, 0, time.UTC)
	for name, c := range map[string]struct {
		a    domain.Acceptance
		want bool
	}{
		"a job until success":        {domain.Acceptance{Level: domain.AcceptJob, Job: "k", UntilSuccess: true}, true},
		"a job for ever":             {domain.Acceptance{Level: domain.AcceptJob, Job: "k"}, false},
		"an error until success":     {domain.Acceptance{Level: domain.AcceptError, Product: "p", Signature: "s", UntilSuccess: true}, false},
		"an error until a date":      {domain.Acceptance{Level: domain.AcceptError, Product: "p", Signature: "s", UntilDate: at.AddDate(0, 0, 1)}, true},
		"an error without a message": {domain.Acceptance{Level: domain.AcceptError, Product: "p", UntilWorse: true}, false},
		"until yesterday":            {domain.Acceptance{Level: domain.AcceptJob, Job: "k", UntilDate: at.AddDate(0, 0, -1)}, false},
		"an object of no job":        {domain.Acceptance{Level: domain.AcceptObject, Object: "vm", UntilSuccess: true}, false},
	} {
		c.a.At = at
		if err := c.a.Validate(); (err == nil) != c.want {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func BenchmarkTenThousandRules(b *testing.B) {
	var list []domain.Override
	for i := range 10_000 {
		o := domain.Override{Key: domain.DecisionID(rune(i)), Level: domain.LevelJob, Job: domain.JobKey(rune(i)), Text: "no such text", Mode: domain.MatchContains, Enabled: true}
		if i%10 == 0 {
			o.Level, o.Product = domain.LevelGlobal, "Veeam"
		}
		list = append(list, o)
	}
	book := NewBook(list)
	job := domain.Job{Key: domain.JobKey(rune(77)), Product: "Veeam"}
	run := domain.Run{Result: domain.Result{Status: domain.Failed, Objects: []domain.Object{{Name: "a", Status: domain.Failed, Message: "Failed to create VSS snapshot of the volume"}}}}
	b.ReportAllocs()
	for b.Loop() {
		Effective(run, job, book)
	}
}
