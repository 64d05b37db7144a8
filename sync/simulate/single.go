package simulate

import (
	"fmt"
	"math/rand/v2"
	"time"
)

// Products that report on one machine or folder with a few lines.

// macrium writes the mail of Macrium Reflect. A stopped run has a neutral subject.
func macrium(j *job, r *run, _ *rand.Rand) letter {
	l := letter{charset: "windows-1252", encoding: "quoted-printable"}
	switch r.outcome {
	case fine:
		l.subject, l.text = j.host+" Macrium Reflect - Backup Success", "Success :)\nFailure count: 0\n"
	case warned:
		l.subject, l.text = j.host+" Macrium Reflect - Backup with Warnings", "Warning :|\n"
	case failed:
		l.subject, l.text = "Macrium Reflect Backup - "+j.host, fmt.Sprintf("Computer: %s\nBackup aborted\nErrors: 1\n", j.host)
	}
	return l
}

// windowsBackup writes what a script mails after wbadmin.
func windowsBackup(j *job, r *run, _ *rand.Rand) letter {
	return letter{
		subject: "Backup " + j.host,
		text: fmt.Sprintf("The backup operation successfully completed.\nThe backup of the system state successfully completed [%s].\nLog of files successfully backed up:\nC:\\Windows\\Logs\\WindowsServerBackup\\Backup-%s.log\n",
			r.end.Format("1/2/2006 3:04 PM"), r.start.Format("02-01-2006_15-04-05")),
		charset: "us-ascii", encoding: "7bit",
	}
}

// iperius writes a German report, with an umlaut in the subject.
func iperius(j *job, r *run, rng *rand.Rand) letter {
	d := r.end.Sub(r.start)
	s := int(d.Seconds())
	verdict, sentence := "erfolgreich", "Backup erfolgreich abgeschlossen"
	if r.outcome == failed {
		verdict, sentence = "fehlgeschlagen", "Backup fehlgeschlagen: "+r.message
	}
	return letter{
		subject: fmt.Sprintf("%s: %s %s", j.host, j.name, verdict),
		html: fmt.Sprintf("<html><body><table><tr><td>Backup starten:</td><td>%s</td></tr><tr><td>Backup abgeschlossen:</td><td>%s (%d Stunden, %d Minuten, %d Sekunden)</td></tr><tr><td>Größe der kopierten Daten:</td><td>%s</td></tr></table><p>%s</p></body></html>\n",
			german.short(r.start), german.short(r.end), s/3600, s/60%60, s%60, german.gigabytes(20+30*rng.Float64()), sentence),
		charset: "iso-8859-1", encoding: "quoted-printable",
	}
}

// script writes what a home-made copy job mails.
func script(j *job, r *run, rng *rand.Rand) letter {
	mark, verdict := "[OK]", "Result: OK"
	if r.outcome == failed {
		mark, verdict = "[FAILED]", "Result: FAILED\nError: "+r.message
	}
	return letter{
		subject: fmt.Sprintf("%s %s", mark, j.name),
		text: fmt.Sprintf("Host: %s\nJob: %s\nStarted: %s\nFinished: %s\nFiles copied: %d\nErrors: %d\n%s\n",
			j.host, j.name, r.start.Format(time.DateTime), r.end.Format(time.DateTime), 200+rng.IntN(4000), r.outcome/failed, verdict),
		charset: "us-ascii", encoding: "7bit",
	}
}
