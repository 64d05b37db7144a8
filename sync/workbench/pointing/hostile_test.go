package pointing_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/sync/message"
	"runchecks/sync/readers/definition"
	"runchecks/sync/workbench/pointing"
)

func mails(messages ...*message.Message) []*pointing.Mail {
	var out []*pointing.Mail
	for _, m := range messages {
		out = append(out, &pointing.Mail{Message: m, Received: m.Date})
	}
	return out
}

// patience is what a mail may take here at most; the figures are logged.
const patience = 20 * time.Second

func TestMailsWithoutMeasureAreTaughtInBoundedTime(t *testing.T) {
	rows := make([]string, 0, 100_001)
	rows = append(rows, "Share|Mark")
	for i := range 100_000 {
		rows = append(rows, fmt.Sprintf("share-%d|kept", i))
	}
	for name, body := range map[string]string{
		"100,000 rows":   table(rows...),
		"a line of 1 MB": "Mark: kept\n" + strings.Repeat("word ", 200_000) + "\n",
		"10,000 labels":  strings.Repeat("Mark: kept\nOther label: 1\n", 5_000),
		"30,000 lines":   strings.Repeat("2026-11-27 one line of a log\n", 30_000) + "Mark: kept\n",
		"control signs":  "\x00\x01Mark\x02: ke\x03pt\n\uFFFD: \uFFFD\n",
		"deep tables":    strings.Repeat("<table><tr><td>", 300) + "Mark: kept",
	} {
		t.Run(name, func(t *testing.T) {
			start := time.Now()
			m := letter{subject: "vault box7", body: body}.message(t, "vault <vault@box.example>", 1)
			l := pointing.Begin(mails(m, m), nil)
			for _, s := range []pointing.Selection{
				{Text: "Mark: kept", From: 6, To: 10},
				{Text: "kept", To: 4, Row: []string{"share-7", "kept"}, Column: 1},
				{Text: "2026-11-27 one line of a log", From: 15, To: 19},
			} {
				target, ok := l.Locate(s)
				if !ok {
					continue
				}
				for _, is := range l.Choices(target) {
					_ = l.Point(target, is) // a refusal is an answer
				}
			}
			out := l.Try(context.Background(), time.UTC, nil)
			_, _ = l.Questions(&out), l.Marks(0)
			if _, err := definition.Parse("x.toml", []byte(l.Text())); err != nil {
				t.Errorf("%v\n%s", err, l.Text())
			}
			if d := time.Since(start); d > patience {
				t.Errorf("it took %s", d)
			} else {
				t.Log(d.Round(time.Millisecond))
			}
		})
	}
}

// FuzzPropose makes definitions of any mail, and reads them back.
func FuzzPropose(f *testing.F) {
	for _, x := range layouts {
		for _, l := range x.mails {
			f.Add("Subject: "+l.subject+"\r\nFrom: "+x.from+"\r\n\r\n"+l.body, "Mark")
		}
	}
	f.Fuzz(func(t *testing.T, raw, words string) {
		m, err := message.Decode(context.Background(), []byte(raw))
		if err != nil {
			return
		}
		l := pointing.Begin(mails(m), []string{words})
		check := func() {
			text := l.Text()
			if _, err := definition.Parse("x.toml", []byte(text)); err != nil {
				t.Fatalf("no definition: %v\n%s", err, text)
			}
			if again := pointing.Parse(text).Text(); again != text {
				t.Fatalf("read back it is another text:\n%s\n---\n%s", text, again)
			}
		}
		check()
		for _, line := range m.Lines()[:min(len(m.Lines()), 5)] {
			from := strings.Index(line, words)
			if from < 0 || words == "" {
				from, words = 0, line
			}
			target, ok := l.Locate(pointing.Selection{Text: line, From: from, To: min(len(line), from+len(words))})
			if !ok {
				continue
			}
			for _, is := range l.Choices(target) {
				if l.Point(target, is) == nil {
					check()
				}
			}
		}
	})
}

// BenchmarkPointing is one pointing on 50 mails of 40 KB, tried on all of them.
func BenchmarkPointing(b *testing.B) {
	rows := []string{"Machine|Size|Duration|Mark|Details"}
	for i := range 400 {
		rows = append(rows, fmt.Sprintf("VM-%03d|%d GB|00:0%d:12|kept|processed without a word of note", i, i%90, i%10))
	}
	x := letter{subject: "Protector HQ", body: "<html><body><p>Verdict: guarded</p>" + table(rows...) + "</body></html>"}
	var list []*message.Message
	for i := range pointing.MostMails {
		list = append(list, x.message(b, "Protector <reports@protector.example>", i))
	}
	l := pointing.Begin(mails(list...), nil)
	row := []string{"VM-000", "0 GB", "00:00:12", "kept", "processed without a word of note"}
	target, ok := l.Locate(pointing.Selection{Text: "kept", To: 4, Row: row, Column: 3})
	if !ok {
		b.Fatal("nothing to point at")
	}
	b.Logf("%d bytes a mail", len(x.body))
	for b.Loop() {
		if err := l.Point(target, pointing.Success); err != nil {
			b.Fatal(err)
		}
		out := l.Try(context.Background(), time.UTC, nil)
		_ = l.Questions(&out)
	}
}
