package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/plainfile"
	"runchecks/sync/team"
	teammail "runchecks/sync/team/mailbox"
	"runchecks/sync/team/postgres"
)

// Variables that hold passwords where there is no keychain, or nobody who types.
const (
	teamVariable  = workspace.TeamVariable
	ownerVariable = "RCHECK_TEAM_OWNER_PASSWORD"
)

type teamJSON struct {
	// Team is its name, "" where the profile is in none.
	Team     string  `json:"team"`
	Engine   string  `json:"engine"`
	Address  string  `json:"address"`
	Computer string  `json:"computer"`
	Joined   *string `json:"joined"`
	// Unsent are decisions that the team does not know yet, Awaiting those of others about
	// reports that are not here.
	Unsent   int `json:"unsent"`
	Awaiting int `json:"awaiting"`
}

// teamDoneJSON is what came of a command about a team.
type teamDoneJSON struct {
	Team string `json:"team"`
	Did  string `json:"did"` // created, joined, left, removed or synced
	// Name is who was removed.
	Name *string `json:"name"`
	// Taken are the decisions of others that were taken over.
	Taken *int `json:"taken"`
	// Anew is true where the journal of the team was not what it was, and was read from its
	// beginning; Refused counts what was passed over in a mailbox.
	Anew    bool `json:"anew"`
	Refused int  `json:"refused"`
}

type invitationJSON struct {
	Invitation string `json:"invitation"`
	Password   string `json:"password"`
}

// teamStatus says which team the profile is in, and how far they are apart.
func teamStatus(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		is, count, err := w.Desk.Team(ctx)
		if err != nil {
			return err
		}
		if !is.Member() {
			return t.print(teamJSON{}, "This profile is in no team.")
		}
		joined := is.Joined.Format(time.RFC3339)
		line := teamJSON{Team: is.Name, Engine: string(is.Engine), Address: is.Address, Computer: string(is.Computer), Joined: &joined,
			Unsent: count.Unsent, Awaiting: count.Awaiting}
		text := fmt.Sprintf("%s, kept at %s: %s to send", is.Name, is.Address, counted(count.Unsent, "decision"))
		if count.Awaiting > 0 {
			text += fmt.Sprintf(", %s of others about reports that are not here yet", counted(count.Awaiting, "decision"))
		}
		return t.print(line, text)
	})
}

