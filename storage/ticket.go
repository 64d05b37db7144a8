package storage

import (
	"encoding/json"

	"runchecks/domain"
	"runchecks/domain/wording"
)

const ticketColumns = "SELECT t.key, t.code, t.description, t.active_from, t.created, t.made_by, t.resolved, t.desk, t.autotask, " +
	"COALESCE((SELECT state FROM desk_ticket a WHERE a.desk = t.desk AND a.id = t.autotask), '') FROM ticket t "

func scanTicket(scan func(...any) error) (domain.Ticket, error) {
	var t domain.Ticket
	var id int64
	var desk domain.DeskID
	var state string
	err := scan(
		&t.Key,
		&t.Code,
		&t.Description,
		(*moment)(&t.ActiveFrom),
		(*moment)(&t.Created),
		&t.By,
		(*moment)(&t.Resolved),
		&desk,
		&id,
		&state,
	)
	if err != nil || id == 0 {
		return t, err
	}
	t.Desk = &domain.DeskTicket{Desk: desk, ID: id}
	if state == "" {
		return t, nil
	}
	return t, json.Unmarshal([]byte(state), t.Desk)
}

// tickets runs a query for tickets and reads their scopes.
func (x *tx) tickets(tried, where string, args ...any) ([]domain.Ticket, error) {
	var out []domain.Ticket
	err := x.rows(tried, ticketColumns+where, args, func(scan func(...any) error) error {
		t, err := scanTicket(scan)
		out = append(out, t)
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		if out[i].Scopes, err = x.scopes(out[i].Key); err != nil {
			return nil, err
		}
	}
	return out, nil
}

func (x *tx) oneTicket(where string, arg any) (domain.Ticket, error) {
	list, err := x.tickets("find the ticket", where, arg)
	if err == nil && len(list) == 0 {
		err = &domain.Error{Code: domain.CodeNotFound, Said: wording.Of("refusal.ticket_unknown")}
	}
	if err != nil {
		return domain.Ticket{}, err
	}
	return list[0], nil
}

func (x *tx) Tickets() ([]domain.Ticket, error) {
	return x.tickets("list the tickets", "ORDER BY t.resolved > 0, t.created DESC, t.key DESC")
}

func (x *tx) OpenTickets() ([]domain.Ticket, error) {
	return x.tickets("list the open tickets", "WHERE t.resolved = 0 ORDER BY t.created")
}

func (x *tx) Ticket(key domain.DecisionID) (domain.Ticket, error) {
	return x.oneTicket("WHERE t.key = ?", key)
}

func (x *tx) TicketByCode(code string) (domain.Ticket, error) {
	return x.oneTicket("WHERE t.code = ?", code)
}

func (x *tx) RunTickets(run int64) ([]domain.Ticket, error) {
	return x.tickets(
		"list the tickets of a run",
		"JOIN ticket_run l ON l.ticket = t.key WHERE l.run = ? AND l.off = '' ORDER BY t.created DESC",
		run,
	)
}

func (x *tx) TicketRuns(key domain.DecisionID, limit int) ([]domain.LinkedRun, error) {
	return x.linked("SELECT run, by_hand FROM ticket_run WHERE ticket = ? AND off = ''", key, limit)
}

func (x *tx) PutTicket(t domain.Ticket) error {
	var id int64
	var desk domain.DeskID
	if t.Desk != nil {
		desk, id = t.Desk.Desk, t.Desk.ID
		if err := x.PutDeskTicket(*t.Desk, false); err != nil {
			return err
		}
	}
	if other, err := x.TicketByCode(t.Code); err == nil && other.Key != t.Key {
		return &domain.Error{
			Code: domain.CodeConflict,
			Said: wording.Of("refusal.ticket_code_used", other.Code),
		}
	} else if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
		return err
	}
	_, err := x.exec(
		"store the ticket "+t.Code,
		`INSERT INTO ticket (key, code, description, active_from, created, made_by, resolved, desk, autotask) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (key) DO UPDATE SET code = excluded.code, description = excluded.description, active_from = excluded.active_from,
		resolved = excluded.resolved, desk = excluded.desk, autotask = excluded.autotask`,
		t.Key,
		t.Code,
		t.Description,
		millis(t.ActiveFrom),
		millis(t.Created),
		t.By,
		millis(t.Resolved),
		desk,
		id,
	)
	if err != nil {
		return err
	}
	return x.putScopes(t.Key, t.Scopes)
}

// PutDeskTicket keeps what a service desk says about a ticket; without newer only where nothing
// is known yet, so that a decision made again does not bring back what was read then.
func (x *tx) PutDeskTicket(a domain.DeskTicket, newer bool) error {
	state, err := json.Marshal(a)
	if err != nil {
		return storageError("store what the service desk says", err)
	}
	_, err = x.exec(
		"store what the service desk says",
		"INSERT INTO desk_ticket (desk, id, state) VALUES (?, ?, ?) ON CONFLICT (desk, id) DO UPDATE SET state = excluded.state WHERE ?",
		a.Desk,
		a.ID,
		string(state),
		newer,
	)
	return err
}

