package generic

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// told are the results of a mail in HTML: kind job @ machine status (objects), parted by "; ".
func told(t *testing.T, subject, html string) string {
	t.Helper()
	m := &message.Message{Subject: subject, FromAddress: "backup@example.com", HTML: html, Date: night}
	results, _ := (Reader{}).Read(context.Background(), m, reader.Env{Received: night})
	var out []string
	for _, r := range results {
		s := string(r.Kind) + " " + r.JobName + " @ " + r.Identity + " " + r.Status.String()
		var objects []string
		for _, o := range r.Objects {
			objects = append(objects, o.Name+" "+o.Status.String())
		}
		out = append(out, s+" ("+strings.Join(objects, ", ")+")")
	}
	return strings.Join(out, "; ")
}

func TestEachJobThatALineNamesAboveItsTableIsARunOfItsOwn(t *testing.T) {
	const head = "<table><tr><th>Name</th><th>Status</th></tr>"
	for _, tt := range []struct{ what, html, want string }{
		{
			"two jobs",
			"<p>Backup job: Daily files</p>" + head + "<tr><td>srv1</td><td>OK</td></tr></table>" +
				"<p>Replication job: Mail (bk1.example.com)</p>" + head +
				"<tr><td>ex1</td><td>OK</td></tr><tr><td>ex2</td><td>Failed</td></tr></table>",
			"digest  @ backup@example.com Failed (); run Daily files @  Success (srv1 Success); " +
				"run Mail @ bk1.example.com Failed (ex1 Success, ex2 Failed)",
		},
		{
			"one job with two tables",
			"<p>Backup job: Daily files</p>" + head + "<tr><td>srv1</td><td>OK</td></tr></table>" +
				"<p>Backup job: Daily files</p>" + head + "<tr><td>srv2</td><td>Failed</td></tr></table>",
			"run Daily files @  Failed (srv1 Success, srv2 Failed)",
		},
		{
			"jobs below a table that stands for itself",
			head + "<tr><td>srv1</td><td>OK</td></tr></table><p>Backup job: A1</p>" + head + "<tr><td>srv2</td><td>OK</td></tr></table>" +
				"<p>Backup job: A2</p>" + head + "<tr><td>srv3</td><td>OK</td></tr></table>",
			"run A1 @  Success (srv1 Success, srv2 Success, srv3 Success)",
		},
	} {
		if got := told(t, "Backup report", tt.html); got != tt.want {
			t.Errorf("%s:\n got %s\nwant %s", tt.what, got, tt.want)
		}
	}
}

func TestWhatNoJobOfADigestSaysMakesNoneOfThemGood(t *testing.T) {
	const head = "<table><tr><th>Name</th><th>Status</th></tr>"
	got := told(t, "Backup report", "<p>Backup job: A1</p>"+head+"<tr><td>srv1</td><td>OK</td></tr></table>"+
		"<p>Backup job: A2</p>"+head+"<tr><td>srv2</td><td>OK</td></tr></table><p>Two disks zonked</p>")
	if strings.Contains(got, domain.Success.String()+" (srv") {
		t.Errorf("got %s", got)
	}
}
