package simulate

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
	"time"
)

const vzdumpBorder = ` style="border: 1px solid;border-collapse=collapse;"`

// vzdump writes the report of a Proxmox VE host, in the layout of version 8 and
// later. Its cells close with the wrong tag, as the real ones do.
func vzdump(j *job, r *run, _ *rand.Rand) letter {
	table := [][6]string{{"VMID", "Name", "Status", "Time", "Size", "Filename"}}
	var log strings.Builder
	size, bad := 0.0, 0
	var ids []string
	for i := range r.things {
		o := &r.things[i]
		id := fmt.Sprint(100 + i)
		ids = append(ids, id)
		row := [6]string{id, o.name, "ok", briefSpan(o.end.Sub(o.start)), fmt.Sprintf("%.3f GiB", o.size), "vm/" + id + "/" + o.start.UTC().Format(time.RFC3339)}
		say := func(t time.Time, format string, args ...any) {
			fmt.Fprintf(&log, "%s: %s %s\n", id, t.Format("2006-01-02 15:04:05"), fmt.Sprintf(format, args...))
		}
		say(o.start, "INFO: Starting Backup of VM %s (qemu)", id)
		say(o.start, "INFO: status = running")
		say(o.start, "INFO: VM Name: %s", o.name)
		say(o.start, "INFO: backup mode: snapshot")
		if o.outcome == failed {
			row[2], row[4], row[5] = "err", "0 B", "null"
			say(o.end, "ERROR: %s", o.message)
			say(o.end, "INFO: aborting backup job")
			say(o.end, "ERROR: Backup of VM %s failed - %s", id, o.message)
			bad++
		} else {
			size += o.size
			say(o.start.Add(time.Second), "INFO: include disk 'scsi0' 'local-zfs:vm-%s-disk-0' %.0fG", id, o.size)
			say(o.start.Add(2*time.Second), "INFO: creating Proxmox Backup Server archive '%s'", row[5])
			say(o.end, "INFO: transferred %.2f GiB in %d seconds", o.moved, int(o.end.Sub(o.start).Seconds()))
			say(o.end, "INFO: Finished Backup of VM %s (%s)", id, fullSpan(o.end.Sub(o.start)))
		}
		table = append(table, row)
	}
	command := fmt.Sprintf("vzdump %s --storage %s --mode snapshot --quiet 1 --mailnotification always\n\n\n", strings.Join(ids, " "), j.remote)
	total := briefSpan(r.end.Sub(r.start))

	var text, page strings.Builder
	text.WriteString("\nDetails\n=======\n")
	var width [6]int
	for _, row := range table {
		for k, c := range row {
			width[k] = max(width[k], len(c))
		}
	}
	page.WriteString("<html>\n    <body>\n        \n        <h1 style=\"font-size: 1.2em\">Details</h1>\n        <table" + vzdumpBorder + ">\n")
	for i, row := range table {
		tag := "td"
		if i == 0 {
			tag = "th"
		}
		page.WriteString("            <tr>\n")
		for k, c := range row {
			if k < 5 {
				fmt.Fprintf(&text, "%-*s", width[k]+4, c)
			} else {
				text.WriteString(c + "\n")
			}
			page.WriteString("                <" + tag + vzdumpBorder + ">" + html.EscapeString(c) + "</th>\n")
		}
		page.WriteString("            </tr>\n")
	}
	fmt.Fprintf(&text, "\nTotal running time: %s\nTotal size: %.3f GiB\n\nLogs\n====\n%s%s", total, size, command, log.String())
	fmt.Fprintf(&page, `        </table>
        <br/>
        Total running time: %s<br/>
        Total size: %.3f GiB<br/>
        <h1 style="font-size: 1.2em">Logs</h1>
        <pre>%s</pre>
    </body>
</html>
`, total, size, html.EscapeString(command+log.String()))

	verdict := "backup successful"
	if bad > 0 {
		verdict = "backup failed"
	}
	return letter{
		subject:  fmt.Sprintf("vzdump backup status (%s): %s", j.host, verdict),
		text:     text.String(),
		html:     page.String(),
		encoding: "8bit",
	}
}

// briefSpan writes a duration as 1h 2m 3s, without parts that are zero.
func briefSpan(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	var p []string
	if s >= 3600 {
		p = append(p, fmt.Sprintf("%dh", s/3600))
	}
	if s/60%60 > 0 {
		p = append(p, fmt.Sprintf("%dm", s/60%60))
	}
	if s%60 > 0 || len(p) == 0 {
		p = append(p, fmt.Sprintf("%ds", s%60))
	}
	return strings.Join(p, " ")
}

// fullSpan writes a duration as hh:mm:ss.
func fullSpan(d time.Duration) string {
	s := int(d.Round(time.Second).Seconds())
	return fmt.Sprintf("%02d:%02d:%02d", s/3600, s/60%60, s%60)
}
