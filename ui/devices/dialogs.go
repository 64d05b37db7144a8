package devices

import (
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// linkDevices links the chosen devices to jobs of their own.
func (x *Feature) linkDevices() { x.linkForm(x.Model.ToLink()) }

// linkAllDevices links every device that waits for a job.
func (x *Feature) linkAllDevices() {
	if x.Model.May() {
		x.linkForm(x.Model.AllUnlinked())
	}
}

// linkForm shows what linking makes and carries it out: a job of its own for each
// device, for the customer as the service has it. One device can be named otherwise.
func (x *Feature) linkForm(all []domain.Device) {
	if len(all) == 0 {
		return
	}
	links := make([]domain.DeviceLink, len(all))
	for i, d := range all {
		links[i] = d.Suggested()
	}
	known := x.Model.CustomerNames()
	f := form.New(words.T("devices.link_title", "n", len(links)), words.T("devices.link"))
	if len(links) == 1 {
		f.Title = words.T("devices.link_one_title", "device", links[0].Name)
		customer := f.Suggest(words.T("devices.link_customer"), links[0].Customer, words.T("devices.link_customer_hint"), known)
		name := f.Text(words.T("devices.link_job"), links[0].Name, words.T("devices.link_name_hint"))
		f.Changed = func() {
			links[0].Customer, links[0].Name = strings.TrimSpace(customer.Text), strings.TrimSpace(name.Text)
			if links[0].Customer == "" {
				f.Say(words.T("devices.link_no_customer"), true)
				return
			}
			f.Say(LinkPreview(links, known), false)
		}
	} else {
		f.Note = previewLines(links)
		f.Changed = func() { f.Say(LinkPreview(links, known), false) }
	}
	f.Done = func() bool {
		x.Model.Link(links)
		return true
	}
	x.host.Ask(f)
}

// previewed is how many devices the window before a bulk link names.
const previewed = 12

func previewLines(links []domain.DeviceLink) string {
	var lines []string
	for i, l := range links {
		if i == previewed {
			lines = append(lines, words.T("devices.link_more", "n", len(links)-i))
			break
		}
		lines = append(lines, words.T("devices.link_for", "device", l.Name, "customer", l.Customer))
	}
	return strings.Join(lines, "\n")
}

// linkToJob links the chosen devices to a job that there is.
func (x *Feature) linkToJob() {
	devices := x.Model.ToLink()
	jobs := x.Model.Jobs()
	if len(devices) == 0 || len(jobs) == 0 {
		return
	}
	choices := make([]string, len(jobs))
	for i, j := range jobs {
		choices[i] = fmt.Sprintf("%s · %s (%d)", j.Customer.Name, j.Name, j.ID)
	}
	f := form.New(words.T("devices.to_job_title"), words.T("devices.link"))
	f.Note = words.T("devices.to_job_note")
	job := f.Suggest(words.T("devices.link_job"), "", words.T("devices.choose_hint"), choices)
	chosen := -1
	f.Changed = func() {
		chosen = -1
		for i, text := range choices {
			if text == job.Text {
				chosen = i
			}
		}
		if chosen < 0 {
			f.Say(words.T("devices.choose"), true)
			return
		}
		f.Say(words.T("devices.go_to", "n", len(devices), "job", jobs[chosen].Name), false)
	}
	f.Done = func() bool {
		var links []domain.DeviceLink
		for _, d := range devices {
			l := d.Suggested()
			l.Job = jobs[chosen].ID
			links = append(links, l)
		}
		x.Model.Link(links)
		return true
	}
	x.host.Ask(f)
}
