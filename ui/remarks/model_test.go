package remarks_test

import (
	"context"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
	"runchecks/ui/remarks"
)

func remarked(t *testing.T) (*modeltest.Fixture, *remarks.Model) {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	job := s.OpenJobs()[0]
	ctx := context.Background()
	s.Must(
		s.Desk.CreateRemark(
			ctx,
			domain.Remark{Text: "no end", Scopes: []domain.Scope{{Job: job.Key}}},
			review.Documented{Jobs: []review.Target{{Job: job.ID, Last: job.LastRun}}},
		),
	)
	s.Must(
		s.Desk.CreateRemark(
			ctx,
			domain.Remark{Text: "for a day", Expires: storagetest.Now.Add(24 * time.Hour), Scopes: []domain.Scope{{Customer: "customer2"}}},
			review.Documented{},
		),
	)
	m := remarks.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	return s, m
}

func TestRemarksTellUntilWhenAndAboutWhat(t *testing.T) {
	_, m := remarked(t)
	if got := modeltest.Column(m, "text"); got != "for a day, no end" || m.Detail() != "2" {
		t.Errorf("%s; %s", got, m.Detail())
	}
	if got := modeltest.Column(m, "about"); got != "customer2 (all jobs), customer1 · Job 0001" {
		t.Error(got)
	}
	if got := modeltest.Column(m, "expires"); got != "23 Nov, no end" {
		t.Error(got)
	}
	if m.Heading() != "Remark" || modeltest.Fact(m, "Until") != "23 Nov 2026 08:00" || modeltest.Fact(m, "Text") != "for a day" {
		t.Errorf("%+v", m.Facts())
	}
	for search, want := range map[string]string{"customer2": "for a day", "JOB 0001": "no end", "kim": "for a day, no end", "nobody": ""} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "text"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
}

func TestARemarkListsItsRuns(t *testing.T) {
	s, m := remarked(t)
	if m.Below().Rows != nil {
		t.Errorf("%+v", m.Below())
	}
	m.Select(1)
	s.Settle()
	if got := modeltest.Below(m, 2); got != "customer1 · Job 0001" {
		t.Error(got)
	}
}

func TestARemarkIsChangedDeletedAndBroughtBack(t *testing.T) {
	s, m := remarked(t)
	change := *m.Remark()
	change.Text, change.Expires = "until tomorrow", time.Time{}
	m.Save(change)
	s.Settle()
	if got := modeltest.Column(m, "text"); got != "until tomorrow, no end" || modeltest.Fact(m, "Until") != "no end" {
		t.Errorf("changed: %s", got)
	}
	m.Delete()
	s.Settle()
	if got := modeltest.Column(m, "text"); got != "no end" || m.Selected() != 0 {
		t.Errorf("deleted: %s", got)
	}
	m.Undo()
	s.Settle()
	if got := modeltest.Column(m, "text"); got != "until tomorrow, no end" || m.Remark().Text != "until tomorrow" {
		t.Errorf("brought back: %s, selected %s", got, m.Remark().Text)
	}
}

func TestAViewerDeletesNoRemark(t *testing.T) {
	s, _ := remarked(t)
	m := remarks.New(s.As("vic", domain.RoleViewer).Base, modeltest.Nothing)
	s.Opened(m)
	m.Delete()
	s.Settle()
	if m.CanChange() || m.Len() != 2 {
		t.Errorf("%d remarks left", m.Len())
	}
}
