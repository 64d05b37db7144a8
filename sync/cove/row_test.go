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

// fingerprint is what a row said, in short, for tables.
func fingerprint(d Device) string {
	out := fmt.Sprintf("%s|%s|%s|", d.Name, d.Class, strings.Join(d.Active, ","))
	for _, s := range append([]DataSource{d.Total}, d.Sources...) {
		if s.Present {
			out += fmt.Sprintf(" %s=%s", s.Code, s.State)
			if s.Errors.Known {
				out += fmt.Sprintf("/%d", s.Errors.Value)
			}
			if end := s.Ended(); !end.IsZero() {
				out += "@" + end.Format("0102T1504")
			}
		}
	}
	return out
}

func TestEveryAwkwardRowIsRead(t *testing.T) {
	want := []struct{ row, print, runs string }{
		{"unpadded keys and a comma list of sources",
			"q-unpadded-keys|Unknown|D01,D02| D09=Completed@0310T0400 D01=Completed@0310T0400",
			"cove:5190001:2026-03-10T04:00:00Z Unknown: Success, Unknown"},
		{"old letter codes only",
			"q-legacy-keys|Server|D01| D09=Completed with errors/4 D01=Completed with errors/4@0310T0300",
			"cove:5190002:2026-03-10T03:00:00Z Warning: Warning"},
		{"an unknown status, numbers and a list",
			"q-array-and-number-values|Unknown|D01,D22| D09=Status 14/3", ""},
		{"empty strings and a time of zero",
			"q-empty-strings|Unknown|| D09=No backup", ""},
		{"a time in milliseconds and negative values",
			"q-millisecond-timestamp|Unknown|D01| D09=Completed@0310T0700",
			"cove:5190005:2026-03-10T07:00:00Z Success: Success"},
		{"a name that two devices have, the first",
			"q-same-name|Unknown|D01| D09=Completed@0310T0500",
			"cove:5190006:2026-03-10T05:00:00Z Success: Success"},
		{"a name that two devices have, the second",
			"q-same-name|Unknown|D01| D09=Failed", ""},
		{"empty Settings", "|Unknown||", ""},
		{"Settings of null", "|Unknown||", ""},
		{"a time in the future",
			"q-future-timestamp|Unknown|D01| D09=Completed@0312T0700",
			"cove:5190010:2026-03-12T07:00:00Z Unknown: Unknown"},
	}
	got := sampleDevices(t, "rebuilt-statistics-quirks.json")
	if len(got) != len(want) {
		t.Fatalf("%d rows", len(got))
	}
	for i, w := range want {
		if p := fingerprint(got[i]); p != w.print {
			t.Errorf("%s:\n got %s\nwant %s", w.row, p, w.print)
		}
		if r := short(Runs(got[i], Mapping{}, testNow)); r != w.runs {
			t.Errorf("%s:\n got %s\nwant %s", w.row, r, w.runs)
		}
	}
	if d := got[1]; d.Bar != "5555555555555555555555555558" || d.Computer != "Q-LEGACY" || d.Sources[0].LastSuccess != at(1772982000) {
		t.Errorf("the old letters: %+v", d)
	}
	if d := got[2]; d.Used.Value != 123456789 || d.Sources[1].Name != "Data source D22" {
		t.Errorf("numbers: %+v", d)
	}
	if got[5].AccountID == got[6].AccountID || got[5].Customer == got[6].Customer || !slices.Equal(got[5].Flags, []string{"Trial"}) {
		t.Error("two devices of one name are one")
	}
}

// short is a run in a line.
func short(runs []Run) string {
	var out []string
	for _, r := range runs {
		var objects []string
		for _, o := range r.Objects {
			objects = append(objects, o.Status.String())
		}
		out = append(out, fmt.Sprintf("%s %s: %s", r.Key, r.Status, strings.Join(objects, ", ")))
	}
	return strings.Join(out, "; ")
}

func TestTheVendorsOwnSampleIsRead(t *testing.T) {
	want := []string{
		"computerName|Unknown|D01,D02|",
		"computerName2|Unknown|D01,D02| D09=Running D01=No backup",
		"computerName3|Microsoft 365|D19,D20,D05| D09=Completed",
	}
	for i, d := range sampleDevices(t, "documented-statistics-sample.json") {
		if got := fingerprint(d); got != want[i] {
			t.Errorf("got %s\nwant %s", got, want[i])
		}
		if r := Runs(d, Mapping{}, testNow); r != nil {
			t.Errorf("%s has %s", d.Name, short(r))
		}
	}
}

func TestAnEmptyPageIsRead(t *testing.T) {
	if got := sampleDevices(t, "rebuilt-statistics-empty.json"); got != nil {
		t.Error(got)
	}
}

