package message

import (
	"fmt"
	"strings"
	"testing"
)

func TestAWordIsHeldWhereItStandsInTheFoldedBody(t *testing.T) {
	var text strings.Builder
	for i := range 200 {
		fmt.Fprintf(&text, "Line %d of the REPORT, Größe 3 GB\n", i)
	}
	for _, m := range []*Message{{Text: text.String()}, {Text: "Line 7 of the REPORT, Größe 3 GB\n"}} {
		folded := m.Folded()
		for _, word := range []string{"report", "REPORT", "größe 3 gb line 8", "gb", "", "line 7", "line 777", "reports", "größe 4", "\xff\xfe"} {
			if got, want := m.Holds(word), strings.Contains(folded, word); got != want {
				t.Errorf("%q: got %v, want %v", word, got, want)
			}
		}
	}
}
