package domain

import "time"

// Copy is a copy of the cache in a file, which was checked when it was made.
type Copy struct {
	Path string
	At   time.Time // when it was made
	Size int64     // bytes
	// Entries are those of the journal, Newest the last of them; they are known where the
	// copy was looked at, and not in lists.
	Entries  int
	Newest   DecisionID
	NewestAt time.Time
}

// Restoration is what putting a copy in the place of the cache does, before or after it was
// done.
type Restoration struct {
	// From is the copy; without a Path there is none, and a new cache takes over what can
	// be read of the old one.
	From Copy
	// Damage says what is wrong with the cache that is replaced, "" for a whole one.
	Damage string
	// Later are the decisions that the replaced cache has and the copy has not, as far as
	// they can be read, oldest first.
	Later []Decision
	// Loose are those of Later of which nobody can tell that they are what they were.
	Loose []DecisionID
	// Gained counts the decisions that only the copy has.
	Gained int
	// Kept says that Later is taken over.
	Kept bool
	// Role is the role of the profile, as far as it can be read: of the cache, else of the copy.
	Role Role
	// Replaced is the folder in which the replaced cache lies now; "" before.
	Replaced string
}

// Lost counts the decisions that are gone after it.
func (r Restoration) Lost() int {
	if r.Kept {
		return 0
	}
	return len(r.Later)
}
