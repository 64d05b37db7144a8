package cove

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

func TestTheTableGroupsStatesAsTheConsoleDoes(t *testing.T) {
	for s, want := range map[State]domain.Status{
		StateCompleted: domain.Success, StateCompletedWithErrors: domain.Warning, StateRestarted: domain.Warning,
		StateFailed: domain.Failed, StateAborted: domain.Failed, StateInterrupted: domain.Failed, StateOverQuota: domain.Failed,
		StateNotStarted: domain.Failed, StateNoSelection: domain.Failed, StateBlocked: domain.Failed,
		StateNone: domain.Unknown, StateUnknown: domain.Unknown, StateInProcess: domain.Unknown, StateInProgressWithFaults: domain.Unknown,
		14: domain.Unknown, 99: domain.Unknown, stateUnreadable: domain.Unknown,
	} {
		if got := (Mapping{}).Of(s); got != want {
			t.Errorf("%s: %s", s, got)
		}
	}
	for _, s := range States() {
		if _, ok := statusOf[s]; ok == s.Running() {
			t.Errorf("%s is in the table: %v", s, ok)
		}
	}
}

func TestAProfileReplacesRowsOfTheTableButNeverMakesTheUnknownGood(t *testing.T) {
	m := Mapping{Status: map[State]domain.Status{
		StateAborted: domain.Warning, StateNoSelection: domain.Success, 14: domain.Success, StateInProcess: domain.Success,
		StateFailed: domain.SuccessOverride, StateBlocked: 0,
	}}
	for s, want := range map[State]domain.Status{
		StateAborted: domain.Warning, StateNoSelection: domain.Success, 14: domain.Unknown, StateInProcess: domain.Unknown,
		StateFailed: domain.Unknown, StateBlocked: domain.Unknown, StateOverQuota: domain.Failed,
	} {
		if got := m.Of(s); got != want {
			t.Errorf("%s: %s", s, got)
		}
	}
	d := byName(t, sampleDevices(t, "rebuilt-statistics-all.json"), "brw-mac-design")
	if got := short(Runs(d, m, testNow)); !strings.HasSuffix(got, " Warning: Warning") {
		t.Error(got)
	}
}

func TestEveryDeviceOfTheSamplesMakesTheRunItShould(t *testing.T) {
	want := map[string]string{
		"amb-srv01":                      "2026-03-10T01:00:00Z Success: Success, Success",
		"amb-sql01":                      "2026-03-10T06:00:00Z Failed: Success, Success, Failed",
		"amb-ws-frontdesk":               "2026-03-09T12:30:00Z Success: Success",
		"amb-ws-xray":                    "2026-03-09T19:00:00Z Warning: Warning",
		"amblight.onmicrosoft.com":       "2026-03-10T04:24:00Z Success: Success, Success, Success, Success",
		"brw-dc01":                       "2026-03-09T23:36:00Z Failed: Success, Failed",
		"brw-file01":                     "2026-03-10T02:00:00Z Warning: Warning, Success, Warning",
		"brw-hv01":                       "2026-03-09T23:06:00Z Success: Success, Success, Success",
		"brw-esx-proxy":                  "2026-03-10T02:36:00Z Success: Success",
		"brw-ws-planning":                "2026-03-01T02:12:00Z Success: Success",
		"brw-mac-design":                 "2026-03-09T10:30:00Z Failed: Failed",
		"cm-srv-web":                     "2026-03-10T05:00:00Z Success: Success, Success, Success",
		"cm-nas-gateway":                 "2026-03-10T01:00:00Z Failed: Failed",
		"cm-archive":                     "2026-03-10T01:18:00Z Failed: Failed, Success",
		"cm-ws-montage1":                 "2026-03-09T20:00:00Z Failed: Failed",
		"cm-ws-montage2":                 "2026-03-09T05:00:00Z Success: Success",
		"chateaumedia.onmicrosoft.com":   "2026-03-10T02:12:00Z Warning: Success, Success, Warning",
		"ngl-srv01":                      "2026-03-10T03:54:00Z Success: Success, Success, Success",
		"ngl-exch01":                     "2026-03-09T23:00:00Z Warning: Success, Success, Warning",
		"ngl-srv-old":                    "2026-03-09T21:54:00Z Failed: Failed, Success",
		"ngl-new-srv":                    "none",
		"ngl-ws-partner":                 "2026-03-09T17:00:00Z Failed: Failed",
		"ngl-ws-intern":                  "none",
		"ngl-ws-notinstalled":            "none",
		"vdz-srv01":                      "2026-03-09T21:00:00Z Failed: Failed, Success",
		"vdz-ws-boekhouding":             "2026-03-09T15:00:00Z Success: Success",
		"vandijkenzonen.onmicrosoft.com": "2026-03-10T00:30:00Z Failed: Failed, Success",
		"zeta-erp":                       "2026-03-10T05:36:00Z Warning: Success, Success, Warning",
		"zeta-ora":                       "2026-03-09T23:18:00Z Success: Success, Success",
		"zetafertigung.onmicrosoft.com":  "2026-03-10T05:06:00Z Warning: Success, Warning, Success, Success",
		"w2-mes01":                       "2026-03-10T02:00:00Z Success: Success, Success",
		"w2-ws-halle3":                   "2026-03-09T18:00:00Z Failed: Failed",
	}
	devices := sampleDevices(t, "rebuilt-statistics-all.json")
	if len(devices) != len(want) {
		t.Errorf("%d devices", len(devices))
	}
	for _, d := range devices {
		got := short(Runs(d, Mapping{}, testNow))
		if got = strings.TrimPrefix(got, fmt.Sprintf("cove:%d:", d.AccountID)); got == "" {
			got = "none"
		}
		if got != want[d.Name] {
			t.Errorf("%s\n got %s\nwant %s", d.Name, got, want[d.Name])
		}
	}
}

