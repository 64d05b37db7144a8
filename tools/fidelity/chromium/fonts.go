package chromium

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

const fontsFile = "fonts.conf"

// themeFonts are the faces that Fyne's theme bundles: text, monospace and symbols.
func themeFonts() []string {
	return []string{"NotoSans-Regular.ttf", "NotoSans-Bold.ttf", "NotoSans-Italic.ttf", "NotoSans-BoldItalic.ttf",
		"DejaVuSansMono-Powerline.ttf", "InterSymbols-Regular.ttf"}
}

// monospaceFamilies are the names that mean the monospace face. Every other name
// means Noto Sans.
func monospaceFamilies() []string {
	return []string{"monospace", "Courier New", "Courier", "Consolas", "Menlo", "Monaco", "Lucida Console"}
}

// writeFonts copies the fonts out of Fyne's module, so that nothing else lies
// beside them, and writes the configuration that knows only these.
func writeFonts(ctx context.Context, folder string) error {
	source, err := themeFolder(ctx)
	if err != nil {
		return err
	}
	fonts := filepath.Join(folder, "fonts")
	if err := os.Mkdir(fonts, 0o700); err != nil {
		return fmt.Errorf("make a folder for the fonts: %w", err)
	}
	for _, name := range themeFonts() {
		data, err := os.ReadFile(filepath.Join(source, name))
		if err != nil {
			return fmt.Errorf("copy the fonts of Fyne's theme: %w; another version of Fyne may bundle other fonts, then change the list in tools/fidelity/chromium/fonts.go", err)
		}
		if err := os.WriteFile(filepath.Join(fonts, name), data, 0o600); err != nil {
			return fmt.Errorf("copy the fonts of Fyne's theme: %w", err)
		}
	}
	return os.WriteFile(filepath.Join(folder, fontsFile), []byte(configuration(folder)), 0o600)
}

func themeFolder(ctx context.Context) (string, error) {
	const module = "fyne.io/fyne/v2"
	output, err := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Dir}}", module).Output()
	if failed, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%w, %s", err, tail(string(failed.Stderr)))
	}
	folder := strings.TrimSpace(string(output))
	if err == nil && folder == "" {
		err = errors.New("the module is not downloaded, run \"go mod download\"")
	}
	if err != nil {
		return "", fmt.Errorf("find the fonts of %s with \"go list -m\": %w; run the tool inside the repository", module, err)
	}
	return filepath.Join(folder, "theme", "font"), nil
}

// configuration maps every family to one of the two text faces. Hinting is off,
// because the program does not hint either.
func configuration(folder string) string {
	var text strings.Builder
	text.WriteString(`<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">` + "\n<fontconfig>\n")
	fmt.Fprintf(&text, "<dir>%s</dir>\n<cachedir>%s</cachedir>\n", filepath.Join(folder, "fonts"), filepath.Join(folder, "cache"))
	const rule = `<match target="pattern"><test name="family"%s><string>%s</string></test>` +
		`<edit name="family" mode="assign" binding="same"><string>%s</string></edit></match>` + "\n"
	const sans, mono = "Noto Sans", "DejaVu Sans Mono for Powerline"
	for _, family := range monospaceFamilies() {
		fmt.Fprintf(&text, rule, "", family, mono)
	}
	fmt.Fprintf(&text, rule, ` compare="not_eq"`, mono, sans)
	text.WriteString(`<match target="font">` +
		`<edit name="hinting" mode="assign"><bool>false</bool></edit>` +
		`<edit name="antialias" mode="assign"><bool>true</bool></edit>` +
		`<edit name="rgba" mode="assign"><const>none</const></edit></match>` + "\n</fontconfig>\n")
	return text.String()
}
