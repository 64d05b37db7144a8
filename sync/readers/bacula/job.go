package bacula

import (
	"regexp"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
	"runchecks/sync/readers/when"
)

// job is a report.
type job struct {
	director string
	facts    map[string]fact
	last     bool // no line break follows, so the last word may be cut off
}

type fact struct{ value, where string }

// The keys that matter, of all types of jobs and versions.
var keys = map[string]bool{
	"build os": true, "jobid": true, "job": true, "backup level": true, "verify level": true, "verify job": true, "client": true, "restore client": true,
	"scheduled time": true, "start time": true, "end time": true, "termination": true, "fd termination status": true, "sd termination status": true,
	"non-fatal fd errors": true, "fd errors": true, "sd errors": true, "prev backup jobid": true, "prev backup job": true, "new backup jobid": true,
	"new backup job": true, "current jobid": true, "current job": true, "migration jobid": true, "copy jobid": true, "bareos binary info": true,
	"bacula binary info": true, "files expected": true, "files restored": true,
}

// cut splits "Key: value" with one of the keys in any case.
func cut(line string) (key, value string, ok bool) {
	i := strings.IndexByte(line, ':')
	if i <= 0 || i > 30 {
		return "", "", false
	}
	key = domain.Fold(line[:i])
	return key, strings.TrimSpace(line[i+1:]), keys[key]
}

func (j *job) has(key string) bool {
	_, ok := j.facts[key]
	return ok
}

func (j *job) set(key, value, where string) {
	if f, ok := j.facts[key]; ok {
		if strings.HasSuffix(key, "termination status") && domain.Fold(f.value) != domain.Fold(value) {
			j.facts[key] = fact{f.value + " and " + value, where} // one report does not say two things
		}
		return
	}
	j.facts[key] = fact{value, where}
}

func (j *job) value(key string) string { return j.facts[key].value }

func (j *job) name() string {
	for _, key := range []string{"job", "current job"} {
		if n := jobName(j.value(key)); n != "" {
			return n
		}
	}
	return ""
}

var unique = regexp.MustCompile(`^(.+?)\.\d{4}-\d\d-\d\d_`)

// jobName cuts the time off the unique name of a job. Names may hold dots.
func jobName(text string) string {
	if g := unique.FindStringSubmatch(text); g != nil {
		return g[1]
	}
	name, _, _ := strings.Cut(text, ".")
	return name
}

// client is the name before version and system: "name" 9.6.7 (...).
func (j *job) client() string {
	text := j.value("restore client")
	if text == "" {
		text = j.value("client")
	}
	if rest, ok := strings.CutPrefix(text, `"`); ok {
		name, _, _ := strings.Cut(rest, `"`)
		return name
	}
	name, _, _ := strings.Cut(text, " ")
	return name
}

// The types of jobs by the word before "OK", "Error" or "Canceled".
var types = map[string]string{
	"backup": "Backup", "restore": "Restore", "verify": "Verify", "admin": "Admin", "migration": "Migration", "migrate": "Migration",
	"copying": "Copy", "copy": "Copy", "archive": "Archive", "consolidate": "Consolidate", "consolidation": "Consolidate",
}

// jobType is that of the verdict; without one, the keys tell it.
func (j *job) jobType() string {
	word, _, _ := strings.Cut(bareVerdict(j.value("termination")), " ")
	if t := types[word]; t != "" {
		return t
	}
	switch {
	case j.has("verify level"), j.has("verify job"):
		return "Verify"
	case j.has("restore client"), j.has("files restored"):
		return "Restore"
	case j.has("prev backup jobid"):
		return "Migration"
	}
	return "Backup"
}

// level is that of a backup without its date and its reason.
func (j *job) level() string {
	text := j.value("backup level")
	if i := strings.IndexAny(text, ",("); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text)
}

func bareVerdict(text string) string { return domain.Fold(strings.Trim(text, " *")) }

