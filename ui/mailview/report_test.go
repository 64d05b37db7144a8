package mailview_test

import (
	"fmt"
	"image/color"
	"strings"
	"testing"

	"runchecks/ui/mailview/text"
	"runchecks/ui/widget/mailfonts"
)

// report returns a job report as Veeam writes them, with rows virtual machines: 60 rows
// are 90 KB.
func report(rows int) []byte {
	const cell = `<td nowrap="" style="padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;">`
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-16"?><html><head><META http-equiv="Content-Type" content="text/html; charset=utf-8" /></head><body>
<table cellspacing="0" cellpadding="0" width="100%" border="0" style="border-collapse: collapse;"><tr><td style="border:none; padding: 0px;font-family: Tahoma;font-size: 12px;">
<table cellspacing="0" cellpadding="0" width="100%" border="0" style="border-collapse: collapse;"><tr style="height:70px"><td style="width: 80%;border: none;background-color: #fb9895;color: White;font-weight: bold;font-size: 16px;height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;">Backup job: Daily Servers<div class="jobDescription" style="margin-top: 5px;font-size: 12px;">Created by EXAMPLE\svc-backup at 14/03/2024 09:12:44.</div></td>
<td style="border: none;padding: 0px;background-color: #fb9895;color: White;font-weight: bold;font-size: 16px;height: 70px;vertical-align: bottom;padding: 0 0 17px 15px;font-family: Tahoma;">Failed</td></tr>
<tr><td colspan="2" style="border: none; padding: 0px;font-family: Tahoma;font-size: 12px;"><table width="100%" cellspacing="0" cellpadding="0" class="inner" border="0" style="margin: 0px;border-collapse: collapse;">
<tr style="height: 23px;">`)
	for _, h := range []string{"Name", "Status", "Start time", "End time", "Size", "Read", "Transferred", "Duration", "Details"} {
		fmt.Fprintf(&b, `<td style="background-color: #e3e3e3;padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;border-top: none;font-family: Tahoma;font-size: 12px;"><b>%s</b></td>`, h)
	}
	b.WriteString("</tr>\n")
	for i := range rows {
		fmt.Fprintf(&b, "<tr style=\"height: 17px;\">\n%ssrv-%03d</td>\n", cell, i)
		status, colour, details := "Success", "#00b050", ""
		if i%17 == 3 {
			status, colour, details = "Error", "#fb9895", fmt.Sprintf("Processing srv-%03d Error: Failed to create snapshot: the file system could not be frozen within 60 seconds. Code: [0x800423f4]", i)
		}
		fmt.Fprintf(&b, `%s<span style="color: %s;">%s</span></td>`, cell, colour, status)
		for _, v := range []string{
			fmt.Sprintf("22:%02d:%02d", i%60, i*7%60), fmt.Sprintf("23:%02d:%02d", i%60, i*11%60), fmt.Sprintf("%d.%d GB", 100+i, i%10),
			fmt.Sprintf("%d.%d GB", i%40, i%7), fmt.Sprintf("%d.%d GB", i%20, i%9), fmt.Sprintf("0:%02d:%02d", i%60, i*13%60),
		} {
			fmt.Fprintf(&b, "\n%s%s</td>", cell, v)
		}
		fmt.Fprintf(&b, "\n"+`<td style="padding: 2px 3px 2px 3px;vertical-align: top;border: 1px solid #a7a9ac;font-family: Tahoma;font-size: 12px;"><span class="small_label" style="font-size: 10px;">%s</span></td></tr>`+"\n", details)
	}
	b.WriteString(`</table></td></tr></table></td></tr></table></body></html>`)
	return []byte(b.String())
}

// fonts returns the faces that are the same on every machine.
func fonts(t testing.TB) *text.Set {
	t.Helper()
	set, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func colour(r, g, b uint8) color.NRGBA { return color.NRGBA{r, g, b, 255} }
