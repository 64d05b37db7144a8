package readers_test

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
)

var (
	htmlRow = regexp.MustCompile(`(?is)<tr[^>]*>` +
		`(?:[^<]|<(?:/?)(?:td|th|b|span|font|p|div|br|strong)\b[^>]*>)*</tr>`)
	goodCell = regexp.MustCompile(`(?i)>\s*(success|successful|succeeded|ok|completed|erfolgreich|passed)\s*<`)
	textRow  = regexp.MustCompile(`(?im)^.*(?:[ \t]{2,}|\t|: |\[|\()` +
		`(success|successful|succeeded|ok|completed|erfolgreich|passed)(?:[ \t]{2,}.*|\t.*|\]|\))?\r?$`)
	ofWhole = regexp.MustCompile(`\b(\d+)( of | von |/| sur | di )(\d+)\b( VMs| hosts| machines| jobs| objects| Aufträge)?`)
)

func TestNoGoodMailStaysOneWithARowMoreOfAStateNobodyKnows(t *testing.T) {
	tried := 0
	for _, g := range goods(t) {
		if g.reader == "cloud-to-cloud" {
			continue // its rows count and have no state
		}
		for _, word := range []string{"Zonk", "Overdue", "Offline", "Pending", "Not run", "Failed", "✘"} {
			change := func(m *message.Message) bool {
				changed := false
				rows := htmlRow.FindAllStringIndex(m.HTML, -1)
				slices.Reverse(rows) // the rows of objects stand below those of counts
				for _, loc := range rows {
					if strings.Count(strings.ToLower(m.HTML[loc[0]:loc[1]]), "<td") < 3 {
						continue
					}
					row := m.HTML[loc[0]:loc[1]]
					if g := goodCell.FindStringSubmatchIndex(row); g != nil {
						m.HTML, changed = m.HTML[:loc[1]]+row[:g[2]]+word+row[g[3]:]+m.HTML[loc[1]:], true
						break
					}
				}
				if g := textRow.FindStringSubmatchIndex(m.Text); g != nil {
					row := m.Text[g[0]:g[1]]
					m.Text, changed = m.Text[:g[1]]+"\n"+row[:g[2]-g[0]]+word+row[g[3]-g[0]:]+m.Text[g[1]:], true
				}
				return changed
			}
			changed := false
			r := edited(t, g.m, func(m *message.Message) { changed = change(m) })
			if !changed {
				continue
			}
			if tried++; isGood(r) {
				t.Errorf("%s: a success beside a row that is %q, by %s", g.name, word, r.Reader)
			}
		}
	}
	t.Logf("%d rows", tried)
}

func TestNoGoodMailStaysOneWhereItsCountsDoNotAddUp(t *testing.T) {
	tried := 0
	for _, g := range goods(t) {
		r := edited(t, g.m, func(m *message.Message) {
			change := func(s string) string {
				return ofWhole.ReplaceAllStringFunc(s, func(x string) string {
					p := ofWhole.FindStringSubmatch(x)
					if p[1] != p[3] || p[1] == "0" {
						return x
					}
					n, _ := strconv.Atoi(p[3])
					tried++
					return p[1] + p[2] + strconv.Itoa(n+1) + p[4]
				})
			}
			m.Subject = change(m.Subject)
			bodies(m, change)
		})
		same := edited(t, g.m, func(*message.Message) {})
		if r.Of != nil && same.Of != nil && r.Of.Subject == same.Of.Subject && r.Of.Text == same.Of.Text && r.Of.HTML == same.Of.HTML {
			continue
		}
		if isGood(r) {
			t.Errorf("%s: a success of fewer than all, by %s", g.name, r.Reader)
		}
	}
	t.Logf("%d counts", tried)
}

// speechless are readers of reports that have no words for trouble, which a text loses.
var speechless = map[string]string{"storagecraft": "a colour is the status", "ahsay": "an icon is the status"}

// A second report below the first, as an answer quotes it, or by itself.
func TestNoGoodMailStaysOneAboveABadReport(t *testing.T) {
	bad := map[string][]*message.Message{}
	for _, set := range []string{"mails", "mails-2"} {
		for _, s := range samplesOf(t, set, 41) {
			r, m := read(t, s.raw)
			if worst, ok := worstOf(r); ok && worst > domain.Unknown && r.Results[0].Kind == domain.KindRun {
				bad[r.Reader] = append(bad[r.Reader], report(m))
			}
		}
	}
	for _, c := range logCases(t) {
		if c.status == domain.Failed && c.kind == domain.KindRun {
			r, m := read(t, []byte(c.raw))
			bad[r.Reader] = append(bad[r.Reader], report(m))
		}
	}
	tried := 0
	for _, g := range goods(t) {
		for _, b := range bad[g.reader] {
			head := "-----Original Message-----\nFrom: " + b.From + "\nSubject: " + b.Subject + "\n\n"
			text := strings.Join(b.Lines(), "\n")
			for what, more := range map[string]string{
				"in full": head + text, "quoted": "> " + strings.ReplaceAll(head+text, "\n", "\n> "),
			} {
				if speechless[g.reader] != "" {
					continue
				}
				tried++
				if r := edited(t, g.m, below(more)); isGood(r) {
					t.Errorf("%s: a success above %q, %s, by %s", g.name, b.Subject, what, r.Reader)
				}
			}
		}
		for _, line := range []string{"The backup of SRV9 failed.", "ERROR: disk read failure", "Backup was not run.",
			"No space left on device", "Job Weekly: FAILED", "Die Sicherung von SRV9 ist fehlgeschlagen."} {
			tried++
			if r := edited(t, g.m, below(line)); isGood(r) {
				t.Errorf("%s: a success above %q, by %s", g.name, line, r.Reader)
			}
		}
	}
	t.Logf("%d reports", tried)
}
