package simulate

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

var coveTestNow = time.Date(2026, 3, 10, 7, 0, 0, 0, time.UTC)

// coveTest is a server and the visa of its last answer.
type coveTest struct {
	*CoveServer
	visa string
}

func startCove(t *testing.T, change ...func(*CoveOptions)) *coveTest {
	t.Helper()
	opt := CoveDemo(coveTestNow)
	opt.Now = func() time.Time { return coveTestNow }
	for _, c := range change {
		c(&opt)
	}
	s, err := StartCove(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	c := &coveTest{CoveServer: s}
	c.ask(t, "Login", map[string]any{"username": opt.User, "password": opt.Password})
	return c
}

// coveReply is an answer as a client sees it.
type coveReply struct {
	Visa   string
	Error  *coveError
	Result struct {
		Result []struct {
			AccountID int64 `json:"AccountId"`
			Settings  []map[string]string
		}
		TotalStatistics []map[string]string
	}
}

// values are the columns of a row.
func (r coveReply) values(i int) map[string]string {
	out := map[string]string{}
	for _, pair := range r.Result.Result[i].Settings {
		for k, v := range pair {
			out[k] = v
		}
	}
	return out
}

func (c *coveTest) ask(t *testing.T, method string, params any) coveReply {
	t.Helper()
	body, _ := json.Marshal(map[string]any{"jsonrpc": "2.0", "id": "1", "visa": c.visa, "method": method, "params": params})
	resp, err := http.Post(c.URL()+"/jsonapi", "application/json", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = resp.Body.Close() }()
	text, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var out coveReply
	if method == "Login" {
		var login struct{ Visa string }
		_ = json.Unmarshal(text, &login)
		out.Visa = login.Visa
	} else if err := json.Unmarshal(text, &out); err != nil {
		t.Fatalf("%v: %.200s", err, text)
	}
	if out.Visa != "" {
		c.visa = out.Visa
	}
	return out
}

func (c *coveTest) page(t *testing.T, first, count int, columns ...string) coveReply {
	t.Helper()
	return c.ask(t, "EnumerateAccountStatistics", map[string]any{"query": map[string]any{
		"PartnerId": 210000, "StartRecordNumber": first, "RecordsCount": count, "Columns": columns, "Totals": []string{"COUNT(1)"},
	}})
}

func TestCoveServesPagesOfTheColumnsThatWereAskedFor(t *testing.T) {
	c := startCove(t)
	p := c.page(t, 30, 500, "I1", "D09F00", "D9F00", "I3")
	if len(p.Result.Result) != 2 || p.Result.TotalStatistics[0]["COUNT(1)"] != "32" {
		t.Fatalf("%+v", p)
	}
	v := p.values(0)
	if len(v) != 2 || v["I1"] == "" || v["D09F00"] == "" {
		t.Errorf("%v", v)
	}
	if p = c.page(t, 0, 0, "I1"); len(p.Result.Result) != 1 {
		t.Errorf("without a number of rows there are %d", len(p.Result.Result))
	}
	if p = c.page(t, 99, 10, "I1"); len(p.Result.Result) != 0 || p.Error != nil {
		t.Errorf("past the end: %+v", p)
	}
}

func TestVisasOfCoveRotateAndExpire(t *testing.T) {
	c := startCove(t)
	first := c.visa
	c.page(t, 0, 1, "I1")
	if c.visa == first {
		t.Error("the visa is the same")
	}
	c.Advance(14 * time.Minute)
	if p := c.page(t, 0, 1, "I1"); p.Error != nil {
		t.Error("a visa of 14 minutes is refused")
	}
	c.visa = first
	c.Advance(time.Minute)
	if p := c.page(t, 0, 1, "I1"); p.Error == nil || p.Error.Data != 1701 || p.Visa != "" {
		t.Errorf("%+v", p)
	}
}

func TestCoveRefusesColumnsMethodsAndStrangers(t *testing.T) {
	c := startCove(t, func(o *CoveOptions) { o.RefusedColumns = []string{"D10"} })
	if p := c.page(t, 0, 1, "I1", "D10F00"); p.Error == nil || p.Error.Data != 13501 || p.Visa == "" {
		t.Errorf("%+v", p)
	}
	if p := c.page(t, 0, 1, "I1", "D01F00"); p.Error != nil {
		t.Errorf("%+v", p)
	}
	if p := c.ask(t, "Nothing", nil); p.Error == nil || p.Error.Code != -32601 {
		t.Errorf("%+v", p)
	}
}

func TestTheClockOfCoveStartsAndEndsSessions(t *testing.T) {
	c := startCove(t, func(o *CoveOptions) {
		o.Devices = []CoveDevice{{ID: 1, Name: "d", Account: 1, OSType: 2, Created: coveTestNow.AddDate(-1, 0, 0), Sources: []CoveSource{{
			Code: "D01", First: coveTestNow.Add(-time.Hour), Every: 2 * time.Hour, Takes: 30 * time.Minute, Errors: 3,
			Endings: []int{CoveCompleted, CoveFailed, CoveInProcess},
		}}}}
	})
	columns := []string{"D01F00", "D01F06", "D01F09", "D01F15", "D01F17", "D01F18", "D09F08"}
	unix := func(d time.Duration) string { return time.Unix(coveTestNow.Add(d).Unix(), 0).UTC().Format("15:04") }
	clock := func(s string) string {
		var n int64
		_ = json.Unmarshal([]byte("0"+s), &n)
		if err := json.Unmarshal([]byte(s), &n); err != nil {
			return ""
		}
		return time.Unix(n, 0).UTC().Format("15:04")
	}
	for _, want := range []struct {
		advance                        time.Duration
		state, errors, finished, last  string
		success, finishedState, barEnd string
	}{
		{0, "5", "0", unix(-30 * time.Minute), unix(-30 * time.Minute), unix(-30 * time.Minute), "5", "5"},
		{time.Hour + time.Minute, "1", "0", unix(-30 * time.Minute), "", unix(-30 * time.Minute), "5", "1"},
		{time.Hour, "2", "3", unix(90 * time.Minute), unix(90 * time.Minute), unix(-30 * time.Minute), "2", "2"},
		{9 * time.Hour, "1", "0", unix(90 * time.Minute), "", unix(-30 * time.Minute), "2", "1"},
	} {
		c.Advance(want.advance)
		c.ask(t, "Login", map[string]any{"username": "report-reader", "password": "demo-token"})
		v := c.page(t, 0, 1, columns...).values(0)
		got := []string{v["D01F00"], v["D01F06"], clock(v["D01F18"]), clock(v["D01F15"]), clock(v["D01F09"]), v["D01F17"], v["D09F08"][27:]}
		if w := []string{want.state, want.errors, want.finished, want.last, want.success, want.finishedState, want.barEnd}; !slices.Equal(got, w) {
			t.Errorf("after %s: %v, not %v", want.advance, got, w)
		}
	}
}

func TestTheDemoOfCoveIsBelievable(t *testing.T) {
	c := startCove(t)
	p := c.page(t, 0, 500, "I1", "I8", "I32", "I59", "I78", "D09F00", "D09F08", "D01F18")
	customers, states, kinds := map[string]bool{}, map[string]int{}, map[string]int{}
	for i := range p.Result.Result {
		v := p.values(i)
		customers[v["I8"]] = true
		states[v["D09F00"]]++
		kinds[v["I59"]+v["I32"]]++
		if len(v["D09F08"]) != 28 || v["I1"] == "" {
			t.Errorf("%v", v)
		}
	}
	if len(p.Result.Result) != 32 || len(customers) != 13 {
		t.Errorf("%d devices of %d customers", len(p.Result.Result), len(customers))
	}
	if kinds["12"] < 10 || kinds["11"] < 5 || kinds["20"] < 3 || states["5"] < 12 || states["2"] < 3 || states["8"] < 3 {
		t.Errorf("kinds %v, states %v", kinds, states)
	}
}

func TestALargeFleetOfCoveHasNoTwoOfOneNumber(t *testing.T) {
	seen := map[int64]bool{}
	for _, d := range CoveFleet(coveTestNow, 5000) {
		if seen[d.ID] || d.Name == "" || d.Customer == "" || len(d.Sources) == 0 {
			t.Fatalf("%+v", d)
		}
		seen[d.ID] = true
	}
	if len(seen) != 5000 {
		t.Error(len(seen))
	}
}

func TestCoveFailsAsOftenAsItIsTold(t *testing.T) {
	c := startCove(t)
	c.Fail(CoveFault{Method: "EnumerateAccountStatistics", Number: 13501, Skip: 1, Times: 2})
	var got []bool
	for range 4 {
		got = append(got, c.page(t, 0, 1, "I1").Error == nil)
	}
	if !slices.Equal(got, []bool{true, false, false, true}) {
		t.Error(got)
	}
	c.Fail(CoveFault{Number: 2100})
	if p := c.page(t, 0, 1, "I1"); p.Error == nil || !strings.Contains(p.Error.Message, "bad password") {
		t.Errorf("%+v", p)
	}
	c.Heal()
	if p := c.page(t, 0, 1, "I1"); p.Error != nil {
		t.Errorf("%+v", p)
	}
}

func TestCoveCanBeClosedTwiceAndWhileItIsSilent(t *testing.T) {
	c := startCove(t)
	c.Fail(CoveFault{Trouble: CoveSilent})
	ended := make(chan error)
	go func() {
		resp, err := http.Post(c.URL()+"/jsonapi", "application/json", strings.NewReader(`{"method":"X"}`))
		if err == nil {
			_ = resp.Body.Close()
		}
		ended <- err
	}()
	for len(c.Requests()) < 2 {
		select {
		case err := <-ended:
			t.Fatal(err)
		default:
		}
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
	if err := <-ended; err == nil {
		t.Error("a silent answer came to an end without an error")
	}
	if err := c.Close(); err != nil {
		t.Error(err)
	}
}
