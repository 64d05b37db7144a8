package generic_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/reader"
)

// nightly makes the mail of one night of a script that nobody knows.
func nightly(t *testing.T, day int, lines ...string) (*message.Message, reader.Env) {
	t.Helper()
	at := time.Date(2026, 11, day, 3, 0, 0, 0, time.UTC)
	raw := "From: cron@tools.example\r\nSubject: Backup of SRV01\r\nDate: " + at.Format(time.RFC1123Z) +
		"\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + strings.Join(lines, "\r\n\r\n") + "\r\n"
	m, err := message.Decode(context.Background(), []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m, reader.Env{Received: at, Location: time.UTC}
}

const verdict = "Backup of SRV01 completed successfully."

// learn returns what is understood after these lines stood in one mail each, beside a
// verdict, and a person accepted each mail by a decision of its own.
func learn(t *testing.T, lines ...string) *learned.Set {
	t.Helper()
	var mails []learned.Mail
	for i, l := range lines {
		m, env := nightly(t, 2+i, verdict, l)
		mails = append(mails, learned.Mail{Decision: domain.DecisionID(fmt.Sprint("D", i)), Lines: generic.Reader{}.Prose(m, env)})
	}
	var list []domain.Learned
	for _, p := range learned.Learn(mails, nil) {
		list = append(list, domain.Learned{Sender: "cron@tools.example", Prose: p})
	}
	return learned.NewSet(list)
}

// status is how a mail of the tenth night with this line counts.
func status(t *testing.T, set *learned.Set, line string) domain.Status {
	t.Helper()
	m, env := nightly(t, 10, verdict, line)
	env.Learned = set
	results, ok := generic.Reader{}.Read(context.Background(), m, env)
	if !ok || len(results) != 1 {
		t.Fatalf("%q: read %v, %d results", line, ok, len(results))
	}
	return results[0].Status
}

func thrice(line string) []string { return []string{line, line, line} }

// varied returns a line once for each value, which stands in place of {}.
func varied(line string, values ...string) []string {
	var out []string
	for _, v := range values {
		out = append(out, strings.ReplaceAll(line, "{}", v))
	}
	return out
}

func TestProseOfThreeAcceptedMailsIsUnderstood(t *testing.T) {
	for _, c := range []struct {
		accepted []string
		next     string
	}{
		{thrice("The frobnicator parked its wibbles beside the loft."), "The frobnicator parked its wibbles beside the loft."},
		{varied("Wibbling took {} upon the loft.", "00:12:03", "00:14:51", "00:13:30"), "Wibbling took 00:16:00 upon the loft."},
		{varied("Wibbles parked {} upon the loft.", "2026-11-02", "2026-11-03", "2026-11-04"), "Wibbles parked 2026-11-10 upon the loft."},
		{varied("Parked {} wibbles upon the loft.", "120", "133", "141"), "Parked 128 wibbles upon the loft."},
		{varied("{}day wibbling uses the loft.", "Mon", "Tues", "Wednes"), "Sunday wibbling uses the loft."},
		{varied("Wibbled set-{}.frob gently.", "2026-11-02", "2026-11-03", "2026-11-04"), "Wibbled set-2026-11-10.frob gently."},
	} {
		if got := status(t, nil, c.next); got != domain.Unknown {
			t.Errorf("%q is %s before anything was learned", c.next, got)
		}
		if got := status(t, learn(t, c.accepted...), c.next); got != domain.Success {
			t.Errorf("%q after %q: %s", c.next, c.accepted, got)
		}
	}
}

func TestTwoAcceptedMailsTeachNothing(t *testing.T) {
	line := "The frobnicator parked its wibbles beside the loft."
	if set := learn(t, line, line); set != nil {
		t.Errorf("learned %+v", set)
	}
}

func TestMailsOfOneDecisionCountAsOne(t *testing.T) {
	m, env := nightly(t, 2, verdict, "The frobnicator parked its wibbles beside the loft.")
	lines := generic.Reader{}.Prose(m, env)
	one := learned.Mail{Decision: "D", Lines: lines}
	if list := learned.Learn([]learned.Mail{one, one, one, {Decision: "E", Lines: lines}}, nil); len(list) != 0 {
		t.Errorf("learned %+v", list)
	}
}

// What somebody may try to have something bad taken for good by what was learned. Each is
// a line that was accepted on three nights, and one of a later night.
func TestLearnedProseNeverMakesSomethingBadGood(t *testing.T) {
	const line = "The frobnicator parked its wibbles beside the loft."
	for name, c := range map[string]struct {
		accepted []string
		next     string
	}{
		"a number that was the same": {
			thrice("Parked 3 wibbles upon the loft."),
			"Parked 4 wibbles upon the loft.",
		},
		"a number that was zero": {
			thrice("Parked 0 wibbles upon the loft."),
			"Parked 9 wibbles upon the loft.",
		},
		"a number that changed from zero": {
			varied("Parked {} wibbles upon the loft.", "0", "2", "3"),
			"Parked 2 wibbles upon the loft.",
		},
		"a number that becomes zero": {
			varied("Parked {} wibbles upon the loft.", "5", "6", "7"),
			"Parked 0 wibbles upon the loft.",
		},
		"a number far beyond all accepted ones": {
			varied("Parked {} wibbles upon the loft.", "5", "6", "7"),
			"Parked 400 wibbles upon the loft.",
		},
		"a number far below all accepted ones": {
			varied("Parked {} wibbles upon the loft.", "5000", "6000", "7000"),
			"Parked 12 wibbles upon the loft.",
		},
		"a negative number": {
			varied("Parked {} wibbles upon the loft.", "5", "6", "7"),
			"Parked -6 wibbles upon the loft.",
		},
		"a part of what was the whole": {
			varied("Parked {} wibbles of {} wibbles.", "12", "13", "14"),
			"Parked 9 wibbles of 14 wibbles.",
		},
		"a part of a whole that was accepted": {
			varied("Parked {} of 9 wibbles gently.", "7", "8", "9"),
			"Parked 6 of 9 wibbles gently.",
		},
		"the same part of a whole": {
			thrice("Parked 7 of 9 wibbles gently."),
			"Parked 7 of 9 wibbles gently.",
		},
		"a part of a whole with a word between": {
			varied("Parked {} lofts of 9 wibbles gently.", "7", "8", "9"),
			"Parked 5 lofts of 9 wibbles gently.",
		},
		"a share below the accepted ones": {
			varied("Wibbling reached {}% of the loft.", "97", "98", "99"),
			"Wibbling reached 60% of the loft.",
		},
		"a pair with a stroke": {
			varied("Wibbled {} lofts gently.", "12/12", "13/13", "14/14"),
			"Wibbled 3/14 lofts gently.",
		},
		"a bad word added": {
			thrice(line),
			"The frobnicator parked its broken wibbles beside the loft.",
		},
		"a bad clause added": {
			thrice(line),
			line + " The backup of SRV02 failed.",
		},
		"an unknown clause added": {
			thrice(line),
			line + " SRV4 kerplunked twice over.",
		},
		"a new word in place of one": {
			thrice(line),
			"The frobnicator kerplunked its wibbles beside the loft.",
		},
		"a word left out": {
			thrice(line),
			"The frobnicator its wibbles beside the loft.",
		},
		"a homoglyph": {
			thrice(line),
			"The frobnicator pаrked its wibbles beside the loft.",
		},
		"a negation put in": {
			thrice(line),
			"The frobnicator never parked its wibbles beside the loft.",
		},
		"a question": {
			thrice(line),
			"The frobnicator parked its wibbles beside the loft?",
		},
		"a name written loud": {
			thrice("The frobnicator state is NORMAL beside the loft."),
			"The frobnicator state is KAPUTT beside the loft.",
		},
		"a code": {
			varied("Frobnicator code E{} beside the loft.", "0001", "0002", "0003"),
			"Frobnicator code E9999 beside the loft.",
		},
		"another host": {
			thrice("Frobnicated srv01 gently beside the loft."),
			"Frobnicated srv02 gently beside the loft.",
		},
		"quoted text": {
			thrice(`The frobnicator said "all wibbled gently" beside the loft.`),
			`The frobnicator said "disk exploded" beside the loft.`,
		},
		"a date that stands still": {
			varied("Wibbles parked {} upon the loft.", "2026-11-02", "2026-11-03", "2026-11-04"),
			"Wibbles parked 2026-11-04 upon the loft.",
		},
		"a duration of nothing": {
			varied("Wibbling took {} upon the loft.", "00:12:03", "00:14:51", "00:13:30"),
			"Wibbling took 00:00:00 upon the loft.",
		},
		"a failure that was accepted": {
			thrice("Wibbling failed on the loft for frobs."),
			"Wibbling failed on the loft for frobs.",
		},
		"a warning that was accepted": {
			thrice("Wibbling warning upon the frob loft."),
			"Wibbling warning upon the frob loft.",
		},
		"an exception that was accepted": {
			thrice("However wibbles stayed beside the loft."),
			"However wibbles stayed beside the loft.",
		},
		"a negation that was accepted": {
			thrice("SRV7 has not wibbled beside the loft."),
			"SRV7 has not wibbled beside the loft.",
		},
		"a failure in another language": {
			thrice("Der Frobnikator ist beim Wibbeln fehlgeschlagen."),
			"Der Frobnikator ist beim Wibbeln fehlgeschlagen.",
		},
		"what was skipped": {
			thrice("Wibbles skipped 2 lofts gently."),
			"Wibbles skipped 2 lofts gently.",
		},
		"a line of another place": {
			thrice(line),
			"* " + line,
		},
		"right-to-left marks between letters and more": {
			thrice(line),
			"The frobnicator pa\u202erked its wibbles beside the loft; kerplunk of lofts.",
		},
	} {
		if got := status(t, learn(t, c.accepted...), c.next); got == domain.Success {
			t.Errorf("%s: %q is a success after %q", name, c.next, c.accepted)
		}
	}
}

func TestLearnedProseIsNoVerdict(t *testing.T) {
	const line = "The frobnicator parked its backup wibbles beside the loft."
	set := learn(t, thrice(line)...)
	m, env := nightly(t, 10, line)
	env.Learned = set
	results, ok := generic.Reader{}.Read(context.Background(), m, env)
	if ok && results[0].Status == domain.Success {
		t.Errorf("a mail of nothing but learned prose is %+v", results[0])
	}
}

func TestAWordThatComesToBeKnownAsBadEndsWhatWasLearnedWithIt(t *testing.T) {
	const line = "The frobnicator parked its wibbles beside the loft."
	set := learn(t, thrice(line)...)
	for class, want := range map[string]domain.Status{
		"failed": domain.Failed, "bad_noun": domain.Unknown, "trouble": domain.Unknown, "exception": domain.Unknown, "downgrade": domain.Unknown,
		"mood": domain.Unknown, "last": domain.Unknown,
	} {
		words, faults := lexicon.Shipped().With(fstest.MapFS{"own.toml": &fstest.MapFile{
			Data: []byte("language = \"any\"\n[sentence]\n" + class + " = \"wibbles\"\n"),
		}})
		if len(faults) > 0 {
			t.Fatal(faults)
		}
		m, env := nightly(t, 10, verdict, line)
		env.Learned = set
		results, ok := generic.With(words).Read(context.Background(), m, env)
		if !ok || results[0].Status == domain.Success || want == domain.Failed && results[0].Status != want {
			t.Errorf("wibbles as %s: %+v", class, results)
		}
	}
}
