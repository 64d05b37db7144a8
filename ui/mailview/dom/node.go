// Package dom turns the HTML of a mail into a small tree whose size is bounded,
// whatever the mail says. It knows elements, texts and attributes; what they look
// like is css' and style's.
package dom

// Node is an element or a text.
type Node struct {
	Tag      string // in lower case; "" for a text
	Text     string
	Attrs    []Attr
	Parent   *Node
	Children []*Node

	ID      string
	Classes []string

	Prev     *Node // the element before it under the same parent
	Index    int   // among the elements of its parent, from 1
	Siblings int   // how many elements the parent has
}

// Attr is an attribute of an element. Names are in lower case.
type Attr struct{ Name, Value string }

// Lookup returns the value of an attribute and whether it is there.
func (n *Node) Lookup(name string) (string, bool) {
	for i := range n.Attrs {
		if n.Attrs[i].Name == name {
			return n.Attrs[i].Value, true
		}
	}
	return "", false
}

// Attr returns the value of an attribute, "" where it is missing.
func (n *Node) Attr(name string) string {
	v, _ := n.Lookup(name)
	return v
}

// Within returns the nearest element above n with a tag, nil if an element with the
// tag stop comes first or there is none.
func (n *Node) Within(tag string, stop ...string) *Node {
	for p := n.Parent; p != nil; p = p.Parent {
		if p.Tag == tag {
			return p
		}
		for _, s := range stop {
			if p.Tag == s {
				return nil
			}
		}
	}
	return nil
}

// Mode says which mistakes of old browsers a document relies on (WHATWG, Quirks Mode
// Standard). Most report mails have no doctype and so are in quirks mode.
type Mode uint8

// The modes.
const (
	Standards Mode = iota
	LimitedQuirks
	Quirks
)

// Document is a mail's page.
type Document struct {
	HTML, Body *Node
	Mode       Mode
	Sheets     []string // contents of <style>, in order
}

// Quirks reports whether tables, lengths and margins follow the old rules.
func (d *Document) Quirks() bool { return d.Mode == Quirks }

// LineQuirks reports whether lines have no height of their own without text.
func (d *Document) LineQuirks() bool { return d.Mode != Standards }
