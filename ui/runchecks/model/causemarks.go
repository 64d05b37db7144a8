package model

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// A cause can be given a name, be joined with others, and a job can be taken out of it for
// good: decisions that hold for the nights to come, too.

// MayMark reports whether anything can be said of the selected cause.
func (m *Model) MayMark() bool {
	_, ok := m.SelectedGroup()
	return ok && m.p.Desk.May(rules.ActReview)
}

// CauseName is the name that the selected cause was given, "" for none.
func (m *Model) CauseName() string {
	if row, ok := m.SelectedGroup(); ok {
		return row.Cause.Name
	}
	return ""
}

// NameCause gives the selected cause a name that stands instead of its text; the empty name
// takes it away.
func (m *Model) NameCause(name string) {
	row, ok := m.SelectedGroup()
	if !ok || name == row.Cause.Name {
		return
	}
	key, text := row.Cause.Key(), row.Cause.Words()
	m.mark(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.NameCause(ctx, key, text, name) })
}

// joined are the ticked causes that can become part of the selected one.
func (m *Model) joined() (keys []string) {
	row, ok := m.SelectedGroup()
	if !ok {
		return nil
	}
	for i := range m.groups.shown {
		if c := &m.groups.shown[i]; m.groups.ticks[c.Key()] && c.Key() != row.Cause.Key() {
			keys = append(keys, c.Key())
		}
	}
	return keys
}

// Joins counts the ticked causes that JoinCauses joins with the selected one.
func (m *Model) Joins() int {
	if !m.MayMark() {
		return 0
	}
	return len(m.joined())
}

// JoinCauses makes the ticked causes part of the selected one, in one decision.
func (m *Model) JoinCauses() {
	keys := m.joined()
	if len(keys) == 0 || !m.MayMark() {
		return
	}
	row, _ := m.SelectedGroup()
	key, text := row.Cause.Key(), row.Cause.Words()
	m.Untick()
	m.mark(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.JoinCauses(ctx, keys, text, key) })
}

// CanPart reports whether the selected cause has others that were joined with it.
func (m *Model) CanPart() bool {
	row, ok := m.SelectedGroup()
	return ok && m.MayMark() && len(row.Cause.Joined) > 0
}

// PartCauses has the causes stand by themselves again that were joined with the selected one.
func (m *Model) PartCauses() {
	if !m.CanPart() {
		return
	}
	row, _ := m.SelectedGroup()
	keys, text := row.Cause.Joined, row.Cause.Words()
	m.mark(func(ctx context.Context) (domain.Decision, error) { return m.p.Desk.JoinCauses(ctx, keys, text, "") })
}

// Own says what TakeOutForGood would do with the selected job: take it out of its cause, or,
// where back is true, put it back; none where neither can be done.
func (m *Model) Own() (job string, back, ok bool) {
	row, selected := m.SelectedGroup()
	switch {
	case !selected || !m.MayMark():
		return "", false, false
	case row.Cause.Of != "":
		return row.Cause.Jobs[0].Name, true, true
	case row.Job == nil || len(row.Cause.Jobs) < 2:
		return "", false, false
	}
	return row.Job.Name, false, true
}

// TakeOutForGood says that the selected job has its cause for a reason of its own: it stands by
// itself from now on, in later nights, too. A job that stands so is put back.
func (m *Model) TakeOutForGood() {
	_, back, ok := m.Own()
	if !ok {
		return
	}
	row, _ := m.SelectedGroup()
	key, text := row.Cause.Key(), row.Cause.Words()
	job := row.Cause.Jobs[0].ID
	if back {
		key = row.Cause.Of
	} else {
		job = row.Job.ID
	}
	m.mark(func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.TakeOutOfCause(ctx, key, text, job, !back)
	})
}

// mark decides about a cause: no job leaves the list by it.
func (m *Model) mark(make func(context.Context) (domain.Decision, error)) {
	m.DecideAbout(nil, make, func(domain.Decision) {}, nil)
}
