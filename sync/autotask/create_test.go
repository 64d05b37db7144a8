package autotask

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/simulate"
	"runchecks/sync/ticketing"
)

func aTicket() NewTicket {
	return NewTicket{
		CompanyID: 7, Title: "Backup failed", Description: "The job says why.", Status: 1, Priority: 2, Queue: 8,
		Due: time.Date(2026, 11, 24, 17, 0, 0, 0, time.FixedZone("", 3600)), Extra: map[string]any{"source": 8}, Marker: testMarker,
	}
}

// lookups are the pauses before each look for a ticket whose creation was not answered.
var lookups = []time.Duration{time.Second, 3 * time.Second, 8 * time.Second}

func TestATicketIsCreatedOnceAndItsNumberRead(t *testing.T) {
	b := open(t)
	got, err := b.Create(t.Context(), aTicket())
	if err != nil {
		t.Fatal(err)
	}
	want := Ticket{ID: 40001, Number: "T20261123.0001", Title: "Backup failed", Status: 1, Queue: 8, CompanyID: 7, CreateDate: testNow}
	if got != want {
		t.Errorf("%+v, not %+v", got, want)
	}
	kept := b.srv.Tickets()
	if len(kept) != 1 || kept[0].Description != "The job says why.\n\nRun Checks reference: "+testMarker ||
		kept[0].Priority != 2 || kept[0].Extra["source"] != 8.0 || kept[0].Extra["dueDateTime"] != "2026-11-24T16:00:00Z" {
		t.Errorf("kept %+v", kept)
	}
	if n := b.count("POST", "/Tickets"); n != 1 {
		t.Errorf("sent %d times", n)
	}
}

func TestATicketWhoseAnswerIsLostIsFoundByItsMarker(t *testing.T) {
	for name, f := range map[string]simulate.AutotaskFault{
		"connection cut":        {Trouble: simulate.AutotaskCut},
		"connection cut midway": {Trouble: simulate.AutotaskCutMidway},
		"answer cut short":      {Trouble: simulate.AutotaskTruncated},
		"web page":              {Trouble: simulate.AutotaskHTML},
		"web page with 502":     {Trouble: simulate.AutotaskHTML, Status: 502},
		"500 without words":     {Status: 500},
		"500 of the service":    {Status: 500, Errors: []string{"An error has occurred."}},
		"503":                   {Status: 503, Errors: []string{"Missing something"}},
		"answer without an id":  {Status: 200, Body: `{"itemId":null}`},
		"answer without end":    {Status: 500, Body: strings.Repeat(" ", maxBody+1)},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			f.Method, f.Path, f.Acts, f.Times = "POST", "Tickets", true, 1
			b.srv.Fail(f)
			got, err := b.Create(t.Context(), aTicket())
			if err != nil || got.ID != 40001 || got.Number != "T20261123.0001" {
				t.Errorf("%+v: %v", got, err)
			}
			if n := b.count("POST", "/Tickets"); n != 1 || len(b.srv.Tickets()) != 1 {
				t.Errorf("sent %d times, %d tickets", n, len(b.srv.Tickets()))
			}
			if len(b.waits) != 1 || b.waits[0] != lookups[0] {
				t.Errorf("waited %v", b.waits)
			}
		})
	}
}

func TestATicketWhoseAnswerTakesTooLongIsFoundByItsMarker(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskSilent, Method: "POST", Path: "Tickets", Acts: true, Times: 1})
	b.calls.Timeout = 500 * time.Millisecond
	got, err := b.Create(t.Context(), aTicket())
	if err != nil || got.ID != 40001 || b.count("POST", "/Tickets") != 1 {
		t.Errorf("%+v: %v", got, err)
	}
}

func TestACreationOfUnknownOutcomeIsNeverSentAgain(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Method: "POST", Path: "Tickets", Times: 1})
	_, err := b.Create(t.Context(), aTicket())
	wantError(t, err, domain.CodeNetwork, "unknown outcome", testMarker, "before you try again")
	if !errors.Is(err, ticketing.ErrUnknownOutcome) {
		t.Error("the error does not say that the outcome is unknown")
	}
	if n := b.count("POST", "/Tickets"); n != 1 {
		t.Errorf("sent %d times", n)
	}
	if fmt.Sprint(b.waits) != fmt.Sprint(lookups) || b.count("POST", "/Tickets/query") != len(lookups) {
		t.Errorf("waited %v, looked %d times", b.waits, b.count("POST", "/Tickets/query"))
	}
}

