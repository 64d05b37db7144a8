package imap

import (
	"net"
	"strings"
	"testing"

	"runchecks/domain"
)

func TestANameThatCannotBeLookedUpIsSaidInWords(t *testing.T) {
	for name, c := range map[string]struct {
		err  *net.DNSError
		says string
	}{
		"there is no such name":   {&net.DNSError{Err: "no such host", Name: "mail.example", IsNotFound: true}, "the name mail.example is not known"},
		"the name server is away": {&net.DNSError{Err: "server misbehaving", Name: "mail.example", IsTemporary: true}, "the name mail.example could not be looked up"},
		"it does not answer":      {&net.DNSError{Err: "i/o timeout", Name: "mail.example", IsTimeout: true}, "the name mail.example could not be looked up"},
	} {
		t.Run(name, func(t *testing.T) {
			err := fault("Connecting to mail.example:993", &net.OpError{Op: "dial", Net: "tcp", Err: c.err})
			if domain.CodeOf(err) != domain.CodeNetwork || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%s: %v", domain.CodeOf(err), err)
			}
		})
	}
}
