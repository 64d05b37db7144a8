package mailbox

import (
	"context"
	"fmt"
	"runtime"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/sync/semaphore"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/ingest"
	"runchecks/sync/mailitem"
	"runchecks/sync/message"
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
func (v *visit) pipeline(ctx context.Context, what fetching) error {
	book, err := v.learned(ctx)
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
		fetchErr = v.session.Fetch(ctx, what.heads, func(mail imap.Mail) error {
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
				if err := v.gate.enter(ctx, v.sink.Planned()); err != nil {
					return err
				}
				w.item = v.read(ctx, v.account, what.at.Name, w.mail, book)
				w.item.Awaited = what.awaited
				w.mail.Raw = nil // the item has it, until it is packed
				v.sink.Prepare(&w.item)
				v.gate.leave()
				close(w.done)
			}
			return nil
		})
	}
	group.Go(func() error {
		return v.storeAll(ctx, what, toStore, budget)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return fetchErr
}

// storeAll commits batches: when one is full or old, and at the end.
func (v *visit) storeAll(ctx context.Context, what fetching, toStore <-chan *work, budget *semaphore.Weighted) error {
	at := what.at
	var items []ingest.Item
	var bytes int64
	var old <-chan time.Time // fires when the oldest item has waited for long enough
	flush := func() error {
		old = nil
		if len(items) == 0 {
			return nil
		}
		if err := v.sink.Messages(ctx, at, items); err != nil {
			return err
		}
		budget.Release(bytes)
		clear(items)
		items, bytes = items[:0], 0
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

// Reader returns what reads the mails of an account with what is known now, for whoever gets
// them elsewhere than from its server: each with the folder that it came from.
func (s *Source) Reader(
	ctx context.Context,
	a domain.Account,
) (func(ctx context.Context, folder string, mail imap.Mail) ingest.Item, error) {
	book, err := s.learned(ctx)
	return func(ctx context.Context, folder string, mail imap.Mail) ingest.Item {
		return s.read(ctx, a, folder, mail, book)
	}, err
}

// read decodes and reads one mail. It never fails: what cannot be decoded or read
// becomes an item that waits in the inbox with its reason.
func (s *Source) read(ctx context.Context, a domain.Account, folder string, mail imap.Mail, book *learned.Book) ingest.Item {
	raw, partial := mail.Raw, false
	if mail.Cut {
		if whole, ok := message.WholeParts(mail.Raw); ok {
			raw, partial = whole, true
		}
	}
	with := mailitem.Reading{Readers: s.p.Readers(), Learned: book, Account: a.ID, Location: s.p.Location}
	item := mailitem.Read(ctx, with, raw, mail.Received)
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
func (s *Source) learned(ctx context.Context) (book *learned.Book, err error) {
	err = s.p.Store.Read(ctx, func(q domain.Reader) error {
		book, err = learned.ReadBook(q)
		return err
	})
	return book, err
}

// notGiven and removed are the reasons of notes that stand for mails without text.
const (
	notGiven = "The server listed this message but did not give it: it may be damaged there. " +
		"It is asked for again at each sync; look for it in the mail program."
	removed = "The server listed this message, never gave it, and does not list it any more. Delete this note if the message is not missed."
)
