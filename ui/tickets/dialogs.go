package tickets

import (
	"net/url"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// newTicket makes a ticket by itself, about a customer or one of the jobs.
func (x *Feature) newTicket() {
	if x.Model.May() {
		x.Model.Choices(x.ticketForm)
	}
}

func (x *Feature) ticketForm(c Choices) {
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
		x.Model.Create(code.Text, description.Text, customer.Text, key)
		return true
	}
	x.host.Ask(f)
}

// editTicket changes the selected ticket.
func (x *Feature) editTicket() {
	if !x.Model.CanChange() {
		return
	}
	t := *x.Model.Ticket()
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
		x.Model.Save(t)
		return true
	}
	x.host.Ask(f)
}

func (x *Feature) canOpenTicket() bool {
	t := x.Model.Ticket()
	return t != nil && t.Autotask != nil && t.Autotask.URL != ""
}

// openTicket opens the selected ticket in the browser.
func (x *Feature) openTicket() {
	if !x.canOpenTicket() {
		return
	}
	address, err := url.Parse(x.Model.Ticket().Autotask.URL)
	if err != nil || address.Scheme != "https" && address.Hostname() != "127.0.0.1" {
		x.host.Say(words.Toast{Text: "Autotask gave no address that may be opened.", Error: true})
		return
	}
	if err := x.host.OpenURL(address); err != nil {
		x.host.Say(words.FailedTo("The browser could not be opened", err))
	}
}

// copyNumber puts the code of the selected ticket on the clipboard.
func (x *Feature) copyNumber() {
	if t := x.Model.Ticket(); t != nil {
		x.host.CopyText(t.Code)
		x.host.Say(words.Toast{Text: t.Code + " is on the clipboard."})
	}
}
