package simulate

import (
	"math/rand/v2"
	"strings"
)

// forge sends one report that looks like those of a nightly job and comes from somebody
// else: its server fails DMARC, and only that tells it from a good one.
func forge(p *post, jobs []*job, holdBack map[string]bool, rng *rand.Rand) {
	for _, j := range jobs {
		_, domain, _ := strings.Cut(j.sender, "@")
		if j.story != (story{}) || j.days != nightly || holdBack[j.sender] || !signs(domain) {
			continue
		}
		end := latest(p.now, 6, 40)
		r := j.runOf(end.Add(-j.longest()), nil, rng)
		l := j.write(j, r, rng)
		l.forged = true
		p.send(l, j.label, j.sender, end, j.wanted(r), rng)
		return
	}
}
