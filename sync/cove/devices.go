package cove

import (
	"context"
	"encoding/json"
	"slices"

	"runchecks/domain/wording"
)

// pageSize is how many devices are asked for at once. No largest page is published;
// sizes from 300 to 10,000 are in use (cove-api.md, section 4).
const pageSize = 500

// maxDevices ends a listing that never ends.
const maxDevices = 200_000

// Poll tells what a listing of the devices has and has not shown.
type Poll struct {
	Devices int
	// Total is how many devices the service counts.
	Total Number
	// Refused names the data that the service does not give to this user, for people.
	Refused []string
	// Doubts say, for people, why the listing may not be the whole truth. None of the
	// devices may be called quiet while there is one.
	Doubts []wording.Phrase
}

// Complete reports whether the listing showed every device with all its data.
func (p Poll) Complete() bool { return len(p.Doubts) == 0 && len(p.Refused) == 0 }

// Devices lists all devices of the user's customer and of those below it, page by
// page, and calls yield for each, on the caller's goroutine. An error of yield ends
// the listing and is returned as it is. After any other error the devices so far
// are valid, but not all. A device that moves between pages is shown once.
func (c *Client) Devices(ctx context.Context, yield func(Device) error) (Poll, error) {
	tried := wording.Of("fault.cove_reading_devices")
	columns := c.columns()
	var (
		p      = Poll{Refused: columns.words}
		doubts doubts
		seen   = map[int64]bool{}
		first  int
		probed bool
	)
	for first < maxDevices {
		page, f, err := c.page(ctx, tried, columns.names, first, pageSize)
		if err != nil {
			return p, err
		}
		if f != nil && f.number() == codeSecurity && !probed {
			// From the first row again: what was shown is known in seen.
			if columns, err = c.probe(ctx, tried); err != nil {
				return p, err
			}
			p.Refused, probed, first = columns.words, true, 0
			continue
		}
		if f != nil {
			return p, f.err(c, tried)
		}
		doubts.page(page, p.Total, first)
		if page.total.Known {
			p.Total = page.total
		}
		for _, d := range page.devices {
			if seen[d.AccountID] {
				continue
			}
			seen[d.AccountID] = true
			d.Refused = columns.refused
			doubts.device(d)
			p.Devices++
			if err := yield(d); err != nil {
				return p, err
			}
		}
		first += page.rows
		// A server may have smaller pages than asked for; its total tells.
		if page.rows == 0 || p.Total.Known && int64(first) >= p.Total.Value || !p.Total.Known && page.rows < pageSize {
			break
		}
	}
	p.Doubts = doubts.words(p)
	c.calls.Log.Info("listed the devices of Cove", "devices", p.Devices, "total", p.Total.String(), "doubts", len(p.Doubts),
		"refused", len(p.Refused))
	return p, nil
}

// page is one answer of EnumerateAccountStatistics.
type page struct {
	devices    []Device
	rows       int // including those that are no devices
	unreadable int
	total      Number
}

// page asks for one page. An error of the service comes back as a fault.
func (c *Client) page(ctx context.Context, tried wording.Phrase, columns []string, first, size int) (page, *rpcFault, error) {
	c.mu.Lock()
	partner := c.partner
	c.mu.Unlock()
	if partner == 0 { // the login tells it
		if _, err := c.current(ctx); err != nil {
			return page{}, nil, err
		}
		c.mu.Lock()
		partner = c.partner
		c.mu.Unlock()
	}
	var p page
	result := rows(func(raw []byte) {
		if p.rows++; p.rows > maxRows {
			return
		}
		if d, ok := decodeRow(raw); ok {
			p.devices = append(p.devices, d)
		} else {
			p.unreadable++
		}
	}, func(raw []byte) {
		members(raw, func(name string, value []byte) {
			if name == "COUNT(1)" {
				p.total = number(scalar(value))
			}
		})
	})
	f, err := c.call(ctx, request{
		method: "EnumerateAccountStatistics",
		tried:  tried,
		params: map[string]any{"query": map[string]any{
			"PartnerId":         partner,
			"Filter":            "",
			"SelectionMode":     "Merged",
			"StartRecordNumber": first,
			"RecordsCount":      size,
			"OrderBy":           "I0 ASC",
			"Columns":           columns,
			"Totals":            []string{"COUNT(1)"},
		}},
	}, func(dec *json.Decoder) error {
		p = page{} // an attempt before this one may have been cut short
		if err := result(dec); err != nil || p.rows <= maxRows {
			return err
		}
		return errTooLong
	})
	return p, f, err
}

