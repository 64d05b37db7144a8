package review

import (
	"context"
	"strconv"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// SetNightStart sets the hour, 0 to 23, at which a night of this profile begins: the
// business day that Daily jobs and the sign-off sheet go by.
func (svc *Service) SetNightStart(ctx context.Context, hour int) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingNightStart, func(before string) (string, error) {
		if hour < 0 || hour > 23 {
			return "", invalid("refusal.night_hour", hour)
		}
		if rules.NightsOf(before, svc.p.Location).Start == hour {
			return "", conflict("refusal.night_same", hour)
		}
		return strconv.Itoa(hour), nil
	})
}

// SetAttemptJudge sets by which attempt the row of a night counts, where a job tried more
// than once.
func (svc *Service) SetAttemptJudge(ctx context.Context, judge domain.AttemptJudge) (domain.Decision, error) {
	return svc.changeSetting(ctx, domain.SettingAttempts, func(before string) (string, error) {
		if judge != domain.JudgeLast && judge != domain.JudgeWorst {
			return "", invalid("refusal.attempts_unknown", judge)
		}
		if domain.AttemptJudgeOf(before) == judge {
			return "", conflict("refusal.attempts_same", judge)
		}
		return string(judge), nil
	})
}
