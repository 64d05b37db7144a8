package definition_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/reader"
)

// head is the beginning of a definition that reads every mail of the tests.
const head = "name = \"x\"\nproduct = \"X\"\n[match]\nall = [{ in = \"subject\", contains = \"report\" }]\n"

func parse(t testing.TB, text string) *definition.Definition {
	t.Helper()
	d, err := definition.Parse("x.toml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return d
}

func decode(t testing.TB, raw string) *message.Message {
	t.Helper()
	m, err := message.Decode(context.Background(), []byte(strings.ReplaceAll(raw, "\n", "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func text(subject, body string) string {
	return "From: Tool <tool@example.com>\nDate: Fri, 20 Nov 2026 06:00:00 +0000\nSubject: " + subject + "\nContent-Type: text/plain; charset=utf-8\n\n" + body
}

func htmlMail(subject, body string) string {
	return strings.Replace(text(subject, "<html><body>"+body+"</body></html>"), "text/plain", "text/html", 1)
}

func read(t testing.TB, d *definition.Definition, raw string) []domain.Result {
	t.Helper()
	results, ok := d.Read(context.Background(), decode(t, raw), reader.Env{})
	if !ok {
		t.Fatal("the mail is not read")
	}
	return results
}

// words is a status of the subject's last word.
const words = "[[status]]\nin = \"subject\"\nmatches = '(\\S+)$'\nsuccess = [\"OK\", \"gut\"]\nwarning = [\"HALF\"]\nfailed = [\"BAD\"]\nstated = true\n"

func TestAStatusIsTheWorstOfAllPlacesAndSuccessMustBeSaid(t *testing.T) {
	body := "[[status]]\nlabel = \"Result|Ergebnis\"\nsuccess = [\"fine\"]\nfailed = [\"broken\"]\n[[count]]\nlabel = \"Errors\"\nabove_zero = \"failed\"\nzero = \"success\"\n[[count]]\nin = \"body\"\nmatches = '(\\d+) warnings'\nabove_zero = \"warning\"\n"
	d := parse(t, head+words+body)
	for name, c := range map[string]struct {
		mail string
		want domain.Status
	}{
		"all good":                     {text("report OK", "Result: fine\n"), domain.Success},
		"case and blanks":              {text("report ok", "  ergebnis\u00a0:   FINE\n"), domain.Success},
		"the body is worse":            {text("report OK", "Result: broken\n"), domain.Failed},
		"an unlisted word":             {text("report OK", "Result: odd\n"), domain.Unknown},
		"an empty value":               {text("report OK", "Result:\n"), domain.Unknown},
		"an unlisted subject":          {text("report done", "Result: fine\n"), domain.Unknown},
		"a count":                      {text("report OK", "Errors: 3\n"), domain.Failed},
		"a zero count":                 {text("report OK", "Errors: 0\n"), domain.Success},
		"ten holds a zero":             {text("report OK", "10 warnings\n"), domain.Warning},
		"a number that others touch":   {text("report OK", "Errors: 2026-11-20\n"), domain.Unknown},
		"a count of thousands":         {text("report OK", "Errors: 1,234\n"), domain.Failed},
		"a count in words":             {text("report OK", "Errors: some\n"), domain.Unknown},
		"a label before a list":        {text("report OK", "Errors:\n"), domain.Success},
		"an accent of its own":         {text("report OK", "E\u0301tat\nErgebnis: broken\n"), domain.Failed},
		"a count across two lines":     {text("report OK", "on day 20\nwarnings were off\n"), domain.Success},
		"quoted in an answer":          {text("report OK", "> Result: broken\n"), domain.Failed},
		"two results, one of them bad": {text("report OK", "Result: fine\nResult: broken\n"), domain.Failed},
	} {
		if got := read(t, d, c.mail); len(got) != 1 || got[0].Status != c.want {
			t.Errorf("%s: %+v, want %s", name, got, c.want)
		}
	}
}

func TestAPlaceThatEveryWholeReportHasMustBeThere(t *testing.T) {
	for name, rule := range map[string]string{
		"words":       "[[status]]\nlabel = \"Result\"\nsuccess = [\"fine\"]\nmust = true\n",
		"a condition": "[[status]]\nin = \"body\"\nmatches = '^Result: fine'\nis = \"success\"\nmust = true\n",
		"a count":     "[[count]]\nin = \"body\"\nmatches = '(\\d+) errors'\nabove_zero = \"failed\"\nmust = true\n",
		"n of m":      "[[count]]\nin = \"body\"\nmatches = '(?P<n>\\d+)/(?P<of>\\d+) VMs'\nbelow = \"failed\"\nmust = true\n",
		"a list":      "[[objects]]\nfrom = \"lines\"\nmatches = '^(?P<n>\\w+) is fine$'\nname = \"${n}\"\nmust = true\n",
	} {
		d := parse(t, head+words+rule)
		for body, want := range map[string]domain.Status{"Result: fine\n0 errors\n2/2 VMs\nvm is  fine\n": domain.Success, "cut o": domain.Unknown} {
			if got := read(t, d, text("report OK", body))[0]; got.Status != want || want == domain.Unknown && got.Stated != domain.Success {
				t.Errorf("%s: %+v, want %s", name, got, want)
			}
		}
	}
}

func TestALabelThatIsAHeadingMeansEveryCellBelow(t *testing.T) {
	d := parse(t, head+words+"[[status]]\nlabel = \"State\"\nsuccess = [\"ok\"]\nfailed = [\"bad\"]\n")
	for rows, want := range map[string]domain.Status{"<tr><td>a<td>ok</tr><tr><td>b<td>ok</tr>": domain.Success, "<tr><td>a<td>ok</tr><tr><td>b<td>bad</tr>": domain.Failed} {
		for _, heading := range []string{"<tr><th>Name<th>State</tr>", "<tr><td>Name<td>State</tr>", "<tr><td colspan=2>Report</tr><tr><th>Name<th>State</tr>"} {
			if r := read(t, d, htmlMail("report OK", "<table>"+heading+rows+"</table>"))[0]; r.Status != want {
				t.Errorf("%s%s: %+v, want %s", heading, rows, r, want)
			}
		}
	}
}

func TestTheLastOfSeveralFindsCanBeTaken(t *testing.T) {
	for pick, want := range map[string]string{"first": "one", "last": "two"} {
		d := parse(t, head+words+"[job]\nname = { in = \"body\", matches = '^name (\\w+)', pick = \""+pick+"\" }\n")
		if r := read(t, d, text("report OK", "name one\nname two\n"))[0]; r.JobName != want {
			t.Errorf("%s: %q", pick, r.JobName)
		}
	}
}

func TestARowWithoutANameIsNotLostWhereItSaysThatSomethingFailed(t *testing.T) {
	rule := "[[objects]]\nfrom = \"table\"\nheadings = [\"Name\", \"State\"]\nname = { column = \"Name\" }\nstatus = { column = \"State\", success = [\"ok\"], failed = [\"bad\"] }\n"
	mail := htmlMail("report OK", "<table><tr><th>Name<th>State</tr><tr><td>a<td>ok</tr><tr><td><td>bad</tr></table>")
	for _, per := range []string{"", "[results]\nper = \"object\"\n"} {
		results := read(t, parse(t, head+words+rule+per), mail)
		if worst := results[len(results)-1]; worst.Status != domain.Failed {
			t.Errorf("%q: %+v", per, results)
		}
	}
}

func TestWhatStandsBeforeTheFirstBlockSpeaksAgainstIt(t *testing.T) {
	d := parse(t, head+"[results]\nper = \"block\"\nbegins = '^Job$'\n[job]\nname = { label = \"Name\" }\n[[status]]\nlabel = \"Result\"\nsuccess = [\"ok\"]\n[[status]]\nin = \"body\"\ncontains = \"disk full\"\nis = \"failed\"\n")
	r := read(t, d, text("report", "Name: page\ndisk full\nJob\nName: one\nResult: ok\nJob\nName: two\nResult: ok\n"))
	if len(r) != 2 || r[0].JobName != "one" || r[0].Status != domain.Failed || r[0].Evidence.Where != "line 2" || r[1].Status != domain.Success {
		t.Errorf("%+v", r)
	}
}

func TestTheProductsOwnWordIsKeptWhereTheReportIsWorse(t *testing.T) {
	d := parse(t, head+words+"[[status]]\nin = \"body\"\ncontains = \"disk full\"\nis = \"failed\"\n")
	r := read(t, d, text("report OK", "the Disk  Full again\n"))[0]
	if r.Status != domain.Failed || r.Stated != domain.Success || r.Evidence.Where != "line 1" {
		t.Errorf("%+v", r)
	}
}

func TestObjectsComeFromEveryKindOfList(t *testing.T) {
	const status = "status = { %s, success = [\"ok\"], failed = [\"bad\"], warning = [\"so so\"] }\n"
	column := fmt.Sprintf(status, `column = "State|Zustand"`)
	for name, c := range map[string]struct{ rules, mail string }{
		"a table by its headings": {
			"[[objects]]\nfrom = \"table\"\nheadings = [\"Name\", \"State|Zustand\", \"Note\"]\nname = { column = \"Name\" }\nmessage = { column = \"Note\" }\n" + column,
			htmlMail("report", "<table><tr><td colspan=2>Head</td></tr></table><table><tr><th>Zustand</th><th>Name</th><th>Note</th></tr><tr><td>ok</td><td>a</td><td></td></tr><tr><td>bad</td><td>b</td><td>full</td></tr></table>"),
		},
		"delimited lines": {
			"[[objects]]\nfrom = \"delimited\"\nseparator = \";\"\nheadings = [\"Name\", \"State\", \"Note\"]\nname = { column = \"Name\" }\nmessage = { column = \"Note\" }\n" + fmt.Sprintf(status, `column = "State"`),
			text("report", "Name;State;Note\na;ok;\nb;bad;full\nthe end\n"),
		},
		"fixed columns": {
			"[[objects]]\nfrom = \"fixed\"\nheadings = [\"NAME\", \"STATE\", \"NOTE\"]\nname = { column = \"NAME\" }\nmessage = { column = \"NOTE\" }\n" + fmt.Sprintf(status, `column = "STATE"`),
			text("report", "NAME   STATE  NOTE\n------ ------ -----\na      ok\nb      bad    full\n\nthe end\n"),
		},
		"lines by a pattern": {
			"[[objects]]\nfrom = \"lines\"\nafter = '^List'\nuntil = '^End'\nmatches = '^(?P<name>\\w+) is (?P<word>\\w+)(?:, (?P<note>.+))?$'\nname = \"${name}\"\nmessage = \"${note}\"\n" + fmt.Sprintf(status, `value = "${word}"`),
			text("report", "c is bad\nList\na is ok\nb is bad, full\nEnd\nd is bad\n"),
		},
		"blocks of labels": {
			"[[objects]]\nfrom = \"blocks\"\nbegins = \"Set\"\nname = { label = \"Set\" }\nmessage = { label = \"Note\" }\n" + fmt.Sprintf(status, `label = "State"`),
			text("report", "Set: a\nState: ok\n\nSet: b\nState: bad\nNote: full\n"),
		},
	} {
		r := read(t, parse(t, head+c.rules), c.mail)[0]
		got := fmt.Sprint(r.Objects)
		want := fmt.Sprint([]domain.Object{{Name: "a", Status: domain.Success}, {Name: "b", Status: domain.Failed, Message: "full"}})
		if got != want || r.Status != domain.Failed || !strings.Contains(r.Evidence.Where, "row b") {
			t.Errorf("%s: %s, %s in %q\nwant %s", name, got, r.Status, r.Evidence.Where, want)
		}
	}
}

func TestFixedColumnsAreReadInACopyTooThatIsQuotedOrHTML(t *testing.T) {
	d := parse(t, head+words+"[[objects]]\nfrom = \"fixed\"\nheadings = [\"NAME\", \"STATE\"]\nname = { column = \"NAME\" }\nstatus = { column = \"STATE\", success = [\"ok\"], failed = [\"bad\"] }\n")
	list := "NAME   STATE\na      ok\nb      bad\n"
	for name, mail := range map[string]string{
		"plain":  text("report OK", list),
		"quoted": text("report OK", "look:\n> > "+strings.ReplaceAll(strings.TrimSpace(list), "\n", "\n> > ")+"\n"),
		"HTML":   htmlMail("report OK", "<pre>"+list+"</pre>"),
	} {
		if r := read(t, d, mail)[0]; r.Status != domain.Failed || len(r.Objects) != 2 {
			t.Errorf("%s: %+v", name, r)
		}
	}
}

func TestARowWithAnUnknownWordIsNoSuccess(t *testing.T) {
	d := parse(t, head+words+"[[objects]]\nfrom = \"table\"\nheadings = [\"Name\", \"State\"]\nname = { column = \"Name\" }\nstatus = { column = \"State\", success = [\"ok\"] }\n")
	for _, word := range []string{"pending", "", "ok, nearly"} {
		r := read(t, d, htmlMail("report OK", "<table><tr><th>Name<th>State</tr><tr><td>a<td>ok</tr><tr><td>b<td>"+word+"</tr></table>"))[0]
		if r.Status != domain.Unknown || len(r.Objects) != 2 || r.Objects[1].Status != domain.Unknown {
			t.Errorf("%q: %+v", word, r)
		}
	}
}

func TestRowsCanBeChosenAndLeftOut(t *testing.T) {
	d := parse(t, head+"[[objects]]\nfrom = \"delimited\"\nseparator = \"|\"\nheadings = [\"Name\", \"State\", \"On\"]\nname = { column = \"Name\" }\nstatus = { column = \"State\", success = [\"ok\"] }\nonly = [{ column = \"On\", contains = \"yes\" }]\nexcept = [{ column = \"Name\", matches = '^total' }]\n")
	r := read(t, d, text("report", "Name | State | On\na | ok | yes\nb | bad | no\ntotal | bad | yes\n"))[0]
	if len(r.Objects) != 1 || r.Status != domain.Success {
		t.Errorf("%+v", r)
	}
}

func TestOneMailCanHoldSeveralResults(t *testing.T) {
	blocks := parse(t, head+"[results]\nper = \"block\"\nbegins = '^Job '\n[job]\nname = { in = \"body\", matches = '^Job (\\w+)' }\n[[status]]\nlabel = \"Result\"\nsuccess = [\"ok\"]\nfailed = [\"bad\"]\n")
	got := read(t, blocks, text("report", "Job one\nResult: ok\nJob two\nResult: bad\nJob three\n"))
	if len(got) != 3 || got[0].JobName != "one" || got[0].Status != domain.Success || got[1].Status != domain.Failed || got[2].Status != domain.Unknown {
		t.Errorf("blocks: %+v", got)
	}
	rows := "[results]\nper = \"object\"\n[[objects]]\nfrom = \"table\"\nheadings = [\"Name\", \"State\"]\nname = { column = \"Name\" }\nstatus = { column = \"State\", success = [\"ok\"], failed = [\"bad\"] }\n"
	table := "<table><tr><th>Name<th>State</tr><tr><td>a<td>ok</tr><tr><td>b<td>ok</tr></table>"
	if got = read(t, parse(t, head+rows), htmlMail("report", table)); len(got) != 2 || got[1].JobName != "b" || got[1].Status != domain.Success {
		t.Errorf("rows: %+v", got)
	}
	if got = read(t, parse(t, head+words+rows), htmlMail("report BAD", table)); len(got) != 3 || got[2].Status != domain.Failed {
		t.Errorf("a verdict worse than all rows is lost: %+v", got)
	}
}

func TestTimesAreReadByTheirLayoutOrTheirForm(t *testing.T) {
	for name, c := range map[string]struct{ rule, line, want string }{
		"by its form":          {"label = \"Start\"", "Start: 20.11.2026 05:04:03", "2026-11-20T05:04:03"},
		"a layout":             {"label = \"Start\"\nlayouts = [\"yyyy'T'MMdd HHmm\"]", "Start: 2026T1120 0504", "2026-11-20T05:04:00"},
		"the second layout":    {"label = \"Start\"\nlayouts = [\"dd.MM.yyyy HH:mm\", \"d/M/yy h:mm tt\"]", "Start: 3/11/26 5:04 PM", "2026-11-03T17:04:00"},
		"a month's name":       {"label = \"Start\"\nlayouts = [\"d. MMMM yyyy HH:mm\"]\nlanguages = [\"de\"]", "Start: 3. März 2026 05:04", "2026-03-03T05:04:00"},
		"another language":     {"label = \"Start\"\nlayouts = [\"d. MMMM yyyy HH:mm\"]\nlanguages = [\"fr\"]", "Start: 3. August 2026 05:04", ""},
		"month first":          {"label = \"Start\"\norder = \"month-first\"", "Start: 11/9/2026 05:04:00", "2026-11-09T05:04:00"},
		"day first":            {"label = \"Start\"\norder = \"day-first\"", "Start: 11/9/2026 05:04:00", "2026-09-11T05:04:00"},
		"a zone":               {"label = \"Start\"\nzone = \"UTC\"", "Start: 20.11.2026 05:04:03", "2026-11-20T05:04:03Z"},
		"there is no such day": {"label = \"Start\"\nlayouts = [\"dd.MM.yyyy HH:mm\"]", "Start: 31.02.2026 05:04", ""},
	} {
		r := read(t, parse(t, head+words+"[started]\n"+c.rule+"\n"), text("report OK", c.line+"\n"))[0]
		if got := r.Started.String(); got != c.want || c.want != "" && r.Started.Text == "" {
			t.Errorf("%s: got %q of %q, want %q", name, got, r.Started.Text, c.want)
		}
	}
}

func TestAFaultIsToldWithItsPlaceAndWhatToWriteInstead(t *testing.T) {
	for name, c := range map[string]struct {
		text         string
		line, column int
		says         string
	}{
		"no TOML":                {head + "x = = 1", 5, 5, "no TOML"},
		"a typing mistake":       {strings.Replace(head, "product", "produkt", 1) + words, 2, 1, "did you mean \"product\""},
		"a bad pattern":          {head + "[[status]]\nin = \"subject\"\nmatches = '(a'\nsuccess = [\"x\"]\n", 7, 1, "missing closing"},
		"no group":               {head + "[[status]]\nin = \"subject\"\nmatches = 'a'\nsuccess = [\"x\"]\n", 7, 1, "round brackets"},
		"no status":              {head, 1, 1, "Nothing tells a status"},
		"no match":               {"name = \"x\"\nproduct = \"X\"\n" + words, 1, 1, "match is missing"},
		"reads everything":       {strings.Replace(head, "contains = \"report\"", "matches = '.*'", 1) + words, 4, 26, "holds for everything"},
		"an unknown column":      {head + "[[objects]]\nfrom = \"table\"\nheadings = [\"Name\"]\nname = { column = \"Nmae\" }\n", 8, 1, "not among the headings"},
		"an unknown group":       {head + "[[objects]]\nfrom = \"lines\"\nmatches = '(?P<a>x)'\nname = \"${b}\"\n", 8, 1, "no group"},
		"a word in two lists":    {head + "[[status]]\nin = \"subject\"\nmatches = '(x)'\nsuccess = [\"a\"]\nfailed = [\"A\"]\n", 9, 1, "two lists"},
		"a newer format":         {"format = 2\n" + head + words, 1, 1, "format = 1"},
		"a list where a text is": {strings.Replace(head, "\"X\"", "[\"X\"]", 1) + words, 2, 1, "text in quotes"},
		"a layout without a day": {head + words + "[started]\nlabel = \"S\"\nlayouts = [\"HH:mm\"]\n", 14, 1, "day and the time"},
	} {
		_, err := definition.Parse("x.toml", []byte(c.text))
		var x *definition.Invalid
		if !errors.As(err, &x) {
			t.Errorf("%s: %v", name, err)
			continue
		}
		found := false
		for _, p := range x.Problems {
			found = found || p.Line == c.line && p.Column == c.column && strings.Contains(p.Reason, c.says)
		}
		if !found {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAllFaultsAreToldAtOnce(t *testing.T) {
	_, err := definition.Parse("x.toml", []byte("name = \"X Y\"\n[match]\nall = [{ in = \"nowhere\", contains = \"a\" }]\n[[status]]\nin = \"body\"\nis = \"good\"\n"))
	var x *definition.Invalid
	if !errors.As(err, &x) || len(x.Problems) < 4 {
		t.Errorf("got %v", err)
	}
}

func TestOfTwoFilesOfOneNameTheFirstIsLoadedAndABadOneIsLeftOut(t *testing.T) {
	list, invalid := definition.Load(fstest.MapFS{
		"a.toml": {Data: []byte(head + words)}, "b.toml": {Data: []byte(head + words)}, "c.toml": {Data: []byte("x")}, "d.txt": {Data: []byte("x")},
		"e.toml": {Data: []byte(strings.Repeat("# much\n", 20_000))},
	})
	if len(list) != 1 || list[0].File() != "a.toml" || len(invalid) != 3 {
		t.Errorf("loaded %v, refused %v", list, invalid)
	}
}

// Hostile patterns, lines and tables cost bounded time and prove nothing.
func TestHostileMailsAndPatternsEndInTimeAndProveNothing(t *testing.T) {
	slow := head + words + "[[status]]\nin = \"body\"\nmatches = '^(?:(?:(?:a?){50}){10})(b)'\nfailed = [\"b\"]\n"
	rows := head + words + "[[objects]]\nfrom = \"table\"\nheadings = [\"Name\", \"State\"]\nname = { column = \"Name\" }\nstatus = { column = \"State\", success = [\"ok\"] }\n"
	for name, c := range map[string]struct{ definition, mail string }{
		"a pattern that explodes elsewhere": {slow, text("report OK", strings.Repeat(strings.Repeat("a", 500)+"\n", 4000))},
		"one endless line":                  {slow, text("report OK", strings.Repeat("a", 3<<20))},
		"a million rows":                    {rows, htmlMail("report OK", "<table><tr><th>Name<th>State</tr>"+strings.Repeat("<tr><td>a<td>ok\n", 1_000_000)+"</table>")},
		"200,000 lines of labels":           {rows, text("report OK", strings.Repeat("Name: State\n", 200_000))},
	} {
		results, ok := parse(t, c.definition).Read(context.Background(), decode(t, c.mail), reader.Env{})
		for _, r := range results {
			if r.Status == domain.Success && name != "200,000 lines of labels" {
				t.Errorf("%s: Success", name)
			}
			if len(r.Objects) > 10_000 {
				t.Errorf("%s: %d objects", name, len(r.Objects))
			}
		}
		t.Logf("%s: read %t, %d results", name, ok, len(results))
	}
}

// FuzzParse looks for texts on which the parser, or a definition that it accepts,
// panics or gives a result that no reader may give.
func FuzzParse(f *testing.F) {
	f.Add(head+words, "report OK", "Result: fine\n<table><tr><td>a</table>")
	f.Add(head+"[[objects]]\nfrom = \"fixed\"\nheadings = [\"A\", \"B\"]\nname = { column = \"A\" }\n", "report", "A   B\n1   2\n")
	f.Add(head+"[results]\nper = \"block\"\nbegins = 'x'\n[[count]]\nlabel = \"Errors\"\nabove_zero = \"failed\"\n", "report", "x\nErrors: 0\nx\n")
	f.Add(head+"[[objects]]\nfrom = \"lines\"\nmatches = '(?P<a>.)'\nname = \"${a}\"\nstatus = { value = \"$1\", success = [\"x\"] }\n[started]\nlabel = \"S\"\nlayouts = [\"dd.MM.yyyy HH:mm\"]\n", "report", "x\nS: 1.1.2026 5:00\n")
	f.Fuzz(func(t *testing.T, source, subject, body string) {
		d, err := definition.Parse("x.toml", []byte(source))
		if err != nil {
			var x *definition.Invalid
			if !errors.As(err, &x) || len(x.Problems) == 0 {
				t.Errorf("no problem is told: %v", err)
			}
			return
		}
		for _, kind := range []string{"plain", "html"} {
			m, err := message.Decode(context.Background(), []byte("From: a@example.com\r\nSubject: "+subject+"\r\nContent-Type: text/"+kind+"; charset=utf-8\r\n\r\n"+body))
			if err != nil {
				continue
			}
			e := d.Explain(context.Background(), m, reader.Env{})
			results, ok := d.Read(context.Background(), m, reader.Env{})
			if ok != e.Matched {
				t.Error("reading and explaining differ")
			}
			if len(results) > 202 {
				t.Errorf("%d results", len(results))
			}
			for _, r := range results {
				if r.Status == 0 || r.Evidence.Words == "" && r.Status == domain.Success {
					t.Errorf("%+v", r)
				}
			}
		}
	})
}

func TestTheWorkedExampleOfTheDocumentationReadsItsMail(t *testing.T) {
	docs, err := os.ReadFile("../../../docs/definitions.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(docs), "```toml\nformat")
	example, _, ok2 := strings.Cut(rest, "```")
	if !ok || !ok2 {
		t.Fatal("the documentation has no example")
	}
	d := parse(t, "format"+example)
	mail := strings.Replace(htmlMail("Archivlauf ARCHIV01 vom 22.11.2026", "<p>Beginn: 22.11.2026 03:30:00<br>Ende: 22.11.2026 04:17:00<br>Gesamt: i.O.</p><table><tr><th>Freigabe</th><th>Dateien</th><th>Ergebnis</th><th>Bemerkung</th></tr>"+
		"<tr><td>Akten</td><td>3884</td><td>i.O.</td><td></td></tr><tr><td>Bildarchiv</td><td>90543</td><td>n.i.O.</td><td>Ziel nicht erreichbar</td></tr></table>"), "tool@example.com", "archivdienst@example.com", 1)
	r := read(t, d, mail)[0]
	if r.Status != domain.Failed || r.JobName != "ARCHIV01" || r.Started.String() != "2026-11-22T03:30:00" || len(r.Objects) != 2 || r.Objects[1].Message != "Ziel nicht erreichbar" || r.Evidence.Where != "row Bildarchiv, column ergebnis" {
		t.Errorf("%+v", r)
	}
}
