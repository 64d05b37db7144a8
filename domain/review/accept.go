package review

import (
	"cmp"
	"context"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/wording"
)

// AcceptRequest asks to accept the known problem of a run until something changes.
type AcceptRequest struct {
	Run    int64
	Level  domain.AcceptLevel
	Object string // for AcceptObject
	// Message is the error of AcceptError; empty takes that of the run's first problem.
	Message                                                string
	UntilSuccess, UntilNextRun, UntilWorse, UntilNewObject bool
	UntilDate                                              time.Time
	Note                                                   string
	// Last is the highest run id that the technician could see, 0 for any: a run that came
	// later waits, and what is new in it is not accepted.
	Last int64
}

// Accepting is what a request would do.
type Accepting struct {
	Acceptance domain.Acceptance
	// All are the acceptances of several jobs, in the order of the request.
	All []domain.Acceptance
	// Runs that show nothing but accepted problems: they would count as looked at.
	Runs []domain.RunRef
	Jobs int
}

// Accept accepts a known problem: waiting runs that show nothing else are reviewed
// with it, and so are later ones until it ends by itself. Nothing turns good by it.
func (svc *Service) Accept(ctx context.Context, r AcceptRequest) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideAccept, func(q domain.Reader, e *entry) error {
		p, err := svc.accepting(q, r)
		if err != nil {
			return err
		}
		a := p.Acceptance
		a.Key, a.By, a.At = e.ID, e.Actor, e.At
		n, err := acceptedNames(q, a)
		if err != nil {
			return err
		}
		e.Targets = []string{string(a.Key)}
		for _, run := range p.Runs {
			e.Targets = append(e.Targets, string(run.Key))
		}
		e.payload = acceptPayload{change: change[domain.Acceptance]{After: &a}, Names: n}
		return nil
	})
}

// PreviewAccept says what Accept would do.
func (svc *Service) PreviewAccept(ctx context.Context, r AcceptRequest) (p Accepting, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		p, err = svc.accepting(q, r)
		return err
	})
	return p, err
}

func (svc *Service) accepting(q domain.Reader, r AcceptRequest) (p Accepting, err error) {
	run, err := q.Run(r.Run)
	if err != nil {
		return p, err
	}
	job, err := q.Job(run.JobID)
	if err != nil {
		return p, err
	}
	list, err := q.Overrides()
	if err != nil {
		return p, err
	}
	book := rules.NewBook(list)
	if run.Sender.Doubt != "" {
		return p, invalid("refusal.accept_sender_unknown", job.Name)
	}
	if len(rules.Problems(run)) == 0 {
		return p, invalid("refusal.accept_success", job.Name)
	}
	a := domain.Acceptance{
		Level: r.Level, UntilSuccess: r.UntilSuccess, UntilNextRun: r.UntilNextRun, UntilWorse: r.UntilWorse, UntilNewObject: r.UntilNewObject, UntilDate: r.UntilDate,
		Note: strings.TrimSpace(r.Note), At: svc.p.Clock(), From: run.At,
	}
	switch r.Level {
	case domain.AcceptObject:
		a.Job, a.Object = job.Key, r.Object
	case domain.AcceptJob:
		a.Job = job.Key
	case domain.AcceptError:
		message := r.Message
		if message == "" {
			message = rules.Problems(run)[0].Message
		}
		a.Product, a.Signature = job.Product, rules.Signature(message)
	}
	if err := a.Validate(); err != nil {
		return p, invalid("refusal.cannot_accept", err)
	}
	if len(rules.AcceptedProblems(a, run, job, book)) == 0 {
		return p, invalid("refusal.accept_no_such_problem")
	}
	active, err := q.ActiveAcceptances()
	if err != nil {
		return p, err
	}
	// What waits in reach is accepted.
	type waiting struct {
		run domain.Run
		job domain.Job
	}
	var reach []waiting
	visit := func(run domain.Run, job domain.Job) error {
		found := rules.AcceptedProblems(a, run, job, book)
		if len(found) == 0 || job.State == domain.JobPending || r.Last != 0 && run.ID > r.Last {
			return nil
		}
		reach = append(reach, waiting{run, job})
		rules.Know(&a, job, found)
		if run.At.Before(a.From) {
			a.From = run.At
		}
		return nil
	}
	if run.Review != nil {
		if err := visit(run, job); err != nil {
			return p, err
		}
	}
	if err := q.WaitingProblems(domain.ProblemFilter{Job: a.Job, Product: a.Product}, visit); err != nil {
		return p, err
	}
	err = svc.visitCurrent(q, a, run.At, r.Last, func(run domain.Run, job domain.Job) {
		rules.Know(&a, job, rules.AcceptedProblems(a, run, job, book))
	})
	if err != nil {
		return p, err
	}
	p.Acceptance = a
	probe := a
	probe.UntilNextRun, probe.UntilDate = false, time.Time{} // what waits now is what is accepted
	probe.UntilSuccess = true
	jobs := map[int64]bool{}
	for _, w := range reach {
		by, _ := rules.Accepted(w.run, w.job, w.run.Effective, book, append([]domain.Acceptance{probe}, active...))
		if w.run.Review == nil && len(by) > 0 {
			p.Runs = append(p.Runs, domain.RunRef{ID: w.run.ID, Key: w.run.Key, At: w.run.At, Status: w.run.Effective.Status})
			jobs[w.job.ID] = true
		}
	}
	p.Jobs = len(jobs)
	return p, nil
}

