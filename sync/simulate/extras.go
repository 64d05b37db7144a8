package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// extras sends what is no report of one run: digests, notices, and mails that
// nobody understands.
func extras(p *post, cs []*company, rng *rand.Rand) {
	morning := latest(p.now, 6, 50)
	for ago := nights - 1; ago >= 0; ago-- {
		// The digest of a second site, whose jobs send no mails of their own.
		at := morning.AddDate(0, 0, -ago)
		c := cs[8]
		blocks := []block{
			{sort: "Backup", name: "Annex servers", start: at.Add(-9 * time.Hour), objects: []string{"MVZ-ANX-DC01", "MVZ-ANX-FS01"}},
			{sort: "Backup", name: "Annex care records", start: at.Add(-8 * time.Hour), objects: []string{"MVZ-ANX-ECD01"}},
			{sort: "Replication", name: "Annex replica", start: at.Add(-6 * time.Hour), objects: []string{"MVZ-ANX-ECD01_replica"}},
		}
		if ago == 0 {
			blocks[2].outcome = failed
		}
		w := want{kind: kindDigest, status: "Success", product: productVeeam}
		if ago == 0 {
			w.status = "Failed"
		}
		p.send(veeamDigest("em01."+c.domain, blocks, rng), "Veeam Enterprise Manager", "veeam@"+c.domain, at, w, rng)

		if ago%7 == 0 {
			b := cs[1]
			p.send(veeamRescan("Servers "+b.name, lower(b.servers(6))), "Veeam Backup", "veeam@"+b.domain, latest(p.now, 22, 0).AddDate(0, 0, -ago),
				want{kind: kindNotice, status: "Success", product: productVeeam}, rng)
		}
	}
	e := cs[19]
	p.send(backupExecInformation(e.server("BE01")), "Backup Exec", "backupexec@"+e.domain, latest(p.now, 3, 10), want{kind: kindNotice, product: productExec}, rng)
	p.send(toner(), "Drucker Empfang", "drucker@"+cs[7].domain, latest(p.now, 6, 12), want{}, rng)

	archive := latest(p.now, 5, 30)
	for ago := 5; ago >= 0; ago-- {
		bad := ""
		if ago == 2 {
			bad = "Bildarchiv"
		}
		a := cs[7]
		start := archive.AddDate(0, 0, -7*ago)
		p.send(homemade("ARCHIV01", start.Add(-2*time.Hour), []string{"Akten", "Bildarchiv", "Buchhaltung", "Vorlagen"}, bad, rng), "Archivdienst", "archivdienst@"+a.domain, start, want{}, rng)
	}

	at := latest(p.now, 4, 47)
	p.mails = append(p.mails, Mail{
		Received: at,
		Raw:      fmt.Appendf(nil, garbled, at.Format(time.RFC1123Z), token(rng, 16)),
	})
}

// latest returns the last such time of day that is well past.
func latest(now time.Time, hour, minute int) time.Time {
	t := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, now.Location())
	if t.After(now.Add(-2 * time.Minute)) {
		t = t.AddDate(0, 0, -1)
	}
	return t
}
