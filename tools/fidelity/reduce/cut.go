package reduce

import (
	"cmp"
	"slices"
	"strings"
)

// cut replaces the bytes from..to of a document, mostly by nothing.
type cut struct {
	from, to int
	by       string
}

// variant is a document with some cuts made.
type variant struct {
	cuts []cut
	text string
}

func newVariant(document string, cuts ...cut) variant {
	cuts = slices.SortedFunc(slices.Values(cuts), func(a, b cut) int { return cmp.Compare(a.from, b.from) })
	var text strings.Builder
	at := 0
	for _, c := range cuts {
		text.WriteString(document[at:c.from] + c.by)
		at = c.to
	}
	text.WriteString(document[at:])
	return variant{cuts, text.String()}
}

func overlap(some, others []cut) bool {
	for _, a := range some {
		for _, b := range others {
			if a.from < b.to && b.from < a.to {
				return true
			}
		}
	}
	return false
}
