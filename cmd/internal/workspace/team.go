package workspace

import (
	"context"
	"crypto/rand"
	"errors"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
	"runchecks/sync/team"
	"runchecks/sync/team/mailbox"
	"runchecks/sync/team/postgres"
)

// newTeam makes the exchange with the team of the profile, which may be in none.
func (w *Workspace) newTeam(o Options) (*team.Exchange, error) {
	return team.New(team.Params{
		Decisions: w.Desk, Clock: w.Clock, Taken: o.Taken, State: o.TeamState,
		Open: func(ctx context.Context, t domain.Team) (team.Log, error) {
			password, err := w.Secrets.Get(ctx, t.Account())
			if err != nil {
				return nil, err
			}
			return w.openTeam(ctx, t, password)
		},
		Me: func() domain.TeamMember {
			me := w.Desk.Actor()
			return domain.TeamMember{Actor: me.Name, Role: me.Role, Version: Version().Version}
		},
	})
}

// TeamVariable holds the password of the team, or the key of a member, where there is no
// keychain, or nobody who types.
const TeamVariable = "RCHECK_TEAM_PASSWORD"

// HoldTeam keeps the password of the team for this process alone; "" keeps none.
func (w *Workspace) HoldTeam(ctx context.Context, password string) error {
	if password == "" {
		return nil
	}
	t, _, err := w.Desk.Team(ctx)
	if err == nil && t.ID != "" {
		w.Secrets.Hold(t.Account(), password)
	}
	return err
}

// openTeam connects to the journal of a team with the engine that keeps it; the secret is a
// password, or the keys of a team in a mailbox.
func (w *Workspace) openTeam(ctx context.Context, t domain.Team, secret string) (team.Log, error) {
	switch t.Engine {
	case domain.TeamPostgres:
		return postgres.Open(ctx, t.Address, secret)
	case domain.TeamMailbox:
		return w.openFolder(ctx, t, secret)
	}
	return nil, &domain.Error{
		Code: domain.CodeInvalid,
		Said: wording.Of("refusal.team_way", t.Name, t.Engine),
	}
}

// betweenExchanges is how long an exchange with the team is put off at most where nobody
// tells that there is something new.
const betweenExchanges = time.Minute

// ShareWithTeam exchanges with the team of the profile until ctx ends.
func (w *Workspace) ShareWithTeam(ctx context.Context) { w.Team.Run(ctx, betweenExchanges) }

// CreateTeam makes a team in an empty database of PostgreSQL, as its owner, or in a folder of
// a mailbox that is an account of this profile, and makes this profile its first member and
// administrator: its history becomes that of the team.
func (w *Workspace) CreateTeam(ctx context.Context, name, address, password string) (t domain.Team, err error) {
	if err := w.Desk.Permit(rules.ActTeam); err != nil {
		return t, err
	}
	if mailbox.IsAddress(address) {
		return w.createFolder(ctx, name, address)
	}
	o, err := postgres.OpenOwner(ctx, address, password)
	if err != nil {
		return t, err
	}
	defer o.Close()
	if err := o.Create(ctx, domain.TeamID(rand.Text()), name, review.AdminKinds()); err != nil {
		return t, err
	}
	in, password, err := o.Invite(ctx, w.Desk.Actor().Name, domain.RoleAdmin)
	if err != nil {
		return t, err
	}
	return w.JoinTeam(ctx, in, password)
}

// InviteToTeam lets somebody in, as the owner of the database, or without an address as an
// administrator of a team in a mailbox: what they need is returned, and their password or
// key, which nobody else knows. collects lets them fetch for all, until they are removed.
func (w *Workspace) InviteToTeam(
	ctx context.Context,
	address, password, name string,
	role domain.Role,
	collects bool,
) (in team.Invitation, theirs string, err error) {
	if err := w.Desk.Permit(rules.ActTeam); err != nil {
		return in, "", err
	}
	if address == "" {
		if collects {
			return in, "", domain.Refuse(domain.CodeInvalid, "refusal.team_collects_database")
		}
		l, err := w.ownFolder(ctx)
		if err != nil {
			return in, "", err
		}
		defer l.Close()
		return l.Invite(ctx, name, role)
	}
	o, err := postgres.OpenOwner(ctx, address, password)
	if err != nil {
		return in, "", err
	}
	defer o.Close()
	if in, theirs, err = o.Invite(ctx, name, role); err != nil {
		return in, "", err
	}
	if collects {
		err = o.LetCollect(ctx, name)
	}
	return in, theirs, err
}

// RemoveFromTeam takes somebody out of the team, as InviteToTeam lets them in.
func (w *Workspace) RemoveFromTeam(ctx context.Context, address, password, name string) error {
	if err := w.Desk.Permit(rules.ActTeam); err != nil {
		return err
	}
	if address == "" {
		l, err := w.ownFolder(ctx)
		if err != nil {
			return err
		}
		defer l.Close()
		return l.Remove(ctx, name)
	}
	o, err := postgres.OpenOwner(ctx, address, password)
	if err != nil {
		return err
	}
	defer o.Close()
	return o.Remove(ctx, name)
}

