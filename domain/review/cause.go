package review

import (
	"context"
	"slices"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// MostCauseName is how many letters the name of a cause may have.
const MostCauseName = 80

// causePayload is the payload of DecideCause. Text is what the cause says, for people.
type causePayload struct {
	Before, After domain.CauseMark
	// More are the others that change in the same decision.
	More  []causeChange `json:",omitempty"`
	Text  string
	Names names `json:",omitzero"`
}

// causeChange is what a decision makes of one cause.
type causeChange struct{ Before, After domain.CauseMark }

var causeKind = func() kind {
	apply, revert := both((*projector).cause)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("cause:"),
		permission: asks(rules.ActReview),
		words: wordsOf(func(p causePayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
			switch {
			case len(p.After.Out) > len(p.Before.Out):
				return phrase("cause.out", p.Names.Job, brief(p.Text)), true
			case len(p.After.Out) < len(p.Before.Out):
				return phrase("cause.in", p.Names.Job, brief(p.Text)), true
			case p.After.PartOf != p.Before.PartOf && p.After.PartOf != "":
				return phrase("cause.joined", brief(p.Text)), true
			case p.After.PartOf != p.Before.PartOf:
				return phrase("cause.parted", brief(p.Text)), true
			case p.After.Name == "":
				return phrase("cause.unnamed", brief(p.Text)), true
			}
			return phrase("cause.named", brief(p.Text), p.After.Name), true
		}),
	}
}()

// NameCause gives a cause a name that stands instead of its text, "" takes it away.
func (svc *Service) NameCause(ctx context.Context, key, text, name string) (domain.Decision, error) {
	name = strings.TrimSpace(name)
	if len([]rune(name)) > MostCauseName || strings.ContainsAny(name, "\r\n") {
		return domain.Decision{}, invalid("refusal.cause_name", MostCauseName)
	}
	return svc.changeCause(ctx, key, text, func(_ domain.Reader, p *causePayload) error {
		p.After.Name = name
		return nil
	})
}

// JoinCauses makes causes part of another one, "" parts them.
func (svc *Service) JoinCauses(ctx context.Context, keys []string, text, other string) (domain.Decision, error) {
	if len(keys) == 0 {
		return domain.Decision{}, invalid("refusal.cause_no_key")
	}
	return svc.changeCause(ctx, keys[0], text, func(q domain.Reader, p *causePayload) error {
		marks, err := q.CauseMarks()
		if err != nil {
			return err
		}
		for at := other; at != ""; at = marks[at].PartOf {
			if slices.Contains(keys, at) {
				return invalid("refusal.cause_part")
			}
		}
		p.After.PartOf = other
		for _, key := range keys[1:] {
			before := marks[key]
			before.Key = key
			after := before
			after.PartOf = other
			if before.PartOf != other {
				p.More = append(p.More, causeChange{before, after})
			}
		}
		return nil
	})
}

// TakeOutOfCause says that a job has a cause for a reason of its own, or no longer.
func (svc *Service) TakeOutOfCause(ctx context.Context, key, text string, job int64, out bool) (domain.Decision, error) {
	return svc.changeCause(ctx, key, text, func(q domain.Reader, p *causePayload) error {
		j, err := q.Job(job)
		if err != nil {
			return err
		}
		p.Names.Job = j.Name
		if is := slices.Contains(p.Before.Out, j.Key); is == out {
			return nil
		}
		p.After.Out = slices.DeleteFunc(slices.Clone(p.Before.Out), func(k domain.JobKey) bool { return k == j.Key })
		if out {
			p.After.Out = append(p.After.Out, j.Key)
			slices.Sort(p.After.Out)
		}
		return nil
	})
}

func (svc *Service) changeCause(
	ctx context.Context, key, text string, change func(domain.Reader, *causePayload) error,
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideCause, func(q domain.Reader, e *entry) error {
		if key == "" {
			return invalid("refusal.cause_no_key")
		}
		marks, err := q.CauseMarks()
		if err != nil {
			return err
		}
		before := marks[key]
		before.Key = key
		p := causePayload{Before: before, After: before, Text: text}
		if err := change(q, &p); err != nil {
			return err
		}
		if a, b := p.After, p.Before; len(p.More) == 0 && a.Name == b.Name && a.PartOf == b.PartOf && slices.Equal(a.Out, b.Out) {
			return conflict("refusal.cause_same")
		}
		e.Targets, e.payload = []string{key}, p
		for _, c := range p.More {
			e.Targets = append(e.Targets, c.Before.Key)
		}
		return nil
	})
}

func (pr *projector) cause(d domain.Decision, undo bool) error {
	p, err := payload[causePayload](d)
	if err != nil {
		return err
	}
	for _, c := range append([]causeChange{{p.Before, p.After}}, p.More...) {
		mark := c.After
		if undo {
			mark = c.Before
		}
		if err := pr.tx.PutCauseMark(mark); err != nil {
			return err
		}
	}
	return nil
}
