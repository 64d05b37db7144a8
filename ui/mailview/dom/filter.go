package dom

import (
	"bytes"
	"errors"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"runchecks/ui/mailview/limit"
)

// The tree builder of x/net/html cannot be interrupted and answers some short
// documents with millions of nodes, because it opens formatting elements again after
// every block. So the tokens pass a filter first, in linear time, which knows the open
// elements as well as the builder does and ends the document when it becomes too much.
type filter struct {
	lim  limit.Limits
	cuts *limit.Cuts
	out  bytes.Buffer

	raw     []byte // of the tag at hand
	open    []open
	kept    int      // open elements that are not skipped
	formats []string // open formatting elements; "" is the edge of a cell
	cost    int
	doctype bool

	drop      string // the dropped element we are in
	dropDepth int
}

type open struct {
	tag     string
	skipped bool // too deep: its content stays, its tags do not
}

// searchDepth bounds how far up the filter looks for an open element.
const searchDepth = 512

// longestTag is the longest name that is an element to us.
const longestTag = 32

// bounded returns src without what is never shown and within the limits.
func bounded(src []byte, lim limit.Limits, cuts *limit.Cuts) []byte {
	if len(src) > lim.Bytes {
		src = src[:lim.Bytes]
		cuts.Add(limit.Size)
	}
	src = bytes.ToValidUTF8(src, []byte("\uFFFD"))
	f := &filter{lim: lim, cuts: cuts}
	f.out.Grow(len(src) + 64)
	z := html.NewTokenizer(bytes.NewReader(src))
	z.SetMaxBuf(lim.Token)
	for f.token(z) {
	}
	return f.out.Bytes()
}

// token handles the next token; false at the end.
func (f *filter) token(z *html.Tokenizer) bool {
	kind := z.Next()
	if kind == html.ErrorToken {
		if errors.Is(z.Err(), html.ErrBufferExceeded) {
			f.cuts.Add(limit.Token)
		}
		return false
	}
	// Every open formatting element may be opened again for this token.
	nested := f.formatsOpen()
	f.cost += 1 + nested
	if f.cost > 2*f.lim.Nodes {
		f.cuts.Add(limit.Nodes)
		return false
	}
	switch kind {
	case html.DoctypeToken:
		if !f.doctype && len(f.open) == 0 {
			f.doctype = true
			f.out.Write(z.Raw())
		}
		return true
	case html.CommentToken:
		return true
	case html.TextToken:
		if f.drop == "" {
			f.out.Write(z.Raw())
		}
		return true
	}
	f.raw = append(f.raw[:0], z.Raw()...) // TagName writes into the original
	raw := f.raw
	name, hasAttrs := z.TagName()
	tag := atom.String(name)
	switch {
	case len(tag) > longestTag || strings.ContainsAny(tag, "<\"'"):
		return true
	case f.drop != "":
		f.inDropped(kind, tag)
		return true
	case dropped[tag]:
		if kind == html.StartTagToken && !void[tag] {
			f.drop, f.dropDepth = tag, 1
		}
		return true
	case kind == html.EndTagToken:
		f.end(tag, raw)
		return true
	}
	return f.start(z, tag, raw, hasAttrs, nested)
}

func (f *filter) inDropped(kind html.TokenType, tag string) {
	if tag != f.drop {
		return
	}
	switch kind {
	case html.StartTagToken:
		f.dropDepth++
	case html.EndTagToken:
		f.dropDepth--
	}
	if f.dropDepth == 0 {
		f.drop = ""
	}
}

