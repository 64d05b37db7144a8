package generic

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

func TestRowsAreJobsOrTheObjectsOfOne(t *testing.T) {
	for _, tt := range []struct {
		what string
		t    tableOf
		want bool
	}{
		{"a column of jobs", tableOf{column: columnJob, rows: 3}, true},
		{"a column of jobs in a summary", tableOf{column: columnJob, rows: 3, summary: true}, true},
		{"a job that a label names, with a column of jobs", tableOf{column: columnJob, rows: 3, named: true}, false},
		{"a column of jobs where the subject says how a server's backup ended", tableOf{column: columnJob, rows: 3, ended: true}, false},
		{"a column of jobs in a summary of a server", tableOf{column: columnJob, rows: 3, ended: true, summary: true}, true},
		{"machines", tableOf{column: columnMachine, rows: 3}, false},
		{"machines in a summary", tableOf{column: columnMachine, rows: 3, summary: true}, true},
		{"machines of a job in a summary", tableOf{column: columnMachine, rows: 3, summary: true, named: true}, false},
		{"machines in a summary that says how a server's backup ended",
			tableOf{column: columnMachine, rows: 3, summary: true, ended: true}, false},
		{"tasks, which may be steps", tableOf{column: columnTask, rows: 3}, false},
		{"tasks in a summary", tableOf{column: columnTask, rows: 3, summary: true}, true},
		{"databases", tableOf{column: columnOther, rows: 3, summary: true}, false},
		{"no rows", tableOf{column: columnJob, summary: true}, false},
	} {
		if got := tt.t.jobs(); got != tt.want {
			t.Errorf("%s: jobs %v, want %v", tt.what, got, tt.want)
		}
	}
}

func TestASummaryIsOneRunOfEachJobThatItLists(t *testing.T) {
	table := func(rows ...string) string {
		html := "<p>Backup report</p><table>"
		for i, row := range rows {
			tag := "td"
			if i == 0 {
				tag = "th"
			}
			html += "<tr>"
			for cell := range strings.SplitSeq(row, "|") {
				html += "<" + tag + ">" + cell + "</" + tag + ">"
			}
			html += "</tr>"
		}
		return html + "</table>"
	}
	for _, tt := range []struct {
		subject, html string
		want          string // kind job @ machine status (objects), parted by "; "
	}{
		{"Backup summary", table("Job|Status|Start time|Details", "Daily|Success|2026-11-27 01:00|", "SQL|Failed|2026-11-27 02:00|Login timeout"),
			"digest Failed; run Daily Success; run SQL Failed"},
		{"[Contoso] Daily backup report", table("Server|Status", "fs01|OK", "fs02|Failed", "db01|Warning"),
			"digest Failed; run @ fs01 Contoso Success; run @ fs02 Contoso Failed; run @ db01 Contoso Warning"},
		{"Tägliche Übersicht der Datensicherungen", table("Auftrag|Rechner|Ergebnis", "Voll|fs01|Erfolgreich", "Voll|fs02|Fehlgeschlagen"),
			"digest Failed; run Voll @ fs01 Success; run Voll @ fs02 Failed"},
		{"Backup summary", table("Job|Database|Status", "SQL|crm|Success", "SQL|erp|Failed", "Files|home|Success"),
			"digest Failed; run SQL Failed (crm Success, erp Failed); run Files Success (home Success)"},
		{"Backup summary", table("Job|Status", "Daily|Success", "SQL|Failed") + "<p>The library wobbles on its shelf</p>",
			"digest Failed; run Daily Unknown; run SQL Failed"},
		{"Backup of SRV1 completed", table("Task|Status", "Freeze|Success", "Copy|Success"), "run @ SRV1 Success (Freeze Success, Copy Success)"},
		{"Backup report", table("Server|Status", "fs01|Success", "fs02|Failed"), "run Failed (fs01 Success, fs02 Failed)"},
		{"Backup summary", table("Job|Status", "Daily|Success"), "run Daily Success (Daily Success)"},
	} {
		m := &message.Message{Subject: tt.subject, HTML: tt.html, FromAddress: "backup@example.com"}
		results, _ := Reader{}.Read(context.Background(), m, reader.Env{})
		var got []string
		for _, r := range results {
			s := string(r.Kind)
			if r.JobName != "" {
				s += " " + r.JobName
			}
			if r.Identity != "" && r.Identity != "backup@example.com" && r.Kind == domain.KindRun {
				s += " @ " + r.Identity
			}
			s += " " + r.Status.String()
			var objects []string
			for _, o := range r.Objects {
				objects = append(objects, o.Name+" "+o.Status.String())
			}
			if len(objects) > 0 && r.Kind == domain.KindRun {
				s += " (" + strings.Join(objects, ", ") + ")"
			}
			got = append(got, s)
		}
		if fmt.Sprint(strings.Join(got, "; ")) != tt.want {
			t.Errorf("%s\n got %s\nwant %s", tt.subject, strings.Join(got, "; "), tt.want)
		}
	}
}
