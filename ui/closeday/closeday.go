// Package closeday is the end of a day: what was looked at of a night, and the sign-off sheet about it
// (product.md, section 9).
package closeday

import (
	"context"
	"io"
	"slices"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/export"
	"runchecks/ui/form"
	"runchecks/ui/services"
	"runchecks/ui/shell"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// Feature is the close of a day in the window. Its methods are called on the interface thread.
type Feature struct {
	host shell.Host
	p    services.Params
}

// New makes the feature.
func New(host shell.Host, p services.Params) *Feature { return &Feature{host: host, p: p} }

// closeDay shows what was looked at of a night and writes it as a sign-off sheet
// (product.md, section 9).
func (x *Feature) closeDay() {
	loc := x.host.Location()
	now := x.host.Clock()
	x.host.Background().Go(func(ctx context.Context) func() {
		var names []string
		var nights rules.Nights
		err := x.p.Store.Read(ctx, func(q domain.Reader) error {
			list, err := q.Customers()
			if err != nil {
				return err
			}
			for _, c := range list {
				names = append(names, c.Name)
			}
			nights, err = rules.ReadNights(q, loc)
			return err
		})
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
				return
			}
			x.closeDayForm(nights, now, names)
		}
	})
}

// closeDayForm offers the night that has begun and those of a month before it; chosen is
// last night, which carries the date of today.
func (x *Feature) closeDayForm(nights rules.Nights, now time.Time, names []string) {
	loc := x.host.Location()
	var days []time.Time
	var parts []string
	chosen, last := 0, nights.On(now)
	for date := nights.Of(now).Date; len(days) <= 31; date = date.AddDate(0, 0, -1) {
		if date.Equal(last.Date) {
			chosen = len(days)
		}
		days, parts = append(days, date), append(parts, words.Stamp(nights.On(date).Date, words.LongDate))
	}
	label := words.T("closeday.night")
	if last.Calendar() {
		label = words.T("closeday.day")
	}
	f := form.New(words.T("closeday.title"), words.T("closeday.save_pdf"))
	f.Note = words.T("closeday.note")
	_, day := f.Choice(label, parts, chosen)
	customers := append([]string{words.T("closeday.all_customers")}, names...)
	_, customer := f.Choice(words.T("closeday.customer"), customers, 0)
	facts := container.NewVBox()
	f.Extra = facts
	f.Size = fyne.NewSize(640, 420)
	var sheet domain.SignOff
	var number int
	f.Changed = func() {
		number++
		mine, of, who := number, days[day()], customers[customer()]
		if customer() == 0 {
			who = ""
		}
		f.Say(words.T("closeday.reading"), true)
		x.host.Background().Go(func(ctx context.Context) func() {
			s, err := x.p.Desk.SignOff(ctx, of, who)
			return func() {
				switch {
				case mine != number:
				case err != nil:
					f.Say(words.ErrorLine(err), true)
				default:
					sheet = s
					runs, reviewed, open, problems := s.Counts()
					f.Say(
						words.T("closeday.counts", "n", runs, "problems", problems, "reviewed", reviewed, "open", open),
						runs == 0,
					)
					facts.RemoveAll()
					for _, line := range closingLines(s, loc) {
						facts.Add(form.Small(line))
					}
					facts.Refresh()
				}
			}
		})
	}
	name := func(ending string) string {
		text := "backup-sign-off-" + sheet.Day
		if sheet.Customer != "" {
			text += "-" + shell.FileName(sheet.Customer, "message")
		}
		return text + "." + ending
	}
	f.Done = func() bool {
		s := sheet
		x.host.SaveFile(name("pdf"), "pdf", func(_ context.Context, out io.Writer) error { return export.WriteSignOffPDF(out, s, loc) })
		return true
	}
	csv := actionbutton.New(actionbutton.Plain, words.T("closeday.save_csv"), form.QuickKey('c'), nil)
	csv.OnTapped = func() {
		s := sheet
		x.host.ClosePopup()
		x.host.SaveFile(name("csv"), "csv", func(_ context.Context, out io.Writer) error { return export.WriteSignOffCSV(out, s, loc) })
	}
	f.Quick('c', csv.OnTapped)
	f.Row("", container.NewHBox(csv))
	x.host.Ask(f)
}

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
				"runs", words.Count(s.Approvals.Runs, "run"), "problems", s.Approvals.Problems),
		)
	}
	if s.Unmatched > 0 {
		out = append(out, words.T("closeday.unmatched", "n", s.Unmatched))
	}
	return out
}