// visitCurrent visits the runs that say how the jobs in reach stand, whether somebody looked
// at them or not: those of the night on, and the newest of each job. Last bounds their
// ids, 0 for none. What was reviewed is as well known as what waits: it ends no acceptance
// the next night.
func (svc *Service) visitCurrent(q domain.Reader, a domain.Acceptance, at time.Time, last int64,
	visit func(domain.Run, domain.Job)) error {
	nights, err := rules.ReadNights(q, svc.p.Location)
	if err != nil {
		return err
	}
	list, err := q.Jobs()
	if err != nil {
		return err
	}
	jobs := map[int64]domain.Job{}
	for _, j := range list {
		if j.State != domain.JobPending && (a.Job != "" && j.Is(a.Job) || a.Job == "" && domain.Fold(j.Product) == domain.Fold(a.Product)) {
			jobs[j.ID] = j.Job
		}
	}
	ids := map[int64]bool{}
	runs, err := q.DayRuns(nights.Of(at).From, at.AddDate(100, 0, 0))
	if err != nil {
		return err
	}
	for _, r := range runs {
		if _, mine := jobs[r.Job]; mine && (r.Raw != domain.Success || r.Problems > 0) {
			ids[r.ID] = true
		}
	}
	for id := range jobs {
		rows, err := q.JobRuns(id, true, newestRuns)
		if err != nil {
			return err
		}
		for _, r := range rows {
			if r.Source != domain.SourceSchedule && r.Source != domain.SourceOffline && (last == 0 || r.ID <= last) {
				ids[r.ID] = true
				break
			}
		}
	}
	for id := range ids {
		run, err := q.Run(id)
		if err != nil {
			return err
		}
		if last == 0 || id <= last {
			visit(run, jobs[run.JobID])
		}
	}
	return nil
}

// newestRuns is how many runs of a job are looked at for one that a report tells of.
const newestRuns = 8

// acceptedNames are those of the job that an acceptance is about; none for one of all jobs.
func acceptedNames(q domain.Reader, a domain.Acceptance) (names, error) {
	if a.Level == domain.AcceptError {
		return names{}, nil
	}
	return namesOf(q, a.Job)
}

// accepted says what an acceptance is about; names are those of its job.
func accepted(a domain.Acceptance, n names) Phrase {
	switch a.Level {
	case domain.AcceptError:
		return phrase("accept.error", brief(a.Signature), a.Product)
	case domain.AcceptObject:
		return phrase("reach.object", a.Object, n.jobOf())
	}
	return n.jobOf()
}

// Until says until when something is accepted.
func Until(a domain.Acceptance) Phrase {
	var ends []Phrase
	if a.UntilSuccess {
		ends = append(ends, phrase("accept.success"))
	}
	if a.UntilNextRun {
		ends = append(ends, phrase("accept.next"))
	}
	if a.UntilWorse {
		ends = append(ends, phrase("accept.worse"))
	}
	if a.UntilNewObject {
		ends = append(ends, phrase("accept.object"))
	}
	if !a.UntilDate.IsZero() {
		ends = append(ends, phrase("accept.date", a.UntilDate))
	}
	if len(ends) == 0 {
		return phrase("accept.ever")
	}
	return phrase("accept.until", ends)
}

func acceptWords(p acceptPayload, _ domain.Decision, _ *time.Location) (Phrase, bool) {
	switch {
	case p.After == nil:
		return Phrase{}, false
	case p.Before != nil:
		return phrase("accept.ended", accepted(*p.Before, p.Names)), true
	}
	until := Until(*p.After)
	what, runs := phrase("jobs", p.Names.Jobs), phrase("runs", p.Names.Runs)
	switch p.Names.Jobs {
	case 0:
		return phrase("accept.made", accepted(*p.After, p.Names), until), true
	case 1:
		what = phrase("text", p.Names.Job)
	}
	return phrase("accept.jobs", what, runs, until), true
}

