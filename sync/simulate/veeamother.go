package simulate

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"
)

// veeamConfig writes the report of the backup of the backup server's own settings.
func veeamConfig(j *job, r *run, rng *rand.Rand) letter {
	l := j.locale
	body := fmt.Sprintf(`<html><head><META http-equiv="Content-Type" content="text/html; charset=utf-8" /></head><body>
<table width="100%%" style="border-collapse: collapse;font-family: Tahoma;font-size: 12px;"><tr style="background-color:%s;color:White;font-weight:bold;height:70px"><td>Configuration Backup job: %s</td><td>%s</td></tr>
<tr><td colspan="2"><table class="inner"><tr><td>Start time</td><td>%s</td><td>End time</td><td>%s</td></tr><tr><td>Duration</td><td>%s</td><td>Backup size</td><td>%s MB</td></tr></table></td></tr></table>
%s</body></html>
`, veeamColours[r.outcome], html.EscapeString(j.host), veeamWords[r.outcome], l.clock(r.start), l.clock(r.end),
		clockSpan(r.end.Sub(r.start)), l.number(30+30*rng.Float64()), veeamBuild)
	return letter{
		subject:  fmt.Sprintf("[%s] Backup Configuration Job (%s)", r.outcome.word(), l.short(r.end)),
		html:     body,
		encoding: j.encoding,
	}
}

// block is one job in a digest.
type block struct {
	sort, name string
	outcome    outcome
	start      time.Time
	objects    []string
}

// veeamDigest writes the daily summary of Enterprise Manager: many jobs, one mail.
func veeamDigest(host string, blocks []block, rng *rand.Rand) letter {
	var counts [3]int
	var b strings.Builder
	b.WriteString(veeamHead)
	for _, k := range blocks {
		counts[k.outcome]++
		b.WriteString(veeamOpen)
		fmt.Fprintf(&b, veeamBanner, veeamColours[k.outcome], html.EscapeString(fmt.Sprintf("%s job: %s (%s)", k.sort, k.name, host)),
			`Created by DEMO\veeam.admin`, [...]string{"1 Success", "1 Warning", "1 Failed"}[k.outcome], "")
		b.WriteString(veeamDetails)
		for _, c := range [...]string{"Name", "Status", "Start time", "End time", "Performance Rate", "Size", "Read", "Transferred", "Duration"} {
			b.WriteString(veeamColumn + c + "</b></td>")
		}
		b.WriteString("</tr>\n")
		at := k.start
		for i, o := range k.objects {
			end := at.Add(time.Duration(60+rng.IntN(900)) * time.Second)
			state := fine
			if i == 0 {
				state = k.outcome
			}
			b.WriteString(`<tr style="height: 17px;">` + veeamCell + html.EscapeString(o) + "</td>" + veeamCell +
				`<span style="color: ` + veeamInk[state] + `;">` + veeamWords[state] + "</span></td>")
			for _, c := range [...]string{at.Format("01/02/2006 15:04:05"), end.Format("01/02/2006 15:04:05"), fmt.Sprintf("%d MB/s", 20+rng.IntN(90)),
				"120.0 GB", "2.4 GB", "1.1 GB", clockSpan(end.Sub(at))} {
				b.WriteString(veeamCell + c + "</td>")
			}
			b.WriteString("</tr>\n")
			at = end
		}
		b.WriteString(veeamClose)
	}
	fmt.Fprintf(&b, veeamFoot, "Veeam Backup Enterprise Manager 12.3.1.1139")
	return letter{
		subject: fmt.Sprintf("Last 24 hours: %d Errors, %d Warnings, %d Successes", counts[failed], counts[warned], counts[fine]),
		html:    b.String(),
	}
}

// veeamRescan writes the daily rescan of a protection group, which looks like a
// backup report and is none.
func veeamRescan(group string, hosts []string) letter {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-16"?>
<html><head><META http-equiv="Content-Type" content="text/html; charset=utf-8" /></head><body>
<table cellspacing="0" cellpadding="0" width="100%" border="0" style="border-collapse: collapse;"><tr style="height:70px"><td style="width: 80%;border: none;background-color: #00B050;color: White;font-weight: bold;font-size: 16px;height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;">` + html.EscapeString(group) + `</td><td style="background-color: #00B050;color: White;font-weight: bold;font-size: 16px;font-family: Tahoma;">Success</td></tr>
<tr><td colspan="2"><table width="100%" class="inner" border="0" style="margin: 0px;border-collapse: collapse;">
`)
	n := len(hosts)
	fmt.Fprintf(&b, `<tr><td nowrap=""><b>Assigned</b></td><td>%d</td><td nowrap=""><b>Success</b></td><td>%d</td><td rowspan="3"><span class="small_label" style="font-size: 10px;">No new hosts found.</span></td></tr>
<tr><td nowrap=""><b>Seen</b></td><td>%d</td><td nowrap=""><b>Warnings</b></td><td>0</td></tr>
<tr><td nowrap=""><b>Updated</b></td><td>0</td><td nowrap=""><b>Errors</b></td><td>0</td></tr>
<tr class="processObjectsHeader"><td><b>Name</b></td><td><b>IP address</b></td><td><b>Status</b></td><td><b>Operating System</b></td><td><b>Details</b></td></tr>
`, n, n, n)
	for i, h := range hosts {
		fmt.Fprintf(&b, `<tr><td>%s</td><td>198.51.100.%d</td><td><span style="color: #00B050;">Success</span></td><td>Microsoft Windows Server 2022 (21H2, 64-bit)</td><td>Backup agent installation is not required</td></tr>
`, html.EscapeString(h), 20+i)
	}
	b.WriteString("</table></td></tr></table></body></html>\n")
	return letter{
		subject:  fmt.Sprintf("[Success] %s: (0 new hosts found (%d total, %d seen)", group, n, n),
		html:     b.String(),
		encoding: "quoted-printable",
	}
}
