package main

import (
	"cmp"
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

// coveAccounts lists what services tell of without a mail.
func coveAccounts(ctx context.Context, t *terminal, words []string) error {
	return t.with(ctx, func(w *workspace.Workspace) error {
		devices, err := chooseDevices(ctx, w, words)
		if err != nil {
			return err
		}
		return t.listDevices(w, devices)
	})
}

// coveLink links devices to jobs.
func coveLink(f *flag.FlagSet) action {
	job := f.Int64("job", 0, "`number` of the job that the device is linked to; without it each gets a job of its own")
	customer := f.String("customer", "", "`name` of the customer, where it is not the one that is suggested")
	name := f.String("name", "", "`name` of the job that is made for the device")
	return deviceCommand(
		f,
		"cove link",
		func(ctx context.Context, w *workspace.Workspace, devices []domain.Device, named bool) (domain.Decision, error) {
			var links []domain.DeviceLink
			for _, device := range devices {
				l := device.Suggested()
				l.Job, l.Customer = *job, cmp.Or(*customer, l.Customer)
				if len(devices) == 1 {
					l.Name = cmp.Or(*name, l.Name)
				}
				if device.State == domain.DeviceUnlinked || named {
					links = append(links, l)
				}
			}
			return w.Desk.LinkDevices(ctx, links)
		},
	)
}

// deviceAction decides about devices.
func deviceAction(
	command string,
	decide func(context.Context, *workspace.Workspace, []domain.DeviceKey) (domain.Decision, error),
) func(*flag.FlagSet) action {
	return func(f *flag.FlagSet) action {
		return deviceCommand(
			f,
			command,
			func(ctx context.Context, w *workspace.Workspace, devices []domain.Device, _ bool) (domain.Decision, error) {
				return decide(ctx, w, keysOf(devices))
			},
		)
	}
}

// deviceCommand decides about the devices that are named, or about all.
func deviceCommand(
	f *flag.FlagSet,
	command string,
	decide func(ctx context.Context, w *workspace.Workspace, devices []domain.Device, named bool) (domain.Decision, error),
) action {
	all := f.Bool("all", false, "every device that it concerns")
	return func(ctx context.Context, t *terminal, words []string) error {
		if (len(words) == 0) != *all {
			return usagef("%s: name devices by their keys or account numbers, or say --all", command)
		}
		return t.with(ctx, func(w *workspace.Workspace) error {
			devices, err := chooseDevices(ctx, w, words)
			if err != nil {
				return err
			}
			d, err := decide(ctx, w, devices, len(words) > 0)
			if err != nil {
				return err
			}
			return t.decision(w, d)
		})
	}
}

// chooseDevices finds devices by key or account number; without any it lists all.
func chooseDevices(ctx context.Context, w *workspace.Workspace, keys []string) ([]domain.Device, error) {
	var all []domain.Device
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
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
			return nil, &domain.Error{
				Code:    domain.CodeNotFound,
				Message: fmt.Sprintf("There is no device %q; 'rcheck cove accounts' lists them.", key),
			}
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
		line := deviceJSON{
			d.Key,
			d.Source,
			d.State,
			d.Customer,
			d.Name,
			d.Computer,
			d.Class,
			d.Status,
			timeOrNull(d.Last),
			nil,
			d.Moved(),
			timeOrNull(d.MissingSince),
		}
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
		if !d.MissingSince.IsZero() {
			marks = append(marks, "gone")
		}
		text := fmt.Sprintf(
			"%-16s %-9s %-9s %-24s %-28s %-14s %s %s",
			d.Key,
			d.State,
			d.Status,
			d.Customer,
			d.Name,
			d.Class,
			last,
			strings.Join(marks, ", "),
		)
		if err := t.print(line, strings.TrimRight(text, " ")); err != nil {
			return err
		}
	}
	return nil
}
