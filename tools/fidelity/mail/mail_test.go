package mail

import (
	"bytes"
	"strings"
	"testing"
)

func TestAWrappedDocumentComesBackFromItsMail(t *testing.T) {
	document := []byte(strings.Repeat("<p>Größe – 12 GB</p>\n", 40))
	letter := Wrap(document)
	for _, line := range bytes.Split(letter, []byte("\r\n")) {
		if len(line) > 78 {
			t.Errorf("a line has %d characters", len(line))
		}
	}
	if got, err := HTML(letter); err != nil || !bytes.Equal(got, document) {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTheFirstHTMLPartIsTakenAndItsPicturesStandInIt(t *testing.T) {
	letter := strings.ReplaceAll(`Content-Type: multipart/mixed; boundary=A

--A
Content-Type: multipart/related; boundary=B

--B
Content-Type: text/plain

plain
--B
Content-Type: text/html; charset=us-ascii
Content-Transfer-Encoding: quoted-printable

<img src=3D"cid:logo@x">
--B
Content-Type: image/png
Content-ID: <logo@x>
Content-Transfer-Encoding: base64

AQID
--B--
--A
Content-Type: text/html

footer
--A--
`, "\n", "\r\n")
	got, err := HTML([]byte(letter))
	if err != nil || strings.TrimSpace(string(got)) != `<img src="data:image/png;base64,AQID">` {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestAMailWithoutHTMLIsAnError(t *testing.T) {
	if got, err := HTML([]byte("Subject: x\r\n\r\nplain")); err == nil {
		t.Errorf("got %q", got)
	}
}

func TestDocumentsBecomeUTF8(t *testing.T) {
	for _, c := range []struct{ label, bytes, want string }{
		{"", "\xef\xbb\xbfGröße", "Größe"},
		{"iso-8859-1", "Größe", "Größe"}, // the label is wrong
		{"windows-1252", "Gr\xf6\xdfe \x96", "Größe –"},
		{"utf-16", "\xff\xfea\x00b\x00", "ab"},
		{"", "<meta charset=windows-1252>\xf6", "<meta charset=windows-1252>ö"},
	} {
		if got, err := UTF8([]byte(c.bytes), c.label); err != nil || string(got) != c.want {
			t.Errorf("%q as %q is %q, %v; want %q", c.bytes, c.label, got, err, c.want)
		}
	}
}
