package domain

import (
	"strings"
	"testing"
)

func TestAPinIsReadAsPeopleWriteIt(t *testing.T) {
	want := PinOf([]byte("a"))
	digits := strings.TrimPrefix(want, "sha256:")
	var pairs []string
	for i := 0; i < len(digits); i += 2 {
		pairs = append(pairs, digits[i:i+2])
	}
	for text, good := range map[string]bool{
		want: true, " SHA256:" + strings.ToUpper(digits) + " ": true, "sha256:" + strings.Join(pairs, ":"): true,
		digits: false, "sha256:" + digits[2:]: false, "sha1:" + digits: false, "sha256:" + digits + "zz": false,
	} {
		got, err := ParsePin(text)
		if good != (err == nil) || good && got != want || !good && CodeOf(err) != CodeInvalid {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
	if got, err := ParsePin(""); got != "" || err != nil {
		t.Errorf("none: %q, %v", got, err)
	}
}
