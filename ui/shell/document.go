package shell

import (
	"slices"
	"strings"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/vm"
	"runchecks/ui/widget/actionbutton"
)

// makeTicket makes a ticket about what is selected, or links an open one.
func (w *Window) makeTicket() { w.view.Document(w.askTicket) }

// makeRemark makes a remark about what is selected.
func (w *Window) makeRemark() { w.view.Document(w.askRemark) }

func scopeWords(choices []vm.ScopeChoice) []string {
	out := make([]string, len(choices))
	for i, c := range choices {
		out[i] = c.Words
	}
	return out
}

func (w *Window) askTicket(x *vm.Documenting) {
	f := newForm("Ticket", "Make the ticket")
	f.note = x.Title
	code := f.text("Code", "", "as your service desk calls it, for example T20261123.0042")
	description := f.lines("Description", "", "what is wrong, for the next person", 3)
	_, scope := f.choice("About", scopeWords(x.Scopes), 0)
	reviewed := func() bool { return false }
	if x.CanReview {
		c := f.tick("", x.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(x.Tickets) > 0 {
		open := container.NewVBox(small("or link an open one"))
		for i, t := range x.Tickets {
			link := func() {
				x.LinkTicket(i, reviewed())
				w.closePopup()
				w.at().focus()
			}
			digit := rune('1' + i)
			f.quick[digit] = link
			open.Add(
				actionbutton.New(
					actionbutton.Plain,
					clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80),
					quickKey(digit),
					link,
				),
			)
		}
		f.extra = container.NewVScroll(open)
	}
	if x.CanSend {
		f.quick['a'] = func() { w.expect(func() { w.askAutotask(x, reviewed()) }) }
		f.note += "\n" + quickKey('a') + " makes a ticket in Autotask instead."
	}
	f.changed = func() {
		switch i := x.Known(code.Text); {
		case i >= 0:
			f.say("There is a ticket "+x.Tickets[i].Code+": it will be linked.", false)
		case strings.TrimSpace(code.Text) == "":
			f.say("A ticket needs a code. The same code in another case is the same ticket.", true)
		default:
			f.say("Linked to the problem runs that wait, and to later ones until it is resolved.", false)
		}
	}
	f.done = func() bool {
		if i := x.Known(code.Text); i >= 0 {
			x.LinkTicket(i, reviewed())
		} else {
			x.CreateTicket(code.Text, description.Text, scope(), reviewed())
		}
		return true
	}
	w.openForm(f)
}

func clip(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n-1]) + "…"
	}
	return text
}

// ends are the choices of how long something counts.
func (w *Window) ends(none string) (words []string, at []time.Time) {
	now := w.p.View.Clock().In(w.p.View.Location)
	return []string{none, "1 week", "1 month", "3 months"}, []time.Time{{}, now.AddDate(0, 0, 7), rules.AddMonth(now), now.AddDate(0, 3, 0)}
}

func (w *Window) askRemark(x *vm.Documenting) {
	f := newForm("Remark", "Make the remark")
	f.note = x.Title
	text := f.lines("Text", "", "what the next person should know; nobody has to follow it up", 3)
	_, scope := f.choice("About", scopeWords(x.Scopes), 0)
	words, ends := w.ends("no end")
	_, until := f.choice("Until", words, 0)
	reviewed := func() bool { return false }
	if x.CanReview {
		c := f.tick("", x.ReviewWords(), false, 'e')
		reviewed = func() bool { return c.Checked }
	}
	if len(x.Remarks) > 0 {
		last := container.NewVBox(small("or the same words again"))
		for i, words := range x.Remarks {
			take := func() { text.SetText(words) }
			digit := rune('1' + i)
			f.quick[digit] = take
			last.Add(actionbutton.New(actionbutton.Plain, clip(strings.Join(strings.Fields(words), " "), 80), quickKey(digit), take))
		}
		f.extra = container.NewVScroll(last)
	}
	f.changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.say("A remark needs a text.", true)
			return
		}
		f.say("It is shown with the runs that wait, and as a sign at its jobs.", false)
	}
	f.done = func() bool {
		x.CreateRemark(text.Text, ends[until()], scope(), reviewed())
		return true
	}
	w.openForm(f)
}

// acceptProblem accepts the problem of the selected run until something changes.
func (w *Window) acceptProblem() { w.view.Accept(w.askAccept) }

