package main

import (
	"context"
	"flag"
	"fmt"
	"slices"
	"strings"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

type deviceJSON struct {
	Key      domain.DeviceKey   `json:"key"`
	Source   domain.Source      `json:"source"`
	State    domain.DeviceState `json:"state"`
	Customer string             `json:"customer"`
	Name     string             `json:"name"`
	Computer string             `json:"computer"`
	Class    string             `json:"class"`
	Status   domain.Status      `json:"status"`
	Last     *string            `json:"last"`
	Job      *int64             `json:"job"`
	Moved    bool               `json:"moved"`
	Gone     *string            `json:"gone"`
}

// coveDevices lists what services tell of without a mail, and links, unlinks or ignores it.
func coveDevices(ctx context.Context, t *terminal, args []string) error {
	flags := flag.NewFlagSet("cove", flag.ContinueOnError)
	job := flags.Int64("job", 0, "")
	customer := flags.String("customer", "", "")
	name := flags.String("name", "", "")
	all := flags.Bool("all", false, "")
	words, err := arguments(flags, args)
	if err != nil {
		return err
	}
	if len(words) == 0 {
		return usagef("cove: say accounts, link, unlink, ignore, ask or moved")
	}
	do, keys := words[0], words[1:]
	return t.with(ctx, func(w *workspace.Workspace) error {
		devices, err := chooseDevices(ctx, w, keys)
		if err != nil {
			return err
		}
		if do == "accounts" {
			return t.listDevices(w, devices)
		}
		if len(keys) == 0 && !*all {
			return usagef("cove %s: name devices by their keys or account numbers, or say --all", do)
		}
		var d domain.Decision
		switch do {
		case "link":
			var links []domain.DeviceLink
			for _, device := range devices {
				l := device.Suggested()
				l.Job = *job
				if *customer != "" {
					l.Customer = *customer
				}
				if *name != "" && len(devices) == 1 {
					l.Name = *name
				}
				if device.State == domain.DeviceUnlinked || len(keys) > 0 {
					links = append(links, l)
				}
			}
			d, err = w.Desk.LinkDevices(ctx, links)
		case "unlink":
			d, err = w.Desk.UnlinkDevices(ctx, keysOf(devices))
		case "ignore", "ask":
			d, err = w.Desk.IgnoreDevices(ctx, keysOf(devices), do == "ignore")
		case "moved":
			d, err = w.Desk.ConfirmMove(ctx, keysOf(devices), true)
		default:
			return usagef("cove: there is no %q; say accounts, link, unlink, ignore, ask or moved", do)
		}
		if err != nil {
			return err
		}
		return t.decision(w, d)
	})
}

// chooseDevices finds devices by key or account number; without any it lists all.
func chooseDevices(ctx context.Context, w *workspace.Workspace, keys []string) ([]domain.Device, error) {
	var all []domain.Device
	err := w.Store.Read(ctx, func(q domain.Queries) (err error) {
		all, err = q.Devices()
		return err
	})
	if err != nil || len(keys) == 0 {
		return all, err
	}
	var out []domain.Device
	for _, key := range keys {
		i := slices.IndexFunc(all, func(d domain.Device) bool {
			return string(d.Key) == key || string(d.Key) == "cove:"+key
		})
		if i < 0 {
			return nil, &domain.Error{Code: domain.CodeNotFound, Message: fmt.Sprintf("There is no device %q; 'rcheck cove accounts' lists them.", key)}
		}
		out = append(out, all[i])
	}
	return out, nil
}

func keysOf(devices []domain.Device) []domain.DeviceKey {
	out := make([]domain.DeviceKey, len(devices))
	for i, d := range devices {
		out[i] = d.Key
	}
	return out
}

func (t *terminal) listDevices(w *workspace.Workspace, devices []domain.Device) error {
	for _, d := range devices {
		line := deviceJSON{d.Key, d.Source, d.State, d.Customer, d.Name, d.Computer, d.Class, d.Status, timeOrNull(d.Last), nil, d.Moved(), timeOrNull(d.Gone)}
		if d.Job != 0 {
			line.Job = &d.Job
		}
		last := "never"
		if !d.Last.IsZero() {
			last = d.Last.In(w.Location).Format("2 Jan 15:04")
		}
		var marks []string
		if d.Moved() {
			marks = append(marks, "moved")
		}
		if !d.Gone.IsZero() {
			marks = append(marks, "gone")
		}
		text := fmt.Sprintf("%-16s %-9s %-9s %-24s %-28s %-14s %s %s", d.Key, d.State, d.Status, d.Customer, d.Name, d.Class, last, strings.Join(marks, ", "))
		if err := t.print(line, strings.TrimRight(text, " ")); err != nil {
			return err
		}
	}
	return nil
}
