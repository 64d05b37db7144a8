package facts

import (
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"

	"golang.org/x/net/html"

	"runchecks/sync/message"
	"runchecks/sync/readers/readertest/pace"
)

// Whatever a mail is made of: it is taken apart in time in proportion to its length, and
// no fact holds a letter or a digit that the mail does not hold in the same order.
func FuzzFacts(f *testing.F) {
	f.Add("Status: OK\nA   B\n1   2\n> x\n", "<table><tr><td>a<table><tr><th>b</table><p style=display:none>c</table>")
	f.Add("a\tb\n|c|d|\n", "<pre>x\n y</pre><td colspan=99>z<script>q")
	f.Add("{\n \"a\": \"b\",\n 1) x\n- y\n", "<dl><dt>Status<dd>OK</dl><img alt=OK><div style='opacity:0'>x<b>y</div>z")
	f.Add("101: 2022-05-07 02:00:03 INFO: a\n-- \nKim\n",
		"<p style='color:#fff;background:#fff'>x</p><table><tr><th colspan=2>a<th>b<tr><td>1<td>2<td>3</table>")
	f.Add("The backup of the file server SRV1 was not \nsuccessful\n\n要 全\n角\n",
		"<td>a<tr><td><td>b</table></table><table><caption>c</caption>")
	f.Fuzz(func(t *testing.T, text, source string) {
		if len(text)+len(source) > 20_000 {
			return
		}
		text, source = strings.ToValidUTF8(text, "\ufffd"), strings.ToValidUTF8(source, "\ufffd") // as package message gives them
		mails := func() []*message.Message {
			return []*message.Message{{Subject: text, Text: text}, {Subject: source, HTML: source}, {Text: text, HTML: source}, {Text: text,
				Flowed: true}, {Text: text, Flowed: true, DelSp: true}}
		}
		pace.Hold(t, len(text)+len(source), 50*time.Microsecond, func() {
			for _, m := range mails() {
				Of(m)
			}
		})
		for _, m := range mails() {
			whole := signs(text)
			if m.HTML != "" {
				whole = append(signs(tagless(source)), whole...)
			}
			inMail := func(s string) {
				if !follows(whole, signs(s)) {
					t.Errorf("%q is no part of the mail", s)
				}
			}
			facts := Of(m)
			lines := slices.Concat(facts.Beside, facts.Below)
			for _, x := range facts.Items {
				if x.Table == nil {
					lines = append(lines, x.Line)
					continue
				}
				for _, r := range x.Table.Rows {
					for _, c := range r.Cells {
						inMail(c.Text)
					}
				}
			}
			for _, x := range lines {
				inMail(x.Text)
				inMail(x.Value)
				if x.Label && (x.Key == "" || strings.ContainsAny(x.Key, "\n")) {
					t.Errorf("a label without a key: %+v", x)
				}
			}
		}
	})
}

// tagless returns the texts of HTML that somebody may see, those of its pictures too.
func tagless(source string) string {
	var b strings.Builder
	z := html.NewTokenizer(strings.NewReader(source))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return b.String()
		case html.TextToken:
			b.Write(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			for _, a := range z.Token().Attr {
				if a.Key == "alt" {
					b.WriteString(a.Val)
				}
			}
		}
	}
}

// signs returns the letters and digits of a text.
func signs(s string) []rune {
	var out []rune
	for _, r := range s {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			out = append(out, r)
		}
	}
	return out
}

// follows reports whether part stands in whole in the same order, perhaps with gaps.
func follows(whole, part []rune) bool {
	for _, r := range whole {
		if len(part) > 0 && part[0] == r {
			part = part[1:]
		}
	}
	return len(part) == 0
}
