package reduce

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// variants are the documents with one thing less: an element, an element around
// its children, an attribute, a declaration, a text or its second half. Only those
// that are really shorter are given.
func variants(document string) []string {
	pieces := split(document)
	var all []string
	add := func(changed []piece) {
		if text := join(changed); len(text) < len(document) {
			all = append(all, text)
		}
	}
	for _, e := range elements(pieces) {
		if skeleton(pieces[e.start].token.Data) {
			continue
		}
		add(slices.Concat(pieces[:e.start], pieces[e.end+1:]))
		if e.end > e.start {
			add(slices.Concat(pieces[:e.start], pieces[e.start+1:e.end], pieces[e.end+1:]))
		}
	}
	for i, piece := range pieces {
		for _, smaller := range piece.smaller() {
			changed := slices.Clone(pieces)
			changed[i] = smaller
			add(changed)
		}
	}
	return all
}

// skeleton are the elements that a browser adds when they are missing, and the
// character set, without which the letters change.
func skeleton(tag string) bool {
	return slices.Contains([]string{"html", "head", "body", "meta"}, tag)
}

// piece is a tag, a text, a comment or the doctype.
type piece struct {
	raw   string
	token html.Token
}

func split(document string) []piece {
	var pieces []piece
	tokens := html.NewTokenizer(strings.NewReader(document))
	for tokens.Next() != html.ErrorToken {
		raw := string(tokens.Raw()) // before Token, which spoils it
		pieces = append(pieces, piece{raw, tokens.Token()})
	}
	return pieces
}

func join(pieces []piece) string {
	var text strings.Builder
	for _, piece := range pieces {
		text.WriteString(piece.raw)
	}
	return text.String()
}

// element is the first and the last piece of an element; they are the same for one
// without an end tag.
type element struct{ start, end int }

// elements finds them as they are written. An end tag closes the nearest start tag
// of its name; start tags passed over on the way have no end.
func elements(pieces []piece) []element {
	var found []element
	var open []int
	for i, piece := range pieces {
		switch {
		case piece.token.Type == html.StartTagToken && !void(piece.token.Data):
			open = append(open, i)
		case piece.token.Type == html.StartTagToken, piece.token.Type == html.SelfClosingTagToken, piece.token.Type == html.CommentToken:
			found = append(found, element{i, i})
		case piece.token.Type == html.EndTagToken:
			for k := len(open) - 1; k >= 0; k-- {
				if pieces[open[k]].token.Data != piece.token.Data {
					continue
				}
				found = append(found, element{open[k], i})
				for _, passed := range open[k+1:] {
					found = append(found, element{passed, passed})
				}
				open = open[:k]
				break
			}
		}
	}
	for _, start := range open {
		found = append(found, element{start, start})
	}
	return found
}

func void(tag string) bool {
	return slices.Contains([]string{"br", "img", "hr", "meta", "input", "col", "link", "wbr", "area", "base"}, tag)
}

// smaller are the ways to take something away inside a piece.
func (p piece) smaller() []piece {
	switch p.token.Type {
	case html.TextToken:
		var all []piece
		if strings.TrimSpace(p.raw) != "" {
			all = append(all, piece{})
		}
		if words := strings.Fields(p.raw); len(words) > 1 {
			all = append(all, piece{raw: strings.Join(words[:len(words)/2], " "), token: p.token},
				piece{raw: strings.Join(words[len(words)/2:], " "), token: p.token})
		}
		return all
	case html.StartTagToken, html.SelfClosingTagToken:
		return p.withLessAttributes()
	}
	return nil
}

func (p piece) withLessAttributes() []piece {
	if p.token.Data == "meta" {
		return nil
	}
	var all []piece
	for i, attribute := range p.token.Attr {
		all = append(all, p.with(slices.Delete(slices.Clone(p.token.Attr), i, i+1)))
		if attribute.Key != "style" {
			continue
		}
		declarations := strings.FieldsFunc(attribute.Val, func(r rune) bool { return r == ';' })
		for k := range declarations {
			if len(declarations) == 1 {
				break // the same as without the attribute
			}
			attributes := slices.Clone(p.token.Attr)
			attributes[i].Val = strings.Join(slices.Delete(slices.Clone(declarations), k, k+1), ";")
			all = append(all, p.with(attributes))
		}
	}
	return all
}

func (p piece) with(attributes []html.Attribute) piece {
	token := p.token
	token.Attr = attributes
	return piece{raw: token.String(), token: token}
}
