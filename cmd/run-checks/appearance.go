package main

import (
	"context"
	"fmt"
	"os"
	"strconv"

	"fyne.io/fyne/v2"

	"runchecks/assets"
	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/keys"
	"runchecks/ui/settings"
)

// appearanceOf reads how the profile wants the window from the start on.
func appearanceOf(ctx context.Context, store domain.Store) (a settings.Appearance, err error) {
	err = store.Read(ctx, func(q domain.Reader) (err error) {
		a, err = settings.ReadAppearance(q)
		return err
	})
	return a, err
}

// keysOf reads which keys somebody gave to commands.
func keysOf(ctx context.Context, store domain.Store) (*keys.Board, error) {
	chosen := map[string]keys.Key{}
	err := store.Read(ctx, func(q domain.Reader) error {
		all, err := setting.ReadKeys(q)
		for command, k := range all {
			chosen[command] = keys.Key(k)
		}
		return err
	})
	return keys.NewBoard(chosen), err
}

// scaleVariable is where Fyne looks for how large everything is.
const scaleVariable = "FYNE_SCALE"

// scaler returns what makes everything larger or smaller, in per cent of the scale that the
// program was started with.
func scaler(a fyne.App) func(percent int) {
	base, err := strconv.ParseFloat(os.Getenv(scaleVariable), 64)
	if err != nil || base <= 0 {
		base = float64(a.Settings().Scale()) // of Fyne's own settings
	}
	if base <= 0 {
		base = 1
	}
	return func(percent int) {
		if percent <= 0 || os.Setenv(scaleVariable, fmt.Sprintf("%.2f", base*float64(percent)/100)) != nil {
			return
		}
		a.Settings().SetTheme(a.Settings().Theme()) // the windows ask for the scale again
	}
}

// about is what the page of settings says of the program and the profile.
func about(folder string) settings.Information {
	built := workspace.Version()
	out := settings.Information{Version: built.Version, Revision: built.Revision[:min(12, len(built.Revision))], Licence: "MIT"}
	out.Licences = assets.Modules()
	places, err := workspace.Files(folder)
	if err != nil {
		return out // the page says what can be said
	}
	at := map[string]string{}
	for _, f := range places {
		at[f.What] = f.Path
	}
	out.Folder, out.Copies, out.Log, out.Cache = at["profile"], at["copies"], at["log"], at["cache"]
	return out
}
