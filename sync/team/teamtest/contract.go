// Package teamtest holds what every keeper of a team's journal must do, whatever it is, and
// one that does it as badly as is allowed.
package teamtest

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/team"
)

// Kept is a team whose journal is kept somewhere.
type Kept struct {
	// Let lets somebody in, or gives them another role, and connects as them.
	Let func(t testing.TB, name string, role domain.Role) team.Log
	// Remove takes somebody out.
	Remove func(t testing.TB, name string)
	// AdminKind is a kind that administrators alone decide.
	AdminKind domain.DecisionKind
}

// Computer is the computer of somebody in tests.
func Computer(name string) domain.ComputerID {
	return domain.ComputerID((strings.ToUpper(strings.Map(onlyLetters, name)) + strings.Repeat("0", 26))[:26])
}

func onlyLetters(r rune) rune {
	if r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9' {
		return r
	}
	return -1
}

// Decided makes entries of somebody, linked as a journal links them.
func Decided(actor string, n int) (out []domain.Decision) {
	link := ""
	for i := range n {
		d := domain.Decision{
			ID:      domain.DecisionID(fmt.Sprintf("01M83X85ZGK2KZ9MCJE7%s%05d", strings.ToUpper((actor + "X")[:1]), i)),
			Profile: "test", Actor: actor, At: time.UnixMilli(1795323622000 + int64(i)).UTC(), Kind: domain.DecideReview,
			Targets: []string{"mail:<a>\x00\"ü#0"}, Payload: []byte(`{"Names":{"Job":"<ü\u0000>"}}`),
		}
		d.Hash = d.Chain(link)
		link = d.Hash
		out = append(out, d)
	}
	return out
}

// All reads everything after a position, some entries at a time; an entry that is there twice
// counts once.
func All(ctx context.Context, l team.Log, after int64, limit int) (out []domain.Placed, err error) {
	seen := map[domain.DecisionID]bool{}
	for {
		list, err := l.Since(ctx, after, limit)
		if err != nil || len(list) == 0 {
			return out, err
		}
		if len(list) > limit {
			return out, fmt.Errorf("%d entries were given where %d were asked for", len(list), limit)
		}
		for _, p := range list {
			if p.Position <= after {
				return out, fmt.Errorf("position %d comes after %d", p.Position, after)
			}
			if after = p.Position; !seen[p.Decision.ID] {
				seen[p.Decision.ID] = true
				out = append(out, p)
			}
		}
	}
}

// Greet says that the computer of somebody is there.
func Greet(t testing.TB, l team.Log, name string, role domain.Role) team.Log {
	t.Helper()
	is, err := l.Greet(t.Context(), domain.TeamMember{Computer: Computer(name), Version: "1.0"})
	if err != nil || is != role {
		t.Fatalf("%s has the role %q, %v", name, is, err)
	}
	return l
}

