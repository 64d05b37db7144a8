package domain

import (
	"encoding/json"
	"strings"
	"testing"
)

func TestWhatCommandsATerminalIsSeenInPlaceOfObeyed(t *testing.T) {
	for text, want := range map[string]string{
		"Müller & Söhne\t日本\n":            "Müller & Söhne\t日本\n",
		"\x1b]0;owned\x07red \x1b[31m":    "\ufffd]0;owned\ufffdred \ufffd[31m",
		"a\u009b2Jb":                      "a\ufffd2Jb",
		"bill\u202egpj.exe":               "bill\ufffdgpj.exe",
		"a\u2066b\u2069c":                 "a\ufffdb\ufffdc",
		"a\rb\x00c\x7f":                   "a\ufffdb\ufffdc\ufffd",
		"bad \xff bytes":                  "bad \ufffd bytes",
		"two\u2028lines":                  "two\ufffdlines",
		"\u05e9\u05dc\u05d5\u05dd \u200f": "\u05e9\u05dc\u05d5\u05dd \u200f",
	} {
		if got := Visible(text); got != want {
			t.Errorf("%q is shown as %q, want %q", text, got, want)
		}
	}
}

func TestJSONKeepsTheTextAndShowsNoCommand(t *testing.T) {
	text := "a\x1b\u009b\u202e\u2066\x7fb"
	line, err := json.Marshal(text)
	if err != nil {
		t.Fatal(err)
	}
	shown := VisibleJSON(string(line))
	var back string
	if err := json.Unmarshal([]byte(shown), &back); err != nil || back != text {
		t.Errorf("%q, %v", back, err)
	}
	if strings.ContainsFunc(shown, invisible) {
		t.Errorf("%q", shown)
	}
}
