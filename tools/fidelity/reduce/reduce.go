// Package reduce makes a document that shows a fault as small as possible while
// it still shows it.
package reduce

import (
	"cmp"
	"context"
	"fmt"
	"math/rand/v2"
	"slices"
)

// Fails says for every document whether it still shows the fault.
type Fails func(ctx context.Context, documents []string) ([]bool, error)

const (
	// perRun is how many variants are tried at once, as many as a browser takes.
	perRun = 40
	// boldest of them are the smallest variants left; the others are drawn at
	// random, because the largest removals rarely keep the fault.
	boldest = 14
)

// Document reduces until no single removal keeps the fault, or runs are used up.
// The caller knows that the document itself shows it.
func Document(ctx context.Context, document string, runs int, fails Fails) (string, error) {
	dice := rand.New(rand.NewPCG(1, 1)) // the same document is reduced in the same way
	left := smallestFirst(variants(document))
	for ; runs > 0 && len(left) > 0; runs-- {
		var tries []string
		tries, left = draw(dice, left)
		failing, err := fails(ctx, tries)
		if err != nil {
			return document, err
		}
		if len(failing) != len(tries) {
			return document, fmt.Errorf("reduce: %d answers for %d documents", len(failing), len(tries))
		}
		// The tries are sorted, so the first one that fails is the smallest.
		if i := slices.Index(failing, true); i >= 0 {
			document = tries[i]
			left = smallestFirst(variants(document))
		}
	}
	return document, nil
}

// draw takes the variants of one run out of those that are left.
func draw(dice *rand.Rand, left []string) (tries, rest []string) {
	if len(left) <= perRun {
		return left, nil
	}
	tries = slices.Clone(left[:boldest])
	rest = slices.Clone(left[boldest:])
	dice.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	tries = append(tries, rest[:perRun-boldest]...)
	return smallestFirst(tries), smallestFirst(rest[perRun-boldest:])
}

func smallestFirst(documents []string) []string {
	slices.SortFunc(documents, func(a, b string) int {
		return cmp.Or(cmp.Compare(len(a), len(b)), cmp.Compare(a, b))
	})
	return slices.Compact(documents)
}
