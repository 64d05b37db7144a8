package autotask

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func ids(from, n int64) []int64 {
	var out []int64
	for i := range n {
		out = append(out, from+i)
	}
	return out
}

func TestTicketsAreAskedForInChunksOf200AndAllPagesAreRead(t *testing.T) {
	b := open(t, withTickets(450), func(o *simulate.AutotaskOptions) { o.PageSize = 150 })
	asked := append(ids(1000, 450), 1000, 0, -5) // once is enough, and these are no ids
	found, missing, err := b.Tickets(t.Context(), asked)
	if err != nil || len(found) != 450 || missing != nil {
		t.Fatalf("%d found, missing %v: %v", len(found), missing, err)
	}
	var sizes []int
	for _, r := range b.srv.Requests() {
		var q struct {
			Filter []struct{ Value []int64 }
		}
		if json.Unmarshal([]byte(r.Body), &q) == nil && r.Query == "" && len(q.Filter) == 1 {
			sizes = append(sizes, len(q.Filter[0].Value))
		}
	}
	if !slices.Equal(sizes, []int{200, 200, 50}) || b.count("POST", "query/next") != 2 {
		t.Errorf("chunks of %v, %d further pages", sizes, b.count("POST", "query/next"))
	}
}

func TestResolvedDeletedAbsentAndUnknownTicketsAreToldApart(t *testing.T) {
	b := open(t, withTickets(6))
	all := b.srv.Tickets()
	all[1].Status = StatusComplete
	all[2].Completed, all[2].Status = testNow, 13
	all[3].Hidden = true
	all[5].Hidden = true
	for _, ticket := range all {
		b.srv.PutTicket(ticket)
	}
	b.srv.DeleteTicket(1004)
	b.srv.Fail(simulate.AutotaskFault{Status: 403, Method: "GET", Path: "Tickets/1005"})
	found, missing, err := b.Tickets(t.Context(), ids(1000, 6))
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Equal(missing, []int64{1004}) {
		t.Errorf("missing %v", missing)
	}
	if _, known := found[1005]; known || len(found) != 4 {
		t.Errorf("found %v", found)
	}
	for id, want := range map[int64]bool{1000: false, 1001: true, 1002: true, 1003: false} {
		if got, ok := found[id]; !ok || got.Resolved != want {
			t.Errorf("%d: %+v", id, got)
		}
	}
	if got := found[1002]; !got.CompletedDate.Equal(testNow) || got.Number != "T20261101.0002" || got.CompanyID != 7 || got.Queue != 8 {
		t.Errorf("%+v", got)
	}
}

func TestWhatWasLearnedBeforeAnErrorIsReturned(t *testing.T) {
	b := open(t, withTickets(300))
	b.srv.Fail(simulate.AutotaskFault{Status: 401, Path: "Tickets/query", Skip: 1})
	found, _, err := b.Tickets(t.Context(), ids(1000, 300))
	wantError(t, err, domain.CodeSignIn)
	if len(found) != 200 {
		t.Errorf("%d found", len(found))
	}
	b.srv.Heal()
	b.srv.DeleteTicket(1000)
	b.srv.DeleteTicket(1001)
	b.srv.Fail(simulate.AutotaskFault{Status: 503, Path: "Tickets/1001"})
	found, missing, err := b.Tickets(t.Context(), ids(1000, 300))
	wantError(t, err, domain.CodeNetwork)
	if len(found) != 298 || !slices.Equal(missing, []int64{1000}) {
		t.Errorf("%d found, missing %v", len(found), missing)
	}
}

func TestAWebPageThatSays404DeletesNoTicket(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskHTML, Status: 404, Method: "GET"})
	_, missing, err := b.Tickets(t.Context(), []int64{1})
	wantError(t, err, domain.CodeNetwork)
	if missing != nil {
		t.Errorf("missing %v", missing)
	}
}

