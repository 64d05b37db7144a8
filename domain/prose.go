package domain

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strings"
	"time"
)

// Prose is one clause that is understood for a sender: it stood in the same place of
// several mails that a person accepted as good. It is neutral: it says nothing for a
// success, and nothing against one.
type Prose struct {
	// Place is the kind of place: "line", "list", "label" or "cell".
	Place string `json:"place"`
	// Text is how it stood in the newest of the mails that it was learned from.
	Text  string      `json:"text"`
	Parts []ProsePart `json:"parts"`
}

// ProsePart is one word, number, name or mark of a clause.
type ProsePart struct {
	// Text is what has to stand there, in lower case; of a part that varies it is its form,
	// as "00:00".
	Text string `json:"text"`
	// Varies says how the part may differ, "" for a part that has to be the same.
	Varies ProseKind `json:"varies,omitempty"`
	// Least and Most bound the number of a part that varies, or its age in days, both
	// included.
	Least float64 `json:"least,omitempty"`
	Most  float64 `json:"most,omitempty"`
	// Same is the place, counted from 1, of an earlier part that always had the same number;
	// 0 for none.
	Same int `json:"same,omitempty"`
}

// ProseKind says how a part of a clause may differ from mail to mail.
type ProseKind string

// The kinds of parts that vary.
const (
	ProseNumber   ProseKind = "number"   // within its bounds
	ProseTime     ProseKind = "time"     // a time of day, a duration
	ProseDate     ProseKind = "date"     // a date as old, in days before the mail, as its bounds say
	ProseCalendar ProseKind = "calendar" // a month or weekday
	ProseDated    ProseKind = "dated"    // a name that differs in a date only
	ProseID       ProseKind = "id"       // a UUID
)

// Key identifies a clause, whatever its Text.
func (p Prose) Key() string {
	parts, err := json.Marshal(p.Parts)
	if err != nil {
		return "" // numbers and texts can be written
	}
	sum := sha256.Sum256(append([]byte(p.Place+"\x00"), parts...))
	return hex.EncodeToString(sum[:12])
}

// Learned is a clause that is understood for a sender.
type Learned struct {
	// Sender is the bare address, as ProseSender writes it.
	Sender string
	// Verified says that the senders of all mails that it was learned from were verified:
	// then it is understood in verified mails only.
	Verified bool
	Prose
	// Decision learned it.
	Decision DecisionID
}

// ProseSender returns an address as learned prose is kept for it.
func ProseSender(address string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' { // as the database writes lower case
			r += 'a' - 'A'
		}
		return r
	}, strings.TrimSpace(address))
}

// ProseProposal is prose of a sender that could be understood from now on.
type ProseProposal struct {
	Sender  string
	Learned []Learned
	// Runs are those that were accepted and hold it.
	Runs []RunKey
}

// ProsePrint identifies the prose that a mail is read with, "" for none. A mail that was
// read with another one may read differently now.
func ProsePrint(list []Learned) string {
	if len(list) == 0 {
		return ""
	}
	keys := make([]string, len(list))
	for i, l := range list {
		keys[i] = l.Key()
	}
	slices.Sort(keys)
	sum := sha256.Sum256([]byte(strings.Join(slices.Compact(keys), " ")))
	return "+" + hex.EncodeToString(sum[:6])
}

// UndecidedWords are the words that kept runs of a sender from being decided.
type UndecidedWords struct {
	Sender string
	Words  string
	Runs   int
	Newest time.Time
	// Run and Message are those of the newest of them.
	Run     int64
	Message int64
}

// AcceptedMail is a mail whose run a person said to be a success.
type AcceptedMail struct {
	Message int64
	Run     RunKey
	// Decision is the one that said so. Mails of one decision count as one.
	Decision DecisionID
	Check    SenderCheck
}

// ProseReader reads the prose that is understood for senders.
type ProseReader interface {
	// LearnedProse lists the prose that is understood for a sender, "" for every sender.
	LearnedProse(sender string) ([]Learned, error)
	// AcceptedMails lists the mails of a sender, newest first, which the generic reader read
	// as undecided beside a success, or as a success, and whose run a person marked as one.
	AcceptedMails(sender string, limit int) ([]AcceptedMail, error)
	// UndecidedWords counts the evidence of the newest so many undecided runs, by sender,
	// most frequent first.
	UndecidedWords(runs int) ([]UndecidedWords, error)
}

// ProseTx changes the prose that is understood for senders.
type ProseTx interface {
	PutProse([]Learned) error    // by sender and key: made or replaced
	DeleteProse([]Learned) error // what is not there is passed over
}
