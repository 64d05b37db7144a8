package review

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// prosePayload is the payload of DecideProse.
type prosePayload struct {
	// Learned is what is understood from now on, or no longer.
	Learned []domain.Learned
	Forget  bool `json:",omitempty"`
	// Runs are those whose acceptance it rests upon.
	Runs []domain.RunKey `json:",omitempty"`
}

var proseKind = func() kind {
	apply, revert := both((*projector).prose)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  proseDependencies,
		permission: asks(rules.ActTeach),
		words: wordsOf(func(p prosePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			lines := phrase("lines", len(p.Learned))
			switch {
			case d.TargetCount() == 0:
				return Phrase{}, false
			case p.Forget:
				return phrase("prose.forgotten", lines, d.FirstTarget()), true
			}
			return phrase("prose.learned", lines, d.FirstTarget()), true
		}),
		follow: func(domain.Decision) followUp { return followUp{prose: true} },
	}
}()

// LearnProse says that prose of a sender is understood from now on. It rests on the runs
// that were marked as success: who takes one of these marks back has to take this back
// first. Stored messages are not read again by it; that is for whoever decided it to start.
func (svc *Service) LearnProse(ctx context.Context, learned []domain.Learned, runs []domain.RunKey) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTeach, domain.DecideProse, func(q domain.Reader, e *entry) error {
		sender, err := oneSender(learned)
		if err != nil {
			return err
		}
		decisions := map[domain.DecisionID]bool{}
		for _, key := range runs {
			r, err := q.RunByKey(key)
			if err != nil {
				return err
			}
			job, err := q.Job(r.JobID)
			if err != nil {
				return err
			}
			if domain.ProseSender(job.Sender) != sender {
				return invalid("refusal.prose_other_sender", sender, job.Sender)
			}
			if r.Marked == "" {
				return conflict("refusal.prose_success_no_more")
			}
			decisions[r.MarkedBy] = true
		}
		if len(decisions) < rules.ProseNeeded {
			return invalid("refusal.prose_few",
				rules.ProseNeeded, len(decisions))
		}
		known, err := q.LearnedProse(sender)
		if err != nil {
			return err
		}
		fresh := without(learned, known)
		if len(fresh) == 0 {
			return conflict("refusal.prose_known")
		}
		for i := range fresh {
			fresh[i].Sender, fresh[i].Decision = sender, e.ID
		}
		e.Targets, e.payload = []string{sender}, prosePayload{Learned: fresh, Runs: runs}
		return nil
	})
}

// ForgetProse says that prose of a sender is understood no longer: what these keys name, or
// all of it without any.
func (svc *Service) ForgetProse(ctx context.Context, sender string, keys ...string) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActTeach, domain.DecideProse, func(q domain.Reader, e *entry) error {
		known, err := q.LearnedProse(domain.ProseSender(sender))
		if err != nil {
			return err
		}
		p := prosePayload{Forget: true}
		for _, l := range known {
			if len(keys) == 0 {
				p.Learned = append(p.Learned, l)
			}
			for _, key := range keys {
				if l.Key() == key {
					p.Learned = append(p.Learned, l)
				}
			}
		}
		if len(p.Learned) == 0 || sender == "" {
			return domain.Refuse(domain.CodeNotFound, "refusal.prose_unknown", sender)
		}
		e.Targets, e.payload = []string{domain.ProseSender(sender)}, p
		return nil
	})
}

func oneSender(learned []domain.Learned) (string, error) {
	sender := ""
	for _, l := range learned {
		s := domain.ProseSender(l.Sender)
		if s == "" || sender != "" && s != sender || len(l.Parts) == 0 {
			return "", invalid("refusal.prose_one_sender")
		}
		sender = s
	}
	if sender == "" {
		return "", invalid("refusal.prose_none")
	}
	return sender, nil
}

// without returns what is not in known.
func without(learned, known []domain.Learned) (out []domain.Learned) {
	keys := map[string]bool{}
	for _, k := range known {
		keys[k.Key()] = true
	}
	for _, l := range learned {
		if !keys[l.Key()] {
			keys[l.Key()] = true
			out = append(out, l)
		}
	}
	return out
}

// prose carries out, or takes back, a decision about prose.
func (pr *projector) prose(d domain.Decision, undo bool) error {
	p, err := payload[prosePayload](d)
	if err != nil {
		return err
	}
	if p.Forget != undo {
		return pr.tx.DeleteProse(p.Learned)
	}
	if pr.redo != nil {
		for _, key := range p.Runs {
			r, err := pr.tx.RunByKey(key)
			if err != nil && !isNotFound(err) {
				return err
			}
			if err == nil && r.Marked == "" {
				return conflict("refusal.prose_not_again")
			}
		}
	}
	return pr.tx.PutProse(p.Learned)
}

// proseThings: each line is made by it, and the marks that it rests upon are needed.
func proseDependencies(d domain.Decision) dependencies {
	p, err := payload[prosePayload](d)
	if err != nil {
		return dependencies{}
	}
	t := dependencies{needs: prefixed("mark:", p.Runs...)}
	for _, l := range p.Learned {
		t.makes = append(t.makes, "prose:"+domain.ProseSender(l.Sender)+":"+l.Key())
	}
	return t
}
