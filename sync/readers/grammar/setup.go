package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

// creations are verbs of making: of a backup, or of what is to make backups.
var creations = lexicon.Listed("creations")

// plans are what makes backups and is none, such as a job or its schedule; planEndings are the
// same where they end a word that is written together ("Sicherungsauftrag").
var (
	plans       = lexicon.Listed("plans")
	planEndings = lexicon.Listed("plan_endings")
)

// outputs are what a job makes.
var outputs = lexicon.Listed("job_outputs")

// setUp finds a clause that says that a job or its schedule was made, which is no run of it:
// "The backup job NIGHTLY was created successfully". What a job made is something else: "Job
// NIGHTLY: snapshot created", "The job created an archive".
func (c *clause) setUp() string {
	verb := -1
	for i := range c.at {
		if t := c.t(i); t.Kind == Word && creations(t.word) {
			verb = i
			break
		}
	}
	if verb < 0 {
		return ""
	}
	for plan := verb - 1; plan >= 0; plan-- {
		if t := c.t(plan); t.Kind == Word && c.isPlan(t.word) && !c.belongs(plan) {
			if c.made(plan, verb) {
				return ""
			}
			return c.phrase(plan) + " … " + c.phrase(verb)
		}
	}
	for i := range verb {
		if t := c.t(i); t.Kind == Name || t.Class == lexicon.Noun || t.Class == lexicon.Named {
			return "" // "the shop was copied to repository 2"
		}
	}
	for plan := verb + 1; plan < len(c.at); plan++ { // "Created the backup job NIGHTLY"
		switch t := c.t(plan); {
		case c.isPlan(t.word):
			return c.phrase(verb) + " … " + c.phrase(plan)
		case t.Class == lexicon.Preposition || t.Apart || outputs(t.word) && (plan+1 == len(c.at) || !c.isPlan(c.t(plan+1).word)):
			return ""
		}
	}
	return ""
}

// made reports whether what was made is named beside the verb, or the plan is only its heading.
func (c *clause) made(plan, verb int) bool {
	for i := plan + 1; i < len(c.at) && i <= verb+2; i++ {
		t := c.t(i)
		if i != verb && outputs(t.word) && !t.Cont && !c.belongs(i) {
			return true // but "la tâche de sauvegarde a été créée"
		}
		if i <= verb && t.Apart && i > plan+2 {
			return true // "Job NIGHTLY, server SRV-1: created"
		}
	}
	return false
}

// belongs reports whether a noun stands behind a word such as "of": it is no subject.
func (c *clause) belongs(i int) bool {
	for j := i - 1; j >= 0 && j >= i-2; j-- {
		switch t := c.t(j); {
		case t.Class == lexicon.Preposition || t.Class != lexicon.Neutral && belonging(t.word):
			return true
		case t.Class != lexicon.Neutral || i-j > 1:
			return false
		}
	}
	return false
}

// isPlan reports whether a word is what makes backups, alone or written together with what it
// makes.
func (c *clause) isPlan(word string) bool {
	if plans(word) {
		return true
	}
	if strings.ContainsFunc(word, lexicon.Dense) {
		for i := range word {
			if plans(word[i:]) {
				return true
			}
		}
		return false
	}
	if len(word) < 9 {
		return false
	}
	for i := 3; i < len(word)-2; i++ {
		if planEndings(word[i:]) && c.r.look(strings.TrimSuffix(word[:i], "s"), lexicon.Sentence) == lexicon.Noun {
			return true
		}
	}
	return false
}
