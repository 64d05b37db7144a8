package ticketing_test

import (
	"runchecks/domain/review"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

// journal lists the summaries, oldest first, and fails where a secret stands in one.
func (o *office) journal() (out []string) {
	o.Helper()
	err := o.store.Read(o.Context(), func(q domain.Reader) error {
		return q.WalkJournal(func(p domain.Placed) error {
			d := p.Decision
			out = append(out, review.Words(d, time.UTC))
			if text := review.Words(d, time.UTC) + string(d.Payload); strings.Contains(text, secret) || strings.Contains(text, "CODE") {
				o.Errorf("a secret stands in the journal: %s", text)
			}
			return nil
		})
	})
	if err != nil {
		o.Fatal(err)
	}
	return out
}

func TestWhatIsDecidedAboutAutotaskStandsInTheJournal(t *testing.T) {
	o := newOffice(t)
	o.connect()
	if err := o.conn.SetDefaults(t.Context(), domain.DeskDefaults{Status: 1, Priority: 2, Queue: 3}); err != nil {
		t.Fatal(err)
	}
	made, err := o.conn.Create(t.Context(), o.draft(7, "disk full"))
	if err != nil {
		t.Fatal(err)
	}
	if err := o.conn.Disconnect(t.Context()); err != nil {
		t.Fatal(err)
	}
	want := []string{
		"Autotask connected as api@example.com",
		"defaults of new tickets in Autotask changed",
		"ticket " + made.Number + " made in Autotask for Seven: disk full",
		"Autotask disconnected from api@example.com",
	}
	if got := o.journal(); !slices.Equal(got, want) {
		t.Errorf("the journal says %q, want %q", got, want)
	}
}

// A role that may not connect sends nothing to Autotask: not the secret of before, nor one
// that is given.
func TestARoleThatMayNotAsksAutotaskNothing(t *testing.T) {
	for _, role := range []domain.Role{domain.RoleOperator, domain.RoleViewer} {
		o := newOffice(t)
		o.connect()
		o.role = role
		o.reopen()
		before := len(o.srv.Requests())
		refused := map[string]func() error{
			"connect": func() error {
				return o.conn.Connect(t.Context(), login("api@example.com", secret, o.srv))
			},
			"disconnect": func() error { return o.conn.Disconnect(t.Context()) },
			"defaults":   func() error { return o.conn.SetDefaults(t.Context(), domain.DeskDefaults{Status: 1}) },
		}
		if role == domain.RoleViewer {
			refused["create"] = func() error { _, err := o.conn.Create(t.Context(), o.draft(7, "x")); return err }
		}
		for says, call := range refused {
			if err := call(); domain.CodeOf(err) != domain.CodePermission {
				t.Errorf("%s as %s: %v", says, role, err)
			}
		}
		if n := len(o.srv.Requests()) - before; n != 0 || len(o.secrets) != 1 || !o.ready() {
			t.Errorf("as %s: %d requests, %d secrets", role, n, len(o.secrets))
		}
	}
}
