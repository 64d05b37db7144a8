package export_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/export"
)

func TestTheMailOfTheMorningSaysWhatWaitsAndEscapesWhatReportsSay(t *testing.T) {
	now := time.Date(2026, 11, 23, 7, 0, 0, 0, time.UTC)
	job := func(customer, name string, status domain.Status, problems int) domain.JobRow {
		return domain.JobRow{
			Job: domain.Job{
				Name:     name,
				Customer: domain.Customer{Name: customer},
			}, Status: status, Runs: 2, Problems: problems, Newest: now.Add(-4 * time.Hour),
		}
	}
	m := export.Morning{
		Now: now,
		Jobs: []domain.JobRow{
			job("Northwind", "NW <script>alert(1)</script>\nDaily", domain.Failed, 1), job("Contoso", "C1", domain.Missed, 1),
			job("Contoso", "Good", domain.Success, 0),
		},
		Reasons: []rules.Reason{
			{Kind: rules.ReasonWaiting, Count: 3, Runs: 6},
			{
				Kind:  rules.ReasonAccountSecret,
				Count: 1,
				Account: domain.Account{
					Name:   "reports",
					Kind:   domain.AccountIMAP,
					Health: domain.Health{Code: domain.CodeSecret, LastError: "x"},
				},
			},
		},
	}
	subject, text, html, err := m.Mail()
	if err != nil || subject != "Run Checks: 2 jobs wait with a problem" {
		t.Errorf("%q, %v", subject, err)
	}
	for _, want := range []string{
		"6 runs of 3 jobs wait for review.", "reports: needs its password", "Northwind", "NW <script>alert(1)</script> Daily", "C1",
		"1 job is silent",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("the text does not say %q:\n%s", want, text)
		}
	}
	if strings.Contains(text, "Good") {
		t.Errorf("a good job is listed:\n%s", text)
	}
	if strings.Contains(html, "<script") || !strings.Contains(html, "NW &lt;script&gt;") || strings.Contains(html, "http") {
		t.Errorf("the page is not safe:\n%s", html)
	}
}

func TestTheMailOfAMorningOnWhichNothingWaitsSaysSo(t *testing.T) {
	subject, text, _, err := export.Morning{Now: time.Now()}.Mail()
	if err != nil || subject != "Run Checks: nothing waits" || !strings.Contains(text, "Everything was reviewed") {
		t.Errorf("%q, %q, %v", subject, text, err)
	}
}

func TestAMailOfTheMorningIsNeverEndless(t *testing.T) {
	m := export.Morning{Now: time.Now()}
	for range 1000 {
		m.Jobs = append(m.Jobs, domain.JobRow{Job: domain.Job{Name: "job"}, Status: domain.Failed, Problems: 1})
	}
	_, text, html, err := m.Mail()
	if err != nil || strings.Count(text, "\n") > 120 || !strings.Contains(text, "900 more") || !strings.Contains(html, "900 more") {
		t.Errorf("%v, %d lines", err, strings.Count(text, "\n"))
	}
}