func TestAllFieldsOfARowArriveWhereTheyBelong(t *testing.T) {
	d := byName(t, sampleDevices(t, "rebuilt-statistics-all.json"), "amb-sql01")
	s, _ := d.Source("D10")
	if s != (DataSource{
		Code: "D10", Name: "Microsoft SQL", Active: true, Present: true,
		State: StateFailed, Session: at(1773122220), Errors: Number{4, true}, Duration: 35 * time.Second,
		Selected: Number{94489280512, true}, Sent: Number{0, true},
		FinishedState: StateFailed, Finished: at(1773122220), SuccessState: StateCompleted, LastSuccess: at(1771726320),
	}) {
		t.Errorf("%+v", s)
	}
	if d.AccountID != 5100002 || d.PartnerID != 210011 || d.Customer != "Amberlight Dental Group (it@amberlight.example)" ||
		d.Computer != "AMB-SQL01" || d.Class != ClassServer || d.Physical != "Physical" || d.LastContact != at(1773125640) ||
		!strings.HasPrefix(d.OS, "Microsoft Windows Server") || len(d.Bar) != 28 || !json.Valid(d.Raw) || d.Created.IsZero() {
		t.Errorf("%+v", d)
	}
	if _, ok := d.Source("D04"); ok {
		t.Error("a source out of nowhere")
	}
}

func TestTheClassComesFromTheAccountTypeFirst(t *testing.T) {
	for _, c := range []struct {
		settings string
		want     Class
	}{
		{`{"I59":"2"},{"I32":"0"}`, ClassMicrosoft365},
		{`{"I59":"1"},{"I32":"1"}`, ClassWorkstation},
		{`{"I59":"1"},{"I32":"2"}`, ClassServer},
		{`{"I59":"1"},{"I32":"0"}`, ClassNotInstalled},
		{`{"I59":"1"},{"I32":"0"},{"I18":"PC"}`, ClassUnknown},
		{`{"I32":"2"}`, ClassServer},
		{`{"I78":"D19D20D05"}`, ClassMicrosoft365},
		{`{"I78":"D01"}`, ClassUnknown},
		{`{"AT":"2"}`, ClassMicrosoft365},
		{``, ClassUnknown},
	} {
		d, _ := decodeRow([]byte(`{"AccountId":1,"Settings":[` + c.settings + `]}`))
		if d.Class != c.want {
			t.Errorf("%s: %s", c.settings, d.Class)
		}
	}
}

func TestColumnsAreReadInEveryNotation(t *testing.T) {
	for key, want := range map[string]column{
		"D09F00": {9, 0}, "D9F0": {9, 0}, "D9F00": {9, 0}, "D5F09": {5, 9}, "T0": {9, 0}, "TL": {9, 9}, "F7": {1, 6}, "TB": {9, 8},
		"Z0": {10, 0}, "Q0": {10, 0}, "D03F00": {10, 0}, "G0": {19, 0}, "J7": {20, 6}, "S0": {2, 0}, "LL": {15, 9},
		"I1": {0, 1}, "I01": {0, 1}, "I78": {0, 78}, "AN": {0, 1}, "AP": {0, 78}, "TS": {0, 6}, "PN": {0, 10},
	} {
		if got, ok := parseColumn(key); !ok || got != want {
			t.Errorf("%s: %v %v", key, got, ok)
		}
	}
	for _, key := range []string{"", "D", "I", "D9", "D09", "D09F", "Do9F00", "D09F0x", "I1x", "T", "T6x", "XX", "AA12", "ER", "ä", "D00F01"} {
		if got, ok := parseColumn(key); ok {
			t.Errorf("%s: %v", key, got)
		}
	}
}

func TestNoOldDeviceCodeReadsAsADataSource(t *testing.T) {
	for code := range oldDevice {
		if _, field := oldFields[code[1]]; field {
			for s, d := range sources {
				if d.letter == code[0] {
					t.Errorf("%s could be field %c of %s", code, code[1], s.code())
				}
			}
		}
	}
}

