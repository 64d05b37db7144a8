package dom_test

import (
	"errors"
	"strings"
	"testing"

	"runchecks/ui/mailview/dom"
	"runchecks/ui/mailview/limit"
)

// Small limits let short inputs reach them.
func smallLimits() limit.Limits {
	lim := limit.Default()
	lim.Bytes, lim.Depth, lim.Nodes, lim.Attributes, lim.Token, lim.Formatting = 4096, 40, 500, 8, 1024, 6
	return lim
}

func FuzzParse(f *testing.F) {
	for _, src := range []string{
		"", "<!DOCTYPE html><html><head><title>x</title><style>p{color:red}</style></head><body><p class=a>Köln</p></body></html>",
		`<?xml version="1.0"?><table border=1><tr><td width="5%">a<td>b<tr><td colspan=2><img src="cid:x" alt='y'></table>`,
		"<b><p><i>x</b>y</i><table><b><tr><td>z</table>", "<svg><svg></svg><p>", "<p a=1 a=2 onclick=x b=1 c=2 d=3 e=4 f=5 g=6 h=7 i=8 j=9>",
		strings.Repeat("<b>", 20) + strings.Repeat("<p>x", 20), strings.Repeat("<div>", 60), "<select><option>a<option>b</select>", "<td><a><td></a></table></td>",
		"<plaintext>x</plaintext><xmp><p></xmp>", "&lt;&#0;&#x110000;&amp", "<!--><p>--><![CDATA[x]]><?php ?>",
	} {
		f.Add([]byte(src))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		lim := smallLimits()
		doc, err := dom.Parse(src, lim, &limit.Cuts{})
		if err != nil {
			// A source without any element is the only one that may fail.
			if errors.Is(err, dom.ErrEmpty) {
				return
			}
			t.Fatalf("%q: %v", src, err)
		}
		if doc.Body == nil || doc.HTML == nil {
			t.Fatalf("%q has no body", src)
		}
		if n := count(doc.HTML); n > lim.Nodes+1 { // the body is made where it is missing
			t.Fatalf("%d nodes, limit %d, of %q", n, lim.Nodes, src)
		}
		walk(doc.HTML, func(n *dom.Node) {
			if n.Tag == "script" || n.Tag == "iframe" || n.Tag == "svg" || n.Tag == "style" {
				t.Fatalf("<%s> in the tree of %q", n.Tag, src)
			}
			for _, a := range n.Attrs {
				if strings.HasPrefix(a.Name, "on") {
					t.Fatalf("attribute %s of %q", a.Name, src)
				}
			}
			for _, c := range n.Children {
				if c.Parent != n {
					t.Fatalf("a child of <%s> has another parent in %q", n.Tag, src)
				}
			}
		})
	})
}
