// Package devices is the screen Devices: what services tell of without a mail, and which job
// each device is.
package devices

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/keys"
	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/words"
)

// Model is the view model of the screen Devices (product.md, section 3, Cove
// accounts): what services tell of without a mail, and which job each device is.
type Model struct {
	list.List[domain.Device]
	jobs     map[int64]domain.JobRow
	sync     func()                // asks for a sync; nil where nobody syncs
	sessions []domain.SessionState // how sessions end, in the order of their numbers
}

// deviceRank puts first what asks for a decision.
func deviceRank(d *domain.Device) int {
	switch {
	case d.Moved():
		return 0
	case d.State == domain.DeviceUnlinked && d.MissingSince.IsZero():
		return 1
	case d.State == domain.DeviceLinked:
		return 2
	case d.State == domain.DeviceUnlinked:
		return 3
	}
	return 4
}

// New returns the view model.
func New(p services.Base, sync func(), sessions []domain.SessionState, changed func(list.Part)) *Model {
	m := &Model{List: list.New[domain.Device](p, changed), sync: sync, sessions: sessions}
	m.Key = func(d *domain.Device) string { return string(d.Key) }
	m.Words = func(d *domain.Device) map[string]string {
		state := string(d.State)
		if d.Moved() {
			state += " moved"
		}
		if !d.MissingSince.IsZero() {
			state += " gone"
		}
		state += " " + deviceState(d).Text
		return map[string]string{
			"": strings.Join([]string{d.Customer, d.Name, d.Computer, d.Class, string(d.Key)}, " "), "state": state, "customer": d.Customer,
			"class": d.Class, "status": d.Status.String() + " " + words.Status(d.Status),
		}
	}
	m.SetColumns("state", m.columns()...)
	m.Read = func(ctx context.Context) (out []domain.Device, err error) {
		err = p.Store.Read(ctx, func(q domain.Reader) error {
			out, err = q.Devices()
			return err
		})
		return out, err
	}
	m.Open = func(ctx context.Context, _ domain.Device) (func(), error) {
		jobs := map[int64]domain.JobRow{}
		err := p.Store.Read(ctx, func(q domain.Reader) error {
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

// Title belongs to list.Screen, and so do the following.
func (m *Model) Title() string { return words.T("devices.title") }

// Detail counts them.
func (m *Model) Detail() string {
	n := map[domain.DeviceState]int{}
	moved := 0
	for i := range m.AllRows {
		n[m.AllRows[i].State]++
		if m.AllRows[i].Moved() {
			moved++
		}
	}
	return words.Tally(
		words.N(n[domain.DeviceLinked], "linked"),
		words.N(n[domain.DeviceUnlinked], "not linked"),
		words.N(n[domain.DeviceIgnored], "ignored"),
		words.N(moved, "moved"),
	)
}

// EmptyText explains the empty list.
func (m *Model) EmptyText() string {
	return m.WhenEmpty(words.T("devices.empty"))
}

// columns are what the list shows and what it can be sorted by.
func (m *Model) columns() []list.Column[domain.Device] {
	byName := func(a, b *domain.Device) int {
		return cmp.Or(list.CompareNames(a.Customer, b.Customer), list.CompareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	}
	return []list.Column[domain.Device]{
		list.Tick[domain.Device](),
		{
			ID: "state", Title: words.T("devices.state"), Width: 104,
			Compare: func(a, b *domain.Device) int { return cmp.Or(cmp.Compare(deviceRank(a), deviceRank(b)), byName(a, b)) },
			Cell:    deviceState,
		},
		{
			ID: "status", Title: words.T("devices.newest"), Width: 112,
			Compare: func(a, b *domain.Device) int { return cmp.Or(cmp.Compare(b.Status, a.Status), byName(a, b)) },
			Cell: func(d *domain.Device) list.Cell {
				return list.Cell{Status: d.Status.Known()}
			},
		},
		{
			ID: "customer", Title: words.T("devices.customer"), Width: 60, Flex: 0.9,
			Compare: func(a, b *domain.Device) int { return byName(a, b) },
			Cell: func(d *domain.Device) list.Cell {
				return list.Cell{Text: cmp.Or(d.Customer, words.T("devices.no_customer"))}
			},
		},
		{
			ID: "name", Title: words.T("devices.name"), Width: 80, Flex: 1.2,
			Compare: func(a, b *domain.Device) int { return cmp.Or(list.CompareNames(a.Name, b.Name), byName(a, b)) },
			Cell: func(d *domain.Device) list.Cell {
				return list.Cell{Text: d.Suggested().Name, Secondary: strings.Join(words.NonEmpty(d.Class, d.Computer), " · "), Bold: true}
			},
		},
		{
			ID: "last", Title: words.T("devices.last"), Width: 78, Right: true,
			Compare: func(a, b *domain.Device) int { return cmp.Or(b.Last.Compare(a.Last), byName(a, b)) },
			Cell: func(d *domain.Device) list.Cell {
				if d.Last.IsZero() {
					return list.Cell{Text: words.T("devices.never_ran"), Tone: words.Faint}
				}
				return list.Cell{Text: words.When(d.Last, m.Params.Clock().In(m.Params.Location)), Tone: words.Faint}
			},
		},
	}
}

func deviceState(d *domain.Device) list.Cell {
	switch {
	case !d.MissingSince.IsZero():
		return list.Cell{Text: words.T("devices.is_gone"), Tone: words.Warn}
	case d.Moved():
		return list.Cell{Text: words.T("devices.is_moved"), Tone: words.Warn}
	case d.State == domain.DeviceUnlinked:
		return list.Cell{Text: words.T("devices.is_unlinked"), Bold: true}
	case d.State == domain.DeviceIgnored:
		return list.Cell{Text: words.T("devices.is_ignored"), Tone: words.Faint}
	}
	return list.Cell{Text: words.T("devices.is_linked"), Tone: words.Faint}
}

// Heading names the selected device.
func (m *Model) Heading() string {
	if d := m.Row(); d != nil {
		return d.Suggested().Name
	}
	return ""
}

// Facts tells what is known about the selected device.
func (m *Model) Facts() []words.DetailField {
	d := m.Row()
	if d == nil {
		return nil
	}
	fact := func(label, text string) words.DetailField { return words.DetailField{Label: label, Text: text} }
	facts := []words.DetailField{
		fact(words.T("devices.customer"), cmp.Or(d.Customer, words.T("devices.none"))),
		fact(words.T("devices.name"), d.Name),
		fact(words.T("devices.computer"), cmp.Or(d.Computer, words.T("devices.none"))),
		fact(words.T("devices.class"), d.Class),
		fact(words.T("devices.key"), string(d.Key)),
		fact(words.T("devices.first_seen"), words.Stamp(d.FirstSeen.In(m.Params.Location), words.DateClock)),
	}
	if !d.MissingSince.IsZero() {
		since := words.Stamp(d.MissingSince.In(m.Params.Location), words.DateClock)
		facts = append(facts, words.DetailField{
			Label: words.T("devices.gone"), Text: words.T("devices.gone_since", "time", since), Tone: words.Warn,
		})
	}
	if j, ok := m.jobs[d.Job]; ok {
		facts = append(facts, fact(words.T("devices.job"), words.T("devices.job_of", "job", j.Name, "customer", j.Customer.Name)))
	}
	if d.Moved() {
		text := words.T("devices.moved_to", "customer", d.Customer, "key", m.Params.Keys.On(ID, keys.ConfirmMove))
		if d.Customer == "" {
			text = words.T("devices.moved_away", "key", m.Params.Keys.On(ID, keys.ConfirmMove))
		}
		facts = append(facts, words.DetailField{Label: words.T("devices.moved"), Text: text, Tone: words.Warn})
	}
	return facts
}

// Below says where the runs are: under the job.
func (m *Model) Below() list.DetailTable {
	b := list.DetailTable{
		Title: words.T("devices.job"),
		Columns: []list.Head{
			{ID: "status", Title: words.T("devices.newest"), Width: 112},
			{ID: "job", Title: words.T("devices.job"), Width: 120, Flex: 1},
			{ID: "customer", Title: words.T("devices.customer"), Width: 120, Flex: 1},
		},
		Empty: words.T("devices.not_linked"),
	}
	d := m.Row()
	if d == nil {
		return b
	}
	if j, ok := m.jobs[d.Job]; ok {
		b.Rows = append(b.Rows, []list.Cell{{Status: j.Status.Known()}, {Text: j.Name}, {Text: j.Customer.Name}})
	}
	return b
}

// May reports whether devices may be linked.
func (m *Model) May() bool { return m.Params.Desk.May(rules.ActLink) }

// chosenIn returns the ticked devices, or the selected one, that are in a state.
func (m *Model) chosenIn(fits func(*domain.Device) bool) (out []domain.Device) {
	if !m.May() {
		return nil
	}
	for _, d := range m.ChosenRows() {
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
func (m *Model) ToLink() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.State != domain.DeviceLinked })
}

// AllUnlinked are the devices that wait for a job.
func (m *Model) AllUnlinked() (out []domain.Device) {
	for _, d := range m.AllRows {
		if d.State == domain.DeviceUnlinked && d.MissingSince.IsZero() {
			out = append(out, d)
		}
	}
	return out
}

// Linked are the chosen devices that are linked.
func (m *Model) Linked() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.State == domain.DeviceLinked })
}

// Moved are the chosen devices that belong to another customer now.
func (m *Model) Moved() []domain.Device {
	return m.chosenIn(func(d *domain.Device) bool { return d.Moved() })
}

// Jobs lists the active jobs that a device can be linked to, by customer and name.
func (m *Model) Jobs() (out []domain.JobRow) {
	for _, j := range m.jobs {
		if j.State == domain.JobActive {
			out = append(out, j)
		}
	}
	slices.SortFunc(out, func(a, b domain.JobRow) int {
		return cmp.Or(list.CompareNames(a.Customer.Name, b.Customer.Name), list.CompareNames(a.Name, b.Name), cmp.Compare(a.ID, b.ID))
	})
	return out
}

// Link carries links out and imports what the devices did last.
func (m *Model) Link(links []domain.DeviceLink) {
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		d, err := m.Params.Desk.LinkDevices(ctx, links)
		if err == nil && m.sync != nil {
			m.sync() // brings what they did before
		}
		return d, err
	})
}

