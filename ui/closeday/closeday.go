// Package closeday is the end of a day: what was looked at of a night, and the sign-off sheet about it
// (product.md, section 9).
package closeday

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
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
		err := x.p.Store.Read(ctx, func(q domain.Queries) error {
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
		days, parts = append(days, date), append(parts, strings.TrimPrefix(words.Night(nights.On(date)), "night of "))
	}
	label := "Night of"
	if last.Calendar() {
		label = "Day"
	}
	f := form.New("Close the day", "Save as PDF…")
	f.Note = "Who looked at what, what is open, what is documented and what was accepted."
	_, day := f.Choice(label, parts, chosen)
	customers := append([]string{"all customers"}, names...)
	_, customer := f.Choice("Customer", customers, 0)
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
		f.Say("Reading…", true)
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
						fmt.Sprintf(
							"%s runs, %s with problems, %s reviewed, %s open",
							words.Number(runs),
							words.Number(problems),
							words.Number(reviewed),
							words.Number(open),
						),
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
	csv := actionbutton.New(actionbutton.Plain, "Save as CSV…", form.QuickKey('c'), nil)
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
				who = "imported as history"
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
		out = append(out, fmt.Sprintf("%s: %s reviewed", name, words.Number(by[name])))
	}
	open := 0
	for _, t := range s.Tickets {
		if t.Resolved.IsZero() {
			open++
		}
	}
	out = append(
		out,
		fmt.Sprintf(
			"Tickets of the night: %d, open: %d. Remarks: %d. Accepted problems: %d.",
			len(s.Tickets),
			open,
			len(s.Remarks),
			len(s.Accepted),
		),
	)
	if s.Customer == "" && s.ReviewedIn.Runs > 0 {
		out = append(
			out,
			fmt.Sprintf(
				"Runs of any night that were reviewed from %s to %s: %s",
				s.From.Format("2 Jan 15:04"),
				s.To.Format("2 Jan 15:04"),
				words.Number(s.ReviewedIn.Runs),
			),
		)
	}
	for _, a := range s.Accounts {
		line := a.Name + ": never synced"
		if !a.LastSuccess.IsZero() {
			line = a.Name + ": last good sync " + a.LastSuccess.In(loc).Format("2 Jan 15:04")
		}
		if a.Error != "" {
			line += ", then " + words.Clip(a.Error, 80)
		}
		out = append(out, line)
	}
	if s.Approvals.Jobs > 0 {
		out = append(
			out,
			fmt.Sprintf(
				"Jobs that wait for approval: %s, with %s runs, %s of them with problems",
				words.Number(s.Approvals.Jobs),
				words.Number(s.Approvals.Runs),
				words.Number(s.Approvals.Problems),
			),
		)
	}
	if s.Unmatched > 0 {
		out = append(out, fmt.Sprintf("Messages that nobody understood, in the inbox: %d", s.Unmatched))
	}
	return out
}