func TestPollingTwiceMakesTheSameRun(t *testing.T) {
	for _, d := range sampleDevices(t, "rebuilt-statistics-all.json") {
		a, b := Runs(d, Mapping{}, testNow), Runs(d, Mapping{}, testNow.AddDate(0, 0, 30))
		if len(a) != len(b) {
			t.Fatalf("%s: %d and %d", d.Name, len(a), len(b))
		}
		for i := range a {
			if a[i].Key != b[i].Key || fmt.Sprint(a[i].Result) != fmt.Sprint(b[i].Result) {
				t.Errorf("%s: another run a month later", d.Name)
			}
		}
	}
}

func TestARunCarriesWhatTellsItFromOthers(t *testing.T) {
	d := byName(t, sampleDevices(t, "rebuilt-statistics-all.json"), "amb-sql01")
	r := Runs(d, Mapping{}, testNow)[0]
	if r.Key != "cove:5100002:2026-03-10T06:00:00Z" || r.Product != Product || r.JobType != "Server" || r.KeyName() != "amb-sql01 @ 5100002" ||
		r.Kind != domain.KindRun || r.Reader != "cove" || r.Confidence != domain.ConfidenceHigh || r.Duration() != 945*time.Second ||
		r.At() != at(1773122400-945) || !r.Ended.Zoned || string(r.Raw) == "" || r.Stated != 0 {
		t.Errorf("%+v", r)
	}
	if r.Evidence != (domain.Evidence{Words: "Failed", Where: "data source Microsoft SQL (D10)"}) {
		t.Errorf("%+v", r.Evidence)
	}
}

func TestMessagesSayWhatHappenedInWords(t *testing.T) {
	devices := sampleDevices(t, "rebuilt-statistics-all.json")
	for name, want := range map[string][]string{
		"amb-srv01":      {"Completed", "Completed"},
		"amb-sql01":      {"Completed", "Completed", "Failed, 4 errors; no successful session since 2026-02-22"},
		"amb-ws-xray":    {"Completed with 17 errors"},
		"zeta-erp":       {"Completed", "Completed", "Completed with 1 error"},
		"brw-mac-design": {"Aborted, 1 error"},
		"cm-ws-montage2": {"Running with faults; last finished session: Completed"},
		"cm-nas-gateway": {"Over quota, 1 error; no successful session since 2026-03-02"},
		"ngl-srv-old":    {"Running; last finished session: Completed; no successful session since 2026-02-18", "Completed"},
		"w2-ws-halle3":   {"Failed, 3 errors; no successful session since the device was created on 2023-05-17"},
	} {
		var got []string
		for _, o := range Runs(byName(t, devices, name), Mapping{}, testNow)[0].Objects {
			got = append(got, o.Message)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s: %q", name, got)
		}
	}
}

// deviceOf makes a device of settings such as "D01F00=5 I78=D01".
func deviceOf(t testing.TB, settings string) Device {
	t.Helper()
	var all []map[string]string
	for pair := range strings.FieldsSeq(settings) {
		k, v, _ := strings.Cut(pair, "=")
		all = append(all, map[string]string{k: v})
	}
	raw, _ := json.Marshal(map[string]any{"AccountId": 7, "Settings": all})
	d, ok := decodeRow(raw)
	if !ok {
		t.Fatal(settings)
	}
	return d
}

