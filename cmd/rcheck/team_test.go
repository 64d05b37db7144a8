package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"runchecks/sync/simulate"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
)

// person is somebody with a profile and a keychain of their own.
type person struct {
	*testing.T
	profile string
	keys    ring
}

func newPerson(t *testing.T, name string) *person {
	return &person{t, filepath.Join(t.TempDir(), name), ring{entries: map[string]string{}}}
}

// do runs one command line and returns its lines of JSON.
func (p *person) do(code int, input string, args ...string) []map[string]any {
	p.Helper()
	got := withRing(p.keys, input, append([]string{"--json", "--profile", p.profile}, args...)...)
	if got.code != code {
		p.Fatalf("%q: exit %d: %s%s", args, got.code, got.out, got.err)
	}
	var lines []map[string]any
	for line := range strings.Lines(got.out) {
		var value map[string]any
		if err := json.Unmarshal([]byte(line), &value); err != nil {
			p.Fatalf("%q: %q is no JSON", args, line)
		}
		lines = append(lines, value)
	}
	return lines
}

// waiting lists the jobs that wait, as "customer/job runs".
func (p *person) waiting() string {
	p.Helper()
	var b strings.Builder
	for _, j := range p.do(exitGood, "", "jobs") {
		fmt.Fprintln(&b, j["key"], j["runs"])
	}
	return b.String()
}

// kept is where a team is kept, as command lines say it.
type kept struct {
	create, owner []string
	password      string
	// prepare makes a profile ready, nil where nothing is to be done.
	prepare func(*person)
}

func TestThreePeopleShareOneList(t *testing.T) {
	server, err := postgrestest.Start()
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	}()
	address, owner, err := postgres.Address(server.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	as := []string{"--owner", address}
	shareOneList(t, kept{create: as, owner: as, password: owner + "\n"})
}

func TestThreePeopleShareOneListInAMailbox(t *testing.T) {
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "office@example.com", Password: "p"})
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	t.Setenv("TEAM_MAILBOX", "p")
	shareOneList(t, kept{create: []string{"--mailbox", "office"}, prepare: func(p *person) {
		p.do(exitGood, "", "account", "add", "imap", "--name", "office", "--host", host, "--port", strconv.Itoa(port), "--tls", "none",
			"--user", "office@example.com", "--secret-env", "TEAM_MAILBOX")
	}})
}

// shareOneList drives a team from its beginning to its end.
func shareOneList(t *testing.T, at kept) {
	kim, alex, vera := newPerson(t, "kim"), newPerson(t, "alex"), newPerson(t, "vera")
	for _, p := range []*person{kim, alex, vera} {
		p.do(exitGood, "", "--demo", "sync")
	}
	if kim.waiting() != alex.waiting() || kim.waiting() == "" {
		t.Fatal("the demo is not the same for two people")
	}
	if at.prepare != nil {
		for _, p := range []*person{kim, alex, vera} {
			at.prepare(p)
		}
	}
	kim.do(exitFailed, "", "team", "members")
	kim.do(exitFailed, "", "team", "sync")
	// Kim decided something before there was a team.
	first := kim.do(exitGood, "", "jobs")
	kim.do(exitGood, "", "review", id(t, first[0], "job"))
	kim.do(exitGood, at.password, append([]string{"team", "create", "Night shift"}, at.create...)...)

	join := func(p *person, name, role string) {
		in := kim.do(exitGood, at.password, append([]string{"team", "invite", name, "--role", role}, at.owner...)...)[0]
		password := in["password"].(string) + "\n"
		file := filepath.Join(t.TempDir(), "invitation.txt")
		if err := os.WriteFile(file, []byte(in["invitation"].(string)), 0o600); err != nil {
			t.Fatal(err)
		}
		look := p.do(exitGood, password, "team", "join", file)[0]
		if look["theirs"].(float64) == 0 {
			t.Errorf("the look of %s: %v", name, look)
		}
		if is := p.do(exitGood, "", "team")[0]; is["team"] != "" {
			t.Errorf("a look made %s a member: %v", name, is)
		}
		p.do(exitGood, password, "team", "join", in["invitation"].(string), "--yes")
		if strings.Contains(in["invitation"].(string), in["password"].(string)) {
			t.Error("the password stands in the invitation")
		}
	}
	join(alex, "alex", "operator")
	join(vera, "vera", "viewer")
	if kim.do(exitGood, "", "team", "sync"); kim.waiting() != alex.waiting() {
		t.Errorf("kim sees\n%s\nalex sees\n%s", kim.waiting(), alex.waiting())
	}

	// Both decide about the same job before they hear of each other, and Alex about another.
	jobs := kim.do(exitGood, "", "jobs")
	kim.do(exitGood, "", "review", id(t, jobs[0], "job"))
	for _, n := range []int{0, 1} {
		for _, j := range alex.do(exitGood, "", "jobs") {
			if j["key"] == jobs[n]["key"] {
				alex.do(exitGood, "", "review", id(t, j, "job"))
				break
			}
		}
	}
	if count := alex.do(exitGood, "", "team")[0]["unsent"]; count != 2.0 {
		t.Errorf("%v decisions of Alex are not sent, not 2", count)
	}
	kim.do(exitGood, "", "team", "sync")
	alex.do(exitGood, "", "team", "sync")
	if got := kim.do(exitGood, "", "team", "sync")[0]["taken"]; got != 2.0 {
		t.Errorf("kim took %v decisions over, not 2", got)
	}
	vera.do(exitGood, "", "team", "sync")
	if kim.waiting() != alex.waiting() {
		t.Errorf("kim sees\n%s\nalex sees\n%s", kim.waiting(), alex.waiting())
	}
	for i, j := range vera.do(exitGood, "", "jobs", "--all") {
		if of := kim.do(exitGood, "", "jobs", "--all")[i]; j["key"] != of["key"] || j["status"] != of["status"] ||
			j["customer"] != of["customer"] {
			t.Errorf("kim sees %v, vera %v", of, j)
			break
		}
	}
	vera.do(exitFailed, "", "review", id(t, jobs[1], "job"))
	for _, p := range []*person{kim, alex, vera} {
		p.do(exitGood, "", "journal", "verify")
	}
	if members := kim.do(
		exitGood,
		"",
		"team",
		"members",
	); len(members) != 3 || members[0]["name"] != "alex" ||
		members[0]["seen"] == nil {
		t.Errorf("members: %v", members)
	}

	kim.do(exitGood, at.password, append([]string{"team", "remove", "alex"}, at.owner...)...)
	alex.do(exitFailed, "", "team", "sync")
	alex.do(exitGood, "", "team", "leave")
	if is := alex.do(exitGood, "", "team")[0]; is["team"] != "" {
		t.Errorf("after leaving: %v", is)
	}
	alex.do(exitGood, "", "review", id(t, alex.do(exitGood, "", "jobs")[0], "job"))
	alex.do(exitGood, "", "journal", "verify")
}
