package domain

import "slices"

// Source is where a run came from.
type Source string

// The sources of runs.
const (
	SourceMail         Source = "mail"
	SourceCove         Source = "cove"
	SourceCloudConnect Source = "cloud-connect"
	SourceSchedule     Source = "schedule" // a synthetic Missed run
	SourceOffline      Source = "offline"  // a synthetic run of a device that was not seen
)

// DeviceSource is what can be relied on where a source tells of devices instead of sending a
// report for each run. Rules ask it and name no service, so that a further one is a row.
type DeviceSource struct {
	Source  Source
	Product string // of its runs
	Teller  string // who tells of the devices, as a sentence begins
	Thing   string // what a device of it is, in the singular
	// SameDay says that a later success hides the worse runs before it on its calendar day
	// (product.md, section 2).
	SameDay bool
	// History says that the source can be asked what a device did before.
	History bool
	// Offline says that the source tells when a device was last seen.
	Offline bool
}

var deviceSources = []DeviceSource{
	{
		Source: SourceCove, Product: ProductCove, Teller: "Cove", Thing: "device",
		SameDay: true, History: true, Offline: true,
	},
	{
		Source: SourceCloudConnect, Product: ProductCloudConnect, Teller: "The provider's report", Thing: "tenant and repository",
	},
}

// DeviceSources are the sources that tell of devices.
func DeviceSources() []DeviceSource { return slices.Clone(deviceSources) }

// Devices is what a source tells of its devices; the zero DeviceSource for one that tells of
// none.
func (s Source) Devices() DeviceSource {
	if at := slices.IndexFunc(deviceSources, func(d DeviceSource) bool { return d.Source == s }); at >= 0 {
		return deviceSources[at]
	}
	return DeviceSource{}
}
