package storagetest

import (
	"context"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

// Journal runs what a store must hold of the journal of decisions.
func Journal(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()

	t.Run("the journal is newest first and knows what is undone", func(t *testing.T) {
		s := open(t)
		err := s.Write(ctx, func(tx domain.Tx) error {
			for _, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, Targets: []string{"r1"}, Payload: []byte("{}"), Summary: "one", At: Now},
				{ID: "02", Actor: "kim", Kind: domain.DecideReview, Payload: []byte("{}"), Summary: "two", At: Now},
				{ID: "03", Actor: "kim", Kind: domain.DecideUndo, Payload: []byte("{}"), Undoes: "02", At: Now},
				{ID: "04", Actor: "alex", Kind: domain.DecideReview, Payload: []byte("{}"), At: Now},
			} {
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
			err := tx.AppendDecision(domain.Decision{ID: "041", Actor: "sam", Kind: domain.DecideRole, Payload: []byte("{}"), At: Now})
			if err != nil {
				return err
			}
			d, err := tx.LastUndoable("sam", []domain.DecisionKind{domain.DecideReview, domain.DecideTicket})
			if domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("%s can be undone: %v", d.Kind, err)
			}
			last, err := tx.LastUndoable("kim", []domain.DecisionKind{domain.DecideReview})
			if last.ID != "01" || last.TargetCount() != 1 || last.FirstTarget() != "r1" || string(last.Payload) != "{}" || last.Summary != "one" {
				t.Errorf("last undoable: %+v", last)
			}
			if err != nil {
				return err
			}
			// Of a long entry its words need no more than of a short one.
			long := domain.Decision{ID: "042", Actor: "sam", Kind: domain.DecideReview, At: Now}
			long.Payload = []byte(`"` + strings.Repeat("x", 5000) + `"`)
			for n := range 3000 {
				long.Targets = append(long.Targets, strconv.Itoa(n))
			}
			if err := tx.AppendDecision(long); err != nil {
				return err
			}
			last, err = tx.LastUndoable("sam", []domain.DecisionKind{domain.DecideReview})
			if last.Targets != nil || last.TargetCount() != 3000 || last.FirstTarget() != "0" || string(last.Payload) != string(long.Payload) {
				t.Errorf("last undoable: %d of %d targets, first %q", len(last.Targets), last.TargetCount(), last.FirstTarget())
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		read(t, s, func(q domain.Reader) error {
			kim, err := q.Journal("kim", 0)
			if len(kim) != 3 || kim[0].ID != "03" || kim[1].UndoneBy != "03" {
				t.Errorf("journal: %+v", kim)
			}
			if undo, err := q.LastRedoable("kim"); err != nil || undo.ID != "03" {
				t.Errorf("last redoable: %+v, %v", undo, err)
			}
			return err
		})
		// Undo, redo and a second undo of one entry reverse each other in turn.
		for _, step := range []struct {
			add                domain.Decision
			undone, redone     domain.DecisionID
			undoable, redoable domain.DecisionID
		}{
			{domain.Decision{ID: "05", Kind: domain.DecideRedo, Undoes: "03"}, "", "05", "02", ""},
			{domain.Decision{ID: "06", Kind: domain.DecideUndo, Undoes: "05"}, "06", "", "01", "06"},
			{domain.Decision{ID: "07", Kind: domain.DecideTicket}, "06", "", "07", ""},
		} {
			step.add.Actor, step.add.Payload, step.add.At = "kim", []byte("{}"), Now
			err := s.Write(ctx, func(tx domain.Tx) error { return tx.AppendDecision(step.add) })
			if err != nil {
				t.Fatal(err)
			}
			read(t, s, func(q domain.Reader) error {
				d, err := q.Decision("02")
				if d.UndoneBy != step.undone || d.RedoneBy != step.redone {
					t.Errorf("after %s: undone by %q, redone by %q", step.add.ID, d.UndoneBy, d.RedoneBy)
				}
				undoable, err1 := q.LastUndoable("kim", []domain.DecisionKind{domain.DecideReview, domain.DecideTicket})
				redoable, err2 := q.LastRedoable("kim")
				if undoable.ID != step.undoable || redoable.ID != step.redoable || err1 != nil || (err2 == nil) != (step.redoable != "") {
					t.Errorf("after %s: undo is for %q, redo for %q: %v, %v", step.add.ID, undoable.ID, redoable.ID, err1, err2)
				}
				return err
			})
		}
	})

	t.Run("the journal is searched by person, kind, time and page", func(t *testing.T) {
		s := open(t)
		write(t, s, func(tx domain.Tx) error {
			for i, d := range []domain.Decision{
				{ID: "01", Actor: "kim", Kind: domain.DecideReview, Summary: "4 runs of NW reviewed"}, {ID: "02", Actor: "alex",
					Kind: domain.DecideTicket, Summary: "ticket T1", Targets: []string{"k|nw"}},
				{ID: "03", Actor: "kim", Kind: domain.DecideTicket, Summary: "ticket T2"},
			} {
				d.Payload, d.At = []byte("null"), Now.Add(time.Duration(i)*time.Hour)
				if err := tx.AppendDecision(d); err != nil {
					return err
				}
			}
			return nil
		})
		for name, c := range map[string]struct {
			filter domain.JournalFilter
			want   string
		}{
			"all": {domain.JournalFilter{}, "030201"}, "person": {domain.JournalFilter{Actor: "kim"},
				"0301"}, "kind": {domain.JournalFilter{Kind: domain.DecideTicket}, "0302"},
			"from": {domain.JournalFilter{From: Now.Add(time.Hour)}, "0302"},
			"to":   {domain.JournalFilter{To: Now.Add(time.Hour)}, "01"}, "page": {domain.JournalFilter{Before: "03", Limit: 1}, "02"},
		} {
			read(t, s, func(q domain.Reader) error {
				list, err := q.SearchJournal(c.filter)
				got := ""
				for _, d := range list {
					got += string(d.ID)
				}
				if got != c.want {
					t.Errorf("%s: got %s, want %s", name, got, c.want)
				}
				return err
			})
		}
	})
}
