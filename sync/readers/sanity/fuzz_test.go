package sanity_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/sanity"
)

// Whatever a mail says, a success stays one or becomes something worse, with evidence.
func FuzzApply(f *testing.F) {
	f.Add("Backup OK", "Files: 0\nexit code: 0x1f\nLast backup: 9 days ago\n0 of 0 VMs\n",
		"<table><tr><th>a</th><th>b</th><th>Files</th></tr><tr><td>x</td><td>y</td><td>0</td></tr></table>")
	f.Add("dry run", "Simulation: no\n最終バックアップ: 3日前\n終了コード 2\n", "")
	f.Fuzz(func(t *testing.T, subject, text, html string) {
		m := &message.Message{Subject: subject, Text: text, HTML: html, Date: sent}
		r := []domain.Result{{Kind: domain.KindRun, Status: domain.Success}, {Kind: domain.KindRun, Status: domain.Failed}}
		sanity.Apply(r, m, sanity.Policy{})
		if r[0].Status < domain.Success || r[1].Status != domain.Failed {
			t.Errorf("%+v", r)
		}
		if r[0].Status != domain.Success && (r[0].Evidence.Words == "" || r[0].Evidence.Where == "" || r[0].Stated != domain.Success) {
			t.Errorf("no evidence: %+v", r[0])
		}
	})
}
