package message

import (
	"bytes"
	"context"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestWhyAMailCannotBeReadIsOneShortLineWhateverStandsInIt(t *testing.T) {
	for name, raw := range map[string][]byte{
		"one long line":   bytes.Repeat([]byte("x"), 1<<20),
		"zeros":           make([]byte, 1<<20),
		"no letters":      bytes.Repeat([]byte{0xff, 0xfe}, 1<<19),
		"bells and lines": bytes.Repeat([]byte("\a\x1b[31m red\r"), 1<<10),
	} {
		_, err := Decode(context.Background(), raw)
		if err == nil {
			continue
		}
		if said := err.Error(); len(said) > 300 || !utf8.ValidString(said) || strings.ContainsAny(said, "\x00\x1b\a\n\r") {
			t.Errorf("%s: %d bytes: %.120q", name, len(said), said)
		}
	}
	if _, err := Decode(context.Background(), []byte("x")); err == nil || !strings.Contains(err.Error(), "no e-mail") {
		t.Errorf("a letter: %v", err)
	}
}