func TestALookUpThatFailsLeavesTheOutcomeUnknown(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Trouble: simulate.AutotaskCut, Acts: true, Method: "POST", Path: "Tickets", Times: 1})
	b.srv.Fail(simulate.AutotaskFault{Status: 403, Path: "Tickets/query"})
	_, err := b.Create(t.Context(), aTicket())
	wantError(t, err, domain.CodeNetwork, "unknown outcome")
	if !errors.Is(err, ticketing.ErrUnknownOutcome) || !strings.Contains(everythingOf(err), "may not read tickets") {
		t.Errorf("%v", err)
	}
}

// everythingOf returns the texts of all causes.
func everythingOf(err error) string {
	var known *domain.Error
	if errors.As(err, &known) && known.Cause != nil {
		return known.Error() + "\n" + known.Cause.Error()
	}
	return err.Error()
}

func TestAStoppedCreationSaysThatItsOutcomeIsUnknown(t *testing.T) {
	b := open(t)
	arrived, release := b.srv.Hold()
	defer release()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	failed := make(chan error, 1)
	go func() { _, err := b.Create(ctx, aTicket()); failed <- err }()
	<-arrived
	cancel()
	err := <-failed
	wantError(t, err, domain.CodeNetwork, "it was stopped")
	if !errors.Is(err, ticketing.ErrUnknownOutcome) || !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}

func TestARefusedCreationIsKnownToHaveFailedAndIsNotSentAgain(t *testing.T) {
	for name, c := range map[string]struct {
		fault simulate.AutotaskFault
		code  domain.Code
		words string
	}{
		"401": {simulate.AutotaskFault{Status: 401}, domain.CodeSignIn, "sign-in"},
		"403": {simulate.AutotaskFault{Status: 403}, domain.CodePermission, "may not create tickets"},
		"405": {simulate.AutotaskFault{Status: 405}, domain.CodePermission, "may not create tickets"},
		"429": {simulate.AutotaskFault{Status: 429, RetryAfter: "1"}, domain.CodeNetwork, "no more requests"},
		"500": {simulate.AutotaskFault{Status: 500, Errors: []string{"Unable to find 3 in the Queue Entity."}}, domain.CodeInvalid, "Queue Entity"},
	} {
		t.Run(name, func(t *testing.T) {
			b := open(t)
			c.fault.Method, c.fault.Path = "POST", "Tickets"
			b.srv.Fail(c.fault)
			_, err := b.Create(t.Context(), aTicket())
			wantError(t, err, c.code, c.words)
			if errors.Is(err, ticketing.ErrUnknownOutcome) || b.count("POST", "/Tickets") != 1 || b.count("POST", "/Tickets/query") != 0 {
				t.Errorf("%v %+v", err, b.srv.Requests())
			}
		})
	}
}

func TestACreationThatReachedNobodyIsKnownToHaveFailed(t *testing.T) {
	b := open(t)
	_ = b.srv.Close()
	b.Close() // its idle connections would count as reaching somebody
	_, err := b.Create(t.Context(), aTicket())
	wantError(t, err, domain.CodeNetwork, "cannot be reached")
	if errors.Is(err, ticketing.ErrUnknownOutcome) {
		t.Error("the outcome is said to be unknown")
	}
}

func TestTheServicesOwnChecksAreToldInItsWords(t *testing.T) {
	b := open(t)
	n := aTicket()
	n.CompanyID, n.Priority, n.Status = 8, 0, 77
	_, err := b.Create(t.Context(), n)
	wantError(t, err, domain.CodeInvalid, "Missing Required Field: priority", "77 is not valid for status", "Unable to find 8 in the Company Entity")
}

func TestATicketWhoseNumberCannotBeReadIsStillCreated(t *testing.T) {
	b := open(t)
	b.srv.Fail(simulate.AutotaskFault{Status: 503, Method: "GET", Path: "Tickets/"})
	n := aTicket()
	n.Title = "  Backup \n failed "
	got, err := b.Create(t.Context(), n)
	if err != nil || got != (Ticket{ID: 40001, Title: "Backup failed", Status: 1, Queue: 8, CompanyID: 7}) {
		t.Errorf("%+v: %v", got, err)
	}
}

