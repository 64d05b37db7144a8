package review

import (
	"context"
	"maps"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// customerPayload is the payload of DecideCustomer: customers made, changed or removed, or
// one merged into another.
type customerPayload struct {
	Changes []change[domain.Customer] `json:",omitempty"`
	Merge   *customerMerge            `json:",omitempty"`
}

var customerKind = func() kind {
	apply, revert := both((*projector).customer)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  customerDependencies,
		permission: asks(rules.ActCustomer),
		words:      wordsOf(customerWords),
	}
}()

// customerMerge says what went from one customer to another.
type customerMerge struct {
	From domain.Customer
	Into string
	Jobs []domain.JobKey
	// Scopes of the tickets and remarks that named the customer, as they were.
	Tickets, Remarks map[domain.DecisionID][]domain.Scope
}

// customerNameLength bounds a customer's name, in characters.
const customerNameLength = 200

func customerName(name string) (string, error) {
	name = strings.Join(strings.Fields(name), " ")
	switch {
	case name == "":
		return "", invalid("refusal.customer_unnamed")
	case utf8.RuneCountInString(name) > customerNameLength:
		return "", invalid("refusal.customer_name_long", customerNameLength)
	}
	return name, nil
}

// SaveCustomers adds customers that have no ID yet and changes those that have one,
// in one decision. A name that another customer has gives CodeConflict.
func (svc *Service) SaveCustomers(ctx context.Context, list []domain.Customer) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActCustomer, domain.DecideCustomer, func(q domain.Reader, e *entry) error {
		known, err := q.Customers()
		if err != nil {
			return err
		}
		byID, byName := map[int64]domain.Customer{}, map[string]int64{}
		for _, c := range known {
			byID[c.ID], byName[domain.Fold(c.Name)] = c, c.ID
		}
		var p customerPayload
		for _, after := range list {
			if after.Name, err = customerName(after.Name); err != nil {
				return err
			}
			if id, ok := byName[domain.Fold(after.Name)]; ok && id != after.ID {
				return conflict("refusal.customer_exists", after.Name)
			}
			c := change[domain.Customer]{After: &after}
			if after.ID != 0 {
				before, ok := byID[after.ID]
				if !ok {
					return conflict("refusal.customer_gone", after.Name)
				}
				if before == after {
					continue
				}
				c.Before = &before
			} else {
				after.Active = true
				byName[domain.Fold(after.Name)] = -1
			}
			p.Changes = append(p.Changes, c)
			e.Targets = append(e.Targets, after.Name)
			if c.Before != nil && c.Before.Name != after.Name {
				e.Targets = append(e.Targets, c.Before.Name)
			}
		}
		if len(p.Changes) == 0 {
			return conflict("refusal.customers_same")
		}
		e.payload = p
		return nil
	})
}

func customerWords(p customerPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	if m := p.Merge; m != nil {
		return phrase("customer.merged", m.From.Name, m.Into, phrase("jobs", len(m.Jobs))), true
	}
	made := 0
	for _, c := range p.Changes {
		if c.After == nil {
			return Phrase{}, false
		}
		if c.Before == nil {
			made++
		}
	}
	switch changed := len(p.Changes) - made; {
	case len(p.Changes) == 0:
		return Phrase{}, false
	case len(p.Changes) == 1:
		return oneCustomer(p.Changes[0]), true
	case changed == 0:
		return phrase("customers.added", phrase("customers", made)), true
	case made == 0:
		return phrase("customers.changed", phrase("customers", changed)), true
	default:
		return phrase("customers.both", phrase("customers", made), changed), true
	}
}

func oneCustomer(c change[domain.Customer]) Phrase {
	switch {
	case c.Before == nil:
		return phrase("customer.added", c.After.Name)
	case c.Before.Name != c.After.Name:
		return phrase("customer.renamed", c.Before.Name, c.After.Name)
	case c.Before.Active && !c.After.Active:
		return phrase("customer.inactive", c.After.Name)
	case !c.Before.Active && c.After.Active:
		return phrase("customer.active", c.After.Name)
	default:
		return phrase("customer.changed", c.After.Name)
	}
}

