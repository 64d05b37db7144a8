package review

import (
	"context"
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// joinPayload is the payload of DecideJoin.
type joinPayload struct {
	Into domain.JobKey
	// Keys lead to the job from now on; each with the job that it led to before, "" for
	// none.
	Keys map[domain.JobKey]domain.JobKey
	// Runs move to the job, each from the job that it leaves.
	Runs map[domain.RunKey]domain.JobKey `json:",omitempty"`
	// Ends are approved jobs that end in it, as they were.
	Ends map[domain.JobKey]string `json:",omitempty"`
	// Schedule was set by hand for one of them, where the job had none.
	Schedule *domain.Schedule `json:",omitempty"`
	// Rules are the overrides of the jobs that end: they hold for the job from now on.
	Rules []domain.DecisionID `json:",omitempty"`
	Names names               `json:",omitzero"`
}

var joinKind = func() kind {
	apply, revert := both((*projector).join)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  joinDependencies,
		permission: asks(rules.ActApprove),
		words: wordsOf(func(p joinPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
			job := phrase("of", p.Names.Job, p.Names.Customer)
			if len(p.Runs) == 0 {
				return phrase("join.reports", job), true
			}
			return phrase("join.runs", phrase("runs", len(p.Runs)), job), true
		}),
	}
}()

// Join says that reports which are filed under other keys are those of a job from now on.
// The runs of jobs that have these keys move to it, with all that was decided about them;
// their overrides, tickets, acceptances and a schedule set by hand hold for it, and
// approved ones among them go into the archive. Jobs of two customers are never joined.
func (svc *Service) Join(ctx context.Context, into domain.JobKey, keys []domain.JobKey) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActApprove, domain.DecideJoin, func(q domain.Reader, e *entry) error {
		job, err := q.JobByKey(into)
		if err != nil {
			return err
		}
		if job.State != domain.JobActive {
			return invalid("refusal.join_state", job.Name, job.State)
		}
		schedules, err := q.Schedules()
		if err != nil {
			return err
		}
		p := joinPayload{
			Into: job.Key, Keys: map[domain.JobKey]domain.JobKey{}, Runs: map[domain.RunKey]domain.JobKey{}, Ends: map[domain.JobKey]string{},
		}
		for _, key := range keys {
			if err := p.add(q, job, key, schedules); err != nil {
				return err
			}
		}
		if len(p.Keys) == 0 {
			return conflict("refusal.join_same", job.Name)
		}
		if p.Rules, err = rulesOf(q, p.Ends); err != nil {
			return err
		}
		for _, key := range slices.Sorted(keysOf(p.Keys)) {
			e.Targets = append(e.Targets, string(key))
		}
		e.Targets = append(e.Targets, string(job.Key))
		p.Names = names{Job: job.Name, Customer: job.Customer.Name}
		e.payload = p
		return nil
	})
}

// add takes a key, and what leads to it, into the plan.
func (p *joinPayload) add(q domain.Reader, job domain.Job, key domain.JobKey, schedules map[int64]domain.Schedule) error {
	led, err := q.JoinedWith(key)
	if err != nil || key == job.Key || led == job.Key {
		return err
	}
	if _, twice := p.Keys[key]; twice {
		return nil
	}
	if led != "" { // another job has its runs; only what comes is this one's
		p.Keys[key] = led
		return nil
	}
	p.Keys[key] = ""
	other, err := q.JobByKey(key)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if other.State != domain.JobPending {
		if other.Customer.ID != job.Customer.ID {
			return conflict("refusal.join_two_customers",
				other.Name, other.Customer.Name, job.Name, job.Customer.Name)
		}
		p.Ends[key] = string(other.State)
		if s, ok := schedules[other.ID]; ok && p.Schedule == nil {
			if _, has := schedules[job.ID]; !has {
				p.Schedule = &s
			}
		}
	}
	runs, err := q.AllRuns(other.ID)
	if err != nil {
		return err
	}
	for _, r := range runs {
		p.Runs[r.Key] = key
	}
	more, err := q.JoinedKeys(key)
	for _, k := range more {
		p.Keys[k] = key
	}
	return err
}

