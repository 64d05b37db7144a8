package reduce

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// variants are the documents with one thing less: an element, the tags of an
// element around its children, an attribute, a declaration, a text or half of it.
// Only those that are really shorter are given.
func variants(document string) []variant {
	pieces := split(document)
	var all []variant
	add := func(cuts ...cut) {
		if v := newVariant(document, cuts...); len(v.text) < len(document) {
			all = append(all, v)
		}
	}
	for _, e := range elements(pieces) {
		first, last := pieces[e.start], pieces[e.end]
		if skeleton(first.token.Data) {
			continue
		}
		add(cut{from: first.from, to: last.to})
		if e.end > e.start {
			add(cut{from: first.from, to: first.to}, cut{from: last.from, to: last.to})
		}
	}
	for _, piece := range pieces {
		for _, smaller := range piece.smaller() {
			add(cut{piece.from, piece.to, smaller})
		}
	}
	return all
}

// skeleton are the elements that a browser adds when they are missing, and the
// character set, without which the letters change.
func skeleton(tag string) bool {
	return slices.Contains([]string{"html", "head", "body", "meta"}, tag)
}

// piece is a tag, a text, a comment or the doctype, and where it stands.
type piece struct {
	from, to int
	raw      string
	token    html.Token
}

func split(document string) []piece {
	var pieces []piece
	at := 0
	tokens := html.NewTokenizer(strings.NewReader(document))
	for tokens.Next() != html.ErrorToken {
		raw := string(tokens.Raw()) // before Token, which spoils it
		token := tokens.Token()
		if token.Data == "noscript" {
			tokens.NextIsNotRawText() // without scripts its content is ordinary
		}
		pieces = append(pieces, piece{at, at + len(raw), raw, token})
		at += len(raw)
	}
	return pieces
}

// element is the first and the last piece of an element; they are the same for one
// without an end tag.
type element struct{ start, end int }

// elements finds them as they are written. An end tag closes the nearest start tag
// of its name; start tags passed over on the way have no end.
func elements(pieces []piece) []element {
	var found []element
	var open []int
	alone := func(at int) { found = append(found, element{at, at}) }
	for i, piece := range pieces {
		switch piece.token.Type {
		case html.SelfClosingTagToken, html.CommentToken:
			alone(i)
		case html.StartTagToken:
			open = append(open, i)
		case html.EndTagToken:
			k := len(open) - 1
			for k >= 0 && pieces[open[k]].token.Data != piece.token.Data {
				k--
			}
			if k < 0 {
				alone(i) // closes nothing
				continue
			}
			found = append(found, element{open[k], i})
			for _, passed := range open[k+1:] {
				alone(passed)
			}
			open = open[:k]
		}
	}
	for _, start := range open {
		alone(start)
	}
	return found
}

// smaller are the ways to take something away inside a piece.
func (p piece) smaller() []string {
	switch p.token.Type {
	case html.TextToken:
		all := []string{strings.TrimSpace(p.raw), ""}
		if words := strings.Fields(p.raw); len(words) > 1 {
			middle := len(words) / 2
			all = append(all, strings.Join(words[:middle], " "), strings.Join(words[middle:], " "))
		}
		return all
	case html.StartTagToken, html.SelfClosingTagToken:
		if p.token.Data != "meta" {
			return p.withLessAttributes()
		}
	}
	return nil
}

func (p piece) withLessAttributes() []string {
	var all []string
	for i, attribute := range p.token.Attr {
		all = append(all, p.with(slices.Delete(slices.Clone(p.token.Attr), i, i+1)))
		if attribute.Key != "style" {
			continue
		}
		declarations := strings.Split(attribute.Val, ";")
		for k := range declarations {
			attributes := slices.Clone(p.token.Attr)
			attributes[i].Val = strings.Join(slices.Delete(slices.Clone(declarations), k, k+1), ";")
			all = append(all, p.with(attributes))
		}
	}
	return all
}

func (p piece) with(attributes []html.Attribute) string {
	token := p.token
	token.Attr = attributes
	return token.String()
}
