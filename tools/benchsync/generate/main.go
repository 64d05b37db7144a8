// Command generate fills a Maildir with generated backup-report mails.
//
// It is deterministic: the same -seed, -n and -first give the same messages,
// byte for byte. It uses only the Go standard library.
package main

import (
	"bytes"
	"encoding/base64"
	"flag"
	"fmt"
	"math/rand"
	"mime"
	"mime/quotedprintable"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type product struct {
	name, from, jobWord string
	style               int
}

var products = []product{
	{"Veeam Backup", "veeam@%s", "Backup job", 0},
	{"Veeam Agent", "veeam-agent@%s", "Agent job", 0},
	{"Acronis Cyber Protect", "noreply-abc@%s", "Plan", 1},
	{"Hyper Backup", "nas@%s", "Task", 2},
	{"Active Backup for Business", "nas@%s", "Task", 2},
	{"NAKIVO", "director@%s", "Job", 1},
	{"Altaro VM Backup", "altaro@%s", "Operation", 1},
	{"Windows Server Backup", "srv@%s", "Schedule", 3},
	{"Hybrid Backup Sync", "qnap@%s", "Task", 2},
	{"SQL Agent backup", "sql@%s", "Plan", 3},
}

var customers = []string{
	"Bakkerij Jansen", "Müller Bau GmbH", "Café Zürich", "Notariaat De Vries", "Tandarts Öztürk",
	"Garage Peeters", "Stichting Één", "Hôtel du Lac", "Accountants & Co", "Łódź Logistics",
	"Groene Weide BV", "Fysio Centrum", "Bouwbedrijf Smit", "Drukkerij Árpád", "School Noord",
	"Advocaten Van Dijk", "Installatie Kok", "Makelaardij Bos", "Zorggroep Zuid", "Transport Ruiz",
}

var problems = []string{
	"Processing finished with warnings: VSS writer SqlServerWriter is in a failed state (code 0x800423f4).",
	"Cannot connect to the host: the remote procedure call failed. Check that the service is running on the guest.",
	"The target repository is low on free disk space: 4.1% of 12.0 TB left.",
	"Unable to truncate transaction logs: access is denied for account DOMAIN\\svc-backup.",
	"Changed block tracking is not enabled for disk 2000 (scsi0:1), a full read was made.",
	"The network path was not found while opening \\\\nas01\\backup$\\weekly\\chain-0441.vbk.",
	"Retry 2 of 3 did not succeed within the backup window of 06:00:00.",
	"Snapshot removal took longer than expected (00:17:42); consolidation is needed.",
	"Source file in use: C:\\Users\\Gerät\\AppData\\Local\\Temp\\~df394b.tmp was skipped.",
}

type status int

const (
	success status = iota
	warning
	failed
)

func (s status) String() string { return [...]string{"Success", "Warning", "Failed"}[s] }

func (s status) colour() string { return [...]string{"#00B050", "#FFD96C", "#FB9895"}[s] }

func pick(r *rand.Rand, ok, warn int) status {
	switch n := r.Intn(100); {
	case n < ok:
		return success
	case n < ok+warn:
		return warning
	}
	return failed
}

// message renders message i, with LF line ends as a Maildir keeps them.
func message(seed int64, i int, start time.Time, step time.Duration, minSize, maxSize int) ([]byte, time.Time) {
	r := rand.New(rand.NewSource(seed*1_000_003 + int64(i)))
	job := int(uint32(i*2654435761) % 400)
	jr := rand.New(rand.NewSource(seed + int64(job)))
	p := products[jr.Intn(len(products))]
	cust := customers[jr.Intn(len(customers))]
	jobName := fmt.Sprintf("%s %s %02d", cust, p.jobWord, job)
	host := fmt.Sprintf("c%03d.example.net", job%60)
	when := start.Add(time.Duration(i) * step)
	st := pick(r, 85, 10)
	target := minSize + r.Intn(maxSize-minSize+1)

	// The encoding and the charset come first: they decide how far the target
	// size reaches.
	charset, enc := "utf-8", "quoted-printable"
	switch n := r.Intn(100); {
	case n < 60:
	case n < 85:
		enc = "base64"
	default:
		enc = "8bit"
	}
	switch n := r.Intn(100); {
	case n < 70:
	case n < 85:
		charset = "windows-1252"
	default:
		charset = "iso-8859-1"
	}
	kind := r.Intn(100) // <80 alternative, <90 mixed, <95 related, else HTML only

	budget := target - 2600
	if kind >= 80 && kind < 95 {
		budget -= 9000
	}
	switch enc {
	case "base64":
		budget = budget * 3 / 4
	case "quoted-printable":
		budget = budget * 100 / 112
	}
	html, text, rows := report(r, p, cust, jobName, st, when, budget)

	subject := fmt.Sprintf("[%s] %s (%d objects) %s", st, jobName, rows, p.name)
	if st != success {
		subject += ", " + strings.ToLower(st.String()) + " objects"
	}

	var b bytes.Buffer
	id := fmt.Sprintf("%08x.%06d.%d@%s", r.Uint32(), i, when.Unix(), host)
	for h := 0; h < 3; h++ {
		fmt.Fprintf(&b, "Received: from mx%d.%s (mx%d.%s [192.0.2.%d])\n\tby relay%d.example.org (Postfix) with ESMTPS id %012X\n\tfor <backupreports@example.org>; %s\n",
			h, host, h, host, r.Intn(250)+1, h, r.Int63n(1<<47), when.Add(time.Duration(3-h)*time.Second).Format(time.RFC1123Z))
	}
	fmt.Fprintf(&b, "DKIM-Signature: v=1; a=rsa-sha256; c=relaxed/relaxed; d=%s; s=s1;\n\th=from:to:subject:date:message-id; bh=%s;\n\tb=%s\n",
		host, b64(r, 32), fold(b64(r, 256), 70, "\n\t"))
	fmt.Fprintf(&b, "Message-ID: <%s>\nDate: %s\n", id, when.Format(time.RFC1123Z))
	fmt.Fprintf(&b, "From: %s <%s>\n", mime.QEncoding.Encode("utf-8", cust+" backup"), fmt.Sprintf(p.from, host))
	fmt.Fprintf(&b, "To: backupreports@example.org\nSubject: %s\nMIME-Version: 1.0\nX-Mailer: imaplab\nX-Imaplab-Job: %d\n",
		mime.QEncoding.Encode("utf-8", subject), job)

	bound := fmt.Sprintf("=_%08x%08x", r.Uint32(), r.Uint32())
	alt := func(w *bytes.Buffer, bd string) {
		fmt.Fprintf(w, "Content-Type: multipart/alternative;\n\tboundary=\"%s\"\n\n", bd)
		fmt.Fprintf(w, "--%s\n", bd)
		part(w, "text/plain", charset, "quoted-printable", text)
		fmt.Fprintf(w, "--%s\n", bd)
		part(w, "text/html", charset, enc, html)
		fmt.Fprintf(w, "--%s--\n", bd)
	}
	switch {
	case kind < 80:
		alt(&b, bound)
	case kind < 90:
		fmt.Fprintf(&b, "Content-Type: multipart/mixed; boundary=\"M%s\"\n\n--M%s\n", bound, bound)
		alt(&b, bound)
		log := make([]byte, 6600)
		r.Read(log)
		fmt.Fprintf(&b, "--M%s\nContent-Type: application/zip; name=\"log-%d.zip\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"log-%d.zip\"\n\n%s\n--M%s--\n",
			bound, i, i, fold(base64.StdEncoding.EncodeToString(log), 76, "\n"), bound)
	case kind < 95:
		fmt.Fprintf(&b, "Content-Type: multipart/related; boundary=\"R%s\"\n\n--R%s\n", bound, bound)
		alt(&b, bound)
		img := make([]byte, 6600)
		r.Read(img)
		copy(img, "\x89PNG\r\n\x1a\n")
		fmt.Fprintf(&b, "--R%s\nContent-Type: image/png\nContent-Transfer-Encoding: base64\nContent-ID: <logo@imaplab>\nContent-Disposition: inline; filename=\"logo.png\"\n\n%s\n--R%s--\n",
			bound, fold(base64.StdEncoding.EncodeToString(img), 76, "\n"), bound)
	default:
		part(&b, "text/html", charset, enc, html)
	}
	return b.Bytes(), when
}

func report(r *rand.Rand, p product, cust, job string, st status, when time.Time, budget int) (html, text string, rows int) {
	var h, t strings.Builder
	pad := [...]string{"padding: 2px 3px; vertical-align: top; border: 1px solid #a7a9ac; font-family: Tahoma; font-size: 11px;",
		"padding:4px 8px;border-bottom:1px solid #e4e7ea;font:12px/16px Segoe UI,Arial,sans-serif;color:#243143;",
		"padding:5px;font-size:13px;font-family:Verdana,Arial;", "font-family:Consolas,monospace;font-size:12px;"}[p.style]
	fmt.Fprintf(&h, "<!DOCTYPE html>\n<html><head><meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n<style type=\"text/css\">td,th{%s} .h{background:%s;color:#fff}</style></head>\n<body>\n", pad, st.colour())
	fmt.Fprintf(&h, "<table cellspacing=\"0\" cellpadding=\"0\" width=\"100%%\" border=\"0\">\n<tr><td class=\"h\" style=\"height: 35px; font-size: 16px;\">%s: %s<div>%s</div></td><td class=\"h\">%s</td></tr>\n", p.jobWord, job, cust, st)
	fmt.Fprintf(&h, "<tr><td colspan=\"2\">%s</td></tr>\n<tr><th>Name</th><th>Status</th><th>Start time</th><th>End time</th><th>Size</th><th>Read</th><th>Transferred</th><th>Duration</th><th>Details</th></tr>\n", when.Format("Monday, 2 January 2006 15:04:05"))
	fmt.Fprintf(&t, "%s %s\nResult: %s\nStarted: %s\n\n", p.jobWord, job, st, when.Format(time.RFC3339))
	for n := 0; h.Len()+t.Len()*11/10 < budget-300 || n == 0; n++ {
		os := success
		if st != success && (n == 0 || r.Intn(8) == 0) {
			os = st
		}
		msg := ""
		if os != success {
			msg = problems[r.Intn(len(problems))]
		}
		name := fmt.Sprintf("%s-%02d", []string{"SRV-DC", "SRV-SQL", "SRV-FILE", "SRV-RDS", "SRV-APP", "VM-WEB", "PC-BÜRO", "NAS"}[r.Intn(8)], r.Intn(90))
		d := time.Duration(r.Intn(7200)) * time.Second
		size := r.Float64() * 900
		fmt.Fprintf(&h, "<tr>\n<td nowrap=\"nowrap\" style=\"%s\">%s</td>\n<td nowrap=\"nowrap\" style=\"%s\"><span style=\"color: %s\">%s</span></td>\n<td nowrap=\"nowrap\" style=\"%s\">%s</td>\n<td nowrap=\"nowrap\" style=\"%s\">%s</td>\n<td style=\"%s\">%.1f GB</td>\n<td style=\"%s\">%.1f GB</td>\n<td style=\"%s\">%.1f MB</td>\n<td style=\"%s\">%s</td>\n<td style=\"%s\"><span class=\"small_label\">%s</span></td>\n</tr>\n",
			pad, name, pad, os.colour(), os, pad, when.Format("15:04:05"), pad, when.Add(d).Format("15:04:05"), pad, size, pad, size*r.Float64(), pad, size*r.Float64()*10, pad, d, pad, msg)
		fmt.Fprintf(&t, "%-12s %-8s %8.1f GB %10s %s\n", name, os, size, d, msg)
		rows++
	}
	fmt.Fprintf(&h, "</table>\n<p style=\"%s\">%s generated this report for %s.</p>\n</body></html>\n", pad, p.name, cust)
	return h.String(), t.String(), rows
}

// part writes one leaf part, its headers first.
func part(w *bytes.Buffer, typ, charset, enc, body string) {
	raw := []byte(body)
	if charset != "utf-8" {
		raw = latin(body)
	}
	fmt.Fprintf(w, "Content-Type: %s; charset=%s\nContent-Transfer-Encoding: %s\n\n", typ, charset, enc)
	switch enc {
	case "base64":
		w.WriteString(fold(base64.StdEncoding.EncodeToString(raw), 76, "\n"))
		w.WriteByte('\n')
	case "8bit":
		w.Write(raw)
	default:
		q := quotedprintable.NewWriter(w)
		_, _ = q.Write(raw) // into memory: never fails
		_ = q.Close()
		// The package writes CRLF at soft breaks; a Maildir keeps LF.
		s := bytes.ReplaceAll(w.Bytes(), []byte("\r\n"), []byte("\n"))
		w.Reset()
		w.Write(s)
	}
	w.WriteByte('\n')
}

// latin narrows text to Latin-1; what does not fit becomes '?'.
func latin(s string) []byte {
	out := make([]byte, 0, len(s))
	for _, c := range s {
		if c > 255 {
			c = '?'
		}
		out = append(out, byte(c))
	}
	return out
}

func b64(r *rand.Rand, n int) string {
	b := make([]byte, n)
	r.Read(b)
	return base64.StdEncoding.EncodeToString(b)
}

func fold(s string, n int, sep string) string {
	var b strings.Builder
	b.Grow(len(s) + len(s)/n*len(sep))
	for len(s) > n {
		b.WriteString(s[:n])
		b.WriteString(sep)
		s = s[n:]
	}
	b.WriteString(s)
	return b.String()
}

func main() {
	dir := flag.String("maildir", "", "Maildir to fill (made when missing)")
	n := flag.Int("n", 20000, "messages to write")
	first := flag.Int("first", 0, "number of the first message (go on where an earlier run ended)")
	seed := flag.Int64("seed", 1, "seed")
	lo := flag.Int("min", 30<<10, "smallest message, bytes, about")
	hi := flag.Int("max", 60<<10, "largest message, bytes, about")
	start := flag.String("start", "2026-05-01T00:00:00Z", "date of message 0")
	step := flag.Duration("step", 13*time.Minute, "time between messages")
	flag.Parse()
	t0, err := time.Parse(time.RFC3339, *start)
	if err != nil || *dir == "" {
		flag.Usage()
		os.Exit(2)
	}
	for _, d := range []string{"cur", "new", "tmp"} {
		if err := os.MkdirAll(filepath.Join(*dir, d), 0o700); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	var next, total atomic.Int64
	var wg sync.WaitGroup
	for w := 0; w < runtime.NumCPU(); w++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				k := int(next.Add(1)) - 1
				if k >= *n {
					return
				}
				i := *first + k
				msg, when := message(*seed, i, t0, *step, *lo, *hi)
				total.Add(int64(len(msg)))
				base := fmt.Sprintf("%d.M%06d.benchsync,S=%d", when.Unix(), i, len(msg))
				tmp := filepath.Join(*dir, "tmp", base)
				if err := os.WriteFile(tmp, msg, 0o600); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
				_ = os.Chtimes(tmp, when, when) // only INTERNALDATE would differ
				if err := os.Rename(tmp, filepath.Join(*dir, "cur", base+":2,")); err != nil {
					fmt.Fprintln(os.Stderr, err)
					os.Exit(1)
				}
			}
		}()
	}
	wg.Wait()
	fmt.Printf("%d messages, %d bytes, mean %d\n", *n, total.Load(), total.Load()/int64(max(*n, 1)))
}
