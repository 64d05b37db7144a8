package imap

import (
	"bufio"
	"bytes"
	"context"
	"net/textproto"
	"strings"

	goimap "github.com/emersion/go-imap/v2"
)

// idBytes is the longest header of which an identity is read; idBatch is how many
// mails are asked for at a time.
const (
	idBytes = 4 << 10
	idBatch = 1000
)

// MessageIDs returns the Message-IDs of mails of the examined folder, without angle
// brackets, by UID: those that have one. It costs about 100 bytes a mail.
func (s *Session) MessageIDs(ctx context.Context, heads []Head) (map[uint32]string, error) {
	ids := make(map[uint32]string, len(heads))
	section := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierHeader, HeaderFields: []string{"Message-ID"}, Peek: true}
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
			if id := messageID(b.raw); id != "" {
				ids[uid] = id
			}
		}
		heads = heads[n:]
	}
	return ids, nil
}

// messageID reads a header that consists of that field alone.
func messageID(header []byte) string {
	if len(header) > idBytes {
		return ""
	}
	fields, _ := textproto.NewReader(bufio.NewReader(bytes.NewReader(header))).ReadMIMEHeader() // what came before a fault counts
	return strings.Trim(strings.TrimSpace(fields.Get("Message-Id")), "<>")
}
