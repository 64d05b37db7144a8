package domain

import "time"

// Kind says what a result is about (product.md, section 7).
type Kind string

// The kinds. Only KindRun feeds schedules and missed runs.
const (
	KindRun         Kind = "run"
	KindInformation Kind = "information" // quota, updates, maintenance, alerts, verification
	KindDigest      Kind = "digest"      // a summary over several runs
)

// Confidence says how sure a reader is of its result.
type Confidence string

// The levels of confidence.
const (
	ConfidenceHigh   Confidence = "high"
	ConfidenceMedium Confidence = "medium"
	ConfidenceLow    Confidence = "low"
)

// Evidence is the words a status came from and where they stood, for example
// "Failed" in "subject" or "Error" in "row nw-fs04, column Status".
type Evidence struct {
	Words string `json:"words"`
	Where string `json:"where"`
}

// Stamp is a point in time as a report states it.
type Stamp struct {
	// Time is the zero time where the report states none. Without a zone it
	// holds the sender's wall clock in UTC.
	Time time.Time
	// Zoned is true where the report names its zone; otherwise the wall clock
	// is to be read in the profile's zone and marked as such.
	Zoned bool
	// Text is the report's own wording, possibly put together from two places.
	Text string
}

// IsZero reports whether the report states no such time.
func (s Stamp) IsZero() bool { return s.Time.IsZero() }

// In returns the point in time, reading a zone-less stamp in loc.
func (s Stamp) In(loc *time.Location) time.Time {
	if s.Zoned || s.IsZero() {
		return s.Time
	}
	t := s.Time
	return time.Date(t.Year(), t.Month(), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond(), loc)
}

// String returns RFC 3339, without an offset where the report names no zone,
// and "" for the zero Stamp.
func (s Stamp) String() string {
	switch {
	case s.IsZero():
		return ""
	case s.Zoned:
		return s.Time.Format(time.RFC3339)
	default:
		return s.Time.Format("2006-01-02T15:04:05")
	}
}

// ParseStamp is the inverse of String. The empty string gives the zero Stamp.
func ParseStamp(text string) (Stamp, error) {
	if text == "" {
		return Stamp{}, nil
	}
	if t, err := time.Parse(time.RFC3339, text); err == nil {
		return Stamp{Time: t, Zoned: true, Text: text}, nil
	}
	t, err := time.Parse("2006-01-02T15:04:05", text)
	return Stamp{Time: t, Text: text}, err
}

// Object is one item inside a run: a VM, server, database, mailbox, repository.
type Object struct {
	Name    string
	Type    string
	Status  Status
	Message string
}

// NoObjects says why a run lists no objects (product.md, section 2, Details).
type NoObjects string

// The three reasons.
const (
	ObjectsNotSent       NoObjects = "not-sent"       // the product sends no object details
	ObjectsNotRecognised NoObjects = "not-recognised" // the layout was not recognised
	ObjectsNone          NoObjects = "none"           // the source has none
)

// Result is one thing that a reader found in a message: usually one run.
type Result struct {
	Product string
	JobType string
	// JobName is the product's own name of the job, empty where it has none.
	JobName string
	// Identity tells one job from another where there is no name: host,
	// destination, fixed subject.
	Identity string
	Kind     Kind
	// Status is the careful reading: the worst of subject, banner, counts and rows.
	Status Status
	// Stated is the product's own verdict where it differs from Status, else zero.
	Stated     Status
	Started    Stamp
	Ended      Stamp
	Objects    []Object
	NoObjects  NoObjects // only where Objects is empty
	Error      string    // a reason that belongs to the whole run
	Reader     string    // name of the reader
	Confidence Confidence
	Evidence   Evidence
	// Of is the job that the result is filed under where the report's own words do not say
	// so (rules.LikeJobs); empty for all others.
	Of JobKey
	// UnknownWords are the words that stood where a status stands and that no list of the
	// reader's definition has, each with its place; at most 20.
	UnknownWords []Evidence
	// Tenants is set for a provider's report of Cloud Connect, which becomes one run per
	// tenant and repository; nil for all others.
	Tenants *TenantReport
}

// Name returns what tells this job from others of the same product and type.
func (r Result) Name() string {
	if r.JobName != "" {
		return r.JobName
	}
	return r.Identity
}

// KeyName is the name in the job key: the job's name and, where the report tells
// it too, the host or server that it belongs to. One sender often reports for
// several servers whose jobs have the same name ("Backup Configuration Job").
func (r Result) KeyName() string {
	if r.JobName != "" && r.Identity != "" {
		return r.JobName + " @ " + r.Identity
	}
	return r.Name()
}

// Duration returns how long the run took, 0 where its report does not say.
func (r Result) Duration() time.Duration {
	if r.Started.IsZero() || r.Ended.IsZero() || r.Started.Zoned != r.Ended.Zoned {
		return 0
	}
	return max(0, r.Ended.Time.Sub(r.Started.Time))
}
