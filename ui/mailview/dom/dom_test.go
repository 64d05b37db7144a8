package dom_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

func parse(t testing.TB, src string) *dom.Document {
	t.Helper()
	doc, cuts := parseWithin(t, src, limit.Default())
	if len(cuts) > 0 {
		t.Fatalf("%.60q was cut: %v", src, cuts)
	}
	return doc
}

func parseWithin(t testing.TB, src string, lim limit.Limits) (*dom.Document, []limit.Cut) {
	t.Helper()
	cuts := &limit.Cuts{}
	doc, err := dom.Parse([]byte(src), lim, cuts)
	if err != nil {
		t.Fatalf("%.60q: %v", src, err)
	}
	return doc, cuts.List()
}

// walk calls f for n and all below it.
func walk(n *dom.Node, f func(*dom.Node)) {
	f(n)
	for _, c := range n.Children {
		walk(c, f)
	}
}

func text(n *dom.Node) string {
	var b strings.Builder
	walk(n, func(n *dom.Node) { b.WriteString(n.Text) })
	return b.String()
}

func all(n *dom.Node, tag string) (found []*dom.Node) {
	walk(n, func(n *dom.Node) {
		if n.Tag == tag {
			found = append(found, n)
		}
	})
	return found
}

func first(t testing.TB, n *dom.Node, tag string) *dom.Node {
	t.Helper()
	found := all(n, tag)
	if len(found) == 0 {
		t.Fatalf("no <%s> in the tree", tag)
	}
	return found[0]
}

// outline writes the elements of a tree, texts as they are.
func outline(n *dom.Node) string {
	if n.Tag == "" {
		return n.Text
	}
	var b strings.Builder
	b.WriteString(n.Tag + "(")
	for _, c := range n.Children {
		b.WriteString(outline(c))
	}
	return b.String() + ")"
}

func depth(n *dom.Node) int {
	deepest := 0
	for _, c := range n.Children {
		deepest = max(deepest, depth(c))
	}
	return deepest + 1
}

func count(n *dom.Node) int {
	nodes := 0
	walk(n, func(*dom.Node) { nodes++ })
	return nodes
}

func TestADroppedElementKeepsNothingOfItsContent(t *testing.T) {
	for _, tag := range []string{"script", "iframe", "object", "applet", "audio", "video", "canvas", "svg", "math", "template",
		"title", "textarea", "select", "xml", "datalist", "dialog", "map", "portal", "frameset"} {
		t.Run(tag, func(t *testing.T) {
			doc := parse(t, "<body>before <"+tag+" id=x>secret<b>bold</b></"+tag+">after")
			if got := text(doc.HTML); got != "before after" {
				t.Errorf("kept %q", got)
			}
			walk(doc.HTML, func(n *dom.Node) {
				if n.Tag == tag || n.Tag == "b" {
					t.Errorf("<%s> is in the tree", n.Tag)
				}
			})
		})
	}
}

func TestADroppedElementWithoutContentTakesNothingAfterItAway(t *testing.T) {
	for _, tag := range []string{"link", "meta", "base", "embed", "area", "source", "track", "param", "frame"} {
		t.Run(tag, func(t *testing.T) {
			doc := parse(t, "<body>before <"+tag+" href=http://example.com/>after")
			if got := text(doc.HTML); got != "before after" {
				t.Errorf("kept %q", got)
			}
			if len(all(doc.HTML, tag)) > 0 {
				t.Errorf("<%s> is in the tree", tag)
			}
		})
	}
}

func TestADroppedElementEndsWithItsOwnEndTag(t *testing.T) {
	cases := []struct{ name, src, want string }{
		{"one inside another of its kind", "<svg>a<svg>b</svg>c</svg>d", "d"},
		{"an end tag of another kind inside", "<svg>a</div></p>b</svg>c", "c"},
		{"capital letters", "<SCRIPT>a</ScRiPt>b", "b"},
		{"a script that says script", "<script>'<script>'</script>b", "b"},
		{"never closed", "a<object>b<p>c", "a"},
		{"text on both sides becomes one text", "a<object>b</object>c", "ac"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := parse(t, "<body>"+c.src)
			if got := text(doc.Body); got != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
			if n := len(doc.Body.Children); n != 1 {
				t.Errorf("%d nodes, want one text", n)
			}
		})
	}
}

func TestNoscriptShowsAsScriptsAreOff(t *testing.T) {
	if got := text(parse(t, "<body><noscript>Your <b>report</b></noscript>").Body); got != "Your report" {
		t.Errorf("got %q", got)
	}
}

