package uitest

import (
	"context"

	"runchecks/domain"
)

// TypeText types into whatever gets letters: the popup first, then the text that it
// gave the keyboard to.
func (d *Desk) TypeText(text string) {
	for _, r := range text {
		if focused := d.W.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			d.W.Typed(r)
		}
		d.Settle()
	}
}

// Query reads the cache.
func (d *Desk) Query(fn func(domain.Reader) error) {
	d.Helper()
	if err := d.Params.View.Store.Read(context.Background(), fn); err != nil {
		d.Fatal(err)
	}
}

// Tickets are the tickets of the cache.
func (d *Desk) Tickets() (out []domain.Ticket) {
	d.Query(func(q domain.Reader) (err error) {
		out, err = q.Tickets()
		return err
	})
	return out
}

// Fast types without waiting for what it sets going.
func (d *Desk) Fast(text string) {
	for _, r := range text {
		if focused := d.W.Canvas().Focused(); focused != nil {
			focused.TypedRune(r)
		} else {
			d.W.Typed(r)
		}
	}
}
