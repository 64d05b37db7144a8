package vm

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Devices is the view model of the screen Devices (product.md, section 3, Cove
// accounts): what services tell of without a mail, and which job each device is.
type Devices struct {
	list[domain.Device]
	jobs map[int64]domain.JobRow
}

// deviceRank puts first what asks for a decision.
func deviceRank(d *domain.Device) int {
	switch {
	case d.Moved():
		return 0
	case d.State == domain.DeviceUnlinked && d.Gone.IsZero():
		return 1
	case d.State == domain.DeviceLinked:
		return 2
	case d.State == domain.DeviceUnlinked:
		return 3
	}
	return 4
}

// NewDevices returns the view model.
func NewDevices(p Params, changed func(Part)) *Devices {
	m := &Devices{list: newList[domain.Device](p, changed)}
	m.key = func(d *domain.Device) string { return string(d.Key) }
	m.words = func(d *domain.Device) map[string]string {
		state := string(d.State)
		if d.Moved() {
			state += " moved"
		}
		if !d.Gone.IsZero() {
			state += " gone"
		}
		return map[string]string{
			"": strings.Join([]string{d.Customer, d.Name, d.Computer, d.Class, string(d.Key)}, " "), "state": state, "customer": d.Customer,
			"class": d.Class, "status": d.Status.String(),
		}
	}
	m.order = func(by string, a, b *domain.Device) int {
		byName := cmp.Or(foldCompare(a.Customer, b.Customer), foldCompare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
		switch by {
		case "status":
			return cmp.Or(cmp.Compare(b.Status, a.Status), byName)
		case "customer":
			return byName
		case "name":
			return cmp.Or(foldCompare(a.Name, b.Name), byName)
		case "last":
			return cmp.Or(b.Last.Compare(a.Last), byName)
		default:
			return cmp.Or(cmp.Compare(deviceRank(a), deviceRank(b)), byName)
		}
	}
	m.read = func(ctx context.Context) (out []domain.Device, err error) {
		err = p.Store.Read(ctx, func(q domain.Queries) error {
			out, err = q.Devices()
			return err
		})
		return out, err
	}
	m.open = func(ctx context.Context, _ domain.Device) (func(), error) {
		jobs := map[int64]domain.JobRow{}
		err := p.Store.Read(ctx, func(q domain.Queries) error {
			all, err := q.Jobs()
			for _, j := range all {
				jobs[j.ID] = j
			}
			return err
		})
		return func() { m.jobs = jobs }, err
	}
	return m
}

// Title belongs to Listing, and so do the following.
func (m *Devices) Title() string { return "Devices" }

// Detail counts them.
func (m *Devices) Detail() string {
	n := map[domain.DeviceState]int{}
	moved := 0
	for i := range m.all {
		n[m.all[i].State]++
		if m.all[i].Moved() {
			moved++
		}
	}
	return tally(
		N(n[domain.DeviceLinked], "linked"),
		N(n[domain.DeviceUnlinked], "not linked"),
		N(n[domain.DeviceIgnored], "ignored"),
		N(moved, "moved"),
	)
}

// EmptyText explains the empty list.
func (m *Devices) EmptyText() string {
	return m.empty("No device fits. Devices come from Cove (File, Add an account of Cove…) and from the reports of Cloud Connect.")
}

var deviceColumns = []ListColumn{
	{ID: "tick", Width: 32},
	{ID: "state", Title: "State", Width: 104, Sortable: true},
	{ID: "status", Title: "Newest", Width: 112, Sortable: true},
	{ID: "customer", Title: "Customer", Width: 60, Flex: 0.9, Sortable: true},
	{ID: "name", Title: "Device", Width: 80, Flex: 1.2, Sortable: true},
	{ID: "last", Title: "Last run", Width: 78, Right: true, Sortable: true},
}

// Columns lists the columns.
func (m *Devices) Columns() []ListColumn { return deviceColumns }

// Cell says what stands in a cell.
func (m *Devices) Cell(row int, column string) Cell {
	if row >= len(m.rows) {
		return Cell{}
	}
	d := &m.rows[row]
	switch column {
	case "state":
		return deviceState(d)
	case "status":
		return Cell{Status: d.Status.Known()}
	case "customer":
		return Cell{Text: cmp.Or(d.Customer, "no customer")}
	case "name":
		return Cell{Text: d.Suggested().Name, Secondary: strings.Join(nonEmpty(d.Class, d.Computer), " · "), Bold: true}
	case "last":
		if d.Last.IsZero() {
			return Cell{Text: "never", Tone: Faint}
		}
		return Cell{Text: When(d.Last, m.p.Clock().In(m.p.Location)), Tone: Faint}
	}
	return Cell{}
}

func deviceState(d *domain.Device) Cell {
	switch {
	case !d.Gone.IsZero():
		return Cell{Text: "○ gone", Tone: Warn}
	case d.Moved():
		return Cell{Text: "! moved", Tone: Warn}
	case d.State == domain.DeviceUnlinked:
		return Cell{Text: "+ not linked", Bold: true}
	case d.State == domain.DeviceIgnored:
		return Cell{Text: "– ignored", Tone: Faint}
	}
	return Cell{Text: "✓ linked", Tone: Faint}
}

// Heading names the selected device.
func (m *Devices) Heading() string {
	if d := m.row(); d != nil {
		return d.Suggested().Name
	}
	return ""
}

// Facts tells what is known about the selected device.
func (m *Devices) Facts() []Fact {
	d := m.row()
	if d == nil {
		return nil
	}
	fact := func(label, text string) Fact { return Fact{Label: label, Text: text} }
	facts := []Fact{
		fact("Customer", cmp.Or(d.Customer, "none")),
		fact("Device", d.Name),
		fact("Computer", cmp.Or(d.Computer, "none")),
		fact("Class", d.Class),
		fact("Key", string(d.Key)),
		fact("First seen", d.FirstSeen.In(m.p.Location).Format("2 Jan 2006 15:04")),
	}
	if !d.Gone.IsZero() {
		facts = append(
			facts,
			Fact{
				Label: "Gone",
				Text:  "since " + d.Gone.In(m.p.Location).Format("2 Jan 2006 15:04") + " the service no longer tells of it",
				Tone:  Warn,
			},
		)
	}
	if j, ok := m.jobs[d.Job]; ok {
		facts = append(facts, Fact{Label: "Job", Text: j.Name + " of " + j.Customer.Name})
	}
	if d.Moved() {
		facts = append(
			facts,
			Fact{
				Label: "Moved",
				Text:  "It belongs to " + cmp.Or(d.Customer, "another customer") + " now. M gives its job to that customer.",
				Tone:  Warn,
			},
		)
	}
	return facts
}

// Below says where the runs are: under the job.
func (m *Devices) Below() Below {
	b := Below{
		Title: "Job",
		Columns: []ListColumn{
			{ID: "status", Title: "Newest", Width: 112},
			{ID: "job", Title: "Job", Width: 120, Flex: 1},
			{ID: "customer", Title: "Customer", Width: 120, Flex: 1},
		},
		Empty: "No job yet: a device has runs once it is linked.",
	}
	d := m.row()
	if d == nil {
		return b
	}
	if j, ok := m.jobs[d.Job]; ok {
		b.Rows = append(b.Rows, []Cell{{Status: j.Status.Known()}, {Text: j.Name}, {Text: j.Customer.Name}})
	}
	return b
}

// May reports whether devices may be linked.
func (m *Devices) May() bool { return m.p.Desk.May(rules.ActLink) }

// chosenIn returns the ticked devices, or the selected one, that are in a state.
func (m *Devices) chosenIn(fits func(*domain.Device) bool) (out []domain.Device) {
	if !m.May() {
		return nil
	}
	for _, d := range m.chosen() {
		if fits(&d) {
			out = append(out, d)
		}
	}
	return out
}

func deviceKeys(list []domain.Device) []domain.DeviceKey {
	out := make([]domain.DeviceKey, len(list))
	for i, d := range list {
		out[i] = d.Key
	}
	return out
}

// ToLink are the chosen devices that can be linked.
func (m *Devices) ToLink() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.State != domain.DeviceLinked })
}

