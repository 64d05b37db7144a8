package cove

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/simulate"
)

func fleet(n int) func(*simulate.CoveOptions) {
	return func(o *simulate.CoveOptions) { o.Devices = simulate.CoveFleet(testNow, n) }
}

func TestAllPagesAreReadAndCheckedAgainstTheTotal(t *testing.T) {
	for _, c := range []struct{ devices, serverPage, calls int }{
		{0, 0, 1}, {1, 0, 1}, {499, 0, 1}, {500, 0, 1}, {501, 0, 2}, {1700, 0, 4}, {1000, 300, 4},
	} {
		b := open(t, fleet(c.devices), func(o *simulate.CoveOptions) { o.MaxPage = c.serverPage })
		got, p := b.list(t)
		if len(got) != c.devices || p.Devices != c.devices || !p.Complete() || p.Total != (Number{int64(c.devices), true}) {
			t.Errorf("%d devices: %d, %+v", c.devices, len(got), p)
		}
		if n := b.count(statistics); n != c.calls {
			t.Errorf("%d devices: %d calls", c.devices, n)
		}
	}
}

func TestAPageIsAskedForInOrderAndWithPaddedCodes(t *testing.T) {
	b := open(t)
	b.list(t)
	var in struct {
		Query struct {
			PartnerID                int64 `json:"PartnerId"`
			RecordsCount             int
			OrderBy, SelectionMode   string
			Columns, Totals          []string
			StartRecordNumber        *int
			Filter                   *string
			ExcludedPartners, Labels any
		}
	}
	r := b.srv.Requests()
	if err := json.Unmarshal(r[len(r)-1].Params, &in); err != nil {
		t.Fatal(err)
	}
	q := in.Query
	if q.PartnerID != 210000 || q.RecordsCount != 500 || q.OrderBy != "I0 ASC" || q.SelectionMode != "Merged" || len(q.Totals) != 1 || q.StartRecordNumber == nil {
		t.Errorf("%+v", q)
	}
	for _, column := range []string{"I3", "QW", "D01F0", "D1F00"} {
		if slices.Contains(q.Columns, column) {
			t.Errorf("%s is asked for", column)
		}
	}
	for _, column := range []string{"I0", "I1", "I78", "I59", "I32", "D09F08", "D10F18", "D23F00", "D01F06"} {
		if !slices.Contains(q.Columns, column) {
			t.Errorf("%s is not asked for", column)
		}
	}
	if len(q.Columns) != len(slices.Compact(slices.Sorted(slices.Values(q.Columns)))) {
		t.Error("a column is asked for twice")
	}
}

func TestWithoutATotalAShortPageIsTheLastAndThatIsSaid(t *testing.T) {
	b := open(t, fleet(1000), func(o *simulate.CoveOptions) { o.NoTotal = true })
	got, p := b.list(t)
	if len(got) != 1000 || p.Complete() || !strings.Contains(said(p.Doubts), "how many") || b.count(statistics) != 3 {
		t.Errorf("%d devices, %+v, %d calls", len(got), p, b.count(statistics))
	}
}

func TestAFleetThatChangesWhileItIsReadIsNotCalledComplete(t *testing.T) {
	b := open(t, fleet(1100))
	p, err := b.Devices(t.Context(), func(d Device) error {
		if d.AccountID == 5_100_100 {
			b.srv.RemoveDevice(5_100_001)
		}
		return nil
	})
	if err != nil || p.Complete() || !strings.Contains(said(p.Doubts), "changed while") {
		t.Errorf("%+v %v", p, err)
	}
}

func TestADeviceThatComesTwiceIsShownOnceAndTheTotalIsDoubted(t *testing.T) {
	b := open(t, fleet(2), func(o *simulate.CoveOptions) {
		o.Rows = []json.RawMessage{[]byte(`{"AccountId":5100000,"Settings":[{"I1":"again"},{"I59":"1"},{"I32":"2"}]}`), []byte(`7`), []byte(`{"Settings":[]}`)}
	})
	got, p := b.list(t)
	words := said(p.Doubts)
	if len(got) != 2 || !strings.Contains(words, "counts 5 devices, but showed 2") || !strings.Contains(words, "2 rows name no account") {
		t.Errorf("%d devices, %v", len(got), p.Doubts)
	}
}

func TestWhenNothingIsSaidItIsNotAllQuiet(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) {
		o.Devices = nil
		o.Rows = []json.RawMessage{[]byte(`{"AccountId":1,"Settings":null}`), []byte(`{"AccountId":2,"Settings":[{"I1":"x"}]}`)}
	})
	_, p := b.list(t)
	for _, w := range []string{"1 devices came without a name", "2 devices came without their type", "active data sources", "figures"} {
		if !strings.Contains(said(p.Doubts), w) {
			t.Errorf("%q is not in %v", w, p.Doubts)
		}
	}
}

