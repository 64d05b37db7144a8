package review

import (
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// linkPayload is the payload of DecideLink: what became of devices and of their jobs.
type linkPayload struct {
	Devices []linkedDevice
	Made    []string `json:",omitempty"` // customers added with it
	// Tickets are open tickets about the customers, with the waiting runs of the jobs that
	// they are linked to: to link a device approves its job.
	Tickets map[domain.DecisionID][]domain.RunKey `json:",omitempty"`
	Names   names                                 `json:",omitzero"`
}

var linkKind = func() kind {
	apply, revert := both((*projector).link)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  linkDependencies,
		permission: asks(rules.ActLink),
		words:      wordsOf(linkWords),
		lost:       importedBefore,
		follow:     func(domain.Decision) followUp { return followUp{devices: true} },
	}
}()

func linkWords(p linkPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	if len(p.Devices) == 0 {
		return Phrase{}, false
	}
	first, several := p.Devices[0], len(p.Devices) > 1
	what := phrase("text", p.Names.Device)
	if several {
		what = phrase("devices", len(p.Devices))
	}
	switch was, is := first.Before.State, first.After.State; {
	case was == domain.DeviceLinked && is == domain.DeviceLinked && several:
		return phrase("link.moved.devices", what), true
	case was == domain.DeviceLinked && is == domain.DeviceLinked:
		return phrase("link.moved", p.Names.Job, p.Names.Customer), true
	case is == domain.DeviceLinked && several:
		return linkedSeveral(p, what), true
	case is == domain.DeviceLinked && first.Job == nil:
		return Phrase{}, false
	case is == domain.DeviceLinked && (p.Names.Device == "" || p.Names.Device == first.Job.Name):
		return phrase("link.job", first.Job.Name, first.Job.Customer), true
	case is == domain.DeviceLinked:
		return phrase("link.device", what, first.Job.Name, first.Job.Customer), true
	case is == domain.DeviceIgnored:
		return phrase("link.ignored", what), true
	case was == domain.DeviceIgnored:
		return phrase("link.asked", what), true
	}
	return phrase("link.unlinked", what), true
}

func linkedSeveral(p linkPayload, devices Phrase) Phrase {
	jobs := map[domain.JobKey]bool{}
	for _, one := range p.Devices {
		jobs[one.After.Job] = true
	}
	if len(p.Made) > 0 {
		return phrase("link.devices.customers", devices, phrase("jobs", len(jobs)), phrase("customers", len(p.Made)))
	}
	return phrase("link.devices", devices, phrase("jobs", len(jobs)))
}

// importedBefore notes what was imported of devices: what is linked again by a redo is not
// imported again.
func importedBefore(q domain.Reader, d domain.Decision, u *undoPayload) ([]domain.DecisionID, error) {
	p, err := payload[linkPayload](d)
	if err != nil {
		return nil, err
	}
	for _, one := range p.Devices {
		device, err := q.DeviceByKey(one.Device)
		if err != nil && !isNotFound(err) {
			return nil, err
		}
		if device.Imported != "" {
			if u.Imported == nil {
				u.Imported = map[domain.DeviceKey]string{}
			}
			u.Imported[one.Device] = device.Imported
		}
	}
	return []domain.DecisionID{d.ID}, nil
}

// linkTickets fills in the open tickets about the customers that jobs come to belong to.
func (p *linkPayload) linkTickets(q domain.Reader) error {
	jobs := map[string][]string{}
	for _, one := range p.Devices {
		if one.Job != nil && one.Job.Was != "" && (one.Job.Was == domain.JobPending || one.Job.WasCustomer != one.Job.Customer) {
			jobs[one.Job.Customer] = append(jobs[one.Job.Customer], string(one.Job.Key))
		}
	}
	for name, keys := range jobs {
		c, err := q.CustomerByName(name)
		if isNotFound(err) {
			continue // added with it: no ticket is about them
		}
		if err != nil {
			return err
		}
		found, err := ticketsOf(q, c, keys)
		if err != nil {
			return err
		}
		for key, runs := range found {
			if p.Tickets == nil {
				p.Tickets = map[domain.DecisionID][]domain.RunKey{}
			}
			p.Tickets[key] = append(p.Tickets[key], runs...)
		}
	}
	return nil
}