func TestAnAnswerAboutNothingOrAnotherTicketProvesNothing(t *testing.T) {
	for _, body := range []string{`{"item":null}`, `{}`, `{"item":{"id":2}}`} {
		b := open(t)
		b.srv.Fail(simulate.AutotaskFault{Status: 200, Body: body, Method: "GET"})
		_, missing, err := b.Tickets(t.Context(), []int64{1})
		wantError(t, err, domain.CodeNetwork, "something else")
		if missing != nil {
			t.Errorf("missing %v", missing)
		}
		_, err = b.Company(t.Context(), 1)
		wantError(t, err, domain.CodeNetwork, "something else")
	}
}

func TestNoMoreThan100AbsentTicketsAreAskedForByID(t *testing.T) {
	b := open(t)
	found, missing, err := b.Tickets(t.Context(), ids(1, 150))
	if err != nil || len(found) != 0 || len(missing) != maxDirect {
		t.Errorf("%d found, %d missing: %v", len(found), len(missing), err)
	}
}

func TestAskingForNoTicketsAsksNothing(t *testing.T) {
	b := open(t)
	before := len(b.srv.Requests())
	if found, missing, err := b.Tickets(t.Context(), []int64{0}); err != nil || len(found)+len(missing) != 0 {
		t.Errorf("%v %v %v", found, missing, err)
	}
	if len(b.srv.Requests()) != before {
		t.Error("something was asked")
	}
}

func TestANextPageOnAnotherServerIsNotFollowed(t *testing.T) {
	elsewhere := newBench(t)
	for _, next := range []string{elsewhere.srv.ZoneURL(), "https://example.com/", "/relative", "ftp://127.0.0.1/"} {
		b := open(t)
		b.srv.Fail(simulate.AutotaskFault{Path: "Tickets/query", Status: 200, Body: fmt.Sprintf(`{"items":[],"pageDetails":{"nextPageUrl":%q}}`, next)})
		_, _, err := b.Tickets(t.Context(), []int64{1})
		wantError(t, err, domain.CodeNetwork, "on another server")
		_, _, err = b.Companies(t.Context(), "", next)
		wantError(t, err, domain.CodeNetwork, "on another server")
	}
	if n := len(elsewhere.srv.Requests()); n != 0 {
		t.Errorf("%d requests came to another server", n)
	}
}

func TestPagesThatNeverEndAreGivenUp(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Path: "Tickets/query", Status: 200, Body: fmt.Sprintf(`{"items":[{"id":1}],"pageDetails":{"nextPageUrl":"%sV1.0/Tickets/query/next"}}`, b.srv.ZoneURL())})
	_, _, err := b.Tickets(t.Context(), []int64{1})
	wantError(t, err, domain.CodeNetwork, "no end")
	if n := b.count("POST", "query/next"); n != 1 {
		t.Errorf("the same page was asked for %d times", n)
	}
}

func TestATenantThatWritesOddlyIsUnderstood(t *testing.T) {
	b := open(t, withTickets(3), func(o *simulate.AutotaskOptions) { o.Odd, o.PageSize = true, 2 })
	found, missing, err := b.Tickets(t.Context(), ids(1000, 4))
	if err != nil || len(found) != 3 || !slices.Equal(missing, []int64{1003}) {
		t.Fatalf("%v %v %v", found, missing, err)
	}
	if got := found[1001]; got.Status != 1 || got.Queue != 8 || got.CompanyID != 7 || !got.CreateDate.Equal(testNow.AddDate(0, 0, -22)) || got.CreateDate.Location() != time.UTC {
		t.Errorf("%+v", got)
	}
	companies, err := b.CompaniesByID(t.Context(), []int64{7, 8})
	if err != nil || companies[7] != (Company{ID: 7, Name: "Seven Ltd", Active: true}) || companies[8].Active {
		t.Errorf("%v %v", companies, err)
	}
	if got, err := b.Create(t.Context(), aTicket()); err != nil || got.Number == "" {
		t.Errorf("%+v %v", got, err)
	}
	if th, err := b.Threshold(t.Context()); err != nil || th.Limit != 10000 || th.Frame != time.Hour || th.Used == 0 {
		t.Errorf("%+v %v", th, err)
	}
	if f, err := b.Fields(t.Context()); err != nil || f.Label("status", 5) != "Complete" {
		t.Errorf("%+v %v", f, err)
	}
}