func TestActiveSourcesAreReadInEverySpelling(t *testing.T) {
	for text, want := range map[string][]dataSource{
		"D01D02": {1, 2}, "D1,D2": {1, 2}, "D01D15D02": {1, 15, 2}, "D1D19": {1, 19}, "D01 ; D10": {1, 10}, "D03": {10}, "D03D10": {10},
		"D09D01": {1}, "D01D01": {1}, "": nil, "F": nil, "D": nil, "D00": nil,
	} {
		if got := parseActive(text); !slices.Equal(got, want) {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestScalarsAreReadWhateverTheirShape(t *testing.T) {
	for raw, want := range map[string]string{
		`"a"`: "a", `12`: "12", `null`: "", `true`: "true", `["x","y"]`: "x", `[[["d"]]]`: "d", `[[[[[["too deep"]]]]]]`: "", `[]`: "",
		`{"a":1}`: "", `"K\u00e4se"`: "Käse", `"a\"b"`: `a"b`, ` "b"`: "b", `-2`: "-2",
	} {
		if got := scalar([]byte(raw)); got != want {
			t.Errorf("%s: %q", raw, got)
		}
	}
	for text, want := range map[string]Number{
		"": {}, "12": {12, true}, "-2": {-2, true}, "12.0": {12, true}, "1.2e1": {12, true}, "12.5": {}, "x": {}, "NaN": {},
		"10522669875200": {10522669875200, true}, "true": {1, true}, "false": {0, true}, "9223372036854775807": {1<<63 - 1, true}, "1e300": {},
	} {
		if got := number(text); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	for n, want := range map[int64]time.Time{
		0: {}, -1: {}, 1773126000: testNow, 1773126000000: testNow, 1 << 62: {}, 500_000_000_000: {}, 1_000_000_000_000: {},
	} {
		if got := moment(Number{n, true}); got != want {
			t.Errorf("%d: %s", n, got)
		}
	}
}

func TestAStateIsReadByNumberAndByName(t *testing.T) {
	for text, want := range map[string]State{
		"5": 5, "": 0, " 8 ": 8, "14": 14, "Completed": 5, "CompletedWithErrors": 8, "completed with errors": 8, "InProgress": 1, "InProcess": 1,
		"OverQuota": 10, "nonsense": stateUnreadable, "-3": stateUnreadable, "99999999999": stateUnreadable,
	} {
		if got := parseState(text); got != want {
			t.Errorf("%q: %d", text, got)
		}
	}
	if got := fmt.Sprint(State(14), stateUnreadable, StateOverQuota); got != "Status 14 Status not readable Over quota" {
		t.Error(got)
	}
}

func TestThePasswordOfADeviceIsNeitherReadNorKept(t *testing.T) {
	for _, row := range []string{
		`{"AccountId":1,"PartnerId":2,"Flags":["Trial"],"Settings":[{"I1":"n"},{"I3":"hush"},{"I14":7}]}`,
		`{"AccountId":1,"PartnerId":2,"Flags":["Trial"],"Settings":{"QW":"hush","I1":"n","I14":7}}`,
	} {
		d, ok := decodeRow([]byte(row))
		if text := fmt.Sprintf("%+v %s", d, d.Raw); !ok || strings.Contains(text, "hush") || d.Name != "n" {
			t.Errorf("%s", text)
		}
		if again, ok := decodeRow(d.Raw); !ok || again.Name != "n" || again.Used.Value != 7 || again.PartnerID != 2 || len(again.Flags) != 1 {
			t.Errorf("%s", d.Raw)
		}
	}
}

func TestTheRawRowMakesTheSameDeviceAgain(t *testing.T) {
	for _, d := range append(sampleDevices(t, "rebuilt-statistics-all.json"), sampleDevices(t, "rebuilt-statistics-quirks.json")...) {
		again, ok := decodeRow(d.Raw)
		if !ok || fmt.Sprint(again) != fmt.Sprint(d) {
			t.Errorf("%s is another one", d.Name)
		}
	}
}

func FuzzRow(f *testing.F) {
	for _, file := range []string{"rebuilt-statistics-all.json", "rebuilt-statistics-quirks.json", "documented-statistics-sample.json"} {
		for _, raw := range sampleRows(f, file) {
			f.Add([]byte(raw))
		}
	}
	f.Add([]byte(`{"AccountId":[[1]],"Settings":{"I3":"x","D01F00":[5],"D01F18":1e9,"I78":"D1"}}`))
	f.Fuzz(func(t *testing.T, raw []byte) {
		if !json.Valid(raw) {
			return
		}
		d, ok := decodeRow(raw)
		if !ok {
			return
		}
		if d.AccountID <= 0 || len(d.Bar) > 28 || !json.Valid(d.Raw) {
			t.Fatalf("%+v", d)
		}
		for _, r := range Runs(d, Mapping{}, testNow) {
			worst := domain.Status(0)
			for _, o := range r.Objects {
				worst = max(worst, o.Status)
			}
			if len(r.Objects) > 0 && worst != r.Status || r.Status == 0 || r.Ended.IsZero() {
				t.Fatalf("%s of %s", short([]Run{r}), raw)
			}
			for i, o := range r.Objects {
				s := d.Sources[slices.IndexFunc(d.Sources, func(s DataSource) bool { return s.Name == o.Name })]
				if o.Status == domain.Success && s.known(d).Last() != StateCompleted {
					t.Fatalf("object %d is good although %s: %s", i, s.known(d).Last(), raw)
				}
			}
			if _, err := json.Marshal(r.Summary); err != nil {
				t.Fatal(err)
			}
		}
		DetectOffline(d, OfflineLimits{}, testNow)
	})
}
