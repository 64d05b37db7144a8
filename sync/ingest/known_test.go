package ingest_test

import (
	"cmp"
	"errors"
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
	"runchecks/sync/known"
	"runchecks/sync/message"
	"runchecks/sync/readers/generic"
)

// unread is a mail that no reader understands.
func (n *nights) unread(subject string, at time.Time) ingest.Item {
	item := n.item(at)
	item.Message.Subject, item.Results, item.Unmatched = subject, nil, "No reader knows this layout."
	item.Words, item.Aside = generic.About(&message.Message{Subject: subject})
	return item
}

// titled is a report of a job with a subject.
func (n *nights) titled(job, subject string, status domain.Status, at time.Time) ingest.Item {
	item := n.report(job, at)
	item.Message.Subject, item.Results[0].Status, item.Results[0].Reader = subject, status, "veeam"
	return item
}

func (n *nights) inbox() (subjects []string) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		rows, err := q.Inbox(0)
		for _, r := range rows {
			subjects = append(subjects, r.Subject)
		}
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return subjects
}

func TestAReportOfAKnownJobThatNobodyUnderstandsIsAnUnknownRunOfIt(t *testing.T) {
	for name, tt := range map[string]struct {
		jobs    map[string]string // approved jobs by the subject of a report
		pending bool
		subject string
		job     string // that it becomes a run of
		words   string
	}{
		"its subject names the job": {
			jobs:    map[string]string{"NW Daily": "Backup of SRV1 completed", "NW Weekly": "Backup of SRV2 completed"},
			subject: "Backup of SRV1 zonked", job: "NW Daily", words: "zonked",
		},
		"it names another machine": {
			jobs: map[string]string{"NW Daily": "Backup of SRV1 completed"}, subject: "Backup of SRV9 zonked",
		},
		"two jobs are alike": {
			jobs:    map[string]string{"NW Daily": "Backup of SRV1 completed", "NW Weekly": "Backup of SRV1 succeeded"},
			subject: "Backup of SRV1 zonked",
		},
		"it is about a licence": {
			jobs: map[string]string{"NW Daily": "Backup of SRV1 completed"}, subject: "Backup of SRV1: your licence expires soon",
		},
		"a person answers": {
			jobs: map[string]string{"NW Daily": "Backup of SRV1 completed"}, subject: "Re: Backup of SRV1 zonked",
		},
		"nobody approved the job": {
			jobs: map[string]string{"NW Daily": "Backup of SRV1 completed"}, pending: true, subject: "Backup of SRV1 zonked",
		},
		"an advertisement": {
			jobs: map[string]string{"NW Daily": "Backup of SRV1 completed"}, subject: "Two months free for every new customer",
		},
	} {
		t.Run(name, func(t *testing.T) {
			n := newNights(t)
			n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			var names []string
			for job, subject := range tt.jobs {
				n.receive(n.titled(job, subject, domain.Success, n.night(-1)))
				names = append(names, job)
			}
			if !tt.pending {
				n.approve(names...)
				n.review(names...)
			}
			mail := n.unread(tt.subject, n.night(0))
			n.receive(mail)
			open, _ := n.waiting()
			want := ""
			if tt.job != "" {
				want = tt.job + " "
			}
			if open != want {
				t.Errorf("%q waits, want %q; inbox %q", open, want, n.inbox())
			}
			if tt.job == "" {
				if len(n.inbox()) == 0 {
					t.Error("the message is lost")
				}
				return
			}
			if len(n.inbox()) != 0 {
				t.Errorf("it is in the inbox, too: %q", n.inbox())
			}
			job := n.jobs(tt.job)[0]
			run := n.runOf(job)
			if run.Status != domain.Unknown || run.Evidence.Words != tt.words || run.Evidence.Where != "subject" || run.Error == "" {
				t.Errorf("run %+v", run.Result)
			}
			// Read again, it stays what it is; a reader that learned it changes its status.
			mail.Message.ID = run.Message
			if changes := n.again(mail); len(changes) != 0 {
				t.Errorf("read again: %+v", changes)
			}
			mail.Results = n.titled(tt.job, tt.subject, domain.Failed, n.night(0)).Results
			if changes := n.again(mail); len(changes) != 1 || !changes[0].NewStatus || changes[0].NewJob {
				t.Errorf("understood: %+v", changes)
			}
		})
	}
}

