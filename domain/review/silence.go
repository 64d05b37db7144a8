package review

import (
	"context"
	"strconv"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// silencePayload is the payload of DecideSilence.
type silencePayload struct {
	Before map[domain.JobKey]int
	After  int
	Names  names `json:",omitzero"`
}

var silenceKind = func() kind {
	apply, revert := both((*projector).silence)
	return kind{
		apply:      apply,
		revert:     revert,
		undoable:   true,
		dependsOn:  makes("job:"),
		permission: asks(rules.ActSchedule),
		words: wordsOf(func(p silencePayload, d domain.Decision, _ *time.Location) (Phrase, bool) {
			if d.TargetCount() == 1 {
				return phrase("silence", p.Names.Job, silencePhrase(p.After)), true
			}
			return phrase("silence", phrase("jobs", d.TargetCount()), silencePhrase(p.After)), true
		}),
	}
}()

// SetSilence sets after how many days without a run jobs are Missed (product.md, section
// 5): 1 to domain.SilenceMost, domain.SilenceNever, or 0 for what holds for the profile.
// Jobs for which it holds already are left out.
func (svc *Service) SetSilence(ctx context.Context, jobs []int64, days int) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSchedule, domain.DecideSilence, func(q domain.Reader, e *entry) error {
		if days != 0 && !silenceDays(days) {
			return invalid("refusal.silence_job", domain.SilenceMost)
		}
		p := silencePayload{Before: map[domain.JobKey]int{}, After: days}
		for _, id := range jobs {
			j, err := q.Job(id)
			if err != nil {
				return err
			}
			if _, twice := p.Before[j.Key]; twice || j.Silence == days {
				continue
			}
			p.Before[j.Key] = j.Silence
			p.Names.Job = j.Name
			e.Targets = append(e.Targets, string(j.Key))
		}
		if len(e.Targets) == 0 {
			return conflict("refusal.silence_same", silencePhrase(days))
		}
		e.payload = p
		return nil
	})
}

// SetProfileSilence sets after how many days of silence jobs of this profile are Missed
// that have no schedule and no days of their own: 1 to domain.SilenceMost, or domain.SilenceNever.
func (svc *Service) SetProfileSilence(ctx context.Context, days int) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingSilence, func(before string) (string, error) {
		if !silenceDays(days) {
			return "", invalid("refusal.silence_jobs", domain.SilenceMost)
		}
		after := strconv.Itoa(days)
		if after == before || before == "" && days == domain.SilenceDefault {
			return "", conflict(
				"refusal.silence_all_same", silencePhrase(days),
			)
		}
		return after, nil
	})
}

func silenceDays(days int) bool {
	return days == domain.SilenceNever || days >= 1 && days <= domain.SilenceMost
}

func silencePhrase(days int) Phrase {
	switch days {
	case 0:
		return phrase("silence.profile")
	case domain.SilenceNever:
		return phrase("silence.never")
	default:
		return phrase("silence.days", phrase("days", days))
	}
}

func (pr *projector) silence(d domain.Decision, undo bool) error {
	p, err := payload[silencePayload](d)
	if err != nil {
		return err
	}
	return pr.eachJob(d.Targets, func(j domain.Job) error {
		if undo {
			return pr.tx.SetSilence(j.ID, p.Before[j.Key])
		}
		return pr.tx.SetSilence(j.ID, p.After)
	})
}
