package postgres_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/team"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
	"runchecks/sync/team/teamtest"
)

var server *postgrestest.Server

func TestMain(m *testing.M) { postgrestest.Main(m, &server) }

const (
	teamID     domain.TeamID     = "01M83X85ZGK2KZ9MCJE7E8Y508"
	computerID domain.ComputerID = "01M83X85ZGK2KZ9MCJE7E8Y509"
)

// newTeam makes a team in an empty database.
func newTeam(t *testing.T) (o *postgres.Owner, address string) {
	t.Helper()
	address = server.Database(t)
	_, password, err := postgres.Address(address)
	if err != nil {
		t.Fatal(err)
	}
	if o, err = postgres.OpenOwner(t.Context(), address, password); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(o.Close)
	id := domain.TeamID(fmt.Sprintf("01M83X85ZGK2KZ9MCJE7E8%04d", time.Now().UnixNano()%10000))
	if err := o.Create(t.Context(), id, "Night shift", []domain.DecisionKind{domain.DecideRole}); err != nil {
		t.Fatal(err)
	}
	return o, address
}

// member lets somebody in and connects as them.
func member(t *testing.T, o *postgres.Owner, name string, role domain.Role, computer domain.ComputerID) *postgres.Log {
	t.Helper()
	in, password, err := o.Invite(t.Context(), name, role)
	if err != nil {
		t.Fatal(err)
	}
	l, err := postgres.Open(t.Context(), in.Address, password)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(l.Close)
	if is, err := l.Greet(t.Context(), domain.TeamMember{Computer: computer, Version: "1.0"}); err != nil || is != role {
		t.Fatalf("the role %q, %v", is, err)
	}
	return l
}

// decided makes entries of somebody, linked as a journal links them.
func decided(actor string, n int) (out []domain.Decision) {
	link := ""
	for i := range n {
		d := domain.Decision{
			ID: domain.DecisionID(
				fmt.Sprintf("01M83X85ZGK2KZ9MCJE7%s%05d", strings.ToUpper((actor + "X")[:1]), i),
			),
			Profile: "test",
			Actor:   actor,
			At:      time.UnixMilli(1795323622000 + int64(i)).UTC(),
			Kind:    domain.DecideReview,
			Targets: []string{"mail:<a>\x00\"ü#0"},
			Payload: []byte(`{"Names":{"Job":"<ü\u0000>"}}`),
		}
		d.Hash = d.Chain(link)
		link = d.Hash
		out = append(out, d)
	}
	return out
}

func TestTheDatabaseKeepsAJournalAsEveryKeeperDoes(t *testing.T) {
	teamtest.Run(t, func(t *testing.T) teamtest.Kept {
		o, _ := newTeam(t)
		return teamtest.Kept{
			Let: func(t testing.TB, name string, role domain.Role) team.Log {
				in, password, err := o.Invite(t.Context(), name, role)
				if err != nil {
					t.Fatal(err)
				}
				l, err := postgres.Open(t.Context(), in.Address, password)
				if err != nil {
					t.Fatal(err)
				}
				t.Cleanup(l.Close)
				return l
			},
			Remove: func(t testing.TB, name string) {
				if err := o.Remove(t.Context(), name); err != nil {
					t.Fatal(err)
				}
			},
			AdminKind: domain.DecideRole,
		}
	})
}

