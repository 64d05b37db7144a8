package facts

import (
	"strconv"
	"strings"
)

// places names the places of a mail. A log has hundreds, whose names share pieces of memory.
type places struct{ names strings.Builder }

// placesAtOnce is how many bytes of names a piece has.
const placesAtOnce = 2048

// name is a kind of place with its number: "line 12".
func (p *places) name(kind string, number int) string {
	var digits [20]byte
	n := strconv.AppendInt(digits[:0], int64(number), 10)
	from := p.room(len(kind) + len(n))
	p.names.WriteString(kind)
	p.names.Write(n)
	return p.names.String()[from:]
}

// Place names a place by its parts: the row of a table, its column.
func (f *Facts) Place(parts ...string) string {
	n := 0
	for _, part := range parts {
		n += len(part)
	}
	from := f.places.room(n)
	for _, part := range parts {
		f.places.names.WriteString(part)
	}
	return f.places.names.String()[from:]
}

// join is a place within another one: "text line 12".
func (p *places) join(outer, inner string) string {
	from := p.room(len(outer) + len(inner))
	p.names.WriteString(outer)
	p.names.WriteString(inner)
	return p.names.String()[from:]
}

// room makes room for a name and returns where it begins.
func (p *places) room(n int) int {
	if p.names.Cap()-p.names.Len() < n {
		p.names = strings.Builder{}
		p.names.Grow(max(n, placesAtOnce))
	}
	return p.names.Len()
}
