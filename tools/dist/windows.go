package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// windows makes a zip and an installer of the window with the terminal, and zips of the terminal
// alone.
func (p *packing) windows() error {
	for _, target := range []string{"windows-amd64", "windows-arm64"} {
		for _, name := range []string{"run-checks", "rcheck"} {
			if p.program(target, name) == "" {
				continue // there is no cross compiler for the window
			}
			files, err := p.windowsFiles(target, name)
			if err != nil {
				return err
			}
			top := name + "-" + p.Version + "-" + target
			if err := zipped(filepath.Join(p.out, top+".zip"), below(top, files), p.at); err != nil {
				return err
			}
			if err := p.done(top + ".zip"); err != nil {
				return err
			}
			if name == "run-checks" {
				if err := p.installer(top+"-setup.exe", files); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *packing) windowsFiles(target, name string) (out []file, err error) {
	binaries, err := p.built(target, name == "run-checks")
	if err != nil {
		return nil, err
	}
	for _, b := range binaries {
		f, err := read(b, filepath.Base(b), 0o755)
		if err != nil {
			return nil, err
		}
		out = append(out, f)
	}
	list, err := p.bomFile(name, binaries)
	out = append(out, list, p.completed("powershell", "rcheck.ps1"))
	for _, d := range p.documents {
		if !strings.Contains(path.Base(d.path), ".") {
			d.path += ".txt" // opened by a click
		}
		out = append(out, d)
	}
	return out, err
}

// folderOf is a folder of the installer, with the files that are put there.
type folderOf struct {
	Name  string
	Files []string
}

// installer makes the installer by means of NSIS.
func (p *packing) installer(name string, files []file) error {
	if _, err := exec.LookPath("makensis"); err != nil {
		fmt.Fprintln(os.Stderr, "dist: no makensis (nsis): the installer for Windows is left out")
		return nil
	}
	folder := filepath.Join(p.work, "installer")
	if err := stage(folder, files, p.at); err != nil {
		return err
	}
	ico := filepath.Join(p.work, "icon.ico")
	if err := writeIcon(ico); err != nil {
		return err
	}
	out, err := filepath.Abs(filepath.Join(p.out, name))
	if err != nil {
		return err
	}
	about := struct {
		Name, Unix, Version, Four, Website, Out, Icon, Licence string
		Kilobytes                                              int
		Folders                                                []folderOf
		Remove, RemoveFolders                                  []string
	}{
		Name: p.Name, Unix: "run-checks", Version: p.Version, Four: fourOf(p.Version), Website: p.Website, Out: out, Icon: ico,
		Licence: filepath.Join(folder, "LICENSE.txt"),
	}
	for _, f := range sorted(files) {
		in, windows := path.Dir(f.path), strings.ReplaceAll(f.path, "/", `\`)
		if in == "." {
			in = ""
		}
		i := slices.IndexFunc(about.Folders, func(x folderOf) bool { return x.Name == in })
		if i < 0 {
			i = len(about.Folders)
			about.Folders = append(about.Folders, folderOf{Name: in})
			if in != "" {
				about.RemoveFolders = append(about.RemoveFolders, in)
			}
		}
		about.Folders[i].Files = append(about.Folders[i].Files, filepath.Join(folder, filepath.FromSlash(f.path)))
		about.Remove = append(about.Remove, windows)
		about.Kilobytes += len(f.data) / 1024
	}
	text, err := filled("windows/installer.nsi", about)
	if err != nil {
		return err
	}
	script := filepath.Join(p.work, "installer.nsi")
	if err := os.WriteFile(script, text, 0o644); err != nil {
		return err
	}
	if said, err := exec.Command("makensis", "-V2", "-WX", script).CombinedOutput(); err != nil {
		return fmt.Errorf("make %s: %w\n%s", name, err, said)
	}
	return p.done(name)
}

// writeIcon writes the icon as a file of its own.
func writeIcon(name string) error {
	made, err := icon()
	if err != nil {
		return err
	}
	var b bytes.Buffer
	if err := made.SaveICO(&b); err != nil {
		return err
	}
	return os.WriteFile(name, b.Bytes(), 0o644)
}
