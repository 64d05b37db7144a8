package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// hyperBackup writes the notification of a Synology Hyper Backup task.
func hyperBackup(j *job, r *run, _ *rand.Rand) letter {
	event := [...]string{"was successfully completed", "partially completed", "has failed"}[r.outcome]
	sentence := [...]string{"was successfully completed.", "was partially completed. Please go to Hyper Backup > Log for more information.", "has failed. Please go to Hyper Backup > Log for more information."}[r.outcome]
	d := int(r.end.Sub(r.start).Seconds())
	reason := ""
	if r.outcome == failed {
		reason = "Reason: " + r.message + "\n"
	}
	return letter{
		subject: fmt.Sprintf("[%s] Data backup task on %s %s", j.host, j.host, event),
		text: fmt.Sprintf("Dear user,\n\nData backup task %s on %s %s\n\nBackup Task: %s\nBackup Target: %s\nStart Time: %s\nDuration: %d Minutes %d Seconds\n%s\nFrom %s\n",
			j.name, j.host, sentence, j.name, j.remote, r.start.Format("Mon, Jan _2 2006 15:04:05"), d/60, d%60, reason, j.host),
	}
}

// activeBackup writes the notification of a Synology Active Backup task.
func activeBackup(j *job, r *run, _ *rand.Rand) letter {
	event := [...]string{"has been completed", "has been partially completed", "has failed"}[r.outcome]
	var b strings.Builder
	fmt.Fprintf(&b, "Dear user,\n\nBackup task %s on %s %s.\n\nTask: %s\n", j.name, j.host, event, j.name)
	for i := range r.things {
		o := &r.things[i]
		fmt.Fprintf(&b, "  - [Computer] %s: %s", o.name, o.outcome.word())
		if o.message != "" {
			b.WriteString(" (" + o.message + ")")
		}
		b.WriteString("\n")
	}
	fmt.Fprintf(&b, "\nFrom %s\n", j.host)
	return letter{
		subject: fmt.Sprintf("[%s] Active Backup for Business - Backup task %s on %s %s", j.host, j.name, j.host, event),
		text:    b.String(),
	}
}
