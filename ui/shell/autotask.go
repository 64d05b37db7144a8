package shell

import (
	"context"
	"fmt"
	"net/url"
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/runchecks"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

func (w *Window) hasAutotask() bool { return w.p.View.Autotask != nil }

// askAutotask makes a ticket in Autotask. It is one of the few things that cannot be
// undone: it is asked about here, and sent by one click.
func (w *Window) askAutotask(x *runchecks.Documenting, reviewed bool) {
	w.closePopup()
	w.p.View.Background.Go(func(ctx context.Context) func() {
		state, err := w.p.View.Autotask.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = w.p.View.Autotask.Fields(ctx)
		}
		return func() {
			switch {
			case err != nil:
				w.say(words.Failed(err))
			case !state.Connected:
				w.setUpAutotask()
			default:
				w.autotaskForm(x, reviewed, state, fields)
			}
		}
	})
}

func choiceWords(list []domain.AutotaskChoice, id int64) (words []string, at int) {
	for i, c := range list {
		words = append(words, c.Name)
		if c.ID == id {
			at = i
		}
	}
	return words, at
}

func chosenID(list []domain.AutotaskChoice, at int) int64 {
	if at < len(list) {
		return list[at].ID
	}
	return 0
}

func (w *Window) autotaskForm(x *runchecks.Documenting, reviewed bool, state domain.AutotaskState, fields domain.AutotaskFields) {
	draft := x.Draft()
	f := form.New("Ticket in Autotask", "Send to Autotask")
	f.Note = x.Title + "\n" + fmt.Sprintf(
		"Company: %s. A ticket that is sent cannot be taken back from here. %s",
		orNone(draft.Customer.CompanyName, "not mapped"),
		limitWords(state),
	)
	title := f.Text("Title", draft.Title, "")
	description := f.Lines("Description", draft.Description, "", 6)
	parts, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice("Status", parts, at)
	parts, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice("Priority", parts, at)
	parts, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice("Queue", parts, at)
	_, scope := f.Choice("About", scopeWords(x.Scopes), 0)
	f.Size = fyne.NewSize(720, 0)
	f.Changed = func() {
		switch {
		case draft.Customer.CompanyID == 0:
			f.Say(draft.Customer.Name+" is mapped to no company. Map it on the screen Customers.", true)
		case strings.TrimSpace(title.Text) == "":
			f.Say("A ticket needs a title.", true)
		case len(fields.Required) > 0:
			f.Say("The tenant also requires "+strings.Join(fields.Required, ", ")+": Autotask may refuse the ticket.", false)
		case state.Pending != "":
			f.Say("The outcome of “"+words.Clip(state.Pending, 50)+"” is not known; it is looked up first.", false)
		default:
			f.Say("", false)
		}
	}
	f.Done = func() bool {
		draft.Title, draft.Description = title.Text, description.Text
		draft.Status, draft.Priority, draft.Queue = chosenID(
			fields.Statuses,
			status(),
		), chosenID(
			fields.Priorities,
			priority(),
		), chosenID(
			fields.Queues,
			queue(),
		)
		w.say(words.Toast{Text: "Sending the ticket to Autotask…"})
		x.SendTicket(w.p.View.Autotask, draft, scope(), reviewed, func(err error) {
			if err != nil {
				w.say(words.Failed(err))
			}
		})
		return true
	}
	w.openForm(f)
}

func orNone(text, none string) string {
	if text == "" {
		return none
	}
	return text
}

func limitWords(s domain.AutotaskState) string {
	if s.Limit == 0 {
		return ""
	}
	return fmt.Sprintf("The tenant used %s of %s requests this hour.", words.Number(int(s.Used)), words.Number(int(s.Limit)))
}

