package message

import (
	"strings"
	"testing"
)

func TestASearchLooksInWhatTheReportShowsOnce(t *testing.T) {
	const head = "Subject: s\r\nMIME-Version: 1.0\r\n"
	const html = "--x\r\nContent-Type: text/html\r\n\r\n<style>.hidden{}</style><table><tr><td>gateway</td><td>down</td></tr></table>\r\n"
	for name, c := range map[string]struct {
		raw  string
		want string // how often "gateway" stands in it, and "beside"
	}{
		"text alone": {head + "Content-Type: text/plain\r\n\r\ngateway down\r\n", "1 0"},
		"html alone": {head + "Content-Type: multipart/mixed; boundary=x\r\n\r\n" + html + "--x--\r\n", "1 0"},
		"two forms": {head + "Content-Type: multipart/alternative; boundary=x\r\n\r\n" +
			"--x\r\nContent-Type: text/plain\r\n\r\ngateway down\r\n" + html + "--x--\r\n", "1 0"},
		"a text that says more": {head + "Content-Type: multipart/alternative; boundary=x\r\n\r\n--x\r\nContent-Type: text/plain\r\n\r\n" +
			strings.Repeat("much more. ", 20) + "beside\r\n" + html + "--x--\r\n", "1 1"},
		"nothing": {"", "0 0"},
	} {
		got := Searched([]byte(c.raw))
		found := []string{count(got, "gateway"), count(got, "beside")}
		if strings.Join(found, " ") != c.want || strings.Contains(got, "hidden") {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func count(text, word string) string {
	return string(rune('0' + strings.Count(text, word)))
}