// rulesOf lists the overrides of jobs.
func rulesOf(q domain.Reader, jobs map[domain.JobKey]string) (out []domain.DecisionID, err error) {
	all, err := q.Overrides()
	for _, o := range all {
		if _, ok := jobs[o.Job]; ok {
			out = append(out, o.Key)
		}
	}
	return out, err
}

func keysOf[V any](m map[domain.JobKey]V) func(yield func(domain.JobKey) bool) {
	return func(yield func(domain.JobKey) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// joinThings: the jobs are others than before, and so is what the rules of those that end
// are about.
func joinDependencies(d domain.Decision) dependencies {
	t := dependencies{makes: append(prefixed("job:", d.Targets...), prefixed("owner:", d.Targets...)...)}
	if p, err := payload[joinPayload](d); err == nil {
		t.makes = append(t.makes, prefixed("rule:", p.Rules...)...)
	}
	return t
}

// join carries a join out, or takes it back.
func (pr *projector) join(d domain.Decision, undo bool) error {
	p, err := payload[joinPayload](d)
	if err != nil {
		return err
	}
	into, err := pr.tx.JobByKey(p.Into)
	if isNotFound(err) {
		return nil
	}
	if err != nil {
		return err
	}
	if undo {
		if err := pr.setJoinedKeys(p, undo); err != nil {
			return err
		}
	}
	// The jobs that leave are found by their keys only while these lead to no other.
	var moved []int64
	for _, key := range slices.Sorted(keysOf(p.Keys)) {
		if p.Keys[key] != "" {
			continue
		}
		other, err := pr.tx.JobByKey(key)
		if isNotFound(err) {
			continue
		}
		if err != nil {
			return err
		}
		if state, ok := p.Ends[key]; ok {
			if !undo {
				state = string(domain.JobArchived)
			}
			if err := pr.tx.SetJob(other.ID, domain.JobState(state), other.Customer.ID); err != nil {
				return err
			}
		}
		to := into.ID
		if undo {
			to = other.ID
		}
		for _, run := range runsFrom(p.Runs, key) {
			r, err := pr.tx.RunByKey(run)
			if isNotFound(err) {
				continue
			}
			if err != nil {
				return err
			}
			if r.JobID != to {
				if err := pr.tx.SetRunJob(r.ID, to); err != nil {
					return err
				}
				moved = append(moved, r.ID)
			}
		}
	}
	if !undo {
		if err := pr.setJoinedKeys(p, undo); err != nil {
			return err
		}
	}
	if p.Schedule != nil {
		after := p.Schedule
		if undo {
			after = nil
		}
		if err := pr.tx.PutSchedule(into.ID, after); err != nil {
			return err
		}
	}
	pr.book = nil
	return pr.judgeWaiting(moved)
}

// setJoinedKeys makes the keys lead to the job, or where they led before.
func (pr *projector) setJoinedKeys(p joinPayload, undo bool) error {
	for _, key := range slices.Sorted(keysOf(p.Keys)) {
		to := p.Into
		if undo {
			to = p.Keys[key]
		}
		if err := pr.tx.SetJoined(key, to); err != nil {
			return err
		}
	}
	return nil
}

// judgeWaiting computes those of the runs again that nobody reviewed.
func (pr *projector) judgeWaiting(ids []int64) error {
	if pr.rebuilding {
		return nil // all that waits is judged at the end
	}
	var waiting []int64
	for _, id := range ids {
		r, err := pr.tx.Run(id)
		if err != nil {
			return err
		}
		if r.Review == nil {
			waiting = append(waiting, id)
		}
	}
	return pr.judgeRuns(waiting)
}

func runsFrom(runs map[domain.RunKey]domain.JobKey, job domain.JobKey) []domain.RunKey {
	var out []domain.RunKey
	for run, from := range runs {
		if from == job {
			out = append(out, run)
		}
	}
	slices.Sort(out)
	return out
}
