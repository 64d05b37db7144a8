package shell

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/runchecks"
	"runchecks/ui/tickets"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/words"
)

// makeTicket makes a ticket about what is selected, or links an open one.
func (w *Window) makeTicket() { w.view.Document(w.askTicket) }

// makeRemark makes a remark about what is selected.
func (w *Window) makeRemark() { w.view.Document(w.askRemark) }

func scopeWords(choices []runchecks.ScopeChoice) []string {
	out := make([]string, len(choices))
	for i, c := range choices {
		out[i] = c.Words
	}
	return out
}

func (w *Window) askTicket(x *runchecks.Documenting) {
	f := form.New("Ticket", "Make the ticket")
	f.Note = x.Title
	code := f.Text("Code", "", "as your service desk calls it, for example T20261123.0042")
	description := f.Lines("Description", "", "what is wrong, for the next person", 3)
	_, scope := f.Choice("About", scopeWords(x.Scopes), 0)
	reviewed := func() bool { return false }
	if x.CanReview {
		c := f.Tick("", x.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(x.Tickets) > 0 {
		open := container.NewVBox(form.Small("or link an open one"))
		for i, t := range x.Tickets {
			link := func() {
				x.LinkTicket(i, reviewed())
				w.closePopup()
				w.at().focus()
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
	if x.CanSend {
		f.Quick('a', func() { w.expect(func() { w.askAutotask(x, reviewed()) }) })
		f.Note += "\n" + form.QuickKey('a') + " makes a ticket in Autotask instead."
	}
	f.Changed = func() {
		switch i := x.Known(code.Text); {
		case i >= 0:
			f.Say("There is a ticket "+x.Tickets[i].Code+": it will be linked.", false)
		case strings.TrimSpace(code.Text) == "":
			f.Say("A ticket needs a code. The same code in another case is the same ticket.", true)
		default:
			f.Say("Linked to the problem runs that wait, and to later ones until it is resolved.", false)
		}
	}
	f.Done = func() bool {
		if i := x.Known(code.Text); i >= 0 {
			x.LinkTicket(i, reviewed())
		} else {
			x.CreateTicket(code.Text, description.Text, scope(), reviewed())
		}
		return true
	}
	w.openForm(f)
}

// ends are the choices of how long something counts.
func (w *Window) ends(none string) (words []string, at []time.Time) {
	now := w.p.View.Clock().In(w.p.View.Location)
	return []string{
			none,
			"1 week",
			"1 month",
			"3 months",
		}, []time.Time{
			{},
			now.AddDate(0, 0, 7),
			rules.AddMonth(now),
			now.AddDate(0, 3, 0),
		}
}

func (w *Window) askRemark(x *runchecks.Documenting) {
	f := form.New("Remark", "Make the remark")
	f.Note = x.Title
	text := f.Lines("Text", "", "what the next person should know; nobody has to follow it up", 3)
	_, scope := f.Choice("About", scopeWords(x.Scopes), 0)
	parts, ends := w.ends("no end")
	_, until := f.Choice("Until", parts, 0)
	reviewed := func() bool { return false }
	if x.CanReview {
		c := f.Tick("", x.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(x.Remarks) > 0 {
		last := container.NewVBox(form.Small("or the same words again"))
		for i, parts := range x.Remarks {
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
		x.CreateRemark(text.Text, ends[until()], scope(), reviewed())
		return true
	}
	w.openForm(f)
}

// acceptProblem accepts the problem of the selected run until something changes.
func (w *Window) acceptProblem() { w.view.Accept(w.askAccept) }

func (w *Window) askAccept(d *runchecks.AcceptDialog) {
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
	ends, at := w.ends("no date")
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
	w.openForm(f)
}

// takeTicketOff takes a ticket off the selected run: the one that there is, or one of them.
func (w *Window) takeTicketOff() {
	tickets := w.view.RunTickets()
	switch len(tickets) {
	case 0:
	case 1:
		w.view.Unlink(tickets[0].Key)
	default:
		w.whichTicket(tickets)
	}
}

// whichTicket asks which of several tickets is taken off the selected run.
func (w *Window) whichTicket(tickets []domain.Ticket) {
	f := form.New("Take a ticket off the run", "Take it off")
	parts := make([]string, len(tickets))
	for i, t := range tickets {
		parts[i] = words.Clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80)
	}
	_, which := f.Choice("Ticket", parts, 0)
	f.Changed = func() { f.Say("It stays off this run; other runs keep it.", false) }
	f.Done = func() bool {
		w.view.Unlink(tickets[which()].Key)
		return true
	}
	w.openForm(f)
}

// newTicket makes a ticket by itself, about a customer or one of the jobs.
func (w *Window) newTicket() {
	if w.tickView.May() {
		w.tickView.Choices(w.ticketForm)
	}
}

func (w *Window) ticketForm(c tickets.Choices) {
	f := form.New("New ticket", "Make the ticket")
	code := f.Text("Code", "", "as your service desk calls it, for example T20261123.0042")
	description := f.Lines("Description", "", "what is wrong, for the next person", 3)
	customer := f.Suggest("Customer", "", "all jobs of this customer", c.Customers)
	job := f.Suggest("Job", "", "or this job alone", c.Names)
	about := func() (key domain.JobKey, ok bool) {
		at := slices.Index(c.Names, job.Text)
		if at >= 0 {
			key = c.Jobs[at].Key
		}
		return key, at >= 0 || strings.TrimSpace(job.Text) == "" && strings.TrimSpace(customer.Text) != ""
	}
	f.Changed = func() {
		switch _, ok := about(); {
		case strings.TrimSpace(code.Text) == "":
			f.Say("A ticket needs a code.", true)
		case !ok:
			f.Say("Choose a customer or a job.", true)
		default:
			f.Say("Linked to the problem runs that wait there, and to later ones until it is resolved.", false)
		}
	}
	f.Done = func() bool {
		key, ok := about()
		if !ok || strings.TrimSpace(code.Text) == "" {
			return false
		}
		w.tickView.Create(code.Text, description.Text, customer.Text, key)
		return true
	}
	w.openForm(f)
}

// editTicket changes the selected ticket.
func (w *Window) editTicket() {
	if !w.tickView.CanChange() {
		return
	}
	t := *w.tickView.Ticket()
	f := form.New("Change the ticket", "Save")
	code := f.Text("Code", t.Code, "")
	description := f.Lines("Description", t.Description, "", 4)
	f.Changed = func() {
		if strings.TrimSpace(code.Text) == "" {
			f.Say("A ticket needs a code.", true)
			return
		}
		f.Say("", false)
	}
	f.Done = func() bool {
		t.Code, t.Description = code.Text, description.Text
		w.tickView.Save(t)
		return true
	}
	w.openForm(f)
}

// editRemark changes the selected remark.
func (w *Window) editRemark() {
	if !w.markView.CanChange() {
		return
	}
	r := *w.markView.Remark()
	f := form.New("Change the remark", "Save")
	text := f.Lines("Text", r.Text, "", 4)
	words, ends := w.ends("no end")
	if !r.Expires.IsZero() {
		words, ends = append(
			[]string{"as it is: until " + r.Expires.In(w.p.View.Location).Format("2 Jan 2006")},
			words...), append(
			[]time.Time{r.Expires},
			ends...)
	}
	_, until := f.Choice("Until", words, 0)
	f.Changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.Say("A remark needs a text.", true)
			return
		}
		f.Say("", false)
	}
	f.Done = func() bool {
		r.Text, r.Expires = text.Text, ends[until()]
		w.markView.Save(r)
		return true
	}
	w.openForm(f)
}
