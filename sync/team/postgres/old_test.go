package postgres_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/team/postgres"
)

func TestAServerThatSaysThatItIsOldIsNeitherFoundedNorJoined(t *testing.T) {
	o, address := newTeam(t)
	in, password, err := o.Invite(t.Context(), "alex", domain.RoleOperator)
	if err != nil {
		t.Fatal(err)
	}
	// It answers as PostgreSQL 13 does, whoever asks.
	database := address[strings.LastIndex(address, "/")+1:]
	server.Do(t, database, "CREATE SCHEMA old", "GRANT USAGE ON SCHEMA old TO PUBLIC",
		"CREATE FUNCTION old.current_setting(text) RETURNS text LANGUAGE sql AS $$ SELECT '130014' $$",
		"ALTER DATABASE "+database+" SET search_path = old, pg_catalog")
	_, owner, err := postgres.Address(address)
	if err != nil {
		t.Fatal(err)
	}
	_, founded := postgres.OpenOwner(t.Context(), address, owner)
	_, joined := postgres.Open(t.Context(), in.Address, password)
	for what, err := range map[string]error{"founded": founded, "joined": joined} {
		if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "PostgreSQL 13;") {
			t.Errorf("a team on it is %s: %v", what, err)
		}
	}
}
