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
	r := reducer{fails: fails, runs: runs, harmless: map[string]bool{}}
	dice := rand.New(rand.NewPCG(1, 1)) // the same document is reduced in the same way
	left := r.untried(variants(document))
	for r.runs > 0 && len(left) > 0 {
		var tries []variant
		tries, left = draw(dice, left)
		good, err := r.failing(ctx, tries)
		if err != nil {
			return document, err
		}
		if len(good) == 0 {
			continue
		}
		smallest := good[0]
		// Most removals that keep the fault alone keep it together, too.
		if len(good) > 1 && r.runs > 0 {
			together, err := r.failing(ctx, combine(document, good))
			if err != nil {
				return document, err
			}
			if len(together) > 0 {
				smallest = together[0]
			}
		}
		document = smallest.text
		left = r.untried(variants(document))
	}
	return document, nil
}

type reducer struct {
	fails    Fails
	runs     int
	harmless map[string]bool // documents known not to show the fault
}

// failing spends one run and returns the variants with the fault, smallest first.
func (r *reducer) failing(ctx context.Context, tries []variant) ([]variant, error) {
	r.runs--
	texts := make([]string, len(tries))
	for i, try := range tries {
		texts[i] = try.text
	}
	answers, err := r.fails(ctx, texts)
	if err != nil {
		return nil, err
	}
	if len(answers) != len(tries) {
		return nil, fmt.Errorf("reduce: %d answers for %d documents", len(answers), len(tries))
	}
	var good []variant
	for i, try := range tries {
		if answers[i] {
			good = append(good, try)
		} else {
			r.harmless[try.text] = true
		}
	}
	return smallestFirst(good), nil
}

func (r *reducer) untried(all []variant) []variant {
	return smallestFirst(slices.DeleteFunc(all, func(v variant) bool { return r.harmless[v.text] }))
}

// draw takes the variants of one run out of those that are left.
func draw(dice *rand.Rand, left []variant) (tries, rest []variant) {
	if len(left) <= perRun {
		return left, nil
	}
	tries, rest = slices.Clone(left[:boldest]), slices.Clone(left[boldest:])
	dice.Shuffle(len(rest), func(i, j int) { rest[i], rest[j] = rest[j], rest[i] })
	tries = append(tries, rest[:perRun-boldest]...)
	return tries, smallestFirst(rest[perRun-boldest:])
}

// combine joins the first two variants, the first three and so on, leaving out
// those that touch the same place as one before.
func combine(document string, good []variant) []variant {
	var all []variant
	joined := good[0].cuts
	for _, next := range good[1:] {
		if overlap(joined, next.cuts) {
			continue
		}
		joined = slices.Concat(joined, next.cuts)
		all = append(all, newVariant(document, joined...))
	}
	if len(all) == 0 {
		return good[:1]
	}
	return all
}

func smallestFirst(all []variant) []variant {
	slices.SortFunc(all, func(a, b variant) int {
		return cmp.Or(cmp.Compare(len(a.text), len(b.text)), cmp.Compare(a.text, b.text))
	})
	return slices.CompactFunc(all, func(a, b variant) bool { return a.text == b.text })
}
