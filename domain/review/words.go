package review

import (
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// Phrase is something to say.
type Phrase = wording.Phrase

// Arg stands in a place of a phrase.
type Arg = wording.Arg

// phrase makes a phrase of a code and of texts, numbers, times, phrases or lists of them.
func phrase(code string, args ...any) Phrase { return wording.Of(code, args...) }

// names are what the words of an entry need and what was decided does not say: names and
// counts as they were when it was decided, since the entry is read when they are others.
type names struct {
	Job      string    `json:",omitempty"`
	Customer string    `json:",omitempty"`
	Device   string    `json:",omitempty"`
	Subject  string    `json:",omitempty"`
	Sender   string    `json:",omitempty"`
	Jobs     int       `json:",omitempty"`
	Runs     int       `json:",omitempty"` // as people count them: the attempts of a night are one
	At       time.Time `json:",omitzero"`  // of the run
}

// jobOf names the job and, where there is one, its customer.
func (n names) jobOf() Phrase {
	if n.Customer == "" {
		return phrase("text", n.Job)
	}
	return phrase("of", n.Job, n.Customer)
}

// namesOf are the names of the job with a key; the key itself where the job is gone.
func namesOf(q domain.Reader, key domain.JobKey) (names, error) {
	job, err := q.JobByKey(key)
	if isNotFound(err) {
		return names{Job: string(key)}, nil
	}
	return names{Job: job.Name, Customer: job.Customer.Name}, err
}

// Say says what was decided. An entry from before version 22 of the database brings its
// words, in English and covered by its link; those of any other are made of its kind and
// payload here, and stand nowhere.
func Say(d domain.Decision, loc *time.Location) Phrase {
	if d.Summary != "" || d.Kind == "" { // nothing was decided
		return phrase("text", d.Summary)
	}
	k, known := kinds[d.Kind]
	if !known {
		return phrase("unknown", string(d.Kind))
	}
	return k.words(d, loc)
}

// Words says in English what was decided, times in loc.
func Words(d domain.Decision, loc *time.Location) string { return wording.English(Say(d, loc), loc) }

// wordsOf makes the words of a kind from its payload. One that cannot be read, or lacks
// what was decided, was changed by other means.
func wordsOf[T any](say func(T, domain.Decision, *time.Location) (Phrase, bool)) func(domain.Decision, *time.Location) Phrase {
	return func(d domain.Decision, loc *time.Location) Phrase {
		if p, err := payload[T](d); err == nil {
			if words, ok := say(p, d, loc); ok {
				return words
			}
		}
		return phrase("unreadable", string(d.Kind))
	}
}

// noted is what stands beside a run or an acceptance: it is stored in English, see
// wording.Stored.
func noted(code string, args ...any) string { return wording.English(wording.Of(code, args...), nil) }

// storedPhrase is the phrase of what was noted; what a person wrote stands there as it is.
func storedPhrase(text string) Phrase {
	if p, ok := wording.Stored("noted", text); ok {
		return p
	}
	return phrase("text", text)
}
