package decide

import (
	"context"
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Draft fills the templates of a ticket from the selected run (product.md, section 6):
// title and description with the problem objects.
func (x *Documenting) Draft() domain.DeskDraft {
	d := domain.DeskDraft{Title: words.T("runchecks.draft_title", "title", x.Title), Due: x.p.Clock().Add(24 * time.Hour)}
	if x.Customer != nil {
		d.Customer = *x.Customer
	}
	var b strings.Builder
	b.WriteString(x.Title + "\n\n")
	for i, o := range x.Problems {
		if i == maxDraftObjects {
			b.WriteString(words.T("runchecks.draft_more", "n", len(x.Problems)-i) + "\n")
			break
		}
		name := o.Name
		if name == "" {
			name = words.T("runchecks.draft_run")
		}
		message := strings.Join(strings.Fields(o.Message), " ")
		b.WriteString(words.T("runchecks.draft_object", "object", name, "status", words.Status(o.Status), "message", message) + "\n")
	}
	d.Description = b.String()
	return d
}

// maxDraftObjects bounds the objects that a ticket's description lists.
const maxDraftObjects = 40

// SendTicket makes the ticket in the service desk and keeps it here, linked like any other.
// then is called on the interface thread when the desk has answered.
func (x *Documenting) SendTicket(desk services.ServiceDesk, draft domain.DeskDraft, scope int, reviewed bool, then func(error)) {
	from, targets := x.documented(reviewed)
	x.p.Background.Go(func(ctx context.Context) func() {
		made, err := desk.Create(ctx, draft)
		return func() {
			then(err)
			if err != nil {
				return
			}
			code := made.Number
			if code == "" {
				code = fmt.Sprintf("%s %d", made.Desk.Kind().Product(), made.ID)
			}
			t := domain.Ticket{Code: code, Description: draft.Title, Scopes: x.Scopes[scope].Scopes, Desk: &made}
			x.decide(targets, func(ctx context.Context) (domain.Decision, error) { return x.keepSent(ctx, t, from) })
		}
	})
}

// keepSent keeps a ticket that exists in the service desk already: if its number is taken
// here, it gets its id behind it rather than being lost.
func (x *Documenting) keepSent(ctx context.Context, t domain.Ticket, from review.Documented) (domain.Decision, error) {
	d, err := x.p.Desk.CreateTicket(ctx, t, from)
	if domain.CodeOf(err) == domain.CodeConflict {
		t.Code = fmt.Sprintf("%s (%d)", t.Code, t.Desk.ID)
		d, err = x.p.Desk.CreateTicket(ctx, t, from)
	}
	return d, err
}
