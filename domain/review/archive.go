package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// archivePayload is the payload of DecideArchive.
type archivePayload struct {
	Archive bool
	Since   map[domain.JobKey]time.Time // when each came back last, before this decision
	Names   names                       `json:",omitzero"`
}

var archiveKind = func() kind {
	apply, revert := both((*projector).archive)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("job:"),
		permission: asks(rules.ActArchive),
		words: wordsOf(func(p archivePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			what := phrase("jobs", d.TargetCount())
			if d.TargetCount() == 1 {
				what = phrase("of", p.Names.Job, p.Names.Customer)
			}
			if p.Archive {
				return phrase("archive.on", what), true
			}
			return phrase("archive.off", what), true
		}),
		follow: expectsJobs,
	}
}()

// expectsJobs follows decisions about when their targets, which are jobs, run.
func expectsJobs(d domain.Decision) followUp {
	f := followUp{attempts: len(d.Targets) > 0}
	for _, key := range d.Targets {
		f.jobs = append(f.jobs, domain.JobKey(key))
	}
	return f
}

// Archive takes jobs out of every list, or with on false brings archived ones back.
// What they reported stays; nothing is missed from before the return.
func (svc *Service) Archive(ctx context.Context, jobs []int64, on bool) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActArchive, domain.DecideArchive, func(q domain.Reader, e *entry) error {
		from, none := domain.JobActive, "refusal.none_archived"
		if !on {
			from, none = domain.JobArchived, "refusal.none_unarchived"
		}
		p := archivePayload{Archive: on, Since: map[domain.JobKey]time.Time{}}
		for _, id := range jobs {
			j, err := q.Job(id)
			if err != nil {
				return err
			}
			if j.State != from {
				continue
			}
			p.Names = names{Job: j.Name, Customer: j.Customer.Name}
			p.Since[j.Key] = j.Since
			e.Targets = append(e.Targets, string(j.Key))
		}
		if len(e.Targets) == 0 {
			return conflict(none)
		}
		e.payload = p
		return nil
	})
}

func (pr *projector) archive(d domain.Decision, undo bool) error {
	p, err := payload[archivePayload](d)
	if err != nil {
		return err
	}
	return pr.eachJob(d.Targets, func(j domain.Job) error {
		state, since := domain.JobActive, d.At
		if p.Archive != undo {
			state = domain.JobArchived
		}
		if p.Archive || undo {
			since = p.Since[j.Key]
		}
		if err := pr.tx.SetJob(j.ID, state, j.Customer.ID); err != nil {
			return err
		}
		return pr.tx.SetSince(j.ID, since)
	})
}