func TestEntriesComeBackAsTheyWereInOneOrderForAll(t *testing.T) {
	o, _ := newTeam(t)
	kim := member(t, o, "kim", domain.RoleAdmin, computerID)
	alex := member(t, o, "Alex Müller", domain.RoleOperator, computerID[:25]+"A")
	sent := decided("kim", 250)
	if err := kim.Append(t.Context(), computerID, sent); err != nil {
		t.Fatal(err)
	}
	if err := kim.Append(t.Context(), computerID, sent[200:]); err != nil { // the answer was lost
		t.Fatal(err)
	}
	got, err := alex.Since(t.Context(), 0, 1000)
	if err != nil || len(got) != len(sent) {
		t.Fatalf("%d entries, %v", len(got), err)
	}
	link, last := "", int64(0)
	for i, p := range got {
		if p.Position <= last || p.Computer != computerID || fmt.Sprint(p.Decision) != fmt.Sprint(sent[i]) {
			t.Fatalf("entry %d: %+v, sent was %+v", i, p, sent[i])
		}
		if p.Decision.Chain(hashBefore(sent, i)) != p.Decision.Hash {
			t.Fatalf("entry %d does not fit to its link any more", i)
		}
		link, last = p.Chain(link), p.Position
	}
	for _, is := range []struct {
		position int64
		link     string
		holds    bool
	}{{last, link, true}, {last, strings.Repeat("0", 64), false}, {last + 1, link, false}} {
		holds, err := alex.Holds(t.Context(), is.position, is.link)
		if err != nil || holds != is.holds {
			t.Errorf("position %d with %s: %v, %v", is.position, is.link, holds, err)
		}
	}
	if some, err := alex.Since(t.Context(), last-10, 4); err != nil || len(some) != 4 {
		t.Errorf("%d of 4 entries, %v", len(some), err)
	}
}

func hashBefore(list []domain.Decision, i int) string {
	if i == 0 {
		return ""
	}
	return list[i-1].Hash
}

func TestTheDatabaseHoldsWhatEachRoleMayDo(t *testing.T) {
	o, address := newTeam(t)
	kim := member(t, o, "kim", domain.RoleAdmin, computerID)
	if err := kim.Append(t.Context(), computerID, decided("kim", 3)); err != nil {
		t.Fatal(err)
	}
	database := address[strings.LastIndex(address, "/")+1:]
	for _, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
		in, password, err := o.Invite(t.Context(), "sam", role)
		if err != nil {
			t.Fatal(err)
		}
		login := strings.TrimPrefix(in.Address[:strings.LastIndex(in.Address, "@")], "postgres://")
		conn := server.As(t, login, password, database)
		for _, statement := range []string{
			"UPDATE runchecks.entry SET actor = 'sam'",
			"DELETE FROM runchecks.entry",
			"TRUNCATE runchecks.entry",
			"DROP TABLE runchecks.entry",
			"ALTER TABLE runchecks.entry DISABLE TRIGGER ALL",
			"ALTER TABLE runchecks.entry DISABLE ROW LEVEL SECURITY",
			"UPDATE runchecks.member SET role = 'admin'",
			"INSERT INTO runchecks.member VALUES ('x', 'x', 'admin')",
			"DELETE FROM runchecks.admin_kind",
			"SELECT * FROM runchecks.admin_kind",
			"UPDATE runchecks.team SET name = ''",
			"UPDATE runchecks.computer SET login = session_user",
			"INSERT INTO runchecks.computer VALUES ('x', session_user, '')",
			"SELECT setval('runchecks.position', 1)",
			"SELECT nextval('runchecks.position')",
			"SELECT runchecks.greet('" + string(computerID) + "', '')", // somebody else's
			"CREATE FUNCTION runchecks.my_role() RETURNS text LANGUAGE sql AS $$ SELECT 'admin' $$",
			"SET SESSION AUTHORIZATION owner",
			"SET ROLE owner",
			"INSERT INTO runchecks.entry (position, id, computer, actor, kind, hash, link, entry, login) " +
				"VALUES (1, '01M83X85ZGK2KZ9MCJE7E8Y599', '" + string(computerID) + "', 'sam', 'review', '', '', '{}', 'kim')",
		} {
			if _, err := conn.Exec(t.Context(), statement); err == nil {
				t.Errorf("%s may %s", role, statement)
			}
		}
	}
}

