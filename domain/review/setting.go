package review

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// changeSetting decides about one setting of the profile (Admin). choose gets the value that there
// is, "" for none, and returns the new one and what people read.
func (svc *Service) changeSetting(
	ctx context.Context,
	key string,
	choose func(before string) (after, summary string, err error),
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSettings, domain.DecideSetting, func(q domain.Queries, e *entry) error {
		before, err := q.Setting(key)
		if err != nil && !isNotFound(err) {
			return err
		}
		after, summary, err := choose(before)
		if err != nil {
			return err
		}
		e.Targets = []string{key}
		e.payload, e.Summary = change[string]{Before: &before, After: &after}, summary
		return nil
	})
}

// setting puts what a decision about a setting says, or what was there before it.
func (pr *projector) setting(d domain.Decision, undo bool) error {
	p, err := payload[change[string]](d)
	if err != nil {
		return err
	}
	_, value := p.ends(undo)
	if len(d.Targets) != 1 || value == nil {
		return invalid("The journal entry %s about a setting does not name it.", d.ID)
	}
	return pr.tx.PutSetting(d.Targets[0], *value)
}
