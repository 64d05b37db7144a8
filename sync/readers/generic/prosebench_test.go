package generic

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/reader"
)

// BenchmarkUnknownProse40KB measures a long mail whose every line is unknown, with and
// without as much learned of its sender as is possible.
func BenchmarkUnknownProse40KB(b *testing.B) {
	var text strings.Builder
	text.WriteString("The backup completed successfully.\r\n\r\n")
	for i := 0; text.Len() < 40<<10; i++ {
		fmt.Fprintf(&text, "The frobnicator parked wibble %d of hall %d beside the loft.\r\n\r\n", i, i%7)
	}
	var list []domain.Learned
	for i := range learned.MaxLines {
		parts := []domain.ProsePart{
			{Text: "the"}, {Text: "frobnicator"}, {Text: "parked"}, {Text: "wibble"}, {Text: fmt.Sprint(-i - 1)}, {Text: "of"}, {Text: "hall"},
			{Text: "1"}, {Text: "beside"}, {Text: "the"}, {Text: "loft"},
		}
		list = append(list, domain.Learned{Prose: domain.Prose{Place: placeLine, Parts: parts}})
	}
	for name, set := range map[string]*learned.Set{"without": nil, "with 500 lines": learned.NewSet(list)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				m := message.Message{Subject: "Nightly backup of srv1", FromAddress: "a@example.com", Text: text.String(), Date: night}
				if _, ok := (Reader{}).Read(context.Background(), &m, reader.Env{Received: night, Learned: set}); !ok {
					b.Fatal("not recognised")
				}
			}
		})
	}
}
