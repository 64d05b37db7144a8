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
	f := form.New(words.T("tickets.form_new"), words.T("tickets.make"))
	code := f.Text(words.T("tickets.code"), "", words.T("tickets.code_hint"))
	description := f.Lines(words.T("tickets.description"), "", words.T("tickets.description_hint"), 3)
	customer := f.Suggest(words.T("tickets.customer"), "", words.T("tickets.customer_hint"), c.Customers)
	job := f.Suggest(words.T("tickets.job"), "", words.T("tickets.job_hint"), c.Names)
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
			f.Say(words.T("tickets.code_missing"), true)
		case !ok:
			f.Say(words.T("tickets.about_missing"), true)
		default:
			f.Say(words.T("tickets.will_link"), false)
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
	f := form.New(words.T("tickets.form_change"), words.T("tickets.save"))
	code := f.Text(words.T("tickets.code"), t.Code, "")
	description := f.Lines(words.T("tickets.description"), t.Description, "", 4)
	f.Changed = func() {
		if strings.TrimSpace(code.Text) == "" {
			f.Say(words.T("tickets.code_missing"), true)
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
	return t != nil && t.Desk != nil && t.Desk.URL != ""
}

// openTicket opens the selected ticket in the browser.
func (x *Feature) openTicket() {
	if !x.canOpenTicket() {
		return
	}
	address, err := url.Parse(x.Model.Ticket().Desk.URL)
	if err != nil || address.Scheme != "https" && address.Hostname() != "127.0.0.1" {
		x.host.Say(words.Toast{Text: words.T("tickets.no_address"), Error: true})
		return
	}
	if err := x.host.OpenURL(address); err != nil {
		x.host.Say(words.FailedTo(words.T("tickets.browser_failed"), err))
	}
}

// copyNumber puts the code of the selected ticket on the clipboard.
func (x *Feature) copyNumber() {
	if t := x.Model.Ticket(); t != nil {
		x.host.CopyText(t.Code)
		x.host.Say(words.Toast{Text: words.T("tickets.copied", "code", t.Code)})
	}
}
