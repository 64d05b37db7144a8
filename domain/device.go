package domain

import (
	"cmp"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"runchecks/domain/wording"
)

// DeviceKey is the natural key of a device, the same on every machine:
// "cove:<account id>" or "cloud-connect:<sender>|<tenant>|<repository>".
type DeviceKey string

// CoveDeviceKey builds the key of a Cove account.
func CoveDeviceKey(account int64) DeviceKey {
	return DeviceKey("cove:" + strconv.FormatInt(account, 10))
}

// DeviceState is what a person decided about a device.
type DeviceState string

// The states of a device.
const (
	DeviceUnlinked DeviceState = "unlinked" // nobody decided yet: no runs
	DeviceLinked   DeviceState = "linked"   // its runs belong to a job
	DeviceIgnored  DeviceState = "ignored"  // never asked about again
)

// Device is something that a service tells of without a mail for each run: a server,
// a workstation or a Microsoft 365 tenant of Cove, or a tenant's repository of Cloud
// Connect. It is staged until a person links it to a job (product.md, sections 3 and 8).
type Device struct {
	ID      int64
	Key     DeviceKey
	Source  Source // one of DeviceSources
	Account int64  // id of the account that it came by
	// Customer and Owner are the customer as the service has it: its name, and the id
	// that leads ("" where the service has none).
	Customer string
	Owner    string
	Name     string
	Computer string
	Class    string // Server, Workstation, Microsoft 365, Tenant ...
	// Status and Last are those of the newest finished session; Last is zero for none.
	Status Status
	Last   time.Time
	// FirstSeen is when the device was told of first, Changed when it last said
	// something new.
	FirstSeen time.Time
	Changed   time.Time
	// MissingSince is since when complete polls no longer tell of the device, zero while they do.
	MissingSince time.Time
	// Fingerprint stands for everything the service says about the device but the time of
	// its last contact: as long as it stays the same, nothing is written.
	Fingerprint string

	State DeviceState
	Job   int64 // 0 unless linked
	// LinkedOwner is the owner that the link was decided for. Another Owner now means
	// that the device moved, which is asked about, never followed in silence.
	LinkedOwner string
	LinkedAt    time.Time
	// Imported is the print of which a run was made; empty unless linked.
	Imported string
}

// Moved reports whether a linked device belongs to another customer of the service
// than when it was linked.
func (d Device) Moved() bool {
	return d.State == DeviceLinked && d.LinkedOwner != d.Owner
}

// DeviceLink is what is to become of a device.
type DeviceLink struct {
	Device DeviceKey
	// Job is an existing job to link it to; 0 makes a job of the name Name for Customer,
	// who is added if new.
	Job            int64
	Customer, Name string
}

// Span is a time span.
type Span struct{ From, To time.Time }

// Contains reports whether t lies in the span, its ends included.
func (s Span) Contains(t time.Time) bool { return !t.Before(s.From) && !t.After(s.To) }

// UnobservedSpan is a time in which a device may have run unseen, because nobody asked.
type UnobservedSpan struct {
	Device int64
	Span
	// Why says why its runs could not be read later, "" while nobody tried.
	Why string
}

// SessionState is a way in which a session of a device ends.
type SessionState struct {
	Number int // that of the service
	Name   string
	Usual  Status // what it means unless DeviceRules say otherwise
}

// DeviceRules is how a profile judges what comes without a mail. The zero value is
// the default everywhere.
type DeviceRules struct {
	// States replaces rows of the table of Cove's session states, by their number.
	States map[int]Status `json:"states,omitempty"`
	// DeadWarning and DeadFailed are after how many days without a good session a data
	// source, or without activity a tenant, is a Warning, and Failed; 0 is the default,
	// negative is never.
	DeadWarning int `json:"deadWarning,omitempty"`
	DeadFailed  int `json:"deadFailed,omitempty"`
	// OfflineWarning and OfflineFailed are days of silence of a workstation.
	OfflineWarning int `json:"offlineWarning,omitempty"`
	OfflineFailed  int `json:"offlineFailed,omitempty"`
	// QuotaWarning is the percentage of a tenant's quota above which it is a Warning.
	QuotaWarning int `json:"quotaWarning,omitempty"`
	// KeepWorse leaves runs in the list that ended worse after a success of the same day.
	KeepWorse bool `json:"keepWorse,omitempty"`
}

// The defaults of DeviceRules. No report tells the schedule of a data source or a
// tenant; most work at least daily.
const (
	DefaultDeadWarning    = 3 // days
	DefaultDeadFailed     = 8
	DefaultOfflineWarning = 7
	DefaultOfflineFailed  = 14
	DefaultQuotaWarning   = 90 // percent
)

