package pointing_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
	"runchecks/sync/workbench/pointing"
)

// say is one pointing: these words of that mail mean this. Words that begin with
// "subject:" stand in the subject, others in the first cell or line that holds them.
type say struct {
	mail  int
	words string
	is    pointing.Meaning
}

// reading is what a person would note of a mail.
type reading struct {
	status   domain.Status
	job      string
	objects  int
	problems int // objects that are not Success
	timed    bool
}

// layout is one kind of mail that no reader knows, and how a person teaches it.
type layout struct {
	name  string
	from  string
	mails []letter
	say   []say
	// unseen mails come later: what nobody decided in them must not be a success.
	unseen []letter
}

type letter struct {
	subject, body string
	want          reading
}

const (
	good    = domain.Success
	warned  = domain.Warning
	failed  = domain.Failed
	unknown = domain.Unknown
)

func table(rows ...string) string {
	var b strings.Builder
	b.WriteString("<table border=1>")
	for i, r := range rows {
		b.WriteString("<tr>")
		for _, c := range strings.Split(r, "|") {
			tag := "td"
			if i == 0 {
				tag = "th"
			}
			fmt.Fprintf(&b, "<%s>%s</%s>", tag, strings.TrimSpace(c), tag)
		}
		b.WriteString("</tr>")
	}
	return b.String() + "</table>"
}

func archive(day, total string, rows ...string) letter {
	return letter{
		subject: "Archivlauf ARCHIV01 vom " + day,
		body: "<html><body><p>Beginn: " + day + " 03:30:00</p><p>Ende: " + day + " 04:17:00</p><p>Gesamt: " + total + "</p>" +
			table(append([]string{"Freigabe|Dateien|Umfang|Ergebnis|Bemerkung"}, rows...)...) + "</body></html>",
	}
}

func (l letter) reads(s domain.Status, job string, objects, problems int, timed bool) letter {
	l.want = reading{s, job, objects, problems, timed}
	return l
}

// text writes lines.
func text(subject string, lines ...string) letter {
	return letter{subject: subject, body: strings.Join(lines, "\n") + "\n"}
}

func spool(job string, rows ...string) letter {
	return text("Spool summary "+job, append([]string{"Library      Tape     Mark", "-----------  -------  ----"}, rows...)...)
}

func nested(state string, rows ...string) letter {
	return letter{
		subject: "Nightly protection summary for HQ-01",
		body: "<html><body><table><tr><td><table><tr><td>Protection summary</td></tr></table></td></tr><tr><td>" +
			"<table><tr><td>Plan</td><td>HQ-01 nightly</td></tr><tr><td>Verdict</td><td>" + state + "</td></tr>" +
			"<tr><td>Started</td><td>2026-11-27 01:00:00</td></tr></table></td></tr><tr><td>" +
			table(append([]string{"Workload|Size|Outcome"}, rows...)...) + "</td></tr></table></body></html>",
	}
}

