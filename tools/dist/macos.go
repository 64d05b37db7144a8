package main

import "path/filepath"

// macOS makes archives of the terminal. The window is made on a Mac: tools/dist/macos/package.
func (p *packing) macOS() error {
	for _, target := range []string{"darwin-amd64", "darwin-arm64"} {
		binaries, err := p.built(target, false)
		if err != nil {
			return err
		}
		list, err := p.bomFile("rcheck", binaries)
		if err != nil {
			return err
		}
		program, err := read(binaries[0], "bin/rcheck", 0o755)
		if err != nil {
			return err
		}
		files := append([]file{program, list}, p.documents...)
		files = append(files, below("share/man/man1", p.manual)...)
		files = append(files, p.completed("bash", "share/bash-completion/completions/rcheck"),
			p.completed("zsh", "share/zsh/site-functions/_rcheck"), p.completed("fish", "share/fish/vendor_completions.d/rcheck.fish"))
		top := "rcheck-" + p.Version + "-" + target
		if err := tarGZ(filepath.Join(p.out, top+".tar.gz"), below(top, files), p.at); err != nil {
			return err
		}
		if err := p.done(top + ".tar.gz"); err != nil {
			return err
		}
	}
	return nil
}
