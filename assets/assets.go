// Package assets holds what is shipped inside the program: the icon.
package assets

import _ "embed"

//go:embed icon.png
var icon []byte

// Icon returns the program's icon as a PNG file of 256 x 256 pixels.
func Icon() []byte { return icon }
