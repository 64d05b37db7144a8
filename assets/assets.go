// Package assets holds what is shipped inside the program: the icon, the reader
// definitions of smaller products, the marks of other products, and the words that reports
// are written in, the licences of what the program is made of, and the sentences of the program in its languages.
package assets

import (
	"embed"
	"io/fs"
	"strings"
)

//go:embed icon.png
var icon []byte

// made by tools/dist of what the programs are built from
//
//go:embed NOTICES.txt
var notices string

//go:embed readers/*.toml
var definitions embed.FS

//go:embed lexicon/*.toml
var words embed.FS

//go:embed signatures/*.toml
var signatures embed.FS

//go:embed language
var languages embed.FS

// Icon returns the program's icon as a PNG file of 256 x 256 pixels.
func Icon() []byte { return icon }

// Notices returns the licences of what the programs are made of: a list of the modules, one a
// line behind an empty one, and after the next empty line the texts.
func Notices() string { return notices }

// Modules returns the list alone.
func Modules() string {
	_, list, _ := strings.Cut(notices, "\n\n")
	list, _, _ = strings.Cut(list, "\n\n")
	return list
}

// Readers returns the folder of the shipped reader definitions.
func Readers() (fs.FS, error) { return fs.Sub(definitions, "readers") }

// Signatures returns the folder of the marks by which products are told.
func Signatures() (fs.FS, error) { return fs.Sub(signatures, "signatures") }

// Lexicon returns the folder of the shipped words, one file a language.
func Lexicon() (fs.FS, error) { return fs.Sub(words, "lexicon") }

// Languages returns the folder of the program's sentences, one folder a language.
func Languages() (fs.FS, error) { return fs.Sub(languages, "language") }
