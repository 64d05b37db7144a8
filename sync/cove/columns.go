package cove

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
)

// dataSource is a data source's number: 1 is D01. total stands for all of them.
type dataSource int

const total dataSource = 9

// sources are the data sources by number, with the letter of the old notation, 0
// where there was none (cove-api.md, section 5.3). D03 is read as D10, which took its
// place (section 10, rows 3 and 4).
var sources = map[dataSource]struct {
	name   string
	letter byte
}{
	1:  {"Files and folders", 'F'},
	2:  {"System state", 'S'},
	4:  {"Exchange (on premises)", 'X'},
	5:  {"Microsoft 365 SharePoint", 0},
	6:  {"Network shares", 'N'},
	7:  {"VSS system state", 0},
	8:  {"VMware", 'W'},
	9:  {"Total", 'T'},
	10: {"Microsoft SQL", 'Z'},
	11: {"SharePoint (on premises)", 'P'},
	12: {"Oracle", 'Y'},
	14: {"Hyper-V", 'H'},
	15: {"MySQL", 'L'},
	16: {"Virtual disaster recovery", 'V'},
	17: {"Bare metal restore", 'B'},
	19: {"Microsoft 365 Exchange", 'G'},
	20: {"Microsoft 365 OneDrive", 'J'},
	23: {"Microsoft 365 Teams", 0},
}

// code returns the padded code: D01.
func (s dataSource) code() string { return fmt.Sprintf("D%02d", int(s)) }

func (s dataSource) name() string {
	if known, ok := sources[s]; ok {
		return known.name
	}
	return "Data source " + s.code()
}

// column is a key of a row, whatever notation it came in. The zero value is none.
type column struct {
	source dataSource // 0: a column of the device
	field  int        // F of a source, or I of a device
}

// Fields of a data source (cove-api.md, section 5.4).
const (
	fState         = 0
	fSelected      = 3
	fSent          = 5
	fErrors        = 6
	fBar           = 8
	fLastSuccess   = 9
	fDuration      = 12
	fLastSession   = 15
	fSuccessState  = 16
	fFinishedState = 17
	fFinished      = 18
)

// Columns of a device (cove-api.md, section 5.5).
const (
	iID          = 0
	iName        = 1
	iAlias       = 2
	iPassword    = 3
	iCreated     = 4
	iContact     = 6
	iCustomer    = 8
	iProduct     = 10
	iUsed        = 14
	iOS          = 16
	iVersion     = 17
	iComputer    = 18
	iOSType      = 32
	iProfile     = 56
	iAccountType = 59
	iReference   = 77
	iActive      = 78
	iPhysical    = 81
)

// oldFields are the signs of the old notation. 6 and 7 are crossed: the old 7 is
// errors, F06 (cove-api.md, section 5.1).
var oldFields = map[byte]int{
	'0': fState, '3': fSelected, '5': fSent, '7': fErrors, 'B': fBar, 'L': fLastSuccess, 'A': fDuration,
	'G': fLastSession, 'Q': fSuccessState, 'J': fFinishedState, 'O': fFinished,
}

// oldDevice are the two-letter columns of a device. None of them reads as a source
// and a field.
var oldDevice = map[string]int{
	"AU": iID, "AN": iName, "AL": iAlias, "QW": iPassword, "CD": iCreated, "TS": iContact, "AR": iCustomer,
	"PN": iProduct, "US": iUsed, "OS": iOS, "VN": iVersion, "MN": iComputer, "OT": iOSType, "OP": iProfile,
	"AT": iAccountType, "PF": iReference, "AP": iActive,
}

// parseColumn reads D01F00, D1F0, T0, I78 or AP. Where it is none of these, ok is
// false.
func parseColumn(key string) (c column, ok bool) {
	if len(key) < 2 {
		return column{}, false
	}
	if key[0] == 'I' {
		n, rest := digits(key[1:])
		return column{0, n}, n >= 0 && rest == ""
	}
	if key[0] == 'D' {
		s, rest := digits(key[1:])
		if s > 0 && len(rest) > 1 && rest[0] == 'F' {
			f, rest := digits(rest[1:])
			return column{modern(dataSource(s)), f}, f >= 0 && rest == ""
		}
	}
	if i, known := oldDevice[key]; known {
		return column{0, i}, true
	}
	if len(key) != 2 {
		return column{}, false
	}
	f, known := oldFields[key[1]]
	if !known {
		return column{}, false
	}
	if key[0] == 'Q' {
		return column{modern(3), f}, true
	}
	for s, d := range sources {
		if d.letter != 0 && d.letter == key[0] {
			return column{s, f}, true
		}
	}
	return column{}, false
}

// digits reads one to three digits at the front of s; n is -1 without any.
func digits(s string) (n int, rest string) {
	i := 0
	for i < len(s) && i < 3 && s[i] >= '0' && s[i] <= '9' {
		i++
	}
	n, err := strconv.Atoi(s[:i])
	if err != nil {
		return -1, s
	}
	return n, s[i:]
}

// modern returns D10 for D03.
func modern(s dataSource) dataSource {
	if s == 3 {
		return 10
	}
	return s
}

var activeSource = regexp.MustCompile(`D(\d{1,2})`)

// parseActive reads the list of active data sources in any spelling: D01D02,
// D1,D2 (cove-api.md, section 6.7). The order stays, the total and repetitions go.
func parseActive(s string) []dataSource {
	var out []dataSource
	for _, m := range activeSource.FindAllStringSubmatch(s, -1) {
		n, _ := strconv.Atoi(m[1])
		if d := modern(dataSource(n)); d > 0 && d != total && !slices.Contains(out, d) {
			out = append(out, d)
		}
	}
	return out
}

// asked are the data sources whose columns are asked for (cove-api.md, section 11).
// Each is a group that the service may refuse as a whole.
var asked = []dataSource{1, 2, 4, 5, 6, 8, 10, 11, 12, 14, 15, 19, 20, 23}

// coreColumns are the small set, which is considered safe: the device and its total
// (cove-api.md, section 11). The password of a device, I3, is never asked for.
func coreColumns() []string {
	out := []string{}
	for _, i := range []int{iID, iName, iAlias, iCreated, iContact, iCustomer, iUsed, iOS, iComputer, iOSType, iAccountType, iActive, iPhysical} {
		out = append(out, "I"+strconv.Itoa(i))
	}
	for _, f := range []int{fState, fErrors, fBar, fLastSuccess, fDuration, fLastSession, fFinishedState, fFinished} {
		out = append(out, total.column(f))
	}
	return out
}

// extraColumns say more about the device and may be refused.
func extraColumns() []string {
	out := []string{}
	for _, i := range []int{iProduct, iVersion, iProfile, iReference} {
		out = append(out, "I"+strconv.Itoa(i))
	}
	return append(out, total.column(fSelected), total.column(fSent), total.column(fSuccessState))
}

// columns are those of one data source.
func (s dataSource) columns() []string {
	out := []string{}
	for _, f := range []int{fState, fSelected, fSent, fErrors, fLastSuccess, fDuration, fLastSession, fSuccessState, fFinishedState, fFinished} {
		out = append(out, s.column(f))
	}
	return out
}

// column returns the padded code, D01F00: an unpadded one may be ignored in
// silence (cove-api.md, section 6.9).
func (s dataSource) column(field int) string { return fmt.Sprintf("%sF%02d", s.code(), field) }
