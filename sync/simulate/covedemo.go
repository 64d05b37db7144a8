package simulate

import (
	"fmt"
	"strings"
	"time"
)

// Names of operating systems in the demo.
const (
	coveServerOS = "Microsoft Windows Server 2022 Standard (20348), 64-bit"
	coveLaptopOS = "Microsoft Windows 11 Pro (26100), 64-bit"
	coveLinuxOS  = "Ubuntu 24.04 LTS, 64-bit"
)

const gigabyte = int64(1) << 30

// coveKind is a kind of device in the demo.
type coveKind int

const (
	coveServer coveKind = iota
	coveLaptop
	coveTenant
)

// covePlan is one device of the demo.
type covePlan struct {
	company int // in companies()
	kind    coveKind
	role    string
	sources string // codes run together
	// newest are the states of the newest sessions of the source that is in trouble.
	trouble string
	newest  []int
	errors  int
	text    string
	off     int // days since it was switched off
	stopped int // days since the source in trouble ran for the last time
}

// What two devices and two tenants say in the same words: one cause each.
const (
	coveWriter  = "VSS error: a writer is in a failed state: SqlServerWriter"
	coveMailbox = "Graph API request failed: MailboxNotEnabledForRESTAPI"
)

// coveNight is what happens in the demo's fleet: most of it is well, and what is not has
// few causes.
var coveNight = []covePlan{
	{company: 0, role: "DC01", sources: "D01D02"},
	{company: 0, role: "SQL01", sources: "D01D02D10", trouble: "D10", newest: repeated(CoveFailed, 16), errors: 4, text: coveWriter},
	{company: 0, kind: coveLaptop, role: "RECEPTIE", sources: "D01"},
	{company: 0, kind: coveTenant, sources: "D19D20D05D23"},
	{
		company: 2,
		role:    "FS01",
		sources: "D01D02D06",
		trouble: "D01",
		newest:  repeated(CoveCompletedWithErrors, 4),
		errors:  231,
		text:    "Access is denied",
	},
	{company: 2, role: "DC01", sources: "D01D02", trouble: "D02", newest: repeated(CoveFailed, 2), errors: 2, text: coveWriter},
	{company: 2, kind: coveLaptop, role: "STUDIO1", sources: "D01", off: 9},
	{company: 4, role: "APP01", sources: "D01D02"},
	{
		company: 4,
		kind:    coveLaptop,
		role:    "XRAY",
		sources: "D01",
		trouble: "D01",
		newest:  repeated(CoveCompletedWithErrors, 2),
		errors:  17,
		text:    "Access is denied",
	},
	{company: 4, kind: coveLaptop, role: "DESK2", sources: "D01", off: 15},
	{company: 5, role: "ESX-PROXY", sources: "D08"},
	{company: 5, role: "HV01", sources: "D01D02D14"},
	{company: 5, kind: coveTenant, sources: "D19D20", trouble: "D19", newest: repeated(CoveFailed, 2), errors: 22, text: coveMailbox},
	{
		company: 7,
		role:    "ERP01",
		sources: "D01D02D10",
		trouble: "D10",
		newest:  []int{CoveCompletedWithErrors},
		errors:  3,
		text:    "Access is denied",
	},
	{company: 7, role: "ORA01", sources: "D01D12"},
	{
		company: 7,
		kind:    coveLaptop,
		role:    "CAD1",
		sources: "D01",
		trouble: "D01",
		newest:  repeated(CoveInterrupted, 2),
		errors:  1,
		text:    "The connection was lost",
	},
	{company: 9, role: "FS01", sources: "D01D02"},
	{company: 9, kind: coveTenant, sources: "D19D20D05"},
	{company: 11, role: "WEB01", sources: "D01D15D02"},
	{company: 11, role: "ARC01", sources: "D01D02", trouble: "D01", stopped: 9},
	{
		company: 11,
		kind:    coveLaptop,
		role:    "LEEDS1",
		sources: "D01",
		trouble: "D01",
		newest:  repeated(CoveInterrupted, 2),
		errors:  1,
		text:    "The connection was lost",
	},
	{company: 14, role: "MES01", sources: "D01D02"},
	{
		company: 14,
		role:    "NAS-GW",
		sources: "D06",
		trouble: "D06",
		newest:  repeated(CoveOverQuota, 8),
		errors:  1,
		text:    "The quota of the device is used up",
	},
	{company: 17, role: "SQL01", sources: "D01D10", trouble: "D10", stopped: 12},
	{company: 17, kind: coveLaptop, role: "PREPRESS", sources: "D01"},
	{
		company: 19,
		role:    "EX01",
		sources: "D01D02D04",
		trouble: "D04",
		newest:  []int{CoveCompletedWithErrors},
		errors:  5,
		text:    "Access is denied",
	},
	{company: 19, role: "DC01", sources: "D01D02"},
	{company: 21, role: "FS01", sources: "D01D02", trouble: "D01", newest: []int{CoveBlocked}, errors: 1, text: "The session was blocked"},
	{company: 21, kind: coveTenant, sources: "D19D20D05D23", trouble: "D19", newest: []int{CoveFailed}, errors: 5, text: coveMailbox},
	{company: 22, role: "DMS01", sources: "D01D02D10"},
	{
		company: 22,
		kind:    coveLaptop,
		role:    "PARTNER1",
		sources: "D01",
		trouble: "D01",
		newest:  repeated(CoveInterrupted, 2),
		errors:  1,
		text:    "The connection was lost",
	},
	{company: 23, role: "FS01", sources: "D01D02"},
}

