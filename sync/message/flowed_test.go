package message

import (
	"strings"
	"testing"
	"time"
)

func TestFlowedLinesAreOneLine(t *testing.T) {
	for _, x := range []struct{ name, head, text, want string }{
		{"flowed", "format=flowed", "The backup was not \r\nsuccessful.\r\nNext\r\n", "The backup was not successful.|Next"},
		{"without the blank", "format=flowed; delsp=yes", "The backup was not \r\nsuccessful.\r\n", "The backup was notsuccessful."},
		{"three lines", "format=flowed", "a \r\nb \r\nc\r\n", "a b c"},
		{"columns", "format=flowed", "A   B \r\nC   D \r\n", "A   B|C   D"},
		{"an empty line", "format=flowed", "a \r\n\r\nb\r\n", "a||b"},
		{"a signature", "format=flowed", "a \r\n-- \r\nKim\r\n", "a|--|Kim"},
		{"a quote", "format=flowed", "a \r\n> b\r\n", "a|> b"},
		{"at the end", "format=flowed", "a \r\n", "a"},
		{"not flowed", "format=fixed", "a \r\nb\r\n", "a|b"},
	} {
		m := decoded(t, "Subject: x\r\nContent-Type: text/plain; charset=utf-8; "+x.head+"\r\n\r\n"+x.text)
		if got := strings.Trim(strings.Join(m.Lines(), "|"), "|"); got != x.want {
			t.Errorf("%s: %q, want %q", x.name, got, x.want)
		}
	}
}

func TestFlowedLinesWithoutEndCostLittle(t *testing.T) {
	m := &Message{Text: strings.Repeat("word \n", 600_000), Flowed: true}
	begin := time.Now()
	m.Lines()
	if took := time.Since(begin); took > 2*time.Second {
		t.Errorf("%d KB took %s", len(m.Text)>>10, took)
	}
}

func TestWhatAStyleTakesAwayIsNoPartOfTheDocument(t *testing.T) {
	for _, x := range []struct{ html, want string }{
		{"<p>seen</p><p style=\"display:none\">hid<b>den</b></p><p>end</p>", "seen|end"},
		{"<div style=\"color:red; DISPLAY : none !important\"><table><tr><td>hid</td></tr></table></div><p>end</p>", "end"},
		{"<table><tr><td>a</td><td style='visibility:hidden'>hid</td><td>c</td></tr></table>", "a c"},
		{"<p style='mso-hide:all'>hid<p>seen", "seen"},
		{"<p style='background:url(none.png)'>seen</p>", "seen"},
		{"<p style='display:block'>seen</p>", "seen"},
	} {
		m := &Message{HTML: x.html}
		if got := strings.Join(m.Lines(), "|"); got != x.want {
			t.Errorf("%s: %q, want %q", x.html, got, x.want)
		}
		for _, table := range m.Tables() {
			for _, row := range table.Rows {
				if strings.Contains(strings.Join(row.Texts(), " "), "hid") {
					t.Errorf("%s: %q", x.html, row.Texts())
				}
			}
		}
	}
}
