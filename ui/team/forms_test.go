package team_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/textarea"
)

// colleagues are a team without a server, which remembers how it was joined.
type colleagues struct {
	uitest.Colleagues
	joined, looked string
}

func (c *colleagues) Look(ctx context.Context, invitation, password string) (domain.TeamMeeting, error) {
	c.looked = invitation + " " + password
	return c.Colleagues.Look(ctx, invitation, password)
}

func (c *colleagues) Join(ctx context.Context, invitation, password string) (string, error) {
	c.joined = invitation + " " + password
	return c.Colleagues.Join(ctx, invitation, password)
}

func with(c *colleagues) func(*features.Params) { return func(p *features.Params) { p.View.Team = c } }

var night = uitest.InTeam()

func TestForms(t *testing.T) {
	join := uitest.On(shell.RunChecks, func(d *uitest.Desk) {
		d.W.Team.SetState(domain.TeamState{})
		d.Do("team.join")
	})
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"joinForm": join,
		"createIn": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.Team.SetState(domain.TeamState{})
			d.Do("team.create")
			d.Settle()
		}),
		"inviteForm": uitest.On(shell.RunChecks, func(d *uitest.Desk) {
			d.W.Team.SetState(night)
			d.Do("team.invite")
		}),
	}, with(&colleagues{}))
}

func TestJoiningSaysFirstWhatWouldComeOfIt(t *testing.T) {
	c := &colleagues{}
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, with(c))
	d.Do("team.join")
	d.Settle()
	f := d.W.OpenForm()
	if f.Finish(); !d.W.Covered() || c.looked != "" {
		t.Fatal("nothing was given, and something was tried")
	}
	invitation, ok := f.Fields()[0].(*textarea.Area)
	if !ok {
		t.Fatalf("the first field is %T", f.Fields()[0])
	}
	password, ok := f.Fields()[1].(*formentry.Entry)
	if !ok {
		t.Fatalf("the second field is %T", f.Fields()[1])
	}
	invitation.SetText("runchecks-team:abc")
	password.SetText("hunter2")
	f.Finish()
	d.Settle()
	if c.looked != "runchecks-team:abc hunter2" || c.joined != "" || !d.W.Covered() {
		t.Fatalf("after the first press: looked %q, joined %q", c.looked, c.joined)
	}
	password.SetText("hunter3")
	f.Finish()
	d.Settle()
	if c.joined != "" {
		t.Fatal("another password was joined with than was looked with")
	}
	f.Finish()
	d.Settle()
	if c.joined != "runchecks-team:abc hunter3" || d.W.Covered() {
		t.Errorf("after the second press: joined %q", c.joined)
	}
}

func TestTheStatusBarSaysHowFarTheTeamIs(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, with(&colleagues{}))
	for _, is := range []struct {
		state domain.TeamState
		text  string
		good  bool
	}{
		{domain.TeamState{}, "", true},
		{night, "Team Night shift", true},
		{
			domain.TeamState{Team: night.Team, TeamCount: domain.TeamCount{Unsent: 3, Awaiting: 41}, Err: context.DeadlineExceeded},
			"Team Night shift, cannot be reached, 3 decisions to send, 41 decisions wait for reports", false,
		},
	} {
		d.W.Team.SetState(is.state)
		text, good, _ := d.W.Team.StatusLine()
		if text != is.text || good != is.good {
			t.Errorf("%q, %v", text, good)
		}
	}
	d.Do("team.show")
	d.Settle()
	if !d.W.Covered() {
		t.Error("the team is not shown")
	}
	lines, err := d.W.Team.Model.Lines(t.Context())
	if err != nil || !strings.Contains(lines, "alex, Operator") {
		t.Errorf("%q, %v", lines, err)
	}
}
