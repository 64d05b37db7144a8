package imap

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	goimap "github.com/emersion/go-imap/v2"
)

// Head is what is known of a mail before its body is fetched.
type Head struct {
	UID      uint32
	Size     int64     // as the server announces it; some are off by a little
	Received time.Time // INTERNALDATE
}

// headBytes is more than one line of a plan takes on the wire. mostHeads is how many
// mails a plan may have, whatever the server says of its folder; they take 40 MB.
const (
	headBytes = 256
	mostHeads = 1_000_000
)

// Plan returns the mails of the examined folder with a UID above afterUID,
// ascending. An empty plan says that nothing is new; it does not say that known
// mails are gone.
func (s *Session) Plan(ctx context.Context, afterUID uint32) ([]Head, error) {
	if afterUID == math.MaxUint32 {
		return nil, nil
	}
	most := s.most(afterUID)
	heads, err := asked(ctx, s, most*headBytes, most, func() ([]Head, error) { return s.plan(afterUID) })
	if err != nil {
		return nil, fault("Asking "+s.peer+" for new mails", s.conn.why(err))
	}
	slices.SortFunc(heads, func(a, b Head) int { return cmp.Compare(a.UID, b.UID) })
	return slices.CompactFunc(heads, func(a, b Head) bool { return a.UID == b.UID }), nil
}

// most is how many mails can have a UID above afterUID, as the server said when the
// folder was opened.
func (s *Session) most(afterUID uint32) int64 {
	most := min(int64(s.exists), mostHeads)
	if s.next != 0 {
		most = min(most, max(int64(s.next)-int64(afterUID), 0))
	}
	return most
}

func (s *Session) plan(afterUID uint32) ([]Head, error) {
	var set goimap.UIDSet
	set.AddRange(goimap.UID(afterUID+1), 0) // n:*
	cmd := s.client.Fetch(set, &goimap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true})
	var heads []Head
	over := false
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		var h Head
		for item := m.Next(); item != nil; item = m.Next() {
			switch item := item.(type) {
			case goimapUID:
				h.UID = uint32(item.UID)
			case goimapSize:
				h.Size = item.Size
			case goimapDate:
				h.Received = item.Time
			}
		}
		// n:* also names the last mail when its UID is below n.
		if h.UID <= afterUID || over {
			continue
		}
		if over = len(heads) == mostHeads; over {
			s.conn.end(errTooMuch)
			continue
		}
		heads = append(heads, h)
	}
	return heads, cmd.Close()
}