func TestTheStatusComesFromTheObjects(t *testing.T) {
	for _, c := range []struct{ says, settings, want string }{
		{"a good total does not make a failed source good", "I78=D01D02 D09F00=5 D01F00=5 D01F18=1773126000 D02F00=2 D02F18=1773126000 D02F09=1773100000", "Failed: Success, Failed"},
		{"a failed total does not make good sources bad", "I78=D01 D09F00=2 D01F00=5 D01F18=1773126000", "Success: Success"},
		{"a good total does not vouch for sources of which nothing is known", "I78=D01D02 D09F00=5 D09F18=1773126000", "Unknown: Unknown, Unknown"},
		{"a bad total counts for sources of which nothing is known", "I78=D01D02 D09F00=2 D09F18=1773126000", "Failed: Failed, Failed"},
		{"the total of one source is that source", "I78=D01 D09F00=5 D09F18=1773126000", "Success: Success"},
		{"completed with errors counted is a warning", "I78=D01 D01F00=5 D01F06=3 D01F18=1773126000", "Warning: Warning"},
		{"an unknown state is Unknown", "I78=D01D02 D01F00=5 D01F18=1773126000 D02F00=14 D02F18=1773126000", "Unknown: Success, Unknown"},
		{"a state that is no number is Unknown", "I78=D01 D01F00=oops D01F18=1773126000", "Unknown: Unknown"},
		{"a source that is not active does not count", "I78=D01 D01F00=5 D01F18=1773126000 D02F00=2 D02F18=1773126000", "Success: Success"},
		{"a deprecated source is its successor", "I78=D03 D10F00=5 D10F18=1773126000", "Success: Success"},
		{"an unknown source is judged like others", "I78=D22 D22F00=5 D22F18=1773126000", "Success: Success"},
		{"a source that never ran is Unknown", "I78=D01D02 D01F00=5 D01F18=1773126000", "Unknown: Success, Unknown"},
		{"a running source makes no run", "I78=D01 D01F00=1", ""},
		{"a first seed on a young device does no harm", "I4=1772500000 I78=D01D02 D01F00=5 D01F18=1773126000 D02F00=1", "Success: Success"},
		{"a first seed that never ends does", "I4=1703126000 I78=D01D02 D01F00=5 D01F18=1773126000 D02F00=1", "Failed: Success, Failed"},
		{"a running source stands for its last finished session", "I78=D01D02 D01F00=5 D01F18=1773126000 D02F00=9 D02F06=5 D02F17=5 D02F18=1773100000", "Success: Success, Success"},
		{"also for a bad one", "I78=D01D02 D01F00=5 D01F18=1773126000 D02F00=1 D02F17=8 D02F18=1773100000", "Warning: Success, Warning"},
		{"a success that had errors is a warning", "I78=D01 D01F00=1 D01F09=1773126000 D01F16=8", "Warning: Warning"},
		{"no active source is Unknown", "D09F00=5 D09F18=1773126000", "Unknown: "},
		{"one session without a time makes no run", "I78=D01 D01F00=2", ""},
	} {
		got := short(Runs(deviceOf(t, c.settings), Mapping{}, testNow))
		if _, after, ok := strings.Cut(got, "Z "); ok {
			got = after
		}
		if got != c.want {
			t.Errorf("%s: %s, not %s", c.says, got, c.want)
		}
	}
}

func TestASourceThatIsDeadIsAProblemAlthoughTheTotalLooksFine(t *testing.T) {
	const end = 1773126000
	dead := func(age time.Duration) Device {
		last := end - int64(age.Seconds())
		return deviceOf(t, fmt.Sprintf("I78=D01D10 D09F00=5 D09F09=%d D01F00=5 D01F09=%d D01F18=%d D10F00=5 D10F09=%d D10F18=%d", end, end, end, last, last))
	}
	const day = 24 * time.Hour
	for _, c := range []struct {
		age  time.Duration
		m    Mapping
		want domain.Status
	}{
		{0, Mapping{}, domain.Success},
		{3*day - time.Second, Mapping{}, domain.Success},
		{3 * day, Mapping{}, domain.Warning},
		{8*day - time.Second, Mapping{}, domain.Warning},
		{8 * day, Mapping{}, domain.Failed},
		{8 * day, Mapping{Cadence: map[string]time.Duration{"D10": 7 * day}}, domain.Success},
		{8 * day, Mapping{Cadence: map[string]time.Duration{"D10": 7 * day, "7/D10": day}}, domain.Failed},
		{8 * day, Mapping{Cadence: map[string]time.Duration{"8/D10": 7 * day, "D01": 7 * day}}, domain.Failed},
		{4 * time.Hour, Mapping{Cadence: map[string]time.Duration{"D10": time.Hour}}, domain.Warning},
		{2 * day, Mapping{DeadWarning: 1, DeadFailed: 2}, domain.Failed},
		{300 * day, Mapping{DeadWarning: -1, DeadFailed: -1}, domain.Success},
		{300 * day, Mapping{DeadFailed: -1}, domain.Warning},
	} {
		r := Runs(dead(c.age), c.m, testNow)[0]
		if r.Objects[1].Status != c.want || r.Status != c.want {
			t.Errorf("%s, %+v: %s", c.age, c.m, r.Objects[1].Status)
		}
	}
	r := Runs(dead(9*day), Mapping{}, testNow)[0]
	if r.Stated != domain.Success || r.Objects[1].Message != "Completed; no successful session since 2026-03-01" {
		t.Errorf("%+v", r)
	}
}

