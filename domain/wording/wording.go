// Package wording is what the layers below the interface have to say, as codes with
// arguments: an error, what was decided, where something stood in a report. The interface
// says it in its language (ui/words); here it is said in English alone, for logs, for what
// programs read and for the terminal. The sentences of both are those of assets/language:
// this package holds none.
package wording

import (
	"errors"
	"fmt"
	"time"
)

// Phrase is something to say, as a code and what stands in its places: every language has a
// sentence for each code.
type Phrase struct {
	// Code is the key of a sentence of decision.toml, or the file and key of another one,
	// such as "refusal.customer_exists". Codes of decisions stand in journals, and are kept.
	Code string
	Args []Arg `json:",omitempty"`
}

// Arg stands in a place of a sentence: exactly one of its fields counts.
type Arg struct {
	Text   string    `json:",omitempty"`
	Number *int      `json:",omitempty"`
	Time   time.Time `json:",omitzero"`
	Phrase *Phrase   `json:",omitempty"`
	List   []Phrase  `json:",omitempty"`
}

// Of makes a phrase of a code and of texts, numbers, times, phrases, lists of them and errors:
// one that has a phrase is said by it, of any other its own words stand there.
func Of(code string, args ...any) Phrase {
	p := Phrase{Code: code}
	for _, arg := range args {
		p.Args = append(p.Args, argument(arg))
	}
	return p
}

func argument(arg any) Arg {
	switch a := arg.(type) {
	case string:
		return Arg{Text: a}
	case int:
		return Arg{Number: &a}
	case time.Time:
		return Arg{Time: a}
	case Phrase:
		return Arg{Phrase: &a}
	case []Phrase:
		return Arg{List: a}
	case error:
		if p, ok := In(a); ok {
			return Arg{Phrase: &p}
		}
		return Arg{Text: a.Error()}
	}
	return Arg{Text: fmt.Sprint(arg)}
}

// Text is a phrase of words that stand as they are in every language: a name, what somebody
// else said.
func Text(text string) Phrase { return Of("fault.said", text) }

// Happened is an error as a part of a sentence: its phrase, or what it says.
func Happened(err error) Phrase {
	if p, ok := In(err); ok {
		return p
	}
	return Text(err.Error())
}

// Worded is an error that has a phrase.
type Worded interface {
	error
	// Words are what there is to say; the zero Phrase where there is only a text.
	Words() Phrase
}

// Fault is an error that says no more than its phrase.
type Fault struct{ Phrase Phrase }

// Error makes an error of a code and its arguments, see Of.
func Error(code string, args ...any) error { return &Fault{Of(code, args...)} }

// Error says it in English.
func (f *Fault) Error() string { return English(f.Phrase, nil) }

// Words are the phrase of the fault.
func (f *Fault) Words() Phrase { return f.Phrase }

// In is the phrase of the first error in a chain that has one.
func In(err error) (Phrase, bool) {
	var w Worded
	for errors.As(err, &w) {
		if p := w.Words(); p.Code != "" {
			return p, true
		}
		err = errors.Unwrap(w)
	}
	return Phrase{}, false
}
