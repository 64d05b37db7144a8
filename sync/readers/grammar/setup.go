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
	plan, verb := -1, -1
	for i := range c.at {
		switch word := c.t(i).word; {
		case verb < 0 && creations(word):
			verb = i
		case plan < 0 && c.isPlan(word):
			plan = i
		}
	}
	if plan < 0 || verb < 0 {
		return ""
	}
	if plan > verb { // "Created the backup job NIGHTLY"
		for i := verb + 1; i < plan; i++ {
			if t := c.t(i); t.Class == lexicon.Preposition || outputs(t.word) || t.Apart {
				return ""
			}
		}
		return c.phrase(verb) + " … " + c.phrase(plan)
	}
	for i := plan + 1; i < len(c.at); i++ {
		t := c.t(i)
		if outputs(t.word) && (i > verb && i <= verb+2 || i < verb && !t.Cont && len(c.t(i-1).word) > 3) {
			return "" // but "la tâche de sauvegarde a été créée"
		}
		if i <= verb && t.Apart && i > plan+2 {
			return "" // "Job NIGHTLY, server SRV-1: created"
		}
	}
	return c.phrase(plan) + " … " + c.phrase(verb)
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
