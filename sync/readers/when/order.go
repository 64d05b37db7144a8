package when

import "strings"

// Ordered returns a calendar that reads numeric dates in a fixed order.
func (c Calendar) Ordered(o Order) Calendar {
	c.order = o
	return c
}

// Month returns the number of the month that a word names in any of the languages
// of our mails, 1 to 12; 0 for any other word.
func Month(word string) int { return month(strings.Trim(word, ".")) }
