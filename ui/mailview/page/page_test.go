package page_test

import (
	"context"
	"fmt"
	"image/color"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/widget/mailfonts"
)

// lay lays out HTML 600 pixels wide, with a picture of 40 by 30 for every cid.
func lay(t testing.TB, html string) *page.Page {
	t.Helper()
	fonts, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	engine := mailview.Engine{Fonts: fonts, Limits: limit.Default()}
	m, err := engine.Open([]byte(html), func(source string) (int, int, bool) { return 40, 30, strings.HasPrefix(source, "cid:") })
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Layout(context.Background(), 600)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// fragment returns the first fragment that says s.
func fragment(t testing.TB, p *page.Page, s string) *page.Fragment {
	t.Helper()
	i := slices.IndexFunc(p.Fragments, func(f page.Fragment) bool { return f.Text == s })
	if i < 0 {
		t.Fatalf("no %q on the page: %q", s, p.Text(p.All()))
	}
	return &p.Fragments[i]
}

func middle(r page.Rect) (x, y float64) { return r.X + r.W/2, r.Y + r.H/2 }

// found returns what ranges say.
func found(p *page.Page, rs []page.Range) []string {
	out := []string{}
	for _, r := range rs {
		out = append(out, p.Text(r))
	}
	return out
}

const report = `<p>Backup of Köln: see <a href="http://example.com/log">the log</a>.</p>
<table border=1 id=jobs><tr><th>Name<th>Status<th>Size</tr><tr><td>srv-01<td><b>Success</b><td>5 GB</tr><tr><td>srv-02<td>Failed<td></tr>
<tr><td colspan=2>Total<td>5 GB</tr></table><ul><li>first<li>second</ul><p>end of report`

func TestVisibleGivesWhatTouchesAStripInTheOrderOfPainting(t *testing.T) {
	var b strings.Builder
	b.WriteString("<div style='background:#eee'><table border=1>")
	for i := range 200 {
		fmt.Fprintf(&b, "<tr><td style='background:#fff'><u>row %d</u><td>x", i)
	}
	p := lay(t, b.String())
	for _, strip := range [][2]float64{{0, p.H}, {0, 0}, {100, 300}, {255, 257}, {256, 256}, {1000, 1010}, {p.H - 5, p.H + 500}, {-500, -1}, {p.H + 100, p.H + 200}, {-100, 1e9}} {
		var want, got []*page.Item
		for i := range p.Items {
			if r := p.Items[i].Rect; r.Y <= strip[1] && r.Bottom() >= strip[0] {
				want = append(want, &p.Items[i])
			}
		}
		p.Visible(strip[0], strip[1], func(it *page.Item) { got = append(got, it) })
		if !slices.Equal(got, want) {
			t.Errorf("from %v to %v: %d items, want %d in their order", strip[0], strip[1], len(got), len(want))
		}
	}
}

func TestAPageWithoutAnythingAnswersToo(t *testing.T) {
	for name, p := range map[string]*page.Page{"laid out": lay(t, ""), "by hand": {}} {
		p.Visible(0, 100, func(*page.Item) { t.Errorf("%s: something is visible", name) })
		if p.Hit(5, 5) != (page.Pos{}) || !p.All().Empty() || p.Text(p.All()) != "" || len(p.Find("x")) != 0 || p.LinkAt(5, 5) != "" || p.WordAt(page.Pos{}) != (page.Range{}) || len(p.Rects(p.All(), 0, 100)) != 0 {
			t.Errorf("%s: something is there", name)
		}
		if _, ok := p.TableAt(5, 5); ok {
			t.Errorf("%s: a table", name)
		}
	}
}

func TestAPointOnALetterHitsThePlaceBesideIt(t *testing.T) {
	p := lay(t, report)
	for i := range p.Fragments {
		f := &p.Fragments[i]
		if f.Marker || strings.TrimSpace(f.Text) == "" {
			continue
		}
		letters := len([]rune(f.Text))
		_, y := middle(f.Rect)
		if got := p.Hit(f.Rect.X+.1, y); got != (page.Pos{Fragment: i}) {
			t.Errorf("the left edge of %q hits %v", f.Text, got)
		}
		if got := p.Hit(f.Rect.Right()-.1, y); got != (page.Pos{Fragment: i, Letter: letters}) {
			t.Errorf("the right edge of %q hits %v", f.Text, got)
		}
		// What is selected up to a point ends at that point.
		for x := f.Rect.X; x < f.Rect.Right(); x += 3 {
			at := p.Hit(x, y)
			if at.Fragment != i || at.Letter == 0 {
				continue
			}
			r := p.Rects(page.Range{From: page.Pos{Fragment: i}, To: at}, 0, p.H)
			if len(r) != 1 || p.Hit(r[0].Right(), y) != at {
				t.Errorf("in %q at %v: place %v, but the selection ends at %v", f.Text, x, at, r)
			}
		}
	}
}

func TestAPointBesideALineHitsThatLine(t *testing.T) {
	p := lay(t, "<p>first line</p><p>second</p>")
	second := fragment(t, p, "second")
	_, y := middle(second.Rect)
	if got := p.Hit(590, y); p.Fragments[got.Fragment].Text != "second" || got.Letter != 6 {
		t.Errorf("right of the line: %v", got)
	}
	if got := p.Hit(0, y); p.Fragments[got.Fragment].Text != "second" || got.Letter != 0 {
		t.Errorf("left of the line: %v", got)
	}
	if got := p.Hit(300, 1e6); p.Fragments[got.Fragment].Text != "second" {
		t.Errorf("below the page: %v", got)
	}
	if got := p.Hit(0, -1e6); got != (page.Pos{}) {
		t.Errorf("above the page: %v", got)
	}
}

func TestARangeIsFromTheEarlierToTheLaterPlace(t *testing.T) {
	a, b := page.Pos{Fragment: 1, Letter: 5}, page.Pos{Fragment: 2, Letter: 1}
	if page.Between(a, b) != page.Between(b, a) || page.Between(b, a) != (page.Range{From: a, To: b}) {
		t.Error("the order of the places counts")
	}
	if !page.Between(a, a).Empty() || page.Between(a, b).Empty() {
		t.Error("empty is what has no room between its places")
	}
	if !a.Before(page.Pos{Fragment: 1, Letter: 6}) || a.Before(a) || b.Before(a) {
		t.Error("places are not in reading order")
	}
}

func TestTextHasTabsBetweenCellsAndLinesBetweenRows(t *testing.T) {
	p := lay(t, report)
	got := strings.Split(p.Text(p.All()), "\n")
	for _, want := range []string{"Backup of Köln: see the log.", "Name\tStatus\tSize", "srv-01\tSuccess\t5 GB", "Total\t5 GB", "end of report"} {
		if !slices.Contains(got, want) {
			t.Errorf("no line %q in %q", want, got)
		}
	}
	if len(got) != 8 {
		t.Errorf("%d lines: %q", len(got), got)
	}
}

func TestTextIsThatBetweenTheTwoPlaces(t *testing.T) {
	p := lay(t, "<p>Größe a&nbsp;b <b>bold</b>type</p><p>next")
	whole := p.Text(p.All())
	if want := "Größe a b boldtype\nnext"; whole != want {
		t.Fatalf("all is %q, want %q", whole, want)
	}
	r := p.Find("öße a")
	if len(r) != 1 || p.Text(r[0]) != "öße a" {
		t.Errorf("%q", found(p, r))
	}
	if got := p.Text(page.Range{From: p.All().To, To: p.All().To}); got != "" {
		t.Errorf("nothing is %q", got)
	}
	head, tail := page.Range{To: r[0].To}, page.Range{From: r[0].To, To: p.All().To}
	if got := p.Text(head) + p.Text(tail); got != whole {
		t.Errorf("both parts are %q", got)
	}
}

func TestLinesThatWrapAreOneLineOfText(t *testing.T) {
	words := strings.TrimSpace(strings.Repeat("word ", 100))
	p := lay(t, "<p>"+words+"</p>")
	if p.H < 40 {
		t.Fatal("nothing wraps")
	}
	if got := p.Text(p.All()); got != words {
		t.Errorf("got %q", got)
	}
}

func TestTheSelectionCoversEveryLineOnce(t *testing.T) {
	p := lay(t, "<p>"+strings.Repeat("word ", 100)+"</p>")
	rects := p.Rects(p.All(), 0, p.H)
	lines := map[float64]bool{}
	for _, f := range p.Fragments {
		lines[f.Rect.Y] = true
	}
	if len(rects) != len(lines) {
		t.Errorf("%d pieces for %d lines", len(rects), len(lines))
	}
	for _, r := range rects {
		if !lines[r.Y] {
			t.Errorf("a piece or a line twice at %v", r)
		}
		delete(lines, r.Y)
	}
	if some := p.Rects(p.All(), 40, 60); len(some) == 0 || len(some) >= len(rects) {
		t.Errorf("%d of %d pieces from 40 to 60", len(some), len(rects))
	}
	if none := p.Rects(p.All(), p.H+100, p.H+200); len(none) != 0 {
		t.Errorf("%d pieces below the page", len(none))
	}
}

func TestAWordIsWhatNoSpaceDivides(t *testing.T) {
	p := lay(t, "<p>one tw<b>o</b>-three <i>four</i></p><table><td>cell<td>next</table>")
	for at, want := range map[string]string{"one": "one", "o": "two-three", "four": "four", "cell": "cell", "next": "next"} {
		i := slices.IndexFunc(p.Fragments, func(f page.Fragment) bool { return f.Text == at })
		if i < 0 {
			t.Fatalf("no fragment %q", at)
		}
		if got := p.Text(p.WordAt(page.Pos{Fragment: i, Letter: 1})); got != want {
			t.Errorf("at %q: %q, want %q", at, got, want)
		}
	}
	if got := p.WordAt(page.Pos{Fragment: 999}); got != (page.Range{}) {
		t.Errorf("behind the page: %v", got)
	}
}

func TestFindGoesOverFragmentsCellsCaseAndWhiteSpace(t *testing.T) {
	p := lay(t, "<p>The BACKUP  of\n<b>srv</b>-01 and K&Ouml;LN a&nbsp;b failed, failed, faile<i>d</i></p><table><td>Name<td>Status<tr><td>x<td>y</table>")
	for in, want := range map[string][]string{
		"backup": {"BACKUP"}, "Backup of": {"BACKUP of"}, " backup   OF ": {"BACKUP of"}, "srv-01": {"srv-01"}, "of srv": {"of srv"}, "köln": {"KÖLN"},
		"a b": {"a b"}, "a\u00a0b": {"a b"}, "failed": {"failed", "failed", "failed"}, "name status": {"Name\tStatus"}, "status x": {"Status\nx"}, "d name": {"d\nName"},
		"nothing": {}, "": {}, "  ": {}, "backupof": {}, "y z": {},
	} {
		if got := found(p, p.Find(in)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

func TestFindCountsPlacesThatOverlapOnce(t *testing.T) {
	if got := len(lay(t, "<p>aaaaa").Find("aa")); got != 2 {
		t.Errorf("%d places", got)
	}
}

func TestASearchFindsABoundedNumber(t *testing.T) {
	if got := len(lay(t, "<p>"+strings.Repeat("a a a a a ", 600)).Find("a")); got != page.MostHits {
		t.Errorf("%d places", got)
	}
}

func TestFoldingMakesWordsComparable(t *testing.T) {
	for _, c := range [][2]string{{" A  b\n\tC ", "a b c"}, {"KÖLN", "köln"}, {"", ""}, {"a\u00a0b", "a b"}} {
		if got := page.Fold(c[0]); got != c[1] {
			t.Errorf("%q: %q", c[0], got)
		}
	}
}

func TestFindInKeepsToTheRowThatIsNamed(t *testing.T) {
	const table = `<p>srv-02 failed before</p><p>also failed</p>
		<table><tr><td><table><tr><th>Name<th>Status<tr><td>srv-01<td>failed<tr><td><b>SRV</b>-02<td><table><td>failed</table><tr><td>srv-03<td>failed</table></table>`
	cases := []struct {
		words, row string
		lines      []int // of the places found, among all places of the words
	}{
		{"failed", "", []int{0, 1, 2, 3, 4}}, {"failed", "srv-01", []int{2}}, {"failed", "srv-02", []int{0, 3}}, {"failed", " Srv-03 ", []int{4}},
		{"failed", "also", []int{1}}, {"failed", "nobody", []int{0, 1, 2, 3, 4}}, {"nothing", "srv-01", nil},
	}
	p := lay(t, table)
	all := p.Find("failed")
	if len(all) != 5 {
		t.Fatalf("%d places", len(all))
	}
	for _, c := range cases {
		var want []page.Range
		for _, i := range c.lines {
			want = append(want, all[i])
		}
		if got := p.FindIn(c.words, c.row); !slices.Equal(got, want) {
			t.Errorf("%q in %q: %v, want %v", c.words, c.row, got, want)
		}
	}
}

func TestTheTableAtAPointIsTheInnermostWithRowsAndColumns(t *testing.T) {
	p := lay(t, `<table><tr><td>frame<table id=inner><tr><td>a<td>b<tr><td>c<td>d<table><td>deep</table></table></table><p>outside`)
	x, y := middle(fragment(t, p, "a").Rect)
	inner, ok := p.TableAt(x, y)
	if !ok || p.Tables[inner].Rows != 2 || p.Tables[inner].Columns != 2 {
		t.Fatalf("table %d, %t", inner, ok)
	}
	x, y = middle(fragment(t, p, "deep").Rect)
	if got, ok := p.TableAt(x, y); !ok || got != inner {
		t.Errorf("a table of one cell in it: %d, %t", got, ok)
	}
	for _, word := range []string{"frame", "outside"} {
		x, y = middle(fragment(t, p, word).Rect)
		if got, ok := p.TableAt(x, y); ok {
			t.Errorf("at %q table %d", word, got)
		}
	}
}

func TestRowsLeaveColumnsThatACellSpansEmpty(t *testing.T) {
	p := lay(t, `<table><tr><th>Name<th>Status<th>Size<tr><td rowspan=2>srv-01<td colspan=2>not  <b>run</b><br>yet<tr><td>Success<td><table><td>5<td>GB</table><tr><td>srv-02</table>`)
	x, y := middle(fragment(t, p, "Name").Rect)
	table, ok := p.TableAt(x, y)
	if !ok {
		t.Fatal("no table")
	}
	want := [][]string{{"Name", "Status", "Size"}, {"srv-01", "not run yet", ""}, {"", "Success", "5 GB"}, {"srv-02", "", ""}}
	if got := p.Rows(table); fmt.Sprintf("%q", got) != fmt.Sprintf("%q", want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestALinkIsWhereItsTextOrPictureIs(t *testing.T) {
	p := lay(t, `<p>see <a href="http://example.com/log">the <b>log</b></a> here</p><p><a href="http://example.com/picture"><img src="cid:x"></a></p>`)
	for word, want := range map[string]string{"log": "http://example.com/log", "the": "http://example.com/log", "see": "", "here": ""} {
		x, y := middle(fragment(t, p, word).Rect)
		if got := p.LinkAt(x, y); got != want {
			t.Errorf("at %q: %q", word, got)
		}
	}
	i := slices.IndexFunc(p.Items, func(it page.Item) bool { return it.Kind == page.Picture })
	if i < 0 {
		t.Fatal("no picture")
	}
	x, y := middle(p.Items[i].Rect)
	if got := p.LinkAt(x, y); got != "http://example.com/picture" {
		t.Errorf("at the picture: %q", got)
	}
	for _, at := range [][2]float64{{590, 5}, {-5, -5}, {5, 1e6}} {
		if got := p.LinkAt(at[0], at[1]); got != "" {
			t.Errorf("at %v: %q", at, got)
		}
	}
}

func TestACellSaysOfItselfWhatItsTitleSays(t *testing.T) {
	p := lay(t, `<table><tr><td title=" Sat 21 Nov:
		Failed ">21</td><td>22</td><td title="outer">x<table><tr><td title="inner">23</td></tr></table></td><td title="`+strings.Repeat("é", 1000)+`">24</td></tr></table>`)
	for word, want := range map[string]string{"21": "Sat 21 Nov: Failed", "22": "", "x": "outer", "23": "inner"} {
		x, y := middle(fragment(t, p, word).Rect)
		if got := p.TitleAt(x, y); got != want {
			t.Errorf("at %q: %q", word, got)
		}
	}
	x, y := middle(fragment(t, p, "24").Rect)
	if got := p.TitleAt(x, y); len(got) > 600 || !utf8.ValidString(got) || !strings.HasSuffix(got, "é…") {
		t.Errorf("a long title has %d bytes: …%q", len(got), got[max(0, len(got)-8):])
	}
}

func TestFragmentsKnowTheirCell(t *testing.T) {
	p := lay(t, report)
	if c := fragment(t, p, "Backup").Cell; c != -1 {
		t.Errorf("outside the table: cell %d", c)
	}
	c := p.Cells[fragment(t, p, "Failed").Cell]
	if c.Row != 2 || c.Column != 1 || c.Columns != 1 {
		t.Errorf("the cell of Failed is %+v", c)
	}
	if c := p.Cells[fragment(t, p, "Total").Cell]; c.Columns != 2 {
		t.Errorf("the cell of Total is %+v", c)
	}
}

func TestAPageIsAsLargeAsItsContent(t *testing.T) {
	p := lay(t, "<div style='width:900px'>x</div>"+strings.Repeat("<p>y", 50))
	w, h := p.Size()
	if w != p.W || h != p.H || w < 600 || h < 50*16 {
		t.Errorf("%v by %v", w, h)
	}
	if got := p.Background(); got != (color.NRGBA{255, 255, 255, 255}) {
		t.Errorf("paper %v", got)
	}
	if got := lay(t, "<body bgcolor=red>x").Background(); got != (color.NRGBA{255, 0, 0, 255}) {
		t.Errorf("red paper is %v", got)
	}
}

func TestRectanglesIntersectWhereBothAre(t *testing.T) {
	a := page.Rect{X: 0, Y: 0, W: 10, H: 10}
	if got, ok := a.Intersect(page.Rect{X: 5, Y: 6, W: 10, H: 10}); !ok || got != (page.Rect{X: 5, Y: 6, W: 5, H: 4}) {
		t.Errorf("%v %t", got, ok)
	}
	if _, ok := a.Intersect(page.Rect{X: 10, Y: 0, W: 5, H: 5}); ok {
		t.Error("edges alone intersect")
	}
	if !a.Has(0, 10) || a.Has(11, 5) || a.Has(5, -1) {
		t.Error("a rectangle does not have its own points")
	}
	if !(&page.Image{}).Missing() || (&page.Image{W: 5, H: 5}).Missing() {
		t.Error("a picture without size is not missing")
	}
}

func TestTheContextOfARangeIsItsCellWithTheRowElseItsLine(t *testing.T) {
	p := lay(t, "<p>Beginn: 27.11.2026 <b>03:30</b></p><table><tr><td><table border=1><tr><th>Name<th>State</tr>"+
		"<tr><td>srv 01<td>left over</tr></table></td></tr></table>")
	for _, x := range []struct {
		words string
		want  page.Context
	}{
		{"27.11.2026 03:30", page.Context{Text: "Beginn: 27.11.2026 03:30", From: 8, To: 24}},
		{"over", page.Context{Text: "left over", From: 5, To: 9, Row: []string{"srv 01", "left over"}, Column: 1}},
		{"01 left", page.Context{Text: "srv 01", From: 4, To: 6, Row: []string{"srv 01", "left over"}}},
		{"State", page.Context{Text: "State", From: 0, To: 5, Row: []string{"Name", "State"}, Column: 1}},
	} {
		hits := p.Find(x.words)
		if len(hits) == 0 {
			t.Fatalf("no %q", x.words)
		}
		got := p.Context(hits[0])
		if fmt.Sprint(got) != fmt.Sprint(x.want) {
			t.Errorf("%q: %+v, want %+v", x.words, got, x.want)
		}
	}
	if got := (&page.Page{}).Context(page.Range{}); got.Text != "" {
		t.Errorf("of nothing: %+v", got)
	}
}

func TestStepsGoFromWordToWordAndBack(t *testing.T) {
	p := lay(t, "<p>one two</p><table><td>cell<td>next one</table>")
	at := page.Pos{}
	var words []string
	for range 10 {
		end := p.Step(at, false)
		if end == at {
			break
		}
		words = append(words, p.Text(page.Range{From: p.Step(end, true), To: end}))
		at = end
	}
	if got := strings.Join(words, "|"); got != "one|two|cell|next|one" {
		t.Errorf("forward: %s", got)
	}
	for range 5 {
		at = p.Step(at, true)
	}
	if at != (page.Pos{}) || p.Step(at, true) != at {
		t.Errorf("back: %v", at)
	}
}
