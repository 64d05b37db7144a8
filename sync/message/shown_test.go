package message

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What is kept of a mail shows the same as the mail, and nothing else is in it.
func TestWhatIsShownOfAMailShowsTheSame(t *testing.T) {
	files, err := filepath.Glob("../readers/testdata/*/*/*.eml")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d mails, %v", len(files), err)
	}
	made := 0
	for _, name := range files {
		raw, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		less, ok := OnlyShown(raw)
		if !ok {
			continue
		}
		made++
		before, err := Decode(context.Background(), raw)
		if err != nil {
			t.Fatal(err)
		}
		after, err := Decode(context.Background(), less)
		if err != nil || !after.Shown().equal(before.Shown()) || after.Subject != before.Subject || after.MessageID != before.MessageID {
			t.Errorf("%s shows something else: %v", name, err)
		}
		if len(less) > len(raw)+400 || strings.Contains(string(less), "\nReceived:") {
			t.Errorf("%s: %d bytes of %d", name, len(less), len(raw))
		}
	}
	t.Logf("%d of %d mails", made, len(files))
	if made < len(files)*9/10 {
		t.Errorf("of %d mails only %d can be kept without their original", len(files), made)
	}
}

func TestAnAttachmentGoesWithTheOriginalAndAPictureStays(t *testing.T) {
	raw := strings.ReplaceAll(`From: Backup <b@example.com>
Received: from host.internal.example
Subject: =?utf-8?q?Bericht_=C3=BC?=
MIME-Version: 1.0
Content-Type: multipart/mixed; boundary="b"

--b
Content-Type: multipart/related; boundary="r"

--r
Content-Type: text/html; charset=utf-8

<p>shown <img src="cid:logo"></p>
--r
Content-Type: image/png
Content-ID: <logo>
Content-Transfer-Encoding: base64

iVBORw0KGgo=
--r--
--b
Content-Type: application/pdf; name="r.pdf"
Content-Disposition: attachment; filename="r.pdf"
Content-Transfer-Encoding: base64

`+strings.Repeat("QUJD", 400)+`
--b--
`, "\n", "\r\n")
	less, ok := OnlyShown([]byte(raw))
	if !ok {
		t.Fatal("the original is needed")
	}
	m, err := Decode(context.Background(), less)
	if err != nil {
		t.Fatal(err)
	}
	body := m.Shown()
	if !strings.Contains(body.HTML, "<p>shown") || len(body.Pictures) != 1 || m.Subject != "Bericht ü" ||
		strings.Contains(string(less), "QUJDQUJD") ||
		strings.Contains(string(less), "host.internal") {
		t.Errorf("kept:\n%s", less)
	}
}

func FuzzOnlyShownPromisesNothingThatItDoesNotHold(f *testing.F) {
	f.Add([]byte("Subject: x\r\n\r\nshown-text\r\n--shown\r\n"))
	f.Fuzz(func(t *testing.T, raw []byte) {
		less, ok := OnlyShown(raw)
		if !ok {
			return
		}
		a, errA := Decode(context.Background(), raw)
		b, errB := Decode(context.Background(), less)
		if errA != nil || errB != nil || !a.Shown().equal(b.Shown()) {
			t.Errorf("%q shows something else: %q", raw, less)
		}
	})
}