func TestANewTicketIsCheckedBeforeItIsSent(t *testing.T) {
	b := open(t)
	for name, c := range map[string]struct {
		change func(*NewTicket)
		words  string
	}{
		"no company":       {func(n *NewTicket) { n.CompanyID = 0 }, "no company"},
		"no title":         {func(n *NewTicket) { n.Title = " \n" }, "no title"},
		"no marker":        {func(n *NewTicket) { n.Marker = "" }, "reference"},
		"a marker of two":  {func(n *NewTicket) { n.Marker = "a b" }, "reference"},
		"a long marker":    {func(n *NewTicket) { n.Marker = strings.Repeat("a", 65) }, "reference"},
		"a field twice":    {func(n *NewTicket) { n.Extra = map[string]any{"companyId": 9} }, "“companyId”"},
		"an id":            {func(n *NewTicket) { n.Extra = map[string]any{"id": 9} }, "“id”"},
		"no JSON can tell": {func(n *NewTicket) { n.Extra = map[string]any{"x": math.NaN()} }, "additional field"},
	} {
		t.Run(name, func(t *testing.T) {
			n := aTicket()
			c.change(&n)
			_, err := b.Create(t.Context(), n)
			wantError(t, err, domain.CodeInvalid, c.words)
		})
	}
	if n := b.count("POST", "/Tickets"); n != 0 {
		t.Errorf("%d were sent", n)
	}
}

func TestLongTextsAreCutBetweenRunesAndKeepTheMarker(t *testing.T) {
	b := open(t)
	for _, letter := range []string{"a", "é", "漢", "😀", "\xff"} {
		n := aTicket()
		n.Title, n.Description = strings.Repeat(letter, 300), strings.Repeat(letter, 9000)
		if _, err := b.Create(t.Context(), n); err != nil { // the service counts too
			t.Fatal(err)
		}
		kept := b.srv.Tickets()
		last := kept[len(kept)-1]
		if !utf8.ValidString(last.Title) || !strings.HasSuffix(last.Title, "…") || ticketing.Units(last.Title) < 254 {
			t.Errorf("%q: the title has %d units: %q", letter, ticketing.Units(last.Title), last.Title)
		}
		if !strings.HasSuffix(last.Description, "ends here.]\n\nRun Checks reference: "+testMarker) && letter != "\xff" {
			t.Errorf("%q: the description ends %q", letter, last.Description[len(last.Description)-120:])
		}
		if !ticketing.Bears(last.Description, testMarker) || ticketing.Units(last.Description) < 7998 && letter != "\xff" {
			t.Errorf("%q: the description has %d units", letter, ticketing.Units(last.Description))
		}
	}
	n := aTicket()
	n.Title, n.Description = strings.Repeat("x", 255), ""
	body, err := n.body()
	if err != nil {
		t.Fatal(err)
	}
	var sent map[string]any
	if err := json.Unmarshal(body, &sent); err != nil || sent["title"] != n.Title || sent["description"] != "Run Checks reference: "+testMarker {
		t.Errorf("%v: %v", sent, err)
	}
}

func TestAMarkerIsFoundOnlyInItsCompanySinceItsTimeAndWhole(t *testing.T) {
	ticket := func(id, company int64, at time.Time, description string) simulate.AutotaskTicket {
		return simulate.AutotaskTicket{ID: id, CompanyID: company, Created: at, Description: description}
	}
	b := open(t, func(o *simulate.AutotaskOptions) {
		o.PageSize = 2
		o.Tickets = []simulate.AutotaskTicket{
			ticket(1, 9, testNow, "reference: "+testMarker),
			ticket(2, 7, testNow.Add(-time.Hour), "reference: "+testMarker),
			ticket(3, 7, testNow, "reference: "+testMarker+"0"),
			ticket(4, 7, testNow, "reference: X"+testMarker),
			ticket(5, 7, testNow, ""),
			ticket(6, 7, testNow, "<p>Run Checks reference: "+testMarker+"</p>"),
			ticket(7, 7, testNow, "quoted: "+testMarker),
		}
	})
	got, found, err := b.FindByMarker(t.Context(), 7, testMarker, testNow)
	if err != nil || !found || got.ID != 6 {
		t.Errorf("%+v %v %v", got, found, err)
	}
	if _, found, err = b.FindByMarker(t.Context(), 7, testMarker+"1", testNow); found || err != nil {
		t.Errorf("%v %v", found, err)
	}
	for _, wrong := range []struct {
		company int64
		marker  string
		since   time.Time
	}{{0, testMarker, testNow}, {7, "", testNow}, {7, testMarker, time.Time{}}} {
		_, _, err = b.FindByMarker(t.Context(), wrong.company, wrong.marker, wrong.since)
		wantError(t, err, domain.CodeInvalid)
	}
}
