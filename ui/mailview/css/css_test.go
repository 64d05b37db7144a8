package css_test

import (
	"fmt"
	"image/color"
	"math"
	"slices"
	"strings"
	"testing"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

func parseHTML(t testing.TB, src string) *dom.Document {
	t.Helper()
	doc, err := dom.Parse([]byte(src), limit.Default(), &limit.Cuts{})
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

func sheet(t testing.TB, width float64, sheets ...string) *css.Sheet {
	t.Helper()
	cuts := &limit.Cuts{}
	s := css.Parse(sheets, width, limit.Default(), cuts)
	if len(cuts.List()) > 0 {
		t.Fatalf("cuts %v", cuts.List())
	}
	return s
}

// byID returns the element with an id.
func byID(t testing.TB, n *dom.Node, id string) *dom.Node {
	t.Helper()
	found := elements(n, func(n *dom.Node) bool { return n.ID == id })
	if len(found) == 0 {
		t.Fatalf("no element with id %q", id)
	}
	return found[0]
}

func elements(n *dom.Node, want func(*dom.Node) bool) (found []*dom.Node) {
	if n.Tag != "" && want(n) {
		found = append(found, n)
	}
	for _, c := range n.Children {
		found = append(found, elements(c, want)...)
	}
	return found
}

// written shows declarations in one line.
func written(ds []css.Declaration) string {
	var out []string
	for _, d := range ds {
		s := d.Property + "=" + d.Value
		if d.Important {
			s += "!"
		}
		out = append(out, s)
	}
	return strings.Join(out, " | ")
}

func TestDeclarationsAreReadTolerantly(t *testing.T) {
	cases := []struct{ name, in, want string }{
		{"nothing", "", ""},
		{"one", "color:red", "color=red"},
		{"white space everywhere", " \n color \t:\r\n  red  ;\n\n width : 5px ; ", "color=red | width=5px"},
		{"names in capitals", "COLOR:Red;Font-Family:Arial", "color=Red | font-family=Arial"},
		{"important", "color:red!important; width:1px ! IMPORTANT ;height:2px", "color=red! | width=1px! | height=2px"},
		{"an exclamation that is not important", "color:red !imprtant", "color=red !imprtant"},
		{"properties that nothing draws", "mso-padding-alt:0;animation:x;-webkit-text-size-adjust:none;color:red", "color=red"},
		{"no colon", "color red; width:1px", "width=1px"},
		{"no value", "color:; width: ;height:!important;margin:1px", "margin=1px"},
		{"a colon too many", "color::red;width:1px", "color=:red | width=1px"},
		{"comments", "/* a */color/* b */:/*;*/red/*", "color=red"},
		{"a comment in a value", "margin:1px/**/2px", "margin=1px 2px"},
		{"a semicolon in quotes", `font-family:"a;b",'c:d';color:red`, `font-family="a;b",'c:d' | color=red`},
		{"a semicolon in url()", "background:url(data:image/png;base64,AA==) red;color:blue", "background=url(data:image/png;base64,AA==) red | color=blue"},
		{"a quote that ends with its line", "font-family:'a;\ncolor:red;width:1px", "font-family='a;\ncolor:red | width=1px"},
		{"an escaped quote", `font-family:'a\';b';color:red`, `font-family='a\';b' | color=red`},
		{"an unclosed parenthesis", "width:calc(1px;color:red", "width=calc(1px;color:red"},
		{"braces end a declaration", "color:red}width:1px{height:2px", "color=red | width=1px | height=2px"},
		{"the same twice", "color:red;color:blue", "color=red | color=blue"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := written(css.Declarations(c.in)); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestAValueThatIsTooLongIsLeftOut(t *testing.T) {
	long := strings.Repeat("x", 600)
	if got := written(css.Declarations("font-family:" + long + ";color:red")); got != "color=red" {
		t.Errorf("got %.80s", got)
	}
	if n := len(css.Declarations(strings.Repeat("color:red;", 5000))); n > 400 {
		t.Errorf("%d declarations of one block", n)
	}
}

func TestWordsStayWholeInQuotesAndParentheses(t *testing.T) {
	got := css.Words("  1px \t rgb(1, 2, 3)\n'Courier New' \"a b\"c calc( (1px + 2px) * 3 ) ")
	want := []string{"1px", "rgb(1, 2, 3)", "'Courier New'", `"a b"c`, "calc( (1px + 2px) * 3 )"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := css.Words(" "); len(got) != 0 {
		t.Errorf("words of nothing: %q", got)
	}
}

const page = `<!DOCTYPE html><html lang=en-US><body class="mail">
<div id=box class="outer a"><p id=p1 class="first">1</p><p id=p2 class="x y" title="hello big world">2</p><span id=s lang="en-GB">3</span><p id=p3>4<b id=b></b></p></div>
<ul id=list><li id=l1>1<li id=l2>2<li id=l3>3<li id=l4>4<li id=l5>5<li id=l6>6<li id=l7>7</ul>
<a id=link href="https://example.com/report.pdf">x</a><a id=anchor name=y>z</a><div id=only><i id=lone>i</i></div></body></html>`

func TestSelectorsConcernTheElementsTheyName(t *testing.T) {
	cases := []struct{ selector, want string }{
		{"*", "box p1 p2 s p3 b list l1 l2 l3 l4 l5 l6 l7 link anchor only lone"},
		{"p", "p1 p2 p3"}, {"P", "p1 p2 p3"}, {"#p2", "p2"}, {"p#p2", "p2"}, {"b#p2", ""}, {"#nobody", ""},
		{".x", "p2"}, {".x.y", "p2"}, {".y.x", "p2"}, {".x.z", ""}, {"p.first", "p1"}, {".X", ""}, {"*.x", "p2"},
		{"div p", "p1 p2 p3"}, {"body b", "b"}, {".mail .outer b", "b"}, {"ul p", ""},
		{"div > p", "p1 p2 p3"}, {"div>b", ""}, {"p > b", "b"}, {"body > div > p > b", "b"}, {"body p > b", "b"},
		{"p + p", "p2"}, {"p+span", "s"}, {"span + p", "p3"}, {"b + p", ""},
		{"p ~ p", "p2 p3"}, {".first ~ p", "p2 p3"}, {"span ~ p", "p3"}, {"p ~ span", "s"}, {"span ~ .first", ""},
		{"div p:first-child + p", "p2"}, {".outer > p ~ p b", "b"},
		{"[title]", "p2"}, {"p[title='hello big world']", "p2"}, {`[title="hello"]`, ""}, {"[title~=big]", "p2"}, {"[title~=bi]", ""},
		{"[title^=hello]", "p2"}, {"[title^=big]", ""}, {"[title$=world]", "p2"}, {"[title$=big]", ""}, {"[title*='o b']", "p2"}, {"[title*='']", ""},
		{"[title^='']", ""}, {"[title$='']", ""}, {"span[lang|=en]", "s"}, {"span[lang|=e]", ""}, {"[lang|='en-GB']", "s"}, {"[TITLE]", "p2"},
		{"a[href$='.pdf']", "link"}, {"a[name][href]", ""},
		{"p:first-child", "p1"}, {"p:last-child", "p3"}, {"i:only-child", "lone"}, {"p:only-child", ""}, {"b:empty", "b"}, {"p:empty", ""},
		{"a:link", "link"}, {"a:any-link", "link"}, {":root", ""}, {":root p", "p1 p2 p3"}, {"li:nth-child(2)", "l2"},
		{"p:not(.first)", "p2 p3"}, {"p:not(#p2)", "p1 p3"}, {"li:not(:first-child)", "l2 l3 l4 l5 l6 l7"}, {"p:not([title])", "p1 p3"},
		{"p:not(.first):not(.x)", "p3"}, {"p:not( .x )", "p1 p3"}, {"p:NOT(.x)", "p1 p3"},
		// Of what a picture of a mail never is.
		{"a:hover", ""}, {"a:visited", ""}, {"p:focus", ""}, {"p:target", ""}, {"a:hover b", ""}, {"p:not(:hover)", "p1 p2 p3"},
		{"p:nth-of-type(2)", ""}, {":is(p)", ""},
		// Pseudo-elements are not drawn.
		{"p::before", ""}, {"p::first-line", ""}, {"::marker", ""},
		// Broken.
		{"p >", ""}, {"> p", ""}, {"p > > b", ""}, {"p + ~ p", ""}, {"[title", ""}, {"p:not(.x", ""}, {"p:not(:not(.x))", ""}, {"p:nth-child(x)", ""},
		{"p&b", ""}, {"p!", ""}, {"", ""}, {"5%", ""},
	}
	doc := parseHTML(t, page)
	for _, c := range cases {
		t.Run(c.selector, func(t *testing.T) {
			s := sheet(t, 900, c.selector+"{color:red}")
			var got []string
			for _, n := range elements(doc.Body, func(n *dom.Node) bool { return n.ID != "" }) {
				if len(s.For(n)) > 0 {
					got = append(got, n.ID)
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("concerns %q, want %q", got, c.want)
			}
		})
	}
}

func TestABrokenSelectorDoesNotTakeItsNeighboursAway(t *testing.T) {
	s := sheet(t, 900, "p >, .x, p::before, li{color:red}")
	doc := parseHTML(t, page)
	for _, id := range []string{"p2", "l1"} {
		if got := written(s.For(byID(t, doc.Body, id))); got != "color=red" {
			t.Errorf("%s: %q", id, got)
		}
	}
}

func TestNthChildCountsInSteps(t *testing.T) {
	cases := []struct{ step, want string }{
		{"odd", "1 3 5 7"}, {"even", "2 4 6"}, {"ODD", "1 3 5 7"}, {"2n", "2 4 6"}, {"2n+1", "1 3 5 7"}, {" 2n + 1 ", "1 3 5 7"}, {"2n-1", "1 3 5 7"},
		{"3", "3"}, {"+3", "3"}, {"0", ""}, {"-1", ""}, {"n", "1 2 3 4 5 6 7"}, {"+n", "1 2 3 4 5 6 7"}, {"n+5", "5 6 7"}, {"-n+3", "1 2 3"}, {"-n", ""},
		{"3n", "3 6"}, {"3n+1", "1 4 7"}, {"3n-1", "2 5"}, {"0n+4", "4"}, {"-2n+5", "1 3 5"}, {"10n+2", "2"}, {"n-3", "1 2 3 4 5 6 7"},
		{"x", ""}, {"", ""}, {"2n+", ""}, {"2.5n", ""}, {"n n", ""},
	}
	doc := parseHTML(t, page)
	for _, c := range cases {
		t.Run(c.step, func(t *testing.T) {
			s := sheet(t, 900, "li:nth-child("+c.step+"){color:red}")
			var got []string
			for i := 1; i <= 7; i++ {
				if len(s.For(byID(t, doc.Body, fmt.Sprintf("l%d", i)))) > 0 {
					got = append(got, fmt.Sprint(i))
				}
			}
			if strings.Join(got, " ") != c.want {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestTheMoreSpecificRuleComesLast(t *testing.T) {
	cases := []struct{ name, rules, want string }{
		{"in order where equal", "p{width:1px}p{width:2px}", "width=1px | width=2px"},
		{"class over tag", ".x{width:1px}p{width:2px}", "width=2px | width=1px"},
		{"id over classes", "#p2{width:1px}p.x.y{width:2px}", "width=2px | width=1px"},
		{"attribute like class", "[title]{width:1px}p{width:2px}.x{width:3px}", "width=2px | width=1px | width=3px"},
		{"pseudo-class like class", "p:nth-child(2){width:1px}.x{width:2px}", "width=2px | width=1px"},
		{"many tags under one class", ".x{width:1px}html body div p{width:2px}", "width=2px | width=1px"},
		{"star counts nothing", "p{width:1px}*{width:2px}", "width=2px | width=1px"},
		{"not counts what it names", "p:not(#q){width:1px}.x.y{width:2px}", "width=2px | width=1px"},
		{"of a list each counts for itself", "#p2,p{width:1px}.x{width:2px}", "width=1px | width=2px | width=1px"},
		{"a class named twice counts once", ".x{width:1px}", "width=1px"},
	}
	doc := parseHTML(t, strings.Replace(page, `class="x y"`, `class="x y x"`, 1))
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := written(sheet(t, 900, c.rules).For(byID(t, doc.Body, "p2"))); got != c.want {
				t.Errorf("got  %s\nwant %s", got, c.want)
			}
		})
	}
}

func TestSheetsAreReadTolerantly(t *testing.T) {
	const rule = "p{color:red}"
	cases := []struct{ name, sheet string }{
		{"HTML comment signs", "<!-- " + rule + " -->"},
		{"comments", "/* a{ */" + rule + "/* } */"},
		{"an open comment behind", rule + "/* li{"},
		{"an unclosed block", "p{color:red"},
		{"a brace too many", "}}" + rule + "}"},
		{"charset and import first", `@charset "utf-8";@import url("http://example.com/a;b.css");` + rule},
		{"a font face first", "@font-face{font-family:x;src:url(http://example.com/x.woff)}" + rule},
		{"key frames first", "@keyframes x{from{color:blue}to{color:green}}" + rule},
		{"an unknown at-rule", "@layer base{p{color:blue}}" + rule},
		{"a brace in a string", "li{font-family:'}'}" + rule},
		{"Word's definitions", "@page WordSection1{size:595.3pt 841.9pt;margin:1in}div.WordSection1{page:WordSection1}" + rule},
		{"an unclosed parenthesis", "li{width:calc(1px}" + rule},
		{"an empty rule", "p{}" + rule},
		{"a rule without selector", "{color:blue}" + rule},
	}
	doc := parseHTML(t, page)
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := written(sheet(t, 900, c.sheet).For(byID(t, doc.Body, "p1"))); got != "color=red" {
				t.Errorf("got %q", got)
			}
		})
	}
}

func TestRulesOfSeveralSheetsFollowEachOther(t *testing.T) {
	doc := parseHTML(t, page)
	s := sheet(t, 900, "p{width:1px", "p{width:2px}")
	if got := written(s.For(byID(t, doc.Body, "p1"))); got != "width=1px | width=2px" {
		t.Errorf("got %q", got)
	}
}

func TestMediaConditionsAskForTheWidthOfTheWindow(t *testing.T) {
	cases := []struct {
		condition string
		holds     string // at 480, 600 and 900
	}{
		{"screen", "480 600 900"}, {"all", "480 600 900"}, {"only screen", "480 600 900"}, {"", "480 600 900"}, {"SCREEN", "480 600 900"},
		{"print", ""}, {"not screen", ""}, {"speech", ""}, {"print, screen", "480 600 900"}, {"screen and print", ""},
		{"(max-width:600px)", "480 600"}, {"screen and (max-width: 600px)", "480 600"}, {"only screen and (max-width:37.5em)", "480 600"},
		{"(min-width:600px)", "600 900"}, {"(min-width:500px) and (max-width:700px)", "600"}, {"(max-width:500px),(min-width:800px)", "480 900"},
		{"(max-device-width:600px)", "480 600"}, {"(min-device-width:601px)", "900"}, {"(MAX-WIDTH:600PX)", "480 600"},
		{"(prefers-color-scheme: dark)", ""}, {"(prefers-color-scheme:light)", "480 600 900"},
		{"(orientation:portrait)", ""}, {"(max-width)", ""}, {"(min-resolution:2dppx)", ""},
	}
	doc := parseHTML(t, page)
	p := byID(t, doc.Body, "p1")
	for _, c := range cases {
		t.Run(c.condition, func(t *testing.T) {
			var got []string
			for _, w := range []float64{480, 600, 900} {
				s := sheet(t, w, "@media "+c.condition+"{p{color:red}}li{color:blue}")
				if len(s.For(p)) > 0 {
					got = append(got, fmt.Sprint(w))
				}
				if len(s.For(byID(t, doc.Body, "l1"))) != 1 {
					t.Error("the rule behind the block is lost")
				}
			}
			if strings.Join(got, " ") != c.holds {
				t.Errorf("holds at %q, want %q", got, c.holds)
			}
		})
	}
}

func TestMediaBlocksNestAFewLevels(t *testing.T) {
	doc := parseHTML(t, page)
	nested := func(levels int) string {
		return strings.Repeat("@media screen{", levels) + "p{color:red}" + strings.Repeat("}", levels)
	}
	if got := written(sheet(t, 900, nested(3)).For(byID(t, doc.Body, "p1"))); got != "color=red" {
		t.Errorf("three levels: %q", got)
	}
	sheet(t, 900, nested(5000)) // must come back
	if got := written(sheet(t, 500, "@media (max-width:600px){@media (min-width:550px){p{color:red}}}").For(byID(t, doc.Body, "p1"))); got != "" {
		t.Errorf("one of two conditions holds: %q", got)
	}
}

func TestASheetDependsOnTheWidthOnlyByItsMediaConditions(t *testing.T) {
	for in, want := range map[string]bool{
		"p{width:5px}": false, "@media print{p{color:red}}": false, "@media (max-width:600px){p{color:red}}": true,
		"@media only screen and (min-device-width:5px){}": true, "": false,
	} {
		if got := css.DependsOnWidth(in); got != want {
			t.Errorf("%q: %t", in, got)
		}
	}
}

func TestASheetIsLocalWhereOnlyTheElementItselfCounts(t *testing.T) {
	for in, want := range map[string]bool{
		"": true, "p{color:red}": true, ".a.b#c[title]{color:red}": true, "p,li{color:red}": true, "a:link{color:red}": true, "p:not(.a){color:red}": true,
		"div p{color:red}": false, "p+p{color:red}": false, "p{color:red}p:first-child{color:red}": false, "tr:nth-child(odd){color:red}": false,
		"p:not(:last-child){color:red}": false, "td:empty{color:red}": false,
	} {
		if got := sheet(t, 900, in).Local(); got != want {
			t.Errorf("%q: %t", in, got)
		}
	}
}

func TestRulesCanBeWrittenAgain(t *testing.T) {
	got := sheet(t, 900, "h1 , p.x > b{color:red;zoom:1;width:5px!important}@media print{i{color:red}}@font-face{src:url(x)}").Rules()
	want := []css.Rule{
		{Selector: "h1", Declarations: []css.Declaration{{Property: "color", Value: "red"}, {Property: "width", Value: "5px", Important: true}}},
		{Selector: "p.x > b", Declarations: []css.Declaration{{Property: "color", Value: "red"}, {Property: "width", Value: "5px", Important: true}}},
	}
	if fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestTooManyRulesAreCut(t *testing.T) {
	lim := limit.Default()
	lim.Rules = 3
	for name, in := range map[string]string{
		"rules": "p{width:1px}p{width:2px}p{width:3px}p{width:4px}", "selectors": "p,p,p,p,p{width:1px}", "in media blocks": strings.Repeat("@media screen{p{width:1px}}", 9),
	} {
		cuts := &limit.Cuts{}
		s := css.Parse([]string{in}, 900, lim, cuts)
		if len(s.Rules()) != 3 || !slices.Equal(cuts.List(), []limit.Cut{limit.Rules}) {
			t.Errorf("%s: %d rules, cuts %v", name, len(s.Rules()), cuts.List())
		}
	}
}

func TestLongSheetsAreCutTogether(t *testing.T) {
	lim := limit.Default()
	lim.SheetBytes = 30
	cuts := &limit.Cuts{}
	s := css.Parse([]string{"p{color:red}        ", "i{color:red}", "b{color:red}"}, 900, lim, cuts)
	if !slices.Equal(cuts.List(), []limit.Cut{limit.Sheet}) {
		t.Errorf("cuts %v", cuts.List())
	}
	if n := len(s.Rules()); n != 2 {
		t.Errorf("%d rules, want that before and that on the cut", n)
	}
}

// Descendant combinators can be tried in exponentially many ways.
func TestMatchingStopsWhenItTakesTooManySteps(t *testing.T) {
	lim := limit.Default()
	lim.SelectorSteps = 1000
	doc := parseHTML(t, strings.Repeat("<div>", 60)+"<p id=p>x")
	s := css.Parse([]string{"b div div div div div div div p{color:red}"}, 900, lim, &limit.Cuts{})
	if s.Exhausted() {
		t.Error("exhausted before anything was asked")
	}
	if got := s.For(byID(t, doc.Body, "p")); len(got) > 0 || !s.Exhausted() {
		t.Errorf("found %v, exhausted %t", got, s.Exhausted())
	}
}

func TestSelectorsBeyondMeasureAreDropped(t *testing.T) {
	doc := parseHTML(t, "<p id=p class=a>x")
	for name, in := range map[string]string{"long": "p" + strings.Repeat(".a", 300), "many compounds": strings.Repeat("* ", 11) + "p"} {
		if s := sheet(t, 900, in+"{color:red}p{width:1px}"); len(s.Rules()) != 1 || written(s.For(byID(t, doc.Body, "p"))) != "width=1px" {
			t.Errorf("%s: %d rules", name, len(s.Rules()))
		}
	}
}

func near(a, b float64) bool { return math.Abs(a-b) < 1e-9 }

func TestLengthsAreReadInEveryUnit(t *testing.T) {
	px := func(v float64) css.Length { return css.Length{Value: v, Unit: css.Px} }
	percent := func(v float64) css.Length { return css.Length{Value: v, Unit: css.Percent} }
	cases := []struct {
		in   string
		want css.Length
	}{
		{"10px", px(10)}, {"10PX", px(10)}, {" 10px ", px(10)}, {"-3.5px", px(-3.5)}, {"+2px", px(2)}, {".5px", px(.5)}, {"0", px(0)}, {"0.0", px(0)}, {"1e2px", px(100)},
		{"12pt", px(16)}, {"1pc", px(16)}, {"1in", px(96)}, {"2.54cm", px(96)}, {"25.4mm", px(96)}, {"101.6q", px(96)},
		{"2em", px(40)}, {"1.5rem", px(24)}, {"2ex", px(20)}, {"2ch", px(20)},
		{"50%", percent(50)}, {"-5%", percent(-5)}, {"50vw", percent(50)}, {"500vw", percent(100)}, {"100vh", percent(100)},
		{"auto", css.Length{}}, {"AUTO", css.Length{}},
		{"1e9px", px(20_000)}, {"-1e9px", px(-20_000)}, {"999999999999999999999999px", px(20_000)}, {"1e5%", percent(10_000)},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			got, ok := css.ParseLength(c.in, 20, false)
			if !ok || got.Unit != c.want.Unit || !near(got.Value, c.want.Value) {
				t.Errorf("got %v %t, want %v", got, ok, c.want)
			}
		})
	}
	for _, in := range []string{"", "px", "10", "10 px", "10pxx", "1.2.3px", "calc(1px)", "-", "--1px", "medium", "10%%", "nan", "inf", "infpx", "0x10px"} {
		if got, ok := css.ParseLength(in, 20, false); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}

func TestABareNumberIsALengthOnlyInQuirksMode(t *testing.T) {
	if got, ok := css.ParseLength("10", 16, true); !ok || got != css.Pixels(10) {
		t.Errorf("quirks: %v %t", got, ok)
	}
	if got, ok := css.ParseLength("10", 16, false); ok {
		t.Errorf("standards: %v", got)
	}
}

func TestALengthIsResolvedAgainstItsBase(t *testing.T) {
	cases := []struct {
		in   css.Length
		base float64
		want float64
		ok   bool
	}{
		{css.Pixels(5), 100, 5, true}, {css.Pixels(5), -1, 5, true},
		{css.Length{Value: 25, Unit: css.Percent}, 200, 50, true}, {css.Length{Value: 25, Unit: css.Percent}, 0, 0, true},
		{css.Length{Value: 25, Unit: css.Percent}, -1, 0, false}, {css.Length{}, 100, 0, false},
	}
	for _, c := range cases {
		if got, ok := c.in.Resolve(c.base); got != c.want || ok != c.ok {
			t.Errorf("%v of %v: %v %t", c.in, c.base, got, ok)
		}
		if got := c.in.Or0(c.base); got != c.want {
			t.Errorf("%v of %v: Or0 is %v", c.in, c.base, got)
		}
	}
}

func TestDimensionsOfAttributesMayHaveAnythingBehindThem(t *testing.T) {
	px, percent := css.Px, css.Percent
	cases := []struct {
		in   string
		want css.Length
	}{
		{"100", css.Length{Value: 100, Unit: px}}, {" 100px", css.Length{Value: 100, Unit: px}}, {"100*", css.Length{Value: 100, Unit: px}}, {"12.5", css.Length{Value: 12.5, Unit: px}},
		{"50%", css.Length{Value: 50, Unit: percent}}, {"50%;", css.Length{Value: 50, Unit: percent}}, {"50 %", css.Length{Value: 50, Unit: px}},
		{"0", css.Length{Value: 0, Unit: px}}, {"99999999", css.Length{Value: 20_000, Unit: px}},
	}
	for _, c := range cases {
		if got, ok := css.ParseDimension(c.in); !ok || got != c.want {
			t.Errorf("%q: %v %t, want %v", c.in, got, ok, c.want)
		}
	}
	for _, in := range []string{"", "x", "-5", "0%", "%", "auto", "px100"} {
		if got, ok := css.ParseDimension(in); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}

func TestTheNumberAtTheStartCounts(t *testing.T) {
	for _, c := range []struct {
		in   string
		want float64
	}{{"5", 5}, {" 5px", 5}, {"-2.5em", -2.5}, {"+3", 3}, {"", 0}, {"x5", 0}, {"5-3", 5}} {
		if got := css.LeadingNumber(c.in); got != c.want {
			t.Errorf("%q: %v, want %v", c.in, got, c.want)
		}
	}
}

func TestWhatIsNoNumberIsBoundedToNothing(t *testing.T) {
	if got := css.Bounded(math.NaN(), 1, 2); got != 0 {
		t.Errorf("NaN gives %v", got)
	}
	if css.Bounded(5, 1, 2) != 2 || css.Bounded(-5, 1, 2) != 1 || css.Bounded(1.5, 1, 2) != 1.5 || css.Bounded(math.Inf(1), 1, 2) != 2 {
		t.Error("not within the bounds")
	}
}

func TestColoursAreReadInEveryNotation(t *testing.T) {
	current := color.NRGBA{1, 2, 3, 255}
	cases := []struct {
		in   string
		want color.NRGBA
	}{
		{"red", color.NRGBA{255, 0, 0, 255}}, {" Red ", color.NRGBA{255, 0, 0, 255}}, {"rebeccapurple", color.NRGBA{0x66, 0x33, 0x99, 255}},
		{"darkslategrey", color.NRGBA{0x2f, 0x4f, 0x4f, 255}}, {"transparent", color.NRGBA{}}, {"currentColor", current},
		{"windowtext", color.NRGBA{0, 0, 0, 255}}, {"window", color.NRGBA{255, 255, 255, 255}},
		{"#1af", color.NRGBA{0x11, 0xaa, 0xff, 255}}, {"#1AF8", color.NRGBA{0x11, 0xaa, 0xff, 0x88}},
		{"#a7a9ac", color.NRGBA{0xa7, 0xa9, 0xac, 255}}, {"#a7a9ac80", color.NRGBA{0xa7, 0xa9, 0xac, 0x80}},
		{"rgb(1,2,3)", color.NRGBA{1, 2, 3, 255}}, {"rgb( 1 , 2 , 3 )", color.NRGBA{1, 2, 3, 255}}, {"rgb(1 2 3)", color.NRGBA{1, 2, 3, 255}},
		{"RGB(100%,50%,0%)", color.NRGBA{255, 128, 0, 255}}, {"rgb(300,-5,2.6)", color.NRGBA{255, 0, 3, 255}},
		{"rgba(1,2,3,.5)", color.NRGBA{1, 2, 3, 128}}, {"rgba(1,2,3,50%)", color.NRGBA{1, 2, 3, 128}}, {"rgb(1 2 3 / 25%)", color.NRGBA{1, 2, 3, 64}},
		{"rgba(1,2,3,0)", color.NRGBA{1, 2, 3, 0}}, {"rgba(1,2,3,7)", color.NRGBA{1, 2, 3, 255}},
		{"hsl(0,100%,50%)", color.NRGBA{255, 0, 0, 255}}, {"hsl(120, 100%, 25%)", color.NRGBA{0, 128, 0, 255}}, {"hsl(240deg 100% 50%)", color.NRGBA{0, 0, 255, 255}},
		{"hsl(-120,100%,50%)", color.NRGBA{0, 0, 255, 255}}, {"hsl(480,100%,50%)", color.NRGBA{0, 255, 0, 255}}, {"hsl(7,0%,100%)", color.NRGBA{255, 255, 255, 255}},
		{"hsla(60,100%,50%,.25)", color.NRGBA{255, 255, 0, 64}},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			if got, ok := css.ParseColour(c.in, current, false); !ok || got != c.want {
				t.Errorf("got %v %t, want %v", got, ok, c.want)
			}
		})
	}
	for _, in := range []string{"", "#", "#12", "#12345", "#1234567", "#ggg", "#+ff", "rgb(1,2)", "rgb(1,2,3", "rgb", "hsl()", "url(x)", "redd", "none", "inherit"} {
		if got, ok := css.ParseColour(in, current, false); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}

func TestHexDigitsWithoutSignAreAColourOnlyInQuirksMode(t *testing.T) {
	for in, want := range map[string]color.NRGBA{"a7a9ac": {0xa7, 0xa9, 0xac, 255}, "1af": {0x11, 0xaa, 0xff, 255}} {
		if got, ok := css.ParseColour(in, color.NRGBA{}, true); !ok || got != want {
			t.Errorf("%q in quirks mode: %v %t", in, got, ok)
		}
		if got, ok := css.ParseColour(in, color.NRGBA{}, false); ok {
			t.Errorf("%q in standards mode: %v", in, got)
		}
	}
	for _, in := range []string{"12", "1234", "12345", "gggggg", "solid"} {
		if got, ok := css.ParseColour(in, color.NRGBA{}, true); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}

// The wanted values follow the steps of the HTML standard, "rules for parsing a legacy
// color value".
func TestLegacyColoursTakeAnything(t *testing.T) {
	cases := []struct {
		in   string
		want color.NRGBA
	}{
		{"red", color.NRGBA{255, 0, 0, 255}}, {" RED ", color.NRGBA{255, 0, 0, 255}}, {"#abc", color.NRGBA{0xaa, 0xbb, 0xcc, 255}}, {"#a7a9ac", color.NRGBA{0xa7, 0xa9, 0xac, 255}},
		{"a7a9ac", color.NRGBA{0xa7, 0xa9, 0xac, 255}}, {"chucknorris", color.NRGBA{0xc0, 0, 0, 255}}, {"crap", color.NRGBA{0xc0, 0xa0, 0, 255}},
		{"6db6ec49efd278cd0bc92d1e5e072d68", color.NRGBA{0x6e, 0xcd, 0xe0, 255}},
		{"abc", color.NRGBA{0x0a, 0x0b, 0x0c, 255}}, {"#abcd", color.NRGBA{0xab, 0xcd, 0, 255}}, {"#a", color.NRGBA{0x0a, 0, 0, 255}}, {"#", color.NRGBA{0, 0, 0, 255}},
		{"#000100020003", color.NRGBA{1, 2, 3, 255}}, {"#ff", color.NRGBA{0x0f, 0x0f, 0, 255}}, {"grass", color.NRGBA{0, 0xa0, 0, 255}},
		{"#zqbttv", color.NRGBA{0, 0xb0, 0, 255}}, {"#FFFFFFFFF", color.NRGBA{255, 255, 255, 255}},
	}
	for _, c := range cases {
		t.Run(c.in, func(t *testing.T) {
			if got, ok := css.ParseLegacyColour(c.in); !ok || got != c.want {
				t.Errorf("got %v %t, want %v", got, ok, c.want)
			}
		})
	}
	for _, in := range []string{"", "  ", "transparent", "TRANSPARENT"} {
		if got, ok := css.ParseLegacyColour(in); ok {
			t.Errorf("%q is read as %v", in, got)
		}
	}
}
