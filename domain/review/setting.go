package review

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
)

var settingKind = func() kind {
	apply, revert := both((*projector).setting)
	return kind{
		apply:     apply,
		revert:    revert,
		undoable:  true,
		dependsOn: makes("setting:"),
		permission: func(d domain.Decision) rules.Action {
			if known, ok := setting.Of(domain.SettingKey(strings.Join(d.Targets, ""))); ok {
				return known.Action
			}
			return rules.ActSettings
		},
		words: wordsOf(settingWords),
		follow: func(d domain.Decision) followUp {
			return followUp{attempts: slices.Contains(d.Targets, string(domain.SettingNightStart))}
		},
	}
}()

func settingWords(p change[string], d domain.Decision, loc *time.Location) (Phrase, bool) {
	if d.TargetCount() != 1 || p.Before == nil || p.After == nil {
		return Phrase{}, false
	}
	switch key := domain.SettingKey(d.FirstTarget()); key {
	case domain.SettingNightStart:
		return phrase("setting.night", rules.NightsOf(*p.After, loc).Start, rules.NightsOf(*p.Before, loc).Start), true
	case domain.SettingAttempts:
		return phrase("setting.attempts", *p.After), true
	case domain.SettingSilence:
		days, err := strconv.Atoi(*p.After)
		return phrase("setting.silence", silencePhrase(days)), err == nil
	case domain.SettingSyncMinutes:
		minutes, err := strconv.Atoi(*p.After)
		return phrase("setting.sync", phrase("minutes", minutes)), err == nil
	case domain.SettingFirstReach:
		days, err := strconv.Atoi(*p.After)
		return phrase("setting.reach", phrase("days", days)), err == nil
	case domain.SettingTeamKept:
		days, err := strconv.Atoi(*p.After)
		return phrase("setting.team_kept", phrase("days", days)), err == nil
	case domain.SettingCopies:
		copies, err := strconv.Atoi(*p.After)
		return phrase("setting.copies", phrase("copies", copies)), err == nil
	case domain.SettingKeepOriginals, domain.SettingKeepBodies, domain.SettingKeepHistory:
		days, err := strconv.Atoi(*p.After)
		return keptFor(key, days), err == nil
	case domain.SettingLanguage:
		if *p.After == "" {
			return phrase("setting.language.system"), true
		}
		return phrase("setting.language", *p.After), true
	case domain.SettingProxy:
		p, err := domain.ParseProxy(*p.After)
		return proxyPhrase(p), err == nil
	default:
		return phrase("setting", string(key)), true
	}
}

// SetSetting changes a setting that people choose by a value, as Definition.Parse reads it.
// Who may is Definition.Action. A value that the setting cannot have is CodeInvalid, one
// that holds already CodeConflict.
func (svc *Service) SetSetting(ctx context.Context, key domain.SettingKey, text string) (domain.Decision, error) {
	d, ok := setting.Of(key)
	if !ok || d.Kind == setting.Own || d.Personal || d.Section == setting.Internal {
		return domain.Decision{}, invalid("refusal.setting_no_value", key)
	}
	after, ok := d.Parse(text)
	if !ok {
		return domain.Decision{}, invalid("refusal.setting_value", key, text, d.Wanted())
	}
	return svc.changeSetting(ctx, key, func(before string) (string, error) {
		if now, ok := d.Parse(before); ok && now == after {
			return "", conflict("refusal.setting_same", key, orSystem(after))
		}
		return after, nil
	})
}

// changeSetting decides about one setting of the profile. choose gets the value that there
// is, "" for none, and returns the new one.
func (svc *Service) changeSetting(
	ctx context.Context,
	key domain.SettingKey,
	choose func(before string) (after string, err error),
) (domain.Decision, error) {
	known, ok := setting.Of(key)
	if !ok {
		return domain.Decision{}, invalid("refusal.setting_unknown", key)
	}
	return svc.decide(ctx, known.Action, domain.DecideSetting, func(q domain.Reader, e *entry) error {
		before, err := q.Setting(key)
		if err != nil && !isNotFound(err) {
			return err
		}
		after, err := choose(before)
		if err != nil {
			return err
		}
		e.Targets = []string{string(key)}
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
		return invalid("refusal.entry_no_setting", d.ID)
	}
	known, ok := setting.Of(domain.SettingKey(d.Targets[0]))
	if !ok || known.Personal {
		return nil // of another version of the program, which alone knows what it is for, or held it to be the team's
	}
	return pr.tx.PutSetting(known.Key, *value)
}

// orSystem is the value of a setting as it is said: without one that of the system holds.
func orSystem(value string) Phrase {
	if value == "" {
		return phrase("refusal.setting_system")
	}
	return phrase("text", value)
}

// keptFor says how long something is kept, 0 days for ever.
func keptFor(key domain.SettingKey, days int) Phrase {
	span := phrase("days", days)
	switch {
	case key == domain.SettingKeepOriginals && days == 0:
		return phrase("setting.keep.originals.always")
	case key == domain.SettingKeepOriginals:
		return phrase("setting.keep.originals", span)
	case key == domain.SettingKeepBodies && days == 0:
		return phrase("setting.keep.bodies.always")
	case key == domain.SettingKeepBodies:
		return phrase("setting.keep.bodies", span)
	case days == 0:
		return phrase("setting.keep.history.always")
	}
	return phrase("setting.keep.history", span)
}