func TestTroubleOfAKnownJobIsFiledUnderItWhereItsReaderCannotReadIt(t *testing.T) {
	for status, filed := range map[domain.Status]bool{domain.Failed: true, domain.Unknown: true, domain.Success: false} {
		t.Run(fmt.Sprint(status), func(t *testing.T) {
			n := newNights(t)
			n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
			n.receive(n.titled("NW Daily", "Backup of SRV1 completed", domain.Success, n.night(-1)))
			n.approve("NW Daily")
			n.review("NW Daily")
			mail := n.unread("Backup of SRV1 went up in smoke", n.night(0))
			mail.Unmatched = ""
			mail.Results = []domain.Result{{
				Product: "Other", JobType: "Backup report", Identity: "SRV1", Kind: domain.KindRun, Status: status, Reader: generic.Name,
			}}
			n.receive(mail)
			if open, _ := n.waiting(); (open == "NW Daily ") != filed || (len(n.inbox()) == 0) != filed {
				t.Errorf("%q waits, inbox %q", open, n.inbox())
			}
		})
	}
}

// runOf is the newest run of a job, with its objects.
func (n *nights) runOf(job domain.JobRow) (run domain.Run) {
	n.Helper()
	err := n.store.Read(n.ctx, func(q domain.Reader) (err error) {
		run, err = q.Run(job.LastRun)
		return err
	})
	if err != nil {
		n.Fatal(err)
	}
	return run
}

// again reads a stored message again and stores what came of it.
func (n *nights) again(item ingest.Item) []domain.RereadChange {
	n.Helper()
	changes, err := n.in.Reprocess(true).Batch(n.ctx, []ingest.Item{item})
	if err != nil {
		n.Fatal(err)
	}
	return changes
}

func TestAMessageThatLooksLikeAJobIsItsRunOnceAPersonSaysSo(t *testing.T) {
	n := newNights(t)
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	n.receive(n.titled("NW Daily", "Backup of SRV1 completed", domain.Success, n.night(-1)))
	n.approve("NW Daily")
	n.review("NW Daily")
	mail := n.unread("Backup of SRV1 on NAS7 zonked", n.night(0))
	n.receive(mail)
	var like map[int64]domain.Lookalike
	var id int64
	err := n.store.Read(n.ctx, func(q domain.Reader) error {
		rows, err := q.Inbox(0)
		if err != nil || len(rows) != 1 {
			return fmt.Errorf("%d rows in the inbox: %w", len(rows), cmp.Or(err, errors.New("one is expected")))
		}
		id = rows[0].ID
		like, err = known.Like(q, rows)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(like[id].Jobs) != 1 || like[id].Jobs[0].Name != "NW Daily" {
		t.Fatalf("looks like %+v", like)
	}
	n.must(n.desk.Join(n.ctx, like[id].Jobs[0].Key, like[id].Keys))
	mail.Message.ID = id
	if changes := n.again(mail); len(changes) != 1 || changes[0].Kind != domain.RereadNew {
		t.Errorf("read again: %+v", changes)
	}
	n.receive(n.unread("Backup of SRV1 on NAS7 zonked", n.night(1)))
	if jobs := n.jobs("NW Daily"); jobs[0].Runs != 2 || len(n.inbox()) != 0 {
		t.Errorf("%d runs wait, inbox %q", jobs[0].Runs, n.inbox())
	}
}

func TestWhatVariesAtASenderIsNoOtherJobOnceAPersonJoinedTwo(t *testing.T) {
	n := newNights(t)
	n.now = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)
	by := func(who string, night int) ingest.Item {
		mail := n.unread("Backup of SRV1 by "+who+" completed", n.night(night))
		mail.Unmatched = ""
		mail.Results = []domain.Result{{
			Product: "Other", JobType: "Backup report", Identity: "SRV1 " + who, Kind: domain.KindRun, Status: domain.Success, Reader: generic.Name,
		}}
		return mail
	}
	n.receive(by("kim", -3))
	n.approve("SRV1 kim")
	n.review("SRV1 kim")
	n.receive(by("lee", -2))
	if got := n.inbox(); len(got) != 1 {
		t.Fatalf("one report tells nothing of what varies: inbox %q", got)
	}
	kim, lee := n.jobs("SRV1 kim")[0], n.jobs("SRV1 lee")[0]
	n.must(n.desk.Join(n.ctx, kim.Key, []domain.JobKey{lee.Key}))
	ann := by("ann", -1)
	n.receive(ann)
	job := n.jobs("SRV1 kim")[0]
	if got := n.inbox(); len(got) != 0 || job.Runs != 2 {
		t.Errorf("%d runs wait, inbox %q", job.Runs, got)
	}
	ann.Message.ID = n.runOf(job).Message
	if changes := n.again(ann); len(changes) != 0 {
		t.Errorf("read again: %+v", changes)
	}
	other := by("kim", 0)
	other.Message.Subject, other.Results[0].Identity = "Backup of SRV2 by kim completed", "SRV2 kim"
	other.Words, _ = generic.About(&message.Message{Subject: other.Message.Subject})
	n.receive(other)
	if got := n.inbox(); len(got) != 1 {
		t.Errorf("another machine is another job: inbox %q", got)
	}
}
