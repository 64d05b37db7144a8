package vm

import (
	"cmp"
	"fmt"
	"math"
	"time"

	"runchecks/domain"
)

// pace tells from how fast a sync goes how long it still takes.
type pace struct {
	at   time.Time // of the first report with a plan
	done int       // at that time
}

// A pace is believed once it was watched for some time and over some things.
const (
	paceTime   = 3 * time.Second
	paceThings = 20
)

// see looks at a report; the first one with a plan is what the pace is measured from.
func (s *pace) see(p domain.SyncProgress, now time.Time) {
	if s.at.IsZero() && p.Total > 0 {
		s.at, s.done = now, p.Done
	}
}

// syncs are the syncs under way, by account: several run beside each other.
type syncs map[string]*syncing

type syncing struct {
	progress domain.SyncProgress
	pace     pace
}

// see takes a report over.
func (s syncs) see(p domain.SyncProgress, now time.Time) {
	if p.Finished {
		delete(s, p.Account)
		return
	}
	one := s[p.Account]
	if one == nil {
		one = &syncing{}
		s[p.Account] = one
	}
	one.progress = p
	one.pace.see(p, now)
}

// words says how far the syncs are, "" where none is under way.
func (s syncs) words(now time.Time) string {
	var all domain.SyncProgress
	for name, one := range s {
		if len(s) == 1 {
			text, left := one.pace.words(one.progress, now)
			if left != "" {
				text += ", " + left
			}
			return name + ": " + text
		}
		if one.progress.Things == "" {
			all.Done += one.progress.Done
			all.Total += one.progress.Total
		}
	}
	if len(s) == 0 {
		return ""
	}
	text, _ := pace{}.words(all, now)
	return Count(len(s), "account") + ": " + text
}

// words says how far a sync is: "1,240 of 5,600 messages", and how long it still takes,
// "" where nobody can tell yet.
func (s pace) words(p domain.SyncProgress, now time.Time) (text, left string) {
	thing := cmp.Or(p.Things, "message")
	if p.Total == 0 {
		if p.Done == 0 {
			return "connecting…", ""
		}
		return Count(p.Done, thing), ""
	}
	took, did := now.Sub(s.at), p.Done-s.done
	if !s.at.IsZero() && p.Done < p.Total && took >= paceTime && did >= paceThings {
		left = leftWords(time.Duration(float64(took) / float64(did) * float64(p.Total-p.Done)))
	}
	return fmt.Sprintf("%s of %s", Number(p.Done), Count(p.Total, thing)), left
}

func leftWords(d time.Duration) string {
	switch {
	case d < time.Minute:
		return "less than a minute left"
	case d < 90*time.Minute:
		return fmt.Sprintf("%d min left", int(math.Ceil(d.Minutes())))
	}
	return fmt.Sprintf("%d h left", int(math.Round(d.Hours())))
}
