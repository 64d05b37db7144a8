package imap

import "strings"

// capabilities are what a server says it can do, in capitals.
type capabilities map[string]bool

// wanted are the extensions that the library may know of. The rest is hidden from
// it: it changes its encoding when it sees IMAP4rev2, which some servers advertise
// and answer wrongly.
var wanted = []string{"CONDSTORE", "IDLE", "MOVE"}

// readCapabilities takes them from an untagged answer or a response code (RFC 3501,
// sections 7.2.1 and 7.1); told is false where the line says nothing about them.
func readCapabilities(line string) (caps capabilities, told bool) {
	line = strings.ToUpper(line)
	list, told := strings.CutPrefix(line, "* CAPABILITY ")
	if !told {
		if _, list, told = strings.Cut(line, " [CAPABILITY "); !told {
			return nil, false
		}
		list, _, _ = strings.Cut(list, "]")
	}
	caps = capabilities{}
	for _, c := range strings.Fields(list) {
		caps[c] = true
	}
	return caps, true
}

// greeting is what the library finds in place of the server's own.
func (c capabilities) greeting() string {
	line := "* PREAUTH [CAPABILITY IMAP4rev1"
	for _, w := range wanted {
		if c[w] {
			line += " " + w
		}
	}
	return line + "] ready\r\n"
}
