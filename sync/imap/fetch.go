package imap

import (
	"context"
	"errors"
	"io"
	"maps"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"
)

// The limits of a fetch. A batch is one FETCH command; its bodies are held in
// memory until they are handed over.
const (
	// batchBytes is reached by doubling from firstBytes, so that the first mails are
	// there soon.
	firstBytes = 256 << 10
	batchBytes = 4 << 20
	batchMails = 500
	inFlight   = 4
	// flightBytes bounds the batches in flight together; one alone may be larger.
	flightBytes = 32 << 20
	// wholeBytes is the largest body that is taken whole, cutBytes what is taken
	// of a larger one.
	wholeBytes = 32 << 20
	cutBytes   = 1 << 20
	// wrapBytes is more than the words around a body in an answer take.
	wrapBytes = 1 << 10
)

type (
	goimapUID  = imapclient.FetchItemDataUID
	goimapSize = imapclient.FetchItemDataRFC822Size
	goimapDate = imapclient.FetchItemDataInternalDate
	goimapBody = imapclient.FetchItemDataBodySection
)

// Mail is one mail as it came.
type Mail struct {
	UID      uint32
	Received time.Time // INTERNALDATE
	Raw      []byte
	Size     int64 // of the whole mail, as the server announced it
	// Cut says that Raw is not the whole mail: it was larger than 32 MB and Raw is
	// its first 1 MB, or it is Missing.
	Cut bool
}

// Fetched is a mail that was fetched before, as far as it was.
func Fetched(uid uint32, received time.Time, raw []byte, size int64) Mail {
	return Mail{UID: uid, Received: received, Raw: raw, Size: size, Cut: size > wholeBytes}
}

// Missing says that the server announced the mail and did not give it, asked for it
// alone as well: it was removed meanwhile, or the server cannot read it.
func (m Mail) Missing() bool { return m.Cut && m.Raw == nil }

// Fetch gets the bodies of heads, in their order, and hands each over to yield, one at a time, on the calling
// goroutine. Bodies are whole or marked as Cut; one that ends early is an error
// and is not handed over. A mail that the server does not give is handed over
// as Missing.
//
// An error of yield stops the fetch and is returned as it is; the session can
// be used again once Fetch has returned. After any other error, close it.
func (s *Session) Fetch(ctx context.Context, heads []Head, yield func(Mail) error) error {
	defer s.guard(ctx)()
	f := &flight{session: s}
	limit := int64(firstBytes)
	// Batches in flight are read to their end, or fail with the connection. Who
	// cancels does not wait for that: the library's reader may be busy.
	defer f.land(ctx)

	rest := heads
	for {
		for len(rest) > 0 {
			b, n := nextBatch(rest, limit)
			if !f.room(b) {
				break
			}
			f.start(b)
			limit = min(2*limit, batchBytes)
			rest = rest[n:]
		}
		b := f.first()
		if b == nil {
			return nil
		}
		select {
		case <-b.done:
		case <-ctx.Done():
			s.conn.end(context.Cause(ctx))
			return fault("Fetching mails from "+s.peer, context.Cause(ctx))
		}
		if b.err != nil {
			return fault("Fetching mails from "+s.peer, s.conn.why(b.err))
		}
		f.drop()
		for i, m := range b.mails {
			if err := ctx.Err(); err != nil {
				return fault("Fetching mails from "+s.peer, err)
			}
			b.mails[i] = Mail{} // the caller may keep it, we do not
			if err := yield(m); err != nil {
				return err
			}
		}
	}
}

// batch is one FETCH: some whole mails, or the beginning of a large one.
type batch struct {
	heads []Head
	bytes int64
	cut   bool

	done  chan struct{} // closed when mails or err is there
	mails []Mail
	err   error
}

// nextBatch takes the first mails that go together within limit bytes, one at
// least; n is how many.
func nextBatch(heads []Head, limit int64) (b *batch, n int) {
	b = &batch{done: make(chan struct{})}
	if heads[0].Size > wholeBytes {
		b.heads, b.bytes, b.cut = heads[:1], cutBytes, true
		return b, 1
	}
	for n < len(heads) && n < batchMails {
		size := max(heads[n].Size, 0)
		if size > wholeBytes || (n > 0 && b.bytes+size > limit) {
			break
		}
		b.bytes += size
		n++
	}
	b.heads = heads[:n]
	return b, n
}

