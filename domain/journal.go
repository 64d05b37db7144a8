package domain

import "time"

// JournalHead is what is known of the journal outside of its entries.
type JournalHead struct {
	// Entries and Newest are counted beside the journal when an entry is appended.
	Entries int
	Newest  DecisionID
	// Said is the newest entry that a file beside the cache knows of, SaidHash its link; ""
	// where it knows none.
	Said     DecisionID
	SaidHash string
}

// ProjectionRow is a row that decisions made or changed, its values as texts.
type ProjectionRow struct {
	Table, Key string
	Columns    []string
	Values     []string
}

// JournalFilter narrows a reading of the journal.
type JournalFilter struct {
	Actor    string
	Kind     DecisionKind
	Text     string // in words or targets, whatever its case: domain/review looks for it, a store refuses it
	From, To time.Time
	Before   DecisionID // only entries older than it: the next page
	Limit    int        // 0 means 500
}

// JournalReader reads the journal of decisions.
type JournalReader interface {
	// Decision finds a journal entry.
	Decision(id DecisionID) (Decision, error)
	// NewestDecision is the newest entry that this computer made, without its targets and its
	// payload, CodeNotFound where it made none. It takes the same time however long the entry is.
	NewestDecision() (Decision, error)
	// JournalHead is what is known of the journal outside of its entries.
	JournalHead() (JournalHead, error)
	// Projections visits what the decisions of the journal made, by table and key.
	Projections(visit func(ProjectionRow) error) error
	// SchemaFaults names what differs in the layout of the cache from how the program makes
	// it: a trigger that keeps the journal from being changed, for one.
	SchemaFaults() ([]string, error)
	// WalkJournal visits the whole journal by id, without what reversed an entry: the entries
	// of each computer in the order in which they were made.
	WalkJournal(visit func(Placed) error) error
	// Since visits the entries that follow id in the order in which they count: by their place
	// in a team, then those that have none by id.
	Since(id DecisionID, visit func(Decision) error) error
	// SearchJournal lists decisions, newest first.
	SearchJournal(f JournalFilter) ([]Decision, error)
	// Journal lists decisions, newest first; an empty actor means everybody's.
	Journal(actor string, limit int) ([]Decision, error)
	// LastUndoable returns the actor's newest decision of these kinds that is not undone, with
	// Brief in place of the targets and without its link: what its words need. It takes the
	// same time however long the entry is.
	LastUndoable(actor string, kinds []DecisionKind) (Decision, error)
	// LastRedoable returns the actor's newest undo that stands, where they decided nothing
	// else since.
	LastRedoable(actor string) (Decision, error)
}

// JournalTx adds to the journal of decisions.
type JournalTx interface {
	AppendDecision(Decision) error
	// ResetDecisions puts every projection of the journal back to what the cache was
	// without a decision; what runs and messages say stays.
	ResetDecisions() error
}
