package readers

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/definition"
)

// Only returns a registry of the reader of that name alone, so that one can see what
// it makes of mails that others know. It is false where there is none.
func (r *Registry) Only(name string) (*Registry, bool) {
	return r.chosen(func(row domain.ReaderRow) bool { return strings.EqualFold(row.Name, name) })
}

// Without returns a registry that leaves out one product, given by its own name or by
// that of its reader: its mails are read as those of a product that nobody knows. It
// is false where nothing is left out.
func (r *Registry) Without(product string) (*Registry, bool) {
	x, _ := r.chosen(func(row domain.ReaderRow) bool {
		return !strings.EqualFold(row.Name, product) && !strings.EqualFold(row.Product, product)
	})
	return x, len(x.readers) < len(r.readers)
}

func (r *Registry) chosen(keep func(domain.ReaderRow) bool) (*Registry, bool) {
	rows := r.List()
	var list []Reader
	own := 0
	for i, x := range r.readers {
		if !keep(rows[i]) {
			continue
		}
		list = append(list, x)
		if _, ok := x.(*definition.Definition); ok && i < r.own {
			own++
		}
	}
	x := New(slices.Clip(list)...)
	x.own = own
	return x, len(list) > 0
}
