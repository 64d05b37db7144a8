package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// tenantPlan is one tenant's space with the provider of the demo.
type tenantPlan struct {
	company          int // in companies()
	repository       string
	machines, agents int
	quota            float64 // GB
	full             float64 // percent today; it grew to that
	left             bool    // not in today's report any more
}

// tenantPlans are the demo's tenants: two are nearly full, one left.
var tenantPlans = []tenantPlan{
	{company: 1, repository: "Cloud Vol 01", machines: 6, quota: 2000, full: 61},
	{company: 3, repository: "Cloud Vol 01", machines: 3, quota: 1000, full: 94},
	{company: 6, repository: "Cloud Vol 02", machines: 8, agents: 2, quota: 4000, full: 48},
	{company: 6, repository: "Long term", machines: 8, quota: 8000, full: 72},
	{company: 10, repository: "Cloud Vol 02", agents: 4, quota: 500, full: 92},
	{company: 12, repository: "Cloud Vol 01", machines: 2, quota: 750, full: 55},
	{company: 13, repository: "Cloud Vol 02", machines: 1, quota: 250, full: 12, left: true},
}

// tenantReports sends the provider's daily report of its tenants. Its hour drifts
// later from day to day.
func tenantReports(p *post, cs []*company, rng *rand.Rand) {
	for ago := nights - 1; ago >= 0; ago-- {
		at := latest(p.now, 5, 20).AddDate(0, 0, -ago).Add(time.Duration(nights-ago) * 20 * time.Second)
		p.send(tenantReport(cs, ago), "Veeam Cloud Connect", "cloud-connect@nachtwacht.example", at, want{kind: kindNotice, product: "Cloud Connect"}, rng)
	}
}

func tenantReport(cs []*company, ago int) letter {
	var backup, agents strings.Builder
	row := func(b *strings.Builder, t tenantPlan, counts string) {
		used := t.quota * (t.full - 0.15*float64(ago)) / 100
		active := fmt.Sprintf("%d hours ago", 3+t.company%8)
		fmt.Fprintf(b, "<tr><td>%s</td>%s<td>%s</td><td>Scale-out %s</td><td>%.2f GB</td><td>%.2f GB</td><td>%.2f GB</td><td>%s</td><td>never</td></tr>\n",
			cs[t.company].name, counts, t.repository, t.repository, t.quota, used, t.quota-used, active)
	}
	machines, servers := 0, 0
	for _, t := range tenantPlans {
		if t.left && ago == 0 {
			continue
		}
		if t.machines > 0 {
			machines += t.machines
			row(&backup, t, fmt.Sprintf("<td>%d</td>", t.machines))
		}
		if t.agents > 0 {
			servers += t.agents
			row(&agents, t, fmt.Sprintf("<td>0</td><td>%d</td>", t.agents))
		}
	}
	const space = "<td><b>Repository Name</b></td><td><b>Repository</b></td><td><b>Total quota</b></td><td><b>Used space</b></td><td><b>Free space</b></td><td><b>Last active</b></td><td><b>Expiration date</b></td></tr>\n"
	return letter{
		subject: "Veeam Cloud Connect Report",
		html: `<html><body style="font-family: Tahoma;font-size: 12px;">
<h3>Infrastructure status:</h3><span style="color:#00B050">OK</span>
<h3>Backup</h3>
<table><tr bgcolor="#A7A9AC"><td><b>User</b></td><td><b>Number of VM</b></td>` + space + backup.String() + fmt.Sprintf("<tr><td><b>TOTAL</b></td><td><b>%d</b></td></tr></table>", machines) + `
<h3>Agent</h3>
<table><tr bgcolor="#A7A9AC"><td><b>User</b></td><td><b>Workstation</b></td><td><b>Server</b></td>` + space + agents.String() + fmt.Sprintf("<tr><td><b>TOTAL</b></td><td><b>0</b></td><td><b>%d</b></td></tr></table>", servers) + `
<span style="color:#626365">Veeam Backup &amp; Replication 13.0.1.175</span>
</body></html>
`,
	}
}
