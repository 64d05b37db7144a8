package ingest

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/known"
	"runchecks/sync/readers/generic"
)

// outcome is what becomes of a message (Item.outcome), once what no reader can decide was
// filed under the known job that it is about (rules.LikeJobs): a report without a verdict
// becomes an Unknown run of it, and so does trouble that the generic reader found and
// would file under a job that nobody knows. A success proves nothing for another job: it
// is filed so only where it differs from the job's reports as they differ from one another,
// once a person joined some (habit). old are the runs that an earlier reading made of the
// message.
func outcome(
	f known.Jobs,
	q domain.Reader,
	item *Item,
	old []stored,
) (state domain.MessageState, reason string, results []domain.Result, err error) {
	state, reason, results = item.outcome()
	if item.Aside || item.FromAddress == "" {
		return state, reason, results, nil
	}
	words := item.Words
	switch {
	case state == domain.MessageUnmatched:
	case len(results) == 1 && results[0].Reader == generic.Name && results[0].Kind == domain.KindRun:
		_, err := q.JobByKey(jobOf(item.FromAddress, results[0]).Key)
		if domain.CodeOf(err) != domain.CodeNotFound {
			return state, reason, results, err // it has a job of its own
		}
		words.Own = slices.Concat(words.Own, strings.Fields(results[0].Identity), strings.Fields(results[0].JobName))
		words.Own = rules.Distinct(words.Own)
		words.Trouble = !results[0].Status.Good()
	default:
		return state, reason, results, nil
	}
	said, err := joinedJob(q, item.FromAddress, words)
	if err != nil {
		return state, reason, results, err
	}
	if said != nil && state == domain.MessageUnmatched {
		return domain.MessageRead, item.Partial, []domain.Result{undecided(*said, item, nil)}, nil
	}
	jobs, err := f.Of(q, item.FromAddress)
	if err != nil || len(jobs) == 0 {
		return state, reason, results, err
	}
	like := rules.LikeJobs(words, jobs)
	job := like.Sure
	if state == domain.MessageRead && !words.Trouble && !like.Habit {
		return state, reason, results, nil
	}
	if job == nil && len(old) == 1 { // what was filed stays, as long as it may be right
		for i := range like.Like {
			if like.Like[i].Job.ID == old[0].job.ID {
				job = &like.Like[i]
			}
		}
	}
	if job == nil {
		return state, reason, results, nil
	}
	if state == domain.MessageUnmatched {
		results = []domain.Result{undecided(job.Job, item, like.Strange)}
	} else {
		results = slices.Clone(results)
		results[0].Of = job.Job.Key
	}
	return domain.MessageRead, item.Partial, results, nil
}

// joinedJob is the job that people said reports with these words are, nil for none.
func joinedJob(q domain.Reader, sender string, words domain.ReportWords) (*domain.Job, error) {
	if len(words.Own) == 0 {
		return nil, nil // no word tells it from other mails
	}
	led, err := q.JoinedWith(rules.SubjectKey(sender, words))
	if err != nil || led == "" {
		return nil, err
	}
	job, err := q.JobByKey(led)
	if domain.CodeOf(err) == domain.CodeNotFound {
		return nil, nil
	}
	return &job, err
}

// undecided is the result of a report that no reader can decide, for the known job that it
// is about. No reader read it.
func undecided(job domain.Job, item *Item, strange []string) domain.Result {
	return domain.Result{
		Product: job.Product, JobType: job.Type, JobName: job.Name, Of: job.Key,
		Kind: domain.KindRun, Status: domain.Unknown, NoObjects: domain.ObjectsNotRecognised, Confidence: domain.ConfidenceLow,
		Error:    noted("noted.not_read"),
		Evidence: domain.Evidence{Words: cmp.Or(strings.Join(strange, ", "), item.Message.Subject), Where: "subject"},
	}
}
