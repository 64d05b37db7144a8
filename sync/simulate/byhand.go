package simulate

import (
	"math/rand/v2"
	"time"
)

// byHand sends the reports of a job without a schedule: it runs when somebody changes
// the tapes, and nobody has changed them for 11 days.
func byHand(p *post, cs []*company, rng *rand.Rand) {
	c := cs[19]
	j := &job{
		owner: c, name: "Duplicate to tape", host: c.server("BE01"), label: "Backup Exec", sender: "backupexec@" + c.domain, locale: c.locale,
		write: backupExec, each: 150 * time.Minute, want: want{kind: kindRun, product: productExec, job: "Duplicate to tape"},
	}
	for _, ago := range []int{40, 33, 26, 11} {
		r := j.runOf(latest(p.now, 10, 15).AddDate(0, 0, -ago), nil, rng)
		p.send(j.write(j, r, rng), j.label, j.sender, r.end, j.wanted(r), rng)
	}
}
