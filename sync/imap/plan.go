package imap

import (
	"cmp"
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// Head is what is known of a mail before its body is fetched.
type Head struct {
	UID      uint32
	Size     int64     // as the server announces it; some are off by a little
	Received time.Time // INTERNALDATE, or the Date of the header; zero where that is not known
}

// headBytes is more than one line of a plan takes on the wire. mostHeads is how many
// mails a plan may have, whatever the server says of its folder; they take 40 MB.
const (
	headBytes = 256
	mostHeads = 1_000_000
)

// ErrDate says that the server gave a time of arrival that cannot be read: the library
// ends the connection over it. PlanByHeader asks without it.
var ErrDate = errors.New("a time of arrival that cannot be read")

// Plan returns the mails of the examined folder with a UID above afterUID,
// ascending. An empty plan says that nothing is new; it does not say that known
// mails are gone.
func (s *Session) Plan(ctx context.Context, afterUID uint32) ([]Head, error) {
	return s.above(ctx, afterUID, &goimap.FetchOptions{UID: true, InternalDate: true, RFC822Size: true})
}

// PlanByHeader is Plan with the time that the header of a mail says in place of the time
// of arrival.
func (s *Session) PlanByHeader(ctx context.Context, afterUID uint32) ([]Head, error) {
	date := &goimap.FetchItemBodySection{Specifier: goimap.PartSpecifierHeader, HeaderFields: []string{"Date"}, Peek: true}
	return s.above(ctx, afterUID, &goimap.FetchOptions{UID: true, RFC822Size: true, BodySection: []*goimap.FetchItemBodySection{date}})
}

func (s *Session) above(ctx context.Context, afterUID uint32, what *goimap.FetchOptions) ([]Head, error) {
	if afterUID == math.MaxUint32 {
		return nil, nil
	}
	var set goimap.UIDSet
	set.AddRange(goimap.UID(afterUID+1), 0) // n:*
	heads, err := s.heads(ctx, set, s.most(afterUID), what)
	// n:* also names the last mail when its UID is below n.
	return slices.DeleteFunc(heads, func(h Head) bool { return h.UID <= afterUID }), err
}

// Listed returns those of the mails of the examined folder that the server lists,
// without their times.
func (s *Session) Listed(ctx context.Context, uids []uint32) ([]Head, error) {
	if len(uids) == 0 {
		return nil, nil
	}
	var set goimap.UIDSet
	for _, uid := range uids {
		set.AddNum(goimap.UID(uid))
	}
	return s.heads(ctx, set, int64(len(uids)), &goimap.FetchOptions{UID: true, RFC822Size: true})
}

func (s *Session) heads(ctx context.Context, set goimap.UIDSet, most int64, what *goimap.FetchOptions) ([]Head, error) {
	each := int64(headBytes)
	if len(what.BodySection) > 0 {
		each += idBytes
	}
	heads, err := asked(ctx, s, most*each, most, func() ([]Head, error) { return s.readHeads(s.client.Fetch(set, what)) })
	if err != nil {
		if strings.Contains(err.Error(), "date-time") && s.unread() { // the library names it only in text
			err = ErrDate
		}
		return nil, fault("Asking "+s.peer+" for new mails", s.conn.why(err))
	}
	slices.SortFunc(heads, func(a, b Head) int { return cmp.Compare(a.UID, b.UID) })
	return slices.CompactFunc(heads, func(a, b Head) bool { return a.UID == b.UID }), nil
}

// unread reports whether the library, not the network or a limit, ended the connection.
func (s *Session) unread() bool { return s.conn.why(nil) == nil }

// most is how many mails can have a UID above afterUID, as the server said when the
// folder was opened.
func (s *Session) most(afterUID uint32) int64 {
	most := min(int64(s.exists), mostHeads)
	if s.next != 0 {
		most = min(most, max(int64(s.next)-int64(afterUID), 0))
	}
	return most
}

func (s *Session) readHeads(cmd *imapclient.FetchCommand) ([]Head, error) {
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
			case goimapBody:
				h.Received = s.headerDate(item)
			}
		}
		if h.UID == 0 || over {
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

// headerDate reads a header that consists of the Date alone; zero where there is none.
func (s *Session) headerDate(item goimapBody) time.Time {
	if item.Literal == nil {
		return time.Time{}
	}
	b, err := readBody(item.Literal)
	if err != nil {
		s.conn.end(err)
		return time.Time{}
	}
	return identity(b.raw).Date
}
