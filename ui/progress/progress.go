// Package progress says how far syncs are and how long they still take. It reads no clock.
package progress

import (
	"cmp"
	"math"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

// Pace tells from how fast a sync goes how long it still takes.
type pace struct {
	at   time.Time // of the first report with a plan
	done int       // at that time
}

// A pace is believed once it was watched for some time and over some things.
const (
	paceTime   = 3 * time.Second
	paceThings = 20
)

// Report looks at a report; the first one with a plan is what the pace is measured from.
func (s *pace) report(p domain.SyncProgress, now time.Time) {
	if s.at.IsZero() && p.Total > 0 {
		s.at, s.done = now, p.Done
	}
}

// Syncs are the syncs under way, by account: several run beside each other.
type Syncs map[string]*syncing

type syncing struct {
	Progress domain.SyncProgress
	Pace     pace
}

// Report takes a report over.
func (s Syncs) Report(p domain.SyncProgress, now time.Time) {
	if p.Finished {
		delete(s, p.Account)
		return
	}
	one := s[p.Account]
	if one == nil {
		one = &syncing{}
		s[p.Account] = one
	}
	one.Progress = p
	one.Pace.report(p, now)
}

// Text says how far the syncs are, "" where none is under way.
func (s Syncs) Text(now time.Time) string {
	var all domain.SyncProgress
	for name, one := range s {
		if len(s) == 1 {
			text, left := one.Pace.Text(one.Progress, now)
			if left != "" {
				text = words.T("progress.with_left", "progress", text, "left", left)
			}
			return words.T("progress.of", "account", name, "progress", text)
		}
		if one.Progress.Things == "" {
			all.Done += one.Progress.Done
			all.Total += one.Progress.Total
		}
	}
	if len(s) == 0 {
		return ""
	}
	text, _ := pace{}.Text(all, now)
	return words.T("progress.of", "account", words.Count(len(s), "account"), "progress", text)
}

// Text says how far a sync is: "1,240 of 5,600 messages", and how long it still takes,
// "" where nobody can tell yet.
func (s pace) Text(p domain.SyncProgress, now time.Time) (text, left string) {
	thing := cmp.Or(p.Things, "message")
	if p.Total == 0 {
		if p.Done == 0 {
			return words.T("progress.connecting"), ""
		}
		return words.Count(p.Done, thing), ""
	}
	took, did := now.Sub(s.at), p.Done-s.done
	if !s.at.IsZero() && p.Done < p.Total && took >= paceTime && did >= paceThings {
		left = leftWords(time.Duration(float64(took) / float64(did) * float64(p.Total-p.Done)))
	}
	return words.T("progress.done_of", "done", p.Done, "all", words.Count(p.Total, thing)), left
}

func leftWords(d time.Duration) string {
	switch {
	case d < time.Minute:
		return words.T("progress.last_minute")
	case d < 90*time.Minute:
		return words.T("progress.minutes_left", "n", int(math.Ceil(d.Minutes())))
	}
	return words.T("progress.hours_left", "n", int(math.Round(d.Hours())))
}
