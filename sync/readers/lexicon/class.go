package lexicon

// Class is what a word or phrase does to the statement that it stands in. The order is
// that of gravity: where two languages of a mail give one word two classes, the one
// that stands first here is taken.
type Class uint8

// The classes of words in sentences and values (design page of the reading, section 4).
const (
	None        Class = iota
	Failed            // the run failed
	Missed            // a run that should have been was not
	Warning           // the run ended with warnings
	Negation          // not, nicht, pas
	Downgrade         // partly, nur, presque
	Exception         // except, aber: what stands beside it takes something back
	LeftOut           // skipped, missing: counts with a number
	Running           // in progress, pending
	Other             // another kind than a backup run: restore, test, licence
	Mood              // will, should, if, to be: no statement about this run
	BadNoun           // error, problem
	WarnNoun          // warning
	Trouble           // full, refused, timed out: takes a success back
	Without           // no, without, zero: neutralises what follows
	ErrorFree         // without errors, in languages that say it behind the noun or in one word
	Good              // the run went well
	Ran               // executed, performed: good only where another word says so, missed with a negation
	Started           // started
	Last              // last, previous: a statement about another run
	Harmless          // greetings, footers: a clause that says nothing about the run
	Noun              // what backups are about; opens the gate
	Period            // daily, weekly: a noun that tells one job from another
	Topic             // payroll, shop, school: a noun that a job may be called by
	Named             // a noun that a name follows: server, job
	Preposition       // of, for, on: a name may follow
	Calendar          // months, weekdays
	Neutral           // says nothing
	Prose             // says nothing in prose, and proves nothing beside a good head

	// Roles of labels and columns.
	Status     // its value is a verdict
	LastStatus // its value is the verdict of the last run
	Job
	Machine
	Object
	Start
	End
	Duration
	Volume // files, objects, bytes that were processed
	Figure // a size, a speed, a version: its value says nothing about the verdict
	GoodCount
	BadCount
	WarnCount
	OffCount // left out, not run: above zero it is no success
	Total
	Message
	LastTime // when the last run was
	Next     // when the next one will be
	Ignored  // its value says nothing

	// What is looked for anywhere in a report.
	Simulation // dry run: nothing was done
	Nothing    // nothing was backed up
	ExitCode   // a number follows it

	// Words of dates and times, each with its meaning.
	January
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
	Sunday
	Hour
	Day
	Week
	LongTime // months and years
	Morning  // am
	Noon     // pm
	Ordinal  // the ending of a day's number
	Today
	Yesterday

	classes
)

var classNames = map[string]Class{
	"failed": Failed, "missed": Missed, "warning": Warning, "negation": Negation, "downgrade": Downgrade,
	"exception": Exception, "left_out": LeftOut,
	"running": Running, "other": Other, "mood": Mood, "bad_noun": BadNoun, "warn_noun": WarnNoun, "trouble": Trouble,
	"without": Without, "error_free": ErrorFree, "good": Good, "ran": Ran,
	"started": Started, "last": Last, "harmless": Harmless, "noun": Noun, "period": Period, "topic": Topic, "named": Named,
	"preposition": Preposition, "calendar": Calendar, "neutral": Neutral, "prose": Prose,
	"status": Status, "last_status": LastStatus, "job": Job, "machine": Machine, "object": Object, "start": Start,
	"end": End, "duration": Duration, "volume": Volume,
	"figure": Figure, "good_count": GoodCount, "bad_count": BadCount, "warn_count": WarnCount, "off_count": OffCount,
	"total": Total, "message": Message,
	"last_time": LastTime, "next": Next, "ignored": Ignored,
	"simulation": Simulation, "nothing": Nothing, "exit_code": ExitCode,
	"january": January, "february": February, "march": March, "april": April, "may": May, "june": June, "july": July,
	"august": August, "september": September, "october": October, "november": November, "december": December,
	"monday": Monday, "tuesday": Tuesday, "wednesday": Wednesday, "thursday": Thursday, "friday": Friday, "saturday": Saturday,
	"sunday": Sunday, "hour": Hour, "day": Day, "week": Week, "long_time": LongTime, "am": Morning, "pm": Noon,
	"ordinal": Ordinal, "today": Today, "yesterday": Yesterday,
}

var namesOfClasses = func() (names [classes]string) {
	for name, c := range classNames {
		names[c] = name
	}
	return names
}()

// String returns the name that the class has in a lexicon file, "" for None.
func (c Class) String() string {
	if c >= classes {
		return ""
	}
	return namesOfClasses[c]
}

// Bad reports whether words of the class apply whatever language a mail is written in:
// a failure stays one where the rest of the mail speaks another language.
func (c Class) Bad() bool {
	return c == Failed || c == Missed || c == BadNoun || c == Trouble
}

// Role reports whether the class is a role of a label or a column.
func (c Class) Role() bool { return c >= Status && c <= Ignored }

// home is the only place where words of the class stand, and true where there is one.
func (c Class) home() (Place, bool) {
	switch {
	case c >= Simulation && c <= ExitCode:
		return Report, true
	case c >= January && c < classes:
		return Date, true
	}
	return 0, false
}

// fits reports whether words of the class may stand in a place.
func (c Class) fits(p Place) bool {
	if home, ok := c.home(); ok || p == Report || p == Date {
		return ok && home == p
	}
	if p == Cell {
		return c == Good || c == Warning || c == Failed || c == Missed
	}
	return !c.Role() || p == Label || p == Column
}

// Place is where a word stands. One word has different classes in different places:
// "Completed" is a verdict in a sentence and a time before a colon.
type Place uint8

// The places. A label falls back to the words of sentences, a column to those of
// labels, a value to those of sentences.
const (
	Sentence Place = iota
	Label
	Column
	Value
	Cell   // alone in a cell or behind a label of a known product: a status and nothing else
	Date   // in a date or a time
	Report // anywhere in a report
	places
)

// String returns the name that the place has in a lexicon file.
func (p Place) String() string {
	for name, place := range placeNames {
		if place == p {
			return name
		}
	}
	return ""
}

var placeNames = map[string]Place{
	"sentence": Sentence, "label": Label, "column": Column, "value": Value, "cell": Cell, "date": Date, "report": Report,
}

// rank says how well a word of one place fits another: 0 not at all.
var rank = [places][places]int{
	Sentence: {Sentence: 1},
	Label:    {Label: 2, Sentence: 1},
	Column:   {Column: 3, Label: 2, Sentence: 1},
	Value:    {Value: 2, Sentence: 1},
	Cell:     {Cell: 1},
	Date:     {Date: 1},
	Report:   {Report: 1},
}
