package imap

import (
	"context"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/emersion/go-imap/v2/imapclient"
)

// FuzzConnection lets a server say anything behind the sign-in. Whatever it is, a visit of
// a folder ends, and does so soon: no panic of the library's reader, no waiting for it.
func FuzzConnection(f *testing.F) {
	opened := "* 2 EXISTS\r\n* OK [UIDVALIDITY 7]\r\n* OK [UIDNEXT 3]\r\nT1 OK [READ-ONLY] opened\r\n"
	listed := "* 1 FETCH (UID 1 RFC822.SIZE 3 INTERNALDATE \"01-Mar-2026 22:00:00 +0100\")\r\n* 2 FETCH (UID 2 RFC822.SIZE 3)\r\nT2 OK\r\n"
	given := "* 1 FETCH (UID 1 BODY[] {3}\r\nabc)\r\n* 2 FETCH (BODY[] {3}\r\nabc UID 2)\r\nT3 OK\r\n"
	for _, said := range []string{
		opened + listed + given,
		opened + listed + "* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2 BODY[] \"abc\")\r\nT3 OK\r\nT4 OK\r\n* 1 FETCH (UID 1)\r\nT5 OK\r\n",
		"* 1 FETCH (BODYSTRUCTURE " + strings.Repeat("(", 100),
		"* 1 FETCH (ENVELOPE (NIL {5}\r\nhello NIL NIL NIL NIL NIL NIL NIL NIL) FLAGS (\\Seen))\r\n" + opened,
		"* 4294967295 EXISTS\r\n" + opened + listed,
		"* LIST (\\HasNoChildren) \"/\" {3}\r\na&b\r\n* STATUS a b (MESSAGES 1)\r\nT1 NO [TRYCREATE] x\r\n",
		"* OK [CAPABILITY IMAP4rev1 (((] {9}\r\n* BYE later\r\n",
		"* NAMESPACE ((\"\" \"/\")) NIL NIL\r\n* THREAD (1 (2 (3)(4)))\r\n* ESEARCH (TAG \"T1\") UID ALL 1:3\r\n* SORT 1 2\r\n",
		"+ go on\r\n* QUOTA \"\" (STORAGE 1 2)\r\n* METADATA \"\" (/a {1}\r\nb)\r\n* ACL INBOX a lrs\r\n* ID (\"a\" NIL)\r\n",
	} {
		f.Add([]byte(said))
	}
	f.Fuzz(func(t *testing.T, said []byte) {
		if len(said) > 1<<20 {
			t.Skip("the limits are tested elsewhere")
		}
		ours, theirs := net.Pipe()
		go func() { _, _ = io.Copy(io.Discard, theirs) }()
		go func() {
			_, _ = theirs.Write(said)
			_ = theirs.Close()
		}()
		inner := newConn(ours, 5*time.Second)
		s := &Session{conn: inner, peer: "fuzz", caps: capabilities{"CONDSTORE": true}, news: make(chan struct{}, 1)}
		r := io.MultiReader(strings.NewReader(s.caps.greeting()), inner)
		clear := &metered{Conn: inner, r: r, inner: inner, grammar: newGrammar()}
		s.client = imapclient.New(&forLibrary{Conn: clear, inner: inner},
			&imapclient.Options{UnilateralDataHandler: &imapclient.UnilateralDataHandler{Mailbox: s.heard}})
		defer s.Close()
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		if _, err := s.Examine(ctx, "INBOX"); err == nil {
			if plan, err := s.Plan(ctx, 0); err == nil {
				_ = s.Fetch(ctx, plan, func(Mail) error { return nil })
			}
		}
		_, _ = s.Folders(ctx)
		if ctx.Err() != nil {
			t.Error("the visit did not end")
		}
		s.Close()
		select {
		case <-s.client.Closed():
		case <-time.After(10 * time.Second):
			t.Error("the library's reader did not end")
		}
	})
}
