// Package autostart has a program start when its user signs in: by a file of the desktop on Linux, by
// one of launchd on macOS, by a value of the registry on Windows. Whatever it writes is one thing in one
// place, which Remove takes away again.
package autostart

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/xml"
	"path/filepath"
	"strings"
)

// Entry is a program that starts when its user signs in.
type Entry struct {
	// Name tells the entry from others of the user, in the signs of file names.
	Name string
	// Title is what people call the program.
	Title string
	// Program is its file, absolute; Args are what stands behind it.
	Program string
	Args    []string
}

// Of is the entry of a profile's window; folder is "" for the user's own.
func Of(title, program, folder string) Entry {
	e := Entry{Name: "run-checks", Title: title, Program: program}
	if folder != "" {
		sum := sha256.Sum256([]byte(filepath.Clean(folder)))
		e.Name += "-" + hex.EncodeToString(sum[:4])
		e.Args = []string{"--profile", folder}
	}
	return e
}

// desktopFile is an entry as the desktops of Linux read it (Desktop Entry Specification,
// Desktop Application Autostart Specification).
func (e Entry) desktopFile() string {
	return "[Desktop Entry]\nType=Application\nName=" + escaped(e.Title) + "\nExec=" + e.exec() + "\nX-GNOME-Autostart-enabled=true\n"
}

// exec is the command line of a desktop file: each word in quotes, where a few signs are escaped
// and a percent sign is doubled; the whole is a string with escapes of its own.
func (e Entry) exec() string {
	var words []string
	for _, w := range append([]string{e.Program}, e.Args...) {
		w = strings.NewReplacer(`\`, `\\`, `"`, `\"`, "`", "\\`", `$`, `\$`, `%`, `%%`).Replace(w)
		words = append(words, `"`+w+`"`)
	}
	return escaped(strings.Join(words, " "))
}

func escaped(value string) string {
	return strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(value)
}

// agent is an entry as launchd reads it (launchd.plist).
func (e Entry) agent() string {
	var b strings.Builder
	b.WriteString(xml.Header + `<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">` +
		"\n<plist version=\"1.0\"><dict>\n<key>Label</key><string>" + text(e.Name) + "</string>\n<key>ProgramArguments</key><array>\n")
	for _, w := range append([]string{e.Program}, e.Args...) {
		b.WriteString("<string>" + text(w) + "</string>\n")
	}
	b.WriteString("</array>\n<key>RunAtLoad</key><true/>\n</dict></plist>\n")
	return b.String()
}

func text(s string) string {
	var b strings.Builder
	_ = xml.EscapeText(&b, []byte(s)) // a builder takes everything
	return b.String()
}

// commandLine is an entry as Windows reads it. Each word stands in quotes; a quote within, which no
// path has, and the backslashes before any quote are doubled (CommandLineToArgvW).
func (e Entry) commandLine() string {
	var words []string
	for _, w := range append([]string{e.Program}, e.Args...) {
		var b strings.Builder
		back := 0
		for _, r := range w {
			switch r {
			case '\\':
				back++
			case '"':
				b.WriteString(strings.Repeat(`\`, back+1))
				back = 0
			default:
				back = 0
			}
			b.WriteRune(r)
		}
		words = append(words, `"`+b.String()+strings.Repeat(`\`, back)+`"`)
	}
	return strings.Join(words, " ")
}