// Run runs the contract.
func Run(t *testing.T, keep func(t *testing.T) Kept) {
	let := func(t *testing.T, k Kept, name string, role domain.Role) team.Log {
		t.Helper()
		return Greet(t, k.Let(t, name, role), name, role)
	}
	add := func(t *testing.T, l team.Log, name string, list ...domain.Decision) {
		t.Helper()
		if err := l.Append(t.Context(), Computer(name), list); err != nil {
			t.Fatal(err)
		}
	}

	t.Run("entries come back as they were, in one order for all, and say whose they are", func(t *testing.T) {
		k := keep(t)
		kim, alex := let(t, k, "kim", domain.RoleAdmin), let(t, k, "Alex Müller", domain.RoleOperator)
		sent := Decided("kim", 250)
		add(t, kim, "kim", sent...)
		add(t, kim, "kim", sent[200:]...) // the answer was lost
		for _, limit := range []int{1000, 7} {
			got, err := All(t.Context(), alex, 0, limit)
			if err != nil || len(got) != len(sent) {
				t.Fatalf("%d entries, %v", len(got), err)
			}
			for i, p := range got {
				if p.Computer != Computer("kim") || p.Member != "kim" || fmt.Sprint(p.Decision) != fmt.Sprint(sent[i]) {
					t.Fatalf("entry %d: %+v, sent was %+v", i, p, sent[i])
				}
			}
			rest, err := All(t.Context(), alex, got[100].Position, limit)
			if err != nil || len(rest) < 149 || rest[0].Decision.ID != got[101].Decision.ID {
				t.Fatalf("after entry 100 come %d, %v", len(rest), err)
			}
		}
	})

	t.Run("the order that was taken over holds, and what is not there does not", func(t *testing.T) {
		k := keep(t)
		kim := let(t, k, "kim", domain.RoleAdmin)
		add(t, kim, "kim", Decided("kim", 5)...)
		got, err := All(t.Context(), kim, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		link, last := "", int64(0)
		for _, p := range got {
			link, last = p.Chain(link), p.Position
		}
		for range 2 {
			if holds, err := kim.Holds(t.Context(), last, link); err != nil || !holds {
				t.Errorf("the newest place: %v, %v", holds, err)
			}
		}
		if holds, err := kim.Holds(t.Context(), last+1<<20, link); err != nil || holds {
			t.Errorf("a place that nobody gave: %v, %v", holds, err)
		}
	})

	t.Run("who came in between is told of all that they may read, in one order", func(t *testing.T) {
		k := keep(t)
		kim, alex := let(t, k, "kim", domain.RoleAdmin), let(t, k, "alex", domain.RoleOperator)
		for i := range 6 {
			add(t, kim, "kim", Decided("kim", 6)[i])
			add(t, alex, "alex", Decided("alex", 6)[i])
		}
		sam := let(t, k, "sam", domain.RoleViewer)
		var orders []string
		for _, l := range []team.Log{kim, alex, sam} {
			list, err := All(t.Context(), l, 0, 5)
			if err != nil || len(list) != 12 {
				t.Fatalf("%d entries, %v", len(list), err)
			}
			var order []string
			for _, p := range list {
				order = append(order, fmt.Sprint(p.Position, p.Decision.ID))
			}
			orders = append(orders, strings.Join(order, " "))
		}
		if len(slices.Compact(orders)) != 1 {
			t.Errorf("the orders differ: %v", orders)
		}
	})

	t.Run("an entry that a role may not make is refused", func(t *testing.T) {
		k := keep(t)
		kim, olga := let(t, k, "kim", domain.RoleAdmin), let(t, k, "olga", domain.RoleOperator)
		vera := let(t, k, "vera", domain.RoleViewer)
		own := func(actor string, kind domain.DecisionKind) domain.Decision {
			d := Decided(actor, 1)[0]
			d.Kind = kind
			return d
		}
		for what, tried := range map[string]struct {
			log   team.Log
			name  string
			entry domain.Decision
		}{
			"an operator decides what administrators do": {olga, "olga", own("olga", k.AdminKind)},
			"a viewer reviews":                           {vera, "vera", own("vera", domain.DecideReview)},
			"somebody decides on another's computer":     {olga, "kim", own("olga", domain.DecideReview)},
		} {
			err := tried.log.Append(t.Context(), Computer(tried.name), []domain.Decision{tried.entry})
			if domain.CodeOf(err) != domain.CodePermission {
				t.Errorf("%s: %v", what, err)
			}
		}
		add(t, kim, "kim", own("kim", k.AdminKind))
		k.Remove(t, "olga")
		if err := olga.Append(t.Context(), Computer("olga"), Decided("olga", 1)); domain.CodeOf(err) != domain.CodePermission {
			t.Errorf("somebody who was removed decides: %v", err)
		}
		if list, err := All(t.Context(), kim, 0, 100); err != nil || len(list) != 1 {
			t.Errorf("%d entries are there, %v", len(list), err)
		}
	})

	t.Run("nobody decides as somebody else", func(t *testing.T) {
		k := keep(t)
		let(t, k, "kim", domain.RoleAdmin)
		eve := let(t, k, "eve", domain.RoleOperator)
		forged := Decided("eve", 2)
		forged[0].Actor, forged[1].Actor = "kim", "the boss"
		for _, d := range forged {
			err := eve.Append(t.Context(), Computer("eve"), []domain.Decision{d})
			if err != nil && domain.CodeOf(err) != domain.CodePermission {
				t.Fatal(err)
			}
		}
		list, err := All(t.Context(), eve, 0, 100)
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range list {
			if p.Member != "eve" || !strings.HasSuffix(p.Actor(), " (eve)") {
				t.Errorf("%s is said to be of %q", p.Decision.Actor, p.Actor())
			}
		}
	})

	t.Run("a kind of a newer program comes back as it was", func(t *testing.T) {
		k := keep(t)
		kim := let(t, k, "kim", domain.RoleAdmin)
		d := Decided("kim", 1)[0]
		d.Kind, d.Payload = "levitate", []byte(`{"height":[1,2,{"unit":"m"}]}`)
		d.Hash = d.Chain("")
		add(t, kim, "kim", d)
		if list, err := All(t.Context(), kim, 0, 10); err != nil || len(list) != 1 || fmt.Sprint(list[0].Decision) != fmt.Sprint(d) {
			t.Errorf("%+v, %v", list, err)
		}
	})

	t.Run("the members are listed, with those who were never seen", func(t *testing.T) {
		k := keep(t)
		kim := let(t, k, "kim", domain.RoleAdmin)
		k.Let(t, "alex", domain.RoleViewer)
		list, err := kim.Members(t.Context())
		if err != nil || len(list) != 2 || list[0].Actor != "alex" || list[0].Role != domain.RoleViewer || !list[0].Seen.IsZero() ||
			list[1].Computer != Computer("kim") || list[1].Version != "1.0" || list[1].Seen.IsZero() {
			t.Errorf("%+v, %v", list, err)
		}
		if _, err := kim.Greet(t.Context(), domain.TeamMember{Computer: Computer("kim"), Version: "2.0"}); err != nil {
			t.Fatal(err)
		}
		if list, err = kim.Members(t.Context()); err != nil || len(list) != 2 || list[1].Version != "2.0" {
			t.Errorf("%+v, %v", list, err)
		}
		k.Remove(t, "alex")
		if list, err = kim.Members(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("%+v, %v", list, err)
		}
	})

	t.Run("a member gets another role", func(t *testing.T) {
		k := keep(t)
		let(t, k, "kim", domain.RoleAdmin)
		let(t, k, "alex", domain.RoleViewer)
		alex := let(t, k, "alex", domain.RoleOperator)
		add(t, alex, "alex", Decided("alex", 1)...)
		if list, err := All(t.Context(), alex, 0, 10); err != nil || len(list) != 1 || list[0].Member != "alex" {
			t.Errorf("%+v, %v", list, err)
		}
	})

	t.Run("who listens is told of new entries, and ends with the context", func(t *testing.T) {
		k := keep(t)
		kim, alex := let(t, k, "kim", domain.RoleAdmin), let(t, k, "alex", domain.RoleOperator)
		ctx, stop := context.WithCancel(t.Context())
		told := make(chan struct{}, 100)
		ended := make(chan error, 1)
		go func() { ended <- alex.Watch(ctx, func() { told <- struct{}{} }) }()
		<-told // it listens
		add(t, kim, "kim", Decided("kim", 1)...)
		select {
		case <-told:
		case <-time.After(20 * time.Second):
			t.Error("nobody was told")
		}
		stop()
		if err := <-ended; err == nil {
			t.Error("listening ended without a reason")
		}
	})

	t.Run("a context that ended is an error and changes nothing", func(t *testing.T) {
		k := keep(t)
		kim := let(t, k, "kim", domain.RoleAdmin)
		ctx, stop := context.WithCancel(t.Context())
		stop()
		if err := kim.Append(ctx, Computer("kim"), Decided("kim", 1)); err == nil {
			t.Error("it was added")
		}
		if _, err := kim.Since(ctx, 0, 10); err == nil {
			t.Error("it was read")
		}
		if list, err := All(t.Context(), kim, 0, 10); err != nil || len(list) != 0 {
			t.Errorf("%d entries, %v", len(list), err)
		}
		if err := kim.Append(t.Context(), Computer("kim"), Decided("kim", 1)); err != nil {
			t.Error(err)
		}
	})
}
