package simulate

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"
)

// The mark-up of Veeam's reports, piece by piece.
const (
	veeamHead = `<?xml version="1.0" encoding="utf-16"?>
<html>
<head>
<META http-equiv="Content-Type" content="text/html; charset=utf-8" />
</head>
<body>
<table cellspacing="0" cellpadding="0" width="100%" border="0" style="border-collapse: collapse;">
`
	veeamOpen = `<tr><td style="border:none; padding: 0px;font-family: Tahoma;font-size: 12px;"><table cellspacing="0" cellpadding="0" width="100%" border="0" style="border-collapse: collapse;">
`
	veeamBanner = `<tr style="height:70px"><td style="width: 80%%;border: none;background-color: %[1]s;color: White;font-weight: bold;font-size: 16px;height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;">%[2]s<div class="jobDescription" style="margin-top: 5px;font-size: 12px;">%[3]s</div></td><td style="border: none;padding: 0px;font-family: Tahoma;font-size: 12px;background-color: %[1]s;color: White;font-weight: bold;font-size: 16px;height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;">%[4]s<div class="jobDescription" style="margin-top: 5px;font-size: 12px;">%[5]s</div></td></tr>
<tr><td colspan="2" style="border: none; padding: 0px;font-family: Tahoma;font-size: 12px;"><table width="100%%" cellspacing="0" cellpadding="0" class="inner" border="0" style="margin: 0px;border-collapse: collapse;">
`
	veeamStrip = `<tr style="height: 17px;"><td colspan="9" class="sessionDetails" style="border-style: solid; border-color:#a7a9ac; border-width: 1px 1px 0 1px;height: 35px;background-color: #f3f4f4;font-size: 16px;vertical-align: middle;padding: 5px 0 0 15px;color: #626365; font-family: Tahoma;"><span>%s</span></td></tr>
`
	veeamDetails = `<tr style="height: 17px;"><td colspan="9" nowrap="" style="height: 35px;background-color: #f3f4f4;font-size: 16px;vertical-align: middle;padding: 5px 0 0 15px;color: #626365; font-family: Tahoma;border: 1px solid #a7a9ac;">Details</td></tr>
<tr class="processObjectsHeader" style="height: 23px">`
	veeamClose  = "</table></td></tr></table></td></tr><tr><td> </td></tr>\n"
	veeamFoot   = `<tr><td style="font-size:12px;color:#626365;padding: 2px 3px 2px 3px;vertical-align: top;font-family: Tahoma;">%s</td></tr>` + "\n</table>\n</body>\n</html>\n"
	veeamStyle  = `padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;`
	veeamCell   = `<td nowrap="" style="` + veeamStyle + `">`
	veeamFirst  = `<td nowrap="" style="width: 1%;` + veeamStyle + `">`
	veeamGrid   = `<td nowrap="" style="width:85px;` + veeamStyle + `">`
	veeamColumn = `<td nowrap="" style="background-color: #e3e3e3;padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;border-top: none;font-family: Tahoma;font-size: 12px;"><b>`
	veeamNote   = `<span class="small_label" style="font-size: 10px;">`
)

var (
	veeamColours = [...]string{"#00B050", "#ffd96c", "#fb9895"}
	veeamInk     = [...]string{"#00B050", "#E0A251", "#ff0000"}
	veeamWords   = [...]string{"Success", "Warning", "Error"}
)

// veeamSort is one sort of Veeam job: its title, what its objects are called and
// what stands below the title.
type veeamSort struct {
	title, noun, description, foot string
}

const veeamBuild = "Veeam Backup &amp; Replication 12.3.1.1139"

var (
	veeamVMs   = veeamSort{title: "Backup job", noun: "VMs", foot: veeamBuild}
	veeamCopy  = veeamSort{title: "Backup Copy job", noun: "VMs", foot: veeamBuild}
	veeamAgent = veeamSort{title: "Agent Backup job", noun: "hosts", description: "Veeam Agent for Microsoft Windows", foot: veeamBuild}
)

