package review

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
)

// Taken says what came of taking over entries of a team.
type Taken struct {
	// New are the entries of others, at most 100 of them; Number counts them all.
	New    []domain.Decision
	Number int
	// Already are decisions of this computer for which nothing was left to do.
	Already []Already
	// Remade is set where everything decided was made anew, since two people decided about
	// the same thing before they heard of each other.
	Remade bool
}

// Already is a decision that somebody else had made before.
type Already struct {
	Mine, Theirs domain.Decision
}

// mostNew is how many new entries are listed.
const mostNew = 100

// Unsent lists the oldest decisions of this computer that its team does not know yet.
func (svc *Service) Unsent(ctx context.Context, limit int) (out []domain.Decision, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		out, err = q.Unsent(limit)
		return err
	})
	return out, err
}

// Places lists the positions of the entries that have one.
func (svc *Service) Places(ctx context.Context) (out []int64, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		out = nil
		return q.WalkPlaces(func(p domain.Placed) error { out = append(out, p.Position); return nil })
	})
	return out, err
}

// Team returns the team of this profile, and how far they are apart.
func (svc *Service) Team(ctx context.Context) (t domain.Team, c domain.TeamCount, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		if t, err = q.Team(); err != nil || t.ID == "" {
			return err
		}
		c, err = q.TeamCount()
		return err
	})
	return t, c, err
}

// TakeOver puts entries at their places in the order of the team: those of this computer,
// which are carried out already, and those of others, which are carried out now. Where
// somebody else came first and both touch the same, everything decided is made anew in the
// order of the team. It is one transaction; link is the link of the last place (see
// domain.Placed.Chain). Places that were taken over before are passed over.
func (svc *Service) TakeOver(ctx context.Context, placed []domain.Placed) (taken Taken, err error) {
	var follow followUp
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		m := merge{svc: svc, tx: tx, pr: svc.projector(tx)}
		m.pr.shared = true
		if err := m.run(ctx, placed); err != nil {
			return err
		}
		taken, follow = m.Taken, m.follow
		return nil
	})
	if err != nil || len(placed) == 0 {
		return taken, err
	}
	svc.p.Changed()
	return taken, svc.followUp(ctx, follow)
}

// CatchUp makes everything decided anew if something is there by now that entries of others
// wait for. It is called after each sync.
func (svc *Service) CatchUp(ctx context.Context) (done bool, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		done, err = q.AwaitedArrived()
		return err
	})
	if err != nil || !done {
		return false, err
	}
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		if _, _, err := rebuildProjections(ctx, tx, true); err != nil {
			return err
		}
		return tx.ForgetArrived()
	})
	if err == nil {
		svc.p.Changed()
	}
	return err == nil, err
}

// merge takes entries over, in one transaction.
type merge struct {
	Taken
	svc    *Service
	tx     domain.Tx
	pr     *projector
	team   domain.Team
	unsent []domain.Decision // of this computer, in their order
	follow followUp
}

func (m *merge) run(ctx context.Context, placed []domain.Placed) (err error) {
	if m.team, err = m.tx.Team(); err != nil {
		return err
	}
	if !m.team.Member() {
		return invalid("refusal.team_none_entries")
	}
	if m.unsent, err = m.tx.Unsent(0); err != nil {
		return err
	}
	var foreign []domain.Decision
	for _, p := range placed {
		if err := ctx.Err(); err != nil {
			return err
		}
		if p.Position <= m.team.Position {
			continue
		}
		fresh, twice, err := m.place(p)
		if err != nil {
			return err
		}
		if m.team.Position = p.Position; twice {
			continue
		}
		m.team.Link = p.Chain(m.team.Link)
		if p.Decision.Actor = p.Actor(); fresh {
			foreign = append(foreign, p.Decision)
			m.meets(p.Decision)
		}
	}
	if err := m.tx.PutTeam(m.team); err != nil {
		return err
	}
	m.Number, m.New = len(foreign), foreign[:min(len(foreign), mostNew)]
	if m.Remade {
		err = m.remake(ctx, foreign)
	} else {
		err = m.applyAll(foreign)
	}
	if err != nil {
		return err
	}
	for _, d := range foreign {
		for _, k := range []domain.DecisionKind{d.Kind, undoneKind(m.tx, d)} {
			if follow := kinds[k].follow; follow != nil {
				m.follow = m.follow.and(follow(d))
			}
		}
	}
	return m.findAlready()
}

