package bacula

import (
	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// add adds the messages of a job without a report, or of a daemon.
func (x *talk) add(t *verdict.Tally) {
	if x.fatal != "" {
		t.Add(domain.Failed, x.fatal, x.where[0])
	}
	if x.fault != "" {
		t.Add(domain.Failed, x.fault, x.where[1])
	}
	if x.alarm != "" {
		t.Add(domain.Warning, x.alarm, x.where[2])
	}
}

// unfinished makes a result of every job whose start is told and whose report is
// missing: it still runs, or the mail is cut off. It is no run that has ended.
func (l *log) unfinished(common domain.Result) []domain.Result {
	reported := map[string]bool{}
	for _, j := range l.jobs {
		for _, key := range []string{"jobid", "current jobid", "new backup jobid", "prev backup jobid", "migration jobid", "copy jobid"} {
			reported[j.value(key)] = true
		}
	}
	var out []domain.Result
	for _, id := range l.order {
		x := l.others[id]
		if reported[id] || x.started == "" {
			continue
		}
		if x.below && len(l.jobs) > 0 && x.fatal == "" && x.fault == "" && x.alarm == "" {
			continue // it has begun below the report of another job: the next mail tells its end
		}
		r := common
		r.JobName, r.Kind = jobName(x.started), domain.KindInformation
		r.JobType = types[x.kind] + " without a report (not a run)"
		var t verdict.Tally
		t.Add(domain.Unknown, "the job has no report", "JobId "+id)
		x.add(&t)
		r.Status, r.Evidence = t.Status(), t.Evidence()
		r.NoObjects = domain.ObjectsNone
		out = append(out, r)
	}
	return out
}

// notice is the result of a mail without any report: a request to the operator,
// messages of the daemons, or a job whose report is missing.
func (l *log) notice(r domain.Result, s subject) domain.Result {
	r.Kind, r.NoObjects, r.Identity = domain.KindInformation, domain.ObjectsNone, l.from
	var t verdict.Tally
	switch s.form {
	case intervention:
		r.JobType, r.JobName = "Intervention request (not a run)", s.job
		t.Add(domain.Warning, s.text, "subject")
	case daemon:
		r.JobType = "Daemon message (not a run)"
	case exit:
		r.Confidence = domain.ConfidenceMedium
		r.JobType, r.Identity = types[s.kind]+" (not a backup)", s.client
		if types[s.kind] == "Backup" {
			r.JobType, r.Kind = "Backup", domain.KindRun
		}
		t.Add(s.status, s.text, "subject")
		t.Add(domain.Unknown, "no report", "body")
	default:
		r.Confidence = domain.ConfidenceMedium
		r.JobType = "Messages without a report (not a run)"
		if s.form == other && badExit.MatchString(s.text) {
			t.Add(domain.Failed, s.text, "subject")
		}
	}
	for _, id := range l.order {
		l.others[id].add(&t)
	}
	if !t.Any() || t.Status() == domain.Success {
		t.Add(domain.Unknown, "no report", "body")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	if r.Evidence.Where != "subject" && r.Status != domain.Unknown {
		r.Error = r.Evidence.Words
	}
	return r
}
