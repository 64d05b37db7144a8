package grammar

import (
	"strings"
	"unicode"

	"runchecks/sync/readers/lexicon"
)

// Role tells what the value of a label, or a column under a head, is: lexicon.None where
// a word of the key is unknown or nothing tells a role.
func (r *Reader) Role(key string, place lexicon.Place) lexicon.Class {
	if len(key) > 100 {
		return lexicon.None
	}
	tokens := r.Tokens(humps(strings.Trim(key, " .:*#=-_\t")), place)
	var roles, classes [64]bool
	only := lexicon.None
	var last lexicon.Class // role
	several := false
	words, names := 0, 0
	var first lexicon.Class
	for i := range tokens {
		t := &tokens[i]
		switch {
		case t.Kind == Mark, t.Cont:
			continue
		case t.Kind == Name:
			names++
			continue
		case t.Kind == Number:
			continue
		case t.Class == lexicon.None:
			return lexicon.None
		}
		words++
		if words > 7 {
			return lexicon.None
		}
		if first == lexicon.None {
			first = t.Class
		}
		if t.Class.Role() {
			roles[t.Class], last = true, t.Class
			several = several || only != lexicon.None && only != t.Class
			only = t.Class
		} else {
			classes[t.Class] = true
		}
	}
	if words == 0 {
		return lexicon.None
	}
	bent := classes[lexicon.Negation] || classes[lexicon.Failed] || classes[lexicon.Missed] || classes[lexicon.BadNoun]
	if only != lexicon.None && !several && !bent && !classes[lexicon.WarnNoun] && !classes[lexicon.Warning] &&
		!classes[lexicon.Trouble] && !classes[lexicon.LeftOut] && !classes[lexicon.Last] && !classes[lexicon.Mood] {
		if names > 0 && only != lexicon.Status {
			return lexicon.None
		}
		return only
	}
	has := func(list ...lexicon.Class) bool {
		for _, c := range list {
			if roles[c] || classes[c] {
				return true
			}
		}
		return false
	}
	switch {
	case has(lexicon.LastStatus), has(lexicon.Last) && has(lexicon.Status):
		return lexicon.LastStatus
	case has(lexicon.LastTime), has(lexicon.Last):
		return lexicon.LastTime
	case has(lexicon.Message) && !roles[lexicon.BadCount]:
		return lexicon.Message
	case classes[lexicon.Negation] && has(lexicon.Good, lexicon.Ran, lexicon.Noun, lexicon.Volume):
		return lexicon.BadCount
	case has(lexicon.BadCount, lexicon.Failed, lexicon.BadNoun):
		return lexicon.BadCount
	case has(lexicon.Next), has(lexicon.Mood) && !classes[lexicon.Negation] && !classes[lexicon.Missed]:
		return lexicon.Next
	case has(lexicon.OffCount, lexicon.Missed, lexicon.LeftOut, lexicon.Running, lexicon.Trouble):
		return lexicon.OffCount
	case has(lexicon.WarnCount, lexicon.Warning, lexicon.WarnNoun):
		return lexicon.WarnCount
	case names > 0:
		return lexicon.None
	case roles[lexicon.Figure] && (roles[lexicon.Machine] || roles[lexicon.Job] || roles[lexicon.Object]):
		return lexicon.Figure // "machine-id"
	case has(lexicon.Start) && has(lexicon.Status):
		return lexicon.None
	case has(lexicon.Status):
		return lexicon.Status
	case has(lexicon.Start), has(lexicon.Started):
		return lexicon.Start
	case has(lexicon.End):
		return lexicon.End
	case has(lexicon.Duration):
		return lexicon.Duration
	case has(lexicon.Volume):
		return lexicon.Volume
	case roles[lexicon.Machine] && roles[lexicon.Job] && last == lexicon.Job:
		return lexicon.Job // "Agent backup job"
	case has(lexicon.Machine):
		return lexicon.Machine
	case has(lexicon.Job):
		return lexicon.Job
	case has(lexicon.Object):
		return lexicon.Object
	case has(lexicon.Other):
		return lexicon.None
	case has(lexicon.GoodCount):
		return lexicon.GoodCount
	case has(lexicon.Figure, lexicon.Total):
		return lexicon.Figure
	case has(lexicon.Good, lexicon.Ran):
		if has(lexicon.Noun, lexicon.Named) && first != lexicon.Noun {
			return lexicon.Volume
		}
		return lexicon.GoodCount
	case has(lexicon.Ignored):
		return lexicon.Ignored
	}
	return lexicon.None
}

// humps parts the words of a key that a program wrote together: "FilesWithError",
// "backup_name".
func humps(key string) string {
	if strings.ContainsAny(key, " ./\\:") || len(key) < 4 {
		return key
	}
	var b strings.Builder
	before := rune(0)
	for _, c := range key {
		switch {
		case c == '_':
			c = ' '
		case unicode.IsUpper(c) && unicode.IsLower(before):
			b.WriteByte(' ')
		case unicode.IsDigit(c):
			return key
		}
		b.WriteRune(c)
		before = c
	}
	return b.String()
}

// Starts reports whether a word by itself says that something has begun.
func (r *Reader) Starts(word string) bool {
	return r.look(lexicon.Fold(word), lexicon.Sentence) == lexicon.Started
}