// veeam writes the report of a job that handles objects.
func veeam(sort veeamSort) writer {
	return func(j *job, r *run, rng *rand.Rand) letter {
		mode := "Incremental"
		switch {
		case r.attempt > 0:
			mode = fmt.Sprintf("Retry %d", r.attempt)
		case r.full:
			mode = "Full"
		}
		description := sort.description
		if description == "" {
			description = `Created by ` + strings.ToUpper(j.owner.code) + `\veeam.admin at ` + j.locale.short(time.Date(2024, 3, 4, 9, 15, 0, 0, time.UTC)) + "."
		}
		var b strings.Builder
		b.Grow(8<<10 + len(r.things)*1500)
		b.WriteString(veeamHead + veeamOpen)
		fmt.Fprintf(&b, veeamBanner, veeamColours[r.outcome],
			html.EscapeString(fmt.Sprintf("%s: %s (%s)", sort.title, j.name, mode)), html.EscapeString(description),
			veeamWords[r.outcome], fmt.Sprintf("%d of %d %s processed", len(r.things)-r.count(failed), len(r.things), sort.noun))
		fmt.Fprintf(&b, veeamStrip, j.locale.long(r.start))
		veeamSummary(&b, j, r, rng)
		b.WriteString(veeamDetails)
		for _, c := range [...]string{"Name", "Status", "Start time", "End time", "Size", "Read", "Transferred", "Duration", "Details"} {
			b.WriteString(veeamColumn + c + "</b></td>")
		}
		b.WriteString("</tr>\n")
		for i := range r.things {
			veeamRow(&b, j.locale, &r.things[i])
		}
		b.WriteString(veeamClose)
		fmt.Fprintf(&b, veeamFoot, sort.foot)
		return letter{subject: veeamSubject(j, r), html: b.String(), encoding: j.encoding}
	}
}

// veeamSubject is the factory subject: the blank before the issues stays even
// where there are none.
func veeamSubject(j *job, r *run) string {
	issues := ""
	if n := r.count(failed); n > 0 {
		issues = fmt.Sprintf("%d failed", n)
	}
	if n := r.count(warned); n > 0 {
		if issues != "" {
			issues += ", "
		}
		issues += fmt.Sprintf("%d warning", n)
		if n > 1 {
			issues += "s"
		}
	}
	return fmt.Sprintf("[%s] %s (%d objects) %s", r.outcome.word(), j.name, len(r.things), issues)
}

func veeamSummary(b *strings.Builder, j *job, r *run, rng *rand.Rand) {
	size, read, moved := r.sum()
	l := j.locale
	rows := [3][8]string{
		{"Success", fmt.Sprint(r.count(fine)), "Start time", l.clock(r.start), "Total size", l.gigabytes(size), "Backup size", l.gigabytes(moved)},
		{"Warning", fmt.Sprint(r.count(warned)), "End time", veeamEnd(l, r.start, r.end), "Data read", l.gigabytes(read), "Dedupe", l.number(1+rng.Float64()) + "x"},
		{"Error", fmt.Sprint(r.count(failed)), "Duration", clockSpan(r.end.Sub(r.start)), "Transferred", l.gigabytes(moved), "Compression", l.number(1.4+rng.Float64()) + "x"},
	}
	for i, row := range rows {
		b.WriteString(`<tr style="height: 17px;">`)
		for k, cell := range row {
			switch {
			case k == 0:
				b.WriteString(veeamFirst + "<b>" + cell + "</b></td>")
			case k%2 == 0:
				b.WriteString(veeamGrid + "<b>" + cell + "</b></td>")
			default:
				b.WriteString(veeamGrid + cell + "</td>")
			}
		}
		if i == 0 {
			b.WriteString(`<td rowspan="3" style="border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;vertical-align: top;">` + veeamNote)
			for k := range r.things {
				if o := &r.things[k]; o.outcome == failed {
					b.WriteString("Processing " + html.EscapeString(o.name) + " Error: " + html.EscapeString(o.message) + "<br />")
				}
			}
			b.WriteString("</span></td>")
		}
		b.WriteString("</tr>\n")
	}
}

func veeamRow(b *strings.Builder, l locale, o *thing) {
	b.WriteString(`<tr style="height: 17px;">` + veeamCell + html.EscapeString(o.name) + "</td>")
	b.WriteString(veeamCell + `<span style="color: ` + veeamInk[o.outcome] + `;">` + veeamWords[o.outcome] + "</span></td>")
	for _, c := range [...]string{l.clock(o.start), veeamEnd(l, o.start, o.end), l.gigabytes(o.size), l.gigabytes(o.read), l.gigabytes(o.moved), clockSpan(o.end.Sub(o.start))} {
		b.WriteString(veeamCell + c + "</td>")
	}
	note := html.EscapeString(o.message)
	if o.outcome == failed {
		note = "Error: " + note
	}
	b.WriteString(`<td style="` + veeamStyle + `">` + veeamNote + note + "</span></td></tr>\n")
}

// veeamEnd writes an end, with the mark that says it lies on a later day.
func veeamEnd(l locale, start, end time.Time) string {
	if start.YearDay() != end.YearDay() {
		return l.clock(end) + " (+1)"
	}
	return l.clock(end)
}