// doubts collects why a listing may not be the whole truth (cove-api.md, section 6.8).
type doubts struct {
	unreadable, nameless, classless int
	figures, active                 bool
	moved                           bool
}

func (d *doubts) page(p page, before Number, first int) {
	d.unreadable += p.unreadable
	d.moved = d.moved || first > 0 && p.total != before
}

func (d *doubts) device(v Device) {
	if v.Name == "" {
		d.nameless++
	}
	if v.Class == ClassUnknown {
		d.classless++
	}
	d.active = d.active || len(v.Active) > 0
	d.figures = d.figures || v.Total.Present || slices.ContainsFunc(v.Sources, func(s DataSource) bool { return s.Present })
}

func (d *doubts) words(p Poll) []wording.Phrase {
	var out []wording.Phrase
	add := func(wrong bool, sentence string, args ...any) {
		if wrong {
			out = append(out, wording.Of(sentence, args...))
		}
	}
	add(d.moved, "fault.cove_moved")
	add(!p.Total.Known, "fault.cove_no_total")
	add(p.Total.Known && p.Total.Value != int64(p.Devices), "fault.cove_other_total", p.Total, p.Devices)
	add(d.unreadable > 0, "fault.cove_unreadable", d.unreadable)
	add(d.nameless > 0, "fault.cove_nameless", d.nameless)
	add(d.classless > 0, "fault.cove_classless", d.classless)
	add(p.Devices > 0 && !d.active, "fault.cove_no_active")
	add(p.Devices > 0 && !d.figures, "fault.cove_no_figures")
	return out
}

// columnSet is what is asked for, and what the service refuses.
type columnSet struct {
	names   []string
	refused []string // codes of data sources
	words   []string // the same and more, for people
}

// extras is the name of the group of extraColumns.
const extras = "extras"

// group is columns that the service may refuse together.
type group struct {
	key, words string
	columns    []string
}

func groups() []group {
	out := []group{{extras, wording.English(wording.Of("fault.cove_further"), nil), extraColumns()}}
	for _, s := range asked {
		out = append(out, group{s.code(), s.name() + " (" + s.code() + ")", s.columns()})
	}
	return out
}

// columns returns the columns that this user may ask for, as far as it is known.
func (c *Client) columns() columnSet {
	c.mu.Lock()
	defer c.mu.Unlock()
	set := columnSet{names: coreColumns()}
	for _, g := range groups() {
		switch {
		case !c.narrow[g.key]:
			set.names = append(set.names, g.columns...)
		case g.key != extras:
			set.refused = append(set.refused, g.key)
			fallthrough
		default:
			set.words = append(set.words, g.words)
		}
	}
	return set
}

// probe finds out which groups the service refuses after error 13501: the small set
// must be allowed, and each group is tried beside it, with one row. The outcome is
// kept as long as the client lives.
func (c *Client) probe(ctx context.Context, tried wording.Phrase) (columnSet, error) {
	ask := func(columns []string) (*rpcFault, error) {
		_, f, err := c.page(ctx, tried, columns, 0, 1)
		if err == nil && f != nil && f.number() != codeSecurity {
			err = f.err(c, tried)
		}
		return f, err
	}
	if f, err := ask(coreColumns()); err != nil {
		return columnSet{}, err
	} else if f != nil {
		return columnSet{}, f.err(c, tried)
	}
	narrow := map[string]bool{}
	for _, g := range groups() {
		f, err := ask(append(coreColumns(), g.columns...))
		if err != nil {
			return columnSet{}, err
		}
		if narrow[g.key] = f != nil; f != nil {
			c.calls.Log.Warn("Cove refuses columns to this user", "columns", g.words)
		}
	}
	c.mu.Lock()
	c.narrow = narrow
	c.mu.Unlock()
	return c.columns(), nil
}
