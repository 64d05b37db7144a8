package export

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/schedule"
)

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
	add := func(n int, one, many string) {
		switch {
		case n == 1:
			parts = append(parts, "1 "+one)
		case n > 1:
			parts = append(parts, fmt.Sprintf("%d %s", n, many))
		}
	}
	add(open, "run is still open", "runs are still open")
	add(accountsWithErrors(s), "account had errors", "accounts had errors")
	add(s.Approvals.Jobs, "job waits for approval", "jobs wait for approval")
	add(s.Unmatched, "message is unmatched", "messages are unmatched")
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
	switch runs := len(s.Rows); runs {
	case 0:
		return "No run was reported in this night."
	case 1:
		return "The one run of this night was reviewed."
	default:
		return fmt.Sprintf("All %d runs of this night were reviewed.", runs)
	}
}

// runDetail is the second line of a run: how often it was tried, what its status was before an override,
// how many of its objects had problems, the reason given, and what was remarked.
func runDetail(r domain.SignOffRow, loc *time.Location) string {
	var parts []string
	if len(r.Earlier) > 0 {
		parts = append(parts, fmt.Sprintf("%s try, before it %s", schedule.Ordinal(len(r.Earlier)+1), earlierTries(r, loc)))
	}
	if r.Raw.Known() != r.Status.Known() {
		parts = append(parts, "reported as "+r.Raw.String())
	}
	switch {
	case r.Problems == 1:
		parts = append(parts, "1 object with a problem")
	case r.Problems > 1:
		parts = append(parts, fmt.Sprintf("%d objects with problems", r.Problems))
	}
	if r.Reason != "" {
		parts = append(parts, r.Reason)
	}
	for _, text := range r.Remarks {
		parts = append(parts, "remark: "+remarkIn(text))
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
	return fmt.Sprintf("%s and %d more", strings.Join(codes[:room-1], " "), len(codes)-room+1)
}
