package review

import (
	"encoding/json"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// hand carries decisions out: for the first time, or again in a rebuild. What it does
// depends on the journal entry and on the runs alone, never on who asks or when.
type hand struct {
	tx          domain.Changes
	definitions domain.Definitions
	words       domain.Definitions
	// ids are the runs that the targets of a review name, where they are known.
	ids []int64
	// again is a rebuild: files are left alone, and waiting runs are judged once at its end.
	again bool
	// problems are the runs that are not a plain success, in a rebuild.
	problems map[int64]bool
	// redo is what an undo took away, while that is taken back; nil else.
	redo *undone
	// gone are the decisions that are undone at this point of a rebuild.
	gone map[domain.DecisionID]bool
	// facts are what a rebuild must not lose; nil else.
	facts *facts
	book  *rules.Book // of the overrides as they are, read when it is needed
}

// apply does what a journal entry says.
func (h *hand) apply(d domain.Decision) error {
	if d.Kind == domain.DecideUndo || d.Kind == domain.DecideRedo {
		return h.turn(d)
	}
	k, ok := kinds[d.Kind]
	switch {
	case !ok:
		return invalid("The journal entry %s is of the kind %q, which this program does not know. Install the newest one.", d.ID, d.Kind)
	case k.apply == nil:
		return nil
	}
	return k.apply(h, d)
}

// reverse takes back what a journal entry did.
func (h *hand) reverse(d domain.Decision) error {
	revert := kinds[d.Kind].revert
	if revert == nil {
		return invalid("A decision of the kind %q cannot be undone.", d.Kind)
	}
	return revert(h, d)
}

// payload reads the payload of an entry.
func payload[T any](d domain.Decision) (T, error) {
	var p T
	if err := json.Unmarshal(d.Payload, &p); err != nil {
		return p, fmt.Errorf("read the journal entry %s: %w", d.ID, err)
	}
	return p, nil
}

// change is the payload of decisions that make, change or remove one thing; nil means
// that there was none, or is none any more.
type change[T any] struct {
	Before, After *T
}

// ends returns what the thing was and is to be; an undo goes the other way.
func (c change[T]) ends(undo bool) (before, after *T) {
	if undo {
		return c.After, c.Before
	}
	return c.Before, c.After
}

// rules returns the book of the overrides as they are.
func (h *hand) rules() (*rules.Book, error) {
	if h.book != nil {
		return h.book, nil
	}
	list, err := h.tx.Overrides()
	if err != nil {
		return nil, err
	}
	h.book = rules.NewBook(list)
	return h.book, nil
}

// judge computes the effective status of a run again and stores it.
func (h *hand) judge(run domain.Run, job domain.Job) error {
	book, err := h.rules()
	if err != nil {
		return err
	}
	effective := rules.Effective(run, job, book)
	if effective == run.Effective {
		return nil
	}
	return h.tx.SetEffective([]int64{run.ID}, effective)
}

// judgeRuns computes runs again that are not a plain success.
func (h *hand) judgeRuns(ids []int64) error {
	for _, id := range ids {
		if h.again && !h.problems[id] {
			continue
		}
		run, err := h.tx.Run(id)
		if err != nil {
			return err
		}
		job, err := h.tx.Job(run.JobID)
		if err != nil {
			return err
		}
		if err := h.judge(run, job); err != nil {
			return err
		}
	}
	return nil
}

// judgeAll computes the waiting problem runs that a filter lets through again, and
// writes those that change: one statement for all that come to count alike.
func (h *hand) judgeAll(f domain.ProblemFilter) error {
	book, err := h.rules()
	if err != nil {
		return err
	}
	changed := map[domain.Effective][]int64{}
	err = rejudged(h.tx, f, book, func(run domain.Run, _ domain.Job, effective domain.Effective) error {
		changed[effective] = append(changed[effective], run.ID)
		return nil
	})
	if err != nil {
		return err
	}
	for effective, runs := range changed {
		if err := h.tx.SetEffective(runs, effective); err != nil {
			return err
		}
	}
	return nil
}

// rejudged visits the waiting problem runs that a book judges otherwise than they count
// now. A decision writes what it finds, a preview tells it.
func rejudged(
	q domain.Queries,
	f domain.ProblemFilter,
	book *rules.Book,
	visit func(domain.Run, domain.Job, domain.Effective) error,
) error {
	return q.WaitingProblems(f, func(run domain.Run, job domain.Job) error {
		effective := rules.Effective(run, job, book)
		if effective == run.Effective {
			return nil
		}
		return visit(run, job, effective)
	})
}
