package export

import (
	"bytes"
	"slices"
	"testing"

	"runchecks/domain"
)

func TestASignOffSheetForSpreadsheetsHasFactsAndSections(t *testing.T) {
	day := exampleDay(16)
	day.Rows[0].Reason = "+1 from the customer"
	day.Rows[0].Tickets = []string{"T1", "T2"}
	var b bytes.Buffer
	if err := WriteSignOffCSV(&b, day, amsterdam); err != nil {
		t.Fatal(err)
	}
	rows := table(t, b.Bytes())
	for _, want := range [][]string{
		{"Backup sign-off", "Night of Monday, 23 November 2026"}, {"Night", "2026-11-23"},
		{"From", "2026-11-22T12:00:00+01:00"}, {"To", "2026-11-23T12:00:00+01:00"},
		{"Customer", "all customers"},
		{"Made", "2026-11-23T12:00:00+01:00"},
		{"Runs", "16"}, {"Problems", "8"}, {"Reviewed", "15"}, {"Open", "1"}, {"Accounts with errors", "1"}, {"Unmatched messages", "3"}, {"Jobs that wait for approval", "2"}, {"Runs of these jobs", "5"}, {"Problems among them", "1"}, {"Reviewed from From to To, of any night", "17"},
		{"Last journal entry", "01JDCK3QXN8Y6T5V4W3R2Q1P0Z"},
		{"Hash of the last journal entry", day.LastHash},
		{"Runs", "16"}, {"Tickets", "2"}, {"Accepted problems", "1"}, {"Accounts", "2"}, {"Remarks", "1"}, {"Waiting for approval", "2"},
		{"Tape is changed\nby hand on Mondays.", "2026-11-20T22:00:00+01:00", "", "Marieke de Vries"},
		{"nas@woodgrove.example", "Synology Hyper Backup", "Woodgrove NAS", "3", "Failed"},
		{"Fabrikam Zürich AG", "Veeam Backup & Replication", "Daily Servers 5", "2026-11-22T22:04:00+01:00", "Failed", "Failed", "", "2", "reviewed", "2026-11-23T10:00:00+01:00", "Marieke de Vries", "T20261120.0042", "Tape is changed\nby hand on Mondays.", "Failed 21:04, Failed 21:34"},
		{"Northwind Traders", "Veeam Backup & Replication", "Daily Servers 1", "2026-11-22T22:00:00+01:00", "Success", "Success", "'+1 from the customer", "0", "reviewed", "2026-11-23T10:00:00+01:00", "Marieke de Vries", "T1 | T2", "", ""},
		{"Tailspin Toys", "Proxmox Backup Server", "Daily Servers 8", "2026-11-22T22:07:00+01:00", "Unknown", "Unknown", "", "0", "open", "", "", "", "", ""},
		{"Fabrikam Zürich AG", "Synology Hyper Backup", "Daily Servers 10", "2026-11-22T22:09:00+01:00", "Success", "Success", "", "0", "imported as history", "2026-11-23T10:00:00+01:00", "", "", "", ""},
		{"T20261122.0007", "NAS at Tailspin offline", "2026-11-22T02:00:00+01:00", "2026-11-23T11:00:00+01:00"},
		{"Warning: less than 15 % free on repository REPO-02", "1 Dec 2026", "New disks are ordered.", "Marieke de Vries", "2026-11-23T10:00:00+01:00"},
		{"Cove", "2026-11-21T16:00:00+01:00", "The password was refused."},
	} {
		if !slices.ContainsFunc(rows, func(row []string) bool { return slices.Equal(row, want) }) {
			t.Errorf("the sheet lacks %q", want)
		}
	}
}

func TestTheWarningNamesWhatIsNotDone(t *testing.T) {
	open := domain.SignOffRow{}
	for _, c := range []struct {
		name string
		s    domain.SignOff
		want string
	}{
		{"all done", domain.SignOff{Accounts: []domain.SignOffAccount{{Name: "mail"}}}, ""},
		{"one of each", domain.SignOff{Rows: []domain.SignOffRow{open}, Unmatched: 1, Accounts: []domain.SignOffAccount{{Error: "no"}}}, "1 run is still open · 1 account had errors · 1 message is unmatched"},
		{"approvals", domain.SignOff{Approvals: domain.Approvals{Jobs: 2}}, "2 jobs wait for approval"},
		{"a run that needs no review", domain.SignOff{Rows: []domain.SignOffRow{{Hidden: true}}}, ""},
		{"many", domain.SignOff{Rows: []domain.SignOffRow{open, open}, Unmatched: 9}, "2 runs are still open · 9 messages are unmatched"},
	} {
		if got := signOffWarning(c.s); got != c.want {
			t.Errorf("%s: %q, want %q", c.name, got, c.want)
		}
	}
}

func TestARunWithManyTicketsNamesSomeAndCountsTheRest(t *testing.T) {
	for _, c := range []struct {
		codes []string
		want  string
	}{
		{nil, ""},
		{[]string{"T1"}, "T1"},
		{[]string{"T1", "T2", "T3", "T4"}, "T1 T2 T3 T4"},
		{[]string{"T1", "T2", "T3", "T4", "T5"}, "T1 T2 T3 and 2 more"},
	} {
		if got := ticketCodes(c.codes); got != c.want {
			t.Errorf("%q are %q, want %q", c.codes, got, c.want)
		}
	}
}
