package review

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// SignOff gathers what "Close the day" proves (product.md, section 9): every run of a
// night, who looked at it, what is open, documented and accepted, and what nobody
// approved or understood yet. The night is the one that carries the local date of day; a
// zero day is today, which is last night. customer narrows it to one, "" is all of them.
// Reading it decides nothing.
func (svc *Service) SignOff(ctx context.Context, day time.Time, customer string) (s domain.SignOff, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return s, err
	}
	now := svc.p.Clock()
	if day.IsZero() {
		day = now
	}
	s = domain.SignOff{Profile: svc.p.Profile, Customer: customer, Made: now, By: svc.Actor().Name}
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		nights, err := rules.ReadNights(q, svc.p.Location)
		if err != nil {
			return err
		}
		night := nights.On(day)
		s.Day, s.From, s.To = night.Date.Format(time.DateOnly), night.From, night.To
		return svc.signOff(q, &s)
	})
	return s, err
}

func (svc *Service) signOff(q domain.Reader, s *domain.SignOff) error {
	if s.Customer != "" {
		c, err := q.CustomerByName(s.Customer)
		if err != nil {
			return err
		}
		s.Customer = c.Name
	}
	ours := func(name string) bool { return s.Customer == "" || strings.EqualFold(name, s.Customer) }
	list, err := q.Jobs()
	if err != nil {
		return err
	}
	jobs, byKey := map[int64]domain.Job{}, map[domain.JobKey]domain.Job{}
	for _, j := range list {
		jobs[j.ID], byKey[j.Key] = j.Job, j.Job
	}
	runs, err := q.DayRuns(s.From, s.To)
	if err != nil {
		return err
	}
	ofDay, reviewedBy := map[int64]bool{}, map[domain.DecisionID]bool{}
	for _, r := range runs {
		if job := jobs[r.Job]; job.State != domain.JobPending && ours(job.Customer.Name) {
			ofDay[r.ID] = true
			if r.Review != nil {
				reviewedBy[r.Review.Decision.Entry()] = true
			}
		}
	}
	codes := map[int64][]string{}
	tickets, err := q.Tickets()
	if err != nil {
		return err
	}
	for _, t := range tickets {
		linked, err := q.TicketRuns(t.Key, 0)
		if err != nil {
			return err
		}
		documents := false
		for _, r := range linked {
			if ofDay[r.ID] {
				documents = true
				codes[r.ID] = append(codes[r.ID], t.Code)
			}
		}
		// A night is looked at the next morning: what was made then for its runs counts.
		open := !t.Created.After(s.To) && (t.Resolved.IsZero() || !t.Resolved.Before(s.From)) &&
			slices.ContainsFunc(t.Scopes, func(sc domain.Scope) bool {
				return ours(cmp.Or(sc.Customer, byKey[sc.Job].Customer.Name))
			})
		if documents || open {
			s.Tickets = append(
				s.Tickets,
				domain.SignOffTicket{Code: t.Code, Description: t.Description, Created: t.Created, Resolved: t.Resolved},
			)
		}
	}
	said, err := remarksOf(q, s, ofDay, func(sc domain.Scope) bool { return ours(cmp.Or(sc.Customer, byKey[sc.Job].Customer.Name)) })
	if err != nil {
		return err
	}
	judge, err := q.AttemptJudge()
	if err != nil {
		return err
	}
	for _, r := range domain.DayRows(runs, judge) {
		if ofDay[r.ID] {
			s.Rows = append(s.Rows, signOffRow(r, jobs[r.Job], codes, said))
		}
	}
	slices.SortStableFunc(s.Rows, func(a, b domain.SignOffRow) int {
		return cmp.Or(
			strings.Compare(strings.ToLower(a.Customer), strings.ToLower(b.Customer)),
			cmp.Compare(b.Status, a.Status),
			strings.Compare(a.Job, b.Job),
			a.At.Compare(b.At),
		)
	})
	accepted, err := svc.accepted(q)
	if err != nil {
		return err
	}
	for _, a := range accepted {
		held := !a.At.After(s.To) && (a.Active() || !a.Ended.Before(s.From)) && (a.Job == "" || ours(byKey[a.Job].Customer.Name))
		if !held && !reviewedBy[a.Key.Entry()] {
			continue
		}
		s.Accepted = append(s.Accepted, domain.SignOffAccepted{What: a.What, Until: a.Until, Note: a.Note, By: a.By, At: a.At})
	}
	accounts, err := q.Accounts()
	if err != nil {
		return err
	}
	for _, a := range accounts {
		s.Accounts = append(
			s.Accounts,
			domain.SignOffAccount{Name: a.Name, LastSuccess: a.Health.LastSuccess, Error: a.Trouble(svc.p.Location)},
		)
	}
	if _, s.Unmatched, err = q.InboxCount(); err != nil {
		return err
	}
	if err := pending(q, s, list); err != nil {
		return err
	}
	s.LastDecision, s.LastHash, err = lastLink(q)
	return err
}

