package main

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks"
)

// builtHere is a run of which the programs are this test itself, for every target.
func builtHere(t *testing.T) *packing {
	t.Helper()
	t.Chdir("../..")
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	p := &packing{
		Program: runchecks.Identity(), build: t.TempDir(), out: t.TempDir(), work: t.TempDir(), at: time.Unix(1790000000, 0).UTC(),
		licences: map[string][]string{"github.com/google/licensecheck": {"BSD-3-Clause"}},
		manual:   []file{{"rcheck.1", 0o644, []byte(".TH RCHECK 1\n")}},
	}
	for _, shell := range []string{"bash", "zsh", "fish", "powershell"} {
		p.completion = append(p.completion, file{shell, 0o644, []byte("# " + shell)})
	}
	if err := p.readDocuments(); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{
		"linux-amd64/run-checks", "linux-amd64/rcheck", "windows-amd64/run-checks.exe", "windows-amd64/rcheck.exe",
	} {
		name := filepath.Join(p.build, filepath.FromSlash(program))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(self, name); err != nil {
			t.Skip("no links here: ", err)
		}
	}
	return p
}

func paths(files []file) (out []string) {
	for _, f := range files {
		out = append(out, f.path)
	}
	return out
}

func TestAPackageForLinuxHasAllThatASystemLooksFor(t *testing.T) {
	p := builtHere(t)
	window, err := p.linuxFiles("linux-amd64", "run-checks")
	if err != nil {
		t.Fatal(err)
	}
	terminal, err := p.linuxFiles("linux-amd64", "rcheck")
	if err != nil {
		t.Fatal(err)
	}
	both := []string{
		"bin/rcheck", "share/man/man1/rcheck.1.gz", "share/bash-completion/completions/rcheck", "share/zsh/site-functions/_rcheck",
		"share/fish/vendor_completions.d/rcheck.fish", "lib/systemd/user/rcheck-sync.service", "lib/systemd/user/rcheck-sync.timer",
		"lib/systemd/user/rcheck-summary.service", "lib/systemd/user/rcheck-summary.timer", "lib/systemd/system/rcheck-collect.service",
	}
	alone := []string{
		"bin/run-checks", "share/applications/run-checks.desktop", "share/icons/hicolor/scalable/apps/run-checks.svg",
		"share/icons/hicolor/256x256/apps/run-checks.png", "share/metainfo/" + p.ID + ".metainfo.xml",
	}
	for _, path := range both {
		if !slices.Contains(paths(window), path) || !slices.Contains(paths(terminal), path) {
			t.Errorf("%s is missing", path)
		}
	}
	for _, path := range alone {
		if !slices.Contains(paths(window), path) || slices.Contains(paths(terminal), path) {
			t.Errorf("%s: it belongs to the window alone", path)
		}
	}
	for name, files := range map[string][]file{"run-checks": window, "rcheck": terminal} {
		for _, d := range []string{"NOTICES.txt", "LICENSE", "sbom.cdx.json", "README.md", "docs/json.md"} {
			if !slices.Contains(paths(files), "share/doc/"+name+"/"+d) {
				t.Errorf("%s has no %s", name, d)
			}
		}
	}
}

// What AppStream says against the file would keep the program out of shops.
func TestTheDescriptionForShopsIsValid(t *testing.T) {
	p := builtHere(t)
	p.ID, p.Website = "net.checks.runchecks", "https://checks.net/run" // what no placeholder is
	files, err := p.linuxFiles("linux-amd64", "run-checks")
	if err != nil {
		t.Fatal(err)
	}
	folder := t.TempDir()
	if err := stage(folder, files, p.at); err != nil {
		t.Fatal(err)
	}
	for tool, args := range map[string][]string{
		"appstreamcli":          {"validate", "--no-net", filepath.Join(folder, "share/metainfo", p.ID+".metainfo.xml")},
		"desktop-file-validate": {filepath.Join(folder, "share/applications/run-checks.desktop")},
	} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Logf("no %s here", tool)
			continue
		}
		if out, err := exec.Command(tool, args...).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", tool, err, out)
		}
	}
}