type linkedDevice struct {
	Device        domain.DeviceKey
	Before, After deviceLink
	Job           *linkedJob `json:",omitempty"` // nil where no job changed
}

// deviceLink is what is decided about a device; Job is empty unless it is linked.
type deviceLink struct {
	State domain.DeviceState
	Job   domain.JobKey `json:",omitempty"`
	Owner string        `json:",omitempty"`
	At    time.Time     `json:",omitzero"`
	// Imported is the print of which a run was made: what is linked again by an undo is
	// not imported again.
	Imported string `json:",omitempty"`
}

// linkedJob is the job that a device was linked to, as it is when it is new, and what
// it was before.
type linkedJob struct {
	Key                         domain.JobKey
	Sender, Product, Type, Name string
	Customer                    string
	Was                         domain.JobState `json:",omitempty"` // "": the job is new
	WasCustomer                 string          `json:",omitempty"`
	WasSince                    time.Time       `json:",omitzero"`
}

// deviceSender stands in job keys where a mail has its sender.
func deviceSender(d domain.Device) string { return string(d.Source) }

// newJob is the job of a device that gets one of its own. Its key holds what the
// service never changes, so that a renamed device keeps its job.
func newJob(d domain.Device, name string) linkedJob {
	return linkedJob{
		Key:    domain.NewJobKey(deviceSender(d), d.Product(), "", string(d.Key)),
		Sender: deviceSender(d), Product: d.Product(), Type: d.Class, Name: name,
	}
}

// LinkDevices links devices to jobs, or makes jobs and customers for them, in one
// decision. What the devices did last comes with the next import.
func (svc *Service) LinkDevices(ctx context.Context, links []domain.DeviceLink) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActLink, domain.DecideLink, func(q domain.Reader, e *entry) error {
		p := linkPayload{}
		made := map[string]bool{}
		for _, l := range links {
			device, err := q.DeviceByKey(l.Device)
			if err != nil {
				return err
			}
			if device.State == domain.DeviceLinked {
				continue
			}
			one, err := linkOne(q, device, l, e.At, made, &p)
			if err != nil {
				return err
			}
			p.Devices = append(p.Devices, one)
			p.Names.Device = l.Name
			e.Targets = append(e.Targets, string(device.Key))
		}
		if len(p.Devices) == 0 {
			return conflict("refusal.none_linked")
		}
		if err := p.linkTickets(q); err != nil {
			return err
		}
		e.payload = p
		return nil
	})
}

func linkOne(
	q domain.Reader,
	device domain.Device,
	l domain.DeviceLink,
	at time.Time,
	made map[string]bool,
	p *linkPayload,
) (linkedDevice, error) {
	one := linkedDevice{Device: device.Key}
	var err error
	if one.Before, err = linkOf(q, device); err != nil {
		return one, err
	}
	if l.Job != 0 {
		job, err := q.Job(l.Job)
		if err != nil {
			return one, err
		}
		if job.State != domain.JobActive {
			return one, conflict(
				"refusal.link_state",
				device.Name,
				job.Name,
				job.State,
			)
		}
		one.Job = &linkedJob{
			Key:         job.Key,
			Sender:      job.Sender,
			Product:     job.Product,
			Type:        job.Type,
			Name:        job.Name,
			Customer:    job.Customer.Name,
			Was:         job.State,
			WasCustomer: job.Customer.Name,
			WasSince:    job.Since,
		}
	} else {
		customer, err := customerName(l.Customer)
		if err != nil {
			return one, err
		}
		known, err := q.CustomerByName(customer)
		switch {
		case err == nil:
			customer = known.Name
		case !isNotFound(err):
			return one, err
		case !made[domain.Fold(customer)]:
			made[domain.Fold(customer)] = true
			p.Made = append(p.Made, customer)
		}
		name := strings.TrimSpace(l.Name)
		if name == "" {
			name = device.Suggested().Name
		}
		job := newJob(device, name)
		job.Customer = customer
		switch before, err := q.JobByKey(job.Key); {
		case err == nil:
			job.Was, job.WasCustomer, job.WasSince, job.Name = before.State, before.Customer.Name, before.Since, before.Name
		case !isNotFound(err):
			return one, err
		}
		one.Job = &job
	}
	one.After = deviceLink{State: domain.DeviceLinked, Job: one.Job.Key, Owner: device.Owner, At: at}
	return one, nil
}