var layouts = []layout{
	{
		name: "an HTML digest with a table", from: "Archivdienst <archivdienst@kestelbach.example>",
		mails: []letter{
			archive("27.11.2026", "durch", "Akten|3884|318,2 GB|sauber|", "Buchhaltung|3158|58,1 GB|liegengeblieben|14 Dateien in Gebrauch").
				reads(warned, "ARCHIV01", 2, 1, true),
			archive("20.11.2026", "durch", "Akten|3880|318,0 GB|sauber|", "Buchhaltung|3150|58,0 GB|sauber|").reads(good, "ARCHIV01", 2, 0, true),
			archive("06.11.2026", "steht", "Akten|0|0 GB|Ende|Ziel nicht erreichbar").reads(failed, "ARCHIV01", 1, 1, true),
		},
		say: []say{
			{0, "durch", pointing.Success}, {2, "steht", pointing.Failed}, {0, "sauber", pointing.Success},
			{0, "liegengeblieben", pointing.Warning}, {2, "Ende", pointing.Failed},
			{0, "subject:ARCHIV01", pointing.Job},
		},
		unseen: []letter{
			archive("28.11.2026", "durch", "Akten|3884|318,2 GB|sauber|").reads(good, "ARCHIV01", 1, 0, true),
			archive("29.11.2026", "durch", "Akten|3884|318,2 GB|verschoben|").reads(unknown, "ARCHIV01", 1, 1, true),
			archive("30.11.2026", "gelb", "Akten|3884|318,2 GB|sauber|").reads(unknown, "ARCHIV01", 1, 0, true),
		},
	},
	{
		name: "labels and values in text", from: "Datensicherung <sicherung@nordlicht.example>",
		mails: []letter{
			text("Datensicherung 27.11.2026", "Auftrag: Tagesband", "Rechner: SRV-NORD", "Anfang: 27.11.2026 22:00:01",
				"Schluss: 27.11.2026 23:12:40", "Befund: Band voll beschrieben").reads(good, "Tagesband", 0, 0, true),
			text("Datensicherung 26.11.2026", "Auftrag: Tagesband", "Rechner: SRV-NORD", "Anfang: 26.11.2026 22:00:01",
				"Schluss: 26.11.2026 22:01:00", "Befund: Laufwerk klemmt").reads(failed, "Tagesband", 0, 0, true),
		},
		say: []say{
			{0, "Band voll beschrieben", pointing.Success}, {1, "Laufwerk klemmt", pointing.Failed}, {0, "Tagesband", pointing.Job},
			{0, "SRV-NORD", pointing.Machine}, {0, "27.11.2026 22:00:01", pointing.Start}, {0, "27.11.2026 23:12:40", pointing.End},
		},
		unseen: []letter{
			text("Datensicherung 28.11.2026", "Auftrag: Wochenband", "Rechner: SRV-NORD", "Anfang: 28.11.2026 22:00:01",
				"Schluss: 28.11.2026 23:12:40", "Befund: Band voll beschrieben").reads(good, "Wochenband", 0, 0, true),
			text("Datensicherung 29.11.2026", "Auftrag: Tagesband", "Rechner: SRV-NORD", "Anfang: 29.11.2026 22:00:01",
				"Schluss: 29.11.2026 22:00:02", "Befund: Band halb beschrieben").reads(unknown, "Tagesband", 0, 0, true),
		},
	},
	{
		name: "a log", from: "nachtlauf <nachtlauf@linux.example>",
		mails: []letter{
			text("nachtlauf web01", "2026-11-27 02:00:01 nachtlauf 4.2 on web01", "2026-11-27 02:00:02 copied volume data01 state=sealed",
				"2026-11-27 02:04:11 copied volume mail02 state=sealed", "2026-11-27 02:13:00 nachtlauf ended verdict=green").
				reads(good, "web01", 2, 0, false),
			text("nachtlauf web01", "2026-11-26 02:00:01 nachtlauf 4.2 on web01", "2026-11-26 02:00:02 copied volume data01 state=sealed",
				"2026-11-26 02:04:11 copied volume mail02 state=torn", "2026-11-26 02:13:00 nachtlauf ended verdict=red").
				reads(failed, "web01", 2, 1, false),
		},
		say: []say{
			{0, "green", pointing.Success}, {1, "red", pointing.Failed}, {0, "data01", pointing.ObjectName},
			{0, "sealed", pointing.ObjectStatus}, {0, "sealed", pointing.Success}, {1, "torn", pointing.Failed}, {0, "subject:web01", pointing.Job},
		},
		unseen: []letter{
			text("nachtlauf web02", "2026-11-28 02:00:01 nachtlauf 4.2 on web02", "2026-11-28 02:00:02 copied volume data77 state=sealed",
				"2026-11-28 02:13:00 nachtlauf ended verdict=green").reads(good, "web02", 1, 0, false),
			text("nachtlauf web02", "2026-11-28 02:00:01 nachtlauf 4.2 on web02", "2026-11-28 02:00:02 copied volume data77 state=bent",
				"2026-11-28 02:13:00 nachtlauf ended verdict=green").reads(unknown, "web02", 1, 1, false),
			text("nachtlauf web02", "2026-11-28 02:00:01 nachtlauf 4.2 on web02", "2026-11-28 02:00:03 no room left on vault",
				"2026-11-28 02:13:00 nachtlauf ended verdict=green").reads(unknown, "web02", 0, 0, false),
		},
	},
	{
		name: "tables in tables", from: "Protector <reports@protector.example>",
		mails: []letter{
			nested("Guarded", "VM-A|10 GB|Kept", "VM-B|5 GB|Kept").reads(good, "HQ-01 nightly", 2, 0, true),
			nested("Exposed", "VM-A|10 GB|Kept", "VM-B|0 GB|Lost").reads(failed, "HQ-01 nightly", 2, 1, true),
		},
		say: []say{
			{0, "Guarded", pointing.Success}, {1, "Exposed", pointing.Failed}, {0, "Kept", pointing.Success}, {1, "Lost", pointing.Failed},
			{0, "HQ-01 nightly", pointing.Job},
		},
		unseen: []letter{nested("Guarded", "VM-A|10 GB|Kept", "VM-C|1 GB|Parked").reads(unknown, "HQ-01 nightly", 2, 1, true)},
	},
	{
		name: "two languages", from: "Tresor <tresor@tresor.example>",
		mails: []letter{
			text("Tresor Bericht", "Tresorname: Gold", "Urteil: dicht").reads(good, "Gold", 0, 0, false),
			text("Tresor report", "Vault name: Gold", "Ruling: tight").reads(good, "Gold", 0, 0, false),
			text("Tresor Bericht", "Tresorname: Gold", "Urteil: offen").reads(failed, "Gold", 0, 0, false),
		},
		say: []say{
			{0, "dicht", pointing.Success}, {1, "tight", pointing.Success}, {2, "offen", pointing.Failed},
			{0, "Gold", pointing.Job}, {1, "Gold", pointing.Job},
		},
		unseen: []letter{text("Tresor report", "Vault name: Gold", "Ruling: ajar").reads(unknown, "Gold", 0, 0, false)},
	},
	{
		name: "columns of text", from: "spool <spool@as400.example>",
		mails: []letter{
			spool("NIGHT", "PAYROLL      T00012   GRN", "ORDERS       T00012   GRN").
				reads(good, "NIGHT", 2, 0, false),
			spool("NIGHT", "PAYROLL      T00013   GRN", "ORDERS       T00013   RDD").
				reads(failed, "NIGHT", 2, 1, false),
		},
		say: []say{{0, "GRN", pointing.Success}, {1, "RDD", pointing.Failed}, {0, "subject:NIGHT", pointing.Job}},
		unseen: []letter{
			spool("NOON", "PAYROLL      T00013   BLU").reads(unknown, "NOON", 1, 1, false),
		},
	},
	{
		name: "bars", from: "vault <vault@box.example>",
		mails: []letter{
			text("vault box7", "| Share | Mark |", "|-------|------|", "| docs | kept |", "| pics | kept |").reads(good, "box7", 2, 0, false),
			text("vault box7", "| Share | Mark |", "|-------|------|", "| docs | kept |", "| pics | torn |").reads(failed, "box7", 2, 1, false),
		},
		say:    []say{{0, "kept", pointing.Success}, {1, "torn", pointing.Failed}, {0, "subject:box7", pointing.Job}},
		unseen: []letter{text("vault box8", "| Share | Mark |", "|-------|------|", "| docs | held |").reads(unknown, "box8", 1, 1, false)},
	},
	{
		name: "a subject alone", from: "watch <watch@tower.example>",
		mails: []letter{
			text("[green] tower watch of MX-20", "see the portal").reads(good, "MX-20", 0, 0, false),
			text("[crimson] tower watch of MX-20", "see the portal").reads(failed, "MX-20", 0, 0, false),
		},
		say: []say{{0, "subject:green", pointing.Success}, {1, "subject:crimson", pointing.Failed}, {0, "subject:MX-20", pointing.Job}},
		unseen: []letter{
			text("[purple] tower watch of MX-21", "see the portal").reads(unknown, "MX-21", 0, 0, false),
			text("[green] tower watch of MX-21", "see the portal").reads(good, "MX-21", 0, 0, false),
		},
	},
	{
		name: "a sentence", from: "Hausmeister <hausmeister@werk.example>",
		mails: []letter{
			text("Meldung Werk", "Der Nachtlauf von HALLE-3 ist gediehen.").reads(good, "HALLE-3", 0, 0, false),
			text("Meldung Werk", "Der Nachtlauf von HALLE-3 ist verdorben.").reads(failed, "HALLE-3", 0, 0, false),
		},
		say:    []say{{0, "gediehen", pointing.Success}, {1, "verdorben", pointing.Failed}, {0, "HALLE-3", pointing.Job}},
		unseen: []letter{text("Meldung Werk", "Der Nachtlauf von HALLE-4 ist halbwegs gediehen.").reads(unknown, "HALLE-4", 0, 0, false)},
	},
	{
		name: "a table of two columns", from: "Kasten <kasten@kasten.example>",
		mails: []letter{
			{subject: "Kasten 27.11.2026", body: "<table><tr><td>Server:</td><td>K-1</td></tr><tr><td>Ampel:</td><td>blau</td></tr>" +
				"<tr><td>Beginn:</td><td>27.11.2026 01:00</td></tr></table>"},
			{subject: "Kasten 28.11.2026", body: "<table><tr><td>Server:</td><td>K-1</td></tr><tr><td>Ampel:</td><td>grau</td></tr>" +
				"<tr><td>Beginn:</td><td>28.11.2026 01:00</td></tr></table>"},
		},
		say: []say{
			{0, "blau", pointing.Success}, {1, "grau", pointing.Warning}, {0, "27.11.2026 01:00", pointing.Start}, {0, "K-1", pointing.Job},
		},
	},
	{
		name: "a value with a figure behind it", from: "packer <packer@packer.example>",
		mails: []letter{
			text("packer P-9", "Outcome: packed (12 files)", "Plan: P-9").reads(good, "P-9", 0, 0, false),
			text("packer P-9", "Outcome: spilled (3 files)", "Plan: P-9").reads(failed, "P-9", 0, 0, false),
		},
		say:    []say{{0, "packed", pointing.Success}, {1, "spilled", pointing.Failed}, {0, "P-9", pointing.Job}},
		unseen: []letter{text("packer P-9", "Outcome: half packed (3 files)", "Plan: P-9").reads(unknown, "P-9", 0, 0, false)},
	},
	{
		name: "another script", from: "保存係 <hozon@tokyo.example>",
		mails: []letter{
			text("保存報告 2026-11-27", "装置: TKY-1", "判定: 良").reads(good, "TKY-1", 0, 0, false),
			text("保存報告 2026-11-26", "装置: TKY-1", "判定: 不可").reads(failed, "TKY-1", 0, 0, false),
		},
		say:    []say{{0, "良", pointing.Success}, {1, "不可", pointing.Failed}, {0, "TKY-1", pointing.Job}},
		unseen: []letter{text("保存報告 2026-11-28", "装置: TKY-2", "判定: 不明").reads(unknown, "TKY-2", 0, 0, false)},
	},
	{
		name: "a digest without a verdict of its own", from: "Sammler <sammler@sammler.example>",
		mails: []letter{
			{subject: "Sammelliste", body: "<h2>Sammelliste</h2>" + table("Anlage|Kunde|Lage", "NAS-1|Alpha|ruhig", "NAS-2|Beta|unruhig")},
			{subject: "Sammelliste", body: "<h2>Sammelliste</h2>" + table("Anlage|Kunde|Lage", "NAS-1|Alpha|ruhig", "NAS-2|Beta|ruhig")},
		},
		say: []say{{0, "ruhig", pointing.Success}, {0, "unruhig", pointing.Warning}, {0, "Anlage", pointing.ObjectName}},
	},
}

