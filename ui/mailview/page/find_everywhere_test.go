package page_test

import (
	"strings"
	"testing"

	"runchecks/ui/mailview/page"
)

// What is found says what was searched for, wherever fragments begin and end.
func TestEveryPieceOfAPageIsFoundWhereItStands(t *testing.T) {
	p := page.Page{}
	for _, f := range [][2]string{{"", "Backup"}, {"", " "}, {"", "of"}, {" ", "NW-"}, {"", "SQL02"}, {"\t", "\u00a0"}, {"\n", "Größe"}, {"", ""}, {"", "\u00a0 "}, {"", "12,5 GB"}, {"\n\n", "Ende"}} {
		p.Fragments = append(p.Fragments, page.Fragment{Separator: f[0], Text: f[1], Cell: -1})
	}
	whole := []rune(page.Fold(p.Text(p.All())))
	for from := range whole {
		for to := from + 1; to <= len(whole); to++ {
			words := strings.TrimSpace(string(whole[from:to]))
			if words == "" {
				continue
			}
			hits := p.Find(words)
			if len(hits) == 0 {
				t.Fatalf("%q is not found", words)
			}
			for _, h := range hits {
				if got := page.Fold(p.Text(h)); got != words {
					t.Fatalf("%q was found at %+v, which says %q", words, h, got)
				}
			}
		}
	}
}