func TestASourceThatCompletesWithErrorsEveryDayIsNotDead(t *testing.T) {
	d := deviceOf(t, "I78=D01 D01F00=8 D01F06=2 D01F09=1770000000 D01F17=8 D01F18=1773126000")
	if r := Runs(d, Mapping{}, testNow)[0]; r.Status != domain.Warning || r.Objects[0].Message != "Completed with 2 errors" {
		t.Errorf("%+v", r.Objects)
	}
}

func TestTheSummaryHoldsWhatThePanelShows(t *testing.T) {
	d := byName(t, sampleDevices(t, "rebuilt-statistics-all.json"), "amb-sql01")
	s := Summarise(d, Mapping{}, testNow)
	if s.Device != "amb-sql01" || s.Computer != "AMB-SQL01" || !strings.HasPrefix(s.Customer, "Amberlight") || s.AccountID != 5100002 ||
		s.Class != ClassServer || s.LastSession != at(1773122400) || s.LastSuccess != at(1773122400) || s.Duration != 945*time.Second ||
		s.Selected.Value != 267361714176 || s.Sent.Value != 1388314624 || !s.Used.Known || s.ImportedAt != testNow || len(s.Bar) != 28 || len(s.Sources) != 3 {
		t.Errorf("%+v", s)
	}
	sql := s.Sources[2]
	if sql.Code != "D10" || sql.State != "Failed" || sql.Status != domain.Failed || sql.Errors.Value != 4 || sql.LastSuccess != at(1771726320) || sql.Running {
		t.Errorf("%+v", sql)
	}
	b, err := json.Marshal(s)
	var again Summary
	if err == nil {
		err = json.Unmarshal(b, &again)
	}
	if err != nil || fmt.Sprint(again) != fmt.Sprint(s) {
		t.Errorf("the summary does not survive being stored: %v\n%v\n%v", err, again, s)
	}
}

func TestWithoutTheServicesSumsTheSourcesAreAdded(t *testing.T) {
	d := deviceOf(t, "I78=D01D02 D01F03=10 D02F03=20 D01F05=1 D02F05=-4 D02F09=1773126000 D05F03=99")
	if s := Summarise(d, Mapping{}, testNow); s.Selected.Value != 30 || s.Sent.Value != 1 || s.LastSuccess != testNow || s.Used.Known {
		t.Errorf("%+v", s)
	}
	if n := (Number{1 << 62, true}).plus(Number{1 << 62, true}); n.Value != 1<<62 {
		t.Error(n)
	}
}

func TestTheColourBarIsReadAsDays(t *testing.T) {
	days := Days("5812", Mapping{}, time.Date(2026, 3, 1, 23, 30, 0, 0, time.FixedZone("", -5*3600)))
	var got []string
	for _, d := range days {
		got = append(got, fmt.Sprintf("%s %s %d", d.Date.Format("01-02"), d.Words, d.Status))
	}
	want := []string{
		fmt.Sprintf("02-27 Completed %d", domain.Success), fmt.Sprintf("02-28 Completed with errors %d", domain.Warning),
		"03-01 Running 0", fmt.Sprintf("03-02 Failed %d", domain.Failed),
	}
	if !slices.Equal(got, want) {
		t.Errorf("%q", got)
	}
	if d := Days("0", Mapping{}, testNow)[0]; d.Active() || d.Words != "No session" || d.Status != 0 {
		t.Errorf("%+v", d)
	}
	if bar(strings.Repeat("5", 40)) != strings.Repeat("5", 28) || bar("55x") != "" || bar("") != "" {
		t.Error("a bar of another length is not read")
	}
}
