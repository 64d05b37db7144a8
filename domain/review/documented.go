package review

import (
	"slices"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// Documented says which runs a ticket or remark is made from, and whether they are
// reviewed in the same step (product.md, section 2).
type Documented struct {
	// Runs are linked. The waiting runs of Jobs that are no plain success are, too.
	Runs []int64
	Jobs []Target
	// Review marks every waiting run of Jobs as reviewed.
	Review bool
}

// knownScopes returns scopes with their customers named as they are stored, and refuses one
// about a customer or a job that there is not.
func knownScopes(q domain.Reader, scopes []domain.Scope) ([]domain.Scope, error) {
	known := slices.Clone(scopes)
	for i, s := range scopes {
		if s.Job == "" {
			switch c, err := q.CustomerByName(s.Customer); {
			case isNotFound(err):
				return nil, invalid("refusal.customer_unknown", s.Customer)
			case err != nil:
				return nil, err
			default:
				known[i].Customer = c.Name
			}
			continue
		}
		switch _, err := q.JobByKey(s.Job); {
		case isNotFound(err):
			return nil, invalid("refusal.job_gone", s.Job)
		case err != nil:
			return nil, err
		}
	}
	return known, nil
}

// documentedRuns is what a ticket or remark is made from.
type documentedRuns struct {
	linked   []domain.RunRef
	oldest   time.Time // of the linked ones; zero where there is none
	reviewed int       // runs that are reviewed with it
}

// inScope reports whether a run is in one of the scopes; every run is where there is none.
func inScope(scopes []domain.Scope, run domain.Run, job domain.Job) bool {
	problems := rules.Problems(run)
	return len(scopes) == 0 || slices.ContainsFunc(scopes, func(s domain.Scope) bool { return s.Covers(job, problems) })
}

// documented finds the runs to link and, if asked, to review, and adds both to the
// targets of the entry. Of the jobs, runs are linked that are no success and in one of the
// scopes, if there are any: what is about one object links no run in which it is good. A
// run named by itself that is in none of them is refused.
func (svc *Service) documented(q domain.Reader, e *entry, from Documented, scopes []domain.Scope) (doc documentedRuns, err error) {
	seen, linked := map[domain.RunKey]bool{}, map[domain.RunKey]bool{}
	add := func(key domain.RunKey) {
		if !seen[key] {
			seen[key] = true
			e.Targets = append(e.Targets, string(key))
		}
	}
	// What is reviewed with it are the runs among the targets: those of other jobs are linked
	// and wait on.
	reviews := func(job int64) bool {
		return !from.Review || len(from.Jobs) == 0 || slices.ContainsFunc(from.Jobs, func(t Target) bool { return t.Job == job })
	}
	link := func(r domain.Run) {
		if !linked[r.Key] {
			linked[r.Key] = true
			doc.linked = append(doc.linked, domain.RunRef{ID: r.ID, Key: r.Key, At: r.At})
			if doc.oldest.IsZero() || r.At.Before(doc.oldest) {
				doc.oldest = r.At
			}
		}
		if reviews(r.JobID) {
			add(r.Key)
		}
	}
	for _, id := range from.Runs {
		r, err := q.Run(id)
		if err != nil {
			return doc, err
		}
		job, err := q.Job(r.JobID)
		if err != nil {
			return doc, err
		}
		if !inScope(scopes, r, job) {
			return doc, invalid(
				"refusal.document_not_about",
				job.Name,
			)
		}
		link(r)
	}
	for _, t := range from.Jobs {
		job, err := q.Job(t.Job)
		if err != nil {
			return doc, err
		}
		runs, err := q.WaitingRuns(t.Job, t.Last)
		if err != nil {
			return doc, err
		}
		for _, ref := range runs {
			if ref.Status != domain.Success {
				r, err := q.Run(ref.ID)
				if err != nil {
					return doc, err
				}
				if inScope(scopes, r, job) {
					link(r)
				}
			}
			if from.Review {
				doc.reviewed++
				add(ref.Key)
			}
		}
	}
	if from.Review {
		if err := svc.permit(rules.ActReview); err != nil {
			return doc, err
		}
	}
	return doc, nil
}

// widened adds the jobs of runs to scopes that do not cover them.
func widened(q domain.Reader, scopes []domain.Scope, from Documented) ([]domain.Scope, error) {
	out := append([]domain.Scope(nil), scopes...)
	add := func(id int64) error {
		job, err := q.Job(id)
		if err != nil {
			return err
		}
		for _, s := range out {
			if s.Object == "" && s.Covers(job, nil) {
				return nil
			}
		}
		out = append(out, domain.Scope{Job: job.Key})
		return nil
	}
	for _, id := range from.Runs {
		r, err := q.Run(id)
		if err != nil {
			return nil, err
		}
		if err := add(r.JobID); err != nil {
			return nil, err
		}
	}
	for _, t := range from.Jobs {
		if err := add(t.Job); err != nil {
			return nil, err
		}
	}
	return out, nil
}
