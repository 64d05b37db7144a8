package main

import (
	"fyne.io/fyne/v2"

	"runchecks"
	"runchecks/assets"
)

// metadata is what FyneApp.toml says, as Fyne wants it.
func metadata() fyne.AppMetadata {
	p := runchecks.Identity()
	return fyne.AppMetadata{
		ID: p.ID, Name: p.Name, Version: p.Version, Build: p.Build, Icon: fyne.NewStaticResource("icon.png", assets.Icon()),
	}
}
