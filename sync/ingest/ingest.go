// Package ingest turns what readers found into jobs and runs: identity,
// duplicates, imported history, effective status, and one transaction for each
// batch with the folder's progress in it. It does not decode mails or read
// reports (sync/message, sync/readers) and decides nothing (domain/review).
package ingest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/known"
)

// Item is one message with what a reader made of it.
type Item struct {
	// Message has everything but ID, Key, Hash, State and Reason, which Batch fills in.
	Message domain.Message
	// FromAddress is the bare address of the sender, for the job key.
	FromAddress string
	// Outer is the mail that the report was attached to, with its From, Subject and Date;
	// nil for a report of its own.
	Outer *domain.Message
	// Raw is the message byte for byte, given up once it is packed.
	Raw     []byte
	packed  domain.Packed
	Results []domain.Result
	// Unreadable says why the message could not be decoded or its reader failed.
	Unreadable string
	// Missing says that the server listed the message and did not give it: a note stands
	// for it. Awaited says that such a note may be there, and that this is the message.
	Missing, Awaited bool
	// Partial says why only a part of the message was fetched; its runs carry it.
	Partial string
	// Collected says that another computer of the team fetched the message before.
	Collected bool
	// Move says that the message is to be moved once it is stored, unless it waits in
	// the inbox.
	Move bool
	// Unmatched says why no reader understood it; used where Results is empty.
	Unmatched string
	// Words are those of the subject, Aside says that it is about another event than a run:
	// what a report is filed by that no reader can decide.
	Words domain.ReportWords
	Aside bool
}

// Counts tells what a batch brought.
type Counts struct {
	Messages   int // stored
	Duplicates int // known already: nothing stored
	Runs       int
	SetAside   int // unmatched or unreadable, waiting in the inbox
	Missing    int // listed and not given; a note of it is set aside once
}

// Ingest stores batches. It is safe for concurrent use; batches of one folder
// must come in order.
type Ingest struct {
	store domain.Store
	clock domain.Clock
	loc   *time.Location
}

// New returns an Ingest, or an error naming what is missing.
func New(store domain.Store, clock domain.Clock, loc *time.Location) (*Ingest, error) {
	if store == nil || clock == nil || loc == nil {
		return nil, errors.New("ingest: store, clock and time zone are required")
	}
	return &Ingest{store.Refetchable(), clock, loc}, nil
}

// Batch stores items and the folder's progress in one transaction: after an error
// nothing of the batch is kept and the folder stands where it stood.
func (in *Ingest) Batch(ctx context.Context, folder domain.Folder, items []Item) (Counts, error) {
	var counts Counts
	err := in.store.Write(ctx, func(tx domain.Tx) error {
		counts = Counts{}
		decided, err := readDecisions(tx)
		if err != nil {
			return err
		}
		b := batch{in: in, tx: tx, folder: folder, decided: decided, counts: &counts, known: known.Jobs{}}
		for i := range items {
			if err := b.add(&items[i]); err != nil {
				return fmt.Errorf("store message %d of folder %s: %w", items[i].Message.UID, folder.Name, err)
			}
		}
		return tx.PutFolder(folder)
	})
	return counts, err
}

// Prepare does for an item what takes long and needs no transaction. Batch does it for
// items that it was not done for. It may be called by several goroutines, each with
// items of its own.
func (in *Ingest) Prepare(item *Item) {
	if item.packed != nil {
		return
	}
	item.Message.Hash = contentHash(item.Message, item.Raw)
	if item.Outer != nil {
		item.Message.Hash = contentHash(*item.Outer, item.Raw)
	}
	item.packed = in.store.Pack(item.Raw)
	item.Raw = nil
}

type batch struct {
	in      *Ingest
	tx      domain.Tx
	folder  domain.Folder
	decided *decisions
	counts  *Counts
	known   known.Jobs
}