// Unlink parts the chosen devices from their jobs.
func (m *Model) Unlink() {
	if list := m.Linked(); len(list) > 0 {
		m.Decide(func(ctx context.Context) (domain.Decision, error) {
			return m.Params.Desk.UnlinkDevices(ctx, deviceKeys(list))
		})
	}
}

// SwitchIgnored ignores the chosen devices that wait, or asks about ignored ones again.
func (m *Model) SwitchIgnored() {
	list := m.ToLink()
	if len(list) == 0 {
		return
	}
	on := list[0].State == domain.DeviceUnlinked
	m.Decide(func(ctx context.Context) (domain.Decision, error) {
		return m.Params.Desk.IgnoreDevices(ctx, deviceKeys(list), on)
	})
}

// ConfirmMove gives the jobs of the chosen devices that moved to their new customers.
func (m *Model) ConfirmMove(follow bool) {
	if list := m.Moved(); len(list) > 0 {
		m.Decide(func(ctx context.Context) (domain.Decision, error) {
			return m.Params.Desk.ConfirmMove(ctx, deviceKeys(list), follow)
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
	jobs, of := words.Count(len(links), "job"), words.Count(len(customers), "customer")
	if added > 0 {
		return words.T("devices.link_preview_new", "jobs", jobs, "customers", of, "n", added)
	}
	return words.T("devices.link_preview", "jobs", jobs, "customers", of)
}

// CustomerNames are the customers that jobs belong to.
func (m *Model) CustomerNames() (out []string) {
	seen := map[string]bool{}
	for _, j := range m.jobs {
		if name := j.Customer.Name; name != "" && !seen[name] {
			seen[name] = true
			out = append(out, name)
		}
	}
	slices.SortFunc(out, list.CompareNames)
	return out
}
