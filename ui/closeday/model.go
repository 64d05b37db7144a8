package closeday

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/services"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// reach is how many nights before the one that has begun can be closed.
const reach = 31

// Model is what the form about the end of a night shows. Its methods are called on the
// interface thread.
type Model struct {
	p      services.Base
	sheets *task.Latest
	nights rules.Nights
	dates  []time.Time // of the nights that can be closed, the newest first
	last   int         // the night that ended last
	names  []string    // of the customers
	sheet  domain.SignOff
}

// ReadModel reads what can be chosen. It is called beside the interface thread.
func ReadModel(ctx context.Context, p services.Base) (*Model, error) {
	m := &Model{p: p, sheets: task.NewLatest(p.Background)}
	err := p.Store.Read(ctx, func(q domain.Reader) error {
		list, err := q.Customers()
		if err != nil {
			return err
		}
		for _, c := range list {
			m.names = append(m.names, c.Name)
		}
		m.nights, err = rules.ReadNights(q, p.Location)
		return err
	})
	if err != nil {
		return nil, err
	}
	now := p.Clock()
	last := m.nights.On(now)
	for date := m.nights.Of(now).Date; len(m.dates) <= reach; date = date.AddDate(0, 0, -1) {
		if date.Equal(last.Date) {
			m.last = len(m.dates)
		}
		m.dates = append(m.dates, date)
	}
	return m, nil
}

// Nights are the nights to choose from, in words, and the one that ended last. Label says
// whether they are nights or calendar days.
func (m *Model) Nights() (label string, nights []string, last int) {
	for _, date := range m.dates {
		nights = append(nights, words.Stamp(m.nights.On(date).Date, words.LongDate))
	}
	label = words.T("closeday.night")
	if m.nights.On(m.p.Clock()).Calendar() {
		label = words.T("closeday.day")
	}
	return label, nights, m.last
}

// Customers are those to choose from, all of them first.
func (m *Model) Customers() []string {
	return append([]string{words.T("closeday.all_customers")}, m.names...)
}

// Said is what the form says about a sheet.
type Said struct {
	Text   string
	Refuse bool // there is nothing to write
	Lines  []string
}

// Read reads the sheet of a night and a customer, by their places among the choices. Only
// the answer to the newest question is told.
func (m *Model) Read(night, customer int, then func(Said)) {
	who := ""
	if customer > 0 {
		who = m.names[customer-1]
	}
	date := m.dates[night]
	m.sheet = domain.SignOff{}
	then(Said{Text: words.T("closeday.reading"), Refuse: true})
	m.sheets.Run(func(ctx context.Context) func() {
		sheet, err := m.p.Desk.SignOff(ctx, date, who)
		return func() {
			if err != nil {
				then(Said{Text: words.ErrorLine(err), Refuse: true})
				return
			}
			m.sheet = sheet
			runs, reviewed, open, problems := sheet.Counts()
			then(Said{
				Text:   words.T("closeday.counts", "n", runs, "problems", problems, "reviewed", reviewed, "open", open),
				Refuse: runs == 0, Lines: closingLines(sheet, m.p.Location),
			})
		}
	})
}

// Sheet is the sheet of what is chosen; ok is false until it was read.
func (m *Model) Sheet() (sheet domain.SignOff, ok bool) { return m.sheet, m.sheet.Day != "" }

// closingLines say what a person should know before the sheet is handed on.
func closingLines(s domain.SignOff, loc *time.Location) []string {
	by := map[string]int{}
	for _, r := range s.Rows {
		if !r.Reviewed.IsZero() {
			who := r.By
			if who == "" {
				who = words.T("closeday.imported")
			}
			by[who]++
		}
	}
	var out []string
	var who []string
	for name := range by {
		who = append(who, name)
	}
	slices.Sort(who)
	for _, name := range who {
		out = append(out, words.T("closeday.by", "name", name, "n", by[name]))
	}
	open := 0
	for _, t := range s.Tickets {
		if t.Resolved.IsZero() {
			open++
		}
	}
	out = append(
		out,
		words.T("closeday.documented",
			"tickets", len(s.Tickets), "open", open, "remarks", len(s.Remarks), "accepted", len(s.Accepted)),
	)
	if s.Customer == "" && s.ReviewedIn.Runs > 0 {
		out = append(
			out,
			words.T("closeday.reviewed_in",
				"from", words.Stamp(s.From, words.DayClock), "to", words.Stamp(s.To, words.DayClock), "runs", s.ReviewedIn.Runs),
		)
	}
	for _, a := range s.Accounts {
		line := words.T("closeday.never_synced", "account", a.Name)
		if !a.LastSuccess.IsZero() {
			line = words.T("closeday.synced", "account", a.Name, "time", words.Stamp(a.LastSuccess.In(loc), words.DayClock))
		}
		if a.Error != "" {
			line = words.T("closeday.then_error", "sync", line, "error", words.Clip(a.Error, 80))
		}
		out = append(out, line)
	}
	if s.Approvals.Jobs > 0 {
		out = append(
			out,
			words.T("closeday.approvals", "jobs", s.Approvals.Jobs,
				"runs", words.Counted(s.Approvals.Runs, "run"), "problems", s.Approvals.Problems),
		)
	}
	if s.Unmatched > 0 {
		out = append(out, words.T("closeday.unmatched", "n", s.Unmatched))
	}
	return out
}
