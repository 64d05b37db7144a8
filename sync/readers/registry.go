// Package readers decides which reader reads a mail. Readers are tried in a fixed
// order, specific before generic; the first that recognises the mail wins. The
// registry guards them: a reader that panics or takes too long never stops the
// chain, and never lets a less careful reader call the mail a success.
//
// It does not decode mail (sync/message) and does not match results to jobs
// (sync/ingest).
package readers

import (
	"cmp"
	"context"
	"fmt"
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/ahsay"
	"runchecks/sync/readers/amanda"
	"runchecks/sync/readers/backupexec"
	"runchecks/sync/readers/bacula"
	"runchecks/sync/readers/cobian"
	"runchecks/sync/readers/definition"
	"runchecks/sync/readers/duplicati"
	"runchecks/sync/readers/generic"
	"runchecks/sync/readers/ghettovcb"
	"runchecks/sync/readers/hyperv"
	"runchecks/sync/readers/kopia"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/macrium"
	"runchecks/sync/readers/proxmox"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/retrospect"
	"runchecks/sync/readers/sanity"
	"runchecks/sync/readers/signature"
	"runchecks/sync/readers/storagecraft"
	"runchecks/sync/readers/synology"
	"runchecks/sync/readers/urbackup"
	"runchecks/sync/readers/veeam"
	"runchecks/sync/readers/windowsserverbackup"
	"runchecks/sync/readers/xenorchestra"
)

// other is the product of a report of which nothing tells it.
const other = "Other"

// Version is stored with every message read. A higher one makes stored mails be
// read again.
const Version = 5

// Reader turns the mails of one product family into results.
type Reader = reader.Reader

// Env is what a reader may know besides the mail itself.
type Env = reader.Env

// Reading is what came of one mail.
type Reading struct {
	Results []domain.Result
	Reader  string // the reader that recognised the mail, empty if none did
	Reason  string // why the mail is unmatched, in words for people
	Failed  bool   // a reader panicked or took too long
	// Of is the mail that was read: the one given, or a report attached to it.
	Of *message.Message
}

// Registry is an ordered list of readers.
type Registry struct {
	readers []Reader
	own     int // how many of them, at the beginning, are definitions of the profile
	// fingerprint is asked for with every mail and made once.
	fingerprint func() string
	// Limit is the time that one reader has.
	limit time.Duration
}

// program lists the readers that are Go code, in their fixed order.
func program() []Reader {
	return []Reader{
		veeam.Reader{},
		proxmox.BackupServer{},
		proxmox.VE{},
		backupexec.Reader{},
		duplicati.Reader{},
		synology.Reader{},
		macrium.Reader{},
		windowsserverbackup.Reader{},
		kopia.Reader{},
		amanda.Reader{},
		cobian.Reader{},
		bacula.Bacula{},
		bacula.Bareos{},
		xenorchestra.Reader{},
		ahsay.Reader{},
		retrospect.Reader{},
		urbackup.Reader{},
		storagecraft.Reader{},
		ghettovcb.Reader{},
		hyperv.Reader{},
	}
}

// New returns a registry of the given readers in the given order. Each reader has
// two seconds.
func New(list ...Reader) *Registry {
	return &Registry{readers: list, limit: 2 * time.Second, fingerprint: sync.OnceValue(func() string { return fingerprint(list) })}
}

// Names lists the readers in the order in which they are tried.
func (r *Registry) Names() []string {
	out := make([]string, len(r.readers))
	for i, x := range r.readers {
		out[i] = x.Name()
	}
	return out
}

// The words for people. They say what happened and what is left to do.
const (
	reasonUnknown = "No reader knows this layout. Open the message, or write a definition for it."
	reasonForward = "The message forwards another one, and no reader knows the layout of either."
	reasonEmpty   = "The message has no text."
	reasonCut     = "The message is cut off, so it proves no success."
	reasonUnread  = "A line may tell of trouble, and the reader %s, which looks at every line, %s. Read the report."
)

// Read tries the readers on m. A mail that only forwards another one is read by
// what it forwards.
func (r *Registry) Read(ctx context.Context, m *message.Message, env Env) Reading {
	var best Reading
	if m == nil {
		return Reading{Reason: reasonEmpty}
	}
	if m.Forwarded != nil {
		env.Learned = nil // it is the prose of whoever attached the report
		inner := r.Read(ctx, m.Forwarded, env)
		if inner.Reader != "" && inner.Reader != generic.Name || inner.Failed {
			return inner
		}
		best = inner
	}
	outer := r.chain(ctx, m, env)
	switch {
	case m.Forwarded == nil:
		if outer.Reader == "" && !outer.Failed {
			if x, ok := r.enclosed(ctx, m, env); ok {
				return x
			}
		}
		return outer
	case outer.Reader != "" && outer.Reader != generic.Name || outer.Failed:
		return outer
	case best.Reader != "":
		// Only the generic reader spoke: the report is the inner message.
		return best
	}
	if outer.Reader == "" {
		outer.Reason = reasonForward
	}
	return outer
}

