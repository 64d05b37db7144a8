package cove

import (
	"time"

	"runchecks/domain"
)

// Summary is what the panel shows in place of a mail (product.md, section 8). Times
// are UTC, zero for never; sizes are bytes.
type Summary struct {
	Device    string `json:"device"`
	Alias     string `json:"alias,omitempty"`
	Computer  string `json:"computer"`
	Customer  string `json:"customer"`
	AccountID int64  `json:"accountId"`
	PartnerID int64  `json:"partnerId"`
	Class     Class  `json:"class"`
	OS        string `json:"os,omitempty"`
	Version   string `json:"version,omitempty"`
	Profile   string `json:"profile,omitempty"`
	Physical  string `json:"physical,omitempty"`

	Sources []SourceLine `json:"sources"` // the active ones

	LastSession time.Time     `json:"lastSession,omitzero"` // the newest of all sources
	LastSuccess time.Time     `json:"lastSuccess,omitzero"` // the newest of all sources: it hides dead ones
	LastContact time.Time     `json:"lastContact,omitzero"`
	Duration    time.Duration `json:"duration"`
	Selected    Number        `json:"selected"`
	Sent        Number        `json:"sent"`
	Used        Number        `json:"used"`
	Bar         []Day         `json:"bar"`
	ImportedAt  time.Time     `json:"importedAt"`
}

// SourceLine is one active data source in the panel.
type SourceLine struct {
	Code        string        `json:"code"`
	Name        string        `json:"name"`
	State       string        `json:"state"` // in words, as things stood at the import
	Status      domain.Status `json:"status"`
	Message     string        `json:"message"`
	Running     bool          `json:"running,omitempty"`
	LastSession time.Time     `json:"lastSession,omitzero"`
	LastSuccess time.Time     `json:"lastSuccess,omitzero"`
	Errors      Number        `json:"errors"`
	Duration    time.Duration `json:"duration"`
	Selected    Number        `json:"selected"`
	Sent        Number        `json:"sent"`
}

// Summarise makes the summary of a device as it was polled at that time. Where the
// service gives no sum, that of the active sources takes its place.
func Summarise(d Device, m Mapping, polled time.Time) Summary {
	out := Summary{
		Device: d.Name, Alias: d.Alias, Computer: d.Computer, Customer: d.Customer,
		AccountID: d.AccountID, PartnerID: d.PartnerID, Class: d.Class,
		OS: d.OS, Version: d.Version, Profile: d.Profile, Physical: d.Physical,
		LastSession: d.Total.Ended(), LastSuccess: d.Total.LastSuccess, LastContact: d.LastContact,
		Duration: d.Total.Duration, Selected: d.Total.Selected, Sent: d.Total.Sent, Used: d.Used,
		Bar: Days(d.Bar, m, polled), ImportedAt: polled.UTC(),
	}
	end := ended(d)
	var selected, sent Number
	for _, s := range d.Sources {
		if !s.Active {
			continue
		}
		status, message := d.judge(s, m, end)
		known := s.known(d)
		line := SourceLine{
			Code: s.Code, Name: s.Name, State: known.State.String(), Status: status, Message: message, Running: known.State.Running(),
			LastSession: known.Ended(), LastSuccess: known.LastSuccess,
			Errors: known.Errors, Duration: known.Duration, Selected: known.Selected, Sent: known.Sent,
		}
		out.Sources = append(out.Sources, line)
		selected, sent = selected.plus(s.Selected), sent.plus(s.Sent)
		if line.LastSession.After(out.LastSession) {
			out.LastSession = line.LastSession
		}
		if line.LastSuccess.After(out.LastSuccess) {
			out.LastSuccess = line.LastSuccess
		}
	}
	if !out.Selected.Known {
		out.Selected = selected
	}
	if !out.Sent.Known {
		out.Sent = sent
	}
	return out
}

// plus adds what is known, and stays at the bound where the sum is beyond it.
func (n Number) plus(o Number) Number {
	switch {
	case !o.Known || o.Value < 0:
		return n
	case n.Value > 1<<62-o.Value:
		return Number{1 << 62, true}
	}
	return Number{n.Value + o.Value, true}
}
