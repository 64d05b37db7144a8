package message

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// part is a part of a mail that a test makes.
type madePart struct{ head, content string }

func encoded(media, name, content string) madePart {
	text := base64.StdEncoding.EncodeToString([]byte(content))
	var b strings.Builder
	for len(text) > 76 {
		b.WriteString(text[:76] + "\r\n")
		text = text[76:]
	}
	return madePart{fmt.Sprintf("Content-Type: %s; name=%q\r\nContent-Disposition: attachment; "+
		"filename=%q\r\nContent-Transfer-Encoding: base64", media, name, name), b.String() + text}
}

func mailOf(parts ...madePart) string {
	head := "From: srv@example.com\r\nSubject: Backup report\r\nMIME-Version: 1.0\r\n"
	if len(parts) == 1 {
		return head + parts[0].head + "\r\n\r\n" + parts[0].content + "\r\n"
	}
	head += "Content-Type: multipart/mixed; boundary=zz\r\n\r\n"
	for _, p := range parts {
		head += "--zz\r\n" + p.head + "\r\n\r\n" + p.content + "\r\n"
	}
	return head + "--zz--\r\n"
}

func plainPart(text string) madePart {
	return madePart{"Content-Type: text/plain; charset=utf-8", text}
}

func zipOf(t testing.TB, files ...string) string {
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for i := 0; i+1 < len(files); i += 2 {
		f, err := w.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write([]byte(files[i+1])); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func gzipOf(t testing.TB, content string) string {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	if _, err := w.Write([]byte(content)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func decoded(t testing.TB, raw string) *Message {
	m, err := Decode(context.Background(), []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// told writes what of a mail readers see: its body, the texts beside it, and what was not
// opened.
func told(m *Message) string {
	out := []string{strings.TrimSpace(strings.Join(strings.Fields(m.Body()), " "))}
	for _, x := range m.EnclosedTexts() {
		out = append(out, x.Name+"="+strings.Join(strings.Fields(x.Text), " "))
	}
	for _, u := range m.Unopened {
		mark := ""
		if u.Report {
			mark = "! "
		}
		out = append(out, mark+u.String())
	}
	if f := m.Forwarded; f != nil {
		out = append(out, f.Subject+": "+told(f))
	}
	if m.Truncated {
		out = append(out, "cut")
	}
	return strings.Join(out, " | ")
}

const uuLog = "begin 644 backup.log\r\n" +
	"M4F5S=6QT.B!F86EL960*4F5S=6QT.B!F86EL960*4F5S=6QT.B!F86EL960*\r\n" +
	"`\r\nend\r\n"

func TestWhatAContainerHoldsIsRead(t *testing.T) {
	log := "Backup of SRV1 completed\n"
	encryptedZip := []byte(zipOf(t, "a.log", log))
	encryptedZip[6] |= 1
	encryptedZip[bytes.Index(encryptedZip, []byte("PK\x01\x02"))+8] |= 1
	for _, x := range []struct{ name, mail, want string }{
		{"a log in a zip", mailOf(plainPart("See the log."), encoded("application/zip", "log.zip", zipOf(t, "x/", "", "x/backup.log",
			log))), "See the log. | backup.log=Backup of SRV1 completed"},
		{"a log in gzip", mailOf(plainPart("See the log."), encoded("application/octet-stream", "backup.log.gz", gzipOf(t, log))),
			"See the log. | backup.log=Backup of SRV1 completed"},
		{"gzip in a zip", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", zipOf(t, "b.txt.gz", gzipOf(t, log)))),
			"Log | b.txt=Backup of SRV1 completed"},
		{"a mail in a zip", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", zipOf(t, "m.eml",
			"Subject: Backup OK\r\n\r\nfine\r\n"))), "Log | Backup OK: fine"},
		{"nothing but a zip", mailOf(encoded("application/zip", "log.zip", zipOf(t, "backup.log", log))), "Backup of SRV1 completed"},
		{"HTML in a zip alone", mailOf(encoded("application/zip", "r.zip", zipOf(t, "r.html",
			"<html><body><p>Status: <b>OK</b></p></body></html>"))), "Status: OK"},
		{"two files", mailOf(plainPart("Log"), encoded("application/zip", "logs.zip", zipOf(t, "a.log", "x", "b.log", "y"))),
			"Log | logs.zip was not opened: it holds several files"},
		{"no file", mailOf(plainPart("Log"), encoded("application/zip", "logs.zip", zipOf(t))),
			"Log | logs.zip was not opened: it holds nothing"},
		{"an encrypted zip", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", string(encryptedZip))),
			"Log | l.zip was not opened: it is encrypted"},
		{"no zip", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", "PK?")),
			"Log | l.zip was not opened: it is damaged or cut off"},
		{"half a gzip", mailOf(plainPart("Log"), encoded("application/gzip", "l.gz", gzipOf(t, strings.Repeat(log, 50))[:40])),
			"Log | l.gz was not opened: it is damaged or cut off"},
		{"another archive", mailOf(plainPart("Log"), encoded("application/x-7z-compressed", "l.7z", "7z")),
			"Log | l.7z was not opened: it is packed by a method that is not known here"},
		{"no text in it", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", zipOf(t, "l.pdf", "%PDF-1.4\x00"))),
			"Log | l.zip was not opened: it holds no text"},
		{"a bomb", mailOf(plainPart("Log"), encoded("application/zip", "l.zip", zipOf(t, "l.log", strings.Repeat("\x00", 3<<20)))),
			"Log | l.zip was not opened: it is packed far more tightly than any report"},
		{"a bomb of another bomb", mailOf(plainPart("Log"), encoded("application/gzip", "l.gz", gzipOf(t, gzipOf(t, strings.Repeat("a",
			30<<20))))), "Log | l.gz was not opened: it holds no text"},
		{"gzip in gzip without a name", mailOf(plainPart("Log"), encoded("application/gzip", "l.gz", gzipOf(t, gzipOf(t, gzipOf(t,
			log))))), "Log | l.gz was not opened: it holds no text"},
		{"a PDF", mailOf(plainPart("Report"), encoded("application/pdf", "report.pdf", "%PDF-1.4")),
			"Report | report.pdf was not opened: files of this kind are not read"},
		{"a picture", mailOf(plainPart("Report"), encoded("image/png", "logo.png", "\x89PNG")), "Report"},
		{"a signature", mailOf(plainPart("Report"), encoded("application/pkcs7-signature", "smime.p7s", "0\x80")), "Report"},
		{"uuencode", mailOf(plainPart("Log of tonight:\r\n" + uuLog + "Bye")),
			"Log of tonight: Bye | backup.log=Result: failed Result: failed Result: failed"},
		{"uuencode without an end", mailOf(plainPart("Log of tonight:\r\n" + uuLog[:len(uuLog)-8])),
			"Log of tonight: | ! backup.log was not opened: it is damaged or cut off | cut"},
		{"a person who begins", mailOf(plainPart("begin 644 words\r\nand no more\r\nend")), "begin 644 words and no more end"},
		{"base64 of uuencode", mailOf(plainPart("Log\r\nbegin-base64 644 a.log\r\nT0sK\r\n====\r\nBye")), "Log Bye | a.log=OK"},
		{"PGP in the text", mailOf(plainPart("Backup OK\r\n-----BEGIN PGP MESSAGE-----\r\n\r\nhQEMA\r\n-----END PGP " +
			"MESSAGE-----\r\nBye")), "Backup OK Bye | ! a PGP message was not opened: it is encrypted"},
		{"a text that is attached", mailOf(plainPart("See the log."), encoded("text/plain", "backup.log", log)),
			"See the log. | backup.log=Backup of SRV1 completed"},
		{"a text that is the body", mailOf(encoded("application/octet-stream", "backup.log", "\xff\xfeO\x00K\x00")), "OK"},
		{"PGP/MIME", "Subject: x\r\nContent-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; " +
			"boundary=q\r\n\r\n--q\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--q\r\nContent-Type: " +
			"application/octet-stream; name=encrypted.asc\r\n\r\n-----BEGIN PGP MESSAGE-----\r\n--q--\r\n",
			" | ! the encrypted message was not opened: it is encrypted | encrypted.asc was not opened: files of this kind are not read"},
	} {
		if got := told(decoded(t, x.mail)); got != x.want {
			t.Errorf("%s:\n got %s\nwant %s", x.name, got, x.want)
		}
	}
}

// The samples are of openssl and of the examples in RFC 8551 and [MS-OXTNEF].
func TestTheSamplesOfContainersAreRead(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "containers", "*.eml"))
	if err != nil || len(files) < 12 {
		t.Fatal(len(files), err)
	}
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		want, err := os.ReadFile(strings.TrimSuffix(file, ".eml") + ".want")
		if err != nil {
			t.Fatal(err)
		}
		if got := told(decoded(t, string(raw))); got != strings.TrimRight(string(want), "\n") {
			t.Errorf("%s:\n got %s\nwant %s", file, got, want)
		}
	}
}