func counted(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// ownerFlags say how to sign in as whom the database belongs to.
type ownerFlags struct{ address string }

func (o *ownerFlags) declare(f *flag.FlagSet) {
	f.StringVar(&o.address, "owner", "", "`address` of the database with the login that it belongs to, like "+
		"postgres://owner@db.example.com/runchecks; the password is read from "+ownerVariable+", or from standard input")
}

// read returns the address and the password.
func (o *ownerFlags) read(t *terminal, command string) (address, password string, err error) {
	if o.address == "" {
		return "", "", usagef("%s: name the database with --owner, or an account with --mailbox", command)
	}
	address, password, err = postgres.Address(o.address)
	if err != nil {
		return "", "", err
	}
	if password != "" {
		return "", "", usagef(
			"%s: a command line is seen by others; put the password into %s or on standard input",
			command,
			ownerVariable,
		)
	}
	if password = os.Getenv(ownerVariable); password == "" {
		password, err = t.secretOnInput(command)
	}
	return address, password, err
}

// inMailbox reports whether the database is left out since the team is in a mailbox; then no
// password is asked for.
func (o *ownerFlags) inMailbox(ctx context.Context, t *terminal) (is bool, err error) {
	if o.address != "" {
		return false, nil
	}
	err = t.with(ctx, func(w *workspace.Workspace) error {
		team, _, err := w.Desk.Team(ctx)
		is = team.Member() && team.Engine == domain.TeamMailbox
		return err
	})
	return is, err
}

// readFor is read where the team is in a database, and nothing where it is in a mailbox.
func (o *ownerFlags) readFor(ctx context.Context, t *terminal, command string) (address, password string, err error) {
	if is, err := o.inMailbox(ctx, t); is || err != nil {
		return "", "", err
	}
	return o.read(t, command)
}

// teamCreate makes a team.
func teamCreate(f *flag.FlagSet) action {
	var o ownerFlags
	o.declare(f)
	account := f.String("mailbox", "", "`account` of this profile whose mailbox keeps the team, instead of a database")
	folder := f.String("folder", "", "`folder` of that mailbox; without it “"+teammail.Folder+"”")
	return func(ctx context.Context, t *terminal, words []string) error {
		var address, password string
		if *account == "" {
			var err error
			if address, password, err = o.read(t, "team create"); err != nil {
				return err
			}
		}
		return t.with(ctx, func(w *workspace.Workspace) (err error) {
			if *account != "" {
				if address, err = w.MailboxTeam(ctx, *account, *folder); err != nil {
					return err
				}
			}
			made, err := w.CreateTeam(ctx, strings.Join(words, " "), address, password)
			if err != nil {
				return err
			}
			return t.print(
				teamDoneJSON{Team: made.Name, Did: "created"},
				fmt.Sprintf(
					"The team %s is made and this profile is in it. Let the others in with “rcheck team invite NAME”.",
					made.Name,
				),
			)
		})
	}
}

// teamInvite lets somebody in.
func teamInvite(f *flag.FlagSet) action {
	var o ownerFlags
	o.declare(f)
	role := f.String("role", string(domain.RoleOperator), "admin, operator or viewer")
	collects := f.Bool("collects", false, "may fetch for all, too, with “rcheck sync --collect”, until “rcheck team remove”")
	return func(ctx context.Context, t *terminal, words []string) error {
		address, password, err := o.readFor(ctx, t, "team invite")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			name := strings.Join(words, " ")
			in, theirs, err := w.InviteToTeam(ctx, address, password, name, domain.Role(*role), *collects)
			if err != nil {
				return err
			}
			return t.print(invitationJSON{in.String(), theirs}, fmt.Sprintf(
				"Give %s this invitation, and by another way this password; it is shown only now.\n\n%s\n\n%s", name, in, theirs))
		})
	}
}

// teamRemove takes somebody out.
func teamRemove(f *flag.FlagSet) action {
	var o ownerFlags
	o.declare(f)
	return func(ctx context.Context, t *terminal, words []string) error {
		address, password, err := o.readFor(ctx, t, "team remove")
		if err != nil {
			return err
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			name := strings.Join(words, " ")
			if err := w.RemoveFromTeam(ctx, address, password, name); err != nil {
				return err
			}
			return t.print(teamDoneJSON{Did: "removed", Name: &name}, name+" is no member any more. What they decided stays.")
		})
	}
}

// maxInvitation bounds a file with an invitation, in bytes.
const maxInvitation = 1 << 16

// teamJoin joins a team, after a look at what would meet what.
func teamJoin(f *flag.FlagSet) action {
	yes := f.Bool("yes", false, "join; without it, only say what would come of it")
	return func(ctx context.Context, t *terminal, words []string) error {
		text := words[0]
		if !team.IsInvitation(text) {
			read, err := plainfile.Read(text, maxInvitation)
			if err != nil {
				return err
			}
			text = string(read)
		}
		in, err := team.ParseInvitation(text)
		if err != nil {
			return err
		}
		password := os.Getenv(teamVariable)
		if password == "" {
			if password, err = t.secretOnInput("team join"); err != nil {
				return err
			}
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			if !*yes {
				return t.lookAtTeam(ctx, w, in, password)
			}
			joined, err := w.JoinTeam(ctx, in, password)
			if err != nil {
				return err
			}
			return t.print(teamDoneJSON{Team: joined.Name, Did: "joined"}, "This profile is in the team "+joined.Name+".")
		})
	}
}

