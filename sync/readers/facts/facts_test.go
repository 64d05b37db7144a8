package facts

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/sync/message"
)

func of(text string) *Facts {
	m := &message.Message{Subject: "x"}
	if strings.HasPrefix(text, "<") {
		m.HTML = text
	} else {
		m.Text = text
	}
	return Of(m)
}

// shown writes facts in one line: lines by "|", labels as key=value, tables as {a,b/c,d}.
func shown(f *Facts) string {
	var out []string
	for _, x := range f.Items {
		switch {
		case x.Table != nil:
			var rows []string
			for _, r := range x.Table.Rows {
				var cells []string
				for _, c := range r.Cells {
					cells = append(cells, c.Text)
				}
				rows = append(rows, strings.Join(cells, ","))
			}
			out = append(out, "{"+strings.Join(rows, "/")+"}")
		case x.Label:
			out = append(out, x.Key+"="+x.Value)
		default:
			out = append(out, x.Text)
		}
	}
	return strings.Join(out, " | ")
}

func TestAMailIsTakenApartAsItsReaderSeesIt(t *testing.T) {
	for _, x := range []struct{ name, mail, want string }{
		{"labels", "Job name:        Accounts\nResult .....: OK\nrc = 0\nHost\tSRV1\nAuftrag : Nacht\n", "Job name=Accounts | Result=OK | rc=0 | Host=SRV1 | Auftrag=Nacht"},
		{"no label", "It ended at 12:30. Fine: yes\nC:\\Data\nD: and E:\nhttp://a/b\n", "It ended at 12:30. Fine: yes | C:\\Data | D: and E: | http://a/b"},
		{"a face", "Success :)\n", "Success :)"},
		{"JSON", "{\n  \"ParsedResult\": \"Warning\",\n  \"Files\": 3\n}\n", "{ | ParsedResult=Warning | Files=3 | }"},
		{"a wrapped sentence", "The backup of the file server SRV1 was not\nsuccessful because of a fault.\n", "The backup of the file server SRV1 was not successful because of a fault."},
		{"a list is not wrapped", "The backup of these machines was not successful\n- SRV1\n- SRV2\n", "The backup of these machines was not successful | SRV1 | SRV2"},
		{"a log is not wrapped", "2026-11-27 02:00:01 a line of a log that is rather long\n2026-11-27 02:00:02 and the next one\n", "a line of a log that is rather long | and the next one"},
		{"the prefix of a log", "101: 2022-05-07 02:00:03 INFO: Starting Backup of VM 101\n", "INFO=Starting Backup of VM 101"},
		{"a table of text", "Machine   Status   Size\n-------   ------   ----\nA1        OK       1 GB\nB2                 2 GB\n", "{Machine,Status,Size/A1,OK,1 GB/B2,,2 GB}"},
		{"a table with bars", "| Machine | Status |\n|---|---|\n| A1 | OK |\n| B2 |  |\n", "{Machine,Status/A1,OK/B2,}"},
		{"labels are no table", "Status   : OK\nStarted  : 01:00\nErrors   : 0\n", "Status=OK | Started=01:00 | Errors=0"},
		{"the signature, which is kept apart", "Backup OK\n-- \nStatus: failed\n", "Backup OK"},
		{"quoted", "> Backup OK\n", "Backup OK"},
		{"HTML", "<p>One<br>two</p><table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td> 2\n3 </td></tr></table><div>end</div>", "One | two | {A,B/1,2 3} | end"},
		{"hidden text", "<p>seen</p><p style='display: none'>not<b>this</b></p><span style='font-size:0px'>nor</span><div hidden>x</div><style>p{}</style><!-- c --><p>end</p>", "seen | end"},
		{"a definition list", "<dl><dt>Status</dt><dd>OK</dd><dt>Job:<dd>Night<dt>Left alone</dl><p>end</p>",
			"Status=OK | Job=Night | Left alone | end"},
		{"a definition list in a cell", "<table><tr><td><dl><dt>Status</dt><dd>OK</dd><dt>Job</dt><dd>N</dd></dl></td></tr></table>",
			"Status=OK | Job=N"},
		{"values below their labels", "Status:\n    OK\nJob:\n    Night run\n\nDetails:\n    all files\n    were copied\n",
			"Status=OK | Job=Night run | Details= | all files | were copied"},
		{"values below labels without colons", "Status\n    OK\nJob\n    Night run\n\nA heading\n    indented\n",
			"Status=OK | Job=Night run | A heading | indented"},
		{"an empty cell between tabs", "Name\tStatus\tSize\nSRV1\tOK\t1 GB\nSRV2\tFailed\t\nSRV3\t\t2 GB\n",
			"{Name,Status,Size/SRV1,OK,1 GB/SRV2,Failed,/SRV3,,2 GB}"},
		{"a cell that goes on below", "Name      Status    Message\nSRV1      Success\nSRV2      Failed    disk is full\n" +
			"                    and no more\nSRV3      Success\n",
			"{Name,Status,Message/SRV1,Success,/SRV2,Failed,disk is full and no more/SRV3,Success,}"},
		{"colons in cells of their own", "<table><tr><td>Status</td><td>:</td><td>OK</td></tr></table>", "{Status,OK}"},
		{"a banner beside a name", "<table><tr><td>Backup job: Night<br>daily</td><td>Failed<br>1 of 2</td></tr></table>",
			"Backup job=Night | daily | Failed | 1 of 2"},
		{"a layout table", "<table><tr><td><p>Title</p><table><tr><td>Status</td><td>OK</td></tr></table></td></tr><tr><td>Foot</td></tr></table>", "Title | {Status,OK} | Foot"},
		{"a spanning cell", "<table><tr><td colspan=2>T</td><td>x</td></tr></table>", "{T,,x}"},
		{"a picture", "<p>Status <img src=a alt='OK'></p>", "Status OK"},
		{"what never ends", "<table><tr><td>a<script>x", "{a}"},
		{"hidden and never ended", "<table><tr><td>a<p style='display:none'>x", "{a}"},
		{"preformatted", "<pre>aa   b\nc</pre>", "aa=b | c"},
	} {
		if got := shown(of(x.mail)); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

func TestFlowedTextIsJoined(t *testing.T) {
	for _, x := range []struct{ head, want string }{
		{"format=flowed", "The backup was not successful. | Next | A   B   C"},
		{"format=flowed; delsp=yes", "The backup was notsuccessful. | Next | A   B   C"},
		{"", "The backup was not | successful. | Next | A   B   C"},
	} {
		m, err := message.Decode(context.Background(), []byte("Subject: x\r\nContent-Type: text/plain; charset=utf-8; "+x.head+"\r\n\r\nThe backup was not \r\nsuccessful.\r\nNext\r\nA   B   C \r\n"))
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, i := range Of(m).Items {
			out = append(out, i.Text)
		}
		if got := strings.Join(out, " | "); got != x.want {
			t.Errorf("%s: %q, want %q", x.head, got, x.want)
		}
	}
}

func TestPrefixesOfTheSubject(t *testing.T) {
	for in, want := range map[string]string{"FW: Re: Backup": "Backup", "[EXTERNAL] Backup": "Backup", "Backup: OK": "Backup: OK", "AW: WG: [Extern] Sicherung": "Sicherung", "***SPAM*** Backup": "Backup", "转发：备份": "备份", "R&D: Backup": "R&D: Backup"} {
		if got, _ := bare(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	if _, reply := bare("FW: AW: Sicherung"); !reply {
		t.Error("an answer that is forwarded is none")
	}
}

func TestWhatIsBeyondTheBoundsIsSaid(t *testing.T) {
	for name, mail := range map[string]string{
		"rows":   "<table>" + strings.Repeat("<tr><td>a</td><td>b</td></tr>", maxRows+10) + "</table>",
		"a line": strings.Repeat("word ", 200_000) + "\n",
		"lines":  strings.Repeat("a line\n\n", maxLines+10),
	} {
		start := time.Now()
		if f := of(mail); !f.Cut {
			t.Errorf("%s: nothing was cut", name)
		}
		t.Logf("%s: %s", name, time.Since(start))
	}
	f := of(strings.Repeat("a key: value\n", 12_000))
	labels := 0
	for _, x := range f.Items {
		if x.Label {
			labels++
		}
	}
	if labels > maxLabels {
		t.Errorf("%d labels", labels)
	}
}
