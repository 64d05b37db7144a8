package veeam

import (
	"regexp"
	"strings"

	"runchecks/domain"
)

// statusWord reads the status of a banner, a row or a subject bracket. Words that
// Veeam does not use, and those of a job that has not ended, are Unknown. The
// zero Status means that there is no word.
func statusWord(s string) domain.Status {
	switch strings.Trim(domain.Fold(s), " .:") {
	case "":
		return 0
	case "success", "ok", "succeeded", "completed", "recovered":
		return domain.Success
	case "warning", "warnings", "maintenance mode", "partial", "skipped", "sealed mode", "resync required":
		return domain.Warning
	case "error", "errors", "failed", "failure", "out of capacity", "unavailable", "not available", "stopped", "canceled", "cancelled", "inaccessible", "offline", "unreachable", "disconnected":
		return domain.Failed
	case "missed":
		return domain.Missed
	}
	return domain.Unknown
}

var countedStatus = regexp.MustCompile(`(?i)(\d+)\s+(success(?:es)?|warnings?|failed|failures?|errors?)\b`)

// countedWords reads "1 Failed, 2 Success" as Enterprise Manager writes it: the
// worst word with a count above zero, and whether there was any.
func countedWords(s string) (domain.Status, bool) {
	var worst domain.Status
	found := false
	for _, g := range countedStatus.FindAllStringSubmatch(s, 20) {
		found = true
		if strings.Trim(g[1], "0") == "" {
			continue
		}
		switch w := strings.ToLower(g[2]); {
		case strings.HasPrefix(w, "success"):
			worst = max(worst, domain.Success)
		case strings.HasPrefix(w, "warning"):
			worst = max(worst, domain.Warning)
		default:
			worst = max(worst, domain.Failed)
		}
	}
	return worst, found
}

// bannerStatus reads the right-hand cell of a banner.
func bannerStatus(s string) domain.Status {
	if counted, ok := countedWords(s); ok {
		return counted
	}
	return statusWord(s)
}

var colours = regexp.MustCompile(`(?i)background(?:-color)?\s*:\s*(#[0-9a-f]{6})`)

// colourStatus reads the colour of a banner. It only ever makes things worse:
// green is no proof, because templates paint the banner before they fill it.
func colourStatus(style string) domain.Status {
	worst := domain.Status(0)
	for _, g := range colours.FindAllStringSubmatch(style, 5) {
		switch strings.ToLower(g[1]) {
		case "#fb9895", "#ff0000", "#e54c4c":
			worst = max(worst, domain.Failed)
		case "#ffd96c", "#e0a251", "#f9b35e":
			worst = max(worst, domain.Warning)
		}
	}
	return worst
}

var (
	errorText   = regexp.MustCompile(`(?i)(?:^|[\s.;:)\]>])error\s*:`)
	troubleText = regexp.MustCompile(`(?i)\b(?:failed|failure|unable to|cannot|could not|warning\s*:|error|timed out|exceeded|has not been|was not|not processed)\b`)
	placement   = regexp.MustCompile(`(?i)unable to meet data placement policy`)
)

// textStatus reads the free text of a row or of the job: "Error:" is a failure
// even where the status beside it says Success. The zero Status is no objection.
func textStatus(s string) domain.Status {
	switch {
	case s == "":
		return 0
	case errorText.MatchString(s):
		return domain.Failed
	case troubleText.MatchString(placement.ReplaceAllString(s, "")):
		return domain.Warning
	}
	return 0
}
