package runchecks

import (
	"strings"

	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// makeTicket makes a ticket about what is selected, or links an open one.
func (x *Feature) makeTicket() { x.Model.Document(x.askTicket) }

// makeRemark makes a remark about what is selected.
func (x *Feature) makeRemark() { x.Model.Document(x.askRemark) }

func (x *Feature) askTicket(d *decide.Documenting) {
	f := form.New(words.T("runchecks.ticket_title"), words.T("runchecks.ticket_make"))
	f.Note = d.Title
	code := f.Text(words.T("runchecks.ticket_code"), "", words.T("runchecks.ticket_code_hint"))
	description := f.Lines(words.T("runchecks.ticket_description"), "", words.T("runchecks.ticket_hint"), 3)
	_, scope := f.Choice(words.T("runchecks.about"), d.ScopeWords(), 0)
	reviewed := func() bool { return false }
	if d.CanReview {
		c := f.Tick("", d.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(d.Tickets) > 0 {
		open := container.NewVBox(form.Small(words.T("runchecks.ticket_link")))
		for i, t := range d.Tickets {
			link := func() {
				d.LinkTicket(i, reviewed())
				x.host.ClosePopup()
				x.host.Screen().Focus()
			}
			digit := rune('1' + i)
			f.Quick(digit, link)
			open.Add(
				actionbutton.New(
					actionbutton.Plain,
					words.Clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80),
					form.QuickKey(digit),
					link,
				),
			)
		}
		f.Extra = container.NewVScroll(open)
	}
	if d.CanSend {
		f.Quick('a', func() { x.host.Expect(func() { x.links.SendTicket(d, reviewed()) }) })
		f.Note += "\n" + words.T("runchecks.ticket_desk", "key", form.QuickKey('a'), "desk", d.SendTo.Product())
	}
	f.Changed = func() {
		switch i := d.Known(code.Text); {
		case i >= 0:
			f.Say(words.T("runchecks.ticket_known", "code", d.Tickets[i].Code), false)
		case strings.TrimSpace(code.Text) == "":
			f.Say(words.T("runchecks.ticket_code_missing"), true)
		default:
			f.Say(words.T("runchecks.ticket_will_link"), false)
		}
	}
	f.Done = func() bool {
		if i := d.Known(code.Text); i >= 0 {
			d.LinkTicket(i, reviewed())
		} else {
			d.CreateTicket(code.Text, description.Text, scope(), reviewed())
		}
		return true
	}
	x.host.Ask(f)
}

func (x *Feature) askRemark(d *decide.Documenting) {
	f := form.New(words.T("runchecks.remark_title"), words.T("runchecks.remark_make"))
	f.Note = d.Title
	text := f.Lines(words.T("runchecks.remark_text"), "", words.T("runchecks.remark_hint"), 3)
	_, scope := f.Choice(words.T("runchecks.about"), d.ScopeWords(), 0)
	parts, ends := form.Ends(x.host.Clock().In(x.host.Location()), words.T("runchecks.remark_no_end"))
	_, until := f.Choice(words.T("runchecks.until"), parts, 0)
	reviewed := func() bool { return false }
	if d.CanReview {
		c := f.Tick("", d.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(d.Remarks) > 0 {
		last := container.NewVBox(form.Small(words.T("runchecks.remark_again")))
		for i, parts := range d.Remarks {
			take := func() { text.SetText(parts) }
			digit := rune('1' + i)
			f.Quick(digit, take)
			last.Add(
				actionbutton.New(actionbutton.Plain, words.Clip(strings.Join(strings.Fields(parts), " "), 80), form.QuickKey(digit), take),
			)
		}
		f.Extra = container.NewVScroll(last)
	}
	f.Changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.Say(words.T("runchecks.remark_missing"), true)
			return
		}
		f.Say(words.T("runchecks.remark_shown"), false)
	}
	f.Done = func() bool {
		d.CreateRemark(text.Text, ends[until()], scope(), reviewed())
		return true
	}
	x.host.Ask(f)
}

// acceptProblem accepts the problem of the selected run until something changes.
func (x *Feature) acceptProblem() { x.Model.Accept(x.askAccept) }

func (x *Feature) askAccept(d *decide.AcceptDialog) {
	f := form.New(words.T("runchecks.accept_form"), words.T("runchecks.accept_button"))
	f.Note = d.Title() + "\n" + words.T("runchecks.accept_note")
	parts, levels := []string{words.T("runchecks.accept_job")}, []domain.AcceptLevel{domain.AcceptJob}
	if d.Bulk() {
		parts[0] = words.T("runchecks.accept_each")
	}
	objects := []string{""}
	for _, o := range d.Objects {
		parts = append(parts, words.T("runchecks.accept_object", "object", o))
		levels, objects = append(levels, domain.AcceptObject), append(objects, o)
	}
	if e := d.Error(); e != "" {
		parts, levels, objects = append(
			parts,
			words.Clip(words.T("runchecks.accept_error", "product", d.Product(), "error", e), 90),
		), append(
			levels,
			domain.AcceptError,
		), append(
			objects,
			"",
		)
	}
	_, level := f.Choice(words.T("runchecks.accept_what"), parts, 0)
	success := f.Tick(words.T("runchecks.until"), words.T("runchecks.accept_success"), true, 's')
	worse := f.Tick("", words.T("runchecks.accept_worse"), true, 'w')
	object := f.Tick("", words.T("runchecks.accept_other"), true, 'o')
	next := f.Tick("", words.T("runchecks.accept_next"), false, 'n')
	ends, at := form.Ends(x.host.Clock().In(x.host.Location()), words.T("runchecks.accept_no_date"))
	_, until := f.Choice("", ends, 0)
	note := f.Text(words.T("runchecks.note"), "", words.T("runchecks.accept_note_hint"))
	f.Changed = func() {
		r := d.Request()
		r.Level, r.Object, r.Message = levels[level()], objects[level()], ""
		form.Enable(success, r.Level != domain.AcceptError) // one job's success says nothing about the others
		if r.Level == domain.AcceptError {
			r.Message = d.Error()
		}
		r.UntilSuccess, r.UntilWorse, r.UntilNewObject, r.UntilNextRun = success.Checked &&
			r.Level != domain.AcceptError, worse.Checked, object.Checked, next.Checked
		r.UntilDate, r.Note = at[until()], note.Text
		d.Set(r)
	}
	d.OnChange(func() { f.Say(d.Line()) })
	f.Done = d.Apply
	x.host.Ask(f)
}

// takeTicketOff takes a ticket off the selected run: the one that there is, or one of them.
func (x *Feature) takeTicketOff() {
	tickets := x.Model.RunTickets()
	switch len(tickets) {
	case 0:
	case 1:
		x.host.Unexpect() // there is nothing to choose
		x.Model.Unlink(tickets[0].Key)
	default:
		x.whichTicket(tickets)
	}
}

// whichTicket asks which of several tickets is taken off the selected run.
func (x *Feature) whichTicket(tickets []domain.Ticket) {
	f := form.New(words.T("runchecks.off_title"), words.T("runchecks.off_button"))
	parts := make([]string, len(tickets))
	for i, t := range tickets {
		parts[i] = words.Clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80)
	}
	_, which := f.Choice(words.T("runchecks.ticket_title"), parts, 0)
	f.Changed = func() { f.Say(words.T("runchecks.off_stays"), false) }
	f.Done = func() bool {
		x.Model.Unlink(tickets[which()].Key)
		return true
	}
	x.host.Ask(f)
}
