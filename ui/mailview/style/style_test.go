package style_test

import (
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/style"
)

const strict = "<!DOCTYPE html>"

var (
	black  = color.NRGBA{A: 255}
	red    = color.NRGBA{255, 0, 0, 255}
	green  = color.NRGBA{0, 128, 0, 255}
	blue   = color.NRGBA{0, 0, 255, 255}
	yellow = color.NRGBA{255, 255, 0, 255}
	grey   = color.NRGBA{128, 128, 128, 255}
	none   = color.NRGBA{}
)

// computed returns the styles of a page by element; those of elements are computed from
// the root on, as layout does.
func computed(t testing.TB, src string) (map[*dom.Node]*style.Style, *dom.Document, []limit.Cut) {
	t.Helper()
	cuts := &limit.Cuts{}
	doc, err := dom.Parse([]byte(src), limit.Default(), cuts)
	if err != nil {
		t.Fatal(err)
	}
	c := style.New(doc, css.Parse(doc.Sheets, 900, limit.Default(), cuts), limit.Default(), cuts)
	all := map[*dom.Node]*style.Style{}
	var walk func(n *dom.Node, p *style.Style)
	walk = func(n *dom.Node, p *style.Style) {
		s := c.Compute(n, p)
		all[n] = s
		for _, k := range n.Children {
			if k.Tag != "" {
				walk(k, s)
			}
		}
	}
	root := style.Root()
	walk(doc.HTML, &root)
	return all, doc, cuts.List()
}

// of returns the style of the element with id x.
func of(t testing.TB, src string) *style.Style {
	t.Helper()
	return byID(t, src, "x")["x"]
}

func byID(t testing.TB, src string, ids ...string) map[string]*style.Style {
	t.Helper()
	all, _, _ := computed(t, src)
	found := map[string]*style.Style{}
	for n, s := range all {
		if slices.Contains(ids, n.ID) {
			found[n.ID] = s
		}
	}
	if len(found) != len(ids) {
		t.Fatalf("%d of the elements %q in %q", len(found), ids, src)
	}
	return found
}

func px(v float64) css.Length      { return css.Pixels(v) }
func percent(v float64) css.Length { return css.Length{Value: v, Unit: css.Percent} }

func TestTheCascadeGoesFromDefaultToImportant(t *testing.T) {
	cases := []struct {
		name, src string
		want      color.NRGBA
	}{
		{"default", "<mark id=x>", yellow},
		{"attribute over default", "<table><td id=x bgcolor=red>", red},
		{"rule over attribute", "<style>td{background:blue}</style><table><td id=x bgcolor=red>", blue},
		{"a weak rule over attribute", "<style>*{background:blue}</style><table><td id=x bgcolor=red>", blue},
		{"class over tag", "<style>.a{background:blue}p{background:red}</style><p id=x class=a>", blue},
		{"style attribute over rule", "<style>#x{background:blue}</style><p id=x style='background:red'>", red},
		{"important rule over style attribute", "<style>p{background:blue!important}</style><p id=x style='background:red'>", blue},
		{"important style attribute over important rule", "<style>#x{background:blue!important}</style><p id=x style='background:red!important'>", red},
		{"the more specific of two important rules", "<style>#x{background:blue!important}p{background:red!important}</style><p id=x>", blue},
		{"the last of one attribute", "<p id=x style='background:red;background:blue'>", blue},
		{"important before others in one attribute", "<p id=x style='background:red!important;background:blue'>", red},
		{"what cannot be read changes nothing", "<p id=x style='background:red;background:bleu'>", red},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := of(t, c.src).Background; got != c.want {
				t.Errorf("background %v, want %v", got, c.want)
			}
		})
	}
}

func TestWhatTextLooksLikeIsInherited(t *testing.T) {
	s := of(t, strict+`<div style="color:red;font:italic bold 20px/1.5 Courier;text-align:right;white-space:nowrap;text-transform:uppercase;
		letter-spacing:2px;visibility:hidden;list-style:square inside;text-indent:5px;word-break:break-all;overflow-wrap:anywhere;direction:rtl;border-collapse:collapse;border-spacing:3px 4px;caption-side:bottom">
		<p><span id=x>`)
	if s.Colour != red || s.Size != 20 || !s.Bold() || !s.Italic || !s.Mono || s.LineHeight != (style.LineHeight{Kind: style.Factor, Value: 1.5}) {
		t.Errorf("font: %+v %v %v", s.Font, s.Colour, s.LineHeight)
	}
	if s.TextAlign != style.AlignRight || s.Space != style.NoWrap || s.Transform != style.Upper || s.LetterSpacing != 2 || !s.Invisible {
		t.Errorf("text: %+v", s)
	}
	if s.Bullet != style.Square || !s.MarkerInside || s.Indent != px(5) || !s.BreakAll || !s.BreakWord || !s.RightToLeft {
		t.Errorf("paragraph: %+v", s)
	}
	if !s.Collapse || s.SpacingH != 3 || s.SpacingV != 4 || !s.CaptionBelow {
		t.Errorf("table: %+v", s)
	}
}

