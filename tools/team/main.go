// Command team is a team of three on this computer: a PostgreSQL of its own on the loopback,
// and three profiles with the demo's reports. It walks through a morning in the terminal, and
// opens a window for each of the three where there is a display. Everything is thrown away at
// the end. make run-team runs it.
package main

import (
	"bytes"
	"context"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := run(ctx, os.Args[1:])
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "team:", err)
		os.Exit(1)
	}
}

// person is one of the three, with a profile of their own.
type person struct {
	name, folder, password string
}

// run does everything with the programs of a folder.
func run(ctx context.Context, args []string) (err error) {
	if len(args) != 1 {
		return errors.New("name the folder with rcheck and run-checks")
	}
	server, err := postgrestest.Start()
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	folder, err := os.MkdirTemp("", "run-checks-team-*")
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(folder)) }()
	address, owner, err := server.NewDatabase(ctx)
	if err != nil {
		return err
	}
	m := morning{ctx: ctx, programs: args[0], address: address, owner: owner}
	for _, name := range []string{"kim", "alex", "vera"} {
		m.people = append(m.people, &person{name: name, folder: filepath.Join(folder, name)})
	}
	if err := m.begin(); err != nil {
		return err
	}
	if err := m.walk(); err != nil {
		return err
	}
	if os.Getenv("DISPLAY") == "" && os.Getenv("WAYLAND_DISPLAY") == "" {
		return nil
	}
	return m.windows()
}

// morning is three people with one list.
type morning struct {
	ctx            context.Context
	programs       string
	address, owner string
	people         []*person
}

// do runs one command line of somebody and returns its lines of JSON.
func (m *morning) do(p *person, args ...string) (out []map[string]any, err error) {
	c := exec.CommandContext(m.ctx, filepath.Join(m.programs, "rcheck"), append([]string{"--json", "--profile", p.folder}, args...)...)
	c.Env = append(os.Environ(), "RCHECK_TEAM_PASSWORD="+p.password)
	var failed bytes.Buffer
	c.Stderr = &failed
	text, err := c.Output()
	if err != nil {
		return nil, fmt.Errorf("rcheck %s of %s: %w\n%s", strings.Join(args, " "), p.name, err, failed.String())
	}
	for line := range bytes.Lines(text) {
		var value map[string]any
		if err := json.Unmarshal(line, &value); err != nil {
			return nil, err
		}
		out = append(out, value)
	}
	return out, nil
}

// begin gives each of them the demo's reports and makes them a team.
func (m *morning) begin() error {
	for _, p := range m.people {
		fmt.Printf("%s reads the reports of the demo.\n", p.name)
		if _, err := m.do(p, "--demo", "sync"); err != nil {
			return err
		}
	}
	owner, err := postgres.OpenOwner(m.ctx, m.address, m.owner)
	if err != nil {
		return err
	}
	defer owner.Close()
	if err := owner.Create(m.ctx, domain.TeamID(rand.Text()), "Demo", review.AdminKinds()); err != nil {
		return err
	}
	for i, role := range []domain.Role{domain.RoleAdmin, domain.RoleOperator, domain.RoleViewer} {
		p := m.people[i]
		in, password, err := owner.Invite(m.ctx, p.name, role)
		if err != nil {
			return err
		}
		p.password = password
		if _, err := m.do(p, "team", "join", in.String(), "--yes"); err != nil {
			return err
		}
		fmt.Printf("%s joins as %s.\n", p.name, role)
	}
	return nil
}

// jobs are what somebody sees.
func (m *morning) jobs(p *person) ([]map[string]any, error) { return m.do(p, "jobs") }

// exchange lets everybody send and take over.
func (m *morning) exchange() error {
	for range 2 {
		for _, p := range m.people {
			if _, err := m.do(p, "team", "sync"); err != nil {
				return err
			}
		}
	}
	return nil
}

// walk decides as two of them at the same time, and says what each sees.
func (m *morning) walk() error {
	kim, alex := m.people[0], m.people[1]
	for n, step := range []struct {
		who  *person
		said string
		args []string
	}{
		{kim, "kim reviews the first job", []string{"review"}},
		{alex, "alex reviews it as well, before hearing of it", []string{"review"}},
		{alex, "alex looks after the next one for four hours", []string{"claim", "--time", "4h"}},
		{kim, "kim remarks something of the one after it", []string{"remark", "tape is changed by hand", "--job"}},
	} {
		list, err := m.jobs(step.who)
		if err != nil {
			return err
		}
		at := []int{0, 0, 0, 1}[n]
		if len(list) <= at {
			return fmt.Errorf("%s sees %d jobs", step.who.name, len(list))
		}
		id := fmt.Sprintf("%.0f", list[at]["job"])
		fmt.Printf("%s: %v.\n", step.said, list[at]["job_name"])
		args := slices.Concat(step.args, []string{id})
		if step.args[0] == "claim" {
			args = []string{"claim", id, "--time", "4h"} // flags stand last
		}
		if _, err := m.do(step.who, args...); err != nil {
			return err
		}
	}
	if err := m.exchange(); err != nil {
		return err
	}
	want := ""
	for _, p := range m.people {
		list, err := m.do(p, "jobs", "--all")
		if err != nil {
			return err
		}
		var seen strings.Builder
		for _, j := range list {
			fmt.Fprintln(&seen, j["key"], j["status"], j["runs"])
		}
		fmt.Printf("%s sees %d jobs.\n", p.name, len(list))
		if want != "" && want != seen.String() {
			return errors.New("they do not see the same")
		}
		want = seen.String()
		if _, err := m.do(p, "journal", "verify"); err != nil {
			return err
		}
	}
	found, err := m.do(kim, "search", "by:alex")
	if err != nil {
		return err
	}
	fmt.Printf("Alex looks after %d job, as kim sees; the journals of all three are whole.\n", len(found))
	return nil
}

// windows opens one for each and waits until all are closed.
func (m *morning) windows() error {
	var all []*exec.Cmd
	for _, p := range m.people {
		c := exec.CommandContext(m.ctx, filepath.Join(m.programs, "run-checks"), "--demo", "--profile", p.folder)
		c.Env = append(os.Environ(), "RCHECK_TEAM_PASSWORD="+p.password)
		if err := c.Start(); err != nil {
			return err
		}
		all = append(all, c)
	}
	var err error
	for _, c := range all {
		if ended := c.Wait(); m.ctx.Err() == nil {
			err = errors.Join(err, ended)
		}
	}
	return err
}
