package sanity_test

import (
	"math"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/sanity"
)

var sent = time.Date(2026, 11, 20, 7, 0, 0, 0, time.UTC)

func TestASuccessIsDoubtedForWhatItsReportSays(t *testing.T) {
	any := sanity.Policy{Age: math.MaxInt64}
	const table = "<table><tr><th>Host</th><th>Result</th><th>Files</th></tr>"
	for name, c := range map[string]struct {
		subject, text, html string
		policy              sanity.Policy
		want                domain.Status
	}{
		"files and bytes":             {text: "Files: 0\nSize: 0 B\n", want: domain.Unknown},
		"a sentence":                  {text: "0 files copied, 0 bytes transferred.\n", want: domain.Unknown},
		"none of none":                {text: "Processed 0 of 0 VMs.\n", want: domain.Unknown},
		"none of some":                {text: "0 of 5 VMs processed\n", want: domain.Unknown},
		"decimals":                    {text: "Data processed: 0.00 GB\n", want: domain.Unknown},
		"German":                      {text: "Gesicherte Dateien: 0\nGröße: 0 Bytes\n", want: domain.Unknown},
		"in words":                    {text: "Nothing was backed up.\n", want: domain.Unknown},
		"in German words":             {text: "Es wurden keine Dateien gesichert.\n", want: domain.Unknown},
		"in Japanese words":           {text: "バックアップするファイルがありません。\n", want: domain.Unknown},
		"free room is no volume":      {text: "Files copied: 0\nFree space: 300 GB\n", want: domain.Unknown},
		"a speed is no volume":        {text: "Files copied: 0\nSpeed 12 MB/s\n", want: domain.Unknown},
		"cells below heads":           {html: table + "<tr><td>srv</td><td>OK</td><td>0</td></tr></table>", want: domain.Unknown},
		"a product that may be empty": {text: "Files: 0\n", policy: sanity.Policy{Zero: domain.Success}, want: domain.Success},
		"a product that warns":        {text: "Files: 0\n", policy: sanity.Policy{Zero: domain.Warning}, want: domain.Warning},
		"little of much":              {text: "Files copied: 0\nFiles: 4711\n", want: domain.Success},
		"nothing new":                 {text: "Processed files: 12. Backed up files: 0. Total size: 0 bytes\n", want: domain.Success},
		"no errors":                   {text: "Errors: 0\nWarnings: 0\nDuration: 0:00:10\n", want: domain.Success},
		"one cell above zero": {html: table + "<tr><td>a</td><td>OK</td><td>0</td></tr>" +
			"<tr><td>b</td><td>OK</td><td>7</td></tr></table>", want: domain.Success},
		"ten is no zero":           {text: "Files: 10\n10 files\n", want: domain.Success},
		"a dry run":                {text: "sent 12 bytes (DRY RUN)\n", want: domain.Unknown},
		"a dry run by its label":   {text: "Dry run: yes\n", want: domain.Unknown},
		"a dry run in the subject": {subject: "Backup of SRV1 OK (dry-run)", want: domain.Unknown},
		"what if":                  {text: "What if: performing the operation\n", want: domain.Unknown},
		"simulation":               {text: "Simulation mode\n", want: domain.Unknown},
		"simulation in Czech":      {text: "Režim simulace\n", want: domain.Unknown},
		"list only":                {text: "Options : /L list only\n", want: domain.Unknown},
		"no dry run": {text: "Dry run: no\nDryrun: False\nSimulation = off\nThis was no dry run\n",
			want: domain.Success},
		"a path":                       {text: "/srv/dry-run/file\nD:\\simulation\\a.txt\n", want: domain.Success},
		"the name of the job":          {subject: "Backup of Simulation OK", text: "Job: Simulation\n", want: domain.Success},
		"the last success is old":      {text: "Last successful backup: 2026-08-01 22:00\n", want: domain.Unknown},
		"the last success by its age":  {text: "Last backup: 109 days ago\n", want: domain.Unknown},
		"by its age in Dutch":          {text: "Laatste back-up: 12 dagen geleden\n", want: domain.Unknown},
		"the last success is of today": {text: "Last successful backup: 2026-11-19 22:00\n", want: domain.Success},
		"of yesterday":                 {text: "Last backup: 20 hours ago\n", want: domain.Success},
		"a limit of its own": {text: "Last backup: 5 days ago\n", policy: sanity.Policy{Age: 8 * 24 * time.Hour},
			want: domain.Success},
		"beyond that limit": {text: "Last backup: 9 days ago\n", policy: sanity.Policy{Age: 8 * 24 * time.Hour},
			want: domain.Unknown},
		"any age": {text: "Last backup: 900 days ago\n", policy: any, want: domain.Success},
		"a reader that finds it itself": {text: "Last full backup: 90 days ago\n", policy: sanity.Policy{LastSuccess: true},
			want: domain.Success},
		"the next run is none":             {text: "Next backup: 2027-01-01 22:00\n", want: domain.Success},
		"an exit code":                     {text: "rsync: exit code 23\n", want: domain.Unknown},
		"an exit code behind a colon":      {text: "Exit status: 1\n", want: domain.Unknown},
		"a hexadecimal one":                {text: "Return code: 0x80070005\n", want: domain.Unknown},
		"a German one":                     {text: "Rückgabewert: 2\n", want: domain.Unknown},
		"in a sentence":                    {text: "The script exited with code 2.\n", want: domain.Unknown},
		"a good exit code":                 {text: "Exit code: 0\nReturn code 0x0\nexited with status 0\n", want: domain.Success},
		"a reader that reads exit codes":   {text: "exit code 3\n", policy: sanity.Policy{ExitCodes: true}, want: domain.Success},
		"a legend":                         {text: "Exit codes: 0 and 1 of the manual\n", want: domain.Success},
		"nothing of that":                  {text: "Backup of SRV1: 40 GB in 12 minutes\n", want: domain.Success},
		"a version is no exit code":        {text: "exit code 2.5 of the manual\n", want: domain.Success},
		"a forwarded mail is no stale one": {subject: "FW: Backup of SRV1 OK", want: domain.Success},
	} {
		m := &message.Message{Subject: c.subject, Text: c.text, HTML: c.html, Date: sent}
		r := []domain.Result{{Kind: domain.KindRun, Status: domain.Success, JobName: "Simulation", Objects: []domain.Object{{Name: "dbs"}}}}
		if name == "simulation" {
			r[0].JobName = "Daily"
		}
		if name == "a forwarded mail is no stale one" {
			r[0].Ended = domain.Stamp{Time: sent.AddDate(0, 0, -10), Zoned: true}
		}
		sanity.Apply(r, m, c.policy)
		if r[0].Status != c.want {
			t.Errorf("%s: %s from %+v, want %s", name, r[0].Status, r[0].Evidence, c.want)
		}
		if c.want != domain.Success && (r[0].Stated != domain.Success || r[0].Evidence.Words == "" || r[0].Evidence.Where == "") {
			t.Errorf("%s: %+v", name, r[0])
		}
	}
}

