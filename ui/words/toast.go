package words

// Toast is a quiet line about what just happened.
type Toast struct {
	Text  string
	Error bool
	Undo  bool // offers to undo
	// Notice is true for what is neither done nor failed.
	Notice bool
	// Sync is true for news of a sync.
	Sync bool
	// Details is what is known beside Text, for whoever asks.
	Details string
}
