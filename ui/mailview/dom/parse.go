package dom

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/net/html"

	"runchecks/ui/mailview/limit"
)

// ErrEmpty is returned for a source without any element.
var ErrEmpty = errors.New("the mail has no HTML page")

// mostClasses is how many classes of an element count.
const mostClasses = 32

// Parse builds the tree of a mail's HTML in UTF-8. Scripts are off, so the content of
// noscript shows. It fails only with ErrEmpty or where the tree builder gives up.
func Parse(src []byte, lim limit.Limits, cuts *limit.Cuts) (*Document, error) {
	root, err := html.ParseWithOptions(bytes.NewReader(bounded(src, lim, cuts)), html.ParseOptionEnableScripting(false))
	if err != nil {
		return nil, fmt.Errorf("read the HTML of the mail: %w", err)
	}
	b := &builder{doc: &Document{Mode: Quirks}, left: lim.Nodes, cuts: cuts}
	for c := root.FirstChild; c != nil; c = c.NextSibling {
		switch c.Type {
		case html.DoctypeNode:
			b.doc.Mode = mode(c)
		case html.ElementNode:
			b.doc.HTML = b.node(c, nil)
		}
	}
	if b.doc.HTML == nil {
		return nil, ErrEmpty
	}
	for _, c := range b.doc.HTML.Children {
		if c.Tag == "body" {
			b.doc.Body = c
		}
	}
	if b.doc.Body == nil {
		b.doc.Body = &Node{Tag: "body", Parent: b.doc.HTML}
		b.doc.HTML.Children = append(b.doc.HTML.Children, b.doc.Body)
	}
	return b.doc, nil
}

type builder struct {
	doc  *Document
	left int
	cuts *limit.Cuts
}

func (b *builder) node(h *html.Node, parent *Node) *Node {
	if b.left <= 0 {
		b.cuts.Add(limit.Nodes)
		return nil
	}
	switch {
	case h.Type == html.TextNode:
		b.left--
		return &Node{Text: h.Data, Parent: parent}
	case h.Type != html.ElementNode || h.Namespace != "" || dropped[h.Data]:
		return nil
	case h.Data == "style":
		b.sheet(h)
		return nil
	}
	b.left--
	n := &Node{Tag: h.Data, Parent: parent}
	n.attributes(h.Attr)
	b.children(n, h)
	return n
}

func (b *builder) sheet(h *html.Node) {
	var text strings.Builder
	for c := h.FirstChild; c != nil; c = c.NextSibling {
		text.WriteString(c.Data)
	}
	b.doc.Sheets = append(b.doc.Sheets, text.String())
}

func (n *Node) attributes(attrs []html.Attribute) {
	if len(attrs) == 0 {
		return
	}
	n.Attrs = make([]Attr, 0, len(attrs))
	for _, a := range attrs {
		if strings.HasPrefix(a.Key, "on") { // scripts
			continue
		}
		if _, twice := n.Lookup(a.Key); !twice {
			n.Attrs = append(n.Attrs, Attr{a.Key, a.Val})
		}
	}
	n.ID = n.Attr("id")
	if c := n.Attr("class"); c != "" {
		n.Classes = strings.Fields(c)
		n.Classes = n.Classes[:min(len(n.Classes), mostClasses)]
	}
}

func (b *builder) children(n *Node, h *html.Node) {
	count := 0
	var prev *Node
	for c := h.FirstChild; c != nil; c = c.NextSibling {
		m := b.node(c, n)
		if m == nil {
			continue
		}
		if m.Tag != "" {
			count++
			m.Index, m.Prev = count, prev
			prev = m
		} else if k := len(n.Children); k > 0 && n.Children[k-1].Tag == "" {
			n.Children[k-1].Text += m.Text // texts with a dropped element between them
			continue
		}
		n.Children = append(n.Children, m)
	}
	for _, c := range n.Children {
		c.Siblings = count
	}
}
