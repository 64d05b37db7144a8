package phrases_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"runchecks/sync/readers/phrases"
)

func TestEveryPhraseIsFoundWhereAWordBegins(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	word := func(letters string, least, most int) string {
		var b strings.Builder
		for range least + random.IntN(most-least+1) {
			b.WriteByte(letters[random.IntN(len(letters))])
		}
		return b.String()
	}
	type hit struct{ phrase, from int }
	for range 500 {
		list := make([]string, random.IntN(8))
		for i := range list {
			list[i] = word("ab", 3, 5)
		}
		text := word("ab .A", 0, 60)
		var got, want []hit
		phrases.New(list).Find(text, func(p, from, to int) bool {
			if strings.ToLower(text[from:to]) != list[p] {
				t.Fatalf("%q in %q at %d", list[p], text, from)
			}
			got = append(got, hit{p, from})
			return true
		})
		for n, p := range list {
			for from := 0; from+len(p) <= len(text); from++ {
				if strings.ToLower(text[from:from+len(p)]) == p && (from == 0 || strings.IndexByte(" .", text[from-1]) >= 0) {
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

func TestWordsBeginBehindWhatIsNoLetterAndEverywhereInDenseScripts(t *testing.T) {
	for text, want := range map[string]bool{
		"a dry run": true, "(DRY RUN)": true, "–dry run": true, "xdry run": false, "ödry run": false, "3dry run": false,
		"試行実行です": true, "これは試行実行": true, "--dry run": true,
	} {
		got := false
		phrases.New([]string{"dry run", "試行実行"}).Find(text, func(int, int, int) bool {
			got = true
			return false
		})
		if got != want {
			t.Errorf("%q: %t", text, got)
		}
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
