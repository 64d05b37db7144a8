package domain

import (
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// JobState is where a job stands between its first report and the archive.
type JobState string

// The states of a job.
const (
	JobPending  JobState = "pending" // seen in a report, not approved yet
	JobActive   JobState = "active"
	JobArchived JobState = "archived"
)

// Job is one backup job of one customer, found by its key.
type Job struct {
	ID       int64
	Key      JobKey
	Customer Customer // the zero Customer while pending
	Sender   string
	Product  string
	Type     string
	Name     string
	State    JobState
	// Since is when the job came back from the archive, zero if it never was there:
	// nothing is missed from before it.
	Since time.Time
	// Silence is after how many days without a run the job is Missed, set by hand: 0 is
	// what holds for the profile, SilenceNever is never.
	Silence int
	// Later says that the job is to be looked at again later (rules.PutOff).
	Later Later
	// Claim says who looks after the job.
	Claim Claim
	// SenderSince is from when on reports count for what is usual of its sender; zero
	// counts all (Sender.Doubt).
	SenderSince time.Time
	// Joined are the keys of the jobs that were joined with it, one a line: what is said of
	// them is said of it.
	Joined string
}

// Is reports whether a key is the job's, or that of one which was joined with it.
func (j Job) Is(key JobKey) bool {
	return key == j.Key || j.Joined != "" && key != "" && slices.Contains(strings.Split(j.Joined, "\n"), string(key))
}

// Keys are all keys of the job, its own first.
func (j Job) Keys() []JobKey {
	keys := []JobKey{j.Key}
	if j.Joined != "" {
		for key := range strings.SplitSeq(j.Joined, "\n") {
			keys = append(keys, JobKey(key))
		}
	}
	return keys
}

// JobKey is the natural key of a job: normalised sender, product, type and name
// (product.md, section 1). It is the same on every machine.
type JobKey string

// NewJobKey builds the key. Case, runs of white space and invisible characters
// make no difference; the sender is reduced to its address.
func NewJobKey(sender, product, jobType, name string) JobKey {
	parts := []string{Fold(sender), Fold(product), Fold(jobType), Fold(name)}
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(p, "|", "¦")
	}
	return JobKey(strings.Join(parts, "|"))
}

// Fold lower-cases s, drops control and format characters and reduces every run
// of white space, no-break blanks included, to one blank. It is how Run Checks
// compares texts that people or products wrote (product.md, section 4).
func Fold(s string) string {
	var short [64]byte // most texts are
	if len(s) <= len(short) {
		return string(AppendFold(short[:0], s))
	}
	return string(AppendFold(make([]byte, 0, len(s)), s))
}

// AppendFold appends what Fold returns to b.
func AppendFold(b []byte, s string) []byte {
	start, blank := len(b), false
	for i := 0; i < len(s); {
		// Most of what is compared is ASCII, and whole mails are folded.
		if c := s[i]; c < utf8.RuneSelf {
			i++
			switch {
			case c == ' ' || c >= '\t' && c <= '\r':
				blank = len(b) > start
				continue
			case c < ' ' || c == 0x7f:
				continue
			case c >= 'A' && c <= 'Z':
				c += 'a' - 'A'
			}
			if blank {
				b = append(b, ' ')
				blank = false
			}
			b = append(b, c)
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		i += n
		switch {
		case unicode.IsSpace(r):
			blank = len(b) > start
		case unicode.Is(unicode.Cf, r), unicode.IsControl(r):
		default:
			if blank {
				b = append(b, ' ')
				blank = false
			}
			b = utf8.AppendRune(b, unicode.ToLower(r))
		}
	}
	return b
}

// JobReader reads jobs.
type JobReader interface {
	// OpenJobs lists the active jobs of active customers with waiting runs, worst first.
	OpenJobs() ([]JobRow, error)
	// Jobs lists every job, by customer and name; Runs counts the waiting ones.
	Jobs() ([]JobRow, error)
	Job(id int64) (Job, error)
	JobByKey(key JobKey) (Job, error)
	// JoinedKeys lists the keys under which reports of a job are filed beside its own.
	JoinedKeys(job JobKey) ([]JobKey, error)
	// JoinedWith is the key of the job that another key leads to, "" where it leads to none.
	// Wherever a job is found by its key, the key may be one of those.
	JoinedWith(key JobKey) (JobKey, error)
	// SenderJobs lists the approved jobs of a sender, at most so many, by key, with the
	// subjects of their newest reports that a reader read, newest first, at most so many
	// each.
	SenderJobs(sender string, jobs, each int) ([]JobSubjects, error)
	// JobRecipients says to which address the newest message of each active job was sent.
	JobRecipients() (map[int64]string, error)
	// ActiveJobs lists the active jobs of active customers, by customer and name. What waits of
	// them is not looked at.
	ActiveJobs() ([]Job, error)
	// LastReports says when each job that is not pending ran last.
	LastReports() (map[int64]LastRun, error)
	// LastRuns says beside it when they succeeded last, which takes longer.
	LastRuns() (map[int64]LastRun, error)
}

// JobTx changes jobs.
type JobTx interface {
	PutJob(Job) (Job, error) // by key; an existing job is returned as it is
	SetJob(id int64, state JobState, customer int64) error
	// SetSince records when a job came back from the archive.
	SetSince(job int64, since time.Time) error
	// SetSilence records after how many days of silence a job is Missed, see Job.Silence.
	SetSilence(job int64, days int) error
	// SetLater records that a job is to be looked at again later, see Job.Later.
	SetLater(job int64, l Later) error
	// SetClaim records who looks after a job, see Job.Claim.
	SetClaim(job int64, c Claim) error
	// SetJoined makes a key lead to a job, given by its own key; "" parts it.
	SetJoined(key, job JobKey) error
	// SetSenderSince records from when on reports count for what is usual of a job's sender.
	SetSenderSince(job int64, since time.Time) error
	// DeleteEmptyJob removes a pending job without runs; any other stays.
	DeleteEmptyJob(id int64) error
}
