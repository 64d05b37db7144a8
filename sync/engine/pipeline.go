package engine

import (
	"cmp"
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/imap"
	"runchecks/sync/ingest"
	"runchecks/sync/message"
	"runchecks/sync/readers"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/learned"
)

// Limits of a pipeline. Memory is bounded by memoryBudget plus what one parse needs,
// whatever the mailbox holds: bytes are taken when a mail arrives and given back when its
// batch is committed, so a slow disk slows the server down. Each account has its own: in
// a common one the mails of a large mailbox, which are read last, would keep out the others.
const (
	memoryBudget = 24 << 20
	batchMails   = 200
	batchBytes   = 8 << 20
	batchTime    = 250 * time.Millisecond // so that the first rows are seen soon
)

// work is one mail on its way through the pipeline.
type work struct {
	mail  imap.Mail
	bytes int64
	done  chan struct{} // closed once item is read
	item  ingest.Item
}

// fetching is what a pipeline is to fetch.
type fetching struct {
	at    domain.Folder
	heads []imap.Head
	step  func(domain.Folder, uint32) domain.Folder // the folder after the next mail
	// awaited says that notes stand for these mails, which were not given before.
	awaited bool
}

// pipeline runs fetch, decode and read, store side by side. Mails are stored in
// the order of heads, so the folder's progress, which step makes, never runs ahead of
// its rows.
func (e *Engine) pipeline(ctx context.Context, session *imap.Session, a domain.Account, what fetching, report *reporter) error {
	book, err := e.learned(ctx)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	budget := semaphore.NewWeighted(memoryBudget)
	toRead := make(chan *work)
	toStore := make(chan *work, 2*batchMails)
	var fetchErr error

	group.Go(func() error {
		defer close(toRead)
		defer close(toStore)
		fetchErr = session.Fetch(ctx, what.heads, func(mail imap.Mail) error {
			w := &work{mail: mail, bytes: min(int64(len(mail.Raw)), memoryBudget/2), done: make(chan struct{})}
			if !budget.TryAcquire(w.bytes) {
				if err := budget.Acquire(ctx, w.bytes); err != nil {
					return err
				}
			}
			for _, stage := range []chan<- *work{toRead, toStore} {
				select {
				case stage <- w:
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			return nil
		})
		// A connection that ends does not end the other stages: what came is stored,
		// so that the next try is that much further, however bad the line is.
		if ctx.Err() != nil {
			return fetchErr
		}
		return nil
	})
	for range runtime.GOMAXPROCS(0) {
		group.Go(func() error {
			for w := range toRead {
				if err := e.gate.enter(ctx, report.planned()); err != nil {
					return err
				}
				w.item = e.read(ctx, a, what.at.Name, w.mail, book)
				w.item.Awaited = what.awaited
				w.mail.Raw = nil // the item has it, until it is packed
				e.ingest.Prepare(&w.item)
				e.gate.leave()
				close(w.done)
			}
			return nil
		})
	}
	group.Go(func() error {
		return e.storeAll(ctx, what, toStore, budget, report)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return fetchErr
}

// storeAll commits batches: when one is full or old, and at the end.
func (e *Engine) storeAll(
	ctx context.Context,
	what fetching,
	toStore <-chan *work,
	budget *semaphore.Weighted,
	report *reporter,
) error {
	at := what.at
	var items []ingest.Item
	var bytes int64
	var old <-chan time.Time // fires when the oldest item has waited for long enough
	flush := func() error {
		old = nil
		if len(items) == 0 {
			return nil
		}
		counts, err := e.ingest.Batch(ctx, at, items)
		if err != nil {
			return err
		}
		report.stored(len(items), counts)
		budget.Release(bytes)
		clear(items)
		items, bytes = items[:0], 0
		if counts.Messages > 0 {
			e.p.Changed()
		}
		return nil
	}
	// next returns the next mail that was read, nil after the last one. What waits longer
	// than that is stored meanwhile: a server that drips keeps no memory from others.
	next := func() (*work, error) {
		var w *work
		var open bool
		stage := toStore
		for {
			var read chan struct{}
			if w != nil {
				read = w.done
			}
			select {
			case w, open = <-stage:
				if !open {
					return nil, ctx.Err()
				}
				stage = nil
			case <-read:
				return w, nil
			case <-old:
				if err := flush(); err != nil {
					return nil, err
				}
			case <-ctx.Done():
				return nil, ctx.Err()
			}
		}
	}
	for {
		w, err := next()
		if err != nil {
			return err
		}
		if w == nil {
			return flush()
		}
		items = append(items, w.item)
		bytes += w.bytes
		at = what.step(at, w.mail.UID)
		if old == nil {
			old = time.After(batchTime) // elapsed time is monotonic: not the injected clock's affair
		}
		if len(items) >= batchMails || bytes >= batchBytes {
			if err := flush(); err != nil {
				return err
			}
		}
	}
}

// read decodes and reads one mail. It never fails: what cannot be decoded or read
// becomes an item that waits in the inbox with its reason.
func (e *Engine) read(ctx context.Context, a domain.Account, folder string, mail imap.Mail, book *learned.Book) ingest.Item {
	raw, partial := mail.Raw, false
	if mail.Cut {
		if whole, ok := message.WholeParts(mail.Raw); ok {
			raw, partial = whole, true
		}
	}
	item := Item(ctx, Reading{Readers: e.p.Readers(), Learned: book, Account: a.ID, Location: e.p.Location}, raw, mail.Received)
	item.Message.Account, item.Message.Folder, item.Message.UID = a.ID, folder, mail.UID
	item.Message.Size = mail.Size
	item.Move = a.MoveTo != "" && a.MoveTo != folder
	switch {
	case mail.Missing():
		item.Missing = true
		item.Results, item.Unreadable = nil, notGiven
		item.Message.Received = mail.Received
		item.Message.Subject = fmt.Sprintf("(message %d of %s, which the server did not give)", mail.UID, folder)
	case partial && len(item.Results) > 0:
		item.Partial = "read from the beginning of a large message: its attachments were not fetched"
	case mail.Cut:
		item.Results = nil
		item.Unreadable = "The message is too large to be fetched whole; only its beginning is stored. Look at it in the mail program."
	}
	return item
}

// learned reads what was learned of senders. A decision about it that is made while a
// sync runs counts from the next one on; what was read before is read again then.
func (e *Engine) learned(ctx context.Context) (book *learned.Book, err error) {
	err = e.p.Store.Read(ctx, func(q domain.Queries) error {
		book, err = learned.ReadBook(q)
		return err
	})
	return book, err
}

// Reading is what mails are read with.
type Reading struct {
	Readers  *readers.Registry
	Learned  *learned.Book
	Account  int64 // that the mails came by
	Location *time.Location
}

// notGiven and removed are the reasons of notes that stand for mails without text.
const (
	notGiven = "The server listed this message but did not give it: it may be damaged there. " +
		"It is asked for again at each sync; look for it in the mail program."
	removed = "The server listed this message, never gave it, and does not list it any more. Delete this note if the message is not missed."
)

// Item decodes a raw mail and reads it.
func Item(ctx context.Context, with Reading, raw []byte, received time.Time) ingest.Item {
	registry, loc := with.Readers, with.Location
	item := ingest.Item{Raw: raw, Message: domain.Message{Size: int64(len(raw)), Received: received, Readers: registry.Fingerprint()}}
	m, err := message.Decode(ctx, raw)
	if m != nil {
		item.FromAddress = m.FromAddress
		item.Message.From, item.Message.To, item.Message.Subject = m.From, m.To, m.Subject
		item.Message.MessageID, item.Message.Date = m.MessageID, m.Date
		item.Message.Received = rules.ReceivedTime(m.Date, received)
	}
	if err != nil {
		item.Unreadable = err.Error()
		return item
	}
	auth := m.Authentication
	item.Message.Auth = &auth
	prose := with.Learned.Of(with.Account, m.FromAddress, auth)
	reading := registry.Read(ctx, m, readers.Env{Received: item.Message.Received, Location: loc, Learned: prose})
	if reading.Reader == generic.Name && reading.Of == m && ingest.HasRuns(reading.Results) {
		item.Message.Readers += prose.Print()
	}
	item.Results, item.Message.Reader = reading.Results, reading.Reader
	sent := m.Date
	if of := reading.Of; of != nil && of != m && of.FromAddress != "" {
		outer := item.Message
		item.Outer, item.FromAddress = &outer, of.FromAddress
		item.Message.From, item.Message.Subject, item.Message.Date = of.From, of.Subject, of.Date
		auth.Forwarded, auth.By, sent = true, cmp.Or(m.FromAddress, "somebody"), of.Date
	}
	if zone := rules.SenderZone(sent, item.Message.Received, loc); zone != loc {
		for i := range item.Results {
			x := &item.Results[i]
			x.Started, x.Ended = rules.InZone(x.Started, zone), rules.InZone(x.Ended, zone)
		}
	}
	switch {
	case reading.Failed:
		item.Unreadable, item.Results = reading.Reason, nil
	case len(reading.Results) == 0:
		item.Unmatched = reading.Reason
	}
	if !reading.Failed && (len(item.Results) == 0 || reading.Reader == generic.Name) {
		item.Words, item.Aside = generic.About(cmp.Or(reading.Of, m))
	}
	return item
}