// termination is the meaning of the verdict of a report.
func termination(text string) domain.Status {
	f := bareVerdict(text)
	kind, rest, _ := strings.Cut(f, " ")
	known := types[kind] != ""
	switch {
	case known && rest == "ok", known && strings.HasPrefix(rest, "ok -- no files to "):
		return domain.Success
	case strings.Contains(f, "fatal"), strings.Contains(f, "fail"), strings.Contains(f, "cancel"), strings.Contains(f, "abort"):
		return domain.Failed
	case known && strings.HasPrefix(rest, "ok -- "), rest == "differences", rest == "warnings", rest == "incomplete":
		return domain.Warning
	case strings.Contains(f, "error"):
		return domain.Failed
	}
	return domain.Unknown
}

// daemonStatus is the meaning of how a daemon ended.
func daemonStatus(text string) domain.Status {
	switch f := domain.Fold(text); {
	case f == "ok":
		return domain.Success
	case strings.HasPrefix(f, "ok -- with warnings"), f == "warnings", f == "differences":
		return domain.Warning
	case strings.Contains(f, "error"), strings.Contains(f, "cancel"), strings.Contains(f, "fail"), strings.Contains(f, "fatal"), strings.HasPrefix(f, "did not"):
		return domain.Failed
	}
	return domain.Unknown // such as "Waiting on FD" or nothing
}

// judge adds what the report and the messages of its job say.
func (j *job) judge(l *log, t *verdict.Tally) {
	if f, ok := j.facts["termination"]; ok {
		t.Add(termination(f.value), f.value, f.where)
	} else {
		t.Add(domain.Unknown, "no Termination", "end of the report")
	}
	for _, key := range []string{"fd termination status", "sd termination status"} {
		if f, ok := j.facts[key]; ok {
			t.Add(daemonStatus(f.value), f.value, f.where)
		}
	}
	for _, key := range []string{"non-fatal fd errors", "fd errors", "sd errors"} {
		f, ok := j.facts[key]
		if !ok {
			continue
		}
		if n, err := strconv.Atoi(strings.ReplaceAll(f.value, ",", "")); err != nil {
			t.Add(domain.Unknown, key+": "+f.value, f.where)
		} else if n > 0 {
			t.Add(domain.Warning, key+": "+f.value, f.where)
		}
	}
	for _, x := range j.talks(l) {
		if x.fatal != "" {
			t.Add(domain.Failed, x.fatal, x.where[0])
		}
		if x.fault != "" {
			t.Add(domain.Warning, x.fault, x.where[1])
		}
		if x.alarm != "" {
			t.Add(domain.Warning, x.alarm, x.where[2])
		}
	}
}

// talks are the messages of the job. A job that copies or migrates has several
// numbers.
func (j *job) talks(l *log) []*talk {
	var out []*talk
	for _, key := range []string{"jobid", "current jobid", "new backup jobid", "migration jobid", "copy jobid"} {
		if x := l.others[j.value(key)]; x != nil && j.has(key) {
			out = append(out, x)
		}
	}
	return out
}

// reason is the message that tells most.
func (j *job) reason(l *log) string {
	for _, severity := range []func(*talk) string{
		func(x *talk) string { return x.fatal }, func(x *talk) string { return x.fault }, func(x *talk) string { return x.alarm },
	} {
		for _, x := range j.talks(l) {
			if text := severity(x); text != "" {
				return text
			}
		}
	}
	return ""
}

func (j *job) result(r domain.Result, l *log, t *verdict.Tally, calendar when.Calendar) domain.Result {
	j.judge(l, t)
	r.JobName, r.Identity = j.name(), j.director
	r.JobType = j.jobType()
	if r.JobType == "Backup" {
		if level := j.level(); level != "" {
			r.JobType = "Backup (" + level + ")"
		}
	} else {
		r.JobType += " (not a backup)"
		r.Kind = domain.KindInformation
	}
	r.Started, r.Ended = calendar.Stamp(j.value("start time")), calendar.Stamp(j.value("end time"))
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if j.has("termination") {
		r.Stated = t.Stated(termination(j.value("termination")))
	}
	reason := ""
	if r.Status != domain.Success {
		reason = j.reason(l)
	}
	if client := j.client(); client != "" {
		r.Objects = []domain.Object{{Name: client, Type: "Client", Status: r.Status, Message: reason}}
	} else {
		r.NoObjects, r.Error = domain.ObjectsNone, reason
	}
	return r
}
