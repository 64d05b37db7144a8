package workbench

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/message"
)

// mostFiles is how many opened files are kept; the oldest is forgotten for another one.
const mostFiles = 8

// MostFile is the largest mail that is opened from a file, in bytes.
const MostFile = 32 << 20

// files are mails that somebody opened from files. They are never stored: to look at a mail must
// not make a run of it. Their ids are below 0, where no stored message has one.
type files struct {
	mu   sync.Mutex
	next int64
	kept []file
}

type file struct {
	id  int64
	raw []byte
	m   domain.Message
}

// OpenFile opens a mail from a file (whoever may change readers) and returns the id that the
// other methods take it by: that of the stored message, where the same mail is stored. What is
// no mail is CodeInvalid.
func (w *Workbench) OpenFile(ctx context.Context, raw []byte, now time.Time) (id int64, err error) {
	if err := w.permit(rules.ActTeach); err != nil {
		return 0, err
	}
	if len(raw) > MostFile {
		return 0, domain.Refuse(domain.CodeInvalid, "refusal.file_mail_large", MostFile>>20)
	}
	d, err := message.Decode(ctx, raw)
	if err != nil || d.From == "" && d.Subject == "" {
		return 0, domain.Refuse(domain.CodeInvalid, "refusal.file_no_mail")
	}
	sum := sha256.Sum256(raw)
	hash := hex.EncodeToString(sum[:])
	err = w.store.Read(ctx, func(q domain.Reader) error {
		for _, key := range []string{d.MessageID, hash} {
			m, err := q.MessageByKey(key)
			if err == nil && m.Hash == hash {
				id = m.ID
				return nil
			}
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
		}
		return nil
	})
	if err != nil || id != 0 {
		return id, err
	}
	received := d.Date
	if received.IsZero() {
		received = now
	}
	w.files.mu.Lock()
	defer w.files.mu.Unlock()
	w.files.next--
	w.files.kept = append(w.files.kept, file{w.files.next, raw, domain.Message{
		ID: w.files.next, MessageID: d.MessageID, Hash: hash, From: d.From, To: d.To, Subject: d.Subject, Date: d.Date, Received: received,
		Size: int64(len(raw)), State: domain.MessageUnmatched,
	}})
	if len(w.files.kept) > mostFiles {
		w.files.kept = w.files.kept[1:]
	}
	return w.files.next, nil
}

// File returns a mail that was opened from a file, byte for byte; ok is false for a stored one.
func (w *Workbench) File(id int64) (m domain.Message, raw []byte, ok bool) {
	w.files.mu.Lock()
	defer w.files.mu.Unlock()
	at := slices.IndexFunc(w.files.kept, func(f file) bool { return f.id == id })
	if at < 0 {
		return m, nil, false
	}
	return w.files.kept[at].m, w.files.kept[at].raw, true
}
