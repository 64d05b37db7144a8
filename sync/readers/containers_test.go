package readers_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// attached makes a mail with a text and an attachment.
func attached(subject, text, media, name, content string) string {
	return fmt.Sprintf("From: backup@srv1.example.com\r\nSubject: %s\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; "+
		"boundary=zz\r\n\r\n"+
		"--zz\r\nContent-Type: text/plain\r\n\r\n%s\r\n--zz\r\nContent-Type: %s\r\nContent-Disposition: attachment; filename=%q\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n%s\r\n--zz--\r\n",
		subject, text, media, name, base64.StdEncoding.EncodeToString([]byte(content)))
}

func gzipped(t *testing.T, content string) string {
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

func TestWhatIsAttachedIsReadAndWhatIsNotOpenedIsNamed(t *testing.T) {
	const good, bad = "The backup of SRV1 completed successfully.\n", "The backup of SRV1 failed: disk full.\n"
	uu := func(s string) string {
		if len(s) > 45 {
			t.Fatal("one line only")
		}
		var b strings.Builder
		b.WriteByte(byte(' ' + len(s)))
		for len(s)%3 != 0 {
			s += "\x00"
		}
		for i := 0; i < len(s); i += 3 {
			n := int(s[i])<<16 | int(s[i+1])<<8 | int(s[i+2])
			for shift := 18; shift >= 0; shift -= 6 {
				b.WriteByte(byte(' ' + n>>shift&0x3f))
			}
		}
		return "begin 644 backup.log\r\n" + strings.ReplaceAll(b.String(), " ", "`") + "\r\n`\r\nend\r\n"
	}
	for _, x := range []struct {
		name, mail string
		want       domain.Status // 0: no result
		words      string        // in the evidence, or in the reason where there is no result
	}{
		{"the log is the report", attached("Backup SRV1", "", "application/gzip", "backup.log.gz", gzipped(t, good)), domain.Success,
			"completed"},
		{"the log is bad", attached("Backup SRV1", "", "application/gzip", "backup.log.gz", gzipped(t, bad)), domain.Failed, "failed"},
		{"a good body, a bad log", attached("Backup SRV1", good, "application/gzip", "b.log.gz", gzipped(t, bad)), domain.Failed, "failed"},
		{"a good body, a bad text", attached("Backup SRV1", good, "text/plain", "b.log", bad), domain.Failed, "failed"},
		{"a good body, a good log", attached("Backup SRV1", good, "text/plain", "b.log", good), domain.Success, "completed"},
		{"a good body, a PDF", attached("Backup SRV1", good, "application/pdf", "report.pdf", "%PDF"), domain.Success, "completed"},
		{"a good body, an archive", attached("Backup SRV1", good, "application/zip", "logs.zip", "PK"), domain.Success, "completed"},
		{"a good body, a picture", attached("Backup SRV1", good, "image/png", "logo.png", "PNG"), domain.Success, "completed"},
		{"no statement, a PDF", attached("Backup SRV1", "", "application/pdf", "report.pdf", "%PDF"), domain.Unknown, "report.pdf"},
		{"no statement, an archive", attached("Backup SRV1", "See the log.", "application/zip", "logs.zip", "PK"), domain.Unknown, "logs.zip"},
		{"no statement, a picture", attached("Backup SRV1", "", "image/png", "logo.png", "PNG"), 0, ""},
		{"not about a backup", strings.Replace(attached("Hello", "Regards", "application/pdf", "invoice.pdf", "%PDF"), "backup@", "kim@",
			1), 0, "invoice.pdf was not opened"},
		{"the report is encrypted", attached("Backup SRV1 completed", good, "application/pkcs7-mime", "smime.p7m", "0\x80"),
			domain.Unknown, "smime.p7m"},
		{"the report is damaged, its subject bad", attached("Backup SRV1 failed", "", "application/ms-tnef", "winmail.dat", "x"),
			domain.Failed, "failed"},
		{"the report is damaged", attached("Backup SRV1 completed", good, "application/ms-tnef", "winmail.dat", "x"), domain.Unknown, ""},
		{"a file in the text", "From: a@b.example\r\nSubject: Backup SRV1\r\n\r\n" + good + uu("SRV1: backup failed\n"), domain.Failed,
			"failed"},
		{"a good file in the text", "From: a@b.example\r\nSubject: Backup SRV1\r\n\r\n" + uu("SRV1: backup completed\n"), domain.Success,
			"completed"},
	} {
		m, err := message.Decode(context.Background(), []byte(x.mail))
		if err != nil {
			t.Fatal(err)
		}
		r := readers.Default().Read(context.Background(), m, readers.Env{Received: received})
		if len(r.Results) == 0 {
			if x.want != 0 || !strings.Contains(r.Reason, x.words) {
				t.Errorf("%s: no result (%s), want %s", x.name, r.Reason, x.want)
			}
			continue
		}
		if got := r.Results[0]; got.Status != x.want || !strings.Contains(got.Evidence.Words, x.words) {
			t.Errorf("%s: %s, %+v; want %s by %q", x.name, got.Status, got.Evidence, x.want, x.words)
		}
	}
}

// A report in a signed message or one of Outlook is the report: the same readers read it.
func TestReportsInContainersAreRead(t *testing.T) {
	for file, want := range map[string]domain.Status{
		"signed-der": domain.Failed, "signed-ber-alternative": domain.Warning, "signed-twice": domain.Failed, "detached": domain.Failed,
		"signed-cut-off": domain.Warning, "enveloped": domain.Unknown, "signed-enveloped": domain.Unknown, "tnef-html": domain.Failed,
		"tnef-rtf-log": domain.Warning, "tnef-forwarded": domain.Failed, "tnef-cut-off": domain.Unknown,
	} {
		raw, err := os.ReadFile(filepath.Join("..", "message", "testdata", "containers", file+".eml"))
		if err != nil {
			t.Fatal(err)
		}
		m, err := message.Decode(context.Background(), raw)
		if err != nil {
			t.Fatal(err)
		}
		r := readers.Default().Read(context.Background(), m, readers.Env{Received: received})
		if len(r.Results) != 1 || r.Results[0].Status != want {
			t.Errorf("%s: %+v, want %s", file, r, want)
		}
	}
}