// place puts an entry at its place; fresh is one of another computer that is not carried
// out yet, twice one that has a place already, which counts.
func (m *merge) place(p domain.Placed) (fresh, twice bool, err error) {
	m.unsent = slices.DeleteFunc(m.unsent, func(d domain.Decision) bool { return d.ID == p.Decision.ID })
	_, err = m.tx.Decision(p.Decision.ID)
	switch {
	case err == nil:
		before, err := m.tx.PlaceOf(p.Decision.ID)
		if err != nil || before > 0 {
			return false, before > 0, err
		}
		computer, err := m.tx.Computer(p.Decision.ID)
		if err != nil {
			return false, false, err
		}
		// One of somebody else that had a place before: the team's journal is read anew, and
		// its order may be another one. One of this computer that is proved to be of somebody
		// else than it says is shown as everybody sees it.
		m.Remade = m.Remade || computer != "" || p.ProvedOther() != ""
		return false, false, m.tx.SetPlace(p)
	case !isNotFound(err):
		return false, false, err
	}
	if err := m.tx.AppendPlaced(p); err != nil {
		return false, false, err
	}
	return true, false, m.tx.Await(p.Decision.ID, natural(p.Decision))
}

// meets notes whether an entry of somebody else comes before one of this computer that is
// carried out already and touches the same.
func (m *merge) meets(d domain.Decision) {
	if m.Remade || len(m.unsent) == 0 {
		return
	}
	m.Remade = slices.ContainsFunc(m.unsent, func(own domain.Decision) bool { return !apart(d, own) })
}

// applyAll carries out entries of others on top of everything.
func (m *merge) applyAll(list []domain.Decision) error {
	for _, d := range list {
		m.pr.ids = nil
		err := m.pr.tryApply(d, true)
		if err != nil && !isAboutMissing(err) {
			return err
		}
	}
	return nil
}

// remake makes everything decided anew in the order of the team, and writes what others
// wrote into files, which a rebuild leaves alone.
func (m *merge) remake(ctx context.Context, foreign []domain.Decision) error {
	if _, _, err := rebuildProjections(ctx, m.tx, true); err != nil {
		return err
	}
	if err := m.tx.ForgetArrived(); err != nil {
		return err
	}
	return m.applyAll(slices.DeleteFunc(slices.Clone(foreign), func(d domain.Decision) bool {
		return kinds[d.Kind].files == nil
	}))
}

// findAlready finds decisions of this computer that somebody else had made before.
func (m *merge) findAlready() error {
	if !m.Remade {
		return nil
	}
	for _, own := range m.unsent {
		by, err := m.tx.PassedOver(own.ID)
		if err != nil {
			return err
		}
		if by == "" {
			continue
		}
		theirs, err := m.tx.Decision(by)
		if err != nil {
			return err
		}
		m.Already = append(m.Already, Already{Mine: own, Theirs: theirs})
	}
	return nil
}

// undoneKind is the kind of what an undo or redo is about.
func undoneKind(q domain.Reader, d domain.Decision) domain.DecisionKind {
	if d.Kind != domain.DecideUndo && d.Kind != domain.DecideRedo {
		return ""
	}
	last, err := undoneDecision(q, d)
	if err != nil {
		return ""
	}
	return last.Kind
}

