package model_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
)

// opened stores one job with a night of objects after the other, the oldest first, of which the
// last waits.
func (s *screen) opened(nights ...[]domain.Object) domain.Job {
	s.Helper()
	job, err := storagetest.Job(context.Background(), s.Store, "fenwright", 1)
	if err != nil {
		s.Fatal(err)
	}
	for n, objects := range nights {
		at := modeltest.Night.AddDate(0, 0, n-len(nights)+1)
		r := storagetest.Run(job, n, at, objects...)
		r.Started, r.Ended = domain.Stamp{Time: at, Zoned: true}, domain.Stamp{Time: at.Add(79 * time.Minute), Zoned: true}
		if n < len(nights)-1 {
			r.Review = &domain.Review{At: at.Add(time.Hour), By: "kim", Decision: "01"}
		}
		s.PutRuns(r)
	}
	s.load()
	return job
}

func vms(status domain.Status, message string, names ...string) (out []domain.Object) {
	for _, name := range names {
		out = append(out, domain.Object{Name: name, Type: "VM", Status: status, Message: message})
	}
	return out
}

// pane returns the objects as shown: the selected row in brackets.
func (s *screen) pane() string {
	var out []string
	for i, l := range s.m.ObjectPane().Lines {
		text := strings.Join(strings.Fields(fmt.Sprint(l.Title, " ", l.New, " ", l.Since)), " ")
		if l.Member {
			text = "- " + text
		}
		if i == s.m.ObjectSelected() {
			text = "[" + text + "]"
		}
		out = append(out, text)
	}
	return strings.Join(out, ", ")
}

func TestObjectsThatSayTheSameAreOneRowAndWhatIsFineIsFolded(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	good := append(vms(domain.Success, "", "a", "b", "c", "ok1", "ok2"), vms(domain.Warning, "late", "x")...)
	bad := append(vms(domain.Failed, "no gateway", "a", "b", "c"), vms(domain.Warning, "late", "x")...)
	bad = append(bad, vms(domain.Success, "", "ok1", "ok2")...)
	s.opened(good, good, bad)
	var counts []string
	for _, c := range s.m.ObjectPane().Counts {
		counts = append(counts, c.Text)
	}
	if got := strings.Join(counts, " · "); got != "3 failed · 1 warning · 2 fine" {
		t.Errorf("the head counts %q", got)
	}
	for _, step := range []struct {
		what string
		do   func()
		want string
	}{
		{"as it opens", func() {}, "[3 VMs new good until yest.], x 3rd night · never good, 2 fine"},
		{"unfolded", func() { s.m.FoldObject(true) },
			"[3 VMs new good until yest.], - a new good until yest., - b new good until yest., - c new good until yest., " +
				"x 3rd night · never good, 2 fine"},
		{"folded from a member", func() { s.m.SelectObject(2); s.m.FoldObject(false) },
			"[3 VMs new good until yest.], x 3rd night · never good, 2 fine"},
		{"fine ones unfolded", func() { s.m.TurnObject(2) },
			"3 VMs new good until yest., x 3rd night · never good, [2 fine], - ok1, - ok2"},
		{"filtered by status", func() { s.m.FilterObjects("status:warn") }, "[x 3rd night · never good]"},
		{"filtered by words", func() { s.m.FilterObjects("GATEWAY b") }, "[b new good until yest.]"},
		{"beyond the end", func() { s.m.FilterObjects(""); s.m.SelectObject(99) },
			"3 VMs new good until yest., x 3rd night · never good, 2 fine, - ok1, [- ok2]"},
	} {
		if step.do(); s.pane() != step.want {
			t.Errorf("%s:\ngot  %s\nwant %s", step.what, s.pane(), step.want)
		}
	}
	if head := s.m.HeadOf(s.m.Details()); head.Why.Text() != "Failed because 3 of 6 objects failed: “no gateway”" {
		t.Errorf("the reason: %q", head.Why.Text())
	} else if !strings.Contains(head.When, "(1 h 19 min)") || head.New != "new tonight" {
		t.Errorf("the line below the title: %q, %q", head.When, head.New)
	}
}

