package imap

import (
	"context"
	"errors"
	"io"
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

// Missing says that the server announced the mail and did not give it, asked
// twice: it was removed meanwhile, or the server cannot read it.
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
	// Batches in flight are read to their end, or fail at once with the
	// connection: no goroutine outlives the call.
	defer f.land()

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
		<-b.done
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
	ask := f.session.ask(b.heads, b.cut) // here, so that commands go out in order
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

func (f *flight) land() {
	for _, b := range f.batches {
		<-b.done
	}
}

// question is a FETCH that was sent.
type question struct {
	cmd  *imapclient.FetchCommand
	done func()
}

func (s *Session) ask(heads []Head, cut bool) question {
	var set goimap.UIDSet
	section := &goimap.FetchItemBodySection{Peek: true}
	expected := int64(0)
	for _, h := range heads {
		set.AddNum(goimap.UID(h.UID))
		expected += max(h.Size, 0) + wrapBytes
	}
	if cut {
		section.Partial = &goimap.SectionPartial{Offset: 0, Size: cutBytes}
		expected = cutBytes
	}
	done := s.conn.expect(expected)
	cmd := s.client.Fetch(set, &goimap.FetchOptions{UID: true, BodySection: []*goimap.FetchItemBodySection{section}})
	return question{cmd: cmd, done: done}
}

// collect reads the answer of a batch, asks again for what is missing, and
// returns a mail for each head, in their order.
func (s *Session) collect(b *batch, q question) ([]Mail, error) {
	found, refused, err := s.read(q)
	if err != nil {
		return nil, err
	}
	again := 0
	for _, h := range b.heads {
		if given(found, h) {
			continue
		}
		one, no, err := s.read(s.ask([]Head{h}, b.cut))
		if err != nil {
			return nil, err
		}
		if given(one, h) {
			found[h.UID] = one[h.UID]
			continue
		}
		delete(found, h.UID)
		if again++; no != nil && refused != nil && again == len(b.heads) && again > 1 {
			// Not one mail of many, and a NO to each: the folder is at fault, not
			// the mails, which must not be taken for gone.
			return nil, no
		}
	}
	mails := make([]Mail, len(b.heads))
	for i, h := range b.heads {
		body, ok := found[h.UID]
		mails[i] = Mail{UID: h.UID, Received: h.Received, Size: h.Size, Raw: body.raw, Cut: !ok || body.cut || b.cut}
	}
	return mails, nil
}

// given says whether a mail is there. An empty body for a mail that has a size is
// what some servers answer when they cannot read their own store.
func given(found map[uint32]body, h Head) bool {
	b, ok := found[h.UID]
	return ok && (len(b.raw) > 0 || h.Size == 0)
}

type body struct {
	raw []byte
	cut bool
}

// read takes a whole answer. refused is the server's NO or BAD, which leaves the
// connection as it was; err means that the connection is of no more use.
func (s *Session) read(q question) (found map[uint32]body, refused, err error) {
	defer q.done()
	found = map[uint32]body{}
	for m := q.cmd.Next(); m != nil; m = q.cmd.Next() {
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
	closed := q.cmd.Close()
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
