package export

import (
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// The sheet on paper speaks the language of the process. The one for spreadsheets and archives
// is English in every language, since programs read it: what both say has a function of its
// own for the latter (nightInWords, customerOrAll, runState, earlierTries).

const importedAsHistory = "imported as history"

// dayInWords is a local date as on a letter; what is no date stays as it is.
func dayInWords(day string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return at.Format("Monday, 2 January 2006")
}

// nightInWords names what a sheet is about: a night by the date that it carries, or the
// date alone where nights are calendar days.
func nightInWords(s domain.SignOff) string {
	if s.Calendar() || s.From.IsZero() {
		return dayInWords(s.Day)
	}
	return "Night of " + dayInWords(s.Day)
}

// remarkIn is a remark in one line of a table.
func remarkIn(text string) string { return strings.Join(strings.Fields(text), " ") }

func customerOrAll(customer string) string {
	if customer == "" {
		return "all customers"
	}
	return customer
}

func accountsWithErrors(s domain.SignOff) int {
	n := 0
	for _, a := range s.Accounts {
		if a.Error != "" {
			n++
		}
	}
	return n
}

// signOffWarning says why the night is not closed with a clear conscience: open runs,
// accounts that could not be read, jobs that nobody approved, messages nobody
// understood; "" where nothing is wrong.
func signOffWarning(s domain.SignOff) string {
	_, _, open, _ := s.Counts()
	var parts []string
	for _, part := range []struct {
		n  int
		id string
	}{
		{open, "signoff.open_runs"}, {accountsWithErrors(s), "signoff.faulty_accounts"},
		{s.Approvals.Jobs, "signoff.waiting_jobs"}, {s.Unmatched, "signoff.unmatched"},
	} {
		if part.n > 0 {
			parts = append(parts, words.T(part.id, "n", part.n))
		}
	}
	return strings.Join(parts, " · ")
}

// earlierTries lists the attempts before a run: "Failed 22:00, Failed 22:40".
func earlierTries(r domain.SignOffRow, loc *time.Location) string {
	var tries []string
	for _, e := range r.Earlier {
		tries = append(tries, e.Status.String()+" "+e.At.In(zone(loc)).Format("15:04"))
	}
	return strings.Join(tries, ", ")
}

// runState says in a word who reviewed a run, "" where somebody did.
func runState(r domain.SignOffRow) string {
	switch {
	case r.Open():
		return "open"
	case r.Hidden:
		return "needs no review: a success of the day came before it"
	case r.By == "":
		return importedAsHistory
	}
	return ""
}

// signOffVerdict is the line in the place of the warning where there is none.
func signOffVerdict(s domain.SignOff) string {
	if len(s.Rows) == 0 {
		return words.T("signoff.no_runs")
	}
	return words.T("signoff.all_reviewed", "n", len(s.Rows))
}

// runDetail is the second line of a run: how often it was tried, what its status was before an override,
// how many of its objects had problems, the reason given, and what was remarked.
func runDetail(r domain.SignOffRow, loc *time.Location) string {
	var parts []string
	if len(r.Earlier) > 0 {
		var tries []string
		for _, e := range r.Earlier {
			tries = append(tries, words.T("signoff.try", "status", words.Status(e.Status), "time", words.Clock(e.At.In(zone(loc)))))
		}
		parts = append(parts, words.T("signoff.tries", "nth", words.Ordinal(len(tries)+1), "earlier", strings.Join(tries, ", ")))
	}
	if r.Raw.Known() != r.Status.Known() {
		parts = append(parts, words.T("signoff.reported_as", "status", words.Status(r.Raw)))
	}
	if r.Problems > 0 {
		parts = append(parts, words.T("signoff.objects", "n", r.Problems))
	}
	if r.Reason != "" {
		parts = append(parts, r.Reason)
	}
	for _, text := range r.Remarks {
		parts = append(parts, words.T("signoff.remark", "text", remarkIn(text)))
	}
	return strings.Join(parts, " · ")
}

// ticketCodes lists the tickets of a run, one a line where they are as long as
// Autotask's, and counts those that find no room.
func ticketCodes(codes []string) string {
	const room = 4
	if len(codes) <= room {
		return strings.Join(codes, " ")
	}
	return words.T("signoff.more_tickets", "codes", strings.Join(codes[:room-1], " "), "n", len(codes)-room+1)
}
