package services

import (
	"context"
	"time"

	"runchecks/domain"
)

// Workbench is what the screen Readers needs to know and try. It changes nothing
// but drafts: definitions are changed at the desk, messages by Params.Reread.
type Workbench interface {
	// Readers lists every reader in the order in which they are tried.
	Readers(ctx context.Context) ([]domain.ReaderRow, error)
	// Text returns the text of the definition that the reader is, "" for other
	// readers. It is quick.
	Text(reader domain.ReaderRow) string
	// OpenFile opens a mail from a file, which is not stored, and returns its id.
	OpenFile(ctx context.Context, raw []byte, now time.Time) (id int64, err error)
	// Propose makes a definition to begin with from a stored message.
	Propose(ctx context.Context, message int64) (file, text string, err error)
	// Teach begins a lesson with a stored message and the others of its layout, or goes on
	// with the text of a file.
	Teach(ctx context.Context, message int64, file, text string) (domain.Lesson, error)
	// Explain says what the definition text makes of a stored message; without a
	// text, what the readers in use make of it.
	Explain(ctx context.Context, file, text string, message int64) (domain.Explanation, error)
	// Try says what would change if file had this text.
	Try(ctx context.Context, file, text string, progress func(done, total int)) (domain.Reread, error)
	// Look says what reading messages again would change; nil means those that the
	// readers in use have not read yet.
	Look(ctx context.Context, messages []int64, progress func(done, total int)) (domain.Reread, error)
	// Stale counts the messages that the readers in use have not read yet.
	Stale(ctx context.Context) (int, error)
	// Drafts returns the texts that are not in use yet, by file; KeepDraft keeps
	// one over a restart, and forgets it where text is "".
	Drafts() (map[string]string, error)
	KeepDraft(file, text string) error
	// UnknownWords counts the words that kept reports from being decided, by sender.
	UnknownWords(ctx context.Context) ([]domain.UndecidedWords, error)
	// WordClasses are the classes that PutWord can put a word into; what it returns is for
	// review.Service.ChangeWords.
	WordClasses() []string
	PutWord(word, class string) (file string, change func(before string) (string, domain.WordPut, error))
	// WordFaults tells what is wrong in the profile's files of words. It is quick.
	WordFaults() []domain.WordFault
	// ProposeProse says which prose of a run's sender can be understood from now on.
	ProposeProse(ctx context.Context, run int64) (domain.ProseProposal, error)
	// LearnedProse lists the prose that is understood of a sender, "" for all.
	LearnedProse(ctx context.Context, sender string) ([]domain.Learned, error)
}
