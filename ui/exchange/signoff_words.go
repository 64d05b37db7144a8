package exchange

import (
	"fmt"
	"strings"
	"time"

	"runchecks/domain"
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

// signOffWarning says why the day is not closed with a clear conscience: open
// runs, accounts that could not be read, messages nobody understood; "" where
// nothing is wrong.
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
	add(s.Unmatched, "message is unmatched", "messages are unmatched")
	return strings.Join(parts, " · ")
}

// signOffVerdict is the line in the place of the warning where there is none.
func signOffVerdict(s domain.SignOff) string {
	switch runs := len(s.Rows); runs {
	case 0:
		return "No run was reported on this day."
	case 1:
		return "The one run of this day was reviewed."
	default:
		return fmt.Sprintf("All %d runs of this day were reviewed.", runs)
	}
}

// runDetail is the second line of a run: what its status was before an override,
// how many of its objects had problems, and the reason given.
func runDetail(r domain.SignOffRow) string {
	var parts []string
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