// setUpAutotask connects the profile with a tenant, or changes what a new ticket gets.
func (w *Window) setUpAutotask() {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		state, err := w.p.View.Autotask.State(ctx)
		var fields domain.AutotaskFields
		if err == nil && state.Connected {
			fields, err = w.p.View.Autotask.Fields(ctx)
		}
		return func() {
			if err != nil {
				w.say(words.Failed(err))
			}
			if state.Connected && err == nil {
				w.autotaskDefaults(state, fields)
				return
			}
			w.autotaskLogin(state)
		}
	})
}

func (w *Window) autotaskLogin(state domain.AutotaskState) {
	f := form.New("Autotask", "Connect")
	f.Note = "An API user of the tenant; its security level needs Tickets and Companies. The secret goes into the keychain."
	user := f.Text("User name", state.User, "the API user, such as abc123@EXAMPLE.COM")
	secret := f.Secret("Secret", "of the API user")
	code := f.Secret("Tracking identifier", "of the integration, from the API user's page")
	f.Changed = func() {
		if user.Text == "" || secret.Text == "" || code.Text == "" {
			f.Say("All three are needed.", true)
			return
		}
		f.Say("The connection is tested before anything is kept.", false)
	}
	f.Done = func() bool {
		login := domain.AutotaskLogin{
			User:            strings.TrimSpace(user.Text),
			Secret:          secret.Text,
			IntegrationCode: strings.TrimSpace(code.Text),
		}
		w.say(words.Toast{Text: "Connecting with Autotask…"})
		w.autotaskDo(
			func(ctx context.Context) error { return w.p.View.Autotask.Connect(ctx, login) },
			"Autotask is connected.",
			w.setUpAutotask,
		)
		return true
	}
	w.openForm(f)
}

func (w *Window) autotaskDefaults(state domain.AutotaskState, fields domain.AutotaskFields) {
	f := form.New("Autotask", "Save")
	f.Note = "Connected as " + state.User + ". " + limitWords(state)
	if state.SessionOnly != "" {
		f.Note += "\nThe credentials are kept until Run Checks ends: " + words.Clip(state.SessionOnly, 110) + "."
	}
	if len(fields.Required) > 0 {
		f.Note += "\nThe tenant also requires " + strings.Join(fields.Required, ", ") + " of a ticket."
	}
	words, at := choiceWords(fields.Statuses, state.Defaults.Status)
	_, status := f.Choice("New tickets: status", words, at)
	words, at = choiceWords(fields.Priorities, state.Defaults.Priority)
	_, priority := f.Choice("Priority", words, at)
	words, at = choiceWords(fields.Queues, state.Defaults.Queue)
	_, queue := f.Choice("Queue", words, at)
	off := f.Check("", "disconnect, and forget the credentials", false)
	f.Changed = func() { f.Say("", false) }
	f.Done = func() bool {
		if off.Checked {
			w.autotaskDo(w.p.View.Autotask.Disconnect, "Autotask is disconnected; tickets and mappings stay.", nil)
			return true
		}
		d := domain.AutotaskDefaults{
			Status:   chosenID(fields.Statuses, status()),
			Priority: chosenID(fields.Priorities, priority()),
			Queue:    chosenID(fields.Queues, queue()),
		}
		w.autotaskDo(func(ctx context.Context) error { return w.p.View.Autotask.SetDefaults(ctx, d) }, "Kept for new tickets.", nil)
		return true
	}
	w.openForm(f)
}

// autotaskDo carries something out beside the interface thread and says how it went.
func (w *Window) autotaskDo(do func(context.Context) error, said string, then func()) {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			w.say(words.Toast{Text: said})
			if then != nil {
				then()
			}
		}
	})
}

