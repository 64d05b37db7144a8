package simulate

import (
	"fmt"
	"iter"
	"time"
)

// Bulk yields n Veeam reports of about size bytes each, for benchmarks. They are
// made one at a time, so that the memory measured is the reader's.
func Bulk(n, size int) iter.Seq[Mail] {
	return func(yield func(Mail) bool) {
		c := companies()[6]
		j := &job{
			owner: c, label: "Veeam Backup", sender: "veeam@" + c.domain, locale: c.locale, encoding: "base64",
			each: 2 * time.Minute, want: want{kind: kindRun, product: productVeeam, job: "Bulk"},
		}
		// A report without objects is about 11 KB as it is sent, each object 2 KB.
		for i := range max(1, (size-11<<10)/(2<<10)) {
			j.objects = append(j.objects, fmt.Sprintf("JRF-VM%03d", i+1))
			j.gigs = append(j.gigs, float64(40+i*17%900))
		}
		rng := dice(1, "bulk")
		write := veeam(veeamVMs)
		start := time.Date(2026, 1, 1, 20, 0, 0, 0, time.UTC)
		for i := range n {
			j.name = fmt.Sprintf("Bulk %02d", i%50)
			r := j.runOf(start.Add(time.Duration(i)*time.Minute), chanceVeeam.draw(rng), rng)
			m := Mail{Received: r.end.Add(time.Minute), want: j.wanted(r)}
			m.Raw = seal(write(j, r, rng), j.label, j.sender, r.end, m.Received, rng)
			if !yield(m) {
				return
			}
		}
	}
}