// flight is the batches that were asked for and not handed over, oldest first.
type flight struct {
	session *Session
	batches []*batch
	bytes   int64
}

func (f *flight) room(b *batch) bool {
	return len(f.batches) == 0 || (len(f.batches) < inFlight && f.bytes+b.bytes <= flightBytes)
}

// start sends the command and reads its answer in a goroutine of its own, begun
// at once: the server may answer a later command before it ends an earlier one,
// and the library's reader stands still until somebody takes what it holds.
func (f *flight) start(b *batch) {
	f.batches = append(f.batches, b)
	f.bytes += b.bytes
	var ask question
	if !f.session.behind.Load() {
		ask = f.session.ask(uidsOf(b.heads), b.heads, b.cut) // here, so that commands go out in order
	}
	go func() {
		defer close(b.done)
		b.mails, b.err = f.session.collect(b, ask)
	}()
}

func (f *flight) first() *batch {
	if len(f.batches) == 0 {
		return nil
	}
	return f.batches[0]
}

func (f *flight) drop() {
	f.bytes -= f.batches[0].bytes
	f.batches = f.batches[1:]
}

func (f *flight) land(ctx context.Context) {
	for _, b := range f.batches {
		select {
		case <-b.done:
		case <-ctx.Done():
			return
		}
	}
}

// question is a FETCH that was sent.
type question struct {
	cmd  *imapclient.FetchCommand
	done func()
}

// ask sends a FETCH of bodies, by UIDs or by the numbers that mails have in the folder.
func (s *Session) ask(set goimap.NumSet, heads []Head, cut bool) question {
	section := &goimap.FetchItemBodySection{Peek: true}
	expected := int64(0)
	for _, h := range heads {
		expected += max(h.Size, 0) + wrapBytes
	}
	if cut {
		section.Partial = &goimap.SectionPartial{Offset: 0, Size: cutBytes}
		expected = cutBytes
	}
	done := s.conn.expect(expected, 2*int64(len(heads)))
	return question{s.client.Fetch(set, &goimap.FetchOptions{UID: true, BodySection: []*goimap.FetchItemBodySection{section}}), done}
}

func uidsOf(heads []Head) goimap.UIDSet {
	var set goimap.UIDSet
	for _, h := range heads {
		set.AddNum(goimap.UID(h.UID))
	}
	return set
}

// answer reads what a question brought.
func (s *Session) answer(q question) (found map[uint32]body, refused, err error) {
	defer q.done()
	return s.read(q.cmd)
}

// byNumber asks for mails by the numbers that they have in the folder. Some servers
// give the UID behind the body, which is legal, but then the library cannot tell which
// command of UIDs it belongs to.
func (s *Session) byNumber(heads []Head, cut bool) (found map[uint32]body, refused, err error) {
	numbers, err := s.numbers(heads)
	if err != nil || len(numbers) == 0 {
		return nil, nil, err
	}
	return s.answer(s.ask(numbers, heads, cut))
}

// numbers returns the numbers of those mails that the server still lists.
func (s *Session) numbers(heads []Head) (goimap.SeqSet, error) {
	defer s.conn.expect(int64(len(heads))*headBytes, int64(len(heads)))()
	cmd := s.client.Fetch(uidsOf(heads), &goimap.FetchOptions{UID: true})
	var numbers goimap.SeqSet
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		numbers.AddNum(m.SeqNum)
	}
	err := cmd.Close()
	var status *goimap.Error
	if errors.As(err, &status) && status.Type != goimap.StatusResponseTypeBye {
		return nil, nil // they count as not listed
	}
	return numbers, err
}

// mostInVain is after how many mails in a row that were asked for singly without success
// no more are: a server that gives none would take an answer of each.
const mostInVain = 50

