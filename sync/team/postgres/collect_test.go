package postgres_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/team/collect"
	"runchecks/sync/team/postgres"
	"runchecks/sync/team/teamtest"
)

// collector lets somebody collect and connects as them.
func collector(t *testing.T, o *postgres.Owner, name string) *postgres.Log {
	t.Helper()
	l := member(t, o, name, domain.RoleViewer, teamtest.Computer(name))
	if err := o.LetCollect(t.Context(), name); err != nil {
		t.Fatal(err)
	}
	return l
}

// turn takes the turn to collect.
func turn(t *testing.T, l *postgres.Log, name string, lasts time.Duration) collect.Fence {
	t.Helper()
	n, holder, err := l.Collect(t.Context(), teamtest.Computer(name), lasts)
	if err != nil || n == 0 {
		t.Fatalf("%s has no turn, but %q: %v", name, holder, err)
	}
	return n
}

// mails are pieces with numbers from one to another.
func mails(from, to int) (out []collect.Piece) {
	for n := from; n <= to; n++ {
		out = append(out, collect.Piece{
			Kind: collect.Mail, Key: fmt.Sprint("hash ", n), At: time.UnixMilli(1795323622000 + int64(n)).UTC(), Size: int64(n),
			Body: []byte{1, byte(n)},
		})
	}
	return out
}

func TestWhatIsCollectedComesInOneOrderToEverybodyOnce(t *testing.T) {
	o, _ := newTeam(t)
	sam, alex := collector(t, o, "sam"), member(t, o, "alex", domain.RoleViewer, teamtest.Computer("alex"))
	has := turn(t, sam, "sam", time.Minute)
	for range 2 { // the answer was lost
		if err := sam.Put(t.Context(), has, "office", mails(1, 3), 3); err != nil {
			t.Fatal(err)
		}
	}
	if err := sam.Put(t.Context(), has, "other", mails(1, 1), 1); err != nil {
		t.Fatal(err)
	}
	if err := sam.Put(t.Context(), has, "office", mails(3, 5), 5); err != nil {
		t.Fatal(err)
	}
	got, err := alex.After(t.Context(), "office", 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, p := range got {
		keys = append(keys, p.Key)
	}
	if want := []string{"hash 1", "hash 2", "hash 3", "hash 4", "hash 5"}; !slices.Equal(keys, want) {
		t.Errorf("%v, want %v", keys, want)
	}
	if p := got[3]; p.Size != 4 || string(p.Body) != "\x01\x04" || !p.At.Equal(mails(4, 4)[0].At) || p.Source != "office" ||
		p.Kind != collect.Mail {
		t.Errorf("a piece comes back as %+v", p)
	}
	if rest, err := alex.After(t.Context(), "office", got[3].Position, 100); err != nil || len(rest) != 1 {
		t.Errorf("%d pieces follow the fourth, %v", len(rest), err)
	}
	if mark, err := sam.Mark(t.Context(), teamtest.Computer("sam"), "office"); err != nil || mark != 5 {
		t.Errorf("the mark is %d, %v", mark, err)
	}
	if from, err := alex.From(t.Context(), "office", mails(4, 4)[0].At); err != nil || from != got[3].Position-1 {
		t.Errorf("what is no older than the fourth follows %d, %v", from, err)
	}
}

func TestASecondCollectorTakesOverFromASilentOneWhichCannotWriteAnyMore(t *testing.T) {
	o, _ := newTeam(t)
	sam, kim := collector(t, o, "sam"), collector(t, o, "kim")
	first := turn(t, sam, "sam", time.Minute)
	if n, holder, err := kim.Collect(t.Context(), teamtest.Computer("kim"), time.Minute); n != 0 || holder != "sam" || err != nil {
		t.Fatalf("two have the turn: %d, %q, %v", n, holder, err)
	}
	if again := turn(t, sam, "sam", 0); again != first { // and then it is silent
		t.Errorf("keeping the turn makes %d of %d", again, first)
	}
	second := turn(t, kim, "kim", time.Minute)
	if second <= first {
		t.Errorf("the number of a turn fell from %d to %d", first, second)
	}
	if err := kim.Put(t.Context(), second, "office", mails(1, 1), 1); err != nil {
		t.Fatal(err)
	}
	for what, err := range map[string]error{
		"puts":    sam.Put(t.Context(), first, "office", mails(2, 2), 2),
		"lies":    sam.Put(t.Context(), second, "office", mails(2, 2), 2),
		"looked":  sam.Looked(t.Context(), first, collect.Account{Name: "office", Kind: "imap"}),
		"forgets": func() error { _, err := sam.Forget(t.Context(), first, 31); return err }(),
		"drops":   sam.Collects(t.Context(), first, nil),
	} {
		if domain.CodeOf(err) != domain.CodeConflict || !strings.Contains(err.Error(), "kim") {
			t.Errorf("who lost the turn %s: %v", what, err)
		}
	}
	if got, err := kim.After(t.Context(), "office", 0, 10); err != nil || len(got) != 1 {
		t.Errorf("%d pieces, %v", len(got), err)
	}
}

func TestOnlyWhomTheOwnerLetCollects(t *testing.T) {
	o, _ := newTeam(t)
	alex := member(t, o, "alex", domain.RoleAdmin, teamtest.Computer("alex"))
	if _, _, err := alex.Collect(t.Context(), teamtest.Computer("alex"), time.Minute); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("an administrator collects: %v", err)
	}
	sam := collector(t, o, "sam")
	has := turn(t, sam, "sam", time.Minute)
	if err := o.Remove(t.Context(), "sam"); err != nil {
		t.Fatal(err)
	}
	if err := sam.Put(t.Context(), has, "office", mails(1, 1), 1); err == nil {
		t.Error("who was removed still gives")
	}
	again := member(t, o, "sam", domain.RoleOperator, teamtest.Computer("sam"))
	if _, _, err := again.Collect(t.Context(), teamtest.Computer("sam"), time.Minute); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("who was let in again collects: %v", err)
	}
}

