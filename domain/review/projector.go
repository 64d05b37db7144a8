package review

import (
	"encoding/json"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// projector carries decisions out: for the first time, or again in a rebuild. What it does
// depends on the journal entry and on the runs alone, never on who asks or when.
type projector struct {
	tx domain.Tx
	// kinds is the table of kinds: a field, since undo and redo stand in the table and
	// look into it.
	kinds       map[domain.DecisionKind]kind
	definitions domain.Definitions
	words       domain.Definitions
	// ids are the runs that the targets of a review name, where they are known.
	ids []int64
	// rebuilding is a rebuild: files are left alone, and waiting runs are judged once at its end.
	rebuilding bool
	// problems are the runs that are not a plain success, in a rebuild.
	problems map[int64]bool
	// redo is what an undo took away, while that is taken back; nil else.
	redo *undoPayload
	// undone are the decisions that are undone at this point of a rebuild.
	undone map[domain.DecisionID]bool
	// shared is a journal of several people, whose entries may find their work done already.
	shared bool
	// reversed says which entry reversed another first, in a rebuild of a shared journal.
	reversed map[domain.DecisionID]domain.DecisionID
	// facts are what a rebuild must not lose; nil else.
	facts *facts
	book  *rules.Book // of the overrides as they are, read when it is needed
}

// apply does what a journal entry says.
func (pr *projector) apply(d domain.Decision) error {
	k, ok := pr.kinds[d.Kind]
	if !ok {
		return invalid("refusal.entry_kind", d.ID, d.Kind)
	}
	return k.apply(pr, d)
}

// maker is who made the thing with a key, which the entry d makes or changes. Where several
// people decide it is who made the entry that made the thing: what a payload says of that,
// anybody could have written into it.
func (pr *projector) maker(key domain.DecisionID, d domain.Decision, said string) (string, error) {
	if !pr.shared {
		return said, nil
	}
	if key.Entry() == d.ID {
		return d.Actor, nil
	}
	made, err := pr.tx.Decision(key.Entry())
	if isNotFound(err) {
		return d.Actor, nil
	}
	return made.Actor, err
}

// revert takes back what a journal entry did.
func (pr *projector) revert(d domain.Decision) error {
	revert := pr.kinds[d.Kind].revert
	if revert == nil {
		return invalid("refusal.kind_not_undone", d.Kind)
	}
	return revert(pr, d)
}

// files keeps the files that an entry is about.
func (pr *projector) files(d domain.Decision) domain.Definitions { return pr.kinds[d.Kind].files(pr) }

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
func (pr *projector) rules() (*rules.Book, error) {
	if pr.book != nil {
		return pr.book, nil
	}
	list, err := pr.tx.Overrides()
	if err != nil {
		return nil, err
	}
	pr.book = rules.NewBook(list)
	return pr.book, nil
}

// judgeRun computes the effective status of a run again and stores it.
func (pr *projector) judgeRun(run domain.Run, job domain.Job) error {
	book, err := pr.rules()
	if err != nil {
		return err
	}
	effective := rules.Effective(run, job, book)
	if effective == run.Effective {
		return nil
	}
	return pr.tx.SetEffective([]int64{run.ID}, effective)
}

// judgeRuns computes runs again that are not a plain success.
func (pr *projector) judgeRuns(ids []int64) error {
	for _, id := range ids {
		if pr.rebuilding && !pr.problems[id] {
			continue
		}
		run, err := pr.tx.Run(id)
		if err != nil {
			return err
		}
		job, err := pr.tx.Job(run.JobID)
		if err != nil {
			return err
		}
		if err := pr.judgeRun(run, job); err != nil {
			return err
		}
	}
	return nil
}

// judgeAll computes the waiting problem runs that a filter lets through again, and
// writes those that change: one statement for all that come to count alike.
func (pr *projector) judgeAll(f domain.ProblemFilter) error {
	book, err := pr.rules()
	if err != nil {
		return err
	}
	changed := map[domain.Effective][]int64{}
	err = rejudged(pr.tx, f, book, func(run domain.Run, _ domain.Job, effective domain.Effective) error {
		changed[effective] = append(changed[effective], run.ID)
		return nil
	})
	if err != nil {
		return err
	}
	for effective, runs := range changed {
		if err := pr.tx.SetEffective(runs, effective); err != nil {
			return err
		}
	}
	return nil
}

// rejudged visits the waiting problem runs that a book judges otherwise than they count
// now. A decision writes what it finds, a preview tells it.
func rejudged(
	q domain.Reader,
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
