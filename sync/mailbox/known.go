package mailbox

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// knownWithin is how far apart the server's date of a mail and that of the stored
// message may be for the two to be one: the stored one is the Date header's, so this is
// how long a mail may have been on its way. Some programs give every night's report the
// same Message-ID and the same size, so it is far less than the time between two runs.
const knownWithin = 10 * time.Minute

// same reports whether a stored message and a mail of one Message-ID and size have one
// time: that of the header, or nearly that of the server.
func same(m domain.Message, h imap.Head, date time.Time) bool {
	if !m.Date.IsZero() && m.Date.Equal(date) {
		return true
	}
	return !h.Received.IsZero() && m.Received.Sub(h.Received).Abs() <= knownWithin
}

// unknown leaves out the mails that are stored already, as their Message-ID, size and
// time tell without fetching them. A Message-ID that several of them have tells nothing.
// Where there is a doubt the mail stays in the list: what is fetched twice is
// recognised by its content.
func (s *Source) unknown(ctx context.Context, session *imap.Session, heads []imap.Head) ([]imap.Head, error) {
	if len(heads) == 0 {
		return nil, nil
	}
	ids, err := session.Identities(ctx, heads)
	if err != nil {
		return nil, err
	}
	times := make(map[string]int, len(ids))
	for _, id := range ids {
		times[id.MessageID]++
	}
	var left []imap.Head
	err = s.p.Store.Read(ctx, func(q domain.Reader) error {
		for _, h := range heads {
			id := ids[h.UID]
			if id.MessageID != "" && times[id.MessageID] == 1 {
				m, err := q.MessageByKey(id.MessageID)
				if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
					return err
				}
				if err == nil && m.Size == h.Size && same(m, h, id.Date) {
					continue
				}
			}
			left = append(left, h)
		}
		return nil
	})
	return left, err
}
