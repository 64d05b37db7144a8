package generic

import (
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/learned"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/when"
)

// statement is what one place of a mail says.
type statement struct {
	status domain.Status
	reason grammar.Reason
	words  string
	where  string
	// stated is true for the places that speak for the whole run: the subject, the
	// value under a label of a status.
	stated bool
	// logged is true for a line of a log that speaks of no backup: a step of the run went
	// wrong, which the run may have survived.
	logged bool
}

// collector gathers what the places of one mail say.
type collector struct {
	m     *message.Message
	facts *facts.Facts
	r     *grammar.Reader
	trade *gate
	hint  time.Time
	dates *when.Calendar

	said        []statement
	others      []statement // about another kind of event
	kind        string      // the word that tells another kind, "" for a run
	trouble     *statement  // the first trouble that a line tells of
	troubleText string      // the clause of it
	deed        string      // what a line says that was done beside a backup
	begun       *statement  // that a run began well, which no line below it says of its end

	jobName, machine string
	machineKey       string
	machines         bool                    // the label of the machine tells of several: none of them names the job
	ranOn            bool                    // the machine is under a label of a server: where a named job ran
	tableJobs        map[*facts.Table]headed // the jobs of a mail that has a table for each
	above            headed                  // that of the table that is read
	jobRows          []jobRow
	jobColumn        rowColumn
	quotedNames      []string
	started, ended   domain.Stamp
	startClock       string // the time of day under a label of a start that names no day
	objects          []domain.Object
	seen             map[string]int // objects by folded name

	volumes   []volume
	tally     tally
	roles     map[roleKey]lexicon.Class
	looks     int // lines that were judged
	bytes     int
	states    []state         // the values under labels of a status
	logged    []domain.Object // what lines of a log or list name
	held      []domain.Object // what headings say that the run held
	marked    []domain.Object // the names behind marks that nobody knows
	bad       []stated        // the lines that tell of a failure
	parts     int             // the lines before it are parts of an object
	implied   []implied
	only      string          // the one value under a label of an object
	sure      []domain.Object // what sentences say that the backup is of
	stated    []stated        // the lines of text that state a verdict
	owners    []owner         // the names in brackets of a log
	ownerAt   map[string]int
	inChapter bool   // the rows of tables are the steps of what stands above them
	carded    string // the label of the status on the cards of the report
	loose     []looseRow
	section   string // the last heading or name that a status without one belongs to
	step      bool   // the line that is read is one of a log about a step of the run
	rows      rowTally
	compared  []count
	wentNames map[int]bool               // items of a list that are nothing but names, below a heading that they went well
	fine      []string                   // names in clauses that say that something went well
	cells     map[string]grammar.Verdict // of columns of statuses
	paired    []domain.Object            // rows of a name and a verdict outside every head
	naming    map[string]bool            // labels that name each block of a report

	left *leftover

	shapes shapes
	unlike bool     // reading the line depended on more than its shape
	pended []pended // what pending was asked for by the line

	learned *learned.Set
	gather  bool           // the clauses that no rule understands are kept
	prose   []learned.Line // these clauses
}

// rowTally counts the rows of tables with a column of statuses.
type rowTally struct{ good, other int }

type roleKey struct {
	key   string
	place lexicon.Place
}

// state is the value under a label of a status and the name that stood above it.
type state struct {
	key, name string
	status    domain.Status
}

// volume is how much was processed, as a label tells it.
type volume struct {
	amount float64
	words  string
	where  string
}

func (r Reader) newCollector(m *message.Message, env reader.Env) *collector {
	f := facts.Of(m)
	c := &collector{m: m, facts: f, hint: env.Hint(m), seen: map[string]int{}, roles: map[roleKey]lexicon.Class{},
		cells: map[string]grammar.Verdict{}, learned: env.Learned}
	c.trade = r.trade
	c.r = grammar.New(r.words, grammar.LanguagesOf(r.words, c.sample))
	return c
}

// sample is the beginning of what the mail says, from which its languages are told.
func (c *collector) sample(yield func(string) bool) {
	length := 0
	take := func(text string) bool {
		length += len(text)
		return yield(text)
	}
	if !yield(c.facts.Subject) {
		return
	}
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table == nil {
			if !take(x.Text) {
				return
			}
		} else {
			for _, row := range x.Table.Rows {
				for _, cell := range row.Cells {
					if !take(cell.Text) {
						return
					}
				}
			}
		}
		if length > 8000 {
			return
		}
	}
}

// add notes a verdict.
func (c *collector) add(v grammar.Verdict, where string, stated bool) {
	if v.Other {
		c.others = append(c.others, statement{v.Status, v.Reason, v.Words, where, stated, c.step})
		return
	}
	if v.Status != 0 {
		c.said = append(c.said, statement{v.Status, v.Reason, v.Words, where, stated, c.step})
	}
	if v.Status == domain.Success && where != "subject" {
		c.begun = nil
	}
}

