package export

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"testing"
	"time"
	"unicode"

	"runchecks/domain"
	"runchecks/ui/export/paper"
)

func sheet(t *testing.T, s domain.SignOff) (file []byte, pages []string) {
	t.Helper()
	var b bytes.Buffer
	if err := WriteSignOffPDF(&b, s, amsterdam); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(b.Bytes(), []byte("%PDF-")) || !bytes.HasSuffix(b.Bytes(), []byte("%%EOF\n")) {
		t.Error("the file is no PDF")
	}
	return b.Bytes(), pdfPages(t, b.Bytes())
}

func wantLines(t *testing.T, page string, lines ...string) {
	t.Helper()
	for _, line := range lines {
		if !strings.Contains("\n"+page, "\n"+line+"\n") {
			t.Errorf("the page lacks %q; it says\n%s", line, page)
		}
	}
}

func TestASheetSaysWhoLookedAtWhat(t *testing.T) {
	_, pages := sheet(t, exampleDay(16))
	all := strings.Join(pages, "")
	wantLines(t, pages[0], "Backup sign-off", "Night of Monday, 23 November 2026", "22 November 2026, 12:00 to 23 November 2026, 12:00", "all customers", "Alpenhorn IT",
		"made 23 November 2026, 12:00 CET by Marieke de Vries",
		"16", "runs", "8", "problems", "15", "reviewed", "1", "open",
		"1 run is still open · 1 account had errors · 2 jobs wait for approval · 3 messages are unmatched")
	wantLines(t, all, "Adatum", "3 runs", "Fabrikam Zürich AG", "Daily Servers 5", "22 Nov 22:04", "N-able Cove",
		"Failed", "Missed", "Warning", "Unknown", "Success", "Success (override)",
		"T20261120.0042", "imported as history",
		"Tickets", "NAS at Tailspin offline", "Accepted problems", "New disks are ordered.", "3rd try, before it Failed 21:04, Failed 21:34 · 2 objects with problems · remark: Tape is changed by hand on Mondays.", "Remarks", "Tape is changed by hand on Mondays.", "no end",
		"Waiting for approval", "Woodgrove NAS", "nas@woodgrove.example", "Accounts", "The password was refused.", "no errors")
}

func TestAClosedDayHasNoWarning(t *testing.T) {
	day := exampleDay(4)
	day.Unmatched, day.Approvals, day.Accounts, day.Remarks, day.Customer = 0, domain.Approvals{}, nil, nil, "Northwind"
	_, pages := sheet(t, day)
	wantLines(t, pages[0], "All 4 runs of this night were reviewed.", "Northwind", "None.")
	if strings.Contains(pages[0], "still open") {
		t.Error("a closed day warns of open runs")
	}
	if strings.Contains(strings.Join(pages, ""), "Woodgrove") {
		t.Error("the sheet of one customer shows jobs that may be another's")
	}
}

func TestADayWithoutRunsIsOnePage(t *testing.T) {
	_, pages := sheet(t, domain.SignOff{Day: "2026-11-23"})
	if len(pages) != 1 {
		t.Fatalf("%d pages", len(pages))
	}
	wantLines(t, pages[0], "No run was reported in this night.", "Journal without entries", "Page 1 of 1")
}

func TestEveryPageHasItsNumberTheProofAndTheHeader(t *testing.T) {
	day := exampleDay(200)
	day.Tickets, day.Accepted, day.Accounts, day.Remarks, day.Pending = nil, nil, nil, nil, nil
	_, pages := sheet(t, day)
	if len(pages) < 5 || len(pages) > 15 {
		t.Errorf("200 runs take %d pages", len(pages))
	}
	for i, page := range pages {
		wantLines(t, page, fmt.Sprintf("Page %d of %d", i+1, len(pages)),
			"Last journal entry 01JDCK3QXN8Y6T5V4W3R2Q1P0Z · 9f86d081884c7d65", "Time", "Job", "Reviewed")
	}
	for _, r := range day.Rows {
		if n := strings.Count(strings.Join(pages, ""), "\n"+r.Job+"\n"); n != 1 {
			t.Errorf("%s stands %d times on the sheet", r.Job, n)
		}
	}
	wantLines(t, strings.Join(pages[1:], ""), "continued")
}

func TestTwoThousandRunsMakeASheet(t *testing.T) {
	_, pages := sheet(t, exampleDay(2000))
	if len(pages) < 50 || len(pages) > 130 {
		t.Errorf("2000 runs take %d pages", len(pages))
	}
}