// enclosed reads a mail that says nothing itself by the texts that are attached to it:
// every one that a reader recognises has its results.
func (r *Registry) enclosed(ctx context.Context, m *message.Message, env Env) (Reading, bool) {
	var all Reading
	env.Learned = nil // prose is learned of what a mail says itself
	for _, text := range m.EnclosedTexts() {
		x := r.chain(ctx, m.With(text), env)
		if x.Failed {
			return x, true
		}
		if x.Reader == "" {
			continue
		}
		for i := range x.Results {
			x.Results[i].Evidence.Where = text.Name + ", " + x.Results[i].Evidence.Where
		}
		x.Results = append(all.Results, x.Results...)
		all = x
	}
	all.Of = m
	return all, all.Reader != ""
}

// Prose returns the clauses of a mail that the generic reader does not understand and that
// could be learned of its sender.
func (r *Registry) Prose(m *message.Message, env Env) []learned.Line {
	for _, x := range r.readers {
		if g, ok := x.(generic.Reader); ok {
			return g.Prose(m, env)
		}
	}
	return nil
}

func (r *Registry) chain(ctx context.Context, m *message.Message, env Env) Reading {
	var failed string
	for next := 0; next < len(r.readers); {
		a := r.try(ctx, next, m, env)
		if ctx.Err() != nil {
			return Reading{Reason: "Reading was stopped: " + ctx.Err().Error(), Failed: true}
		}
		if next = a.reader + 1; next > len(r.readers) {
			break
		}
		x := r.readers[a.reader]
		if a.err != nil {
			if failed == "" {
				failed = fmt.Sprintf("The reader %s %s.", x.Name(), a.err)
			}
			continue
		}
		if failed != "" && good(a.results) {
			return Reading{Reason: failed + " A less careful reader is not trusted with this message.", Failed: true}
		}
		sanity.Apply(a.results, m, sanity.Of(x))
		if x.Name() == generic.Name {
			signature.Shipped().Apply(a.results, m, other)
		}
		for i := range a.results {
			settle(&a.results[i], x.Name(), m)
		}
		if r.doubted(a.reader) {
			if against, found := r.contradicted(ctx, a.results, m, env); found {
				for i := range a.results {
					doubt(&a.results[i], against.Words, against.Where)
				}
			}
		}
		return Reading{Results: a.results, Reader: x.Name(), Reason: failed, Failed: failed != "", Of: m}
	}
	if failed != "" {
		return Reading{Reason: failed, Failed: true}
	}
	if len(m.Lines()) == 0 && m.Subject == "" {
		return Reading{Reason: reasonEmpty}
	}
	if len(m.Unopened) > 0 {
		return Reading{Reason: reasonUnknown + " " + sentence(m.Unopened[0])}
	}
	return Reading{Reason: reasonUnknown}
}

// doubted reports whether the successes of a reader are held against what the generic
// reader says: not those of a definition that looks at every line, nor of one that
// somebody wrote for the profile.
func (r *Registry) doubted(i int) bool {
	if i < r.own || r.readers[i].Name() == generic.Name {
		return false
	}
	d, ok := r.readers[i].(*definition.Definition)
	return !ok || !d.Closed()
}

// sentence says of a container that nobody looked into it.
func sentence(u message.Unopened) string { return "The attachment " + u.String() + "." }

// good reports whether anything in results needs no attention.
func good(results []domain.Result) bool {
	for _, x := range results {
		if x.Status.Good() {
			return true
		}
	}
	return len(results) == 0
}

// doubt takes a success back for a reason that lies in the mail.
func doubt(x *domain.Result, reason, where string) {
	if x.Stated == 0 {
		x.Stated = x.Status
	}
	x.Status = domain.Unknown
	x.Evidence = domain.Evidence{Words: reason, Where: where}
	if x.Error == "" {
		x.Error = reason
	}
}

// settle enforces what holds for the results of every reader.
func settle(x *domain.Result, name string, m *message.Message) {
	x.Reader = name
	x.Status = x.Status.Known()
	if sealed := m.Sealed(); sealed != nil && x.Status.Good() {
		doubt(x, sealed.String(), "attachment "+sealed.Name)
	}
	if m.Truncated && x.Status.Good() {
		doubt(x, reasonCut, "end of the message")
	}
	if x.Stated == x.Status {
		x.Stated = 0
	}
	if x.Evidence.Words == "" {
		// The place was found empty, as a status cell can be.
		x.Evidence.Words = "(nothing)"
	}
	if x.Evidence.Where == "" {
		x.Evidence.Where = "the whole message"
	}
	if x.JobName == "" && x.Identity == "" {
		x.Identity = cmp.Or(m.FromAddress, m.From, "unknown sender")
	}
	if x.Kind == "" {
		x.Kind = domain.KindRun
	}
	if x.Confidence == "" {
		x.Confidence = domain.ConfidenceMedium
	}
	if len(x.Objects) > 0 {
		x.NoObjects = ""
	} else if x.NoObjects == "" {
		x.NoObjects = domain.ObjectsNotSent
	}
}
