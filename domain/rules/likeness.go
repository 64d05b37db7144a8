package rules

import (
	"slices"
	"strings"
	"unicode"

	"runchecks/domain"
)

// Likeness says which known jobs of its sender a report is about whose text nobody can
// decide or that is filed under no job yet.
type Likeness struct {
	// Sure is the one job that the report is about beyond doubt, nil where there is none.
	Sure *domain.KnownJob
	// Like are the jobs that it may be about, where none is sure; more than one are
	// equally like.
	Like []domain.KnownJob
	// Strange are the words of the report that the sure job's reports do not have.
	Strange []string
	// Habit says that the report differs from those of the sure job only where they differ
	// from one another: in what varies at this sender, such as the name of an operator.
	Habit bool
}

// LikeJobs compares the words of a report with those of the known jobs of its sender
// (product.md, section 7: a known job's undecided text is an Unknown run on it). A job is
// sure where the report has every word that all of the job's reports have and that tell it
// from others, at least half of its words are the job's (or it is trouble already), and no name in it is strange to
// the job: another machine, another customer is another job. Where two jobs are alike
// none is sure.
func LikeJobs(report domain.ReportWords, jobs []domain.KnownJob) Likeness {
	var sure, like []domain.KnownJob
	best := 0
	weigh := func(job domain.KnownJob, weight int) {
		if weight > best || len(like) == 0 {
			best, like = weight, []domain.KnownJob{job}
		} else if weight == best {
			like = append(like, job)
		}
	}
	for i, job := range jobs {
		core, every, plain := wordsOf(job)
		own := foldedWords(report.Own)
		strange := 0
		for k, w := range own {
			if every[w] {
				continue
			}
			strange++
			if nameLike(report.Own[k]) || coreOfAnother(jobs, i, w) {
				strange = len(own) + 1
				break
			}
		}
		found := 0
		for _, w := range core {
			if slices.Contains(own, w) {
				found++
			}
		}
		shared := share(report.All, plain)
		switch {
		case strange > len(own):
			if found > 0 && 2*found >= len(core) {
				weigh(job, 2*found-len(core)+shared)
			}
		case found == len(core) && (2*shared >= len(report.All) && len(report.All) > 0 || report.Trouble) &&
			(len(core) > 0 && (2*strange <= len(own) || report.Trouble) || len(core) == 0 && len(jobs) == 1):
			sure = append(sure, job)
		case found > 0 && 2*found >= len(core), len(core) == 0 && len(jobs) == 1 && 2*shared >= len(report.All) && len(report.All) > 0:
			weigh(job, 2*found-len(core)+shared)
		}
	}
	switch len(sure) {
	case 0:
		return Likeness{Like: like}
	case 1:
		return Likeness{Sure: &sure[0], Strange: strangeTo(report, sure[0]), Habit: habitual(report, sure[0])}
	}
	return Likeness{Like: sure}
}

// habitual reports whether the own words of a report are those of a job's reports, word by
// word, but for the places at which these differ from one another. A job of which one
// subject alone is known has no such place: whatever is new may be another job.
func habitual(report domain.ReportWords, job domain.KnownJob) bool {
	own := foldedWords(report.Own)
	var first []string
	varies := make([]bool, len(own))
	for _, r := range job.Reports {
		other := foldedWords(r.Own)
		if len(other) != len(own) {
			continue
		}
		if first == nil {
			first = other
		}
		for k := range own {
			varies[k] = varies[k] || other[k] != first[k]
		}
	}
	if first == nil {
		return false
	}
	same := 0
	for k := range own {
		switch {
		case own[k] == first[k] && !varies[k]:
			same++
		case own[k] != first[k] && !varies[k]:
			return false
		}
	}
	return same > 0
}

// strangeTo are the words of a report that those of a job do not have.
func strangeTo(report domain.ReportWords, job domain.KnownJob) []string {
	_, every, plain := wordsOf(job)
	var out []string
	for _, w := range report.Own {
		if !every[domain.Fold(w)] {
			out = append(out, w)
		}
	}
	for _, w := range report.All {
		if !plain[w] && !every[w] && !slices.ContainsFunc(report.Own, func(own string) bool { return strings.Contains(domain.Fold(own), w) }) {
			out = append(out, w)
		}
	}
	return out
}

// wordsOf returns the words that tell a job from others and that all its reports have,
// every word of that kind that one of them has, and all words of their subjects.
func wordsOf(job domain.KnownJob) (core []string, every, plain map[string]bool) {
	every, plain = map[string]bool{}, map[string]bool{}
	_, name, _ := strings.Cut(string(job.Job.Key), "|") // its machine may stand in the body alone
	for _, w := range strings.FieldsFunc(name, func(c rune) bool { return c == '|' || c == ' ' }) {
		every[w] = true
	}
	every[domain.Fold(job.Job.Name)] = true
	for i, r := range job.Reports {
		own := foldedWords(r.Own)
		for _, w := range own {
			every[w] = true
		}
		for _, w := range r.All {
			plain[w] = true
		}
		if i == 0 {
			core = own
			continue
		}
		core = slices.DeleteFunc(slices.Clone(core), func(w string) bool { return !slices.Contains(own, w) })
	}
	return core, every, plain
}

// coreOfAnother reports whether a word belongs to every report of another job.
func coreOfAnother(jobs []domain.KnownJob, but int, word string) bool {
	for i, job := range jobs {
		if i == but || len(job.Reports) == 0 {
			continue
		}
		if !slices.ContainsFunc(job.Reports, func(r domain.ReportWords) bool { return !slices.Contains(foldedWords(r.Own), word) }) {
			return true
		}
	}
	return false
}

func foldedWords(words []string) []string {
	out := make([]string, len(words))
	for i, w := range words {
		out[i] = domain.Fold(w)
	}
	return out
}

func share(words []string, of map[string]bool) int {
	n := 0
	for _, w := range words {
		if of[w] {
			n++
		}
	}
	return n
}

// nameLike reports whether a word is written as a name: with a digit, a joint, or a
// capital letter. In scripts without capital letters every word may be one.
func nameLike(word string) bool {
	if strings.ContainsAny(word, "0123456789-_./\\@") {
		return true
	}
	for _, c := range word {
		return unicode.IsUpper(c) || unicode.IsLetter(c) && !unicode.IsLower(c)
	}
	return false
}

// SubjectKey is the key of reports that no reader can decide, by the words of their
// subject: under it they are joined with a job.
func SubjectKey(sender string, words domain.ReportWords) domain.JobKey {
	return domain.NewJobKey(sender, "", "subject", strings.Join(words.Own, " "))
}

// Distinct returns a list without what it holds twice.
func Distinct(words []string) []string {
	var out []string
	for _, w := range words {
		if w != "" && !slices.Contains(out, w) {
			out = append(out, w)
		}
	}
	return out
}
