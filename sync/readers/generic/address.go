package generic

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// maxFooter is how many items at the end of a mail may hold the address of its sender.
const maxFooter = 8

// addressed reports whether a line has the form of the address of a company or an office: the
// form of a company, the name of a street or a postcode, and else nothing but names, numbers and
// words that say nothing. What tells of a machine or a backup is none.
func addressed(tokens []grammar.Token) bool {
	proof, way, number, thing := false, false, false, false
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.None, lexicon.Neutral, lexicon.Prose, lexicon.Preposition, lexicon.Harmless, lexicon.Calendar:
		case lexicon.Noun: // "Praxis-Software GmbH"
			thing = true
		default:
			if t.Kind != grammar.Mark {
				return false
			}
		}
		word := lexicon.Lower(t.Text)
		first, _ := utf8.DecodeRuneInString(t.Text)
		capital := unicode.IsUpper(first)
		switch t.Kind {
		case grammar.Word:
			if t.Class == lexicon.None && !capital {
				return false
			}
			if capital && companies(word) {
				proof, thing = true, false
			}
			way = way || streets(word) || street(word)
		case grammar.Number:
			if t.Percent || t.Unit && len(t.Text) > 5 {
				return false
			}
			number = true
			if k > 0 && k+1 < len(tokens) && postcode(t.Text) && tokens[k+1].Kind == grammar.Word && !tokens[k+1].Apart {
				next, _ := utf8.DecodeRuneInString(tokens[k+1].Text)
				proof = proof || unicode.IsUpper(next) && tokens[k+1].Class != lexicon.Noun
			}
		case grammar.Name:
			if hostLike(t.Text) && len(t.Text) > 4 {
				return false
			}
			if capital && companies(word) {
				proof, thing = true, false
			}
		}
	}
	return !thing && (proof || way && number)
}

// postcode reports whether a number has the form of a postcode and is no year.
func postcode(s string) bool {
	return (len(s) == 4 || len(s) == 5) && strings.Trim(s, "0123456789") == "" && !strings.HasPrefix(s, "19") && !strings.HasPrefix(s, "20")
}

// companies are the legal forms of companies.
var companies = lexicon.Listed("company_forms")

// streets are words for streets that stand by themselves.
var streets = lexicon.Listed("streets")

// street reports whether a word is the name of a street, in languages that write it in one.
func street(word string) bool {
	for _, end := range []string{"straße", "strasse", "str", "weg", "platz", "gasse", "allee", "ufer", "damm", "straat", "laan", "plein",
		"gracht", "singel", "kade", "dreef", "vej", "gade", "gatan", "vägen", "veien", "gata", "katu", "tie"} {
		if strings.HasSuffix(word, end) && utf8.RuneCountInString(word) > utf8.RuneCountInString(end)+3 {
			return true
		}
	}
	return false
}
