// Package assets holds what is shipped inside the program: the icon, and the reader
// definitions of smaller products.
package assets

import (
	"embed"
	"io/fs"
)

//go:embed icon.png
var icon []byte

//go:embed readers/*.toml
var definitions embed.FS

// Icon returns the program's icon as a PNG file of 256 x 256 pixels.
func Icon() []byte { return icon }

// Readers returns the folder of the shipped reader definitions.
func Readers() (fs.FS, error) { return fs.Sub(definitions, "readers") }