// start handles a start tag; false if the document ends here.
func (f *filter) start(z *html.Tokenizer, tag string, raw []byte, hasAttrs bool, nested int) bool {
	if !void[tag] {
		if closes, stop := implied(tag); closes != nil {
			for i := f.find(closes, stop); i >= 0; i = f.find(closes, stop) {
				f.pop(i)
			}
		}
		if len(f.open) >= 8*f.lim.Depth {
			f.cuts.Add(limit.Depth)
			return false
		}
		skipped := f.kept >= f.lim.Depth || formatting[tag] && nested >= f.lim.Formatting
		f.open = append(f.open, open{tag, skipped})
		if boundary(tag) {
			f.formats = append(f.formats, "")
		}
		if skipped {
			f.cuts.Add(limit.Depth)
			return true
		}
		f.kept++
		if formatting[tag] {
			f.formats = append(f.formats, tag)
		}
	}
	if hasAttrs && mayHave(raw, f.lim.Attributes) && f.fewerAttributes(z, tag) {
		return true
	}
	f.out.Write(raw)
	return true
}

// mayHave reports whether a tag can have more than so many attributes: something stands
// between any two.
func mayHave(raw []byte, most int) bool {
	between := 0
	for _, c := range raw {
		switch c {
		case ' ', '\t', '\n', '\r', '\f', '/', '"', '\'':
			between++
		}
	}
	return between > most
}

// longestName is the longest name of an attribute that is kept in a tag with too many.
const longestName = 64

// fewerAttributes writes a tag with as many attributes as are allowed; false, and nothing,
// if it has no more.
func (f *filter) fewerAttributes(z *html.Tokenizer, tag string) bool {
	var kept strings.Builder
	kept.WriteString("<" + tag)
	more := true
	for n := 0; more; n++ {
		if n == f.lim.Attributes {
			f.cuts.Add(limit.Attributes)
			kept.WriteByte('>')
			f.out.WriteString(kept.String())
			return true
		}
		var name, value []byte
		name, value, more = z.TagAttr()
		if len(name) > 0 && len(name) < longestName {
			kept.WriteString(" " + string(name) + `="` + html.EscapeString(string(value)) + `"`)
		}
	}
	return false
}

func (f *filter) end(tag string, raw []byte) {
	i := f.find([]string{tag}, endStop(tag))
	if i < 0 {
		switch tag {
		case "p", "br": // these make an element of their own
			f.out.Write(raw)
		case "tr", "tbody", "thead", "tfoot": // what they end may not have been written
			if c := f.find(cells, table); c >= 0 {
				f.pop(c)
			}
			f.out.Write(raw)
		}
		return
	}
	skipped := f.open[i].skipped
	if formatting[tag] {
		f.closeFormat(i, tag)
	} else {
		f.pop(i)
	}
	if !skipped {
		f.out.Write(raw)
	}
}

// closeFormat closes one formatting element; what was opened in it stays open.
func (f *filter) closeFormat(i int, tag string) {
	for k := len(f.formats) - 1; k >= 0 && f.formats[k] != ""; k-- {
		if f.formats[k] == tag {
			f.formats = slices.Delete(f.formats, k, k+1)
			break
		}
	}
	if !f.open[i].skipped {
		f.kept--
	}
	f.open = slices.Delete(f.open, i, i+1)
}

// pop closes the open elements from index to on.
func (f *filter) pop(to int) {
	for i := len(f.open) - 1; i >= to; i-- {
		if !f.open[i].skipped {
			f.kept--
		}
		if !boundary(f.open[i].tag) {
			continue
		}
		for len(f.formats) > 0 {
			last := f.formats[len(f.formats)-1]
			f.formats = f.formats[:len(f.formats)-1]
			if last == "" {
				break
			}
		}
	}
	f.open = f.open[:to]
}

// find returns the innermost open element of some tags, -1 if there is none this side
// of stop.
func (f *filter) find(tags, stop []string) int {
	for i := len(f.open) - 1; i >= max(0, len(f.open)-searchDepth); i-- {
		if slices.Contains(tags, f.open[i].tag) {
			return i
		}
		if slices.Contains(stop, f.open[i].tag) {
			return -1
		}
	}
	return -1
}

func (f *filter) formatsOpen() int {
	n := 0
	for i := len(f.formats) - 1; i >= 0 && f.formats[i] != ""; i-- {
		n++
	}
	return n
}