// onRunsOnly are the kinds that change nothing but the runs among their targets.
var onRunsOnly = []domain.DecisionKind{domain.DecideReview, domain.DecideSuccess}

// apart reports whether two entries come to the same in whichever order they are carried
// out. It may say no where they do.
func apart(a, b domain.Decision) bool {
	if !slices.Contains(onRunsOnly, a.Kind) || !slices.Contains(onRunsOnly, b.Kind) {
		return false
	}
	in := make(map[string]bool, len(a.Targets))
	for _, t := range a.Targets {
		in[t] = true
	}
	return !slices.ContainsFunc(b.Targets, func(t string) bool { return in[t] })
}

// stillWaiting leaves out the runs that somebody else reviewed before, where several people
// decide. An entry of which nothing is left is passed over.
func (pr *projector) stillWaiting(ids []int64, d domain.DecisionID) ([]int64, error) {
	if !pr.shared {
		return ids, nil
	}
	reviewed, by, err := pr.tx.ReviewedAmong(ids)
	if err != nil || len(reviewed) == 0 {
		return ids, err
	}
	done := make(map[int64]bool, len(reviewed))
	for _, id := range reviewed {
		done[id] = true
	}
	left := slices.DeleteFunc(slices.Clone(ids), func(id int64) bool { return done[id] })
	if len(left) == 0 {
		err = pr.tx.PassOver(d, by.Entry())
	}
	return left, err
}

// reversedBefore reports whether another entry reversed the same before, where several
// people decide; it is passed over then.
func (pr *projector) reversedBefore(e domain.Decision) (bool, error) {
	if !pr.shared {
		return false, nil
	}
	by, ok := pr.reversed[e.Undoes]
	if !pr.rebuilding {
		var err error
		if by, err = pr.tx.ReversalOf(e.Undoes, e.ID); err != nil {
			return false, err
		}
		ok = by != ""
	}
	if !ok {
		if pr.rebuilding {
			pr.reversed[e.Undoes] = e.ID
		}
		return false, nil
	}
	return true, pr.tx.PassOver(e.ID, by)
}

// isTheirOwn reports whether an entry of somebody else is about how the program looks to
// them: here it changes nothing.
func (pr *projector) isTheirOwn(d domain.Decision) (bool, error) {
	if !pr.shared {
		return false, nil
	}
	about, err := undoneDecision(pr.tx, d)
	if err != nil || about.Kind != domain.DecideSetting {
		return false, err
	}
	if d, ok := setting.Of(domain.SettingKey(about.FirstTarget())); !ok || !d.Personal {
		return false, nil
	}
	computer, err := pr.tx.Computer(d.ID)
	return computer != "", err
}

// natural lists the natural keys of runs, jobs, devices and messages that stand in an entry.
func natural(d domain.Decision) []string {
	var out []string
	seen := map[string]bool{}
	add := func(text string, sure bool) {
		if !seen[text] && (sure || isNatural(text)) {
			seen[text] = true
			out = append(out, text)
		}
	}
	for _, t := range d.Targets {
		add(t, d.Kind == domain.DecideDelete) // those are keys of messages
	}
	dec := json.NewDecoder(bytes.NewReader(d.Payload))
	for {
		token, err := dec.Token()
		if err != nil {
			return out
		}
		if text, ok := token.(string); ok {
			add(text, false)
		}
	}
}

// natural keys begin with where a run or device comes from; those of jobs have four parts.
func isNatural(text string) bool {
	for _, source := range []string{"mail:", "slot:", "silent:", "cove:", "cloud-connect:", "offline:", "gone:"} {
		if strings.HasPrefix(text, source) {
			return true
		}
	}
	return strings.Count(text, "|") == 3
}

