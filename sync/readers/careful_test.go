package readers_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// worstOf is the status that a technician sees for a whole mail; ok is false
// where no reader spoke.
func worstOf(r readers.Reading) (domain.Status, bool) {
	if len(r.Results) == 0 {
		return 0, false
	}
	worst := domain.Success
	for _, x := range r.Results {
		worst = max(worst, x.Status.Known())
	}
	return worst, true
}

// better reports whether a damaged copy claims more than the original allows. No
// result and Unknown claim nothing.
func better(original, copy domain.Status) bool {
	return copy != domain.Unknown && copy < original
}

func TestATruncatedMailIsNeverReadBetterThanTheWhole(t *testing.T) {
	for _, s := range samples(t) {
		if _, own := ownReader[s.folder]; !own {
			continue
		}
		t.Run(s.path, func(t *testing.T) {
			whole, _ := read(t, s.raw)
			original, _ := worstOf(whole)
			step := 1 + len(s.raw)/250
			if testing.Short() {
				step = 1 + len(s.raw)/40
			}
			for n := 1; n < len(s.raw); n += step {
				cut, _ := read(t, s.raw[:n])
				got, ok := worstOf(cut)
				if ok && better(original, got) {
					t.Errorf("cut at byte %d of %d: %s, the whole is %s; from %+v", n, len(s.raw), got, original, cut.Results[0].Evidence)
					return
				}
			}
		})
	}
}

func TestATruncatedMailOfAnUnknownProductIsNeverSuccessUnlessTheWholeIs(t *testing.T) {
	// A plain text mail has no end that could be missed, so what a subject states
	// alone stays believed: these two say success there and the trouble only below.
	excused := map[string]bool{"urbackup/incremental-file-success.eml": true, "kopia/snapshot-report-success-with-failed-entries.eml": true}
	for _, s := range samples(t) {
		if _, own := ownReader[s.folder]; own || s.want.Status == "success" || excused[s.path] {
			continue
		}
		for n := 1; n < len(s.raw); n += 1 + len(s.raw)/200 {
			cut, _ := read(t, s.raw[:n])
			if got, ok := worstOf(cut); ok && got == domain.Success {
				t.Errorf("%s cut at byte %d is Success from %+v", s.path, n, cut.Results[0].Evidence)
				break
			}
		}
	}
}

// plain writes the mail again without encodings, so that a test can change words.
func plain(m *message.Message) []byte {
	if m.Forwarded != nil {
		m = m.Forwarded
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "From: %s\r\nTo: a@example.com\r\nDate: %s\r\nMIME-Version: 1.0\r\n", m.From, m.Header("Date"))
	fmt.Fprintf(&b, "Subject: %s\r\n", m.Subject)
	switch {
	case m.HTML != "" && m.Text != "":
		fmt.Fprintf(&b, "Content-Type: multipart/alternative; boundary=\"zz\"\r\n\r\n--zz\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n--zz\r\nContent-Type: text/html; charset=utf-8\r\n\r\n%s\r\n--zz--\r\n", m.Text, m.HTML)
	case m.HTML != "":
		fmt.Fprintf(&b, "Content-Type: text/html; charset=utf-8\r\n\r\n%s", m.HTML)
	default:
		fmt.Fprintf(&b, "Content-Type: text/plain; charset=utf-8\r\n\r\n%s", m.Text)
	}
	return b.Bytes()
}

// The places where a sample of a known product says that one thing went well.
var goodWord = regexp.MustCompile(`>\s*(Success|OK|ok)\s*<|\b(?:NAME|Name)?\s{2,}(ok)\s{2,}|: (Success)\r?\n|^(Success) :\)`)

