package compare

import (
	"math/rand/v2"
	"testing"
)

func TestAlignmentMatchesAsMuchAsPossibleInOrder(t *testing.T) {
	dice := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		a, b := letters(dice, dice.IntN(12), 3), letters(dice, dice.IntN(12), 3)
		matched := requireValid(t, a, b, align(a, b))
		if want := longestCommon(a, b); matched != want {
			t.Fatalf("%q and %q: %d matched, %d possible", string(a), string(b), matched, want)
		}
	}
}

func TestAlignmentOfStrangersIsBounded(t *testing.T) {
	dice := rand.New(rand.NewPCG(3, 4))
	a, b := letters(dice, 6000, 26), letters(dice, 5000, 26)
	copy(b[4000:], a[5000:])
	if matched := requireValid(t, a, b, align(a, b)); matched < 1000 {
		t.Errorf("only %d matched, though the ends are equal", matched)
	}
}

func letters(dice *rand.Rand, n, alphabet int) []rune {
	text := make([]rune, n)
	for i := range text {
		text[i] = rune('a' + dice.IntN(alphabet))
	}
	return text
}

func requireValid(t *testing.T, a, b []rune, match []int) (matched int) {
	t.Helper()
	last := -1
	for i, j := range match {
		if j < 0 {
			continue
		}
		if j <= last || a[i] != b[j] {
			t.Fatalf("%d is matched to %d after %d", i, j, last)
		}
		last = j
		matched++
	}
	return matched
}

func longestCommon(a, b []rune) int {
	table := make([][]int, len(a)+1)
	for i := range table {
		table[i] = make([]int, len(b)+1)
	}
	for i := range a {
		for j := range b {
			table[i+1][j+1] = max(table[i][j+1], table[i+1][j])
			if a[i] == b[j] {
				table[i+1][j+1] = table[i][j] + 1
			}
		}
	}
	return table[len(a)][len(b)]
}