// remarksOf puts the remarks of the night on the sheet, and returns their texts by run.
func remarksOf(q domain.Reader, s *domain.SignOff, ofNight map[int64]bool, ours func(domain.Scope) bool) (map[int64][]string, error) {
	said := map[int64][]string{}
	remarks, err := q.Remarks()
	if err != nil {
		return nil, err
	}
	for _, r := range remarks {
		linked, err := q.RemarkRuns(r.Key, 0)
		if err != nil {
			return nil, err
		}
		documents := false
		for _, run := range linked {
			if ofNight[run.ID] {
				documents = true
				said[run.ID] = append(said[run.ID], r.Text)
			}
		}
		// A night is looked at the next morning, as with tickets.
		if documents || !r.Created.After(s.To) && r.Shown(s.From) && slices.ContainsFunc(r.Scopes, ours) {
			s.Remarks = append(s.Remarks, domain.SignOffRemark{Text: r.Text, By: r.By, Created: r.Created, Expires: r.Expires})
		}
	}
	return said, nil
}

// pendingLimit is how many messages are looked through for jobs that wait for approval.
const pendingLimit = 100_000

// pending counts what waits for approval. The sheet of one customer does not list it:
// nobody knows whose it is, and others are not to read it there.
func pending(q domain.Reader, s *domain.SignOff, jobs []domain.JobRow) (err error) {
	if s.Approvals, err = q.Approvals(); err != nil || s.Customer != "" {
		return err
	}
	if s.ReviewedIn, err = q.ReviewedIn(s.From, s.To); err != nil {
		return err
	}
	inbox, err := q.Inbox(pendingLimit)
	if err != nil {
		return err
	}
	waits := map[domain.JobKey]bool{}
	for _, m := range inbox {
		for _, key := range m.JobKeys {
			waits[key] = true
		}
	}
	for _, j := range jobs {
		if j.State == domain.JobPending && waits[j.Key] {
			s.Pending = append(
				s.Pending,
				domain.SignOffPending{Sender: j.Sender, Product: j.Product, Job: j.Name, Runs: j.Runs, Status: j.Status},
			)
		}
	}
	slices.SortStableFunc(s.Pending, func(a, b domain.SignOffPending) int {
		return cmp.Or(cmp.Compare(b.Status, a.Status), strings.Compare(a.Job, b.Job), strings.Compare(a.Sender, b.Sender))
	})
	return nil
}

// signOffRow writes a run, and the attempts before it, as a row of the sheet: open while
// one of them waits.
func signOffRow(r domain.DayRow, job domain.Job, codes, said map[int64][]string) domain.SignOffRow {
	row := domain.SignOffRow{
		Customer: job.Customer.Name,
		Product:  job.Product,
		Job:      job.Name,
		At:       r.At,
		Raw:      r.By.Raw,
		Status:   r.Status,
		Reason:   r.By.Reason,
		Problems: r.By.Problems,
		Tickets:  codes[r.ID],
		Remarks:  said[r.ID],
		Hidden:   r.Hidden,
	}
	if r.Review != nil {
		row.Reviewed, row.By = r.Review.At, r.Review.By
		row.Reason = cmp.Or(row.Reason, r.Review.Note)
	}
	for _, e := range slices.Backward(r.Earlier) {
		row.Earlier = append(row.Earlier, domain.SignOffTry{At: e.At, Status: e.Status})
		row.Tickets = append(row.Tickets, codes[e.ID]...)
		row.Remarks = append(row.Remarks, said[e.ID]...)
	}
	row.Tickets, row.Remarks = unique(row.Tickets), unique(row.Remarks)
	return row
}

// unique drops what stands in a list already.
func unique(list []string) (out []string) {
	for _, text := range list {
		if !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	return out
}
