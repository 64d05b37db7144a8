package message

import (
	"context"
	"strings"
	"testing"
)

const largeHead = "Subject: Nightly\r\nContent-Type: multipart/mixed; boundary=\"out\"\r\n\r\n--out\r\n"
const reportPart = "Content-Type: multipart/alternative; boundary=in\r\n\r\n--in\r\nContent-Type: text/plain\r\n\r\nall good\r\n--in\r\nContent-Type: text/html\r\n\r\n<p>all good</p>\r\n--in--\r\n"

func TestTheReportOfALargeMailIsWholeWithoutItsAttachment(t *testing.T) {
	whole, ok := WholeParts([]byte(largeHead + reportPart + "--out\r\nContent-Type: application/zip\r\n\r\n" + strings.Repeat("UEsDBBQ\r\n", 1000)))
	if !ok {
		t.Fatal("no part was found whole")
	}
	m, err := Decode(context.Background(), whole)
	if err != nil || m.Subject != "Nightly" || !strings.Contains(m.Text, "all good") || m.Truncated {
		t.Errorf("%+v, %v", m, err)
	}
}

func TestAReportThatIsCutIsNotTakenForWhole(t *testing.T) {
	for name, beginning := range map[string]string{
		"in its text":              largeHead + "Content-Type: text/plain\r\n\r\nall go",
		"in the line of the end":   largeHead + reportPart + "--out",
		"a mail without parts":     "Subject: Nightly\r\n\r\nall good\r\n",
		"a boundary that is empty": "Content-Type: multipart/mixed; boundary=\"\"\r\n\r\n--\r\na\r\n--\r\n",
		"no header":                "--out\r\n--out\r\n",
		"nothing":                  "",
	} {
		t.Run(name, func(t *testing.T) {
			if whole, ok := WholeParts([]byte(beginning)); ok {
				t.Errorf("taken for whole: %q", whole)
			}
		})
	}
}