func (b *batch) add(item *Item) error {
	b.in.Prepare(item)
	m := item.Message
	note := domain.MissingKey(b.folder.Account, b.folder.Name, b.folder.UIDValidity, m.UID)
	if item.Missing {
		return b.missing(item, note)
	}
	if item.Awaited {
		if err := b.tx.DeleteMissing(note); err != nil {
			return err
		}
	}
	key, same, err := messageKey(b.tx, m)
	if err != nil {
		return err
	}
	if same != nil {
		b.counts.Duplicates++
		if err := b.vouch(*same, m); err != nil {
			return err
		}
		return b.move(item, same.State)
	}
	m.Key = key
	var results []domain.Result
	m.State, m.Reason, results, err = outcome(b.known, b.tx, item, nil)
	if err != nil {
		return err
	}
	id, err := b.tx.PutMessage(m, item.packed)
	if err != nil {
		return err
	}
	b.counts.Messages++
	if m.State == domain.MessageUnmatched || m.State == domain.MessageUnreadable {
		b.counts.SetAside++
	}
	if err := b.move(item, m.State); err != nil {
		return err
	}
	m.ID = id
	for n, r := range results {
		if err := b.addRun(m, item.FromAddress, n, r); err != nil {
			return err
		}
	}
	for _, r := range item.Results {
		how := arrived
		if item.Collected {
			how = collected
		}
		made, err := b.in.tenants(b.tx, b.decided, m, item.FromAddress, r, b.folder.FirstSync, how)
		b.counts.Runs += made
		if err != nil {
			return err
		}
	}
	return nil
}

// missing stores the note that stands for a message. Nothing is known of it but its
// place, so that is its key: others of the same second are not taken for it.
func (b *batch) missing(item *Item, note string) error {
	b.counts.Missing++
	switch _, err := b.tx.MessageByKey(note); {
	case err == nil:
		b.counts.Duplicates++
		return nil
	case domain.CodeOf(err) != domain.CodeNotFound:
		return err
	}
	m := item.Message
	m.Key, m.State, m.Reason = note, domain.MessageUnreadable, item.Unreadable
	b.counts.Messages++
	b.counts.SetAside++
	_, err := b.tx.PutMessage(m, item.packed)
	return err
}

// move records that a message which needs no look at its mail is to be moved.
func (b *batch) move(item *Item, state domain.MessageState) error {
	if !item.Move || state != domain.MessageRead && state != domain.MessageInformation {
		return nil
	}
	return b.tx.PutMove(b.folder.Account, b.folder.Name, b.folder.UIDValidity, item.Message.UID)
}

// outcome says what becomes of the message, why if it needs a reason, and which
// results become runs.
func (item *Item) outcome() (domain.MessageState, string, []domain.Result) {
	results := placed(item.Results)
	switch {
	case item.Unreadable != "":
		return domain.MessageUnreadable, item.Unreadable, nil
	case len(item.Results) == 0:
		return domain.MessageUnmatched, item.Unmatched, nil
	case len(results) == 0 && slices.ContainsFunc(item.Results, func(r domain.Result) bool { return r.Tenants != nil }):
		return domain.MessageRead, item.Partial, nil
	case len(results) == 0:
		return domain.MessageInformation, "The report is about no job: " + item.Results[0].JobType, nil
	default:
		return domain.MessageRead, item.Partial, results
	}
}

// HasRuns reports whether results become runs.
func HasRuns(results []domain.Result) bool { return len(placed(results)) > 0 }

// placed drops information that names no job and gives no verdict: there is
// nothing to hang it on. Its message waits in the inbox instead.
func placed(results []domain.Result) []domain.Result {
	var out []domain.Result
	for _, r := range results {
		if r.Kind == domain.KindInformation && r.JobName == "" && r.Status.Known() == domain.Unknown {
			continue
		}
		out = append(out, r)
	}
	return out
}

func (b *batch) addRun(m domain.Message, sender string, n int, r domain.Result) error {
	job, err := b.tx.PutJob(jobOf(sender, r))
	if err != nil {
		return err
	}
	print := fingerprint(m, r)
	if same, err := b.tx.SameRun(job.ID, print); err != nil || same {
		return err
	}
	run := b.in.newRun(m, n, job, r, b.folder.FirstSync)
	if run.Sender, err = b.decided.sender(b.tx, m, job); err != nil {
		return err
	}
	if _, err := b.decided.record(b.tx, run, job, print, b.in.clock()); err != nil {
		return err
	}
	b.counts.Runs++
	return nil
}

