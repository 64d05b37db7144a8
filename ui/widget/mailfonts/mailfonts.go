// Package mailfonts brings the faces that mails are drawn with: those of Fyne's theme,
// which are the same on every system, and for letters that they lack, such as those of
// East Asia, those that the system has. ui/mailview draws with them and knows neither
// Fyne nor files.
package mailfonts

import (
	"bytes"
	"log/slog"
	"os"
	"sync"

	"fyne.io/fyne/v2/theme"
	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/fontscan"

	"runchecks/ui/emoji"
	"runchecks/ui/mailview/text"
)

func files() text.Files {
	return text.Files{
		Regular: theme.DefaultTextFont().Content(), Bold: theme.DefaultTextBoldFont().Content(),
		Italic: theme.DefaultTextItalicFont().Content(), BoldItalic: theme.DefaultTextBoldItalicFont().Content(),
		Mono: theme.DefaultTextMonospaceFont().Content(), Symbols: theme.DefaultSymbolFont().Content(),
	}
}

// Bundled returns the faces of the theme alone, the same on every machine.
func Bundled() (*text.Set, error) { return text.NewSet(files(), nil) }

// New returns the faces of the theme and of the system. The system is asked only when a
// letter is missing; what it has is listed in the folder cache.
func New(cache string) (*text.Set, error) {
	s := &system{cache: cache}
	return text.NewSet(files(), s.find)
}

// system finds faces of the system.
type system struct {
	cache string
	once  sync.Once
	fonts *fontscan.FontMap // nil where the system has none that can be read

	emojiOnce sync.Once
	emoji     *font.Face // Fyne's; nil where it was built without
}

// find returns a face that has a letter, nil if there is none: one of the system, else Fyne's
// of emoji, so that a mark in a report is no box where the system has no such font.
func (s *system) find(r rune) *font.Face {
	if face := s.ofSystem(r); face != nil {
		return face
	}
	s.emojiOnce.Do(func() {
		if face, err := font.ParseTTF(bytes.NewReader(emoji.Font())); err == nil {
			s.emoji = face
		}
	})
	if s.emoji != nil {
		if _, has := s.emoji.NominalGlyph(r); has {
			return s.emoji
		}
	}
	return nil
}

// ofSystem returns a face of the system that has a letter, nil if there is none.
func (s *system) ofSystem(r rune) *font.Face {
	s.once.Do(s.scan)
	if s.fonts == nil {
		return nil
	}
	face := s.fonts.ResolveFace(r)
	if face == nil {
		return nil
	}
	if _, has := face.NominalGlyph(r); !has {
		return nil
	}
	return face
}

// scan lists the fonts of the system. What it finds is kept in the user's cache folder.
func (s *system) scan() {
	fonts := fontscan.NewFontMap(quiet{})
	if err := fonts.UseSystemFonts(cacheFolder(s.cache)); err != nil {
		slog.Warn("fonts of the system cannot be listed; letters that the program has no face for show as boxes", "error", err)
		return
	}
	fonts.SetQuery(fontscan.Query{Families: []string{fontscan.SansSerif}})
	s.fonts = fonts
}

// cacheFolder returns the folder for the list of fonts, made; a temporary one where it cannot
// be made.
func cacheFolder(folder string) string {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return os.TempDir()
	}
	return folder
}

// quiet drops what the scanner says about each font that it cannot read.
type quiet struct{}

// Printf implements fontscan.Logger.
func (quiet) Printf(string, ...any) {}
