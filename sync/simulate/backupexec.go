package simulate

import (
	"fmt"
	"html"
	"math/rand/v2"
	"strings"
)

// backupExec writes an alert of Backup Exec. The text says "completed
// successfully" for a run with exceptions too: so do the real ones.
func backupExec(j *job, r *run, _ *rand.Rand) letter {
	category := [...]string{"Job Success", "Job Completed with Exceptions", "Job Failed"}[r.outcome]
	where := fmt.Sprintf(`(Server: "%s") (Job: "%s")`, j.host, j.name)
	var text string
	switch r.outcome {
	case fine:
		return letter{subject: "Backup Exec Alert: " + category + " " + where, text: where + " Completed Successfully.\n", charset: "us-ascii", encoding: "7bit"}
	case warned:
		text = fmt.Sprintf("%s %s -- The job completed successfully.  However, the following conditions were encountered:\n\n%s\n", where, j.name, r.message)
	case failed:
		text = fmt.Sprintf("%s %s -- The job failed with the following error: %s\n\nFor more information, click the following link:\nV-79-57344-33928\n", where, j.name, r.message)
	}
	return letter{
		subject: "Backup Exec Alert: " + category + " " + where,
		text:    text,
		html:    "<html><body><p>" + strings.ReplaceAll(html.EscapeString(text), "\n", "<br>") + "</p></body></html>",
		charset: "windows-1252", encoding: "quoted-printable",
	}
}

// backupExecInformation writes an alert that is no run.
func backupExecInformation(host string) letter {
	return letter{
		subject: fmt.Sprintf(`Backup Exec Alert: General Information (Server: "%s")`, host),
		text:    fmt.Sprintf("(Server: \"%s\") The following backup jobs are using the Forever Incremental backup method.\n", host),
		charset: "us-ascii", encoding: "7bit",
	}
}
