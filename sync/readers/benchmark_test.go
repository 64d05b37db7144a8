package readers_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// veeam40KB is the sample of a good job, with so many rows that the raw mail has
// the size of the usual report.
func veeam40KB(tb testing.TB) []byte {
	raw, err := os.ReadFile("testdata/mails/veeam/vbr-success-full-en.eml")
	if err != nil {
		tb.Fatal(err)
	}
	m, err := message.Decode(context.Background(), raw)
	if err != nil {
		tb.Fatal(err)
	}
	before, _, found := strings.Cut(m.HTML, ">VM1<")
	if !found {
		tb.Fatal("the sample has no row VM1")
	}
	row := strings.LastIndex(before, "<tr")
	end := row + strings.Index(m.HTML[row:], "</tr>") + len("</tr>")
	var rows strings.Builder
	for i := 2; rows.Len()+len(m.HTML) < 29000; i++ {
		rows.WriteString(strings.Replace(m.HTML[row:end], ">VM1<", fmt.Sprintf(">VM%d<", i), 1))
	}
	html := m.HTML[:end] + rows.String() + m.HTML[end:]
	var out bytes.Buffer
	out.WriteString("From: Veeam Backup <veeam@example.com>\r\nTo: a@example.com\r\nDate: Thu, 24 Jul 2025 13:25:40 -0500\r\nSubject: [Success] Backup Job 3 (20 objects) \r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n")
	encoded := base64.StdEncoding.EncodeToString([]byte(html))
	for len(encoded) > 76 {
		out.WriteString(encoded[:76] + "\r\n")
		encoded = encoded[76:]
	}
	out.WriteString(encoded + "\r\n")
	return out.Bytes()
}

// BenchmarkReadVeeam40KB measures the whole way from raw bytes to results.
func BenchmarkReadVeeam40KB(b *testing.B) {
	raw := veeam40KB(b)
	registry := readers.Default()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		m, err := message.Decode(context.Background(), raw)
		if err != nil {
			b.Fatal(err)
		}
		r := registry.Read(context.Background(), m, readers.Env{Received: received})
		if r.Reader != "veeam" || r.Results[0].Status != domain.Success {
			b.Fatalf("%+v", r)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
	b.ReportMetric(float64(len(raw))/1024, "KB/mail")
}

// BenchmarkReadUnknown40KB measures the generic reader on a long log that no other
// reader knows.
func BenchmarkReadUnknown40KB(b *testing.B) {
	var log strings.Builder
	log.WriteString("Subject: [Success] nightly backup of srv1\r\nFrom: a@example.com\r\n\r\n")
	for i := 0; log.Len() < 40<<10; i++ {
		fmt.Fprintf(&log, "2026-01-02 03:%02d:00 copied D:\\Data\\project %d\\drawings\\plan-%d.dwg (1234567 bytes)\r\n", i%60, i%7, i)
	}
	raw := []byte(log.String())
	registry := readers.Default()
	b.SetBytes(int64(len(raw)))
	b.ReportAllocs()
	for b.Loop() {
		m, err := message.Decode(context.Background(), raw)
		if err != nil {
			b.Fatal(err)
		}
		if r := registry.Read(context.Background(), m, readers.Env{Received: received}); r.Reader != "generic" {
			b.Fatalf("%+v", r)
		}
	}
	b.ReportMetric(float64(b.N)/b.Elapsed().Seconds(), "mails/s")
}
