package workspace

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/mail"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
	"runchecks/sync/team"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/postgres/postgrestest"
)

// crew is a team in a database, and whoever lets people in.
type crew struct {
	*testing.T
	server         *postgrestest.Server
	address, owner string
}

func newCrew(t *testing.T) *crew {
	t.Helper()
	server, err := postgrestest.Start()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	address, owner, err := postgres.Address(server.Database(t))
	if err != nil {
		t.Fatal(err)
	}
	return &crew{t, server, address, owner}
}

// profile opens a workspace with a keychain of its own.
func (c *crew) profile(o Options) *Workspace {
	c.Helper()
	o.Ring, o.Create, o.Folder = &ring{entries: map[string]string{}}, true, filepath.Join(c.TempDir(), "profile")
	w, err := Open(c.Context(), o)
	if err != nil {
		c.Fatal(err)
	}
	c.Cleanup(func() {
		if err := w.Close(); err != nil {
			c.Error(err)
		}
	})
	return w
}

// join lets somebody in with a profile.
func (c *crew) join(admin, w *Workspace, name string, role domain.Role) {
	c.Helper()
	in, password := c.invite(admin, name, role, false)
	if _, err := w.JoinTeam(c.Context(), in, password); err != nil {
		c.Fatal(err)
	}
}

func (c *crew) invite(admin *Workspace, name string, role domain.Role, collects bool) (team.Invitation, string) {
	c.Helper()
	in, password, err := admin.InviteToTeam(c.Context(), c.address, c.owner, name, role, collects)
	if err != nil {
		c.Fatal(err)
	}
	return in, password
}

// collector opens the demo's profile, whose accounts are collected.
func (c *crew) collector(o Options) *Workspace {
	c.Helper()
	o.Demo = true
	w := c.profile(o)
	if err := w.Sync(c.Context(), ""); err != nil {
		c.Fatal(err)
	}
	if _, err := w.CreateTeam(c.Context(), "Night shift", c.address, c.owner); err != nil {
		c.Fatal(err)
	}
	return w
}

// let lets the person of a profile collect.
func (c *crew) let(w *Workspace) {
	c.Helper()
	o, err := postgres.OpenOwner(c.Context(), c.address, c.owner)
	if err != nil {
		c.Fatal(err)
	}
	defer o.Close()
	if err := o.LetCollect(c.Context(), w.Desk.Actor().Name); err != nil {
		c.Fatal(err)
	}
}

// reported is what people see of reports: every run with its job, what it was judged and its
// texts, every device, and what waits in the inbox.
func (c *crew) reported(w *Workspace) (out []string) {
	c.Helper()
	err := w.Store.Read(c.Context(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			runs, err := q.RunsIn(j.Job.ID, time.Unix(0, 0), w.Clock().AddDate(1, 0, 0))
			if err != nil {
				return err
			}
			for _, r := range runs {
				var objects []string
				for _, o := range r.Objects {
					objects = append(objects, fmt.Sprint(o.Name, o.Status, o.Message))
				}
				slices.Sort(objects)
				out = append(out, fmt.Sprintf("run %s of %s in %s: %s, at last %s, %q, reviewed %t; %v",
					r.Key, j.Job.Key, j.Customer.Name, r.Status, r.Effective.Status, r.Error, r.Review != nil, objects))
			}
		}
		devices, err := q.Devices()
		if err != nil {
			return err
		}
		for _, d := range devices {
			out = append(
				out,
				fmt.Sprintf("device %s %q of %q: %s, %s, last %s, gone %t", d.Key, d.Name, d.Customer, d.State, d.Status, d.Last,
					!d.MissingSince.IsZero()),
			)
		}
		inbox, err := q.Inbox(0)
		for _, i := range inbox {
			out = append(out, fmt.Sprintf("inbox %s: %s %s", i.Message.Key, i.Message.State, i.Message.Reason))
		}
		return err
	})
	if err != nil {
		c.Fatal(err)
	}
	slices.Sort(out)
	return out
}