func linkOf(q domain.Reader, device domain.Device) (deviceLink, error) {
	l := deviceLink{State: device.State, Owner: device.LinkedOwner, At: device.LinkedAt, Imported: device.Imported}
	if device.Job == 0 {
		return l, nil
	}
	job, err := q.Job(device.Job)
	l.Job = job.Key
	return l, err
}

// UnlinkDevices parts devices from their jobs. The jobs and their runs stay; nothing
// more comes from the devices, and nothing of them is missed.
func (svc *Service) UnlinkDevices(ctx context.Context, keys []domain.DeviceKey) (domain.Decision, error) {
	return svc.setDevices(ctx, keys, domain.DeviceLinked, domain.DeviceUnlinked, "refusal.none_unlinked")
}

// IgnoreDevices takes devices out of what asks for a decision, or with on false asks
// about ignored ones again.
func (svc *Service) IgnoreDevices(ctx context.Context, keys []domain.DeviceKey, on bool) (domain.Decision, error) {
	if on {
		return svc.setDevices(ctx, keys, domain.DeviceUnlinked, domain.DeviceIgnored, "refusal.none_ignored")
	}
	return svc.setDevices(ctx, keys, domain.DeviceIgnored, domain.DeviceUnlinked, "refusal.none_asked")
}

func (svc *Service) setDevices(ctx context.Context, keys []domain.DeviceKey, from, to domain.DeviceState,
	none string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActLink, domain.DecideLink, func(q domain.Reader, e *entry) error {
		p := linkPayload{}
		for _, key := range keys {
			device, err := q.DeviceByKey(key)
			if err != nil {
				return err
			}
			if device.State != from {
				continue
			}
			before, err := linkOf(q, device)
			if err != nil {
				return err
			}
			p.Names.Device = device.Suggested().Name
			p.Devices = append(p.Devices, linkedDevice{Device: key, Before: before, After: deviceLink{State: to}})
			e.Targets = append(e.Targets, string(key))
		}
		if len(p.Devices) == 0 {
			return conflict(none)
		}
		e.payload = p
		return nil
	})
}

// ConfirmMove answers that devices belong to another customer of the service than when
// they were linked: with follow their jobs go to the customer of that name, who is
// added if new; without it everything stays.
func (svc *Service) ConfirmMove(ctx context.Context, keys []domain.DeviceKey, follow bool) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActLink, domain.DecideLink, func(q domain.Reader, e *entry) error {
		p := linkPayload{}
		made := map[string]bool{}
		for _, key := range keys {
			device, err := q.DeviceByKey(key)
			if err != nil {
				return err
			}
			if !device.Moved() {
				continue
			}
			one := linkedDevice{Device: key}
			if one.Before, err = linkOf(q, device); err != nil {
				return err
			}
			one.After = one.Before
			one.After.Owner = device.Owner
			job, err := q.Job(device.Job)
			if err != nil {
				return err
			}
			customer := job.Customer.Name
			if follow {
				customer = device.Suggested().Customer
				known, err := q.CustomerByName(customer)
				switch {
				case err == nil:
					customer = known.Name
				case !isNotFound(err):
					return err
				case !made[domain.Fold(customer)]:
					made[domain.Fold(customer)] = true
					p.Made = append(p.Made, customer)
				}
				one.Job = &linkedJob{
					Key:         job.Key,
					Sender:      job.Sender,
					Product:     job.Product,
					Type:        job.Type,
					Name:        job.Name,
					Customer:    customer,
					Was:         job.State,
					WasCustomer: job.Customer.Name,
					WasSince:    job.Since,
				}
			}
			p.Devices = append(p.Devices, one)
			e.Targets = append(e.Targets, string(key))
			p.Names = names{Job: job.Name, Customer: customer}
		}
		if len(p.Devices) == 0 {
			return conflict("refusal.none_moved")
		}
		if err := p.linkTickets(q); err != nil {
			return err
		}
		e.payload = p
		return nil
	})
}

