package main

import (
	"strconv"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
)

// dateWords is what a date may be, for messages.
const dateWords = "a date such as 2026-12-31, today, yesterday, -3d or +7d"

// readDate reads a day as the profile's time zone has it.
func readDate(w *workspace.Workspace, word string) (time.Time, bool) {
	return dateOf(w.Clock().In(w.Location), word)
}

// dateOf reads a day; today is the one that now lies in.
func dateOf(now time.Time, word string) (time.Time, bool) {
	today := time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, now.Location())
	switch word = strings.ToLower(word); word {
	case "today":
		return today, true
	case "yesterday":
		return today.AddDate(0, 0, -1), true
	case "tomorrow":
		return today.AddDate(0, 0, 1), true
	}
	days, ok := strings.CutSuffix(strings.TrimPrefix(word, "today"), "d")
	if ok && len(days) > 1 && len(days) < 7 && (days[0] == '-' || days[0] == '+') {
		if n, err := strconv.Atoi(days); err == nil {
			return today.AddDate(0, 0, n), true
		}
	}
	day, err := time.ParseInLocation(time.DateOnly, word, now.Location())
	return day, err == nil
}
