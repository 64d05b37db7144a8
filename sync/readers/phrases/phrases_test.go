package phrases_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"runchecks/sync/readers/phrases"
)

func TestEveryPhraseIsFoundWhereverItStands(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(most int) string {
		var b strings.Builder
		for range random.IntN(most + 1) {
			b.WriteByte("abc"[random.IntN(3)])
		}
		return b.String()
	}
	type hit struct{ phrase, from int }
	for range 500 {
		list := make([]string, random.IntN(8))
		for i := range list {
			list[i] = word(4)
		}
		text := word(30)
		var got, want []hit
		phrases.New(list).Find(text, func(p, from, to int) bool {
			if text[from:to] != list[p] {
				t.Fatalf("%q in %q at %d", list[p], text, from)
			}
			got = append(got, hit{p, from})
			return true
		})
		for n, p := range list {
			for from := 0; p != "" && from+len(p) <= len(text); from++ {
				if text[from:from+len(p)] == p {
					want = append(want, hit{n, from})
				}
			}
		}
		sort := func(a, b hit) int { return (a.phrase-b.phrase)*1000 + a.from - b.from }
		slices.SortFunc(got, sort)
		slices.SortFunc(want, sort)
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, want %v", list, text, got, want)
		}
	}
}

func TestAWordEndsBeforeWhatIsNoLetter(t *testing.T) {
	text := "größe: öl"
	if phrases.Begins(text, 2) || !phrases.Begins(text, 0) || phrases.Ends(text, 4) || !phrases.Ends(text, len("größe")) ||
		!phrases.Begins(text, len("größe: ")) || !phrases.Ends(text, len(text)) {
		t.Error("the ends of words are not told")
	}
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("2026-11-29 copied d:\\data\\plan.dwg (1234567 bytes) without any trouble\n", 600)
	set := phrases.New([]string{"dry run", "nothing was backed up", "exit code", "last successful backup", "simulation mode"})
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		set.Find(text, func(int, int, int) bool { return true })
	}
}