// JoinTeam makes this profile a member of a team, keeps the password, and exchanges.
func (w *Workspace) JoinTeam(ctx context.Context, in team.Invitation, password string) (t domain.Team, err error) {
	if err := w.Desk.Permit(rules.ActTeam); err != nil {
		return t, err
	}
	t = membership(in)
	if err := w.mayBring(ctx, in); err != nil {
		return t, err
	}
	log, err := w.openTeam(ctx, t, password)
	if err != nil {
		return t, err
	}
	log.Close()
	if err := w.Secrets.Set(ctx, t.Account(), password); err != nil {
		return t, err
	}
	if err := w.Desk.JoinTeam(ctx, t); err != nil {
		return t, errors.Join(err, w.Secrets.Delete(ctx, t.Account()))
	}
	_, err = w.Team.Sync(ctx)
	return t, err
}

// mayBring refuses a history that the team would not take: an operator has no say in what
// administrators alone decide. A viewer brings nothing.
func (w *Workspace) mayBring(ctx context.Context, in team.Invitation) error {
	if in.Role != domain.RoleOperator {
		return nil
	}
	for _, kind := range review.AdminKinds() {
		list, err := w.Desk.SearchJournal(ctx, domain.JournalFilter{Kind: kind, Limit: 1})
		if err != nil {
			return err
		}
		if len(list) > 0 {
			return &domain.Error{
				Code: domain.CodePermission,
				Said: wording.Of("refusal.team_as_operator", review.Words(list[0], w.Location), in.Name),
			}
		}
	}
	return nil
}

// membership is what an invitation makes of a profile.
func membership(in team.Invitation) domain.Team {
	return domain.Team{
		ID: in.Team, Name: in.Name, Engine: in.Engine, Address: in.Address, Actor: in.For, Role: in.Role,
		Computer: domain.ComputerID(rand.Text()),
	}
}

// LookAtTeam says what would come of joining a team, and changes nothing: it is tried on a
// copy of the cache.
func (w *Workspace) LookAtTeam(ctx context.Context, in team.Invitation, password string) (m domain.TeamMeeting, err error) {
	if err := w.mayBring(ctx, in); err != nil {
		return m, err
	}
	m.Name = in.Name
	t := membership(in)
	log, err := w.openTeam(ctx, t, password)
	if err != nil {
		return m, err
	}
	defer log.Close()
	copied, done, err := w.Store.Scratch(ctx)
	if err != nil {
		return m, err
	}
	defer func() { err = errors.Join(err, done()) }()
	desk, err := review.New(review.Params{
		Store: copied, Clock: w.Clock, Actor: w.Desk.Actor(), Profile: "look", Location: w.Location,
		Definitions: noFiles{}, Words: noFiles{},
	})
	if err != nil {
		return m, err
	}
	if err := desk.JoinTeam(ctx, t); err != nil {
		return m, err
	}
	own, err := desk.Unsent(ctx, 0)
	if err != nil {
		return m, err
	}
	m.Own = len(own)
	for position := int64(0); ; {
		batch, err := log.Since(ctx, position, 1000)
		if err != nil {
			return m, err
		}
		if len(batch) == 0 {
			break
		}
		taken, err := desk.TakeOver(ctx, batch)
		if err != nil {
			return m, err
		}
		m.Theirs += taken.Number
		m.Already = len(taken.Already) // of everything that was decided so far
		position = batch[len(batch)-1].Position
	}
	_, count, err := desk.Team(ctx)
	m.Awaiting = count.Awaiting
	return m, err
}

// noFiles are the files of a look: there are none, and none is written.
type noFiles struct{}

func (noFiles) Definition(string) (string, bool, error) { return "", false, nil }
func (noFiles) PutDefinition(string, string) error      { return nil }
func (noFiles) RemoveDefinition(string) error           { return nil }

// LeaveTeam ends the membership and forgets the password.
func (w *Workspace) LeaveTeam(ctx context.Context) (t domain.Team, err error) {
	if _, err := w.Team.Sync(ctx); err != nil && domain.CodeOf(err) == domain.CodeCancelled {
		return t, err // else what could not be sent stays here
	}
	if t, err = w.Desk.LeaveTeam(ctx); err != nil {
		return t, err
	}
	w.Team.Close()
	return t, w.Secrets.Delete(ctx, t.Account())
}

// exchange shares what was decided, and carries out what others decided about reports that
// are here by now. That the team cannot be reached is said and holds nothing up.
func (w *Workspace) exchange(ctx context.Context) error {
	taken, err := w.Team.Sync(ctx)
	done, caught := w.Desk.CatchUp(ctx)
	if taken > 0 || done { // a device may be linked now
		caught = errors.Join(caught, w.Engine.Import(ctx))
	}
	return errors.Join(err, caught)
}