// followUp does what has to be done after decisions.
func (svc *Service) followUp(ctx context.Context, f followUp) error {
	var err error
	if svc.p.Import != nil && f.devices {
		// The decision is kept whatever comes of it; the next sync tries again.
		err = svc.p.Import(ctx)
	}
	if svc.p.Prose != nil && f.prose {
		svc.p.Prose()
	}
	if svc.p.Attempts != nil && f.attempts {
		err = errors.Join(err, svc.p.Attempts(ctx, f.jobs...))
	}
	return err
}

// AdminKinds are the kinds of decision that an administrator alone makes, whatever they are
// about. A database that holds the roles of a team refuses them from others.
func AdminKinds() []domain.DecisionKind {
	return slices.DeleteFunc(domain.DecisionKinds(), func(k domain.DecisionKind) bool {
		// Of these two kinds it depends on what they are about.
		return k == domain.DecideSetting || k == domain.DecideAccount ||
			rules.Permitted(domain.RoleOperator, kinds[k].permission(domain.Decision{Kind: k}))
	})
}

// JoinTeam makes this profile a member: every decision of its journal is to be sent.
func (svc *Service) JoinTeam(ctx context.Context, t domain.Team) error {
	if err := svc.permit(rules.ActTeam); err != nil {
		return err
	}
	t.Joined = svc.p.Clock().Truncate(time.Millisecond)
	err := svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		was, err := tx.Team()
		switch {
		case err != nil:
			return err
		case was.Member():
			return conflict("refusal.team_in", was.Name)
		case was.ID != "" && was.ID != t.ID:
			return conflict(
				"refusal.team_was",
				was.Name,
			)
		}
		t.Position, t.Link = was.Position, was.Link
		if was.ID != "" {
			t.Computer = was.Computer
		}
		return tx.PutTeam(t)
	})
	if err == nil {
		svc.nameAs(t)
		svc.p.Changed()
	}
	return err
}

// nameAs makes this person who they are in a team, and outside of it who they were.
func (svc *Service) nameAs(t domain.Team) {
	if !t.Member() {
		t.Actor, t.Role = svc.p.Actor.Name, ""
	}
	svc.mu.Lock()
	defer svc.mu.Unlock()
	svc.name, svc.most = cmp.Or(t.Actor, svc.p.Actor.Name), t.Role
}

// HoldRole keeps the role that the team gave to this person.
func (svc *Service) HoldRole(ctx context.Context, role domain.Role) error {
	var t domain.Team
	err := svc.p.Store.Write(ctx, func(tx domain.Tx) (err error) {
		if t, err = tx.Team(); err != nil || !t.Member() || t.Role == role {
			return err
		}
		t.Role = role
		return tx.PutTeam(t)
	})
	if err == nil {
		svc.nameAs(t)
	}
	return err
}

// Known makes this person who they are in the team of the profile, where it is in one. It
// is called once, before anything is decided.
func (svc *Service) Known(ctx context.Context) error {
	t, _, err := svc.Team(ctx)
	if err == nil {
		svc.nameAs(t)
	}
	return err
}

// LeaveTeam ends it; everybody may. What the team decided so far stays; what is decided from now on stays
// here.
func (svc *Service) LeaveTeam(ctx context.Context) (t domain.Team, err error) {
	if err := svc.permit(rules.ActSee); err != nil {
		return t, err
	}
	err = svc.p.Store.Write(ctx, func(tx domain.Tx) error {
		if t, err = tx.Team(); err != nil {
			return err
		}
		if !t.Member() {
			return conflict("refusal.team_none")
		}
		t.Left = svc.p.Clock().Truncate(time.Millisecond)
		return tx.PutTeam(t)
	})
	if err == nil {
		svc.nameAs(t)
		svc.p.Changed()
	}
	return t, err
}

// StartAnew forgets every place: the journal of the team is not what it was, and is read
// from its beginning. Until then everything stands as it was decided.
func (svc *Service) StartAnew(ctx context.Context) error {
	return svc.p.Store.Write(ctx, func(tx domain.Tx) error { return tx.ForgetPlaces() })
}