func TestCommentsAndWhatWordHidesInThemAreGone(t *testing.T) {
	doc := parse(t, "<body>a<!-- b --><!--[if mso]><p>c</p><![endif]-->d<![if !mso]>e<![endif]>")
	if got := text(doc.Body); got != "ade" {
		t.Errorf("got %q", got)
	}
}

func TestTheDoctypeDecidesTheMode(t *testing.T) {
	cases := []struct {
		name, doctype string
		want          dom.Mode
	}{
		{"none", "", dom.Quirks},
		{"HTML 5", "<!DOCTYPE html>", dom.Standards},
		{"HTML 5 in small letters", "<!doctype HTML>", dom.Standards},
		{"HTML 5 with legacy-compat", `<!DOCTYPE html SYSTEM "about:legacy-compat">`, dom.Standards},
		{"XHTML 1.0 transitional", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">`, dom.LimitedQuirks},
		{"XHTML 1.0 transitional without system", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN">`, dom.LimitedQuirks},
		{"XHTML 1.0 frameset", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Frameset//EN" "x">`, dom.LimitedQuirks},
		{"XHTML 1.0 strict", `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">`, dom.Standards},
		{"HTML 4.01 transitional with system", `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN" "http://www.w3.org/TR/html4/loose.dtd">`, dom.LimitedQuirks},
		{"HTML 4.01 transitional without system", `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01 Transitional//EN">`, dom.Quirks},
		{"HTML 4.01 strict", `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.01//EN" "http://www.w3.org/TR/html4/strict.dtd">`, dom.Standards},
		{"HTML 4.0 transitional", `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 4.0 Transitional//EN">`, dom.Quirks},
		{"HTML 3.2", `<!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">`, dom.Quirks},
		{"HTML 2", `<!DOCTYPE HTML PUBLIC "-//IETF//DTD HTML 2.0//EN">`, dom.Quirks},
		{"another document", "<!DOCTYPE svg>", dom.Quirks},
		{"after the XML declaration", `<?xml version="1.0" encoding="utf-16"?><!DOCTYPE html>`, dom.Standards},
		{"after a comment", "<!-- sent by a tool --><!DOCTYPE html>", dom.Standards},
		{"only the first counts", `<!DOCTYPE html><!DOCTYPE HTML PUBLIC "-//W3C//DTD HTML 3.2//EN">`, dom.Standards},
		{"too late", "<p>x</p><!DOCTYPE html>", dom.Quirks},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc := parse(t, c.doctype+"<html><body>x")
			if doc.Mode != c.want {
				t.Errorf("mode %d, want %d", doc.Mode, c.want)
			}
			if doc.Quirks() != (c.want == dom.Quirks) || doc.LineQuirks() != (c.want != dom.Standards) {
				t.Errorf("quirks %t, line quirks %t for mode %d", doc.Quirks(), doc.LineQuirks(), doc.Mode)
			}
		})
	}
}

func TestStyleSheetsAreSetAsideInOrder(t *testing.T) {
	doc := parse(t, "<html><head><style>a{}</style></head><body>x<style type='text/css'>b > c {}</style>y<p><style></style>")
	if want := []string{"a{}", "b > c {}", ""}; !slices.Equal(doc.Sheets, want) {
		t.Errorf("sheets %q, want %q", doc.Sheets, want)
	}
	if got := text(doc.HTML); got != "xy" {
		t.Errorf("text %q", got)
	}
}

func TestEventAttributesAreDropped(t *testing.T) {
	td := first(t, parse(t, `<table><td onclick="a()" ONMOUSEOVER=b() width=5 onfocus></table>`).Body, "td")
	if len(td.Attrs) != 1 || td.Attrs[0] != (dom.Attr{Name: "width", Value: "5"}) {
		t.Errorf("attributes %v", td.Attrs)
	}
}

func TestOfAnAttributeGivenTwiceTheFirstCounts(t *testing.T) {
	p := first(t, parse(t, `<p align=left class="a b  a" ALIGN=right id=x id=y title>t`).Body, "p")
	if p.Attr("align") != "left" || p.ID != "x" || len(p.Attrs) != 4 {
		t.Errorf("id %q, attributes %v", p.ID, p.Attrs)
	}
	if !slices.Equal(p.Classes, []string{"a", "b", "a"}) {
		t.Errorf("classes %q", p.Classes)
	}
	if v, has := p.Lookup("title"); v != "" || !has {
		t.Errorf("title is %q, %t", v, has)
	}
	if _, has := p.Lookup("lang"); has {
		t.Error("an attribute that is not there is found")
	}
}

func TestEntitiesAreLettersInTextsAndAttributes(t *testing.T) {
	doc := parse(t, `<body title="a&amp;b&quot;">K&ouml;ln&nbsp;&#8364;&#x20ac; &lt;b&gt; &amp;amp; &unknown; AT&T`)
	if got, want := text(doc.Body), "Köln\u00a0€€ <b> &amp; &unknown; AT&T"; got != want {
		t.Errorf("text %q, want %q", got, want)
	}
	if got := doc.Body.Attr("title"); got != `a&b"` {
		t.Errorf("attribute %q", got)
	}
}

func TestAnXMLDeclarationIsNoText(t *testing.T) {
	doc := parse(t, "<?xml version=\"1.0\" encoding=\"utf-16\"?>\n<html><head><META http-equiv=x></head><body>Köln</body></html>")
	if got := outline(doc.HTML); got != "html(head()body(Köln))" {
		t.Errorf("got %s", got)
	}
}

func TestEverySourceHasABody(t *testing.T) {
	for _, src := range []string{"", " \r\n", "<", "<!-- a comment -->", "<!DOCTYPE html>", "\x00\xff\xfe", "<frameset><frame src=x></frameset>", "</html>"} {
		t.Run(fmt.Sprintf("%q", src), func(t *testing.T) {
			doc, err := dom.Parse([]byte(src), limit.Default(), &limit.Cuts{})
			if errors.Is(err, dom.ErrEmpty) {
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if doc.Body == nil || doc.Body.Tag != "body" || doc.Body.Parent != doc.HTML {
				t.Errorf("body %+v", doc.Body)
			}
		})
	}
}

func TestElementsKnowTheirNeighbours(t *testing.T) {
	ul := first(t, parse(t, "<ul> <li>a</li>text<!-- c --><li>b</li><script></script><li>c</li></ul>").Body, "ul")
	items := all(ul, "li")
	if len(items) != 3 {
		t.Fatalf("%d items", len(items))
	}
	for i, li := range items {
		var prev *dom.Node
		if i > 0 {
			prev = items[i-1]
		}
		if li.Index != i+1 || li.Siblings != 3 || li.Prev != prev || li.Parent != ul {
			t.Errorf("item %d: index %d of %d, prev %p, parent %p", i, li.Index, li.Siblings, li.Prev, li.Parent)
		}
	}
}

func TestWithinStopsAtTheElementNamed(t *testing.T) {
	doc := parse(t, "<table id=outer><td><table id=inner><td><i>x</i></table></table>")
	i := first(t, doc.Body, "i")
	if got := i.Within("table"); got == nil || got.ID != "inner" {
		t.Errorf("the nearest table is %v", got)
	}
	if got := i.Within("table", "td"); got != nil {
		t.Errorf("found %q behind a cell", got.ID)
	}
	if got := i.Within("ul"); got != nil {
		t.Errorf("found a list: %v", got)
	}
}

func TestEachLimitCutsAndSaysSo(t *testing.T) {
	small := limit.Default()
	small.Bytes, small.Depth, small.Nodes, small.Attributes, small.Token, small.Formatting = 2000, 20, 100, 4, 1000, 5
	cases := []struct {
		name, src string
		want      limit.Cut
		see       func(*dom.Document) bool
	}{
		{"bytes", "<p>start" + strings.Repeat("<p>x", 10) + strings.Repeat(" ", 2000) + "end", limit.Size,
			func(d *dom.Document) bool {
				return strings.Contains(text(d.Body), "start") && !strings.Contains(text(d.Body), "end")
			}},
		{"depth", strings.Repeat("<div>", 40) + "deep" + strings.Repeat("</div>", 40) + "after", limit.Depth,
			func(d *dom.Document) bool {
				return depth(d.HTML) <= 20+4 && strings.Contains(text(d.Body), "deep") && strings.HasSuffix(text(d.Body), "after")
			}},
		{"depth far beyond", strings.Repeat("<div>", 300) + "deep", limit.Depth, func(d *dom.Document) bool { return depth(d.HTML) <= 20+4 }},
		{"nodes", strings.Repeat("<p>x", 150), limit.Nodes, func(d *dom.Document) bool { return count(d.HTML) <= 100+1 }},
		{"attributes", "<p a=1 b=2 c=3 d=4 e=5 f=6 title=7>text", limit.Attributes,
			func(d *dom.Document) bool {
				p := all(d.Body, "p")
				return len(p) == 1 && len(p[0].Attrs) == 4 && p[0].Attr("d") == "4" && text(p[0]) == "text"
			}},
		{"token", "<p>start</p><p title='" + strings.Repeat("x", 1500) + "'>end", limit.Token,
			func(d *dom.Document) bool { return text(d.Body) == "start" }},
		{"formatting", strings.Repeat("<b>", 10) + "bold", limit.Depth,
			func(d *dom.Document) bool { return len(all(d.Body, "b")) == 5 && text(d.Body) == "bold" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc, cuts := parseWithin(t, c.src, small)
			if !slices.Contains(cuts, c.want) {
				t.Errorf("cuts %v, want %q", cuts, c.want)
			}
			if !c.see(doc) {
				t.Errorf("wrong tree: %.300s", outline(doc.HTML))
			}
		})
	}
}

func TestWhatIsWithinTheLimitsIsNotCut(t *testing.T) {
	lim := limit.Default()
	lim.Bytes = 30
	if _, cuts := parseWithin(t, strings.Repeat("x", 30), lim); len(cuts) > 0 {
		t.Errorf("cuts %v of a source as long as the limit", cuts)
	}
	lim = limit.Default()
	lim.Attributes = 2
	if _, cuts := parseWithin(t, "<p a=1 b=2>x", lim); len(cuts) > 0 {
		t.Errorf("cuts %v of as many attributes as allowed", cuts)
	}
}

// Old generators never close cells, rows and items; each of them ends the one before.
func TestWhatIsNeverClosedDoesNotLookDeep(t *testing.T) {
	cases := []struct{ name, one, before string }{
		{"cells", "<td>x", "<table><tr>"},
		{"rows", "<tr><td>x<th>y", "<table>"},
		{"groups", "<tbody><tr><td>x", "<table>"},
		{"items", "<li>x", "<ul>"},
		{"terms", "<dt>x<dd>y", "<dl>"},
		{"paragraphs", "<p>x", ""},
		{"paragraphs and tables", "<p>x<table><tr><td>y</table>", ""},
		{"line ends and rules", "x<br><hr>", ""},
		{"bold cells", "<td><b>x", "<table><tr>"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			lim := limit.Default()
			lim.Depth = 30
			doc, cuts := parseWithin(t, c.before+strings.Repeat(c.one, 200), lim)
			if len(cuts) > 0 {
				t.Errorf("cuts %v", cuts)
			}
			if got := strings.Count(text(doc.Body), "x"); got != 200 {
				t.Errorf("%d texts, want 200", got)
			}
		})
	}
}

// The tree builder opens formatting elements again in every block: n of them before m
// blocks make n times m elements.
func TestFormattingThatIsOpenedAgainStaysWithinTheLimits(t *testing.T) {
	lim := limit.Default()
	cases := []struct{ name, src string }{
		{"bold before paragraphs", strings.Repeat("<b>", 2000) + strings.Repeat("<p>x", 20_000)},
		{"distinct fonts", func() string {
			var b strings.Builder
			for i := range 2000 {
				fmt.Fprintf(&b, "<font size=%d>", i)
			}
			return b.String() + strings.Repeat("<p>x</p>", 20_000)
		}()},
		{"links never closed", strings.Repeat("<a href=x><div>", 30_000)},
		{"end tags in the wrong order", strings.Repeat("<b><i><u><p>x</b></i></u>", 20_000)},
		{"in cells", "<table>" + strings.Repeat("<tr><td>"+strings.Repeat("<font color=red>", 50)+"x", 3000)},
		{"outside the cells of a table", "<table>" + strings.Repeat("<b><tr>x", 20_000)},
		{"nobr", strings.Repeat("<nobr><p>", 20_000)},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			doc, _ := parseWithin(t, c.src, lim)
			if n := count(doc.HTML); n > lim.Nodes+1 {
				t.Errorf("%d nodes, limit %d", n, lim.Nodes)
			}
		})
	}
}

func TestVoidElementsAreThoseWithoutContent(t *testing.T) {
	for tag, want := range map[string]bool{"br": true, "img": true, "hr": true, "col": true, "input": true, "wbr": true, "p": false, "td": false, "script": false, "": false} {
		if got := dom.Void(tag); got != want {
			t.Errorf("Void(%q) = %t", tag, got)
		}
	}
}