// MergeCustomers gives everything of one customer to another and removes the first.
func (svc *Service) MergeCustomers(ctx context.Context, from, into int64) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActCustomer, domain.DecideCustomer, func(q domain.Reader, e *entry) error {
		known, err := q.Customers()
		if err != nil {
			return err
		}
		find := func(id int64) int {
			return slices.IndexFunc(known, func(c domain.Customer) bool { return c.ID == id })
		}
		a, b := find(from), find(into)
		if a < 0 || b < 0 || a == b {
			return invalid("refusal.merge_itself")
		}
		m := customerMerge{
			From:    known[a],
			Into:    known[b].Name,
			Tickets: map[domain.DecisionID][]domain.Scope{},
			Remarks: map[domain.DecisionID][]domain.Scope{},
		}
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			if j.Customer.ID == from {
				m.Jobs = append(m.Jobs, j.Key)
			}
		}
		names := func(s domain.Scope) bool { return s.Job == "" && strings.EqualFold(s.Customer, m.From.Name) }
		tickets, err := q.Tickets()
		if err != nil {
			return err
		}
		for _, t := range tickets {
			if slices.ContainsFunc(t.Scopes, names) {
				m.Tickets[t.Key] = t.Scopes
			}
		}
		remarks, err := q.Remarks()
		if err != nil {
			return err
		}
		for _, r := range remarks {
			if slices.ContainsFunc(r.Scopes, names) {
				m.Remarks[r.Key] = r.Scopes
			}
		}
		e.Targets, e.payload = []string{m.From.Name, m.Into}, customerPayload{Merge: &m}
		return nil
	})
}

// customerThings: a merge also changes whose jobs they are, and what tickets and remarks
// are about.
func customerDependencies(d domain.Decision) dependencies {
	t := dependencies{makes: customerNames(d.Targets...)}
	if p, err := payload[customerPayload](d); err == nil && p.Merge != nil {
		t.makes = append(t.makes, prefixed("owner:", p.Merge.Jobs...)...)
		for _, about := range []map[domain.DecisionID][]domain.Scope{p.Merge.Tickets, p.Merge.Remarks} {
			t.makes = append(t.makes, prefixed("about:", slices.Collect(maps.Keys(about))...)...)
		}
	}
	return t
}

func (pr *projector) customer(d domain.Decision, undo bool) error {
	p, err := payload[customerPayload](d)
	if err != nil {
		return err
	}
	if p.Merge != nil {
		return pr.merge(*p.Merge, undo)
	}
	if undo {
		slices.Reverse(p.Changes)
	}
	for _, c := range p.Changes {
		before, after := c.ends(undo)
		if err := pr.putCustomer(before, after); err != nil {
			return err
		}
	}
	return nil
}

// customerNamed finds a customer by name, or adds it.
func (pr *projector) customerNamed(name string) (domain.Customer, error) {
	if _, err := customerName(name); err != nil && pr.shared {
		return domain.Customer{}, err
	}
	return pr.tx.PutCustomer(name)
}

func (pr *projector) putCustomer(before, after *domain.Customer) error {
	var known domain.Customer
	var err error
	if before == nil {
		known, err = pr.customerNamed(after.Name)
	} else {
		known, err = pr.tx.CustomerByName(before.Name)
	}
	if err != nil {
		return err
	}
	if after == nil {
		return pr.tx.DeleteCustomer(known.ID)
	}
	c := *after
	c.ID = known.ID
	return pr.tx.SetCustomer(c)
}

func (pr *projector) merge(m customerMerge, undo bool) error {
	from, into := m.From.Name, m.Into
	if undo {
		c := m.From
		if err := pr.putCustomer(nil, &c); err != nil {
			return err
		}
		from, into = into, from
	}
	a, err := pr.tx.CustomerByName(from)
	if err != nil {
		return err
	}
	b, err := pr.tx.CustomerByName(into)
	if err != nil {
		return err
	}
	for _, key := range m.Jobs {
		job, err := pr.tx.JobByKey(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := pr.tx.SetJob(job.ID, job.State, b.ID); err != nil {
			return err
		}
	}
	scopes := func(as []domain.Scope) []domain.Scope {
		if undo {
			return as
		}
		var out []domain.Scope
		for _, s := range as {
			if s.Job == "" && strings.EqualFold(s.Customer, m.From.Name) {
				s.Customer = m.Into
			}
			if !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
		return out
	}
	for key, was := range m.Tickets {
		t, err := pr.tx.Ticket(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		t.Scopes = scopes(was)
		if err := pr.tx.PutTicket(t); err != nil {
			return err
		}
	}
	for key, was := range m.Remarks {
		r, err := pr.tx.Remark(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		r.Scopes = scopes(was)
		if err := pr.tx.PutRemark(r); err != nil {
			return err
		}
	}
	if undo {
		return nil
	}
	return pr.tx.DeleteCustomer(a.ID)
}
