package duplicati

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// facts is what one report says, whatever its form.
type facts struct {
	tally          verdict.Tally
	own            domain.Status
	operation      string
	name, machine  string
	started, ended domain.Stamp
	messages       []string
	exception      string
}

// result reads ParsedResult.
func result(word string) domain.Status {
	switch domain.Fold(word) {
	case "success":
		return domain.Success
	case "warning":
		return domain.Warning
	case "error", "fatal", "failed":
		return domain.Failed
	}
	return domain.Unknown
}

var (
	field     = regexp.MustCompile(`^([A-Z][A-Za-z]{2,40}):\s*(.*)$`)
	worded    = regexp.MustCompile(`(?i)Duplicati Backup Report:\s*([A-Za-z]+)`)
	unixStamp = regexp.MustCompile(`\((\d{9,11})\)\s*$`)
	logPrefix = regexp.MustCompile(
		`^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d [+-]\d\d(?::?\d\d)? - \[(Warning|Error|Information|Verbose|Retry)-[^\]]*\]:\s*`,
	)
)

// keyValues recognises the body without any help from the subject.
func keyValues(lines []string) bool {
	found := 0
	for _, l := range lines {
		for _, p := range []string{"ParsedResult:", "MainOperation:", "ExaminedFiles:", "VerboseOutput:", "BeginTime:", "ListFilesets:"} {
			if strings.HasPrefix(l, p) {
				found++
			}
		}
	}
	return found >= 2
}

func readLines(lines []string, hint time.Time) facts {
	var f facts
	cal := when.New(hint, lines...)
	list := "" // the bracketed list that the lines stand in
	closed := false
	for i, l := range lines {
		where := "line " + strconv.Itoa(i+1)
		if list != "" {
			if strings.HasPrefix(l, "]") {
				list = ""
			} else if l != "" {
				f.entry(list, strings.TrimSuffix(l, ","), where)
			}
			continue
		}
		if g := worded.FindStringSubmatch(l); g != nil {
			f.say(g[1], where)
			closed = true
			continue
		}
		g := field.FindStringSubmatch(l)
		if g == nil {
			continue
		}
		key, value := g[1], strings.TrimSpace(g[2])
		switch key {
		case "ParsedResult":
			f.say(value, where)
		case "MainOperation":
			f.operation = value
		case "Machine":
			if f.machine == "" {
				f.machine = value
			}
		case "Operation":
			if f.operation == "" {
				f.operation = value
			}
		case "BeginTime":
			f.started = stamp(cal, value)
		case "EndTime":
			f.ended = stamp(cal, value)
		case "ListFilesets":
			f.operation = "List"
		case "Failed":
			f.exception = value
			f.tally.Add(domain.Failed, l, where)
			f.own = domain.Failed
		case "Dryrun", "DryRun":
			if !strings.EqualFold(value, "false") {
				f.tally.Add(domain.Unknown, "nothing was backed up: "+l, where)
			}
		case "ExaminedFiles":
			if value == "0" {
				f.tally.Add(domain.Unknown, "nothing was backed up: "+l, where)
			}
		case "PartialBackup", "Interrupted":
			if strings.EqualFold(value, "true") {
				f.tally.Add(domain.Warning, l, where)
			}
		case "FilesWithError", "WarningsActualLength":
			if n, err := strconv.Atoi(value); err != nil || n > 0 {
				f.tally.Add(domain.Warning, l, where)
			}
		case "ErrorsActualLength":
			closed = true
			if n, err := strconv.Atoi(value); err != nil || n > 0 {
				f.tally.Add(domain.Failed, l, where)
			}
		case "Messages", "Warnings", "Errors", "LimitedMessages", "LimitedWarnings", "LimitedErrors":
			kind := strings.TrimPrefix(key, "Limited")
			if kind == "Errors" {
				closed = true
			}
			rest := strings.TrimPrefix(value, "[")
			switch {
			case !strings.HasPrefix(value, "["):
			case strings.HasSuffix(rest, "]"):
				if rest = strings.TrimSpace(strings.TrimSuffix(rest, "]")); rest != "" {
					f.entry(kind, rest, where)
				}
			default:
				if strings.TrimSpace(rest) != "" {
					f.entry(kind, rest, where)
				}
				list = kind
			}
		}
	}
	if f.own == domain.Success && (!closed || list != "") {
		f.tally.Add(domain.Unknown, "the list of errors is missing", "end of the body")
	}
	return f
}

