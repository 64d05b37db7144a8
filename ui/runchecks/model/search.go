package model

import (
	"context"
	"errors"
	"maps"
	"slices"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
	"runchecks/ui/list"
	"runchecks/ui/task"
	"runchecks/ui/words"
)

// lookup is the search of the list and what it found.
type lookup struct {
	query query.Query
	text  string // of query
	rows  []domain.JobRow
	facts *search.Facts // of rows; nil until somebody searches
	found search.Found
	shown string // the text of the search whose answer is shown
	// beyond says that the search asks for runs that do not wait, and may.
	beyond bool
	load   *task.Latest
}

// SetSearch narrows the list. What needs no report is found at once; what does is found
// beside the interface thread, and the list stays as it is until then.
func (m *Model) SetSearch(text string) {
	if text == m.SearchText {
		return
	}
	s := &m.lookup
	m.SearchText = text
	s.query, s.text = query.Parse(text, m.p.Clock().In(m.p.Location)), text
	beyond := search.Beyond(s.query) && m.p.Desk.May(rules.ActIncludeReviewed)
	if beyond != s.beyond {
		s.beyond = beyond
		m.Reload() // other rows, which it finds some of
		m.changed(list.PartRows)
		return
	}
	m.answer()
}

// everything reports whether reviewed runs, and jobs without others, are shown.
func (m *Model) everything() bool { return m.reviewed || m.lookup.beyond }

// answer finds what the search asks for.
func (m *Model) answer() {
	s := &m.lookup
	switch {
	case s.query.Empty():
		s.load.Run(func(context.Context) func() { return nil })
		m.showFound(search.Found{})
		return
	case s.facts != nil && !search.NeedsRuns(s.query, m.everything()):
		s.load.Run(func(context.Context) func() { return nil })
		m.showFound(search.Jobs(s.query, s.rows, s.facts, m.everything()))
		return
	}
	ask := m.question()
	s.load.Run(func(ctx context.Context) func() {
		a, err := ask.answer(ctx)
		return func() {
			if err != nil {
				m.failSearch(err)
				return
			}
			if s.facts == nil && len(s.rows) == len(ask.rows) {
				s.facts = a.facts
			}
			m.showFound(a.found)
		}
	})
}

// failSearch says that a search failed, unless another one took its place.
func (m *Model) failSearch(err error) {
	if !errors.Is(err, context.Canceled) {
		m.Fail(err)
	}
}

// searchQuestion is a search with all that it needs, so that it can be answered beside the
// interface thread.
type searchQuestion struct {
	m          *Model
	text       string
	query      query.Query
	rows       []domain.JobRow
	facts      *search.Facts
	everything bool
}

// searchAnswer is what it found.
type searchAnswer struct {
	text  string
	facts *search.Facts
	found search.Found
}

func (m *Model) question() searchQuestion {
	s := &m.lookup
	return searchQuestion{m: m, text: s.text, query: s.query, rows: s.rows, facts: s.facts, everything: m.everything()}
}

func (q searchQuestion) answer(ctx context.Context) (a searchAnswer, err error) {
	a = searchAnswer{text: q.text, facts: q.facts}
	if q.query.Empty() {
		return a, nil
	}
	if a.facts == nil {
		err = q.m.p.Store.Read(ctx, func(r domain.Reader) (err error) {
			a.facts, err = search.ReadFacts(r, q.rows, q.m.p.Desk.Actor().Name, q.m.p.Clock())
			return err
		})
	}
	if err == nil {
		a.found, err = search.Find(ctx, q.m.p.Search, q.query, q.rows, a.facts, q.everything)
	}
	return a, err
}

// of returns the same question about rows that were read anew.
func (q searchQuestion) of(rows []domain.JobRow) searchQuestion {
	q.rows, q.facts = slices.Clone(rows), nil
	return q
}

