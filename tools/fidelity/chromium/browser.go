package chromium

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Browser is an installed Chromium and a temporary folder with its fonts and
// profiles. It is no running process: every question starts one.
type Browser struct {
	program string
	folder  string
	// Timeout ends a run that hangs.
	Timeout time.Duration
}

// ErrNotInstalled is what Open reports when there is no Chromium.
var ErrNotInstalled = errors.New("chromium is not installed")

// Open finds Chromium and prepares the fonts. Close removes them.
func Open(ctx context.Context) (*Browser, error) {
	program, err := find("chromium", "chromium-browser", "google-chrome")
	if err != nil {
		return nil, err
	}
	folder, err := os.MkdirTemp("", "fidelity-chromium-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for Chromium: %w", err)
	}
	browser := &Browser{program: program, folder: folder, Timeout: 2 * time.Minute}
	if err := writeFonts(ctx, folder); err != nil {
		return nil, errors.Join(err, browser.Close())
	}
	return browser, nil
}

func find(names ...string) (string, error) {
	for _, name := range names {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}
	return "", fmt.Errorf("%w: none of %s is in PATH; on Debian it is the package chromium (apt-get install chromium)",
		ErrNotInstalled, strings.Join(names, ", "))
}

// Close removes everything that Open and the runs wrote.
func (b *Browser) Close() error { return os.RemoveAll(b.folder) }

// run starts Chromium once, without a screen and without a network, and returns
// what it printed.
func (b *Browser) run(ctx context.Context, arguments ...string) ([]byte, error) {
	profile, err := os.MkdirTemp(b.folder, "profile-")
	if err != nil {
		return nil, fmt.Errorf("make a profile for Chromium: %w", err)
	}
	defer func() { _ = os.RemoveAll(profile) }()
	limited, cancel := context.WithTimeout(ctx, b.Timeout)
	defer cancel()
	process := exec.CommandContext(limited, b.program, append(options(profile), arguments...)...)
	process.Env = append(os.Environ(), "FONTCONFIG_FILE="+filepath.Join(b.folder, fontsFile))
	process.WaitDelay = 2 * time.Second
	var printed, complained bytes.Buffer
	process.Stdout, process.Stderr = &printed, &complained
	err = process.Run()
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case limited.Err() != nil:
		return nil, fmt.Errorf("run %s: it was not done after %s; try fewer or smaller documents", b.program, b.Timeout)
	case err != nil:
		return nil, fmt.Errorf("run %s: %w; its last words: %s", b.program, err, tail(complained.String()))
	}
	return printed.Bytes(), nil
}

func options(profile string) []string {
	list := []string{
		"--headless", "--disable-gpu", "--no-first-run", "--user-data-dir=" + profile,
		// The same letters as in the program: no hinting, no coloured edges, no scaling.
		"--font-render-hinting=none", "--disable-lcd-text", "--force-device-scale-factor=1", "--hide-scrollbars",
		// Documents are files beside each other, and the page around looks into them.
		"--allow-file-access-from-files",
		// Nothing is fetched: neither by documents nor by the browser for itself.
		"--proxy-server=127.0.0.1:9", "--proxy-bypass-list=<-loopback>", "--disable-quic",
		"--disable-background-networking", "--disable-component-update", "--disable-sync",
	}
	if os.Geteuid() == 0 {
		list = append(list, "--no-sandbox") // it refuses to start as root otherwise
	}
	return list
}

func tail(text string) string {
	const enough = 400
	text = strings.TrimSpace(text)
	return text[max(0, len(text)-enough):]
}
