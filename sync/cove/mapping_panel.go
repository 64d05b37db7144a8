package cove

import (
	"fmt"

	"runchecks/domain"
)

// MappingOf returns the mapping that a profile's rules ask for.
func MappingOf(r domain.DeviceRules) Mapping {
	m := Mapping{DeadWarning: r.DeadWarning, DeadFailed: r.DeadFailed, Status: map[State]domain.Status{}}
	for state, status := range r.States {
		m.Status[State(state)] = status
	}
	return m
}

// Decode reads a row as the cache keeps it.
func Decode(raw []byte) (Device, bool) { return decodeRow(raw) }

// Panel returns the summary as the cache keeps it (product.md, section 8).
func (s Summary) Panel() domain.Summary {
	out := domain.Summary{Title: s.Device, LinesTitle: "Data sources", Imported: s.ImportedAt}
	text := func(label, value string) {
		if value != "" {
			out.Facts = append(out.Facts, domain.SummaryFact{Label: label, Text: value})
		}
	}
	size := func(label string, n Number) {
		if v := known(n); v != nil {
			out.Facts = append(out.Facts, domain.SummaryFact{Label: label, Bytes: v})
		}
	}
	text("Device", s.Device)
	text("Alias", s.Alias)
	text("Computer", s.Computer)
	text("Customer", s.Customer)
	text("Account id", fmt.Sprint(s.AccountID))
	class := string(s.Class)
	if s.Physical != "" && s.Physical != "Undefined" {
		class += ", " + s.Physical
	}
	text("Device class", class)
	text("System", s.OS)
	text("Client", s.Version)
	text("Profile", s.Profile)
	if !s.LastSession.IsZero() {
		out.Facts = append(out.Facts, domain.SummaryFact{Label: "Last session", At: s.LastSession})
	}
	if !s.LastSuccess.IsZero() {
		out.Facts = append(out.Facts, domain.SummaryFact{Label: "Last success", At: s.LastSuccess})
	}
	if s.Duration > 0 {
		out.Facts = append(out.Facts, domain.SummaryFact{Label: "Duration", Duration: s.Duration})
	}
	size("Selected", s.Selected)
	size("Sent", s.Sent)
	size("Used storage", s.Used)
	for _, d := range s.Bar {
		out.Days = append(out.Days, domain.SummaryDay{Date: d.Date, Status: d.Status, Words: d.Words})
	}
	for _, l := range s.Sources {
		out.Lines = append(out.Lines, domain.SummaryLine{
			Code: l.Code, Name: l.Name, Status: l.Status, Words: l.Message, Running: l.Running, LastSession: l.LastSession, LastSuccess: l.LastSuccess,
			Duration: l.Duration, Selected: known(l.Selected), Sent: known(l.Sent),
		})
	}
	return out
}

func known(n Number) *int64 {
	if !n.Known || n.Value < 0 {
		return nil
	}
	return &n.Value
}