// Validate refuses rules that cannot be meant: statuses that no session has, a failure
// that comes before its warning, and limits that nothing reaches. The error has
// CodeInvalid.
func (r DeviceRules) Validate() error {
	invalid := func(code string, args ...any) error {
		return Refuse(CodeInvalid, "refusal.devices_cannot", wording.Of(code, args...))
	}
	for _, s := range r.States {
		if s != Success && s != Warning && s != Failed && s != Unknown {
			return invalid("refusal.devices_state", s.String())
		}
	}
	const year = 366
	for _, pair := range [][4]int{
		{r.DeadWarning, DefaultDeadWarning, r.DeadFailed, DefaultDeadFailed},
		{r.OfflineWarning, DefaultOfflineWarning, r.OfflineFailed, DefaultOfflineFailed},
	} {
		warning, failed := cmp.Or(pair[0], pair[1]), cmp.Or(pair[2], pair[3])
		if warning > year || failed > year {
			return invalid("refusal.devices_days", year)
		}
		if warning > 0 && failed > 0 && failed < warning {
			return invalid("refusal.devices_order", failed, warning)
		}
	}
	if r.QuotaWarning > 100 {
		return invalid("refusal.devices_quota")
	}
	return nil
}

// The products of runs that come without a mail.
const (
	ProductCove         = "N-able Cove Data Protection"
	ProductCloudConnect = "Veeam Cloud Connect"
)

// Product is that of the device's runs.
func (d Device) Product() string { return d.Source.Devices().Product }

// suggestedLength bounds suggested names, in characters.
const suggestedLength = 120

// Suggested is the link that a person most likely wants: a job of the device's name for
// the customer as the service has it. Where the service gives no name, its number is.
func (d Device) Suggested() DeviceLink {
	first := func(texts ...string) string {
		for _, text := range texts {
			if text = strings.Join(strings.Fields(text), " "); text != "" {
				return clipped(text, suggestedLength)
			}
		}
		return ""
	}
	_, number, _ := strings.Cut(string(d.Key), ":")
	return DeviceLink{
		Device:   d.Key,
		Customer: first(d.Customer, "Customer "+d.Owner+" of "+d.Product()),
		Name:     first(d.Name, d.Computer, "Device "+number),
	}
}

func clipped(text string, length int) string {
	runes := []rune(text)
	if len(runes) <= length {
		return text
	}
	return string(runes[:length-1]) + "…"
}

// ReadDeviceRules reads the rules of a profile; without any it gives the defaults.
func ReadDeviceRules(q SettingReader) (DeviceRules, error) {
	var r DeviceRules
	text, err := q.Setting(SettingDeviceRules)
	if CodeOf(err) == CodeNotFound {
		return r, nil
	}
	if err != nil {
		return r, err
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, Refuse(CodeInvalid, "refusal.devices_unreadable", err).With(err, Remedy{})
	}
	return r, nil
}

// DeviceReader reads devices that services report on.
type DeviceReader interface {
	// Devices lists every device, by customer and name.
	Devices() ([]Device, error)
	DeviceByKey(key DeviceKey) (Device, error)
	// DevicesOf lists the devices of an account from one source.
	DevicesOf(account int64, source Source) ([]Device, error)
	// DeviceRaw is what the service said last about a device.
	DeviceRaw(id int64) ([]byte, error)
	// FreshDevices lists the linked devices whose newest state made no run yet.
	FreshDevices() ([]Device, error)
	// DeviceCounts counts the devices that ask for a decision: unlinked and not gone, and moved.
	DeviceCounts() (unlinked, moved int, err error)
	// UnobservedSpans lists the times in which runs of a device (0: of any) may be unseen, oldest first.
	UnobservedSpans(device int64) ([]UnobservedSpan, error)
	// WaitingDeviceRuns lists the runs of devices that nobody reviewed, hidden ones too.
	WaitingDeviceRuns() ([]int64, error)
}

// DeviceTx changes devices that services report on.
type DeviceTx interface {
	// PutDevice stores what a service says about a device, by its key; what was decided
	// about it stays. An unchanged Raw may be nil.
	PutDevice(d Device, raw []byte) (int64, error)
	// SetDevice records what was decided about a device: State, Job, LinkedOwner, LinkedAt.
	SetDevice(Device) error
	// SetDevicesGone records since when devices are told of no longer; a zero time: they are again.
	SetDevicesGone(ids []int64, since time.Time) error
	// SetImported records that the newest state of a device was made a run.
	SetImported(device int64, print string) error
	PutUnobservedSpan(UnobservedSpan) error
	DeleteGap(device int64, from time.Time) error
	// SetHidden records which success hides runs, by their ids; 0 shows a run again.
	SetHidden(by map[int64]int64) error
}
