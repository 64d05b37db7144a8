package imap

import (
	"errors"
	"strings"
	"testing"
)

func TestBracketsAreCountedWhereTheyNestAndNowhereElse(t *testing.T) {
	deep := strings.Repeat("(", maxDepth+1)
	for text, want := range map[string]error{
		"* 1 FETCH (BODYSTRUCTURE " + deep:                              errNested,
		"* 1 FETCH (X \"a\\\"\" " + deep:                                errNested,
		"* 1 FETCH (UID 1 BODY[] {3}\r\nabc " + deep:                    errNested,
		"* 5 OK [X] {9}\r\n* 1 FETCH (B " + deep:                        errNested,
		"A1 NO {9}\r\n* 1 FETCH (B " + deep:                             errNested,
		"+ {9}\r\n* 1 FETCH (B " + deep:                                 errNested,
		"* LIST () \"/\" \"a\n{9}\n\" " + deep:                          errNested,
		"* 1 fetch" + deep:                                              errNested,
		"* CAPABILITY IMAP4rev1 (":                                      errCaps,
		"* OK [CAPABILITY IMAP4rev1 (":                                  errCaps,
		"A1 OK [CAPABILITY IMAP4rev1(":                                  errCaps,
		"* OK [CAPABILITY IMAP4rev1] signed in (again)\r\n":             nil,
		"* 1 FETCH (B \"" + deep + "\")\r\n":                            nil,
		"* 1 FETCH (UID 1 BODY[] {65}\r\n" + deep + ")\r\n":             nil,
		"* OK " + deep + "\r\n":                                         nil,
		"A1 OK " + deep + "\r\n":                                        nil,
		strings.Repeat("* 1 FETCH (UID 1)\r\n", 100):                    nil,
		strings.Repeat("* LIST () \"/\" {1} \na\r\n", 100):              nil,
		"* LIST () \"/\" {70000}\r\n":                                   errLongLine,
		"* FLAGS (" + strings.Repeat("x", maxAnswer):                    errLongLine,
		"* OK " + strings.Repeat("x", maxAnswer):                        errLongLine,
		strings.Repeat("x", maxAnswer+1):                                errLongLine,
		"* 1 FETCH (UID 1 BODY[] {2000000}\r\n":                         errTooMuch,
		"* 1 FETCH (UID 1 BODY[]<0> {70000}\r\n":                        nil,
		"* 1 FETCH (UID 1 BODY[] {99999999999999999999}\r\n":            nil, // the library gives up on the number
		"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (Message-ID)] {70000}\r\n": nil,
	} {
		for _, at := range []int{len(text), 1, 7} { // however it is cut into pieces
			g := newGrammar()
			var got error
			for rest := text; rest != "" && got == nil; {
				n := min(at, len(rest))
				got = g.read([]byte(rest[:n]), 1<<20+100_000)
				rest = rest[n:]
			}
			if !errors.Is(got, want) {
				t.Errorf("%.60q in pieces of %d: %v, want %v", text, at, got, want)
			}
		}
	}
}
