package main

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// nfpm makes .deb and .rpm.
const nfpm = "github.com/goreleaser/nfpm/v2/cmd/nfpm@v2.45.2"

// linux makes an archive, a .deb and a .rpm of the window with the terminal, and of the terminal
// alone for servers.
func (p *packing) linux() error {
	for _, arch := range []string{"amd64", "arm64"} {
		target := "linux-" + arch
		for _, name := range []string{"run-checks", "rcheck"} {
			if p.program(target, name) == "" {
				continue // there is no cross compiler for the window
			}
			files, err := p.linuxFiles(target, name)
			if err != nil {
				return err
			}
			if err := p.archive(name, target, files); err != nil {
				return err
			}
			for _, kind := range []string{"deb", "rpm"} {
				if err := p.system(kind, name, arch, files); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// linuxFiles are the files of a package below its prefix.
func (p *packing) linuxFiles(target, name string) (out []file, err error) {
	window := name == "run-checks"
	binaries, err := p.built(target, window)
	if err != nil {
		return nil, err
	}
	add := func(f file, e error) {
		out = append(out, f)
		if err == nil {
			err = e
		}
	}
	for _, b := range binaries {
		add(read(b, "bin/"+filepath.Base(b), 0o755))
	}
	for _, page := range p.manual {
		f, e := compressed(page)
		f.path = "share/man/man1/" + f.path
		add(f, e)
	}
	add(p.completed("bash", "share/bash-completion/completions/rcheck"), nil)
	add(p.completed("zsh", "share/zsh/site-functions/_rcheck"), nil)
	add(p.completed("fish", "share/fish/vendor_completions.d/rcheck.fish"), nil)
	add(asIs("linux/rcheck-sync.service", "lib/systemd/user/rcheck-sync.service", 0o644))
	add(asIs("linux/rcheck-sync.timer", "lib/systemd/user/rcheck-sync.timer", 0o644))
	add(asIs("linux/rcheck-summary.service", "lib/systemd/user/rcheck-summary.service", 0o644))
	add(asIs("linux/rcheck-summary.timer", "lib/systemd/user/rcheck-summary.timer", 0o644))
	add(asIs("linux/rcheck-collect.service", "lib/systemd/system/rcheck-collect.service", 0o644))
	if window {
		add(read("assets/run-checks.desktop", "share/applications/run-checks.desktop", 0o644))
		add(read("assets/icon.png", "share/icons/hicolor/256x256/apps/run-checks.png", 0o644))
		add(read("assets/icon.svg", "share/icons/hicolor/scalable/apps/run-checks.svg", 0o644))
		text, e := filled("linux/metainfo.xml", struct{ ID, Name, Website, Version, Date string }{
			p.ID, p.Name, p.Website, p.Version, p.at.Format(time.DateOnly),
		})
		add(file{"share/metainfo/" + p.ID + ".metainfo.xml", 0o644, text}, e)
	}
	documents := slices.Clone(p.documents)
	list, e := p.bomFile(name, binaries)
	documents = append(documents, list)
	for _, d := range below("share/doc/"+name, documents) {
		add(d, e)
	}
	return out, err
}

// archive makes the .tar.xz, with what installs it for one user.
func (p *packing) archive(name, target string, files []file) error {
	install, err := asIs("linux/install", "install", 0o755)
	if err != nil {
		return err
	}
	top := name + "-" + p.Version + "-" + target
	if err := tarXZ(filepath.Join(p.out, top+".tar.xz"), below(top, append(slices.Clone(files), install)), p.at); err != nil {
		return err
	}
	return p.done(top + ".tar.xz")
}

// needs are what the window is linked with, and what it opens when it starts.
var needs = map[string][]string{
	"deb": {
		"libc6 (>= 2.34)", "libgl1", "libx11-6", "libxcursor1", "libxi6", "libxinerama1", "libxrandr2", "libxkbcommon0",
		"libwayland-client0",
	},
	"rpm": {
		"libGL.so.1()(64bit)", "libX11.so.6()(64bit)", "libXcursor.so.1()(64bit)", "libXi.so.6()(64bit)", "libXinerama.so.1()(64bit)",
		"libXrandr.so.2()(64bit)", "libxkbcommon.so.0()(64bit)", "libwayland-client.so.0()(64bit)", "libc.so.6(GLIBC_2.34)(64bit)",
	},
}

// wants are what makes it whole: a keychain, OpenGL drawn by the processor, and a browser to be opened.
var wants = map[string][]string{
	"deb": {"gnome-keyring | keepassxc", "libgl1-mesa-dri", "xdg-utils"},
	"rpm": {"gnome-keyring", "mesa-dri-drivers", "xdg-utils"},
}

// system makes a package of a system's own kind.
func (p *packing) system(kind, name, arch string, files []file) error {
	folder, err := os.MkdirTemp(p.work, kind)
	if err != nil {
		return err
	}
	var own []file
	for _, f := range files {
		f.path = "usr/" + f.path
		if kind == "deb" {
			f.path = strings.Replace(f.path, "/zsh/site-functions/", "/zsh/vendor-completions/", 1)
			f.path = strings.Replace(f.path, "share/doc/"+name+"/LICENSE", "share/doc/"+name+"/copyright", 1)
		}
		own = append(own, f)
	}
	if err := stage(folder, own, p.at); err != nil {
		return err
	}
	config, err := p.config(kind, name, arch, folder, sorted(own))
	if err != nil {
		return err
	}
	said := filepath.Join(folder, "nfpm.json")
	if err := os.WriteFile(said, config, 0o644); err != nil {
		return err
	}
	to := fmt.Sprintf("%s_%s_%s.deb", name, p.Version, arch)
	if kind == "rpm" {
		to = fmt.Sprintf("%s-%s-1.%s.rpm", name, p.Version, map[string]string{"amd64": "x86_64", "arm64": "aarch64"}[arch])
	}
	cmd := exec.Command("go", "run", nfpm, "package", "-f", said, "-p", kind, "-t", filepath.Join(p.out, to))
	if out, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("make %s: %w\n%s", to, err, out)
	}
	return p.done(to)
}

// does is what each package is said to do.
const does = "Fetches the reports of backup products, and shows and decides what they say."

// config is what nfpm is told, in JSON, which is YAML, too.
func (p *packing) config(kind, name, arch, folder string, files []file) ([]byte, error) {
	at := p.at.Format(time.RFC3339)
	var contents []map[string]any
	for _, f := range files {
		contents = append(contents, map[string]any{
			"src": filepath.Join(folder, filepath.FromSlash(f.path)), "dst": "/" + f.path,
			"file_info": map[string]any{"mode": uint32(f.mode), "mtime": at, "owner": "root", "group": "root"},
		})
	}
	host := "localhost"
	if site, err := url.Parse(p.Website); err == nil && site.Host != "" {
		host = site.Host
	}
	about := map[string]any{
		"name": name, "arch": arch, "platform": "linux", "version": p.Version, "release": "1", "mtime": at,
		"section": "net", "priority": "optional", "license": "MIT", "homepage": p.Website, "vendor": p.Name,
		"maintainer": fmt.Sprintf("The authors of %s <packages@%s>", p.Name, host), "contents": contents, "disable_globbing": true,
		"deb": map[string]any{"compression": "zstd"},
		"rpm": map[string]any{"compression": "zstd", "buildhost": host, "group": "Applications/Internet"},
	}
	// One of them, never both: each has the terminal.
	if name == "rcheck" {
		about["description"] = "Checks of backups in a terminal\n" + does
		about["conflicts"] = []string{"run-checks"}
	} else {
		about["description"] = "Checks of backups, each morning\n" + does
		about["conflicts"], about["provides"] = []string{"rcheck"}, []string{"rcheck"}
		about["replaces"] = []string{"rcheck"}
		about["depends"], about["recommends"] = needs[kind], wants[kind]
	}
	return json.MarshalIndent(about, "", " ")
}