// begins notes a clause that says of a run only that it began well: whatever good word the
// subject has means that.
func (c *collector) begins(v grammar.Verdict, text, where string) {
	var noun, begun bool
	for k := range c.r.Last() {
		t := &c.r.Last()[k]
		noun = noun || t.Class == lexicon.Noun
		c.unlike = c.unlike || t.Class == lexicon.Started // which of the names before began and ended
		if t.Class == lexicon.Started && c.leftOpen() || t.Class == lexicon.Other && c.r.Starts(t.Text) || v.Other && t.Class == lexicon.Started {
			begun = true
		}
	}
	if noun && begun {
		c.begun = &statement{domain.Unknown, grammar.NotEnded, text, where, false, false}
	}
}

func (c *collector) note(status domain.Status, why grammar.Reason, words, where string) {
	c.said = append(c.said, statement{status, why, words, where, false, c.step})
}

// role tells what a label or column is. A report repeats its keys, so each is asked for
// once.
func (c *collector) role(key string, place lexicon.Place) lexicon.Class {
	k := roleKey{key, place}
	if role, ok := c.roles[k]; ok {
		return role
	}
	role := c.r.Role(key, place)
	if len(c.roles) < 5000 {
		c.roles[k] = role
	}
	return role
}

// calendar reads the dates of the mail.
func (c *collector) calendar() when.Calendar {
	if c.dates == nil {
		d := when.Of(c.hint, c.dateTexts)
		c.dates = &d
	}
	return *c.dates
}

// maxDateTexts is how many values and cells are looked through for dates, but for the last table.
const maxDateTexts = 3000

// dateTexts are the texts whose dates tell the order of day and month.
func (c *collector) dateTexts(yield func(string) bool) {
	if !yield(c.facts.Subject) {
		return
	}
	n := 1
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table == nil {
			if n++; !yield(x.Value) {
				return
			}
			continue
		}
		for _, row := range x.Table.Rows {
			n += len(row.Cells)
			for _, cell := range row.Cells {
				if !yield(cell.Text) {
					return
				}
			}
		}
		if n > maxDateTexts {
			return
		}
	}
}

// arrows are marks of a list that facts does not know as such.
var arrows = setOf("=> -> ==> --> → ⇒ >> »")

// object notes an object with its status; a second line about it makes it worse, never
// better.
func (c *collector) object(name string, status domain.Status, message string) {
	drive := strings.HasSuffix(name, ":") && (len(name) == 2 || len(name) > 2 && name[len(name)-3] == ' ') // "SRV1 C:"
	if mark, rest, ok := strings.Cut(name, " "); ok && arrows[mark] {                                      // "=> data"
		name = rest
	}
	name = strings.TrimSpace(strings.Trim(name, " .:*#-–=_\t\"'«»„“”"))
	if drive {
		name += ":"
	}
	if strings.HasPrefix(name, "[") { // "[Computer] PC-01"
		if kind, rest, ok := strings.Cut(name[1:], "]"); ok && strings.TrimSpace(rest) != "" && c.nounLike(kind) {
			name = strings.TrimSpace(rest)
		}
	}
	if !hasLetters(name) || len(name) > 200 || len(c.objects) > 5000 || c.dateAlone(name) {
		return
	}
	key := domain.Fold(name)
	if i, ok := c.seen[key]; ok {
		if status > c.objects[i].Status {
			c.objects[i].Status = status
		}
		if c.objects[i].Message == "" {
			c.objects[i].Message = message
		}
		return
	}
	c.seen[key] = len(c.objects)
	c.objects = append(c.objects, domain.Object{Name: name, Status: status.Known(), Message: message})
}

// dateAlone reports whether a name is nothing but a date or an amount: the line above a status
// may tell when the run was.
func (c *collector) dateAlone(name string) bool {
	if len(name) > 60 || !hasDigits(name) || !strings.ContainsAny(name, " :") {
		return false
	}
	tokens := c.r.Tokens(name, lexicon.Sentence)
	calendar := false
	for k := range tokens {
		t := &tokens[k]
		switch {
		case t.Class == lexicon.Calendar:
			calendar = true
		case t.Kind != grammar.Number && t.Kind != grammar.Mark:
			return false
		}
	}
	return calendar
}

// learn takes the words of a job's or machine's name for names where no language knows
// them. A word that is known keeps its meaning: a job may be called "Backup failed".
func (c *collector) learn(name string) {
	if len(name) > 60 {
		return
	}
	for _, w := range strings.FieldsFunc(lexicon.Fold(name), func(r rune) bool {
		return strings.ContainsRune(" \t.,;:/\\()[]{}<>\"'|=+", r)
	}) {
		if len(c.r.Names) < 2000 {
			c.r.Names[w] = true
		}
	}
}
