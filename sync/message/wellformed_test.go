package message

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// wellFormedSeeds are documents at the border of what is read without a tree.
var wellFormedSeeds = []string{
	"<!DOCTYPE html><html><head><meta charset=utf-8><style>td{}</style><title>t</title></head>\n<body>\n<p>a <b>b</b></p><table><tr><td class=x style=\"color:red\">1</td><th>2</th></tr></table></body></html>\n",
	"<table><colgroup><col><col></colgroup><thead><tr><th>a</th></tr></thead>\n<tbody class=z><tr bgcolor=red><td colspan=2 rowspan=3><table><tr><td>in</td></tr></table>after</td></tr></tbody></table>x",
	"<div>a<br>b<hr>c</div></body></html><div>after</div>", "text only", "<p>a<p>b</p></p>", "<b><p>x</b></p>", "<table><tr><td>a<td>b</tr></table>",
	"<table>x<tr><td>y</td></tr></table>", "<table>\u00a0<tr><td>\u00a0</td></tr></table>", "<a>1<a>2</a></a>", "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>",
	"<h1>a<h2>b</h2></h1>", "<div class=a class=b style=c style=d bgcolor=e color=f>x</div>", "<p><table><tr><td><p>x</p></td></tr></table></p>",
	"<td>x</td>", "<meta><head><div>x</div></head>", "<link><body>x</body>", "<div/>x", "<td colspan=x colspan=2>", "<table><tr><td>a<span class=k>b</span> c<br><i class=l>d</i>\n e</td></tr></table>",
	"<table><tr><td> <span class=k>b</span><table><tr><td>n</td></tr></table>c</td></tr></table>", "<table><style>x</style><tr><td>a</td></tr></table>", "<pre>\na</pre>", "<o:p>x</o:p>",
	"<b><b><b><b>x</b></b></b></b><i>y</i>", "<table><tr><td><b>x</td><td>y</b></td></tr></table>", "<html><html><body><body>x", "<head></head>x<head>y</head>", "<body>a<title>b</title><style>c</style>d</body>",
	"<font color=red><table><tr><td>a</td></tr></table></font>", "<center><h1>t</h1></center>&nbsp;&amp;&#x41;<!-- c --><![if x]>y<![endif]>", "<img src=a>x<img/>y<br/>z<hr/>", "<title>a<b></title><style>x", "<html>a</html>b", "<head>a</head>", "<table><col><tr><td>1</td></tr><tbody><tr><td>2</td></tr></tbody></table>",
}

func FuzzWellFormedDocumentsReadAsTheirTree(f *testing.F) {
	for _, s := range wellFormedSeeds {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		checkAgainstTheTree(t, source)
	})
}

func checkAgainstTheTree(t *testing.T, source string) bool {
	t.Helper()
	fast, ok := parseWellFormed(source)
	if !ok {
		return false
	}
	tree := parseAnyHTML(source)
	if !reflect.DeepEqual(fast.Lines, tree.Lines) {
		t.Errorf("%q:\nlines without a tree %q\nwith one %q", source, fast.Lines, tree.Lines)
	}
	if !reflect.DeepEqual(fast.Tables, tree.Tables) {
		t.Errorf("%q: tables without a tree %d, with one %d, or their cells differ", source, len(fast.Tables), len(tree.Tables))
	}
	return true
}

// The seeds and every HTML mail of the samples, with each of their tags left out once.
func TestHTMLWithATagLeftOutReadsAsItsTree(t *testing.T) {
	sources := append([]string{}, wellFormedSeeds...)
	names, err := filepath.Glob(filepath.Join("..", "readers", "testdata", "mails", "*", "*.eml"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if m, err := Decode(t.Context(), raw); err == nil && m.HTML != "" {
			sources = append(sources, m.HTML)
		}
	}
	plain, all := 0, 0
	for _, source := range sources {
		all++
		if checkAgainstTheTree(t, source) {
			plain++
		}
		if len(source) > 20_000 {
			source = source[:20_000]
		}
		for from, n := 0, 0; n < 150; n++ {
			i := strings.IndexByte(source[from:], '<')
			if i < 0 {
				break
			}
			end := strings.IndexByte(source[from+i:], '>')
			if end < 0 {
				break
			}
			checkAgainstTheTree(t, source[:from+i]+source[from+i+end+1:])
			from += i + end + 1
		}
	}
	t.Logf("%d of %d documents need no tree", plain, all)
}

// Documents put together from pieces at random, closed in order most of the time.
func TestHTMLOfRandomPiecesReadsAsItsTree(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	texts := []string{"a", " ", "\n", "x y", "&nbsp;", "&amp;b", "\u00a0", "\r\n", "<br>", "<hr>", "<img src=x>", "<!-- c -->", "<meta name=a>", "<style>s</style>", "<title>t</title>", "<col>"}
	names := []string{"div", "p", "span", "b", "i", "a", "font", "h1", "h2", "ul", "li", "ol", "center", "table", "tbody", "thead", "tr", "td", "th", "colgroup", "html", "head", "body", "blockquote", "pre", "form", "o:p"}
	within := map[string][]string{"table": {"tr", "tbody", "thead"}, "tbody": {"tr"}, "thead": {"tr"}, "tr": {"td", "th"}, "ul": {"li"}, "ol": {"li"}, "html": {"head", "body"}}
	attrs := []string{"", "", " class=k", " style='a:b'", " bgcolor=\"red\"", " colspan=2", " class=k class=l"}
	plain := 0
	for range 30_000 {
		var b strings.Builder
		var open []string
		for range 1 + random.IntN(25) {
			choices := names
			if n := len(open); n > 0 && within[open[n-1]] != nil && random.IntN(20) > 0 {
				choices = within[open[n-1]]
			}
			switch random.IntN(5) {
			case 0, 1:
				name := choices[random.IntN(len(choices))]
				b.WriteString("<" + name + attrs[random.IntN(len(attrs))] + ">")
				open = append(open, name)
			case 2:
				b.WriteString(texts[random.IntN(len(texts))])
			default:
				if n := len(open); n > 0 {
					b.WriteString("</" + open[n-1] + ">")
					if random.IntN(20) > 0 {
						open = open[:n-1]
					}
				}
			}
		}
		for i := len(open) - 1; i >= 0; i-- {
			b.WriteString("</" + open[i] + ">")
		}
		if checkAgainstTheTree(t, b.String()) {
			plain++
		}
	}
	if plain < 3000 {
		t.Errorf("only %d documents were read without a tree: the test tells little", plain)
	}
	t.Logf("%d need no tree", plain)
}