func linkDependencies(d domain.Decision) dependencies {
	p, err := payload[linkPayload](d)
	if err != nil {
		return dependencies{}
	}
	t := dependencies{makes: append(customerNames(p.Made...), linkNames(p.Tickets)...)}
	for _, one := range p.Devices {
		t.makes = append(t.makes, prefixed("device:", one.Device)...)
		if one.Job != nil {
			t.makes = append(t.makes, "job:"+string(one.Job.Key), "owner:"+string(one.Job.Key))
			t.needs = append(t.needs, customerNames(one.Job.Customer, one.Job.WasCustomer)...)
		}
	}
	return t
}

func (pr *projector) link(d domain.Decision, undo bool) error {
	p, err := payload[linkPayload](d)
	if err != nil {
		return err
	}
	if undo {
		if err := pr.unlinkTickets(p.Tickets, d.ID); err != nil {
			return err
		}
	}
	for _, one := range p.Devices {
		to := one.After
		if undo {
			to = one.Before
		}
		// The job first: a device cannot be linked to none.
		if one.Job != nil && !undo {
			if err := pr.linkJob(*one.Job, d.At); err != nil {
				return err
			}
		}
		if err := pr.setDevice(one.Device, to); err != nil {
			return err
		}
		if one.Job != nil && undo {
			if err := pr.unlinkJob(*one.Job); err != nil {
				return err
			}
		}
	}
	if !undo {
		return pr.linkTickets(p.Tickets, d.ID)
	}
	for _, name := range p.Made {
		c, err := pr.tx.CustomerByName(name)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if err := pr.tx.DeleteCustomer(c.ID); err != nil && domain.CodeOf(err) != domain.CodeConflict {
			return err
		}
	}
	return nil
}

func (pr *projector) linkJob(l linkedJob, at time.Time) error {
	c, err := pr.customerNamed(l.Customer)
	if err != nil {
		return err
	}
	j, err := pr.tx.PutJob(
		domain.Job{Key: l.Key, Sender: l.Sender, Product: l.Product, Type: l.Type, Name: l.Name, State: domain.JobPending},
	)
	if err != nil {
		return err
	}
	if l.Was == domain.JobArchived {
		if err := pr.tx.SetSince(j.ID, at); err != nil {
			return err
		}
	}
	return pr.tx.SetJob(j.ID, domain.JobActive, c.ID)
}

// unlinkJob puts a job back to what it was. One that was new stays as long as it has
// runs, in no list.
func (pr *projector) unlinkJob(l linkedJob) error {
	j, err := pr.tx.JobByKey(l.Key)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if l.Was == "" || l.Was == domain.JobPending {
		if err := pr.tx.SetJob(j.ID, domain.JobPending, 0); err != nil {
			return err
		}
		return pr.tx.DeleteEmptyJob(j.ID)
	}
	c, err := pr.tx.CustomerByName(l.WasCustomer)
	if err != nil {
		return err
	}
	if err := pr.tx.SetSince(j.ID, l.WasSince); err != nil {
		return err
	}
	return pr.tx.SetJob(j.ID, l.Was, c.ID)
}

func (pr *projector) setDevice(key domain.DeviceKey, l deviceLink) error {
	device, err := pr.tx.DeviceByKey(key)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	device.State, device.Job, device.LinkedOwner, device.LinkedAt = l.State, 0, l.Owner, l.At
	if l.Job != "" {
		job, err := pr.tx.JobByKey(l.Job)
		if isNotFound(err) {
			return nil // the job went with its last run
		}
		if err != nil {
			return err
		}
		device.Job = job.ID
	}
	if err := pr.tx.SetDevice(device); err != nil || l.Imported == "" || l.State != domain.DeviceLinked || device.Imported != "" {
		return err
	}
	return pr.tx.SetImported(device.ID, l.Imported)
}
