package collect

import (
	"context"
	"time"

	"runchecks/domain"
)

// Kind says what a piece is.
type Kind string

// The kinds of pieces.
const (
	Mail    Kind = "mail"    // one mail as it was fetched
	Device  Kind = "device"  // the state of a device at one time (deviceState)
	History Kind = "history" // what the past of a device tells of a gap (history)
	Texts   Kind = "texts"   // the error texts of a run (texts)
)

// Piece is something that was collected. Its body is packed with zstd.
type Piece struct {
	Position int64 // its place among all pieces: unique, growing, from 1 to 2^32-1
	Source   string
	Kind     Kind
	Key      string    // tells it from all others of its source and kind
	About    string    // the natural key of the device or run that it is about, "" for mails
	At       time.Time // when the mail was received, or the service asked
	Size     int64     // of a mail, as its server tells it
	Body     []byte
}

// Account is an account that is collected, as far as the others need to know.
type Account struct {
	Name, Kind string
	Tried      time.Time
	// Covered is when the last complete sync of it began, zero for never.
	Covered time.Time
	Error   string // in words for people; "" after a good sync
	Notice  string
}

// Fence is the number of a turn of collecting. It grows with each turn.
type Fence int64

// Keeper keeps what is collected for a team. Its methods are safe for concurrent use; errors
// carry a code of domain. What changes anything needs the number of the turn, and gives
// CodeConflict once another computer has the next one.
type Keeper interface {
	// Collect takes the turn or keeps it, for as long as lasts; without a number holder says who
	// has it. It gives CodePermission to whom nobody let collect.
	Collect(ctx context.Context, computer domain.ComputerID, lasts time.Duration) (turn Fence, holder string, err error)
	// Mark is how far a computer has come with an account, 0 for not at all.
	Mark(ctx context.Context, computer domain.ComputerID, source string) (int64, error)
	// Put keeps pieces, but for those that are there, and the mark of their account, or
	// neither.
	Put(ctx context.Context, turn Fence, source string, pieces []Piece, mark int64) error
	// Looked tells how the sync of an account stands.
	Looked(ctx context.Context, turn Fence, a Account) error
	// Collects forgets the accounts that are not named.
	Collects(ctx context.Context, turn Fence, names []string) error
	// Forget removes what arrived more than some days ago, at least 31.
	Forget(ctx context.Context, turn Fence, days int) (int64, error)

	// Accounts lists what is collected, by name; none where nobody collects.
	Accounts(ctx context.Context) ([]Account, error)
	// After lists the pieces of an account that follow a position, but for answers (History,
	// Texts): in their order, at most limit of them, fewer where they are large.
	After(ctx context.Context, source string, position int64, limit int) ([]Piece, error)
	// From is the position of the last piece of an account before the first one that says of
	// itself that it is no older than a time.
	From(ctx context.Context, source string, since time.Time) (int64, error)
	// HoldsPiece reports whether the piece at a position of an account has a key. One that went by
	// its age holds.
	HoldsPiece(ctx context.Context, source string, position int64, key func(string) bool) (bool, error)
	// About lists the answers of a kind about devices or runs, the oldest first.
	About(ctx context.Context, kind Kind, about []string) ([]Piece, error)
	// Listen calls told with the name of an account whenever it was looked at, and once with ""
	// when it begins to listen, until ctx ends or the connection does; the error says which.
	Listen(ctx context.Context, told func(source string)) error
}
