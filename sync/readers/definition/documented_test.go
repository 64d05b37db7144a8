package definition_test

import (
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
)

// documented returns the definitions of docs/definitions.md by their names.
func documented(t *testing.T) map[string]*definition.Definition {
	t.Helper()
	text, err := os.ReadFile("../../../docs/definitions.md")
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]*definition.Definition{}
	for _, g := range regexp.MustCompile("(?s)```toml\n(.*?)```").FindAllStringSubmatch(string(text), -1) {
		if !strings.Contains(g[1], "[match]") {
			continue // a piece of one
		}
		d := parse(t, g[1])
		out[d.Name()] = d
	}
	return out
}

func TestTheDefinitionsOfTheDocumentationReadWhatTheyAreWrittenFor(t *testing.T) {
	list := documented(t)
	for name, c := range map[string]struct {
		definition, mail string
		want             domain.Status
	}{
		"a mirror without changes":   {"mirror", text("Mirror of srv1", "Files copied: 0\nResult: OK\n"), domain.Success},
		"a dry run of the mirror":    {"mirror", text("Mirror of srv1", "Files copied: 0\nDry run: yes\nResult: OK\n"), domain.Unknown},
		"a last success of two days": {"weekly", text("Weekly report", "State: OK\nLast success: 2026-11-18 22:00\n"), domain.Success},
		"one of ten days":            {"weekly", text("Weekly report", "State: OK\nLast success: 2026-11-10 22:00\n"), domain.Missed},
		"one of ten days, in German": {"weekly", text("Weekly report", "State: OK\nLetzte erfolgreiche Sicherung: 10.11.2026\n"),
			domain.Missed},
		"one that is none":             {"weekly", text("Weekly report", "State: OK\nLast success: unclear\n"), domain.Unknown},
		"code 0":                       {"copytool", text("report", "copytool 1.0\ncopytool ended with 0\n"), domain.Success},
		"code 1":                       {"copytool", text("report", "copytool 1.0\ncopytool ended with 1\n"), domain.Success},
		"a code of a range":            {"copytool", text("report", "copytool 1.0\ncopytool ended with 5\n"), domain.Warning},
		"a code of no list":            {"copytool", text("report", "copytool 1.0\ncopytool ended with 16\n"), domain.Failed},
		"no code at all":               {"copytool", text("report", "copytool 1.0\n"), domain.Unknown},
		"the archive of the beginning": {"archivdienst", archive, domain.Failed},
	} {
		d := list[c.definition]
		if d == nil {
			t.Errorf("%s: docs/definitions.md has no definition %q", name, c.definition)
			continue
		}
		x := d.Explain(t.Context(), decode(t, c.mail), reader.Env{})
		if !x.Matched || len(x.Results) != 1 || x.Results[0].Status != c.want {
			t.Errorf("%s: %t %+v, want %s", name, x.Matched, x.Results, c.want)
		}
	}
}

const archive = `From: archivdienst@example.com
Date: Sun, 22 Nov 2026 05:00:00 +0100
Subject: Archivlauf ARCHIV01 vom 22.11.2026
Content-Type: text/html; charset=utf-8

<p>Beginn: 22.11.2026 03:30:00<br>Ende: 22.11.2026 04:17:00<br>Gesamt: i.O.</p>
<table><tr><th>Freigabe</th><th>Dateien</th><th>Ergebnis</th><th>Bemerkung</th></tr>
<tr><td>Akten</td><td>3884</td><td>i.O.</td><td></td></tr>
<tr><td>Bildarchiv</td><td>90543</td><td>n.i.O.</td><td>Ziel nicht erreichbar</td></tr></table>
`

func TestAnEmptyRunIsWhatTheFileSaysAndUnknownOtherwise(t *testing.T) {
	for setting, want := range map[string]domain.Status{"": domain.Unknown, "zero = \"unknown\"\n": domain.Unknown,
		"zero = \"warning\"\n": domain.Warning, "zero = \"fine\"\n": domain.Success} {
		d := parse(t, setting+head+words)
		x := d.Explain(t.Context(), decode(t, text("report OK", "Files: 0\nSize: 0 B\n")), reader.Env{})
		if got := x.Results[0]; got.Status != want || want != domain.Success && (got.Stated != domain.Success ||
			got.Evidence.Words != "nothing was backed up: Files: 0") {
			t.Errorf("%q: %+v, want %s", setting, got, want)
		}
	}
}

func TestWordsOfNoListAreListedWithTheirPlaces(t *testing.T) {
	d := parse(t,
		head+words+"[[objects]]\nfrom = \"delimited\"\nseparator = \";\"\n"+
			"headings = [\"Name\", \"State\"]\nname = { column = \"Name\" }\n[objects.status]\ncolumn = \"State\"\nsuccess = [\"fine\"]\n")
	got := read(t, d, text("report DONE", "Name;State\na;fine\nb;odd\nc;Odd\nd;strange\n"))[0]
	if len(got.UnknownWords) != 3 || got.UnknownWords[0] != (domain.Evidence{Words: "DONE", Where: "subject"}) ||
		got.UnknownWords[1].Words != "odd" || got.UnknownWords[2].Words != "strange" {
		t.Errorf("%+v", got.UnknownWords)
	}
	if got := read(t, d, text("report OK", "Name;State\na;fine\n"))[0]; len(got.UnknownWords) != 0 {
		t.Errorf("%+v", got.UnknownWords)
	}
}

func TestFaultsOfTheNewSettingsAreTold(t *testing.T) {
	for wrong, line := range map[string]int{
		"zero = \"good\"\n" + head + words:                                                  1,
		head + words + "[age]\nlimit = \"soon\"\n":                                          13,
		head + words + "[age]\nlimit = \"0 h\"\n":                                           13,
		head + words + "[age]\nis = \"success\"\n":                                          13,
		head + words + "[exit_code]\nlabel = \"Code\"\n":                                    12,
		head + words + "[exit_code]\nlabel = \"Code\"\nsuccess = [0]\nfailed = [\"0-5\"]\n": 15,
		head + words + "[exit_code]\nlabel = \"Code\"\nsuccess = [\"good\"]\n":              14,
		head + words + "[exit_code]\nlabel = \"Code\"\nsuccess = [\"9-3\"]\n":               14,
		head + words + "[exit_code]\nlabel = \"Code\"\nsuccess = [0]\nsucces = [1]\n":       15,
		head + words + "[age]\nlabel = \"Last\"\nlanguages = [\"xx\"]\n":                    14,
		head + words + "[age]\nlimit = \"3 d\"\nwhen = \"now\"\n":                           14,
	} {
		_, err := definition.Parse("x.toml", []byte(wrong))
		var invalid *definition.Invalid
		if !errors.As(err, &invalid) || len(invalid.Problems) == 0 || invalid.Problems[0].Line != line {
			t.Errorf("%s\n%v, want a problem in line %d", wrong, err, line)
		}
	}
}