// collect reads the answer of a batch, asks singly for what is missing, and
// returns a mail for each head, in their order.
func (s *Session) collect(b *batch, q question) ([]Mail, error) {
	var found map[uint32]body
	var refused, err error
	if q.cmd == nil {
		found, refused, err = s.byNumber(b.heads, b.cut)
	} else {
		found, refused, err = s.answer(q)
	}
	if err != nil {
		return nil, err
	}
	mails := make([]Mail, len(b.heads))
	no := 0 // mails that were refused singly
	together := q.cmd == nil
	for i, h := range b.heads {
		one, ok := found[h.UID]
		if !given(one, ok, h) && s.behind.Load() && !together {
			together = true
			if err := s.rest(b, i, found); err != nil {
				return nil, err
			}
			one, ok = found[h.UID]
		}
		if !given(one, ok, h) {
			var why error
			if one, ok, why, err = s.singly(h, b.cut); err != nil {
				return nil, err
			}
			if why != nil {
				refused = errors.Join(refused, why)
				no++
			}
		}
		mails[i] = Mail{UID: h.UID, Received: h.Received, Size: h.Size, Raw: one.raw, Cut: !ok || one.cut || b.cut}
	}
	if no == len(b.heads) && no > 1 {
		// Not one mail of many, and a NO to each: the folder is at fault, not
		// the mails, which must not be taken for gone.
		return nil, refused
	}
	return mails, nil
}

// rest asks by number for all that is missing from the i-th mail on: the first of them
// showed that the server gives UIDs behind bodies.
func (s *Session) rest(b *batch, i int, found map[uint32]body) error {
	var left []Head
	for _, h := range b.heads[i:] {
		if one, ok := found[h.UID]; !given(one, ok, h) {
			left = append(left, h)
		}
	}
	more, _, err := s.byNumber(left, b.cut)
	maps.Copy(found, more)
	return err
}

// singly asks for one mail that was not given among others: by its UID, then by its
// number.
func (s *Session) singly(h Head, cut bool) (one body, ok bool, refused, err error) {
	if s.inVain.Load() >= mostInVain {
		return body{}, false, nil, nil
	}
	found, refused, err := s.answer(s.ask(uidsOf([]Head{h}), []Head{h}, cut))
	if err != nil {
		return body{}, false, nil, err
	}
	if one, ok = found[h.UID]; given(one, ok, h) {
		s.inVain.Store(0)
		return one, true, nil, nil
	}
	if refused != nil {
		s.inVain.Add(1)
		return body{}, false, refused, nil
	}
	if found, refused, err = s.byNumber([]Head{h}, cut); err != nil {
		return body{}, false, nil, err
	}
	if one, ok = found[h.UID]; given(one, ok, h) {
		s.inVain.Store(0)
		s.behind.Store(true)
		return one, true, nil, nil
	}
	s.inVain.Add(1)
	return body{}, false, refused, nil
}

// given says whether a mail is there. An empty body for a mail that has a size is
// what some servers answer when they cannot read their own store.
func given(b body, ok bool, h Head) bool { return ok && (len(b.raw) > 0 || h.Size == 0) }

type body struct {
	raw []byte
	cut bool
}

// read takes a whole answer. refused is the server's NO or BAD, which leaves the
// connection as it was; err means that the connection is of no more use.
func (s *Session) read(cmd *imapclient.FetchCommand) (found map[uint32]body, refused, err error) {
	found = map[uint32]body{}
	for m := cmd.Next(); m != nil; m = cmd.Next() {
		var uid uint32
		var got *body
		for item := m.Next(); item != nil; item = m.Next() {
			switch item := item.(type) {
			case goimapUID:
				uid = uint32(item.UID)
			case goimapBody:
				if item.Literal == nil {
					continue
				}
				b, err := readBody(item.Literal)
				if err != nil {
					// Asking the library for more would read from the connection once
					// more, while its own reader does: end it, and let that one clear up.
					s.conn.end(err)
					return nil, nil, err
				}
				got = &b
			}
		}
		if uid != 0 && got != nil {
			found[uid] = *got
		}
	}
	closed := cmd.Close()
	var status *goimap.Error
	if errors.As(closed, &status) && status.Type != goimap.StatusResponseTypeBye {
		return found, closed, nil
	}
	return found, nil, closed
}

// readBody takes exactly as many bytes as were announced: the library gives the
// beginning of a cut-off body without an error. A body that is larger than the
// plan said and than we hold is read through, and its beginning is kept.
func readBody(lit goimap.LiteralReader) (body, error) {
	size := lit.Size()
	keep := size
	if size > wholeBytes {
		keep = cutBytes
	}
	raw := make([]byte, keep)
	if _, err := io.ReadFull(lit, raw); err != nil {
		return body{}, io.ErrUnexpectedEOF
	}
	if n, err := io.Copy(io.Discard, lit); err != nil || n != size-keep {
		return body{}, io.ErrUnexpectedEOF
	}
	return body{raw: raw, cut: keep < size}, nil
}
