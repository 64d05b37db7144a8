package review

import (
	"context"
	"slices"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

var settingKind = func() kind {
	apply, revert := both((*projector).setting)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("setting:"),
		permission: asks(rules.ActSettings),
		words:      wordsOf(settingWords),
		follow: func(d domain.Decision) followUp {
			return followUp{attempts: slices.Contains(d.Targets, rules.SettingNightStart)}
		},
	}
}()

func settingWords(p change[string], d domain.Decision, loc *time.Location) (Phrase, bool) {
	if len(d.Targets) != 1 || p.Before == nil || p.After == nil {
		return Phrase{}, false
	}
	switch key := d.Targets[0]; key {
	case rules.SettingNightStart:
		return phrase("setting.night", rules.NightsOf(*p.After, loc).Start, rules.NightsOf(*p.Before, loc).Start), true
	case domain.SettingAttempts:
		return phrase("setting.attempts", *p.After), true
	case domain.SettingSilence:
		days, err := strconv.Atoi(*p.After)
		return phrase("setting.silence", silencePhrase(days)), err == nil
	case domain.SettingProxy:
		p, err := domain.ParseProxy(*p.After)
		return proxyPhrase(p), err == nil
	default:
		return phrase("setting", key), true
	}
}

// changeSetting decides about one setting of the profile (Admin). choose gets the value that there
// is, "" for none, and returns the new one.
func (svc *Service) changeSetting(
	ctx context.Context,
	key string,
	choose func(before string) (after string, err error),
) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSettings, domain.DecideSetting, func(q domain.Reader, e *entry) error {
		before, err := q.Setting(key)
		if err != nil && !isNotFound(err) {
			return err
		}
		after, err := choose(before)
		if err != nil {
			return err
		}
		e.Targets = []string{key}
		e.payload = change[string]{Before: &before, After: &after}
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
