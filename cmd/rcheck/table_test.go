package main

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestATableIsAsWideAsTheTerminal(t *testing.T) {
	b := table{heads: []string{"JOB", "STATUS", "NAME"}, width: 40, rows: [][]string{
		{"12", "Failed", "Nightly backup of the file server in Rotterdam"}, {"7", "Success (override)", "ärger"},
	}}
	want := "JOB  STATUS              NAME\n" +
		"12   Failed              Nightly backup…\n" +
		"7    Success (override)  ärger\n"
	if got := b.text(); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	b.width = 200
	for line := range strings.Lines(b.text()) {
		if utf8.RuneCountInString(line) > 80 || strings.Contains(line, "…") {
			t.Errorf("on a wide terminal: %q", line)
		}
	}
}
