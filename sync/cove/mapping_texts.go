package cove

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// Bounds of what is kept of the errors of a session.
const (
	maxTexts    = 3   // different ones
	maxItems    = 2   // files, databases or mailboxes named with each
	textsLength = 600 // characters in all
)

// Texts puts the errors of a session into one line, the text that counts most often
// first, each with what it is about: "Access is denied (C:\\a.txt, C:\\b.txt)". It is
// empty where there are none.
func Texts(errors []SessionError) string {
	type said struct {
		text  string
		items []string
		count int64
	}
	var all []*said
	for _, e := range errors {
		text := strings.Join(strings.Fields(e.Text), " ")
		if text == "" && e.Code.Known {
			text = "error " + e.Code.String()
		}
		if text == "" {
			continue
		}
		at := slices.IndexFunc(all, func(s *said) bool { return s.text == text })
		if at < 0 {
			at = len(all)
			all = append(all, &said{text: text})
		}
		all[at].count += max(1, e.Count)
		item := strings.Join(strings.Fields(e.Item), " ")
		if item != "" && len(all[at].items) < maxItems && !slices.Contains(all[at].items, item) {
			all[at].items = append(all[at].items, item)
		}
	}
	slices.SortStableFunc(all, func(a, b *said) int { return cmp.Compare(b.count, a.count) })
	var out []string
	for i, s := range all {
		if i == maxTexts {
			out = append(out, fmt.Sprintf("and %d other texts", len(all)-i))
			break
		}
		text := s.text
		if len(s.items) > 0 {
			text += " (" + strings.Join(s.items, ", ") + ")"
		}
		out = append(out, text)
	}
	line := []rune(strings.Join(out, "; "))
	if len(line) > textsLength {
		return string(line[:textsLength-1]) + "…"
	}
	return string(line)
}
