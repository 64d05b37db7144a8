package generic

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// BenchmarkUnknownLog40KB measures this reader alone on a long log that nobody knows.
func BenchmarkUnknownLog40KB(b *testing.B) {
	var log strings.Builder
	for i := 0; log.Len() < 40<<10; i++ {
		fmt.Fprintf(&log, "2026-01-02 03:%02d:00 copied D:\\Data\\project %d\\drawings\\plan-%d.dwg (1234567 bytes)\r\n", i%60, i%7, i)
	}
	measure(b, &message.Message{Subject: "[Success] nightly backup of srv1", FromAddress: "a@example.com", Text: log.String()})
}

// BenchmarkUnknownTable40KB measures it on a report in HTML.
func BenchmarkUnknownTable40KB(b *testing.B) {
	var html strings.Builder
	html.WriteString("<html><body><p>Daily backup summary</p><table><tr><th>Machine</th><th>Status</th><th>Start time</th><th>Size</th><th>Details</th></tr>")
	for i := 0; html.Len() < 40<<10; i++ {
		fmt.Fprintf(&html, "<tr><td style='padding:4px;border:1px solid #ccc'>SRV-%d</td><td style='color:green'>Success</td><td>27.11.2026 02:%02d</td><td>%d GB</td><td>all files were saved</td></tr>", i, i%60, i)
	}
	html.WriteString("</table></body></html>")
	measure(b, &message.Message{Subject: "Daily backup summary", FromAddress: "a@example.com", HTML: html.String()})
}

func measure(b *testing.B, m *message.Message) {
	b.Helper()
	b.ReportAllocs()
	for b.Loop() {
		copy := message.Message{Subject: m.Subject, FromAddress: m.FromAddress, Text: m.Text, HTML: m.HTML, Date: night}
		if _, ok := (Reader{}).Read(context.Background(), &copy, reader.Env{Received: night}); !ok {
			b.Fatal("not recognised")
		}
	}
}
