// Package runchecks says who the program is: its name, application id, website and version,
// read from FyneApp.toml, which is the only place where they stand. It knows nothing else.
package runchecks

import (
	_ "embed" // FyneApp.toml
	"encoding/base64"
	"strings"

	"github.com/pelletier/go-toml/v2"
)

//go:embed FyneApp.toml
var file string

// Program is what FyneApp.toml says.
type Program struct {
	Name, ID, Version, Website string
	Build                      int
}

// Identity returns who the program is. A test reads the file that is shipped.
func Identity() Program {
	var said struct {
		Website string
		Details struct {
			Name, ID, Version string
			Build             int
		}
	}
	if err := toml.Unmarshal([]byte(file), &said); err != nil {
		return Program{}
	}
	d := said.Details
	return Program{Name: d.Name, ID: d.ID, Version: d.Version, Website: said.Website, Build: d.Build}
}

// Placeholders lists what of the identity nobody has decided yet: what lies below "example",
// a domain that belongs to nobody (RFC 2606), and a module path that no one can fetch.
func (p Program) Placeholders(module string) (out []string) {
	if p.ID == "example" || strings.HasPrefix(p.ID, "example.") {
		out = append(out, "application id "+p.ID)
	}
	if host, _, _ := strings.Cut(strings.TrimPrefix(p.Website, "https://"), "/"); strings.HasSuffix(host, ".example") || host == "" {
		out = append(out, "website "+p.Website)
	}
	if first, _, _ := strings.Cut(module, "/"); !strings.Contains(first, ".") {
		out = append(out, "module path "+module)
	}
	return out
}

// updateKey is the public half of the key that manifests of new versions are signed with, in
// base64: "go run ./tools/dist key" makes both halves. Nobody has made them yet.
const updateKey = ""

// Updates returns where the program asks for a newer version, and the key (ed25519) that the answer
// is signed with. ok is false while address or key are placeholders: then nothing is asked.
func (p Program) Updates() (address string, key []byte, ok bool) {
	key, err := base64.StdEncoding.DecodeString(updateKey)
	host, _, _ := strings.Cut(strings.TrimPrefix(p.Website, "https://"), "/")
	ok = err == nil && len(key) == 32 && host != "" && !strings.HasSuffix(host, ".example")
	return p.Website + "/release", key, ok
}