func TestTheSameDayIsTheSameFile(t *testing.T) {
	day := exampleDay(100)
	one, _ := sheet(t, day)
	two, _ := sheet(t, day)
	if !bytes.Equal(one, two) {
		t.Error("two sheets of one day differ")
	}
	if !bytes.Contains(one, []byte("/CreationDate(D:20261123120000+01'00')")) {
		t.Error("the sheet is not dated when it was made")
	}
}

func TestWritingASheetLeavesTheDayAsItWas(t *testing.T) {
	day := exampleDay(20)
	sheet(t, day)
	for i, r := range exampleDay(20).Rows {
		if day.Rows[i].Job != r.Job {
			t.Fatalf("row %d became %s", i, day.Rows[i].Job)
		}
	}
}

func TestTextsThatTheFontOrThePaperLacksAreShownAsFarAsTheyGo(t *testing.T) {
	var every strings.Builder
	for r := rune(0); r <= unicode.MaxRune; r += 1 + r/4096 {
		every.WriteRune(r)
	}
	for _, c := range []struct{ name, job, want string }{
		{"Greek and Cyrillic", "Ελλάδα Москва", "Ελλάδα Москва"},
		{"Chinese and emoji", "東京 NAS 😀", "?? NAS ?"},
		{"an accent of its own", "Cafe\u0301", "Café"},
		{"direction marks and line breaks", "a\u202eb\r\n\tc\x07", "ab c"},
		{"broken UTF-8", "a\xffb", "a?b"},
		{"a very long name", strings.Repeat("Servers of the head office ", 40), "Servers of the head office"},
		{"a word wider than the column", strings.Repeat("W", 300), strings.Repeat("W", 15)},
		{"everything at once", every.String(), ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := c.job
			_, pages := sheet(t, domain.SignOff{Day: "someday " + text, Profile: text, Customer: text, By: text, LastDecision: "x", LastHash: text,
				Rows:     []domain.SignOffRow{{Customer: text, Job: text, Product: text, Reason: text, By: text, Tickets: []string{text}}},
				Tickets:  []domain.SignOffTicket{{Code: text, Description: text}},
				Accepted: []domain.SignOffAccepted{{What: text, Until: text, Note: text, By: text}},
				Accounts: []domain.SignOffAccount{{Name: text, Error: text}},
				Remarks:  []domain.SignOffRemark{{Text: text, By: text}},
				Pending:  []domain.SignOffPending{{Sender: text, Product: text, Job: text}},
			})
			if !strings.Contains(strings.Join(pages, ""), c.want) {
				t.Errorf("the sheet lacks %q", c.want)
			}
		})
	}
}

func TestLinesAreBrokenBetweenWordsAndCutWithDots(t *testing.T) {
	p := paper.New("", "", time.Time{})
	p.Page()
	look := paper.Style{Size: 10}
	wide := p.Width(look, "Daily Servers")
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"Daily Servers", 1, "Daily Servers"},
		{"Daily Servers North", 2, "Daily Servers|North"},
		{"Daily Servers North", 1, "Daily Serv…"},
		{"one two three four five six", 2, "one two|three four f…"},
		{"DailyServersOfNorth", 3, "DailyServers|OfNorth"},
		{"", 3, ""},
		{"   ", 3, ""},
	} {
		lines := p.Wrap(look, c.text, wide, c.limit)
		if got := strings.Join(lines, "|"); got != c.want {
			t.Errorf("%q in %d lines is %q, want %q", c.text, c.limit, got, c.want)
		}
		for _, line := range lines {
			if w := p.Width(look, line); w > wide+0.01 {
				t.Errorf("%q is %.1f wide, more than %.1f", line, w, wide)
			}
		}
	}
	if lines := p.Wrap(look, "no room at all", 0, 3); len(lines) > 3 {
		t.Errorf("no room gives %d lines", len(lines))
	}
	if p.Err != nil {
		t.Error(p.Err)
	}
}

func TestEveryColumnSetFillsThePage(t *testing.T) {
	sum := 0.0
	for _, c := range runColumns {
		sum += c.Width
	}
	if diff := sum - paper.TextWidth; diff > 0.01 || diff < -0.01 {
		t.Errorf("the columns of the runs are %.2f wide, the page %.2f", sum, paper.TextWidth)
	}
}

func BenchmarkWriteSignOffPDF(b *testing.B) {
	for _, n := range []int{20, 2000} {
		day := exampleDay(n)
		b.Run(fmt.Sprintf("%d runs", n), func(b *testing.B) {
			for b.Loop() {
				if err := WriteSignOffPDF(io.Discard, day, amsterdam); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
