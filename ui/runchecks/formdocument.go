package runchecks

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// makeTicket makes a ticket about what is selected, or links an open one.
func (x *Feature) makeTicket() { x.Model.Document(x.askTicket) }

// makeRemark makes a remark about what is selected.
func (x *Feature) makeRemark() { x.Model.Document(x.askRemark) }

func (x *Feature) askTicket(d *Documenting) {
	f := form.New("Ticket", "Make the ticket")
	f.Note = d.Title
	code := f.Text("Code", "", "as your service desk calls it, for example T20261123.0042")
	description := f.Lines("Description", "", "what is wrong, for the next person", 3)
	_, scope := f.Choice("About", d.ScopeWords(), 0)
	reviewed := func() bool { return false }
	if d.CanReview {
		c := f.Tick("", d.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(d.Tickets) > 0 {
		open := container.NewVBox(form.Small("or link an open one"))
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
		f.Note += "\n" + form.QuickKey('a') + " makes a ticket in Autotask instead."
	}
	f.Changed = func() {
		switch i := d.Known(code.Text); {
		case i >= 0:
			f.Say("There is a ticket "+d.Tickets[i].Code+": it will be linked.", false)
		case strings.TrimSpace(code.Text) == "":
			f.Say("A ticket needs a code. The same code in another case is the same ticket.", true)
		default:
			f.Say("Linked to the problem runs that wait, and to later ones until it is resolved.", false)
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

func (x *Feature) askRemark(d *Documenting) {
	f := form.New("Remark", "Make the remark")
	f.Note = d.Title
	text := f.Lines("Text", "", "what the next person should know; nobody has to follow it up", 3)
	_, scope := f.Choice("About", d.ScopeWords(), 0)
	parts, ends := form.Ends(x.host.Clock().In(x.host.Location()), "no end")
	_, until := f.Choice("Until", parts, 0)
	reviewed := func() bool { return false }
	if d.CanReview {
		c := f.Tick("", d.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(d.Remarks) > 0 {
		last := container.NewVBox(form.Small("or the same words again"))
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
			f.Say("A remark needs a text.", true)
			return
		}
		f.Say("It is shown with the runs that wait, and as a sign at its jobs.", false)
	}
	f.Done = func() bool {
		d.CreateRemark(text.Text, ends[until()], scope(), reviewed())
		return true
	}
	x.host.Ask(f)
}

// acceptProblem accepts the problem of the selected run until something changes.
func (x *Feature) acceptProblem() { x.Model.Accept(x.askAccept) }

func (x *Feature) askAccept(d *AcceptDialog) {
	f := form.New("Accept until it changes", "Accept")
	f.Note = d.Title() + "\nThe status stays what it is. Runs that show nothing else count as looked at; the first " +
		"different one waits, and says why."
	parts, levels := []string{"this job"}, []domain.AcceptLevel{domain.AcceptJob}
	if d.Bulk() {
		parts[0] = "each of these jobs; each ends by itself"
	}
	objects := []string{""}
	for _, o := range d.Objects {
		parts, levels, objects = append(parts, "only "+o), append(levels, domain.AcceptObject), append(objects, o)
	}
	if e := d.Error(); e != "" {
		parts, levels, objects = append(
			parts,
			words.Clip("this error in all jobs of "+d.Product()+": "+e, 90),
		), append(
			levels,
			domain.AcceptError,
		), append(
			objects,
			"",
		)
	}
	_, level := f.Choice("What", parts, 0)
	success := f.Tick("Until", "it succeeds", true, 's')
	worse := f.Tick("", "it gets worse", true, 'w')
	object := f.Tick("", "another object is affected", true, 'o')
	next := f.Tick("", "the next run", false, 'n')
	ends, at := form.Ends(x.host.Clock().In(x.host.Location()), "no date")
	_, until := f.Choice("", ends, 0)
	note := f.Text("Note", "", "what is being waited for")
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
	f.Size = fyne.NewSize(720, 0)
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
	f := form.New("Take a ticket off the run", "Take it off")
	parts := make([]string, len(tickets))
	for i, t := range tickets {
		parts[i] = words.Clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80)
	}
	_, which := f.Choice("Ticket", parts, 0)
	f.Changed = func() { f.Say("It stays off this run; other runs keep it.", false) }
	f.Done = func() bool {
		x.Model.Unlink(tickets[which()].Key)
		return true
	}
	x.host.Ask(f)
}