func TestARunThatEndedLongBeforeItsMailIsNoSuccess(t *testing.T) {
	ago := func(h int) domain.Stamp {
		return domain.Stamp{Time: sent.Add(-time.Duration(h) * time.Hour), Zoned: true}
	}
	for name, c := range map[string]struct {
		started, ended domain.Stamp
		policy         sanity.Policy
		want           domain.Status
	}{
		"of the night":              {ago(10), ago(8), sanity.Policy{}, domain.Success},
		"ended ten days ago":        {ago(241), ago(240), sanity.Policy{}, domain.Unknown},
		"a long run":                {ago(60), ago(1), sanity.Policy{}, domain.Success},
		"only a start, of days ago": {ago(60), domain.Stamp{}, sanity.Policy{}, domain.Success},
		"only a start, long ago":    {ago(240), domain.Stamp{}, sanity.Policy{}, domain.Unknown},
		"later than its report":     {ago(-240), ago(-241), sanity.Policy{Age: math.MaxInt64}, domain.Unknown},
		"of a zone further east":    {ago(-10), ago(-12), sanity.Policy{}, domain.Success},
		"a weekly report":           {ago(100), ago(99), sanity.Policy{Age: 200 * time.Hour}, domain.Success},
		"any age":                   {ago(1000), ago(999), sanity.Policy{Age: math.MaxInt64}, domain.Success},
		"without times":             {domain.Stamp{}, domain.Stamp{}, sanity.Policy{}, domain.Success},
	} {
		r := []domain.Result{{Kind: domain.KindRun, Status: domain.Success, Started: c.started, Ended: c.ended}}
		sanity.Apply(r, &message.Message{Subject: "Backup OK", Date: sent}, c.policy)
		if r[0].Status != c.want {
			t.Errorf("%s: %s from %+v, want %s", name, r[0].Status, r[0].Evidence, c.want)
		}
	}
}

func TestNothingIsMadeBetterAndInformationIsLeftAlone(t *testing.T) {
	m := &message.Message{Text: "Files: 0\nexit code 3\n", Date: sent}
	r := []domain.Result{{Kind: domain.KindRun, Status: domain.Failed}, {Kind: domain.KindInformation, Status: domain.Success},
		{Kind: domain.KindRun, Status: domain.Missed}}
	sanity.Apply(r, m, sanity.Policy{Zero: domain.Warning})
	if r[0].Status != domain.Failed || r[1].Status != domain.Success || r[2].Status != domain.Missed {
		t.Errorf("%+v", r)
	}
}