// Whatever is opened costs time in proportion to the mail.
func TestHostileContainersCostLittle(t *testing.T) {
	deep := "OK"
	for range 200 {
		deep = gzipOf(t, deep)
	}
	var many []string
	for i := range 20_000 {
		many = append(many, fmt.Sprintf("%d.log", i), "x")
	}
	for name, mail := range map[string]string{
		"gzip 200 times":      mailOf(plainPart("x"), encoded("application/gzip", "l.gz", deep)),
		"20,000 files":        mailOf(plainPart("x"), encoded("application/zip", "l.zip", zipOf(t, many...))),
		"lengths without end": mailOf(encoded("application/pkcs7-mime", "smime.p7m", strings.Repeat("\x30\x80", 3<<20))),
		"pieces in pieces": mailOf(encoded("application/pkcs7-mime", "smime.p7m",
			"\x30\x80\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01\xa0\x80"+strings.Repeat("\x24\x80", 3<<20))),
		"begins without end":   mailOf(plainPart(strings.Repeat("begin 644 a.log\r\n#0V%T\r\n", 200_000))),
		"begins that are none": mailOf(plainPart(strings.Repeat("begin 644 a.log\r\n", 300_000))),
		"files of Outlook": mailOf(encoded("application/ms-tnef", "winmail.dat",
			"\x78\x9f\x3e\x22\x01\x00"+strings.Repeat("\x02\x02\x90\x06\x00\x00\x00\x00\x00\x00\x00", 500_000))),
		"one 40 times": mailOf(append([]madePart{plainPart("x")}, repeated(encoded("application/gzip", "l.gz", gzipOf(t,
			strings.Repeat("word and word\n", 100_000))), 40)...)...),
	} {
		start := time.Now()
		m := decoded(t, mail)
		m.EnclosedTexts()
		if took := time.Since(start); took > 20*time.Second { // a tenth of that by itself
			t.Errorf("%s: %d KB took %s", name, len(mail)>>10, took)
		}
		kept := 0
		for _, a := range m.Attachments {
			kept += len(a.Content)
		}
		if kept > maxAttachments {
			t.Errorf("%s: %d bytes are kept", name, kept)
		}
	}
}

func repeated(p madePart, n int) []madePart {
	out := make([]madePart, n)
	for i := range out {
		out[i] = p
	}
	return out
}
