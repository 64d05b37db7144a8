package devices

import (
	"fmt"
	"strings"

	"runchecks/domain"
	"runchecks/ui/form"
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
	f := form.New(fmt.Sprintf("Link %d devices", len(links)), "Link")
	if len(links) == 1 {
		f.Title = "Link " + links[0].Name
		customer := f.Suggest("Customer", links[0].Customer, "who the device belongs to", known)
		name := f.Text("Job", links[0].Name, "the name of the job")
		f.Changed = func() {
			links[0].Customer, links[0].Name = strings.TrimSpace(customer.Text), strings.TrimSpace(name.Text)
			if links[0].Customer == "" {
				f.Say("A job belongs to a customer.", true)
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
			lines = append(lines, fmt.Sprintf("and %d more", len(links)-i))
			break
		}
		lines = append(lines, l.Name+" for "+l.Customer)
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
	words := make([]string, len(jobs))
	for i, j := range jobs {
		words[i] = fmt.Sprintf("%s · %s (%d)", j.Customer.Name, j.Name, j.ID)
	}
	f := form.New("Link to an existing job", "Link")
	f.Note = "Its runs become runs of that job, beside those it has."
	job := f.Suggest("Job", "", "choose a job", words)
	chosen := -1
	f.Changed = func() {
		chosen = -1
		for i, text := range words {
			if text == job.Text {
				chosen = i
			}
		}
		if chosen < 0 {
			f.Say("Choose a job of the list.", true)
			return
		}
		f.Say(fmt.Sprintf("%d devices go to %s.", len(devices), jobs[chosen].Name), false)
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