func TestWhatABoxLooksLikeIsNotInherited(t *testing.T) {
	s := of(t, `<div style="background:red;border:1px solid;padding:5px;margin:5px;width:50px;height:5px;min-width:1px;max-width:9px;float:left;clear:both;
		overflow:hidden;display:table;vertical-align:top;border-radius:3px;box-sizing:border-box;gap:5px"><span id=x>`)
	want := style.Style{}
	if s.Background != none || s.Decorated() || s.Padding != want.Padding || s.Width != want.Width || s.Height != want.Height || s.MinWidth != want.MinWidth || s.MaxWidth != want.MaxWidth {
		t.Errorf("box: %+v", s)
	}
	if s.Margin != [4]css.Length{px(0), px(0), px(0), px(0)} || s.Float != 0 || s.Clear != 0 || s.Clips || s.Display != style.Inline || s.VAlign != style.Baseline || s.Radius != 0 || s.BorderBox || s.Gap != 0 {
		t.Errorf("box: %+v", s)
	}
}

func TestInheritTakesWhatTheParentHas(t *testing.T) {
	s := of(t, "<div style='background:red;color:blue;font-weight:bold'><h1 id=x style='background:inherit;color:inherit;font-size:inherit'>")
	if s.Background != red || s.Colour != blue || s.Size != 16 {
		t.Errorf("background %v, colour %v, size %v", s.Background, s.Colour, s.Size)
	}
	if got := of(t, "<div style='color:blue'><a id=x href=y style='color:inherit'>").Colour; got != blue {
		t.Errorf("colour of the link is %v", got)
	}
}

func TestTablesInQuirksModeForgetTheFontAroundThem(t *testing.T) {
	const src = `<body text=green><div style="font-size:30px;font-weight:bold;font-style:italic;text-align:right;white-space:nowrap;line-height:50px;color:red;font-family:courier"><table><td id=x>`
	quirks, standards := of(t, src), of(t, strict+src)
	if quirks.Size != 16 || quirks.Bold() || quirks.Italic || quirks.TextAlign != style.Start || quirks.Space != style.Normal || quirks.LineHeight.Kind != style.OfFont {
		t.Errorf("in quirks mode: %+v", quirks)
	}
	if quirks.Colour != green {
		t.Errorf("in quirks mode the colour is %v, want that of the body", quirks.Colour)
	}
	if !quirks.Mono {
		t.Error("in quirks mode the family is inherited")
	}
	if standards.Size != 30 || !standards.Bold() || !standards.Italic || standards.TextAlign != style.AlignRight || standards.Space != style.NoWrap || standards.Colour != red {
		t.Errorf("in standards mode: %+v", standards)
	}
}

func TestMonospaceTextIsSmaller(t *testing.T) {
	cases := []struct {
		name, src string
		quirks    float64
		standards float64
	}{
		{"pre", "<pre id=x>", 13, 13},
		{"code in text of 20px", "<div style='font-size:20px'><code id=x>", 20, 20},
		{"code in text of 150%", "<div style='font-size:150%'><code id=x>", 19.5, 19.5},
		{"the family monospace", "<p id=x style='font-family:monospace'>", 13, 13},
		{"monospace named twice", "<p id=x style='font-family:monospace,monospace'>", 16, 16},
		{"Courier New with a fallback", "<p id=x style=\"font-family:'Courier New',monospace\">", 16, 16},
		{"Arial inside code", "<code><span id=x style='font-family:Arial'>", 16, 16},
		{"code inside code", "<code><code id=x>", 13, 13},
		{"code inside Arial inside code", "<code><span style='font-family:Arial'><code id=x>", 13, 13},
		{"an absolute size stays", "<pre id=x style='font-size:12px'>", 12, 12},
		{"medium", "<pre id=x style='font-size:medium'>", 13, 13},
		{"small", "<pre id=x style='font-size:small'>", 10, 12},
		{"large", "<pre id=x style='font-size:large'>", 16, 16},
		{"x-small", "<pre id=x style='font-size:x-small'>", 9, 10},
		{"em of the parent", "<div style='font-size:2em'><pre id=x>", 26, 26},
		{"em inside code", "<code><span id=x style='font-size:2em'>", 26, 26},
		{"inherited size of an absolute one", "<div style='font-size:12px'><pre><b id=x>", 12, 12},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := of(t, c.src).Size; math.Abs(got-c.quirks) > .01 {
				t.Errorf("in quirks mode %v, want %v", got, c.quirks)
			}
			if got := of(t, strict+c.src).Size; math.Abs(got-c.standards) > .01 {
				t.Errorf("in standards mode %v, want %v", got, c.standards)
			}
		})
	}
}

