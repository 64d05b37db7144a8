package readers_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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

var mailFolder = flag.String("mail-folder", "testdata/mails", "whose `mails` BenchmarkReadMails reads")

// BenchmarkReadMails measures each mail of a folder by itself: the quickest of its rounds,
// and of these times the middle one, that of the hundredth and the longest. A Maildir that
// tools/benchsync/generate has filled is what docs/performance.md tells of.
func BenchmarkReadMails(b *testing.B) {
	var mails [][]byte
	err := filepath.WalkDir(*mailFolder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) == ".json" || filepath.Ext(path) == ".md" {
			return err
		}
		raw, err := os.ReadFile(path)
		mails = append(mails, raw)
		return err
	})
	if err != nil || len(mails) == 0 {
		b.Fatalf("no mails in %s: %v", *mailFolder, err)
	}
	registry := readers.Default()
	quickest := make([]time.Duration, len(mails))
	b.ReportAllocs()
	for b.Loop() {
		for i, raw := range mails {
			began := time.Now()
			m, err := message.Decode(context.Background(), raw)
			if err != nil {
				continue
			}
			registry.Read(context.Background(), m, readers.Env{Received: received})
			if took := time.Since(began); quickest[i] == 0 || took < quickest[i] {
				quickest[i] = took
			}
		}
	}
	slices.Sort(quickest)
	for name, i := range map[string]int{"p50": len(mails) / 2, "p99": len(mails) * 99 / 100, "worst": len(mails) - 1} {
		b.ReportMetric(float64(quickest[i])/float64(time.Millisecond), name+"-ms")
	}
}