func repeated(state, times int) []int {
	out := make([]int, times)
	for i := range out {
		out[i] = state
	}
	return out
}

// CoveDemo is a fleet of 32 devices of a dozen customers as it stands at now, and
// the user who sees it. Everything in it is invented.
func CoveDemo(now time.Time) CoveOptions {
	return CoveOptions{
		User: DemoCoveUser, Password: DemoToken, Partner: DemoPartner,
		Devices: coveDevices(now, len(coveNight)),
	}
}

// CoveFleet is a fleet of any size: the devices of the demo again and again, with
// other numbers and names.
func CoveFleet(now time.Time, devices int) []CoveDevice { return coveDevices(now, devices) }

func coveDevices(now time.Time, n int) []CoveDevice {
	now = now.UTC().Truncate(time.Second)
	all := companies()
	out := make([]CoveDevice, n)
	for i := range out {
		p := coveNight[i%len(coveNight)]
		out[i] = p.device(all[p.company], now, i)
		if round := i / len(coveNight); round > 0 {
			out[i].Name = fmt.Sprintf("%s-%d", out[i].Name, round)
			out[i].PartnerID += int64(round) * 100
			out[i].Customer = fmt.Sprintf("%s %d", out[i].Customer, round)
		}
	}
	return out
}

func (p covePlan) device(c *company, now time.Time, i int) CoveDevice {
	d := CoveDevice{
		ID: 5_100_000 + int64(i), PartnerID: 210_001 + int64(p.company), Customer: c.name,
		Name: strings.ToLower(c.code + "-" + p.role), Computer: strings.ToUpper(c.code + "-" + p.role),
		OS: coveServerOS, OSType: 2, Account: 1, Created: now.AddDate(-2, 0, -i%300), Used: (400 + 13*int64(i%50)) * gigabyte,
	}
	switch p.kind {
	case coveServer:
		d.Virtual = i%2 == 0
		if strings.Contains(p.sources, "D15") {
			d.OS = coveLinuxOS
		}
	case coveLaptop:
		d.OS, d.OSType = coveLaptopOS, 1
	case coveTenant:
		d.Name, d.Computer, d.OS = strings.TrimSuffix(c.domain, ".example")+".onmicrosoft.example", "", ""
		d.OSType, d.Account = 0, 2
	}
	// A session a day: servers in the evening, laptops at noon, tenants at night.
	hour := map[coveKind]int{coveServer: 21, coveLaptop: 12, coveTenant: 3}[p.kind]
	begin := time.Date(now.Year(), now.Month(), now.Day(), hour, i%40, 0, 0, time.UTC).AddDate(0, 0, -60)
	for k := range len(p.sources) / 3 {
		s := CoveSource{
			Code: p.sources[k*3 : k*3+3], First: begin, Every: 24 * time.Hour, Takes: time.Duration(4+(i*7+k*11)%30) * time.Minute,
			Selected: (40 + int64(i*31+k*97)%800) * gigabyte, Sent: (1 + int64(i+k)%9) * gigabyte / 4,
		}
		begin = begin.Add(s.Takes)
		if s.Code == p.trouble {
			s.Newest, s.Settled, s.Errors, s.Trouble = p.newest, now, p.errors, p.text
			if p.stopped > 0 {
				s.Stopped = now.AddDate(0, 0, -p.stopped)
			}
		}
		d.Sources = append(d.Sources, s)
	}
	if p.off > 0 {
		d.Off = now.AddDate(0, 0, -p.off).Truncate(24 * time.Hour).Add(-time.Minute)
	}
	return d
}
