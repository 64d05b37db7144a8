package review

import (
	"context"
	"fmt"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// silencePayload is the payload of DecideSilence.
type silencePayload struct {
	Before map[domain.JobKey]int
	After  int
}

// SetSilence sets after how many days without a run jobs are Missed (product.md, section
// 5): 1 to domain.SilenceMost, domain.SilenceNever, or 0 for what holds for the profile.
// Jobs for which it holds already are left out.
func (svc *Service) SetSilence(ctx context.Context, jobs []int64, days int) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActSchedule, domain.DecideSilence, func(q domain.Queries, e *entry) error {
		if days != 0 && !silenceDays(days) {
			return invalid("Cannot set the silence of a job: use 1 to %d days, or never.", domain.SilenceMost)
		}
		p := silencePayload{Before: map[domain.JobKey]int{}, After: days}
		var name string
		for _, id := range jobs {
			j, err := q.Job(id)
			if err != nil {
				return err
			}
			if _, twice := p.Before[j.Key]; twice || j.Silence == days {
				continue
			}
			p.Before[j.Key] = j.Silence
			name = j.Name
			e.Targets = append(e.Targets, string(j.Key))
		}
		switch len(e.Targets) {
		case 0:
			return conflict("Nothing was changed: these jobs are %s already.", silenceWords(days))
		case 1:
			e.Summary = "silence of " + name + ": " + silenceWords(days)
		default:
			e.Summary = "silence of " + plural(len(e.Targets), "job") + ": " + silenceWords(days)
		}
		e.payload = p
		return nil
	})
}

// SetProfileSilence sets after how many days of silence jobs of this profile are Missed
// that have no schedule and no days of their own: 1 to domain.SilenceMost, or domain.SilenceNever.
func (svc *Service) SetProfileSilence(ctx context.Context, days int) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingSilence, func(before string) (after, summary string, err error) {
		if !silenceDays(days) {
			return "", "", invalid("Cannot set the silence of jobs: use 1 to %d days, or never.", domain.SilenceMost)
		}
		after = strconv.Itoa(days)
		if after == before || before == "" && days == domain.SilenceDefault {
			return "", "", conflict("Nothing was changed: a job without a schedule is %s already.", silenceWords(days))
		}
		return after, "a job without a schedule is " + silenceWords(days), nil
	})
}

func silenceDays(days int) bool {
	return days == domain.SilenceNever || days >= 1 && days <= domain.SilenceMost
}

func silenceWords(days int) string {
	switch days {
	case 0:
		return "missed as the profile says"
	case domain.SilenceNever:
		return "never missed for silence"
	default:
		return fmt.Sprintf("missed after %s without a run", plural(days, "day"))
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