func TestAnErrorOfTheReceiverEndsTheListingAsItIs(t *testing.T) {
	b, mine := open(t), errors.New("mine")
	n := 0
	_, err := b.Devices(t.Context(), func(Device) error {
		if n++; n == 3 {
			return mine
		}
		return nil
	})
	if !errors.Is(err, mine) || n != 3 {
		t.Errorf("%v after %d", err, n)
	}
}

func TestAPageThatIsCutShortIsRepeatedWithoutShowingADeviceTwice(t *testing.T) {
	b := open(t, fleet(700))
	b.srv.Fail(simulate.CoveFault{Method: statistics, Trouble: simulate.CoveTruncated, Skip: 1, Times: 1})
	got, p := b.list(t)
	if len(got) != 700 || !p.Complete() {
		t.Errorf("%d devices, %+v", len(got), p)
	}
}

func TestRefusedColumnsAreFoundOutLeftOutAndNamed(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.RefusedColumns = []string{"D10F", "D23F", "I77"} })
	got, p := b.list(t)
	want := []string{"further details of the devices", "Microsoft SQL (D10)", "Microsoft 365 Teams (D23)"}
	if !slices.Equal(p.Refused, want) || p.Complete() || len(p.Doubts) != 0 || len(got) != 32 {
		t.Errorf("%+v, %d devices", p, len(got))
	}
	if n := b.count("Login"); n != 1 {
		t.Errorf("%d logins", n)
	}
	for _, d := range got {
		if !slices.Equal(d.Refused, []string{"D10", "D23"}) {
			t.Fatalf("%s: %v", d.Name, d.Refused)
		}
	}
	calls := b.count(statistics)
	if _, p = b.list(t); b.count(statistics) != calls+1 || !slices.Equal(p.Refused, want) {
		t.Errorf("found out again: %d calls, %v", b.count(statistics)-calls, p.Refused)
	}
	if !strings.Contains(b.log.String(), "Microsoft SQL (D10)") {
		t.Error("the log does not say what is refused")
	}
}

func TestARefusedDataSourceIsNeverShownAsGood(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.RefusedColumns = []string{"D10F"} })
	d := b.device(t, "aln-sql01")
	r := Runs(d, Mapping{}, testNow)[0]
	o := r.Objects[2]
	if o.Name != "Microsoft SQL" || o.Status != domain.Failed || !strings.Contains(o.Message, "does not let this user see") {
		t.Errorf("%+v", o)
	}
	r = Runs(b.device(t, "sml-dms01"), Mapping{}, testNow)[0]
	if r.Status != domain.Unknown || r.Objects[2].Status != domain.Unknown {
		t.Errorf("%+v", r.Objects)
	}
}

func TestWhenEvenTheSmallSetIsRefusedAllCausesAreNamed(t *testing.T) {
	b := open(t, func(o *simulate.CoveOptions) { o.RefusedMethods = []string{statistics} })
	wantError(t, b.fail(t), domain.CodePermission, "13501", "role", "column", "Operator")
	if n := b.count(statistics); n != 2 {
		t.Errorf("%d calls", n)
	}
}

func TestColumnsThatAreRefusedLaterAreFoundOutThen(t *testing.T) {
	b := open(t, fleet(600))
	b.srv.Fail(simulate.CoveFault{Method: statistics, Number: 13501, Skip: 1, Times: 1})
	got, p := b.list(t)
	if len(got) != 600 || !p.Complete() {
		t.Errorf("%d devices, %+v", len(got), p)
	}
}

func TestTheRowsOfTheSamplesComeThroughTheClient(t *testing.T) {
	b := open(t, withRows(t, "rebuilt-statistics-all.json"))
	got, p := b.list(t)
	if len(got) != 32 || !p.Complete() {
		t.Errorf("%d devices, %+v", len(got), p)
	}
	b = open(t, withRows(t, "rebuilt-statistics-quirks.json"))
	if got, p = b.list(t); len(got) != 10 || p.Complete() {
		t.Errorf("%d devices, %+v", len(got), p)
	}
}

func ExampleClient_Devices() {
	c, err := New(Config{BaseURL: "http://api.backup.management", User: "u", Password: "p"})
	fmt.Println(c == nil)
	fmt.Println(strings.ReplaceAll(err.Error(), ". ", ".\n"))
	// Output:
	// true
	// Connecting to Cove failed: the password is not sent in clear text to api.backup.management.
	// Correct it; usual is https://api.backup.management.
}

// said are doubts in English.
func said(doubts []wording.Phrase) string {
	var list []string
	for _, d := range doubts {
		list = append(list, wording.English(d, nil))
	}
	return strings.Join(list, " ")
}
