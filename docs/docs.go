// Package docs holds the pages of this folder, so that the window shows them without a network.
package docs

import "embed"

// Pages are the pages as they stand here, without their pictures.
//
//go:embed *.md
var Pages embed.FS

// First is the page that lists all others.
const First = "README.md"