func TestALaptopWithoutAPasswordShowsWhatTheCollectorFetched(t *testing.T) {
	c := newCrew(t)
	// What is history is reckoned from when a computer first looked, so that time stands still.
	clock := &movedClock{now: time.Date(2026, 11, 24, 6, 0, 0, 0, time.UTC)}
	collector := c.collector(Options{Clock: clock.read})
	if err := collector.Collect(t.Context(), ""); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("who was not let collects: %v", err)
	}
	c.let(collector)
	if err := collector.Collect(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	// After its tenants were linked the provider reports on them again, and again.
	for range 3 {
		report := again(t, collector.demo.plan.Mails, "cloud-connect@nachtwacht.example", clock.forward(time.Second))
		if err := collector.demo.server.Append(report); err != nil {
			t.Fatal(err)
		}
	}
	if err := collector.Collect(t.Context(), demoAccount); err != nil {
		t.Fatal(err)
	}
	laptop := c.profile(Options{Clock: collector.Clock})
	c.join(collector, laptop, "alex", domain.RoleOperator)
	// The mails come alone first: no sync of another account carries out what was decided. What the
	// first whole sync brought is decided about by the second.
	for _, account := range []string{demoAccount, "", ""} {
		if err := laptop.Sync(t.Context(), account); err != nil {
			t.Fatal(err)
		}
	}
	want, got := c.reported(collector), c.reported(laptop)
	if len(want) == 0 || !slices.Equal(got, want) {
		t.Errorf("of %d rows differ:\n%s", len(want), differing(want, got))
	}
	var accounts []domain.Account
	if err := laptop.Store.Read(t.Context(), func(q domain.Reader) (err error) {
		accounts, err = q.Accounts()
		return err
	}); err != nil {
		t.Fatal(err)
	}
	for _, a := range accounts {
		if a.Kind != domain.AccountTeam || a.Health.LastError != "" || a.Health.Covered.IsZero() {
			t.Errorf("%s stands as %+v", a.Name, a)
		}
	}
	if len(accounts) == 0 {
		t.Error("the laptop has no account of what is collected")
	}
}

func TestANewMailReachesEverybodyWhileTheCollectorStays(t *testing.T) {
	if testing.Short() {
		t.Skip("two workspaces that stay")
	}
	c := newCrew(t)
	collector := c.collector(Options{})
	c.let(collector)
	laptop := c.profile(Options{Clock: collector.Clock})
	c.join(collector, laptop, "alex", domain.RoleOperator)
	ctx, stop := context.WithCancel(t.Context())
	var staying sync.WaitGroup
	defer staying.Wait()
	defer stop()
	stay := func(w *Workspace, collecting bool) <-chan error {
		told := make(chan error, 64)
		staying.Go(func() {
			if err := w.Stay(ctx, collecting, func(err error) { told <- err }); !errors.Is(err, context.Canceled) {
				t.Error(err)
			}
		})
		return told
	}
	collected := stay(collector, true)
	if err := <-collected; err != nil { // all is given
		t.Fatal(err)
	}
	read := stay(laptop, false)
	if err := <-read; err != nil {
		t.Fatal(err)
	}
	raw := "From: new@example.com\r\nSubject: something new\r\nMessage-ID: <new@example.com>\r\n\r\nIt is here.\r\n"
	began := time.Now()
	if err := collector.demo.server.Append(simulate.Mail{Received: collector.Clock(), Raw: []byte(raw)}); err != nil {
		t.Fatal(err)
	}
	for there := false; !there; {
		select {
		case err := <-collected:
			if err != nil {
				t.Fatal(err)
			}
		case err := <-read:
			if err != nil {
				t.Fatal(err)
			}
			err = laptop.Store.Read(ctx, func(q domain.Reader) error {
				_, err := q.MessageByKey("new@example.com")
				there = err == nil
				if domain.CodeOf(err) == domain.CodeNotFound {
					return nil
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	t.Logf("a new mail is at the laptop after %s", time.Since(began).Round(time.Millisecond))
}

// again is the newest of the mails from a sender, sent once more.
func again(t *testing.T, mails []simulate.Mail, sender string, at time.Time) simulate.Mail {
	t.Helper()
	for _, m := range slices.Backward(mails) {
		header, err := mail.ReadMessage(bytes.NewReader(m.Raw))
		if err != nil {
			continue
		}
		from, id := header.Header.Get("From"), header.Header.Get("Message-ID")
		if !strings.Contains(from, sender) {
			continue
		}
		raw := bytes.Replace(m.Raw, []byte(id), fmt.Appendf(nil, "<%d@provider.example>", at.UnixNano()), 1)
		raw = bytes.ReplaceAll(raw, []byte(header.Header.Get("Date")), []byte(at.Format(time.RFC1123Z)))
		return simulate.Mail{Received: at, Raw: raw}
	}
	t.Fatalf("no mail is from %s", sender)
	return simulate.Mail{}
}

func differing(a, b []string) string {
	var out []string
	for _, row := range a {
		if _, ok := slices.BinarySearch(b, row); !ok {
			out = append(out, "- "+row)
		}
	}
	for _, row := range b {
		if _, ok := slices.BinarySearch(a, row); !ok {
			out = append(out, "+ "+row)
		}
	}
	return strings.Join(out[:min(len(out), 3000)], "\n")
}
