package facts

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"runchecks/sync/message"
)

// tokensOf is what a source is made of, as the tokenizer of the standard reads it where
// plain is set, as the scanner does otherwise. Texts beside each other are one.
func tokensOf(source string, plain bool) string {
	var out, text strings.Builder
	note := func(t token) {
		if t.kind == html.TextToken {
			text.WriteString(t.text)
			return
		}
		if text.Len() > 0 {
			fmt.Fprintf(&out, "%q\n", text.String())
			text.Reset()
		}
		if t.kind != html.CommentToken && t.kind != html.DoctypeToken && t.kind != html.ErrorToken {
			fmt.Fprintf(&out, "%v %v %+v\n", t.kind, t.tag, t.has)
		}
	}
	if !plain {
		s := scanner{source: source, lines: true}
		for {
			t := s.next()
			note(t)
			if t.kind == html.ErrorToken {
				return out.String()
			}
		}
	}
	for z := html.NewTokenizer(strings.NewReader(source)); ; {
		t := token{kind: z.Next()}
		switch t.kind {
		case html.TextToken:
			t.text = string(z.Text())
		case html.StartTagToken, html.SelfClosingTagToken:
			name, more := z.TagName()
			t.tag = atom.Lookup(name)
			for more {
				var key, value []byte
				key, value, more = z.TagAttr()
				t.has.add(string(key), string(value))
			}
		case html.EndTagToken:
			name, _ := z.TagName()
			t.tag = atom.Lookup(name)
		}
		note(t)
		if t.kind == html.ErrorToken {
			return out.String()
		}
	}
}

func FuzzScannerReadsAsTheTokenizerDoes(f *testing.F) {
	for _, s := range []string{
		"<p class=a style='color:red' STYLE=x>a &amp; b<br/>c< d</p>e</", "<a href=x/>t</a ><b a/>", "<style>a<b</style x>y<title>q&lt;</title>",
		"<!-- a > b --><!doctype html><?x?>t<!-->u-->",
		"<td\r\nbgcolor=\"a&quot;b\" colspan = 3 hidden>1\r\n2\r3&#13;</td>",
		"<script>if(a<b)</script>z",
		"<o:p>x</o:p><h1>y</h1 a='>'>", "<textarea/><p>x</textarea>y",
		"<p =a b==c \"d>x", "</><//a>b<p a=\"1\"b=2>", "<plaintext>a<b>c", "a\x00b<p style=\x00>",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		if len(source) > 10_000 {
			return
		}
		if got, want := tokensOf(source, false), tokensOf(source, true); got != want {
			t.Fatalf("%q\ngot\n%s\nwant\n%s", source, got, want)
		}
	})
}

func TestTheScannerReadsTheSamplesAsTheTokenizerDoes(t *testing.T) {
	files, err := filepath.Glob("../testdata/mails*/*/*.eml")
	if err != nil || len(files) < 100 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		m, err := message.Decode(t.Context(), raw)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := tokensOf(m.HTML, false), tokensOf(m.HTML, true); got != want {
			t.Errorf("%s is read otherwise", file)
		}
	}
}