func TestTheSameFilesMakeTheSameArchivesInWhateverOrder(t *testing.T) {
	p := builtHere(t)
	files, err := p.windowsFiles("windows-amd64", "rcheck")
	if err != nil {
		t.Fatal(err)
	}
	turned := slices.Clone(files)
	slices.Reverse(turned)
	for name, do := range map[string]func(string, []file, time.Time) error{"zip": zipped, "tar.gz": tarGZ} {
		one, other := filepath.Join(p.out, "one."+name), filepath.Join(p.out, "other."+name)
		if err := do(one, files, p.at); err != nil {
			t.Fatal(err)
		}
		if err := do(other, turned, p.at); err != nil {
			t.Fatal(err)
		}
		a, _ := os.ReadFile(one)
		b, _ := os.ReadFile(other)
		if len(a) == 0 || !bytes.Equal(a, b) {
			t.Errorf("%s: %d bytes and %d others", name, len(a), len(b))
		}
	}
	archive, err := zip.OpenReader(filepath.Join(p.out, "one.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = archive.Close() }()
	for _, f := range archive.File {
		if !f.Modified.Equal(p.at) {
			t.Errorf("%s is of %s", f.Name, f.Modified)
		}
	}
}

func TestTheListOfPartsIsOfWhatIsInThePrograms(t *testing.T) {
	p := builtHere(t)
	f, err := p.bomFile("rcheck", []string{filepath.Join(p.build, "linux-amd64", "rcheck")})
	if err != nil {
		t.Fatal(err)
	}
	var list struct {
		SpecVersion, SerialNumber string
		Components                []struct {
			Name, Version, Purl string
			Licenses            []struct{ License struct{ ID string } }
		}
	}
	if err := json.Unmarshal(f.data, &list); err != nil {
		t.Fatal(err)
	}
	i := slices.IndexFunc(list.Components, func(c struct {
		Name, Version, Purl string
		Licenses            []struct{ License struct{ ID string } }
	}) bool {
		return c.Name == "github.com/google/licensecheck"
	})
	if i < 0 || list.SpecVersion != "1.5" || !strings.HasPrefix(list.SerialNumber, "urn:uuid:") {
		t.Fatalf("%s", f.data)
	}
	c := list.Components[i]
	if c.Purl != "pkg:golang/"+c.Name+"@"+c.Version || len(c.Licenses) != 1 || c.Licenses[0].License.ID != "BSD-3-Clause" {
		t.Errorf("%+v", c)
	}
	again, err := p.bomFile("rcheck", []string{filepath.Join(p.build, "linux-amd64", "rcheck")})
	if err != nil || !bytes.Equal(f.data, again.data) {
		t.Errorf("another list the second time: %v", err)
	}
}

func TestTheArchiveInstallsForOneUserAndIsRemovedWithoutATrace(t *testing.T) {
	p := builtHere(t)
	files, err := p.linuxFiles("linux-amd64", "run-checks")
	if err != nil {
		t.Fatal(err)
	}
	for i := range files { // what matters here is where they go
		if strings.HasPrefix(files[i].path, "bin/") {
			files[i].data = []byte("#!/bin/sh\n")
		}
	}
	install, err := asIs("linux/install", "install", 0o755)
	if err != nil {
		t.Fatal(err)
	}
	unpacked, home := t.TempDir(), t.TempDir()
	if err := stage(unpacked, append(files, install), p.at); err != nil {
		t.Fatal(err)
	}
	prefix := filepath.Join(home, "with a blank", "local")
	run := func(args ...string) {
		t.Helper()
		if out, err := exec.Command("sh", append([]string{filepath.Join(unpacked, "install")}, args...)...).CombinedOutput(); err != nil {
			t.Fatalf("install %v: %v\n%s", args, err, out)
		}
	}
	run(prefix)
	for name, want := range map[string]string{
		"share/applications/run-checks.desktop": "Exec=\"" + prefix + "/bin/run-checks\"",
		"lib/systemd/user/rcheck-sync.service":  "ExecStart=\"" + prefix + "/bin/rcheck\" sync",
	} {
		text, err := os.ReadFile(filepath.Join(prefix, name))
		if err != nil || !strings.Contains(string(text), want) {
			t.Errorf("%s does not say %s: %v\n%s", name, want, err, text)
		}
	}
	if info, err := os.Stat(filepath.Join(prefix, "bin", "rcheck")); err != nil || info.Mode()&0o111 == 0 {
		t.Errorf("the program cannot be started: %v", err)
	}
	run("--remove", prefix)
	left := 0
	if err := filepath.WalkDir(prefix, func(path string, e os.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			left++
			t.Errorf("%s is left", path)
		}
		return err
	}); err != nil || left > 0 {
		t.Errorf("%d files are left, %v", left, err)
	}
}

func TestAnArchiveKeepsWhoMayStartWhat(t *testing.T) {
	var b bytes.Buffer
	at := time.Unix(1790000000, 0)
	if err := writeTar(&b, []file{{"x/bin/rcheck", 0o755, []byte("a")}, {"x/a", 0o644, nil}}, at); err != nil {
		t.Fatal(err)
	}
	archive := tar.NewReader(&b)
	for _, want := range []tar.Header{{Name: "x/a", Mode: 0o644}, {Name: "x/bin/rcheck", Mode: 0o755}} {
		head, err := archive.Next()
		if err != nil || head.Name != want.Name || head.Mode != want.Mode || head.Uid != 0 || !head.ModTime.Equal(at) {
			t.Errorf("%+v, %v", head, err)
		}
	}
}

func TestWindowsIsToldAVersionOfFourNumbers(t *testing.T) {
	for version, want := range map[string]string{"0.1.0": "0.1.0.0", "2.3": "2.3.0.0", "1.2.3-rc1": "1.2.3.0", "1.2.3.4": "1.2.3.4"} {
		if got := fourOf(version); got != want {
			t.Errorf("%s: %s, want %s", version, got, want)
		}
	}
}