// mapCompany maps the selected customer to a company of Autotask.
func (w *Window) mapCompany() {
	if !w.custView.CanChange() {
		return
	}
	c := *w.custView.Customer()
	f := form.New("Autotask company of "+c.Name, "Map")
	f.Note = "The company's id leads; its name is only shown. Empty maps to none."
	part := f.Text("Search", c.Name, "part of the company's name, then choose below")
	var found []domain.AutotaskCompany
	list := rowtable.New(
		[]rowtable.Column{
			{ID: "name", Title: "Company", Width: 160, Flex: 1},
			{ID: "id", Title: "Id", Width: 90},
			{ID: "state", Title: "", Width: 90},
		},
		rowtable.Compact,
	)
	list.Cell = func(row, col int) rowtable.Cell {
		if row >= len(found) {
			return rowtable.Cell{}
		}
		state := ""
		if !found[row].Active {
			state = "inactive"
		}
		return rowtable.Cell{Text: []string{found[row].Name, fmt.Sprint(found[row].ID), state}[col]}
	}
	chosen := -1
	list.OnSelect = func(row int, _ fyne.KeyModifier) {
		chosen = row
		list.SetSelected(row)
		f.Say(c.Name+" is "+found[row].Name+" in Autotask.", !found[row].Active)
	}
	f.Extra = list
	f.Size = fyne.NewSize(620, 460)
	number := 0
	f.Changed = func() {
		number++
		mine, text := number, strings.TrimSpace(part.Text)
		chosen = -1
		if text == "" {
			found = nil
			list.SetLength(0)
			list.Refresh()
			f.Say("Mapped to no company.", c.CompanyID == 0)
			return
		}
		f.Say("Asking Autotask…", true)
		w.p.View.Background.Go(func(ctx context.Context) func() {
			companies, err := w.p.View.Autotask.Companies(ctx, text)
			return func() {
				if mine != number {
					return
				}
				if err != nil {
					f.Say(words.ErrorLine(err), true)
					return
				}
				found = companies
				list.SetLength(len(found))
				list.Refresh()
				switch {
				case len(found) == 0:
					f.Say("No company has that in its name.", true)
				case len(found) == 1 && found[0].Active:
					list.OnSelect(0, 0)
				default:
					f.Say(fmt.Sprintf("%d companies; click the right one.", len(found)), true)
				}
			}
		})
	}
	f.Done = func() bool {
		c.CompanyID, c.CompanyName = 0, ""
		if chosen >= 0 {
			c.CompanyID, c.CompanyName = found[chosen].ID, found[chosen].Name
		}
		w.custView.Save([]domain.Customer{c})
		return true
	}
	w.openForm(f)
}

// checkMappings asks how the company of every customer stands.
func (w *Window) checkMappings() {
	w.p.View.Background.Go(func(ctx context.Context) func() {
		states, err := w.p.View.Autotask.Mappings(ctx)
		return func() {
			if err != nil {
				w.say(words.Failed(err))
				return
			}
			w.custView.SetMappings(states)
			counts := map[domain.AutotaskMapping]int{}
			for _, s := range states {
				counts[s]++
			}
			w.say(
				words.Toast{
					Text: fmt.Sprintf(
						"Autotask companies: %d ok, %d renamed, %d missing, %d invalid.",
						counts[domain.MappingOK],
						counts[domain.MappingRenamed],
						counts[domain.MappingMissing],
						counts[domain.MappingInvalid],
					),
				},
			)
		}
	})
}

func (w *Window) mayMap() bool {
	return w.hasAutotask() && w.custView.CanChange() && w.p.View.Desk.May(rules.ActCustomer)
}

func (w *Window) canOpenTicket() bool {
	t := w.tickView.Ticket()
	return t != nil && t.Autotask != nil && t.Autotask.URL != ""
}

// openTicket opens the selected ticket in the browser.
func (w *Window) openTicket() {
	if !w.canOpenTicket() {
		return
	}
	address, err := url.Parse(w.tickView.Ticket().Autotask.URL)
	if err != nil || address.Scheme != "https" && address.Hostname() != "127.0.0.1" {
		w.say(words.Toast{Text: "Autotask gave no address that may be opened.", Error: true})
		return
	}
	if err := w.openURL(address); err != nil {
		w.say(words.FailedTo("The browser could not be opened", err))
	}
}
