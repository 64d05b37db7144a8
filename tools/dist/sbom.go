package main

import (
	"crypto/sha256"
	"debug/buildinfo"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"runchecks"
)

// component is one of a list of CycloneDX 1.5.
type component struct {
	Type     string     `json:"type"`
	Ref      string     `json:"bom-ref"`
	Name     string     `json:"name"`
	Version  string     `json:"version,omitempty"`
	Licences []licence  `json:"licenses,omitempty"`
	Purl     string     `json:"purl,omitempty"`
	Said     []property `json:"properties,omitempty"`
}

type licence struct {
	Licence struct {
		ID   string `json:"id,omitempty"`
		Name string `json:"name,omitempty"`
	} `json:"license"`
}

type property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// noSPDX are names of licences that are none of SPDX.
var noSPDX = []string{"GooglePatentsFile", "Public-Domain"}

// bom lists what is in some built programs, as CycloneDX 1.5: the modules come from the programs
// themselves (go version -m), the licences from their notices.
func bom(p runchecks.Program, name string, at time.Time, binaries []string, known map[string][]string) ([]byte, error) {
	found := map[string]component{}
	main := component{Type: "application", Ref: name, Name: name, Version: p.Version, Licences: licenceOf([]string{"MIT"})}
	for _, b := range binaries {
		info, err := buildinfo.ReadFile(b)
		if err != nil {
			return nil, fmt.Errorf("what is in %s: %w", b, err)
		}
		add := func(m component, of *debug.Module) {
			if of != nil && of.Sum != "" {
				m.Said = append(m.Said, property{"go:sum", of.Sum})
			}
			found[m.Ref] = m
		}
		add(component{
			Type: "library", Ref: "std@" + info.GoVersion, Name: "std", Version: info.GoVersion,
			Licences: licenceOf([]string{"BSD-3-Clause"}),
			Purl:     "pkg:golang/std@" + strings.TrimPrefix(info.GoVersion, "go"),
		}, nil)
		for _, d := range info.Deps {
			if d.Replace != nil {
				d = d.Replace
			}
			ref := "pkg:golang/" + d.Path + "@" + d.Version
			add(component{Type: "library", Ref: ref, Name: d.Path, Version: d.Version, Purl: ref, Licences: licenceOf(known[d.Path])}, d)
		}
		target := ""
		for _, s := range info.Settings {
			if s.Key == "GOOS" || s.Key == "GOARCH" {
				target += s.Value + " "
			}
		}
		main.Said = append(main.Said, property{"program", filepath.Base(b) + " " + strings.TrimSpace(target)})
	}
	refs := make([]string, 0, len(found))
	for ref := range found {
		refs = append(refs, ref)
	}
	slices.Sort(refs)
	list := make([]component, 0, len(refs))
	for _, ref := range refs {
		list = append(list, found[ref])
	}
	slices.SortFunc(main.Said, func(a, b property) int { return strings.Compare(a.Value, b.Value) })
	parts, err := json.Marshal(list)
	if err != nil {
		return nil, err
	}
	return json.MarshalIndent(map[string]any{
		"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "serialNumber": "urn:uuid:" + uuidOf(append(parts, name...)),
		"metadata":     map[string]any{"timestamp": at.UTC().Format(time.RFC3339), "component": main},
		"components":   list,
		"dependencies": []any{map[string]any{"ref": name, "dependsOn": refs}},
	}, "", "  ")
}

func licenceOf(names []string) (out []licence) {
	for _, n := range names {
		var l licence
		if slices.Contains(noSPDX, n) {
			l.Licence.Name = n
		} else {
			l.Licence.ID = n
		}
		out = append(out, l)
	}
	return out
}

// uuidOf makes the number of a list from what is in it: the same list has the same number.
func uuidOf(data []byte) string {
	sum := sha256.Sum256(data)
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80 // version 8, the bits are ours (RFC 9562)
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}
