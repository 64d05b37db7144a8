package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"text/template"
	"time"

	"runchecks"
)

//go:embed linux windows
var templates embed.FS

// sumsFile has the check sum of each package.
const sumsFile = "SHA256SUMS"

// packing is one run: what was built, and where packages go.
type packing struct {
	runchecks.Program
	build, out, work string
	at               time.Time // of every file in a package
	licences         map[string][]string
	documents        []file // README, licences and pages
	manual           []file // of rcheck
	completion       []file
	made             []string // packages so far
}

// pack makes packages of what .ci/dist built.
func pack(args []string) error {
	if len(args) != 2 {
		return errors.New("pack takes the folder of the built programs and the one for packages")
	}
	seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64)
	if err != nil {
		return errors.New("SOURCE_DATE_EPOCH says no time")
	}
	work, err := os.MkdirTemp("", "dist")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(work) }()
	p := &packing{Program: runchecks.Identity(), build: args[0], out: args[1], work: work, at: time.Unix(seconds, 0).UTC()}
	for _, step := range []func() error{p.readNotices, p.readDocuments, p.writtenByTerminal, p.linux, p.windows, p.macOS, p.lists, p.sums} {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// target is where a program was built for; "" where it was not.
func (p *packing) program(target, name string) string {
	if strings.HasPrefix(target, "windows-") {
		name += ".exe"
	}
	path := filepath.Join(p.build, target, name)
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

// built are the programs that were built for a target: the terminal, with the window where there is one.
func (p *packing) built(target string, window bool) (binaries []string, err error) {
	if terminal := p.program(target, "rcheck"); terminal != "" {
		binaries = append(binaries, terminal)
	}
	if w := p.program(target, "run-checks"); window && w != "" {
		binaries = append(binaries, w)
	}
	if len(binaries) == 0 {
		return nil, fmt.Errorf("nothing was built for %s", target)
	}
	return binaries, nil
}

func (p *packing) readNotices() error {
	all, err := notices()
	if err == nil {
		err = refused(all)
	}
	if err != nil {
		return err
	}
	p.licences = map[string][]string{}
	for _, n := range all {
		p.licences[n.Path] = n.licences()
	}
	return nil
}

// readDocuments takes what every package brings to be read.
func (p *packing) readDocuments() error {
	names := []string{"README.md", "LICENSE", "CHANGELOG.md"}
	pages, err := filepath.Glob("docs/*.md")
	if err != nil {
		return err
	}
	for _, from := range append(names, pages...) {
		f, err := read(filepath.FromSlash(from), filepath.ToSlash(from), 0o644)
		if err != nil {
			return err
		}
		p.documents = append(p.documents, f)
	}
	f, err := read(noticesFile, path.Base(noticesFile), 0o644)
	p.documents = append(p.documents, f)
	return err
}

// writtenByTerminal takes manual pages and completions from the rcheck of this system.
func (p *packing) writtenByTerminal() error {
	out, err := exec.Command("go", "env", "GOHOSTOS", "GOHOSTARCH").Output()
	if err != nil {
		return err
	}
	terminal, err := filepath.Abs(p.program(strings.Join(strings.Fields(string(out)), "-"), "rcheck"))
	if err != nil {
		return err
	}
	folder := filepath.Join(p.work, "man")
	if err := exec.Command(terminal, "man", folder).Run(); err != nil {
		return fmt.Errorf("write the manual pages: %w", err)
	}
	pages, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, page := range pages {
		f, err := read(filepath.Join(folder, page.Name()), page.Name(), 0o644)
		if err != nil {
			return err
		}
		p.manual = append(p.manual, f)
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		text, err := exec.Command(terminal, "completion", shell).Output()
		if err != nil {
			return fmt.Errorf("write the completion of %s: %w", shell, err)
		}
		p.completion = append(p.completion, file{shell, 0o644, text})
	}
	return nil
}

// completed is the completion of a shell under the name that the shell wants.
func (p *packing) completed(shell, to string) file {
	i := slices.IndexFunc(p.completion, func(f file) bool { return f.path == shell })
	return file{to, 0o644, p.completion[i].data}
}

// bomFile lists what is in programs of a package.
func (p *packing) bomFile(name string, binaries []string) (file, error) {
	data, err := bom(p.Program, name, p.at, binaries, p.licences)
	return file{"sbom.cdx.json", 0o644, data}, err
}

// filled is a template of this folder with what it is about.
func filled(name string, about any) ([]byte, error) {
	text, err := template.ParseFS(templates, name)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = text.Execute(&b, about)
	return b.Bytes(), err
}

// asIs is a file of this folder.
func asIs(name, to string, mode fs.FileMode) (file, error) {
	data, err := templates.ReadFile(name)
	return file{to, mode, data}, err
}

// compressed is a file as gzip has it, without name and time.
func compressed(f file) (file, error) {
	var b bytes.Buffer
	w, err := gzip.NewWriterLevel(&b, gzip.BestCompression)
	if err != nil {
		return file{}, err
	}
	_, err = w.Write(f.data)
	err = errors.Join(err, w.Close())
	return file{f.path + ".gz", f.mode, b.Bytes()}, err
}

// done notes a package and says its size.
func (p *packing) done(name string) error {
	info, err := os.Stat(filepath.Join(p.out, name))
	if err != nil {
		return err
	}
	p.made = append(p.made, name)
	fmt.Printf("dist: %s, %.1f MB\n", name, float64(info.Size())/1e6)
	return nil
}

// lists writes what is in the programs beside the packages, too.
func (p *packing) lists() error {
	for _, program := range []string{"run-checks", "rcheck"} {
		var binaries []string
		for _, system := range []string{"*", "*.exe"} {
			found, err := filepath.Glob(filepath.Join(p.build, "*", strings.Replace(system, "*", program, 1)))
			if err != nil {
				return err
			}
			binaries = append(binaries, found...)
		}
		f, err := p.bomFile(program, binaries)
		if err != nil {
			return err
		}
		name := program + "-" + p.Version + "." + f.path
		if err := os.WriteFile(filepath.Join(p.out, name), f.data, 0o644); err != nil {
			return err
		}
		p.made = append(p.made, name)
	}
	return nil
}

// sums writes the check sums of all packages.
func (p *packing) sums() error {
	var b strings.Builder
	slices.Sort(p.made)
	for _, name := range p.made {
		sum := sha256.New()
		from, err := os.Open(filepath.Join(p.out, name))
		if err != nil {
			return err
		}
		_, err = io.Copy(sum, from)
		if err := errors.Join(err, from.Close()); err != nil {
			return err
		}
		fmt.Fprintf(&b, "%x  %s\n", sum.Sum(nil), name)
	}
	return os.WriteFile(filepath.Join(p.out, sumsFile), []byte(b.String()), 0o644)
}