func init() {
	layouts[9].mails[0].want = reading{good, "K-1", 0, 0, true}
	layouts[9].mails[1].want = reading{warned, "K-1", 0, 0, true}
	layouts[12].mails[0].want = reading{warned, "sammler@sammler.example", 2, 1, false}
	layouts[12].mails[1].want = reading{good, "sammler@sammler.example", 2, 0, false}
}

// message decodes a letter as it would come in.
func (l letter) message(t testing.TB, from string, n int) *message.Message {
	t.Helper()
	kind := "text/plain"
	if strings.HasPrefix(l.body, "<") {
		kind = "text/html"
	}
	raw := fmt.Sprintf("From: %s\r\nTo: reports@msp.example\r\nSubject: %s\r\nDate: Fri, 27 Nov 2026 05:30:%02d +0100\r\n"+
		"Message-ID: <%d@x>\r\nMIME-Version: 1.0\r\nContent-Type: %s; charset=utf-8\r\n\r\n%s",
		from, l.subject, n, n, kind, strings.ReplaceAll(l.body, "\n", "\r\n"))
	m, err := message.Decode(context.Background(), []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func (x layout) lesson(t testing.TB) *pointing.Lesson {
	t.Helper()
	var mails []*pointing.Mail
	for i, l := range x.mails {
		m := l.message(t, x.from, i)
		mails = append(mails, &pointing.Mail{Message: m, Received: m.Date, Name: l.subject})
	}
	return pointing.Begin(mails, []string{"Kestelbach Werkzeugbau", "Alpha", "Beta"})
}

// selection finds words in a mail as a person would select them.
func selection(t testing.TB, l *pointing.Lesson, s say) pointing.Selection {
	t.Helper()
	m := l.Mails[s.mail].Message
	if words, ok := strings.CutPrefix(s.words, "subject:"); ok {
		at := strings.Index(m.Subject, words)
		return pointing.Selection{Mail: s.mail, Subject: true, Text: m.Subject, From: at, To: at + len(words)}
	}
	for _, tab := range m.Tables() {
		for _, r := range tab.Rows {
			for c, cell := range r.Cells {
				if cell.Line() == s.words {
					return pointing.Selection{Mail: s.mail, Text: s.words, To: len(s.words), Row: r.Texts(), Column: c}
				}
			}
		}
	}
	for _, whole := range []bool{true, false} {
		for _, line := range m.Lines() {
			at := strings.Index(line, s.words)
			apart := strings.FieldsFunc(line, func(r rune) bool { return strings.ContainsRune(" :=|", r) })
			if at < 0 || whole && !slices.Contains(apart, s.words) {
				continue
			}
			return pointing.Selection{Mail: s.mail, Text: line, From: at, To: at + len(s.words)}
		}
	}
	t.Fatalf("%q stands nowhere", s.words)
	return pointing.Selection{}
}

func (x layout) teach(t testing.TB, l *pointing.Lesson) {
	t.Helper()
	for _, s := range x.say {
		target, ok := l.Locate(selection(t, l, s))
		if !ok {
			t.Fatalf("%q cannot be pointed at", s.words)
		}
		if err := l.Point(target, s.is); err != nil {
			t.Fatalf("%q as %s: %v", s.words, s.is, err)
		}
	}
}

func got(results []domain.Result, ok bool) reading {
	if !ok || len(results) != 1 {
		return reading{job: fmt.Sprintf("%d results, matched %t", len(results), ok)}
	}
	r := results[0]
	out := reading{status: r.Status, job: r.Name(), objects: len(r.Objects), timed: !r.Started.IsZero()}
	for _, o := range r.Objects {
		if o.Status != domain.Success {
			out.problems++
		}
	}
	return out
}

func TestATaughtLayoutIsReadAsAPersonReadsIt(t *testing.T) {
	for _, x := range layouts {
		t.Run(x.name, func(t *testing.T) {
			l := x.lesson(t)
			x.teach(t, l)
			out := l.Try(context.Background(), time.UTC, nil)
			if len(out.Problems) > 0 {
				t.Fatalf("%v\n%s", out.Problems, l.Text())
			}
			for i, m := range out.Mails {
				if r := got(m.Results, m.Matched); r != x.mails[i].want {
					t.Errorf("mail %d: %+v, want %+v", i, r, x.mails[i].want)
				}
			}
			d, err := definition.Parse("x.toml", []byte(l.Text()))
			if err != nil {
				t.Fatal(err)
			}
			for i, u := range x.unseen {
				m := u.message(t, x.from, 30+i)
				if r := got(d.Read(context.Background(), m, reader.Env{})); r != u.want {
					t.Errorf("unseen mail %d: %+v, want %+v", i, r, u.want)
				}
			}
			for _, q := range l.Questions(&out) {
				t.Logf("open: %s: %s", q.Title, q.Text)
			}
			if t.Failed() {
				t.Log("\n" + l.Text())
			}
		})
	}
}

func TestATaughtLayoutReadsNoMailOfAnotherProduct(t *testing.T) {
	var all []*message.Message
	files := samples(t)
	for _, f := range files {
		all = append(all, sample(t, f))
	}
	for _, x := range layouts {
		l := x.lesson(t)
		x.teach(t, l)
		d, err := definition.Parse("x.toml", []byte(l.Text()))
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range all {
			if _, ok := d.Read(context.Background(), m, reader.Env{}); ok {
				t.Errorf("%s: %s is read, too:\n%s", x.name, files[i], l.Text())
			}
		}
	}
}

func TestADefinitionIsTheSameHoweverOftenItIsTaught(t *testing.T) {
	for _, x := range layouts {
		l := x.lesson(t)
		x.teach(t, l)
		text := l.Text()
		again := x.lesson(t)
		x.teach(t, again)
		if again.Text() != text {
			t.Errorf("%s: taught again:\n%s\n---\n%s", x.name, text, again.Text())
		}
		resumed := pointing.Resume(l.Mails, nil, text)
		if resumed.Text() != text {
			t.Errorf("%s: gone on with:\n%s\n---\n%s", x.name, text, resumed.Text())
		}
		x.teach(t, resumed)
		if resumed.Text() != text {
			t.Errorf("%s: gone on with and taught again:\n%s\n---\n%s", x.name, text, resumed.Text())
		}
		for range len(x.say) {
			if !again.Undo() {
				t.Errorf("%s: a step cannot be taken back", x.name)
			}
		}
		if fresh := x.lesson(t); again.Text() != fresh.Text() {
			t.Errorf("%s: with every step taken back:\n%s\n---\n%s", x.name, fresh.Text(), again.Text())
		}
	}
}

func TestWhichMailsAreReadIsNeverToldByAStatusADateAnIdOrACustomer(t *testing.T) {
	for _, x := range layouts {
		l := x.lesson(t)
		x.teach(t, l)
		_, rest, _ := strings.Cut(l.Text(), "[match]")
		match, _, _ := strings.Cut(rest, "\n[")
		words := []string{"2026", "27", "Kestelbach", "Alpha"}
		for _, s := range x.say {
			switch s.is {
			case pointing.Success, pointing.Warning, pointing.Failed, pointing.Job, pointing.Machine:
				words = append(words, strings.TrimPrefix(s.words, "subject:"))
			}
		}
		for _, w := range words {
			if strings.Contains(strings.ToLower(match), strings.ToLower(w)) {
				t.Errorf("%s: %q tells which mails are read:\n%s", x.name, w, match)
			}
		}
	}
}