func TestFontSizesAreReadInEveryWay(t *testing.T) {
	for in, want := range map[string]float64{
		"xx-small": 9, "x-small": 10, "small": 13, "medium": 16, "large": 18, "x-large": 24, "xx-large": 32, "xxx-large": 48, "LARGE": 18,
		"12pt": 16, "10px": 10, "50%": 20, "2em": 80, "1rem": 16, "smaller": 40 / 1.2, "larger": 48, "0": 0, "5000px": 200, "inherit": 40,
		"-5px": 40, "huge": 40, "auto": 40, "12": 40,
	} {
		if got := of(t, strict+"<div style='font-size:40px'><p id=x style='font-size:"+in+"'>").Size; math.Abs(got-want) > .01 {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
	if got := of(t, "<p id=x style='font-size:12'>").Size; got != 12 {
		t.Errorf("a bare number in quirks mode: %v", got)
	}
}

func TestTheSizeOfFontElements(t *testing.T) {
	for in, want := range map[string]float64{
		"1": 10, "2": 13, "3": 16, "4": 18, "5": 24, "6": 32, "7": 48, "9": 48, "0": 10, "+1": 18, "-1": 13, "-9": 10, "+9": 48, "": 30, "2pt": 13,
	} {
		if got := of(t, "<div style='font-size:30px'><font id=x size='"+in+"'>").Size; got != want {
			t.Errorf("size=%q: %v, want %v", in, got, want)
		}
	}
	s := of(t, "<font id=x color=chucknorris face=\"'Courier New', Arial\">")
	if s.Colour != (color.NRGBA{0xc0, 0, 0, 255}) || !s.Mono {
		t.Errorf("colour %v, monospaced %t", s.Colour, s.Mono)
	}
}

func TestTheFirstFamilyDecides(t *testing.T) {
	for in, mono := range map[string]bool{
		"Arial": false, "Courier": true, "'Courier New', serif": true, "Tahoma, monospace": false, "CONSOLAS": true, "ui-monospace": true, "Menlo": true, "Times": false,
	} {
		if got := of(t, `<p id=x style="font-family:`+in+`">`).Mono; got != mono {
			t.Errorf("%s: monospaced %t", in, got)
		}
	}
}

func TestWeightsAreBoldFromSixHundredOn(t *testing.T) {
	for in, want := range map[string]int{
		"bold": 700, "normal": 400, "600": 600, "500": 500, "bolder": 700, "lighter": 100, "0": 400, "2000": 400, "heavy": 400,
	} {
		if got := of(t, "<p id=x style='font-weight:"+in+"'>").Weight; got != want {
			t.Errorf("%s: %d, want %d", in, got, want)
		}
	}
	if got := of(t, "<b><b id=x style='font-weight:lighter'>").Weight; got != 400 {
		t.Errorf("lighter than bold: %d", got)
	}
	if f := (style.Font{Weight: 600}); !f.Bold() {
		t.Error("600 is not bold")
	}
	if f := (style.Font{Weight: 500}); f.Bold() {
		t.Error("500 is bold")
	}
}

func TestDefaultMarginsAreInTheElementsOwnEm(t *testing.T) {
	cases := []struct {
		src          string
		size, margin float64
	}{
		{"<h1 id=x>", 32, .67 * 32}, {"<h2 id=x>", 24, .83 * 24}, {"<h3 id=x>", 1.17 * 16, 1.17 * 16}, {"<h4 id=x>", 16, 1.33 * 16},
		{"<h5 id=x>", .83 * 16, 1.67 * .83 * 16}, {"<h6 id=x>", .67 * 16, 2.33 * .67 * 16}, {"<p id=x>", 16, 16}, {"<hr id=x>", 16, 8},
		{"<h1 id=x style='font-size:20px'>", 20, .67 * 20}, {"<p id=x style='font-size:10px'>", 10, 10}, {"<pre id=x>", 13, 13},
		{"<div style='font-size:20px'><h2 id=x>", 30, .83 * 30}, {"<ul id=x>", 16, 16}, {"<blockquote id=x>", 16, 16},
	}
	for _, c := range cases {
		t.Run(c.src, func(t *testing.T) {
			s := of(t, c.src)
			if math.Abs(s.Size-c.size) > .01 || math.Abs(s.Margin[style.Top].Value-c.margin) > .01 || math.Abs(s.Margin[style.Bottom].Value-c.margin) > .01 {
				t.Errorf("size %v, margins %v; want %v and %v", s.Size, s.Margin, c.size, c.margin)
			}
			if !s.DefaultTop || !s.DefaultBottom {
				t.Error("the margins are not known as defaults")
			}
		})
	}
}

func TestAMarginThatIsGivenIsNoDefault(t *testing.T) {
	for in, want := range map[string][2]bool{
		"margin:5px": {false, false}, "margin-top:5px": {false, true}, "margin-bottom:0": {true, false}, "margin-left:3px": {true, true}, "margin:x": {true, true},
	} {
		s := of(t, "<p id=x style='"+in+"'>")
		if s.DefaultTop != want[0] || s.DefaultBottom != want[1] {
			t.Errorf("%s: default above %t, below %t", in, s.DefaultTop, s.DefaultBottom)
		}
	}
}

func TestTheDisplayOfElements(t *testing.T) {
	for src, want := range map[string]style.Display{
		"<div id=x>": style.Block, "<span id=x>": style.Inline, "<unknown id=x>": style.Inline, "<li id=x>": style.ListItem, "<center id=x>": style.Block,
		"<table id=x>": style.Table, "<table><tr id=x>": style.Row, "<table><td id=x>": style.Cell, "<table><thead id=x>": style.HeaderGroup,
		"<table><tbody id=x>": style.RowGroup, "<table><tfoot id=x>": style.FooterGroup, "<table><caption id=x>": style.Caption, "<table><col id=x>": style.Column,
		"<img id=x>": style.InlineBlock, "<input id=x>": style.InlineBlock, "<p id=x hidden>": style.None, "<p id=x style='display:none'>": style.None,
		"<p id=x style='display:flex'>": style.Flex, "<span id=x style='display:grid'>": style.Block, "<span id=x style='float:left'>": style.Block,
		"<span id=x style='display:inline-table;float:right'>": style.Table, "<div id=x style='display:inline-block'>": style.InlineBlock,
		"<div id=x style='display:table-cell'>": style.Cell, "<div id=x style='display:strange'>": style.Block, "<div id=x style='DISPLAY:NONE'>": style.None,
	} {
		if got := of(t, src).Display; got != want {
			t.Errorf("%s: %d, want %d", src, got, want)
		}
	}
}

func TestTextElementsLookAsInBrowsers(t *testing.T) {
	cases := []struct {
		src string
		see func(s *style.Style) bool
	}{
		{"<b id=x>", func(s *style.Style) bool { return s.Bold() }},
		{"<strong id=x>", func(s *style.Style) bool { return s.Bold() }},
		{"<table><th id=x>", func(s *style.Style) bool {
			return s.Bold() && s.TextAlign == style.AlignCenter && s.VAlign == style.VMiddle
		}},
		{"<i id=x>", func(s *style.Style) bool { return s.Italic }},
		{"<em id=x>", func(s *style.Style) bool { return s.Italic }},
		{"<u id=x>", func(s *style.Style) bool { return s.Decoration == style.Underline }},
		{"<s id=x>", func(s *style.Style) bool { return s.Decoration == style.LineThrough }},
		{"<u><s id=x>", func(s *style.Style) bool { return s.Decoration == style.Underline|style.LineThrough }},
		{"<u><b id=x style='text-decoration:none'>", func(s *style.Style) bool { return s.Decoration == style.Underline }},
		{"<u id=x style='text-decoration:none'>", func(s *style.Style) bool { return s.Decoration == 0 }},
		{"<u><span id=x style='display:inline-block'>", func(s *style.Style) bool { return s.Decoration == 0 }},
		{"<sub id=x>", func(s *style.Style) bool { return s.VAlign == style.Sub && s.Size < 14 }},
		{"<sup id=x>", func(s *style.Style) bool { return s.VAlign == style.Super && s.Size < 14 }},
		{"<small id=x>", func(s *style.Style) bool { return math.Abs(s.Size-16/1.2) < .01 }},
		{"<big id=x>", func(s *style.Style) bool { return math.Abs(s.Size-19.2) < .01 }},
		{"<nobr id=x>", func(s *style.Style) bool { return s.Space == style.NoWrap }},
		{"<pre id=x>", func(s *style.Style) bool { return s.Space == style.Pre && s.Mono }},
		{"<center><p id=x>", func(s *style.Style) bool { return s.TextAlign == style.BlocksCenter }},
		{"<ol id=x>", func(s *style.Style) bool { return s.Bullet == style.Decimal && s.Padding[style.Left] == px(40) }},
		{"<ul id=x>", func(s *style.Style) bool { return s.Bullet == style.Disc && s.Padding[style.Left] == px(40) }},
		{"<ul><li><ul id=x>", func(s *style.Style) bool { return s.Bullet == style.Circle && s.Margin[style.Top] == px(0) }},
		{"<ul><ul><ul id=x>", func(s *style.Style) bool { return s.Bullet == style.Square }},
		{"<ol type=i><li id=x>", func(s *style.Style) bool { return s.Bullet == style.LowerRoman }},
		{"<ol><li id=x type=A>", func(s *style.Style) bool { return s.Bullet == style.UpperAlpha }},
		{"<body id=x>", func(s *style.Style) bool { return s.Margin == [4]css.Length{px(8), px(8), px(8), px(8)} }},
		{"<dd id=x>", func(s *style.Style) bool { return s.Margin[style.Left] == px(40) }},
		{"<p id=x dir=rtl>", func(s *style.Style) bool { return s.RightToLeft }},
	}
	for _, c := range cases {
		t.Run(c.src, func(t *testing.T) {
			if s := of(t, c.src); !c.see(s) {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestLinksAreKnownByTheirTarget(t *testing.T) {
	found := byID(t, "<body link=green><a id=a href='http://example.com/'><b id=b>x</b></a><a id=n name=y>z</a>", "a", "b", "n")
	if s := found["a"]; s.Link != "http://example.com/" || s.Colour != green || s.Decoration != style.Underline {
		t.Errorf("link %q, colour %v, lines %b", s.Link, s.Colour, s.Decoration)
	}
	if s := found["b"]; s.Link != "http://example.com/" || s.Colour != green {
		t.Errorf("in the link: %q %v", s.Link, s.Colour)
	}
	if s := found["n"]; s.Link != "" || s.Colour != black || s.Decoration != 0 {
		t.Errorf("an anchor: %q %v", s.Link, s.Colour)
	}
	if got := of(t, "<a id=x href=y>").Colour; got != (color.NRGBA{0, 0, 238, 255}) {
		t.Errorf("colour of links is %v", got)
	}
}

func TestPaddingAndBorderOfATableReachItsCells(t *testing.T) {
	found := byID(t, `<table id=t border=3 cellpadding=7 cellspacing=5 bordercolor=red width=50% bgcolor=blue><td id=a><td id=b style="padding:1px;border:none">
		<table><td id=inner></table></table>`, "t", "a", "b", "inner")
	seven, one := [4]css.Length{px(7), px(7), px(7), px(7)}, [4]css.Length{px(1), px(1), px(1), px(1)}
	if a := found["a"]; a.Padding != seven || a.Border[0] != (style.Edge{Wide: 1, Line: style.Solid, Colour: red, Own: true}) || a.SpacingH != 5 || a.SpacingV != 5 || a.Background != none {
		t.Errorf("cell: padding %v, border %v, spacing %v, background %v", a.Padding, a.Border, a.SpacingH, a.Background)
	}
	if b := found["b"]; b.Padding != one || b.Border[0].Width() != 0 {
		t.Errorf("a cell of its own: %v %v", b.Padding, b.Border)
	}
	if s := found["t"]; s.Border[0] != (style.Edge{Wide: 3, Line: style.Solid, Colour: red, Own: true}) || s.Width != percent(50) || s.Background != blue {
		t.Errorf("table: %v %v %v", s.Border, s.Width, s.Background)
	}
	if s := found["inner"]; s.Padding != one || s.Border[0].Width() != 0 || s.SpacingH != 2 {
		t.Errorf("a cell of the inner table: padding %v, border %v, spacing %v", s.Padding, s.Border, s.SpacingH)
	}
}

func TestABorderAttributeWithoutBordercolorIsRaised(t *testing.T) {
	found := byID(t, "<table id=t border><td id=c>", "t", "c")
	if e := found["t"].Border[0]; e != (style.Edge{Wide: 1, Line: style.Outset, Colour: grey, Own: true}) {
		t.Errorf("table: %v", e)
	}
	if e := found["c"].Border[0]; e != (style.Edge{Wide: 1, Line: style.Inset, Colour: grey, Own: true}) {
		t.Errorf("cell: %v", e)
	}
	for _, in := range []string{"0", "-1"} {
		found := byID(t, "<table id=t border="+in+"><td id=c>", "t", "c")
		if found["t"].Decorated() || found["c"].Decorated() {
			t.Errorf("border=%s is drawn", in)
		}
	}
}

func TestAlignAttributes(t *testing.T) {
	cases := []struct {
		src string
		see func(s *style.Style) bool
	}{
		{"<p id=x align=center>", func(s *style.Style) bool { return s.TextAlign == style.BlocksCenter }},
		{"<div id=x align=RIGHT>", func(s *style.Style) bool { return s.TextAlign == style.BlocksRight }},
		{"<div id=x align=left>", func(s *style.Style) bool { return s.TextAlign == style.BlocksLeft }},
		{"<div id=x align=middle>", func(s *style.Style) bool { return s.TextAlign == style.BlocksCenter }},
		{"<p id=x align=justify>", func(s *style.Style) bool { return s.TextAlign == style.Justify }},
		{"<p id=x align=strange>", func(s *style.Style) bool { return s.TextAlign == style.Start }},
		{"<table><td id=x align=right valign=top>", func(s *style.Style) bool { return s.TextAlign == style.BlocksRight && s.VAlign == style.VTop }},
		{"<table><tr align=center valign=bottom><td id=x>", func(s *style.Style) bool { return s.TextAlign == style.BlocksCenter && s.VAlign == style.VBottom }},
		{"<table><td id=x>", func(s *style.Style) bool { return s.VAlign == style.VMiddle }},
		{"<table id=x align=center>", func(s *style.Style) bool {
			return s.AutoMargin(style.Left) && s.AutoMargin(style.Right) && !s.AutoMargin(style.Top) && s.TextAlign == style.Start
		}},
		{"<table id=x align=left>", func(s *style.Style) bool { return s.Float == style.ToLeft }},
		{"<table id=x align=right>", func(s *style.Style) bool { return s.Float == style.ToRight }},
		{strict + "<center><table id=x>", func(s *style.Style) bool { return s.TextAlign == style.Start }},
		{"<img id=x align=right hspace=4 vspace=5>", func(s *style.Style) bool {
			return s.Float == style.ToRight && s.Margin == [4]css.Length{px(5), px(4), px(5), px(4)}
		}},
		{"<img id=x align=absmiddle border=2>", func(s *style.Style) bool {
			return s.VAlign == style.VMiddle && s.Border[0].Width() == 2 && s.Border[0].Colour == black
		}},
		{"<br id=x clear=all>", func(s *style.Style) bool { return s.Clear == style.ToLeft|style.ToRight }},
		{"<hr id=x align=left width=50% size=5 noshade>", func(s *style.Style) bool {
			return !s.AutoMargin(style.Left) && s.AutoMargin(style.Right) && s.Width == percent(50) && s.Height == px(3) && s.Border[0].Line == style.Solid
		}},
		{"<hr id=x color=red>", func(s *style.Style) bool {
			return s.Background == red && s.Border[0].Colour == red && s.Border[0].Line == style.Solid
		}},
		{"<table><td id=x nowrap width=5% height=30>", func(s *style.Style) bool {
			return s.Space == style.NoWrap && s.NoWrapAttr && s.Width == percent(5) && s.Height == px(30)
		}},
		{"<body id=x leftmargin=0 topmargin=3 marginwidth=5 text=red bgcolor=#00f>", func(s *style.Style) bool {
			return s.Margin == [4]css.Length{px(3), px(5), px(8), px(0)} && s.Colour == red && s.Background == blue
		}},
	}
	for _, c := range cases {
		t.Run(c.src, func(t *testing.T) {
			if s := of(t, c.src); !c.see(s) {
				t.Errorf("%+v", s)
			}
		})
	}
}

func TestFourSidesComeFromOneToFourValues(t *testing.T) {
	for in, want := range map[string][4]css.Length{
		"1px": {px(1), px(1), px(1), px(1)}, "1px 2px": {px(1), px(2), px(1), px(2)}, "1px 2px 3px": {px(1), px(2), px(3), px(2)},
		"1px 2px 3px 4px": {px(1), px(2), px(3), px(4)}, "0 auto": {px(0), {}, px(0), {}}, "1em 5%": {px(16), percent(5), px(16), percent(5)}, "-5px": {px(-5), px(-5), px(-5), px(-5)},
		"1px 2px 3px 4px 5px": {px(9), px(9), px(9), px(9)}, "1px x": {px(9), px(9), px(9), px(9)}, "5": {px(9), px(9), px(9), px(9)},
	} {
		if got := of(t, strict+"<p id=x style='margin:9px;margin:"+in+"'>").Margin; got != want {
			t.Errorf("margin:%s: %v, want %v", in, got, want)
		}
	}
	for in, want := range map[string][4]css.Length{
		"1px 2px 3px": {px(1), px(2), px(3), px(2)}, "-5px": {px(0), px(0), px(0), px(0)}, "1px 2%": {px(1), percent(2), px(1), percent(2)},
	} {
		if got := of(t, strict+"<p id=x style='padding:"+in+"'>").Padding; got != want {
			t.Errorf("padding:%s: %v, want %v", in, got, want)
		}
	}
	s := of(t, "<p id=x style='margin:1px;margin-left:5px;padding:2px;padding-top:1em'>")
	if s.Margin != [4]css.Length{px(1), px(1), px(1), px(5)} || s.Padding != [4]css.Length{px(16), px(2), px(2), px(2)} {
		t.Errorf("single sides: %v %v", s.Margin, s.Padding)
	}
	if got := of(t, "<p id=x style='margin:5'>").Margin[0]; got != px(5) {
		t.Errorf("a bare number in quirks mode: %v", got)
	}
}

func TestBordersComeFromTheirParts(t *testing.T) {
	solid := func(w float64, c color.NRGBA, own bool) style.Edge {
		return style.Edge{Wide: w, Line: style.Solid, Colour: c, Own: own}
	}
	cases := []struct {
		in   string
		want style.Edge // above
	}{
		{"border:1px solid red", solid(1, red, true)}, {"border:red solid 1px", solid(1, red, true)}, {"border:solid", solid(3, green, false)},
		{"border:solid thin", solid(1, green, false)}, {"border:thick solid rgb(255, 0, 0)", solid(5, red, true)}, {"border:medium solid", solid(3, green, false)},
		{"border:1px red", style.Edge{Colour: red, Own: true}}, {"border:1px solid red;border:none", style.Edge{Colour: green}},
		{"border:0 solid red", solid(0, red, true)}, {"border:.5pt solid windowtext", solid(1, black, true)}, {"border:1.9px solid", solid(1, green, false)},
		{"border-top:2px solid red", solid(2, red, true)}, {"border-bottom:2px solid red", style.Edge{Colour: green}},
		{"border-style:solid;border-width:2px;border-color:red", solid(2, red, true)}, {"border-style:solid", solid(3, green, false)},
		{"border-width:2px;border-style:solid", solid(2, green, false)}, {"border-top-style:solid;border-top-width:4px;border-top-color:red", solid(4, red, true)},
		{"border:1px solid red;border-color:blue", solid(1, blue, true)}, {"border:1px solid red;border-color:currentcolor", solid(1, green, true)},
		{"border:1px solid red;border-width:2px 5px", solid(2, red, true)}, {"border:1px dotted red", style.Edge{Wide: 1, Line: style.Dotted, Colour: red, Own: true}},
		{"border:SOLID RED 1PX", solid(1, red, true)},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			if got := of(t, "<p id=x style='color:green;"+c.in+"'>").Border[style.Top]; got != c.want {
				t.Errorf("got %+v, want %+v", got, c.want)
			}
		})
	}
	if e := (style.Edge{Wide: 5}); e.Width() != 0 {
		t.Error("an edge without a line takes room")
	}
}

func TestTheFontShorthandNeedsSizeAndFamily(t *testing.T) {
	cases := []struct {
		in         string
		size       float64
		bold, ital bool
		mono       bool
		height     style.LineHeight
	}{
		{"12px Arial", 12, false, false, false, style.LineHeight{}},
		{"bold 12px Courier", 12, true, false, true, style.LineHeight{}},
		{"italic bold 12px/1.5 'Courier New', serif", 12, true, true, true, style.LineHeight{Kind: style.Factor, Value: 1.5}},
		{"normal normal 12px/20px Arial", 12, false, false, false, style.LineHeight{Kind: style.Fixed, Value: 20}},
		{"700 2em Arial", 40, true, false, false, style.LineHeight{}},
		{"small Arial", 13, false, false, false, style.LineHeight{}},
		{"12px/150% Arial", 12, false, false, false, style.LineHeight{Kind: style.Fixed, Value: 18}},
		// Broken ones change nothing.
		{"bold", 20, true, true, false, style.LineHeight{Kind: style.Factor, Value: 2}},
		{"12px", 20, true, true, false, style.LineHeight{Kind: style.Factor, Value: 2}},
		{"Arial 12px", 20, true, true, false, style.LineHeight{Kind: style.Factor, Value: 2}},
		{"caption", 20, true, true, false, style.LineHeight{Kind: style.Factor, Value: 2}},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			s := of(t, strict+`<div style="font:italic bold 20px/2 Arial"><p id=x style="font:`+c.in+`">`)
			if s.Size != c.size || s.Bold() != c.bold || s.Italic != c.ital || s.Mono != c.mono || s.LineHeight != c.height {
				t.Errorf("%+v, line %+v", s.Font, s.LineHeight)
			}
		})
	}
}

func TestLineHeightsAreFactorsOrLengths(t *testing.T) {
	for in, want := range map[string]style.LineHeight{
		"normal": {}, "1.5": {Kind: style.Factor, Value: 1.5}, "20px": {Kind: style.Fixed, Value: 20}, "150%": {Kind: style.Fixed, Value: 15}, "2em": {Kind: style.Fixed, Value: 20},
		"0": {Kind: style.Factor}, "-1": {Kind: style.Factor, Value: 3}, "x": {Kind: style.Factor, Value: 3},
	} {
		if got := of(t, "<div style='line-height:3'><p id=x style='font-size:10px;line-height:"+in+"'>").LineHeight; got != want {
			t.Errorf("%s: %+v, want %+v", in, got, want)
		}
	}
}

func TestOfABackgroundTheColourCounts(t *testing.T) {
	for in, want := range map[string]color.NRGBA{
		"red": red, "url(x.png) red": red, "url('a b.png') no-repeat center red": red, "red url(x.png) 0 0 / cover": red, "none": none, "url(x.png)": none,
		"linear-gradient(to right, red, blue)": red, "linear-gradient(90deg,#f00 0%,blue 100%)": red, "transparent": none, "no-repeat": blue, "rgb(255, 0, 0) none": red,
	} {
		if got := of(t, strict+`<p id=x style="background:blue;background:`+in+`">`).Background; got != want {
			t.Errorf("%s: %v, want %v", in, got, want)
		}
	}
	if got := of(t, "<p id=x style='background-color:url(red)'>").Background; got != none {
		t.Errorf("background-color takes a picture: %v", got)
	}
}

func TestVerticalAlignMayBeALength(t *testing.T) {
	for in, want := range map[string]float64{"5px": 5, "-.5em": -5, "50%": 10} {
		if s := of(t, "<p style='font-size:10px;line-height:20px'><b id=x style='vertical-align:"+in+"'>"); s.VAlign != style.Raised || s.Raise != want {
			t.Errorf("%s: %d by %v", in, s.VAlign, s.Raise)
		}
	}
}

func TestOpacityMultiplies(t *testing.T) {
	if got := of(t, "<div style='opacity:.5'><p id=x style='opacity:.5'>").Opacity; got != .25 {
		t.Errorf("half of half is %v", got)
	}
	if got := of(t, "<p id=x style='opacity:7'>").Opacity; got != 1 {
		t.Errorf("more than all is %v", got)
	}
}

func TestEqualStylesAreOne(t *testing.T) {
	cell := "<td style='padding:2px 3px;font-size:12px' width=50>x"
	for _, rules := range []string{"", "<style>.nobody{color:red}</style>", "<style>tr td{color:red}</style>", "<style>td:nth-child(9){color:red}</style>"} {
		all, _, _ := computed(t, rules+"<table>"+strings.Repeat("<tr>"+strings.Repeat(cell, 5), 20)+"</table>")
		different := map[*style.Style]bool{}
		for n, s := range all {
			if n.Tag == "td" {
				different[s] = true
			}
		}
		if len(different) != 1 {
			t.Errorf("with %q 100 equal cells have %d styles", rules, len(different))
		}
	}
}

// Styles are shared between elements that look alike; what stands around them must count
// where it matters.
func TestAlikeElementsInOtherPlacesAreNotMixedUp(t *testing.T) {
	found := byID(t, `<table cellpadding=5><td id=a class=c></table><table cellpadding=9><td id=b class=c></table>
		<div style="color:red"><p id=p class=c></p></div><div><p id=q class=c></p></div><ul id=u></ul><ul><ul id=v></ul></ul>`, "a", "b", "p", "q", "u", "v")
	if found["a"].Padding[0] != px(5) || found["b"].Padding[0] != px(9) {
		t.Errorf("padding %v and %v", found["a"].Padding[0], found["b"].Padding[0])
	}
	if found["p"].Colour != red || found["q"].Colour != black {
		t.Errorf("colours %v and %v", found["p"].Colour, found["q"].Colour)
	}
	if found["u"].Bullet == found["v"].Bullet {
		t.Error("lists at two depths have the same bullet")
	}
	found = byID(t, "<style>tr:first-child td{color:red}</style><table><tr><td id=a><tr><td id=b></table>", "a", "b")
	if found["a"].Colour != red || found["b"].Colour != black {
		t.Errorf("rows: colours %v and %v", found["a"].Colour, found["b"].Colour)
	}
}

func TestALongStyleAttributeIsCut(t *testing.T) {
	all, doc, cuts := computed(t, "<body style='color:red;"+strings.Repeat("width:1px;", 1000)+"background:blue'>")
	if s := all[doc.Body]; s.Colour != red || s.Background != none || !slices.Equal(cuts, []limit.Cut{limit.StyleAttr}) {
		t.Errorf("colour %v, background %v, cuts %v", s.Colour, s.Background, cuts)
	}
}

func TestAnAnonymousBoxInheritsOnlyWhatTextLooksLike(t *testing.T) {
	p := style.Root()
	p.Colour, p.Background, p.Width = red, blue, px(5)
	s := style.Anonymous(&p, style.Cell)
	if s.Display != style.Cell || s.Colour != red || s.Background != none || s.Width != (css.Length{}) || s.AutoMargin(style.Left) {
		t.Errorf("%+v", s)
	}
}

func TestWhiteSpaceTreatments(t *testing.T) {
	cases := []struct {
		space                style.Space
		wraps, spaces, lines bool
	}{
		{style.Normal, true, false, false}, {style.NoWrap, false, false, false}, {style.Pre, false, true, true}, {style.PreWrap, true, true, true}, {style.PreLine, true, false, true},
	}
	for _, c := range cases {
		if c.space.Wraps() != c.wraps || c.space.KeepsSpaces() != c.spaces || c.space.KeepsLines() != c.lines {
			t.Errorf("treatment %d: wraps %t, keeps spaces %t, lines %t", c.space, c.space.Wraps(), c.space.KeepsSpaces(), c.space.KeepsLines())
		}
	}
}
