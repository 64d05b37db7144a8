package simulate

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

// homemade writes the report of a script that a customer made for itself: no reader
// of the program knows it, so it is what the workbench is shown with. How a share went is
// told by the script's own codes, A1 and F3: no reader can know them.
func homemade(host string, start time.Time, shares []string, bad string, rng *rand.Rand) letter {
	var rows strings.Builder
	total := "A1"
	for _, s := range shares {
		word, note := "A1", ""
		if s == bad {
			word, note, total = "F3", "Ziel nicht erreichbar", "F3"
		}
		fmt.Fprintf(
			&rows,
			"<tr><td>%s</td><td align=\"right\">%d</td><td align=\"right\">%d,%d GB</td><td>%s</td><td>%s</td></tr>\n",
			s,
			1000+rng.IntN(90000),
			1+rng.IntN(400),
			rng.IntN(10),
			word,
			note,
		)
	}
	end := start.Add(time.Duration(30+rng.IntN(60)) * time.Minute)
	html := fmt.Sprintf(`<html><body style="font-family:Verdana,sans-serif;font-size:12px">
<h3>Archivlauf %s</h3>
<p>Beginn: %s<br>Ende: %s<br>Kennung: %s</p>
<table border="1" cellpadding="4" style="border-collapse:collapse">
<tr bgcolor="#dfe6ee"><th>Freigabe</th><th>Dateien</th><th>Umfang</th><th>Stufe</th><th>Bemerkung</th></tr>
%s</table></body></html>`, host, start.Format("02.01.2006 15:04:05"), end.Format("02.01.2006 15:04:05"), total, rows.String())
	return letter{subject: "Archivlauf " + host + " vom " + start.Format("02.01.2006"), html: html, encoding: "quoted-printable"}
}
