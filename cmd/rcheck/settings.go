package main

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/words"
)

type settingJSON struct {
	Key     string `json:"key"`
	Section string `json:"section"`
	// Value is as it is stored, "" for the language of the system.
	Value   string `json:"value"`
	Default string `json:"default"`
	// AtStart is true where a change holds from the next start of the window on.
	AtStart bool `json:"at_start"`
}

// settingsList shows the settings that are changed by a value, and what holds.
func settingsList(ctx context.Context, t *terminal, _ []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		for _, d := range setting.Listed() {
			if err := t.setting(ctx, w, d); err != nil {
				return err
			}
		}
		return nil
	})
}

// settingsGet shows one setting.
func settingsGet(ctx context.Context, t *terminal, args []string) error {
	d, err := settingOf("settings get", args[0])
	if err != nil {
		return err
	}
	return t.with(ctx, func(w *workspace.Workspace) error { return t.setting(ctx, w, d) })
}

// settingsSet changes one setting; a proxy keeps its password by "proxy set".
func settingsSet(ctx context.Context, t *terminal, args []string) error {
	d, err := settingOf("settings set", args[0])
	if err != nil {
		return err
	}
	value, ok := d.Parse(args[1])
	if !ok || d.Kind == setting.Language && value != "" && !slices.Contains(words.Shipped().Tags(), value) {
		return usagef("settings set: %s cannot be %q. %s", d.Key, args[1], words.SettingWanted(d))
	}
	return t.with(ctx, func(w *workspace.Workspace) error {
		if d.Personal {
			if _, _, err := w.Desk.Choose(ctx, d.Key, value); err != nil {
				return err
			}
			return t.setting(ctx, w, d)
		}
		done, err := w.Desk.SetSetting(ctx, d.Key, value)
		if err != nil {
			return err
		}
		return t.decision(w, done)
	})
}

// settingOf finds a setting that is changed by a value.
func settingOf(command, key string) (setting.Definition, error) {
	listed := setting.Listed()
	at := slices.IndexFunc(listed, func(d setting.Definition) bool { return string(d.Key) == key })
	if at >= 0 {
		return listed[at], nil
	}
	var keys []string
	for _, d := range listed {
		keys = append(keys, string(d.Key))
	}
	return setting.Definition{}, usagef("%s: there is no setting %q; there are %s", command, key, strings.Join(keys, ", "))
}

func (t *terminal) setting(ctx context.Context, w *workspace.Workspace, d setting.Definition) error {
	var value string
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
		value, err = setting.Read(q, d.Key)
		return err
	})
	if err != nil {
		return err
	}
	return t.print(
		settingJSON{string(d.Key), string(d.Section), value, d.Default, d.AtStart},
		fmt.Sprintf("%-13s %-8s %s: %s", d.Key, value, words.SettingName(d.Key), words.SettingValue(d, value)),
	)
}
