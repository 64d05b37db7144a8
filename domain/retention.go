package domain

import (
	"context"
	"time"
)

// Content says how much of a message is stored.
type Content uint8

// How much of a message is stored. The numbers are those of the cache.
const (
	ContentNone  Content = iota // its text is gone, too
	ContentShown                // what is shown as the report; its original is gone
	ContentWhole                // every byte, as it was fetched
)

// RetentionAges say after how many days something goes; 0 keeps it for ever.
type RetentionAges struct {
	Originals int // mails as they were fetched: what is shown of them stays
	Bodies    int // what is shown of a mail
	History   int // runs, with their objects and mails
}

// Any reports whether anything goes at all.
func (a RetentionAges) Any() bool { return a.Originals > 0 || a.Bodies > 0 || a.History > 0 }

// RetentionCutoffs are the times before which things go; a zero one keeps all.
type RetentionCutoffs struct{ Originals, Bodies, History time.Time }

// RetentionCounts count what goes, or went.
type RetentionCounts struct {
	Originals int   // mails of which what is shown stays
	Bodies    int   // mails of which no text stays
	Runs      int   // runs, with what belongs to them
	Messages  int   // mails that went with their runs
	Bytes     int64 // of the database, about: what is left of an original is counted when it went
}

// None reports whether nothing goes.
func (c RetentionCounts) None() bool { return c.Originals+c.Bodies+c.Runs+c.Messages == 0 }

// RetentionState says what became of a pass of the retention.
type RetentionState string

// The states of a pass.
const (
	RetentionRemoved RetentionState = "removed" // it can be undone
	RetentionUndoing RetentionState = "undoing" // an undo began, and is gone on with
	RetentionUndone  RetentionState = "undone"  // every byte is back
	RetentionFinal   RetentionState = "final"   // the next start made it final
)

// RetentionPass is one time that something went.
type RetentionPass struct {
	ID    int64
	At    time.Time
	State RetentionState
	RetentionCounts
	// Held counts what can still be brought back: mails and runs.
	Held int
}

// RetentionPlan is what would go by the ages of the profile.
type RetentionPlan struct {
	Ages RetentionAges
	Goes RetentionCounts
	// Waits is true where nobody saw yet what goes by these ages: nothing goes by itself.
	Waits bool
}

// Retention takes out of a cache what is older than its age and not needed, in short
// transactions: each of its steps holds the writer up for some hundredths of a second. What
// waits for review, what is documented by an open ticket or a remark that holds, and the
// newest runs of each job never go (storage/retention.go).
type Retention interface {
	// PreviewRetention counts what would go, and changes nothing.
	PreviewRetention(ctx context.Context, before RetentionCutoffs) (RetentionCounts, error)
	// BeginRetention begins a pass; what went in those before it cannot be brought back any more.
	// shown makes of a mail what of it is shown; where it cannot, it returns false, and the
	// original stays until no text is kept.
	BeginRetention(
		ctx context.Context, at time.Time, before RetentionCutoffs, shown func(raw []byte) ([]byte, bool),
	) (Retaining, error)
	// UndoRetentionSome brings the next of what went in the newest pass back, as it was.
	// CodeConflict where there is nothing that can be brought back.
	UndoRetentionSome(ctx context.Context) (more bool, err error)
	// SettleRetention makes final what went: it cannot be brought back from here on.
	SettleRetention(ctx context.Context) error
	// PurgeSome frees the room of the next of what is final.
	PurgeSome(ctx context.Context) (more bool, err error)
	// LastRetention is the newest pass, with CodeNotFound where there was none.
	LastRetention(ctx context.Context) (RetentionPass, error)
}

// Retaining is a pass under way.
type Retaining interface {
	// Some takes out the next of what goes. more says that there may be more.
	Some(ctx context.Context) (more bool, err error)
}