type meetingJSON struct {
	Team string `json:"team"`
	// Own and Theirs count decisions; Already are own ones that somebody of the team made
	// before, Awaiting those of the team about reports that are not here.
	Own      int `json:"own"`
	Theirs   int `json:"theirs"`
	Already  int `json:"already"`
	Awaiting int `json:"awaiting"`
}

// lookAtTeam says what would come of joining.
func (t *terminal) lookAtTeam(ctx context.Context, w *workspace.Workspace, in team.Invitation, password string) error {
	m, err := w.LookAtTeam(ctx, in, password)
	if err != nil {
		return err
	}
	text := fmt.Sprintf("The team %s has %s, this profile %s.", in.Name, counted(m.Theirs, "decision"), counted(m.Own, "decision"))
	if m.Already > 0 {
		text += fmt.Sprintf(
			" %s of this profile would have nothing left to do: somebody of the team did it.",
			counted(m.Already, "decision"),
		)
	}
	if m.Awaiting > 0 {
		text += fmt.Sprintf(" %s of the team would wait for reports that are not here yet.", counted(m.Awaiting, "decision"))
	}
	return t.print(meetingJSON{in.Name, m.Own, m.Theirs, m.Already, m.Awaiting}, text+" Nothing was changed; join with --yes.")
}

// teamLeave leaves the team.
func teamLeave(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		left, err := w.LeaveTeam(ctx)
		if err != nil {
			return err
		}
		return t.print(teamDoneJSON{Team: left.Name, Did: "left"},
			"This profile has left the team "+left.Name+". What was decided stays; what is decided from now on stays here.")
	})
}

type memberJSON struct {
	Name     string  `json:"name"`
	Role     string  `json:"role"`
	Computer string  `json:"computer"`
	Version  string  `json:"version"`
	Seen     *string `json:"seen"`
}

// inTeam refuses where the profile is in no team.
func inTeam(ctx context.Context, w *workspace.Workspace) error {
	t, _, err := w.Desk.Team(ctx)
	if err == nil && !t.Member() {
		err = &domain.Error{
			Code:    domain.CodeNotFound,
			Message: "This profile is in no team. “rcheck team join” and “rcheck team create” change that.",
		}
	}
	return err
}

// teamMembers lists who takes part.
func teamMembers(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := inTeam(ctx, w); err != nil {
			return err
		}
		list, err := w.Team.Members(ctx)
		if err != nil {
			return err
		}
		for _, m := range list {
			line := memberJSON{Name: m.Actor, Role: string(m.Role), Computer: string(m.Computer), Version: m.Version}
			text := fmt.Sprintf("%s, %s", m.Actor, m.Role)
			if !m.Seen.IsZero() {
				seen := m.Seen.Format(time.RFC3339)
				line.Seen = &seen
				text += fmt.Sprintf(", last seen %s with version %s", m.Seen.In(w.Location).Format("2 Jan 2006 15:04"), m.Version)
			}
			if err := t.print(line, text); err != nil {
				return err
			}
		}
		return nil
	})
}

// teamSync exchanges with the team and nothing else.
func teamSync(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		if err := inTeam(ctx, w); err != nil {
			return err
		}
		taken, err := w.Team.Sync(ctx)
		_, caught := w.Desk.CatchUp(ctx)
		if err := errors.Join(err, caught); err != nil {
			return err
		}
		is := w.Team.State()
		text := counted(taken, "decision") + " of others taken over"
		if !is.Anew.IsZero() {
			text += ". The journal of the team was not what it was, as after an older copy was put back: it was read from its beginning, " +
				"and what was decided here was sent again"
		}
		if is.Refused > 0 {
			text += fmt.Sprintf(". %d mails in the folder of the team are not of it, and were passed over", is.Refused)
		}
		return t.print(teamDoneJSON{Team: is.Team.Name, Did: "synced", Taken: &taken, Anew: !is.Anew.IsZero(), Refused: is.Refused}, text)
	})
}
