package export

import (
	"cmp"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
)

// WriteSignOffCSV writes the sign-off sheet for spreadsheets and archives: a block
// of facts, name and value, then a section each for runs, tickets, remarks,
// accepted problems, jobs that wait for approval, and accounts. A section is its name with the number of its rows, a
// header, the rows; an empty line stands before it. Records differ in their number
// of fields. Times are in loc.
func WriteSignOffCSV(w io.Writer, s domain.SignOff, loc *time.Location) error {
	out, err := newSheetWriter(w)
	if err != nil {
		return fmt.Errorf("write the sign-off sheet: %w", err)
	}
	records := signOffFacts(s, loc)
	for _, section := range signOffSections(s, loc) {
		records = append(records, nil, []string{section.name, strconv.Itoa(len(section.rows))}, section.header)
		records = append(records, section.rows...)
	}
	for _, r := range records {
		write := func() error { return out.row(r...) }
		if r == nil {
			write = out.gap
		}
		if err := write(); err != nil {
			return fmt.Errorf("write the sign-off sheet: %w", err)
		}
	}
	if err := out.close(); err != nil {
		return fmt.Errorf("write the sign-off sheet: %w", err)
	}
	return nil
}

func signOffFacts(s domain.SignOff, loc *time.Location) [][]string {
	runs, reviewed, open, problems := s.Counts()
	return [][]string{
		{"Backup sign-off", nightInWords(s)},
		{"Night", s.Day},
		{"From", stamp(s.From, loc)},
		{"To", stamp(s.To, loc)},
		{"Profile", s.Profile},
		{"Customer", customerOrAll(s.Customer)},
		{"Made", stamp(s.Made, loc)},
		{"By", s.By},
		{"Runs", strconv.Itoa(runs)},
		{"Problems", strconv.Itoa(problems)},
		{"Reviewed", strconv.Itoa(reviewed)},
		{"Open", strconv.Itoa(open)},
		{"Accounts with errors", strconv.Itoa(accountsWithErrors(s))},
		{"Jobs that wait for approval", strconv.Itoa(s.Approvals.Jobs)},
		{"Runs of these jobs", strconv.Itoa(s.Approvals.Runs)},
		{"Problems among them", strconv.Itoa(s.Approvals.Problems)},
		{"Reviewed from From to To, of any night", reviewedIn(s)},
		{"Unmatched messages", strconv.Itoa(s.Unmatched)},
		{"Last journal entry", string(s.LastDecision)},
		{"Hash of the last journal entry", s.LastHash},
	}
}

// reviewedIn is empty on the sheet of one customer, which does not count it.
func reviewedIn(s domain.SignOff) string {
	if s.Customer != "" {
		return ""
	}
	return strconv.Itoa(s.ReviewedIn.Runs)
}

type signOffSection struct {
	name   string
	header []string
	rows   [][]string
}

func signOffSections(s domain.SignOff, loc *time.Location) []signOffSection {
	runs := signOffSection{name: "Runs", header: []string{
		"customer", "product", "job", "time", "raw status", "status", "reason", "problems", "state", "reviewed", "by", "tickets", "remarks", "earlier tries",
	}}
	for _, r := range s.Rows {
		state := cmp.Or(runState(r), "reviewed")
		runs.rows = append(runs.rows, []string{
			r.Customer, r.Product, r.Job, stamp(r.At, loc), r.Raw.String(), r.Status.String(), r.Reason, strconv.Itoa(r.Problems),
			state, stamp(r.Reviewed, loc), r.By, strings.Join(r.Tickets, targetSeparator), strings.Join(r.Remarks, targetSeparator), earlierTries(r, loc),
		})
	}
	tickets := signOffSection{name: "Tickets", header: []string{"code", "description", "created", "resolved"}}
	for _, t := range s.Tickets {
		tickets.rows = append(tickets.rows, []string{t.Code, t.Description, stamp(t.Created, loc), stamp(t.Resolved, loc)})
	}
	remarks := signOffSection{name: "Remarks", header: []string{"text", "created", "expires", "by"}}
	for _, r := range s.Remarks {
		remarks.rows = append(remarks.rows, []string{r.Text, stamp(r.Created, loc), stamp(r.Expires, loc), r.By})
	}
	waiting := signOffSection{name: "Waiting for approval", header: []string{"sender", "product", "job", "runs", "worst status"}}
	for _, p := range s.Pending {
		waiting.rows = append(waiting.rows, []string{p.Sender, p.Product, p.Job, strconv.Itoa(p.Runs), p.Status.String()})
	}
	accepted := signOffSection{name: "Accepted problems", header: []string{"what", "until", "note", "by", "time"}}
	for _, a := range s.Accepted {
		accepted.rows = append(accepted.rows, []string{a.What, a.Until, a.Note, a.By, stamp(a.At, loc)})
	}
	accounts := signOffSection{name: "Accounts", header: []string{"account", "last success", "error"}}
	for _, a := range s.Accounts {
		accounts.rows = append(accounts.rows, []string{a.Name, stamp(a.LastSuccess, loc), a.Error})
	}
	return []signOffSection{runs, tickets, remarks, accepted, waiting, accounts}
}
