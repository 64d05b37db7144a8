package domain

import (
	"context"
	"time"
)

// Meaning is what a person says that words of a report are, as "warning" or "job name".
type Meaning string

// TeachSelection is what a person selected in one of the mails of a lesson: bytes From to
// To of Text, which is the subject, a line, or what one cell of a table says.
type TeachSelection struct {
	Mail     int
	Subject  bool
	Text     string
	From, To int
	// Row is set in a table: the texts of the row's cells, of which Column is Text.
	Row    []string
	Column int
}

// TeachTarget is the place of a selection as a definition can name it.
type TeachTarget struct {
	Words   string // that get the meaning
	Where   string // in words
	In      int    // of the mails, this one with it
	Head    bool   // it is the head of a column
	Choices []Meaning
}

// TeachMail is one mail of a lesson with what the definition makes of it.
type TeachMail struct {
	ID       int64
	Subject  string
	Received time.Time
	Matched  bool
	Results  []Result
	Open     int // words that nobody decided
}

// Status is the worst of the results, Unknown where there is none.
func (m TeachMail) Status() Status {
	worst := Status(0)
	for _, r := range m.Results {
		worst = max(worst, r.Status)
	}
	return worst.Known()
}

// TeachQuestion is what nobody decided yet.
type TeachQuestion struct {
	Title, Text string
	Words       string // to show in the report, "" for none
	Mails       []int
	Choices     []Meaning // none: it is answered by pointing
	Suggested   Meaning
}

// TeachDecision is one thing that the definition says.
type TeachDecision struct {
	Text, What string
	ByHand     bool // only the text of the definition can change it
}

// TeachMark is a piece of a mail that the definition reads.
type TeachMark struct {
	Words, Note string
	Row         string  // what stands in its row, "" for anywhere
	Meaning     Meaning // of a status word, "" for others
	Open        bool
	Head        bool
}

// TeachState is a lesson as it stands.
type TeachState struct {
	File, Text string
	Sender     string
	Mails      []TeachMail
	Problems   []DefinitionProblem
	Questions  []TeachQuestion
	Decided    []TeachDecision
	CanUndo    bool
}

// TeachOthers are the stored mails of other senders that a definition would read, too.
type TeachOthers struct {
	Total int // that were looked at
	List  []Message
}

// Lesson teaches one layout of mails by pointing at their words. Its methods are called
// one at a time; errors are words for a person.
type Lesson interface {
	// State tries the definition on all mails and tells progress of how many it was tried.
	// Where ctx ends meanwhile the state is worth nothing.
	State(ctx context.Context, progress func(done, total int)) TeachState
	// Steps counts what was said and not taken back.
	Steps() int
	// Marks tells what the definition reads in one of the mails.
	Marks(mail int) []TeachMark
	// Locate finds the place of a selection, false where a definition could name none.
	Locate(s TeachSelection) (TeachTarget, bool)
	Point(s TeachSelection, m Meaning) error
	Answer(q TeachQuestion, m Meaning) error
	Remove(d TeachDecision)
	// Undo takes the last step back, false where there is none.
	Undo() bool
	SetText(text string)
	// Others looks for the mails of other senders that the definition would read.
	Others(ctx context.Context) (TeachOthers, error)
}