func TestAnEntryThatARoleMayNotMakeIsRefused(t *testing.T) {
	o, _ := newTeam(t)
	kim := member(t, o, "kim", domain.RoleAdmin, computerID)
	operator := member(t, o, "olga", domain.RoleOperator, computerID[:25]+"B")
	viewer := member(t, o, "vera", domain.RoleViewer, computerID[:25]+"C")
	own := func(actor string, kind domain.DecisionKind) []domain.Decision {
		list := decided(actor, 1)
		list[0].Kind, list[0].ID = kind, list[0].ID[:24]+domain.DecisionID(strings.ToUpper(string(kind[:2])))
		return list
	}
	for what, tried := range map[string]struct {
		log      *postgres.Log
		computer domain.ComputerID
		entries  []domain.Decision
		may      bool
	}{
		"an operator reviews":                     {operator, computerID[:25] + "B", own("olga", domain.DecideReview), true},
		"an operator changes a role":              {operator, computerID[:25] + "B", own("olga", domain.DecideRole), false},
		"an administrator changes a role":         {kim, computerID, own("kim", domain.DecideRole), true},
		"an operator decides as somebody else":    {operator, computerID[:25] + "B", own("kim", domain.DecideSuccess), false},
		"an operator decides on another computer": {operator, computerID, own("olga", domain.DecideSuccess), false},
		"a viewer reviews":                        {viewer, computerID[:25] + "C", own("vera", domain.DecideReview), false},
	} {
		err := tried.log.Append(t.Context(), tried.computer, tried.entries)
		if (err == nil) != tried.may || err != nil && domain.CodeOf(err) != domain.CodePermission {
			t.Errorf("%s: %v", what, err)
		}
	}
	if err := o.Remove(t.Context(), "olga"); err != nil {
		t.Fatal(err)
	}
	if err := operator.Append(
		t.Context(),
		computerID[:25]+"B",
		own("olga", domain.DecideTicket),
	); domain.CodeOf(
		err,
	) != domain.CodePermission {
		t.Errorf("somebody who was removed decides: %v", err)
	}
}

func TestWhoListensIsToldOfNewEntries(t *testing.T) {
	o, _ := newTeam(t)
	kim := member(t, o, "kim", domain.RoleAdmin, computerID)
	alex := member(t, o, "alex", domain.RoleOperator, computerID[:25]+"A")
	told := make(chan struct{}, 100)
	ctx, stop := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- alex.Watch(ctx, func() { told <- struct{}{} }) }()
	<-told // it listens
	began := time.Now()
	if err := kim.Append(t.Context(), computerID, decided("kim", 1)); err != nil {
		t.Fatal(err)
	}
	select {
	case <-told:
		t.Logf("told after %v", time.Since(began))
	case <-time.After(20 * time.Second):
		t.Error("nobody was told")
	}
	stop()
	if err := <-ended; err == nil {
		t.Error("listening ended without a reason")
	}
}

func TestAnAddressIsCheckedAndCarriesNoPassword(t *testing.T) {
	pinned := "postgres://kim@db.example/runchecks?pin=" + strings.Repeat("ab", 32)
	for text, want := range map[string]string{
		"postgres://kim:secret@db.example/runchecks": "postgres://kim@db.example/runchecks",
		"postgresql://kim@db.example:6432/runchecks": "postgresql://kim@db.example:6432/runchecks",
		pinned: pinned,
		"postgres://kim@db.example/runchecks?sslmode=disable": "",
		"postgres://kim@db.example/runchecks?host=/tmp":       "",
		"postgres://kim@db.example/runchecks?pin=12":          "",
		"postgres://kim@db.example/":                          "",
		"postgres://db.example/runchecks":                     "",
		"mysql://kim@db.example/runchecks":                    "",
		"db.example":                                          "",
		"":                                                    "",
		"postgres://kim:p%zz@db.example/x":                    "",
	} {
		got, _, err := postgres.Address(text)
		if got != want || (err == nil) != (want != "") || strings.Contains(got, "secret") {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestADatabaseThatIsNoTeamOrCannotBeReachedIsSaid(t *testing.T) {
	address := server.Database(t)
	_, password, err := postgres.Address(address)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := postgres.Open(t.Context(), address, password); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("an empty database: %v", err)
	}
	if _, err := postgres.Open(t.Context(), address, "wrong"); domain.CodeOf(err) != domain.CodeSignIn {
		t.Errorf("a wrong password: %v", err)
	}
	if _, err := postgres.Open(t.Context(), "postgres://kim@127.0.0.1:1/runchecks", ""); domain.CodeOf(err) != domain.CodeNetwork {
		t.Errorf("no server: %v", err)
	}
	o, again := newTeam(t)
	if err := o.Create(t.Context(), teamID, "Second", nil); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("a second team in %s: %v", again, err)
	}
}
