package readers_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// hostile are mails made to cost time: 50 MB in all.
func hostile() [][]byte {
	const size = 5 << 20
	fill := func(head, unit string) []byte {
		return []byte("From: a@example.com\r\n" + head + "\r\n\r\n" + strings.Repeat(unit, size/len(unit)))
	}
	html := "Content-Type: text/html; charset=utf-8"
	return [][]byte{
		fill("Subject: [Success] backup", "ERROR backup job failed, 0 errors, status: strange\r\n"),
		fill("Subject: [Success] backup", strings.Repeat("backup job ", 900)+"\r\n"),
		fill("Subject: [Success] backup", "x"),
		fill("Subject: Veeam backup\r\n"+html, "<tr><td>a<td>Success<td>10:00:00\r\n"),
		fill("Subject: Veeam backup\r\n"+html, "<table><tr><td>"),
		fill("Subject: backup\r\n"+html, "<div class=jobDescription>processObjectsHeader</div>"),
		fill("Subject: vzdump backup status (pve) : backup successful", "100: 2026-01-01 00:00:00 INFO: Starting Backup of VM 100 (qemu)\r\n"),
		fill("Subject: Amanda AMANDA MAIL REPORT FOR January 7, 2010", "FAILURE DUMP SUMMARY:\r\n  host /disk lev 0 FAILED [x]\r\n"),
		fill("Subject: Failed to create 1 of 4 snapshots on host", "Path: /a\r\n  Status: success\r\n  Failed Entries:\r\n"),
		fill("Subject: backup\r\nContent-Type: multipart/mixed; boundary=b", "--b\r\nContent-Type: text/plain\r\n\r\nstatus: ok\r\n"),
	}
}

// spread times every mail and reports the middle, the 99th of 100 and the worst.
func spread(b *testing.B, mails [][]byte) {
	registry := readers.Default()
	var took []time.Duration
	bytes := 0
	for b.Loop() {
		for _, raw := range mails {
			begin := time.Now()
			if m, err := message.Decode(context.Background(), raw); err == nil {
				registry.Read(context.Background(), m, readers.Env{Received: received})
			}
			took = append(took, time.Since(begin))
			bytes += len(raw)
		}
	}
	slices.Sort(took)
	ms := func(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }
	b.ReportMetric(ms(took[len(took)/2]), "ms-p50")
	b.ReportMetric(ms(took[len(took)*99/100]), "ms-p99")
	b.ReportMetric(ms(took[len(took)-1]), "ms-worst")
	b.ReportMetric(float64(len(mails)), "mails")
	b.ReportMetric(float64(bytes)/b.Elapsed().Seconds()/1e6, "MB/s")
}

// BenchmarkEverySample measures decoding and reading of each sample.
func BenchmarkEverySample(b *testing.B) {
	var mails [][]byte
	for _, s := range samples(b) {
		mails = append(mails, s.raw)
	}
	spread(b, mails)
}

// BenchmarkHostile50MB measures mails that were made to cost time.
func BenchmarkHostile50MB(b *testing.B) { spread(b, hostile()) }

// A mail that was made to cost time is no success, whatever its subject says.
func TestNoHostileMailIsASuccess(t *testing.T) {
	if testing.Short() {
		t.Skip("50 MB")
	}
	for i, raw := range hostile() {
		m, err := message.Decode(context.Background(), raw)
		if err != nil {
			continue
		}
		r := readers.Default().Read(context.Background(), m, readers.Env{Received: received})
		for _, x := range r.Results {
			if x.Status.Good() {
				t.Errorf("mail %d: %s by %s from %+v", i, x.Status, r.Reader, x.Evidence)
			}
		}
		t.Log(fmt.Sprint(i, " ", r.Reader, " ", r.Reason))
	}
}
