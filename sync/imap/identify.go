package imap

import (
	"bufio"
	"bytes"
	"context"
	"net/mail"
	"net/textproto"
	"strings"
	"time"

	goimap "github.com/emersion/go-imap/v2"
)

// idBytes is the longest header of which an identity is read; idBatch is how many
// mails are asked for at a time.
const (
	idBytes = 4 << 10
	idBatch = 1000
)

// Identity is what the header of a mail says of itself.
type Identity struct {
	MessageID string    // without angle brackets
	Date      time.Time // zero where there is none that can be read
}

// Identities returns the identities of mails of the examined folder by UID: those that
// have a Message-ID. It costs about 150 bytes a mail.
func (s *Session) Identities(ctx context.Context, heads []Head) (map[uint32]Identity, error) {
	ids := make(map[uint32]Identity, len(heads))
	section := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierHeader, HeaderFields: []string{"Message-ID", "Date"}, Peek: true}
	for len(heads) > 0 {
		n := min(idBatch, len(heads))
		var set goimap.UIDSet
		for _, h := range heads[:n] {
			set.AddNum(goimap.UID(h.UID))
		}
		options := &goimap.FetchOptions{UID: true, BodySection: []*goimap.FetchItemBodySection{section}}
		found, err := asked(ctx, s, int64(n)*(idBytes+wrapBytes), int64(n), func() (map[uint32]body, error) {
			found, _, err := s.read(s.client.Fetch(set, options))
			return found, err
		})
		if err != nil {
			return nil, fault("Asking "+s.peer+" which mails are known", s.conn.why(err))
		}
		for uid, b := range found {
			if id := identity(b.raw); id.MessageID != "" {
				ids[uid] = id
			}
		}
		heads = heads[n:]
	}
	return ids, nil
}

// identity reads a header that consists of the fields of an identity.
func identity(raw []byte) (id Identity) {
	if len(raw) > idBytes {
		return id
	}
	fields, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(raw))).ReadMIMEHeader() // what came before a fault counts
	id.MessageID = strings.Trim(strings.TrimSpace(fields.Get("Message-Id")), "<>")
	if at, err := mail.ParseDate(fields.Get("Date")); err == nil {
		id.Date = at
	}
	return id
}
