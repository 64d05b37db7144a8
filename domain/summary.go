package domain

import "time"

// Summary takes the place of the report for a run that came without a mail
// (product.md, section 8). It does not know who made it: facts, days, lines.
// Sizes are bytes, times UTC; what is not known is left out.
type Summary struct {
	Title string        `json:"title"`
	Facts []SummaryFact `json:"facts,omitempty"`
	// Days are the colour bar, the oldest day first.
	Days  []SummaryDay  `json:"days,omitempty"`
	Lines []SummaryLine `json:"lines,omitempty"`
	// LinesTitle names what the lines are: data sources, workloads.
	LinesTitle string        `json:"linesTitle,omitempty"`
	Quota      *SummaryQuota `json:"quota,omitempty"`
	// Details says why error texts are missing, "" where they are not.
	Details string `json:"details,omitempty"`
	// Texts are the error texts that were fetched, by the names of the lines.
	Texts    map[string]string `json:"texts,omitempty"`
	Imported time.Time         `json:"imported"`
}

// SummaryFact is one labelled value; exactly one of the values is set.
type SummaryFact struct {
	Label    string        `json:"label"`
	Text     string        `json:"text,omitempty"`
	At       time.Time     `json:"at,omitzero"`
	Bytes    *int64        `json:"bytes,omitempty"`
	Duration time.Duration `json:"took,omitempty"`
}

// SummaryDay is one cell of the colour bar.
type SummaryDay struct {
	Date   time.Time `json:"date"`   // midnight UTC of the day
	Status Status    `json:"status"` // 0: nothing ended that day
	Words  string    `json:"words"`
}

// SummaryLine is one data source or workload.
type SummaryLine struct {
	Code        string        `json:"code,omitempty"`
	Name        string        `json:"name"`
	Status      Status        `json:"status"`
	Words       string        `json:"words"`
	Running     bool          `json:"running,omitempty"`
	LastSession time.Time     `json:"lastSession,omitzero"`
	LastSuccess time.Time     `json:"lastSuccess,omitzero"`
	Duration    time.Duration `json:"took,omitempty"`
	Selected    *int64        `json:"selected,omitempty"`
	Sent        *int64        `json:"sent,omitempty"`
	// Count and Active are worded by the report: what there is of a workload, and when
	// it was last active.
	Count  string `json:"count,omitempty"`
	Active string `json:"active,omitempty"`
	// Run is true for a line that is one run: nothing is said of successes before it.
	Run bool `json:"-"`
}

// SummaryQuota is how full something is; more than 100 % is possible.
type SummaryQuota struct {
	Percent float64 `json:"percent"`
	Status  Status  `json:"status"`
}

// StoredSummary is the summary of a run as the cache keeps it.
type StoredSummary struct {
	Summary
	// Raw is what the service said, as it said it.
	Raw []byte
	// Wanted is true while error texts are to be fetched for the run.
	Wanted bool
}

// SummaryReader reads what stands in place of a run's message.
type SummaryReader interface {
	// Summary is what stands in place of a run's message; CodeNotFound where there is none.
	Summary(run int64) (StoredSummary, error)
	// WantedTexts lists the newest runs that error texts are to be fetched for.
	WantedTexts(limit int) ([]int64, error)
}

// SummaryTx keeps what stands in place of a run's message.
type SummaryTx interface {
	// PutSummary keeps what stands in place of a run's message; a nil Raw leaves that which is there.
	PutSummary(run int64, s StoredSummary) error
}
