package css_test

import (
	"image/color"
	"testing"

	"runchecks/ui/mailview/css"
	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

func FuzzSheet(f *testing.F) {
	for _, seed := range [][2]string{
		{"p{color:red}", "width:5px"}, {"@media (max-width:600px){.a>b,#c ~ d{margin:1px 2px!important}}", "color:rgb(1,2,3);background:url(x;y)"},
		{"li:nth-child(2n+1):not(.x)[title^='a'],p::before{width:50%}", "font:bold 12px/1.5 'Courier New',monospace"},
		{"<!--@import 'x';@font-face{src:url(y)}p{color:#1af}-->", "border:1px solid hsl(120,50%,50%)"},
		{"/* p{ */@media screen{@media print{p{a:b}}}}}", "margin:-1e9px;padding:calc(1px"}, {"\\{}[('\"", "a:'\\\n;b:\"\\"}, {"p:not(", "color:#"},
	} {
		f.Add(seed[0], seed[1])
	}
	doc := parseHTML(f, page)
	all := elements(doc.HTML, func(*dom.Node) bool { return true })
	f.Fuzz(func(t *testing.T, sheet, attribute string) {
		lim := limit.Default()
		lim.SheetBytes, lim.Rules, lim.SelectorSteps = 4096, 50, 20_000
		cuts := &limit.Cuts{}
		s := css.Parse([]string{sheet, attribute}, 600, lim, cuts)
		if n := len(s.Rules()); n > lim.Rules {
			t.Fatalf("%d rules", n)
		}
		s.Local()
		css.DependsOnWidth(sheet)
		for _, n := range all {
			for _, d := range s.For(n) {
				values(t, d)
			}
		}
		for _, d := range css.Declarations(attribute) {
			values(t, d)
		}
	})
}

// values reads a value in every way.
func values(t *testing.T, d css.Declaration) {
	if d.Property == "" || d.Value == "" || len(d.Value) > 512 {
		t.Fatalf("declaration %+v", d)
	}
	for _, w := range append(css.Words(d.Value), d.Value) {
		if l, ok := css.ParseLength(w, 16, true); ok && !(l.Value >= -20_000 && l.Value <= 20_000) {
			t.Fatalf("%q is %v", w, l)
		}
		if l, ok := css.ParseDimension(w); ok && !(l.Value >= 0 && l.Value <= 20_000) {
			t.Fatalf("%q is %v", w, l)
		}
		css.ParseColour(w, color.NRGBA{}, true)
		css.ParseLegacyColour(w)
		css.LeadingNumber(w)
	}
}