func TestTheNightsOfAJobAreShownOneByOneWhateverWaits(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	good, bad := vms(domain.Success, "", "a"), vms(domain.Failed, "no gateway", "a")
	s.opened(good, bad, good, bad)
	at := func() string {
		list := s.m.Nights()
		return fmt.Sprint(len(list)-1-s.m.ShownNight(), " back, ", s.m.Details().Run.Status, ", waits ", s.m.Details().Run.Review == nil)
	}
	step := func(what string, do func(), want string) {
		t.Helper()
		do()
		s.Settle()
		if got := at(); got != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	step("as it opens", func() {}, "0 back, Failed, waits true")
	step("the night before", func() { s.m.MoveNight(-1) }, "1 back, Success, waits false")
	step("two nights before", func() { s.m.MoveNight(-1) }, "2 back, Failed, waits false")
	step("read again", s.m.Reload, "2 back, Failed, waits false")
	step("the oldest", func() { s.m.MoveNight(-1) }, "3 back, Success, waits false")
	if s.m.CanMoveNight(-1) || !s.m.CanMoveNight(1) {
		t.Error("before the oldest night there is another, or none after it")
	}
	step("the next that waits", func() { s.m.MoveRun(-1) }, "0 back, Failed, waits true")
	step("a night by its place", func() { s.m.ShowNight(len(s.m.Nights()) - 2) }, "1 back, Success, waits false")
	step("a night without a run", func() { s.m.ShowNight(0) }, "1 back, Success, waits false")
	if s.m.SameCause() != "" {
		t.Errorf("a job alone has the cause of others: %q", s.m.SameCause())
	}
	s.m.MarkReviewed()
	s.Settle()
	if len(s.m.Rows()) != 0 || s.m.Nights() != nil {
		t.Errorf("after the review %d rows and %d nights are left", len(s.m.Rows()), len(s.m.Nights()))
	}
}

func TestTheHistoryFollowsTheCursorAndPicksTwoNights(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	good := append(vms(domain.Success, "", "a"), vms(domain.Success, "", "b")...)
	bad := append(vms(domain.Failed, "no gateway", "a"), vms(domain.Success, "", "b")...)
	s.opened(good, bad, good, bad)
	s.m.OpenHistory(true)
	s.Settle()
	h := s.m.History()
	last := len(h.Map.Nights) - 1
	if len(h.Rows) != 3 || h.Span != 90 || h.Night != last || h.B != last || h.A != last-1 {
		t.Fatalf("it opens with %d rows of %d nights at %d, A %d, B %d", len(h.Rows), h.Span, h.Night, h.A, h.B)
	}
	s.m.MoveHistory(-2, 1)
	if got := s.m.HistoryTip(); !strings.Contains(got, "a, ") || !strings.HasSuffix(got, "Failed: no gateway") {
		t.Errorf("under the cursor: %q", got)
	}
	s.m.PickNight()
	s.m.MoveHistory(-1, -5)
	s.m.PickNight()
	if h.A != last-3 || h.B != last-2 || h.Row != 0 {
		t.Errorf("picked A %d and B %d in row %d", last-h.A, last-h.B, h.Row)
	}
	s.m.OpenCompare(true)
	s.Settle()
	c := s.m.Comparison()
	if c.Differ != 1 || c.Same != 1 || c.Rows[len(c.Rows)-1].Names != "b" {
		t.Errorf("compared: %+v", c.Rows)
	}
	s.m.SwitchEqual()
	if !c.All || c.Rows[len(c.Rows)-1].Folded {
		t.Error("what is equal stays folded")
	}
	s.m.SwitchOnly()
	if len(h.Rows) != 2 {
		t.Errorf("%d rows have a problem", len(h.Rows))
	}
	s.m.MoveHistory(0, 1)
	s.m.ShowCursor()
	s.Settle()
	if s.m.ShownNight() != len(s.m.Nights())-4 {
		t.Errorf("Enter shows night %d", s.m.ShownNight())
	}
	s.m.MoveHistory(-1<<30, 1<<30)
	if s.m.PickNight(); !strings.Contains(s.m.Toast().Text, "No run") {
		t.Errorf("a night without a run is picked: %q", s.m.Toast().Text)
	}
	s.m.SetSpan(28)
	s.Settle()
	if len(h.Map.Nights) != 28 {
		t.Errorf("%d nights are shown", len(h.Map.Nights))
	}
}

func TestFourHundredHostileObjectsAndManyRunsStayShort(t *testing.T) {
	s := newScreen(t, domain.RoleOperator)
	long := strings.Repeat("x", 10_000)
	var objects []domain.Object
	for n := range 400 {
		o := domain.Object{Name: fmt.Sprint("שלום-😀-", n, long), Status: domain.Failed, Message: fmt.Sprint("\u202eevil ", n, long)}
		objects = append(objects, o)
	}
	s.opened(objects, objects)
	s.m.OpenHistory(true)
	s.m.OpenCompare(true)
	s.Settle()
	if n := len(s.m.ObjectPane().Lines); n != 400 {
		t.Errorf("%d rows of objects", n)
	}
	if n := len(s.m.History().Rows); n != 401 {
		t.Errorf("%d rows of history", n)
	}
	if c := s.m.Comparison(); c.Differ != 0 || c.Same != 400 {
		t.Errorf("%d differ, %d are equal", c.Differ, c.Same)
	}
}