// newRun returns the n-th run of a message. A run that is older than the folder's
// first sync by more than rules.HistoryAge starts as reviewed.
func (in *Ingest) newRun(m domain.Message, n int, job domain.Job, r domain.Result, firstSync time.Time) domain.Run {
	run := domain.Run{
		Key: domain.MailRunKey(m.Key, n), JobID: job.ID, Message: m.ID, Source: domain.SourceMail,
		At: rules.RunTime(r, rules.ReportTime(m), in.loc), Result: r, Note: m.Reason,
	}
	if run.At.Before(firstSync.Add(-rules.HistoryAge)) {
		run.Review = &domain.Review{At: in.clock(), Note: noted("noted.history")}
	}
	return run
}

// jobOf returns the job that a result belongs to, as it is when it is new.
func jobOf(sender string, r domain.Result) domain.Job {
	name := r.Name()
	if name == "" {
		name = r.JobType
	}
	return domain.Job{
		Key:     cmp.Or(r.Of, domain.NewJobKey(sender, r.Product, r.JobType, r.KeyName())),
		Sender:  sender,
		Product: r.Product,
		Type:    r.JobType,
		Name:    name,
		State:   domain.JobPending,
	}
}

// messageKey returns the natural key of a message, and the same message where it is
// stored already. A Message-ID that another mail took before is not trusted:
// senders repeat them.
func messageKey(tx domain.Reader, m domain.Message) (key string, same *domain.Message, err error) {
	byHash := "sha256:" + m.Hash
	for _, candidate := range []string{m.MessageID, byHash} {
		if candidate == "" {
			continue
		}
		other, err := tx.MessageByKey(candidate)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return candidate, nil, nil
		}
		if err != nil {
			return "", nil, err
		}
		if other.Hash == m.Hash {
			return candidate, &other, nil
		}
	}
	return byHash, &m, nil
}

// contentHash identifies what a mail says, whatever way it took: Received and
// other header lines of relays do not count. Where the sender wrote neither a
// Date nor a Message-ID, two nights' reports may read the same; then the server's
// date tells them apart.
func contentHash(m domain.Message, raw []byte) string {
	h := sha256.New()
	date := m.Date
	if date.IsZero() && m.MessageID == "" {
		date = m.Received
	}
	fmt.Fprintf(h, "%q %q %d\n", m.From, m.Subject, date.Unix())
	_, _ = h.Write(body(raw)) // a hash never fails
	return hex.EncodeToString(h.Sum(nil))
}

// body returns what follows the first empty line.
func body(raw []byte) []byte {
	for i := 0; i+1 < len(raw); i++ {
		if raw[i] != '\n' {
			continue
		}
		if raw[i+1] == '\n' {
			return raw[i+2:]
		}
		if raw[i+1] == '\r' && i+2 < len(raw) && raw[i+2] == '\n' {
			return raw[i+3:]
		}
	}
	return nil
}

// fingerprint tells whether two messages report one run: the same job, stated
// time and text (product.md, section 8). Where the report states no time, only
// the message itself is the same.
func fingerprint(m domain.Message, r domain.Result) string {
	b := make([]byte, 0, 256+128*len(r.Objects))
	if r.Started.IsZero() && r.Ended.IsZero() {
		b = append(b, m.Key...)
	}
	b = fmt.Appendf(b, "%s %s %d %q %q\n", r.Started, r.Ended, r.Status, r.Kind, r.Error)
	for i := range r.Objects { // written out: a report has hundreds
		o := &r.Objects[i]
		b = append(strconv.AppendQuote(b, o.Name), ' ')
		b = append(strconv.AppendQuote(b, o.Type), ' ')
		b = append(strconv.AppendUint(b, uint64(o.Status), 10), ' ')
		b = append(strconv.AppendQuote(b, o.Message), '\n')
	}
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:16])
}