func (w *Window) askAccept(d *vm.AcceptDialog) {
	f := newForm("Accept until it changes", "Accept")
	f.note = d.Title() + "\nThe status stays what it is. Runs that show nothing else count as looked at; the first different one waits, and says why."
	words, levels := []string{"this job"}, []domain.AcceptLevel{domain.AcceptJob}
	if d.Bulk() {
		words[0] = "each of these jobs; each ends by itself"
	}
	objects := []string{""}
	for _, o := range d.Objects {
		words, levels, objects = append(words, "only "+o), append(levels, domain.AcceptObject), append(objects, o)
	}
	if e := d.Error(); e != "" {
		words, levels, objects = append(
			words,
			clip("this error in all jobs of "+d.Product()+": "+e, 90),
		), append(
			levels,
			domain.AcceptError,
		), append(
			objects,
			"",
		)
	}
	_, level := f.choice("What", words, 0)
	success := f.tick("Until", "it succeeds", true, 's')
	worse := f.tick("", "it gets worse", true, 'w')
	object := f.tick("", "another object is affected", true, 'o')
	next := f.tick("", "the next run", false, 'n')
	ends, at := w.ends("no date")
	_, until := f.choice("", ends, 0)
	note := f.text("Note", "", "what is being waited for")
	f.changed = func() {
		r := d.Request()
		r.Level, r.Object, r.Message = levels[level()], objects[level()], ""
		setEnabled(success, r.Level != domain.AcceptError) // one job's success says nothing about the others
		if r.Level == domain.AcceptError {
			r.Message = d.Error()
		}
		r.UntilSuccess, r.UntilWorse, r.UntilNewObject, r.UntilNextRun = success.Checked &&
			r.Level != domain.AcceptError, worse.Checked, object.Checked, next.Checked
		r.UntilDate, r.Note = at[until()], note.Text
		d.Set(r)
	}
	d.OnChange(func() { f.say(d.Line()) })
	f.done = d.Apply
	f.size = fyne.NewSize(720, 0)
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
	f := newForm("Take a ticket off the run", "Take it off")
	words := make([]string, len(tickets))
	for i, t := range tickets {
		words[i] = clip(t.Code+"  "+strings.Join(strings.Fields(t.Description), " "), 80)
	}
	_, which := f.choice("Ticket", words, 0)
	f.changed = func() { f.say("It stays off this run; other runs keep it.", false) }
	f.done = func() bool {
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

func (w *Window) ticketForm(c vm.TicketChoices) {
	f := newForm("New ticket", "Make the ticket")
	code := f.text("Code", "", "as your service desk calls it, for example T20261123.0042")
	description := f.lines("Description", "", "what is wrong, for the next person", 3)
	customer := f.suggest("Customer", "", "all jobs of this customer", c.Customers)
	job := f.suggest("Job", "", "or this job alone", c.Names)
	about := func() (key domain.JobKey, ok bool) {
		at := slices.Index(c.Names, job.Text)
		if at >= 0 {
			key = c.Jobs[at].Key
		}
		return key, at >= 0 || strings.TrimSpace(job.Text) == "" && strings.TrimSpace(customer.Text) != ""
	}
	f.changed = func() {
		switch _, ok := about(); {
		case strings.TrimSpace(code.Text) == "":
			f.say("A ticket needs a code.", true)
		case !ok:
			f.say("Choose a customer or a job.", true)
		default:
			f.say("Linked to the problem runs that wait there, and to later ones until it is resolved.", false)
		}
	}
	f.done = func() bool {
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
	f := newForm("Change the ticket", "Save")
	code := f.text("Code", t.Code, "")
	description := f.lines("Description", t.Description, "", 4)
	f.changed = func() {
		if strings.TrimSpace(code.Text) == "" {
			f.say("A ticket needs a code.", true)
			return
		}
		f.say("", false)
	}
	f.done = func() bool {
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
	f := newForm("Change the remark", "Save")
	text := f.lines("Text", r.Text, "", 4)
	words, ends := w.ends("no end")
	if !r.Expires.IsZero() {
		words, ends = append(
			[]string{"as it is: until " + r.Expires.In(w.p.View.Location).Format("2 Jan 2006")},
			words...), append(
			[]time.Time{r.Expires},
			ends...)
	}
	_, until := f.choice("Until", words, 0)
	f.changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.say("A remark needs a text.", true)
			return
		}
		f.say("", false)
	}
	f.done = func() bool {
		r.Text, r.Expires = text.Text, ends[until()]
		w.markView.Save(r)
		return true
	}
	w.openForm(f)
}
