package main

import (
	"fyne.io/fyne/v2"

	"runchecks/assets"
)

// metadata is what FyneApp.toml says; a test compares the two.
func metadata() fyne.AppMetadata {
	return fyne.AppMetadata{ID: "example.run-checks", Name: "Run Checks", Version: "0.1.0", Build: 1, Icon: fyne.NewStaticResource("icon.png", assets.Icon())}
}
