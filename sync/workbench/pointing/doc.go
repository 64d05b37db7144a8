// Package pointing makes a definition out of what a person points at in a few mails of
// one layout: these words are the status and mean a warning, this column names the
// object. It knows the mails and the plan of a definition, writes the plan as TOML and
// reads it back, tries it on all mails, and asks for what nobody decided. It has no
// window and no storage; what a definition means is told by sync/readers/definition.
//
// A pointed meaning is never an offset: it is generalised by its place, the label before
// it, the head of its column, the fixed words of its line or subject.
package pointing

import (
	"runchecks/domain"
)

// The bounds of what is looked at.
const (
	MostMails  = 50
	mostLines  = 5000 // of a mail
	mostRows   = 5000 // of a table
	mostWords  = 60   // bytes of a status word
	mostListed = 20   // undecided words that a definition lists
	mostKnown  = 120  // patterns of the lines of a log
)

// Meaning is what pointed words are.
type Meaning string

// The meanings.
const (
	Success       Meaning = "success"
	Warning       Meaning = "warning"
	Failed        Meaning = "failed"
	Missed        Meaning = "missed"
	Job           Meaning = "job name"
	Machine       Meaning = "machine"
	Start         Meaning = "start"
	End           Meaning = "end"
	Duration      Meaning = "duration"
	ObjectName    Meaning = "object: name"
	ObjectType    Meaning = "object: type"
	ObjectStatus  Meaning = "object: status"
	ObjectMessage Meaning = "object: message"
	RowsBegin     Meaning = "rows begin here"
	Always        Meaning = "always there"
	Ignore        Meaning = "ignored"
)

// verdicts are the meanings of status words, in the order of a definition's lists.
var verdicts = []struct {
	Meaning Meaning
	Is      domain.Status
}{{Success, domain.Success}, {Warning, domain.Warning}, {Failed, domain.Failed}, {Missed, domain.Missed}}

// Status returns what a status word of that meaning says, 0 for another meaning.
func (m Meaning) Status() domain.Status {
	for _, v := range verdicts {
		if v.Meaning == m {
			return v.Is
		}
	}
	return 0
}

func meaningOf(s domain.Status) Meaning {
	for _, v := range verdicts {
		if v.Is == s {
			return v.Meaning
		}
	}
	return ""
}