// EndAccept ends an acceptance by hand: the next problem waits for review.
func (svc *Service) EndAccept(ctx context.Context, key domain.DecisionID) (domain.Decision, error) {
	return svc.decide(ctx, rules.ActReview, domain.DecideAccept, func(q domain.Reader, e *entry) error {
		before, err := q.Acceptance(key)
		if err != nil {
			return err
		}
		if !before.Active() {
			return conflict("refusal.acceptance_ended", storedPhrase(cmp.Or(before.EndedWhy, noted("noted.by_hand"))))
		}
		after := before
		after.Ended, after.EndedWhy = e.At, noted("noted.ended_by", e.Actor)
		n, err := acceptedNames(q, before)
		e.Targets = []string{string(key)}
		e.payload = acceptPayload{change: change[domain.Acceptance]{&before, &after}, Names: n}
		return err
	})
}

func (pr *projector) accept(d domain.Decision) error {
	p, err := payload[acceptPayload](d)
	if err == nil && p.After == nil {
		err = invalid("refusal.entry_no_acceptance", d.ID)
	}
	if err != nil {
		return err
	}
	if p.Before != nil {
		after := *p.After
		if pr.shared && !after.Ended.IsZero() {
			after.EndedWhy = noted("noted.ended_by", d.Actor)
		}
		return pr.putAcceptance(after, d)
	}
	for _, a := range p.made() {
		if err := pr.putAcceptance(a, d); err != nil {
			return err
		}
	}
	ids, err := pr.tx.RunIDs(d.Targets)
	if err != nil {
		return err
	}
	return pr.reviewRuns(ids, domain.Review{At: d.At, By: d.Actor, Decision: d.ID, Note: AcceptedNote(*p.After)})
}

// putAcceptance stores an acceptance. The end that a run brought stays.
func (pr *projector) putAcceptance(a domain.Acceptance, d domain.Decision) (err error) {
	if a.By, err = pr.maker(a.Key, d, a.By); err != nil {
		return err
	}
	now, err := pr.tx.Acceptance(a.Key)
	switch {
	case isNotFound(err) && pr.facts != nil:
		now = pr.facts.ended[a.Key]
	case err != nil && !isNotFound(err):
		return err
	}
	if now.EndedRun != "" {
		a.Ended, a.EndedWhy, a.EndedRun, a.Back = now.Ended, now.EndedWhy, now.EndedRun, now.Back
	}
	if err := pr.sound(a.Key, a.Validate()); err != nil {
		return err
	}
	return pr.tx.PutAcceptance(a)
}

// AcceptedNote is the note of a review that an acceptance made.
func AcceptedNote(a domain.Acceptance) string {
	if a.Note == "" {
		return noted("noted.known_problem")
	}
	return noted("noted.known_problem_note", a.Note)
}

// revertAccept takes the acceptance back: every run that was reviewed by it, by a
// person or by itself later, waits again.
func (pr *projector) revertAccept(d domain.Decision) error {
	p, err := payload[acceptPayload](d)
	if err != nil {
		return err
	}
	if p.Before != nil {
		return pr.putAcceptance(*p.Before, d)
	}
	for _, a := range p.made() {
		if err := pr.rememberEnd(a.Key); err != nil {
			return err
		}
		if err := pr.tx.DeleteAcceptance(a.Key); err != nil && !isNotFound(err) {
			return err
		}
		if err := pr.revertReview(a.Key); err != nil {
			return err
		}
	}
	return nil
}

// AcceptedProblem is an acceptance with what it is about in words.
type AcceptedProblem struct {
	domain.Acceptance
	// What and Until are in English, for what programs read; Said and Ends are the same as phrases.
	What, Until string
	Said, Ends  Phrase
}

// Accepted lists acceptances, those that hold first, newest first.
func (svc *Service) Accepted(ctx context.Context) (out []AcceptedProblem, err error) {
	err = svc.p.Store.Read(ctx, func(q domain.Reader) error {
		out, err = svc.accepted(q)
		return err
	})
	return out, err
}

func (svc *Service) accepted(q domain.Reader) (out []AcceptedProblem, err error) {
	list, err := q.Acceptances()
	for _, a := range list {
		n, err := acceptedNames(q, a)
		if err != nil {
			return nil, err
		}
		said, ends, loc := accepted(a, n), Until(a), svc.p.Location
		out = append(out, AcceptedProblem{a, wording.English(said, loc), wording.English(ends, loc), said, ends})
	}
	return out, err
}
