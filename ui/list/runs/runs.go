// Package runs is what several screens show of runs: the columns and rows of histories and
// of linked runs, and how jobs are called.
package runs

import (
	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// TriedAgain says of a run of a history how bad it was, and that it was tried again.
func TriedAgain(lastAttempt int64, problems int) string {
	text := problemsText(problems)
	switch {
	case lastAttempt == 0:
		return text
	case text == "":
		return "tried again"
	}
	return text + ", tried again"
}

// Columns are those of a history of runs.
var Columns = []list.Head{
	{ID: "status", Title: "Status", Width: 134},
	{ID: "at", Title: "Run", Width: 150},
	{ID: "problems", Title: "", Width: 90, Flex: 1},
	{ID: "review", Title: "Reviewed", Width: 110, Flex: 0.6},
}

func problemsText(n int) string {
	if n == 0 {
		return ""
	}
	return words.Count(n, "problem")
}

// Limit bounds the run list; older runs are in the job's history.
const Limit = 500

// JobNames returns how jobs are called, by their keys.
func JobNames(q domain.Queries) (map[domain.JobKey]string, error) {
	jobs, err := q.Jobs()
	out := make(map[domain.JobKey]string, len(jobs))
	for _, j := range jobs {
		out[j.Key] = j.Name
		if j.Customer.Name != "" {
			out[j.Key] = j.Customer.Name + " · " + j.Name
		}
	}
	return out, err
}

var linkedColumns = []list.Head{
	{ID: "status", Title: "Status", Width: 112},
	{ID: "at", Title: "Run", Width: 150},
	{ID: "job", Title: "Job", Width: 120, Flex: 1},
	{ID: "review", Title: "", Width: 80, Right: true},
}

// Linked lists linked runs.
func Linked(runs []domain.LinkedRun, p services.Params) list.DetailTable {
	b := list.DetailTable{Title: "Linked runs", Detail: words.Number(len(runs)), Columns: linkedColumns, Empty: "No run is linked."}
	for _, r := range runs {
		review := list.Cell{Text: "open", Tone: words.Warn}
		if r.Reviewed {
			review = list.Cell{Text: "reviewed", Tone: words.Faint}
		}
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: r.Status.Known()},
				{Text: words.Day(r.At, p.Clock().In(p.Location))},
				{Text: r.Job.Customer.Name + " · " + r.Job.Name},
				review,
			},
		)
	}
	return b
}
