package storage

import (
	"runchecks/domain"
)

// The key of a job begins with its sender, so that the index of keys finds the jobs of one.
const senderJobs = oneJob + `j.key >= ? AND j.key < ? AND j.state = 'active' ORDER BY j.key LIMIT ?`

// Runs that no reader read are left out: their subjects were filed by those of others.
const newestSubjects = `SELECT m.subject FROM run r INDEXED BY run_job JOIN message m ON m.id = r.message
WHERE r.job = ? AND r.reader <> '' ORDER BY r.at DESC, r.id DESC LIMIT ?`

func (x *tx) SenderJobs(sender string, jobs, each int) ([]domain.JobSubjects, error) {
	from := string(domain.NewJobKey(sender, "", "", ""))
	from = from[:len(from)-2] // "sender|"
	var out []domain.JobSubjects
	err := x.rows("list the jobs of a sender", senderJobs, []any{from, from[:len(from)-1] + "}", jobs}, func(scan func(...any) error) error {
		var j domain.Job
		err := scan(jobFields(&j)...)
		out = append(out, domain.JobSubjects{Job: j})
		return err
	})
	if err != nil {
		return nil, err
	}
	for i := range out {
		s := &out[i]
		err := x.rows("list the subjects of a job", newestSubjects, []any{s.Job.ID, each}, func(scan func(...any) error) error {
			var subject string
			err := scan(&subject)
			s.Subjects = append(s.Subjects, subject)
			return err
		})
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}
