package model

import (
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
	"runchecks/ui/words"
)

// views are the searches that the profile keeps.
type views struct {
	list   []search.View
	counts []int // of list, nil until they were counted
}

// ReadViews reads the views, and how many jobs each finds now; then it calls then.
func (m *Model) ReadViews(then func()) {
	ask := m.question()
	if m.lookup.beyond || m.reviewed {
		ask.rows, ask.facts = nil, nil // other rows than those that wait
	}
	m.loadViews.Run(func(ctx context.Context) func() {
		var v views
		err := m.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			now := m.p.Clock().In(m.p.Location)
			if v.list, err = search.ReadViews(q); err != nil {
				return err
			}
			if ask.rows == nil {
				if ask.rows, err = search.Rows(q, false, now, m.p.Location); err != nil {
					return err
				}
			}
			if ask.facts == nil {
				if ask.facts, err = search.ReadFacts(q, ask.rows, m.p.Desk.Actor().Name, now); err != nil {
					return err
				}
			}
			return err
		})
		if err == nil {
			queries := make([]query.Query, len(v.list))
			for i, one := range v.list {
				queries[i] = query.Parse(one.Search, m.p.Clock().In(m.p.Location))
			}
			v.counts, err = search.Counts(ctx, m.p.Search, queries, ask.rows, ask.facts)
		}
		return func() {
			if err != nil {
				m.failSearch(err)
				return
			}
			m.views = v
			then()
		}
	})
}

// ViewLine says what a view is called and how many jobs it finds; "" where there is none of
// that number, from 0.
func (m *Model) ViewLine(n int) string {
	if n >= len(m.views.list) {
		return ""
	}
	name := viewName(m.views.list[n])
	if n >= len(m.views.counts) || m.views.counts[n] == search.Uncounted {
		return name
	}
	return words.T("runchecks.view_count", "view", name, "n", m.views.counts[n])
}

// Views is how many there are, as far as they were read.
func (m *Model) Views() int { return len(m.views.list) }

func viewName(v search.View) string {
	if v.Name != "" {
		return v.Name
	}
	switch v.ID {
	case "problems":
		return words.T("runchecks.view_problems")
	case "new":
		return words.T("runchecks.view_new")
	case "missed":
		return words.T("runchecks.view_missed")
	case "unread":
		return words.T("runchecks.view_unread")
	case "accepted":
		return words.T("runchecks.view_accepted")
	case "ticketed":
		return words.T("runchecks.view_ticketed")
	case "silent":
		return words.T("runchecks.view_silent")
	}
	return v.Search
}

// View is the view whose search is that of the list, -1 for none.
func (m *Model) View() int {
	if m.SearchText == "" {
		return -1
	}
	return slices.IndexFunc(m.views.list, func(v search.View) bool { return v.Search == strings.TrimSpace(m.SearchText) })
}

// ShowView searches for what a view of a number, from 0, keeps; the same again shows all.
func (m *Model) ShowView(n int) {
	m.ReadViews(func() {
		switch {
		case n >= len(m.views.list):
			m.Say(words.T("runchecks.no_view", "number", n+1), false)
		case m.View() == n:
			m.SetSearch("")
		default:
			m.SetSearch(m.views.list[n].Search)
		}
	})
}

// CanSaveView reports whether the search of the list can become a view.
func (m *Model) CanSaveView() bool {
	return strings.TrimSpace(m.SearchText) != "" && m.View() < 0
}

// SaveView keeps the search of the list as a view; RenameView and RemoveView change the one
// whose search that is.
func (m *Model) SaveView(name string) {
	text := strings.TrimSpace(m.SearchText)
	m.changeViews(func(list []search.View) ([]search.View, string) {
		if len(list) >= search.MostViews {
			return nil, words.T("runchecks.views_full", "n", search.MostViews)
		}
		return append(list, search.View{Name: name, Search: text}), words.T("runchecks.view_saved", "view", name, "number", len(list)+1)
	})
}

// RenameView gives the view of the list's search another name.
func (m *Model) RenameView(name string) {
	at := m.View()
	m.changeViews(func(list []search.View) ([]search.View, string) {
		if at < 0 || at >= len(list) {
			return nil, ""
		}
		list[at].Name = name
		return list, words.T("runchecks.view_renamed", "view", name)
	})
}

// RemoveView forgets the view of the list's search.
func (m *Model) RemoveView() {
	at := m.View()
	m.changeViews(func(list []search.View) ([]search.View, string) {
		if at < 0 || at >= len(list) {
			return nil, ""
		}
		return slices.Delete(list, at, at+1), words.T("runchecks.view_removed", "view", viewName(list[at]))
	})
}

// ViewName is the name of the view whose search is that of the list, "" for none.
func (m *Model) ViewName() string {
	if at := m.View(); at >= 0 {
		return viewName(m.views.list[at])
	}
	return ""
}

// changeViews changes what is kept, and says what was done. A change that returns no views
// changes nothing.
func (m *Model) changeViews(change func([]search.View) (list []search.View, said string)) {
	m.Decisions.Add(func(ctx context.Context) func() {
		said := ""
		err := m.p.Desk.ChangeViews(ctx, func(q domain.Reader) (string, bool, error) {
			list, err := search.ReadViews(q)
			if err != nil {
				return "", false, err
			}
			changed, text := change(list)
			if said = text; changed == nil {
				return "", false, nil
			}
			kept, err := search.EncodeViews(changed)
			return kept, err == nil, err
		})
		return func() {
			if err != nil {
				m.Fail(err)
				return
			}
			if said != "" {
				m.Say(said, false)
			}
			m.ReadViews(func() {})
		}
	})
}