func (f *facts) say(word, where string) {
	f.own = max(f.own, result(word))
	f.tally.Add(result(word), word, where)
}

// entry takes one line of a bracketed list.
func (f *facts) entry(kind, text, where string) {
	text = strings.TrimSpace(text)
	switch kind {
	case "Warnings":
		f.tally.Add(domain.Warning, text, where)
	case "Errors":
		f.tally.Add(domain.Failed, text, where)
	default:
		return
	}
	if len(f.messages) < 50 {
		f.messages = append(f.messages, logPrefix.ReplaceAllString(text, ""))
	}
}

func stamp(cal when.Calendar, value string) domain.Stamp {
	if g := unixStamp.FindStringSubmatch(value); g != nil {
		if n, err := strconv.ParseInt(g[1], 10, 64); err == nil && n > 0 {
			return domain.Stamp{Time: time.Unix(n, 0).UTC(), Zoned: true, Text: value}
		}
	}
	return cal.Stamp(value)
}

// report is the JSON form.
type report struct {
	Data struct {
		MainOperation        string
		ParsedResult         string
		BeginTime, EndTime   string
		FilesWithError       int
		PartialBackup        bool
		Interrupted          bool
		Dryrun               bool
		ExaminedFiles        *int
		WarningsActualLength int
		ErrorsActualLength   int
	}
	Extra     map[string]any
	LogLines  []string
	Exception any
}

func readJSON(body string) facts {
	var f facts
	var r report
	if err := json.Unmarshal([]byte(body), &r); err != nil {
		f.tally.Add(domain.Unknown, "the JSON is damaged or cut off", "body")
		return f
	}
	d := r.Data
	f.operation = d.MainOperation
	extra := func(key string) string { s, _ := r.Extra[key].(string); return s }
	f.name, f.machine = extra("backup-name"), extra("machine-name")
	if f.operation == "" {
		f.operation = extra("OperationName")
	}
	cal := when.New(time.Time{})
	f.started, f.ended = cal.Stamp(d.BeginTime), cal.Stamp(d.EndTime)
	if d.ParsedResult != "" {
		f.own = result(d.ParsedResult)
		f.tally.Add(f.own, d.ParsedResult, "Data.ParsedResult")
	}
	if r.Exception != nil {
		f.exception = fmt.Sprint(r.Exception)
		f.tally.Add(domain.Failed, f.exception, "Exception")
	}
	if d.ErrorsActualLength > 0 {
		f.tally.Add(domain.Failed, strconv.Itoa(d.ErrorsActualLength), "Data.ErrorsActualLength")
	}
	if d.WarningsActualLength > 0 || d.FilesWithError > 0 || d.PartialBackup || d.Interrupted {
		f.tally.Add(domain.Warning, "warnings, files with errors or an incomplete backup", "Data")
	}
	if d.Dryrun || d.ExaminedFiles != nil && *d.ExaminedFiles == 0 {
		f.tally.Add(domain.Unknown, "nothing was backed up", "Data")
	}
	for _, l := range r.LogLines {
		g := logPrefix.FindStringSubmatch(l)
		if g == nil {
			continue
		}
		switch g[1] {
		case "Warning":
			f.entry("Warnings", l, "LogLines")
		case "Error":
			f.entry("Errors", l, "LogLines")
		}
	}
	return f
}
