package cove

import (
	"bytes"
	"encoding/json"
	"slices"
	"time"
)

// row is what one row says, whatever notation its keys came in.
type row struct {
	account, partner Number
	flags            []string
	device           [iPhysical + 1]string
	values           map[dataSource]*dataValues
	any              bool // it had a value of a data source
}

type dataValues [fFinished + 1]string

// decodeRow makes a Device of one element of the list of a statistics answer, which
// is valid JSON. It reports false for what is not a row or names no account.
func decodeRow(raw []byte) (Device, bool) {
	r := row{values: map[dataSource]*dataValues{}}
	secret := false
	members(raw, func(name string, value []byte) {
		switch name {
		case "AccountId":
			r.account = number(scalar(value))
		case "PartnerId":
			r.partner = number(scalar(value))
		case "Flags":
			elements(value, func(v []byte) { r.flags = append(r.flags, scalar(v)) })
		case "Settings":
			one := func(key string, v []byte) {
				secret = r.set(key, v) || secret
			}
			members(value, one)
			elements(value, func(v []byte) { members(v, one) })
		}
	})
	if !r.account.Known {
		r.account = number(r.device[iID])
	}
	if !r.account.Known || r.account.Value <= 0 {
		return Device{}, false
	}
	d := r.build()
	if d.Raw = bytes.Clone(raw); secret {
		d.Raw = withoutPassword(raw)
	}
	return d, true
}

// set keeps a value. It reports whether it is the password of the device. Where a
// code comes in two notations, the first one with a value wins.
func (r *row) set(key string, raw []byte) (secret bool) {
	c, ok := parseColumn(key)
	switch {
	case !ok:
	case c == column{0, iPassword}:
		return true
	case c.source == 0:
		if c.field < len(r.device) && r.device[c.field] == "" {
			r.device[c.field] = scalar(raw)
		}
	case c.field < len(dataValues{}):
		v := r.values[c.source]
		if v == nil {
			v = new(dataValues)
			r.values[c.source] = v
		}
		if s := scalar(raw); s != "" && v[c.field] == "" {
			v[c.field] = s
			r.any = true
		}
	}
	return false
}

func (r *row) build() Device {
	text := func(i int) string { return r.device[i] }
	active := parseActive(text(iActive))
	if text(iActive) == "" {
		active = r.seen()
	}
	d := Device{
		AccountID: r.account.Value, PartnerID: r.partner.Value,
		Customer: text(iCustomer), Name: text(iName), Alias: text(iAlias), Computer: text(iComputer),
		OS: text(iOS), Version: text(iVersion), Product: text(iProduct), Profile: text(iProfile),
		Reference: text(iReference), Physical: text(iPhysical), Flags: r.flags,
		Created: moment(number(text(iCreated))), LastContact: moment(number(text(iContact))),
		Used:  number(text(iUsed)),
		Total: r.source(total),
	}
	d.Class = classOf(number(text(iAccountType)), number(text(iOSType)), active, text(iComputer) != "" || r.any)
	for _, s := range active {
		state := r.source(s)
		state.Active = true
		d.Active = append(d.Active, s.code())
		d.Sources = append(d.Sources, state)
	}
	for _, s := range r.seen() {
		if !slices.Contains(active, s) {
			d.Sources = append(d.Sources, r.source(s))
		}
	}
	if v := r.values[total]; v != nil {
		d.Bar = bar(v[fBar])
	}
	return d
}

// seen returns the data sources of which the row has a value, by number.
func (r *row) seen() []dataSource {
	var out []dataSource
	for s, v := range r.values {
		if s != total && *v != (dataValues{}) {
			out = append(out, s)
		}
	}
	slices.Sort(out)
	return out
}

func (r *row) source(s dataSource) DataSource {
	d := DataSource{Code: s.code(), Name: s.name()}
	v := r.values[s]
	if v == nil || *v == (dataValues{}) {
		return d
	}
	at := func(f int) time.Time { return moment(number(v[f])) }
	d.Present = true
	d.State, d.FinishedState, d.SuccessState = parseState(v[fState]), parseState(v[fFinishedState]), parseState(v[fSuccessState])
	d.Session, d.Finished, d.LastSuccess = at(fLastSession), at(fFinished), at(fLastSuccess)
	d.Errors, d.Selected, d.Sent = number(v[fErrors]), number(v[fSelected]), number(v[fSent])
	d.Duration = span(number(v[fDuration]))
	return d
}

// barDays is how many days the colour bar has.
const barDays = 28

// bar returns the last 28 digits. Anything that is not all digits is no bar.
func bar(s string) string {
	for _, ch := range []byte(s) {
		if ch < '0' || ch > '9' {
			return ""
		}
	}
	return s[max(0, len(s)-barDays):]
}

// withoutPassword writes a row anew, without the password of the device, which was
// not asked for.
func withoutPassword(raw []byte) json.RawMessage {
	var out struct {
		AccountID json.RawMessage   `json:"AccountId,omitempty"`
		PartnerID json.RawMessage   `json:"PartnerId,omitempty"`
		Flags     json.RawMessage   `json:"Flags,omitempty"`
		Settings  []json.RawMessage `json:"Settings"`
	}
	members(raw, func(name string, value []byte) {
		switch name {
		case "AccountId":
			out.AccountID = value
		case "PartnerId":
			out.PartnerID = value
		case "Flags":
			out.Flags = value
		case "Settings":
			keep := func(key string, v []byte) {
				if c, ok := parseColumn(key); ok && c == (column{0, iPassword}) {
					return
				}
				if pair, err := json.Marshal(map[string]json.RawMessage{key: v}); err == nil {
					out.Settings = append(out.Settings, pair)
				}
			}
			members(value, keep)
			elements(value, func(v []byte) { members(v, keep) })
		}
	})
	b, err := json.Marshal(out)
	if err != nil {
		return nil
	}
	return b
}
