package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// noticesFile is what is shipped inside the programs and beside them. A test makes it again.
const noticesFile = "assets/NOTICES.txt"

// systems are those whose programs the notices are for: each has modules of its own.
var systems = []string{"linux", "windows", "darwin"}

// programs are what is shipped.
var programs = []string{"runchecks/cmd/run-checks", "runchecks/cmd/rcheck"}

// allowed are the licences under which a module may be shipped with the program: those that ask
// for no more than their notice, and the share-alike of files of fonts.
var allowed = []string{
	"MIT", "BSD-2-Clause", "BSD-3-Clause", "ISC", "Apache-2.0", "Zlib", "Unlicense", "CC0-1.0", "0BSD", "OFL-1.1",
	"MPL-2.0", "Bitstream-Vera", "Public-Domain", "GooglePatentsFile",
}

// phrases name what licensecheck does not know, by words of it.
var phrases = []struct{ words, licence string }{
	{"to any person obtaining a copy of the fonts accompanying this license", "Bitstream-Vera"},
	{"SQLite Is Public Domain", "Public-Domain"},
	{"CC0 1.0 Universal", "CC0-1.0"},
	{"https://developers.google.com/open-source/licenses/bsd", "BSD-3-Clause"},
}

// module is what go list says of one.
type module struct {
	Path, Version, Dir string
	Main               bool
}

// part is one notice of a module: a file of it, and the licences that were found there.
type part struct {
	file     string
	licences []string
	text     string
}

// noticed is a module with its notices.
type noticed struct {
	module
	parts []part
}

// licences are those of all parts, each once.
func (n noticed) licences() (out []string) {
	for _, p := range n.parts {
		for _, l := range p.licences {
			if !slices.Contains(out, l) {
				out = append(out, l)
			}
		}
	}
	return out
}

// modules lists what the programs are made of, on every system, in order.
func modules() ([]module, error) {
	found := map[string]module{}
	for _, system := range systems {
		cmd := exec.Command("go", append([]string{"list", "-deps", "-json=Module"}, programs...)...)
		cmd.Env = append(os.Environ(), "GOOS="+system, "GOARCH=amd64", "CGO_ENABLED=1")
		cmd.Stderr = os.Stderr
		out, err := cmd.Output()
		if err != nil {
			return nil, fmt.Errorf("list the modules for %s: %w", system, err)
		}
		for decoder := json.NewDecoder(bytes.NewReader(out)); ; {
			var p struct{ Module *module }
			if err := decoder.Decode(&p); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				return nil, err
			}
			if p.Module != nil && !p.Module.Main {
				found[p.Module.Path] = *p.Module
			}
		}
	}
	out := make([]module, 0, len(found))
	for _, m := range found {
		out = append(out, m)
	}
	slices.SortFunc(out, func(a, b module) int { return strings.Compare(a.Path, b.Path) })
	return out, nil
}

// isNotice knows a file that has to be shipped by its name.
var isNotice = regexp.MustCompile(`(?i)^(un)?(licen[cs]e|copying|copyright|notice|patents)([-_.].*)?$`)

// unshipped are folders of modules from which nothing gets into a program.
var unshipped = regexp.MustCompile(`(^|/)(testdata|cmd|examples?|_[^/]*|\.[^/]*)(/|$)`)

// notices reads the notices of all modules and of Go itself.
func notices() ([]noticed, error) {
	list, err := modules()
	if err != nil {
		return nil, err
	}
	out := make([]noticed, 0, len(list)+1)
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("find Go: %w", err)
	}
	golang := module{Path: "Go, its runtime and its library", Dir: strings.TrimSpace(string(root))}
	parts, err := partsOf(golang.Dir, false)
	if err != nil {
		return nil, err
	}
	out = append(out, noticed{golang, parts})
	for _, m := range list {
		if parts, err = partsOf(m.Dir, true); err != nil {
			return nil, err
		}
		if len(parts) == 0 {
			return nil, fmt.Errorf("%s has no licence: it cannot be shipped", m.Path)
		}
		out = append(out, noticed{m, parts})
	}
	return out, nil
}

// partsOf reads the notices in a folder and, with below, in those below it.
func partsOf(dir string, below bool) (out []part, err error) {
	err = filepath.WalkDir(dir, func(path string, e os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		if e.IsDir() {
			if name != "." && (!below || unshipped.MatchString(filepath.ToSlash(name))) {
				return filepath.SkipDir
			}
			return nil
		}
		if !isNotice.MatchString(e.Name()) || strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "-LOGO") { // no picture is shipped
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		p := part{file: filepath.ToSlash(name), text: strings.TrimSpace(strings.ReplaceAll(string(text), "\r", ""))}
		p.licences = classify(p.text)
		out = append(out, p)
		return nil
	})
	return out, err
}

// classify names the licences that a text grants.
func classify(text string) (out []string) {
	for _, m := range licensecheck.Scan([]byte(text)).Match {
		if !m.IsURL && !slices.Contains(out, m.ID) {
			out = append(out, m.ID)
		}
	}
	flat := strings.Join(strings.Fields(text), " ")
	for _, p := range phrases {
		if len(out) == 0 && strings.Contains(flat, p.words) {
			out = append(out, p.licence)
		}
	}
	return out
}

// refused says what of the notices keeps the programs from being shipped.
func refused(all []noticed) error {
	var errs []error
	for _, n := range all {
		for _, p := range n.parts {
			if len(p.licences) == 0 {
				errs = append(errs, fmt.Errorf("%s: nobody can tell which licence %s is", n.Path, p.file))
			}
		}
		for _, l := range n.licences() {
			if !slices.Contains(allowed, l) {
				errs = append(errs, fmt.Errorf("%s: %s is not among the licences that may be shipped", n.Path, l))
			}
		}
	}
	return errors.Join(errs...)
}

// noticesText is the file: a list of the modules, then each text once.
func noticesText(all []noticed) string {
	var b strings.Builder
	b.WriteString("What Run Checks is made of, and under which licences. Run Checks itself is under the MIT licence.\n\n")
	for _, n := range all {
		fmt.Fprintf(&b, "%s: %s\n", strings.TrimSpace(n.Path+" "+n.Version), strings.Join(n.licences(), ", "))
	}
	var order []string
	of := map[string][]string{}
	for _, n := range all {
		for _, p := range n.parts {
			if of[p.text] == nil {
				order = append(order, p.text)
			}
			of[p.text] = append(of[p.text], n.Path+": "+p.file)
		}
	}
	for _, text := range order {
		fmt.Fprintf(&b, "\n%s\n%s\n\n%s\n", strings.Repeat("=", 78), strings.Join(of[text], "\n"), text)
	}
	return b.String()
}