// takeAnswer keeps the answer that was read with the rows of the list. A search that was
// changed meanwhile is answered by and by.
func (m *Model) takeAnswer(q searchQuestion, a searchAnswer) {
	s := &m.lookup
	s.rows, s.facts = q.rows, a.facts
	if a.text == s.text {
		s.found = a.found
		m.showHit()
	}
}

// showHit selects the run that hits, where the search is another one than before: what was
// selected since stays otherwise.
func (m *Model) showHit() {
	s := &m.lookup
	if hit := s.found.Hits[m.Job()]; hit != 0 && s.shown != s.text {
		m.run, m.whenFresh, m.peeks = hit, nil, false
	}
	s.shown = s.text
}

// showFound shows what was found: of the job that is selected then, the run that hits.
func (m *Model) showFound(f search.Found) {
	m.lookup.found = f
	m.arrange(func() {
		m.Arrange()
		m.showHit()
	})
}

// hits reports whether a row is found.
func (m *Model) hits(r *domain.JobRow) bool {
	if m.lookup.query.Empty() {
		return true
	}
	_, hit := m.lookup.found.Hits[r.ID]
	return hit
}

// hit is the run of a job that the search found, 0 for none.
func (m *Model) hit(job int64) int64 {
	if m.lookup.query.Empty() {
		return 0
	}
	return m.lookup.found.Hits[job]
}

// SearchFault says what of the search nobody understands, "" for nothing.
func (m *Model) SearchFault() string { return words.SearchFault(m.lookup.query.Faults) }

// SearchNote says beside the search how much it finds, and what it could not look in; "" while
// nothing is searched.
func (m *Model) SearchNote() string {
	s := &m.lookup
	if s.query.Empty() {
		return ""
	}
	if s.found.More {
		return words.T("runchecks.found_more", "n", len(s.found.Hits))
	}
	return words.Count(len(s.found.Hits), "job")
}

// SearchGap says that a search did not look in all reports, or not in reviewed ones though it
// asks for them.
func (m *Model) SearchGap() string {
	s := &m.lookup
	if search.Beyond(s.query) && !s.beyond {
		return words.T("runchecks.only_admin_includes")
	}
	return words.Behind(s.found.Behind)
}

// FoundWords are the words by which the report was found, "" for none: the first that the
// search asks for.
func (m *Model) FoundWords() string {
	for _, t := range m.lookup.query.Terms {
		switch t.Key {
		case query.Anywhere, query.Object, query.Message:
			if !t.Not {
				return t.Value
			}
		}
	}
	return ""
}

// Completions are what the word at the cursor can become.
func (m *Model) Completions(text string, cursor int) []query.Completion {
	return query.Complete(text, cursor, m.values)
}

// values are those that keys without fixed values can have.
func (m *Model) values(k query.Key) []string {
	if k == query.By {
		now := m.p.Clock()
		return append([]string{"any", "none"}, m.distinct(func(r *domain.JobRow) string {
			if r.Claim.Stands(now) {
				return r.Claim.By
			}
			return ""
		})...)
	}
	if k == query.Ticket || k == query.Remark {
		out := []string{"any", "none"}
		if k == query.Ticket {
			out = append(out, m.distinct(func(r *domain.JobRow) string { return r.Ticket })...)
		}
		return out
	}
	switch k {
	case query.Customer:
		return m.distinct(func(r *domain.JobRow) string { return r.Customer.Name })
	case query.Product:
		return m.distinct(func(r *domain.JobRow) string { return r.Product })
	case query.Job:
		return m.distinct(func(r *domain.JobRow) string { return r.Name })
	}
	return nil
}

// distinct are the texts of the rows, each once, in order.
func (m *Model) distinct(of func(*domain.JobRow) string) []string {
	seen := map[string]bool{}
	for i := range m.AllRows {
		seen[of(&m.AllRows[i])] = true
	}
	delete(seen, "")
	return slices.SortedFunc(maps.Keys(seen), list.CompareNames)
}