// AllUnlinked are the devices that wait for a job.
func (m *Devices) AllUnlinked() (out []domain.Device) {
	for _, d := range m.all {
		if d.State == domain.DeviceUnlinked && d.Gone.IsZero() {
			out = append(out, d)
		}
	}
	return out
}

// Linked are the chosen devices that are linked.
func (m *Devices) Linked() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.State == domain.DeviceLinked })
}

// Moved are the chosen devices that belong to another customer now.
func (m *Devices) Moved() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.Moved() })
}

// Jobs lists the active jobs that a device can be linked to, by customer and name.
func (m *Devices) Jobs() (out []domain.JobRow) {
	for _, j := range m.jobs {
		if j.State == domain.JobActive {
			out = append(out, j)
		}
	}
	slices.SortFunc(out, func(a, b domain.JobRow) int {
		return cmp.Or(foldCompare(a.Customer.Name, b.Customer.Name), foldCompare(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Link carries links out and imports what the devices did last.
func (m *Devices) Link(links []domain.DeviceLink) {
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		d, err := m.p.Desk.LinkDevices(ctx, links)
		if err == nil && m.p.Sync != nil {
			m.p.Sync() // brings what they did before
		}
		return d, err
	})
}

// Unlink parts the chosen devices from their jobs.
func (m *Devices) Unlink() {
	if list := m.Linked(); len(list) > 0 {
		m.decide(func(ctx context.Context) (domain.Decision, error) {
			return m.p.Desk.UnlinkDevices(ctx, deviceKeys(list))
		})
	}
}

// SwitchIgnored ignores the chosen devices that wait, or asks about ignored ones again.
func (m *Devices) SwitchIgnored() {
	list := m.ToLink()
	if len(list) == 0 {
		return
	}
	on := list[0].State == domain.DeviceUnlinked
	m.decide(func(ctx context.Context) (domain.Decision, error) {
		return m.p.Desk.IgnoreDevices(ctx, deviceKeys(list), on)
	})
}

// ConfirmMove gives the jobs of the chosen devices that moved to their new customers.
func (m *Devices) ConfirmMove(follow bool) {
	if list := m.Moved(); len(list) > 0 {
		m.decide(func(ctx context.Context) (domain.Decision, error) {
			return m.p.Desk.ConfirmMove(ctx, deviceKeys(list), follow)
		})
	}
}

// LinkPreview says what linking devices as suggested makes.
func LinkPreview(links []domain.DeviceLink, known []string) string {
	customers, added := map[string]bool{}, 0
	have := map[string]bool{}
	for _, name := range known {
		have[domain.Fold(name)] = true
	}
	for _, l := range links {
		c := domain.Fold(l.Customer)
		if !customers[c] && !have[c] {
			added++
		}
		customers[c] = true
	}
	text := fmt.Sprintf("%s for %s", Count(len(links), "job"), Count(len(customers), "customer"))
	if added > 0 {
		text += fmt.Sprintf(", %s of them new", Number(added))
	}
	return text + ". What the devices did last is imported at once."
}

// CustomerNames are the customers that jobs belong to.
func (m *Devices) CustomerNames() (out []string) {
	seen := map[string]bool{}
	for _, j := range m.jobs {
		if name := j.Customer.Name; name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	slices.SortFunc(out, foldCompare)
	return out
}
