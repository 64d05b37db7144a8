package simulate

import (
	"bytes"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The states of a session, by the service's numbers.
const (
	CoveInProcess           = 1
	CoveFailed              = 2
	CoveAborted             = 3
	CoveCompleted           = 5
	CoveInterrupted         = 6
	CoveNotStarted          = 7
	CoveCompletedWithErrors = 8
	CoveOverQuota           = 10
	CoveNoSelection         = 11
	CoveRestarted           = 12
	CoveBlocked             = 13
)

// coveStates are the names that services with words use.
var coveStates = map[int]string{
	1: "InProgress", 2: "Failed", 3: "Aborted", 5: "Completed", 6: "Interrupted", 7: "NotStarted", 8: "CompletedWithErrors",
	10: "OverQuota", 11: "NoSelection", 12: "Restarted", 13: "Blocked",
}

// CoveDevice is a device of the fleet. What its row says follows from the clock.
type CoveDevice struct {
	ID        int64
	PartnerID int64
	Customer  string
	Name      string
	Computer  string
	OS        string
	OSType    int // 0 undefined, 1 workstation, 2 server
	Account   int // 1 Backup Manager, 2 Microsoft 365
	Virtual   bool
	Created   time.Time
	Used      int64 // bytes
	Sources   []CoveSource
	// Off, if set, is when the device was switched off: nothing begins after it.
	Off time.Time
}

// CoveSource is a data source of a device: a session every so often.
type CoveSource struct {
	Code  string        // D01
	First time.Time     // start of the first session
	Every time.Duration // from start to start
	Takes time.Duration // from start to end
	// Endings are the states of the sessions one after the other; the last one stays.
	// CoveInProcess never ends: the source is wedged from there on.
	Endings []int
	// From the end: the states of the newest sessions before Settled, the newest last.
	// They come instead of Endings.
	Newest  []int
	Settled time.Time
	Stopped time.Time // no session begins after it, if set
	Errors  int       // of a session that is not completed
	Trouble string    // the text of its errors

	Selected, Sent int64 // bytes
}

func (d CoveDevice) tenant() bool { return d.Account == 2 }

// token is what the reporting services want to see.
func (d CoveDevice) token() string { return fmt.Sprintf("5eed0000-0000-4000-8000-%012d", d.ID) }

// plugin is the source's name in the reporting services.
func (s CoveSource) plugin() string {
	return map[string]string{
		"D01": "FileSystem", "D02": "VssSystemState", "D04": "VssExchange", "D06": "NetworkShares", "D08": "VMWare", "D10": "VssSql",
		"D12": "Oracle", "D14": "HyperV", "D15": "MySql", "D05": "SharePoint", "D19": "Exchange", "D20": "OneDrive", "D23": "Teams",
	}[s.Code]
}

// item is what errors of the source are about.
func (s CoveSource) item() string {
	return map[string]string{
		"D01": `D:\Data\Käse & Brot\plan "v2".xlsx`, "D10": `MSSQLSERVER\Payroll`, "D19": "archive@tenant.example",
	}[s.Code]
}

// coveSession is one session of a source.
type coveSession struct {
	id     int64
	source CoveSource
	n      int // counted from 0
	start  time.Time
	state  int // CoveInProcess while it runs
}

func (x coveSession) name() string { return coveStates[x.state] }

func (x coveSession) end() int64 {
	if x.state == CoveInProcess {
		return 0
	}
	return x.start.Add(x.source.Takes).Unix()
}

func (x coveSession) errors() int {
	if x.state == CoveCompleted || x.state == CoveInProcess {
		return 0
	}
	return x.source.Errors
}

// last returns the number of the newest session that has begun, -1 for none.
func (s CoveSource) last(now time.Time) int {
	if !s.Stopped.IsZero() && s.Stopped.Before(now) {
		now = s.Stopped
	}
	if now.Before(s.First) || s.Every <= 0 {
		return -1
	}
	n := int(now.Sub(s.First) / s.Every)
	// A wedged session is the last one.
	if i := slices.Index(s.Endings, CoveInProcess); i >= 0 {
		n = min(n, i)
	}
	return n
}

// session returns the n-th session as it stands.
func (s CoveSource) session(n int, now time.Time) coveSession {
	x := coveSession{source: s, n: n, start: s.First.Add(time.Duration(n) * s.Every), state: CoveCompleted}
	number, _ := strconv.ParseInt(s.Code[1:], 10, 64)
	x.id = int64(n)*100 + number
	if len(s.Endings) > 0 {
		x.state = s.Endings[min(n, len(s.Endings)-1)]
	}
	if len(s.Newest) > 0 {
		// The newest session that had ended at Settled has the last of the states.
		back := s.last(s.Settled.Add(-s.Takes)) - n
		switch {
		case back < 0:
			x.state = s.Newest[len(s.Newest)-1]
		case back < len(s.Newest):
			x.state = s.Newest[len(s.Newest)-1-back]
		}
	}
	if now.Before(x.start.Add(s.Takes)) {
		x.state = CoveInProcess
	}
	return x
}

// sessions returns all sessions that began since then, the newest first.
func (d CoveDevice) sessions(now time.Time, since int64) []coveSession {
	var out []coveSession
	for _, s := range d.sources() {
		for n := s.last(now); n >= 0; n-- {
			x := s.session(n, now)
			if x.start.Unix() < since {
				break
			}
			out = append(out, x)
		}
	}
	slices.SortStableFunc(out, func(a, b coveSession) int { return b.start.Compare(a.start) })
	return out
}

// sources returns the data sources, stopped where the device is off.
func (d CoveDevice) sources() []CoveSource {
	out := slices.Clone(d.Sources)
	for i := range out {
		if !d.Off.IsZero() && (out[i].Stopped.IsZero() || d.Off.Before(out[i].Stopped)) {
			out[i].Stopped = d.Off
		}
	}
	return out
}

// coveFigures are the fields of one data source, or of the total.
type coveFigures struct {
	state, errors             int
	selected, sent            int64
	seconds                   int64
	success, finished, latest int64
	finishedState             int
}

func (s CoveSource) figures(now time.Time) (f coveFigures, ok bool) {
	n := s.last(now)
	if n < 0 {
		return f, false
	}
	x := s.session(n, now)
	f = coveFigures{state: x.state, errors: x.errors(), selected: s.Selected}
	for back := n; back >= 0 && n-back < 200 && (f.success == 0 || f.finished == 0); back-- {
		y := s.session(back, now)
		if y.state == CoveInProcess {
			continue
		}
		if f.finished == 0 {
			f.finished, f.finishedState = y.end(), y.state
		}
		if y.state == CoveCompleted && f.success == 0 {
			f.success = y.end()
		}
	}
	if x.state != CoveInProcess {
		f.latest, f.seconds, f.sent = x.end(), int64(s.Takes.Seconds()), s.Sent
	}
	return f, true
}

// worse is the order in which the total takes the state of one source.
var worse = []int{CoveCompleted, CoveCompletedWithErrors, CoveRestarted, CoveNoSelection, CoveNotStarted, CoveInterrupted, CoveAborted, CoveBlocked, CoveOverQuota, CoveFailed, CoveInProcess}

// add makes the total of the sources: the worst state, except that a running source
// makes it running; sums; the newest times.
func (f *coveFigures) add(o coveFigures) {
	if slices.Index(worse, o.state) > slices.Index(worse, f.state) {
		f.state = o.state
	}
	if slices.Index(worse, o.finishedState) > slices.Index(worse, f.finishedState) {
		f.finishedState = o.finishedState
	}
	f.errors += o.errors
	f.selected += o.selected
	f.sent += o.sent
	f.seconds += o.seconds
	f.success, f.finished, f.latest = max(f.success, o.success), max(f.finished, o.finished), max(f.latest, o.latest)
}

// fields calls set for each field with a value.
func (f coveFigures) fields(set func(field int, value int64)) {
	set(0, int64(f.state))
	set(3, f.selected)
	set(5, f.sent)
	set(6, int64(f.errors))
	set(12, f.seconds)
	for field, v := range map[int]int64{9: f.success, 15: f.latest, 17: int64(f.finishedState), 18: f.finished} {
		if v != 0 && (field != 15 || f.state != CoveInProcess) {
			set(field, v)
		}
	}
	if f.success != 0 {
		set(16, CoveCompleted)
	}
}

// bar is the colour bar: for each of the last 28 days the worst state of a session
// that began or ran on it, the newest day last.
func (d CoveDevice) bar(now time.Time) string {
	const days = 28
	out := []byte(strings.Repeat("0", days))
	rank := make([]int, days)
	y, m, day := now.UTC().Date()
	today := time.Date(y, m, day, 0, 0, 0, 0, time.UTC)
	for _, x := range d.sessions(now, today.AddDate(0, 0, -days).Unix()) {
		i := days - 1 - int(today.Sub(x.start.UTC().Truncate(24*time.Hour))/(24*time.Hour))
		state := x.state
		if state > 9 {
			state = CoveFailed // one digit is one day
		}
		if r := slices.Index(worse, state) + 1; i >= 0 && r > rank[i] {
			out[i], rank[i] = byte('0'+state), r
		}
	}
	return string(out)
}

// row is the device as the statistics call gives it: a list of one-key objects,
// sorted by code, without what has no value.
func (d CoveDevice) row(now time.Time, wanted map[string]bool) []byte {
	values := map[string]string{}
	set := func(code, value string) {
		if wanted[code] && value != "" {
			values[code] = value
		}
	}
	var all coveFigures
	any, active := false, ""
	for _, s := range d.sources() {
		active += s.Code
		f, ok := s.figures(now)
		if !ok {
			continue
		}
		any = true
		all.add(f)
		f.fields(func(field int, v int64) { set(fmt.Sprintf("%sF%02d", s.Code, field), strconv.FormatInt(v, 10)) })
	}
	if any {
		all.fields(func(field int, v int64) { set(fmt.Sprintf("D09F%02d", field), strconv.FormatInt(v, 10)) })
		if wanted["D09F08"] {
			set("D09F08", d.bar(now))
		}
	}
	physical := "Physical"
	if d.Virtual {
		physical = "Virtual"
	}
	contact := now.Add(-2 * time.Minute)
	if !d.Off.IsZero() && d.Off.Before(now) {
		contact = d.Off
	}
	for code, v := range map[string]string{
		"I0": strconv.FormatInt(d.ID, 10), "I1": d.Name, "I4": strconv.FormatInt(d.Created.Unix(), 10), "I8": d.Customer,
		"I6": strconv.FormatInt(contact.Unix(), 10), "I10": "All-In (28 days)", "I14": strconv.FormatInt(d.Used, 10), "I16": d.OS,
		"I18": d.Computer, "I32": strconv.Itoa(d.OSType), "I56": "24 hour RPO", "I59": strconv.Itoa(d.Account), "I78": active, "I81": physical,
	} {
		set(code, v)
	}
	codes := make([]string, 0, len(values))
	for code := range values {
		codes = append(codes, code)
	}
	slices.Sort(codes)
	var b bytes.Buffer
	fmt.Fprintf(&b, `{"AccountId":%d,"Flags":null,"PartnerId":%d,"Settings":[`, d.ID, d.PartnerID)
	for i, code := range codes {
		if i > 0 {
			b.WriteByte(',')
		}
		text, _ := json.Marshal(values[code])
		fmt.Fprintf(&b, `{"%s":%s}`, code, text)
	}
	b.WriteString("]}")
	return b.Bytes()
}
