package workspace

import (
	"fmt"
	"runtime/debug"

	"runchecks"
	"runchecks/storage"
)

// What the build said of the source with -ldflags "-X": Go itself says nothing where it was
// told -buildvcs=false, or where there is no checkout.
var revision, date, changed string

// Built says which program this is.
type Built struct {
	Version  string `json:"version"`
	Revision string `json:"revision"` // of the source, "" where the build does not know it
	Date     string `json:"date"`     // of the revision, RFC 3339
	Changed  bool   `json:"changed"`  // the source was changed since the revision
	Schema   int    `json:"schema"`   // of the database
}

// Version returns which program this is.
func Version() Built {
	b := Built{
		Version: runchecks.Identity().Version, Schema: storage.Schema(),
		Revision: revision, Date: date, Changed: changed == "true",
	}
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return b
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.time":
			b.Date = s.Value
		case "vcs.modified":
			b.Changed = s.Value == "true"
		}
	}
	return b
}

// Text is the version as a line for people.
func (b Built) Text(program string) string {
	text := fmt.Sprintf("%s %s", program, b.Version)
	switch {
	case b.Revision == "":
		text += " (built without a revision)"
	case b.Changed:
		text += fmt.Sprintf(" (revision %.12s of %s, changed)", b.Revision, b.Date)
	default:
		text += fmt.Sprintf(" (revision %.12s of %s)", b.Revision, b.Date)
	}
	return text + fmt.Sprintf(", database version %d", b.Schema)
}