func TestWhatWasCollectedLongAgoGoesAndHolds(t *testing.T) {
	o, address := newTeam(t)
	database := address[strings.LastIndex(address, "/")+1:]
	sam := collector(t, o, "sam")
	has := turn(t, sam, "sam", time.Minute)
	if err := sam.Put(t.Context(), has, "office", mails(1, 5), 5); err != nil {
		t.Fatal(err)
	}
	all, err := sam.After(t.Context(), "office", 0, 10)
	if err != nil {
		t.Fatal(err)
	}
	server.Do(t, database, "UPDATE runchecks.collected SET arrived = now() - interval '40 days' WHERE key IN ('hash 1', 'hash 2')")
	if _, err := sam.Forget(t.Context(), has, 30); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("what was collected 30 days ago goes: %v", err)
	}
	if n, err := sam.Forget(t.Context(), has, 31); n != 2 || err != nil {
		t.Errorf("%d pieces go, %v", n, err)
	}
	is := func(want string) func(string) bool { return func(key string) bool { return key == want } }
	for _, c := range []struct {
		position int64
		key      string
		holds    bool
	}{
		{all[1].Position, "hash 2", true}, // it went by its age
		{all[2].Position, "hash 3", true},
		{all[2].Position, "hash 4", false},
		{all[4].Position + 1, "hash 6", false}, // an older copy was put back
	} {
		if holds, err := sam.HoldsPiece(t.Context(), "office", c.position, is(c.key)); holds != c.holds || err != nil {
			t.Errorf("%s at %d: %v, %v", c.key, c.position, holds, err)
		}
	}
}

func TestEverybodyHearsHowAnAccountStands(t *testing.T) {
	o, _ := newTeam(t)
	sam, alex := collector(t, o, "sam"), member(t, o, "alex", domain.RoleViewer, teamtest.Computer("alex"))
	if list, err := alex.Accounts(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("nobody collects: %v, %v", list, err)
	}
	has := turn(t, sam, "sam", time.Minute)
	ctx, stop := context.WithCancel(t.Context())
	heard := make(chan string, 8)
	var listening sync.WaitGroup
	listening.Go(func() { _ = alex.Listen(ctx, func(name string) { heard <- name }) })
	if name := <-heard; name != "" {
		t.Errorf("listening begins with %q", name)
	}
	at := time.UnixMilli(1795323622000).UTC()
	is := collect.Account{Name: "office", Kind: domain.AccountIMAP, Tried: at, Covered: at, Notice: "one folder was not there"}
	if err := sam.Looked(t.Context(), has, is); err != nil {
		t.Fatal(err)
	}
	if name := <-heard; name != "office" {
		t.Errorf("heard of %q", name)
	}
	stop()
	listening.Wait()
	list, err := alex.Accounts(t.Context())
	if err != nil || len(list) != 1 || fmt.Sprint(list[0].Name, list[0].Kind, list[0].Tried.UTC(), list[0].Covered.UTC(), list[0].Notice) !=
		fmt.Sprint(is.Name, is.Kind, is.Tried, is.Covered, is.Notice) {
		t.Errorf("%+v, %v", list, err)
	}
	bad := is
	bad.Covered, bad.Error = time.Time{}, "the server is silent"
	if err := sam.Looked(t.Context(), has, bad); err != nil {
		t.Fatal(err)
	}
	if list, _ := alex.Accounts(t.Context()); list[0].Error != bad.Error || !list[0].Covered.Equal(at) {
		t.Errorf("a sync that failed covers less than before: %+v", list[0])
	}
	if err := sam.Collects(t.Context(), has, []string{"another"}); err != nil {
		t.Fatal(err)
	}
	if list, _ := alex.Accounts(t.Context()); len(list) != 0 {
		t.Errorf("%+v is still collected", list)
	}
}

func TestATeamOfBeforeThereWereCollectorsGetsOne(t *testing.T) {
	o, address := newTeam(t)
	database := address[strings.LastIndex(address, "/")+1:]
	id, _, err := o.Identity(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	group := "runchecks_" + strings.ToLower(string(id)) + "_collect"
	server.Do(
		t,
		database,
		"DROP TABLE runchecks.collected, runchecks.source, runchecks.mark",
		"DROP FUNCTION runchecks.keep, runchecks.collect, runchecks.come, runchecks.looked, runchecks.collects, runchecks.forget, runchecks.turn",
		"DROP TABLE runchecks.lease",
		"DROP SEQUENCE runchecks.arrival",
		`DROP OWNED BY "`+group+`"`,
		`DROP ROLE "`+group+`"`,
	)
	alex := member(t, o, "alex", domain.RoleViewer, teamtest.Computer("alex"))
	if list, err := alex.Accounts(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("%v, %v", list, err)
	}
	if _, _, err := alex.Collect(t.Context(), teamtest.Computer("alex"), time.Minute); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("somebody collects: %v", err)
	}
	if err := o.Remove(t.Context(), "alex"); err != nil {
		t.Error(err)
	}
	sam := collector(t, o, "sam")
	if err := sam.Put(t.Context(), turn(t, sam, "sam", time.Minute), "office", mails(1, 1), 1); err != nil {
		t.Error(err)
	}
}