func TestNoMailIsASuccessAfterOneRowTurnedBad(t *testing.T) {
	changed := 0
	for _, s := range samples(t) {
		if s.want.Status != "success" {
			continue
		}
		if _, own := ownReader[s.folder]; !own {
			continue
		}
		_, m := read(t, s.raw)
		raw := plain(m)
		if r, _ := read(t, raw); len(r.Results) == 0 || r.Results[0].Status != domain.Success {
			t.Errorf("%s: the unencoded copy is not read as Success: %+v %s", s.path, r.Results, r.Reason)
			continue
		}
		body := bytes.Index(raw, []byte("\r\n\r\n"))
		for n, g := range goodWord.FindAllSubmatchIndex(raw[body:], -1) {
			for i := 2; i < len(g); i += 2 {
				if g[i] < 0 {
					continue
				}
				for _, word := range []string{"Failed", "Error", "Warning", "Pending", "Zonk", ""} {
					if word == "" && n == 0 && s.folder == "veeam" {
						continue // an empty banner occurs; the other places speak for it
					}
					damaged := append(append(append([]byte{}, raw[:body+g[i]]...), word...), raw[body+g[i+1]:]...)
					r, _ := read(t, damaged)
					changed++
					if got, ok := worstOf(r); ok && got == domain.Success {
						label := string(raw[max(body, body+g[i]-3) : body+g[i]])
						if word == "" || word == "Pending" || word == "Zonk" {
							if strings.HasSuffix(label, "<b>") {
								continue // the label of a count, not a status
							}
						}
						t.Errorf("%s: still Success with %q at byte %d (after %q)", s.path, word, g[i], label)
					}
				}
			}
		}
	}
	if changed < 60 {
		t.Errorf("only %d changes were tried", changed)
	}
}

func TestCaseAndBlanksNeverMakeAMailBetter(t *testing.T) {
	changes := map[string]func(string) string{
		"upper case": strings.ToUpper,
		"lower case": strings.ToLower,
		"no-break blanks": func(s string) string {
			return strings.ReplaceAll(s, " ", "\u00a0")
		},
		"double blanks": func(s string) string { return strings.ReplaceAll(s, " ", "  ") },
		"swapped case": func(s string) string {
			return strings.Map(func(r rune) rune {
				if unicode.IsUpper(r) {
					return unicode.ToLower(r)
				}
				return unicode.ToUpper(r)
			}, s)
		},
	}
	for _, s := range samples(t) {
		whole, m := read(t, s.raw)
		original, spoke := worstOf(whole)
		if !spoke {
			original = status(t, s.want.Status)
		}
		for name, change := range changes {
			text, html, subject := change(m.Text), m.HTML, change(m.Subject)
			if html != "" {
				html = betweenTags(html, change)
			}
			inner := m
			if m.Forwarded != nil {
				inner = m.Forwarded
				text, html, subject = change(inner.Text), betweenTags(inner.HTML, change), change(inner.Subject)
			}
			copy := &message.Message{From: inner.From, FromAddress: inner.FromAddress, Subject: subject, Date: inner.Date, Text: text, HTML: html}
			r := readers.Default().Read(t.Context(), copy, readers.Env{Received: received})
			if got, ok := worstOf(r); ok && better(original, got) {
				t.Errorf("%s in %s: %s, the original is %s; from %+v", s.path, name, got, original, r.Results[0].Evidence)
			}
		}
	}
}

var tag = regexp.MustCompile(`<[^>]*>|&[#\w]+;`)

func betweenTags(s string, change func(string) string) string {
	var b strings.Builder
	last := 0
	for _, g := range tag.FindAllStringIndex(s, -1) {
		b.WriteString(change(s[last:g[0]]))
		b.WriteString(s[g[0]:g[1]])
		last = g[1]
	}
	b.WriteString(change(s[last:]))
	return b.String()
}

func TestALogOfFourMegabytesIsReadInTime(t *testing.T) {
	if testing.Short() {
		t.Skip("a reader's time is bounded by the clock, and the race detector multiplies it")
	}
	for name, line := range map[string]string{
		"quiet lines":      "2026-01-02 03:04:05 copied D:\\Data\\plan.dwg (1234567 bytes)\r\n",
		"lines of trouble": "2026-01-02 03:04:05 ERROR could not copy, 0 errors ignored, status: strange\r\n",
		"endless words":    strings.Repeat("backup job ", 170) + "\r\n",
	} {
		raw := "Subject: [Success] nightly backup of srv1\r\nFrom: a@example.com\r\n\r\n" + strings.Repeat(line, 4<<20/len(line))
		r, _ := read(t, []byte(raw))
		for range 4 { // another process may have had the processor
			if r.Reader == "" {
				r, _ = read(t, []byte(raw))
			}
		}
		if r.Reader != "generic" {
			t.Errorf("%s: read by %q: %s", name, r.Reader, r.Reason)
		}
		if name == "lines of trouble" && r.Results[0].Status == domain.Success {
			t.Errorf("%s: Success", name)
		}
	}
}
