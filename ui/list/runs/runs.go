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
		return words.T("runs.tried_again")
	}
	return words.T("runs.problems_tried_again", "problems", text)
}

// Columns are those of a history of runs.
func Columns() []list.Head {
	return []list.Head{
		{ID: "status", Title: words.T("runs.status"), Width: 134},
		{ID: "at", Title: words.T("runs.run"), Width: 150},
		{ID: "problems", Title: "", Width: 90, Flex: 1},
		{ID: "review", Title: words.T("runs.reviewed"), Width: 110, Flex: 0.6},
	}
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
func JobNames(q domain.Reader) (map[domain.JobKey]string, error) {
	jobs, err := q.Jobs()
	out := make(map[domain.JobKey]string, len(jobs))
	for _, j := range jobs {
		out[j.Key] = j.Name
		if j.Customer.Name != "" {
			out[j.Key] = words.T("runs.job_of", "customer", j.Customer.Name, "job", j.Name)
		}
	}
	return out, err
}

func linkedColumns() []list.Head {
	return []list.Head{
		{ID: "status", Title: words.T("runs.status"), Width: 134},
		{ID: "at", Title: words.T("runs.run"), Width: 150},
		{ID: "job", Title: words.T("runs.job"), Width: 120, Flex: 1},
		{ID: "review", Title: "", Width: 80, Right: true},
	}
}

// Linked lists linked runs.
func Linked(runs []domain.LinkedRun, p services.Base) list.DetailTable {
	b := list.DetailTable{
		Title: words.T("runs.linked"), Detail: words.Number(len(runs)), Columns: linkedColumns(), Empty: words.T("runs.none_linked"),
	}
	for _, r := range runs {
		review := list.Cell{Text: words.T("runs.is_open"), Tone: words.Warn}
		if r.Reviewed {
			review = list.Cell{Text: words.T("runs.is_reviewed"), Tone: words.Faint}
		}
		b.Rows = append(
			b.Rows,
			[]list.Cell{
				{Status: r.Status.Known()},
				{Text: words.Day(r.At, p.Clock().In(p.Location))},
				{Text: words.T("runs.job_of", "customer", r.Job.Customer.Name, "job", r.Job.Name)},
				review,
			},
		)
	}
	return b
}
