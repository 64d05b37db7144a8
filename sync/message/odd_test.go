package message

import (
	"strings"
	"testing"
)

func TestLyingLengthsAndNULBytesChangeNothingOfWhatIsSaid(t *testing.T) {
	const body = "Job: nightly\r\nStatus: failed\r\n"
	for name, raw := range map[string]string{
		"no length":           "Subject: report\r\n\r\n" + body,
		"a length too short":  "Subject: report\r\nContent-Length: 5\r\nLines: 1\r\n\r\n" + body,
		"a length too long":   "Subject: report\r\nContent-Length: 99999999999999999999\r\n\r\n" + body,
		"NUL bytes in a head": "Subject: re\x00port\r\nX-Odd: \x00\x00\r\n\r\n" + body,
		"NUL bytes between":   "Subject: report\r\n\r\n\x00" + strings.ReplaceAll(body, "\r\n", "\x00\r\n"),
	} {
		m := mustDecode(t, raw)
		lines := strings.Join(m.Lines(), "\n")
		if strings.ReplaceAll(strings.ReplaceAll(lines, "\x00", ""), "\ufffd", "") != "Job: nightly\nStatus: failed\n" || !strings.HasSuffix(m.Subject, "port") {
			t.Errorf("%s: subject %q, lines %q", name, m.Subject, lines)
		}
	}
}

// A mail that forwards itself, as far as anybody can tell, ends.
func TestAttachmentsWithinAttachmentsEnd(t *testing.T) {
	raw := "Subject: inner\r\n\r\nStatus: failed\r\n"
	for range 200 {
		raw = "Subject: outer\r\nContent-Type: multipart/mixed; boundary=same\r\n\r\n--same\r\nContent-Type: message/rfc822\r\n\r\n" + raw + "\r\n--same--\r\n"
	}
	m := mustDecode(t, raw)
	depth := 0
	for f := m.Forwarded; f != nil; f = f.Forwarded {
		depth++
	}
	if depth > 3 || !m.Truncated && depth == 3 {
		t.Errorf("%d deep, truncated %t, %v", depth, m.Truncated, m.Problems)
	}
}