func (x *tx) DeleteTicket(key domain.DecisionID) error {
	if _, err := x.exec("unlink the ticket", "DELETE FROM ticket_run WHERE ticket = ?", key); err != nil {
		return err
	}
	if err := x.putScopes(key, nil); err != nil {
		return err
	}
	return x.change("delete the ticket", "DELETE FROM ticket WHERE key = ?", key)
}

const putTicketLink = `INSERT INTO ticket_run (ticket, run, by_hand, decision, off) SELECT ?, id, ?, ?, ? FROM run WHERE key = ? ON CONFLICT `

func (x *tx) putTicketLinks(key domain.DecisionID, links []domain.TicketLink, conflict string) error {
	for _, l := range links {
		if _, err := x.exec("link the ticket", putTicketLink+conflict, key, l.ByHand, l.Decision, l.Off, l.Run); err != nil {
			return err
		}
	}
	return nil
}

func (x *tx) LinkTicket(key domain.DecisionID, links []domain.TicketLink) error {
	return x.putTicketLinks(key, links, "DO NOTHING")
}

func (x *tx) PutTicketLinks(key domain.DecisionID, links []domain.TicketLink) error {
	return x.putTicketLinks(key, links, "DO UPDATE SET by_hand = excluded.by_hand, decision = excluded.decision, off = excluded.off")
}

func (x *tx) UnlinkDecision(key, decision domain.DecisionID) error {
	_, err := x.exec("unlink the ticket", "DELETE FROM ticket_run WHERE ticket = ? AND decision = ?", key, decision)
	return err
}

func (x *tx) TicketLinks(key domain.DecisionID, runs []int64) ([]domain.TicketLink, error) {
	query, args := `SELECT r.key, l.by_hand, l.decision, l.off FROM ticket_run l JOIN run r ON r.id = l.run WHERE l.ticket = ?`, []any{key}
	if runs != nil {
		list, err := json.Marshal(runs)
		if err != nil {
			return nil, storageError("read the links of the ticket", err)
		}
		query, args = `SELECT r.key, l.by_hand, l.decision, l.off FROM json_each(?) k JOIN ticket_run l ON l.ticket = ? AND l.run = k.value JOIN run r ON r.id = l.run`, []any{
			string(list),
			key,
		}
	}
	var out []domain.TicketLink
	err := x.rows("read the links of the ticket", query, args, func(scan func(...any) error) error {
		var l domain.TicketLink
		err := scan(&l.Run, &l.ByHand, &l.Decision, &l.Off)
		out = append(out, l)
		return err
	})
	return out, err
}

// scopes reads what a ticket or remark is about.
func (x *tx) scopes(doc domain.DecisionID) ([]domain.Scope, error) {
	var out []domain.Scope
	err := x.rows("read the scopes", `SELECT COALESCE(c.name, ''), COALESCE(j.key, ''), s.object FROM scope s
  LEFT JOIN customer c ON c.id = s.customer LEFT JOIN job j ON j.id = s.job WHERE s.doc = ? ORDER BY s.n`, []any{doc}, func(scan func(...any) error) error {
		var s domain.Scope
		err := scan(&s.Customer, &s.Job, &s.Object)
		out = append(out, s)
		return err
	})
	return out, err
}

// putScopes replaces what a ticket or remark is about. A scope whose job or customer
// is gone is left out.
func (x *tx) putScopes(doc domain.DecisionID, scopes []domain.Scope) error {
	if _, err := x.exec("replace the scopes", "DELETE FROM scope WHERE doc = ?", doc); err != nil {
		return err
	}
	for n, s := range scopes {
		_, err := x.exec("store a scope", `INSERT INTO scope (doc, n, customer, job, object)
  SELECT ?, ?, (SELECT id FROM customer WHERE name = ?), (SELECT id FROM job WHERE key = ?), ?
  WHERE EXISTS (SELECT 1 FROM customer WHERE name = ?) OR EXISTS (SELECT 1 FROM job WHERE key = ?)`, doc, n, s.Customer, s.Job, s.Object, s.Customer, s.Job)
		if err != nil {
			return err
		}
	}
	return nil
}

// linked lists the runs that a query of (run, by_hand) names, newest first.
func (x *tx) linked(query string, doc domain.DecisionID, limit int) ([]domain.LinkedRun, error) {
	if limit <= 0 {
		limit = 500
	}
	var out []domain.LinkedRun
	err := x.rows(
		"list the linked runs",
		"SELECT r.id, r.key, r.at, r.effective, r.reviewed_at IS NOT NULL, l.by_hand, "+jobColumns+" FROM ("+query+
			") l JOIN run r ON r.id = l.run JOIN job j ON j.id = r.job LEFT JOIN customer c ON c.id = j.customer ORDER BY r.at DESC, r.id DESC LIMIT ?",
		[]any{doc, limit},
		func(scan func(...any) error) error {
			var l domain.LinkedRun
			err := scan(append([]any{&l.ID, &l.Key, (*moment)(&l.At), &l.Status, &l.Reviewed, &l.ByHand}, jobFields(&l.Job)...)...)
			out = append(out, l)
			return err
		},
	)
	return out, err
}
