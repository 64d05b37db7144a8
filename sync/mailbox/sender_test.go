package mailbox_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/readers"
	"runchecks/sync/reprocess"
	"runchecks/sync/simulate"
)

// letter is a report of the night days ago as it lies in the mailbox: the lines that
// the own server wrote, then those of the sender.
type letter struct {
	days      int
	own, sent []string
	subject   string // "" for a good report of srv1
	body      string
	id        string
}

const (
	hop       = "Received: from mail.a.example (mail.a.example [192.0.2.7]) by mx.example.com (Postfix) with ESMTPS id 1"
	vouched   = "Authentication-Results: mx.example.com; dmarc=pass (p=reject) header.from=a.example"
	unvouched = "Authentication-Results: mx.example.com;\r\n\tdmarc=fail (p=none dis=none) header.from=a.example;\r\n\tspf=softfail smtp.mailfrom=evil.example"
	fromA     = "From: root <root@a.example>"
)

func (l letter) mail() simulate.Mail {
	at := storagetest.Now.Add(-time.Duration(l.days)*24*time.Hour - 4*time.Hour)
	if l.subject == "" {
		l.subject = "backupninja: srv1"
	}
	if l.body == "" {
		l.body = "\r\nsuccess -- /etc/backup.d/10.sys\r\n"
	}
	if l.sent == nil {
		l.sent = []string{fromA}
	}
	if l.id == "" {
		l.id = fmt.Sprintf("%d-%d@a.example", l.days, len(l.own)+len(strings.Join(l.sent, "")))
	}
	lines := append(append([]string{}, l.own...), l.sent...)
	lines = append(lines, "To: reports@example.com", "Date: "+at.Format(time.RFC1123Z), "Subject: "+l.subject, "Message-ID: <"+l.id+">")
	return simulate.Mail{Received: at.Add(10 * time.Second), Raw: []byte(strings.Join(lines, "\r\n") + "\r\n" + l.body)}
}

// guarded is a lab with a job whose reports of ten nights passed. They were reviewed.
func guarded(t *testing.T) (*lab, *review.Service) {
	t.Helper()
	var mails []simulate.Mail
	for n := 10; n > 0; n-- {
		mails = append(mails, letter{days: n, own: []string{vouched, hop}}.mail())
	}
	l := newLab(t, simulate.IMAPOptions{Mails: mails})
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	desk, err := review.New(review.Params{Store: l.store, Clock: func() time.Time { return storagetest.Now }, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Profile: "lab", Location: time.UTC})
	if err != nil {
		t.Fatal(err)
	}
	return l, desk
}

func (l *lab) receive(list ...letter) {
	l.Helper()
	for _, x := range list {
		if err := l.server.Append(x.mail()); err != nil {
			l.Fatal(err)
		}
	}
	if err := l.sync(); err != nil {
		l.Fatal(err)
	}
}

// newest returns the newest run of the job srv1 of a sender.
func (l *lab) newest(sender string) (run domain.Run) {
	l.Helper()
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		job, err := q.JobByKey(domain.NewJobKey(sender, "backupninja", "Backup actions", "srv1"))
		if err != nil {
			return err
		}
		rows, err := q.JobRuns(job.ID, true, 1)
		if err != nil {
			return err
		}
		run, err = q.Run(rows[0].ID)
		return err
	})
	if err != nil {
		l.Fatal(err)
	}
	return run
}

func (l *lab) trust(desk *review.Service) domain.Decision {
	l.Helper()
	d, err := desk.TrustServers(context.Background(), account, "mx.example.com")
	if err != nil {
		l.Fatal(err)
	}
	return d
}

func TestForgedReportsAreNoSuccess(t *testing.T) {
	attached := func(inner string) letter {
		return letter{own: []string{"Authentication-Results: mx.example.com; dmarc=pass header.from=evil.example", hop}, subject: "Fwd: report",
			sent: []string{"From: x@evil.example", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=fw"},
			body: "\r\n--fw\r\nContent-Type: message/rfc822\r\n\r\n" + inner + "\r\n--fw--\r\n"}
	}
	for name, l := range map[string]letter{
		"DMARC failed":            {own: []string{unvouched, hop}},
		"the server said nothing": {own: []string{hop}},
		"the sender answers below the server": {own: []string{unvouched, hop},
			sent: []string{vouched, "Received: from a by mx.example.com with ESMTPS id 2", fromA}},
		"the sender answers instead of the server":      {own: []string{hop}, sent: []string{vouched, fromA}},
		"the sender answers and says it was not a hop":  {own: []string{hop}, sent: []string{"Received: from localhost by localhost", vouched, fromA}},
		"a server of the sender answers":                {own: []string{hop}, sent: []string{"Authentication-Results: mx.evil.example; dmarc=pass header.from=a.example", fromA}},
		"only ARC says that it passed":                  {own: []string{"ARC-Authentication-Results: i=1; mx.example.com; dmarc=pass header.from=a.example", unvouched, hop}},
		"the envelope closes a comment":                 {own: []string{`Authentication-Results: mx.example.com; spf=pass (domain of x) smtp.mailfrom=evil.example; dmarc=pass header.from=a.example (x@evil.example); dmarc=fail header.from=a.example`, hop}},
		"the envelope opens a comment":                  {own: []string{`Authentication-Results: mx.example.com; spf=pass (domain of "(x@evil.example) smtp.mailfrom=a.example; dmarc=fail`, hop}, sent: []string{vouched, fromA}},
		"the envelope holds a result":                   {own: []string{`Authentication-Results: mx.example.com; spf=fail smtp.mailfrom="a; dmarc=pass header.from=a.example"@evil.example; dmarc=fail header.from=a.example`, hop}},
		"two senders, and the other one passed":         {own: []string{"Authentication-Results: mx.example.com; dmarc=pass header.from=evil.example", hop}, sent: []string{fromA, "From: x@evil.example"}},
		"other headers are right":                       {own: []string{unvouched, "Return-Path: <root@a.example>", hop}, sent: []string{fromA, "Sender: root@a.example", "Reply-To: root@a.example", "X-Spam-Status: No", "Received-SPF: pass", "X-Original-Authentication-Results: mx.example.com; dmarc=pass"}},
		"it repeats the Message-ID of a genuine report": {own: []string{unvouched, hop}, id: letter{days: 1, own: []string{vouched, hop}}.identity()},
		"it is attached to a mail that passed": attached(strings.Join([]string{vouched, fromA, "Date: " + storagetest.Now.Add(-4*time.Hour).Format(time.RFC1123Z), "Subject: backupninja: srv1",
			"", "success -- /etc/backup.d/10.sys"}, "\r\n")),
	} {
		t.Run(name, func(t *testing.T) {
			lab, desk := guarded(t)
			lab.trust(desk)
			lab.receive(l)
			run := lab.newest("root@a.example")
			if run.At.Before(storagetest.Now.Add(-5 * time.Hour)) {
				t.Fatalf("the report made no run; the newest is of %s", run.At)
			}
			if run.Status != domain.Success || run.Effective.Status != domain.Unknown || run.Sender.Doubt == "" || run.Review != nil {
				t.Errorf("%s, effective %s, sender %+v, review %v", run.Status, run.Effective.Status, run.Sender, run.Review)
			}
			slots := 0
			if err := lab.store.Read(context.Background(), func(q domain.Reader) error {
				ran, err := q.RealRuns(run.JobID, time.Unix(0, 0))
				slots = len(ran[run.JobID])
				return err
			}); err != nil || slots != 10 {
				t.Errorf("%d runs meet the schedule, %v", slots, err)
			}
		})
	}
}

// identity is the Message-ID that a letter gets by itself.
func (l letter) identity() string {
	_, rest, _ := strings.Cut(string(l.mail().Raw), "Message-ID: <")
	id, _, _ := strings.Cut(rest, ">")
	return id
}

func TestAGenuineReportIsASuccessAndOneOfADeviceThatNeverPassedIsMarked(t *testing.T) {
	l, desk := guarded(t)
	l.trust(desk)
	l.receive(letter{own: []string{vouched, hop}}, letter{own: []string{unvouched, hop}, sent: []string{"From: nas@b.example"}}, letter{days: 1, own: []string{hop}, sent: []string{"From: nas@b.example"}})
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Success || run.Sender.Unverified() || run.Sender.Words != "mx.example.com: dmarc=pass" {
		t.Errorf("genuine: %s, %+v", run.Effective.Status, run.Sender)
	}
	if run := l.newest("nas@b.example"); run.Effective.Status != domain.Success || !run.Sender.Unverified() || run.Sender.Doubt != "" {
		t.Errorf("a device without SPF and DKIM: %s, %+v", run.Effective.Status, run.Sender)
	}
}

func TestNothingIsJudgedUntilTheServerIsConfirmed(t *testing.T) {
	ctx := context.Background()
	l, desk := guarded(t)
	l.receive(letter{own: []string{unvouched, hop}})
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Success || run.Sender != (domain.Sender{}) {
		t.Errorf("before: %s, %+v", run.Effective.Status, run.Sender)
	}
	seen, err := desk.SenderTrust(ctx, account)
	if err != nil || seen.Learned != "mx.example.com" || len(seen.Trusted) != 0 {
		t.Errorf("learned %+v, %v", seen, err)
	}
	if d := l.trust(desk); !strings.Contains(review.Words(d, time.UTC), "1 waiting run in doubt") {
		t.Errorf("decided %q", review.Words(d, time.UTC))
	}
	run := l.newest("root@a.example")
	if run.Effective.Status != domain.Unknown || run.Sender.Check != domain.SenderFail {
		t.Errorf("confirmed: %s, %+v", run.Effective.Status, run.Sender)
	}
	if _, err := desk.TrustServers(ctx, account, "mx.example.com"); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("confirmed twice: %v", err)
	}
	if _, err := desk.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Success || run.Sender != (domain.Sender{}) {
		t.Errorf("undone: %s, %+v", run.Effective.Status, run.Sender)
	}
}

func TestANewSenderIsAcceptedByADecision(t *testing.T) {
	ctx := context.Background()
	l, desk := guarded(t)
	l.trust(desk)
	l.receive(letter{own: []string{unvouched, hop}})
	run := l.newest("root@a.example")
	if _, err := desk.AcceptSender(ctx, run.ID); err != nil {
		t.Fatal(err)
	}
	if now := l.newest("root@a.example"); now.Effective.Status != domain.Success || now.Sender.Doubt != "" || !now.Sender.Unverified() {
		t.Errorf("accepted: %s, %+v", now.Effective.Status, now.Sender)
	}
	next := letter{own: []string{unvouched, hop}, id: "next@a.example", body: "\r\nsuccess -- /etc/backup.d/10.sys\r\nsuccess -- /etc/backup.d/20.mysql\r\n"}
	l.receive(next)
	if now := l.newest("root@a.example"); now.ID == run.ID || now.Sender.Doubt != "" {
		t.Errorf("the next one: %+v", now.Sender)
	}
	if _, err := desk.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if err := l.store.Read(ctx, func(q domain.Reader) (err error) { run, err = q.Run(run.ID); return err }); err != nil {
		t.Fatal(err)
	}
	if run.Effective.Status != domain.Unknown || run.Sender.Doubt == "" {
		t.Errorf("undone: %s, %+v", run.Effective.Status, run.Sender)
	}
}

func TestADoubtOutlivesReadingAgainAndIsNoRulesToCover(t *testing.T) {
	ctx := context.Background()
	l, desk := guarded(t)
	l.trust(desk)
	l.receive(letter{own: []string{unvouched, hop}})
	before := l.newest("root@a.example")
	again, err := reprocess.New(l.store, func() time.Time { return storagetest.Now }, time.UTC)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := again.Apply(ctx, reprocess.Pass{Readers: readers.Default()}); err != nil {
		t.Fatal(err)
	}
	if run := l.newest("root@a.example"); run.Sender != before.Sender || run.Effective.Status != domain.Unknown {
		t.Errorf("read again: %s, %+v", run.Effective.Status, run.Sender)
	}
	var job domain.Job
	err = l.store.Read(ctx, func(q domain.Reader) (err error) { job, err = q.Job(before.JobID); return err })
	if err != nil {
		t.Fatal(err)
	}
	rule := domain.Override{Level: domain.LevelJob, Job: job.Key, Mode: domain.MatchContains, From: storagetest.Now.AddDate(0, 0, -30), Enabled: true}
	if _, err := desk.SaveRule(ctx, rule); err != nil {
		t.Fatal(err)
	}
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Unknown {
		t.Errorf("under a rule for everything: %s", run.Effective.Status)
	}
	if _, err := desk.Accept(ctx, review.AcceptRequest{Run: before.ID, Level: domain.AcceptJob, UntilSuccess: true}); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("accepted as a known problem: %v", err)
	}
	if _, err := desk.MarkSuccess(ctx, before.ID, "asked them"); err != nil {
		t.Fatal(err)
	}
	if run := l.newest("root@a.example"); run.Effective.Status != domain.SuccessOverride {
		t.Errorf("marked by a person: %s", run.Effective.Status)
	}
}

func TestACopySentAheadDoesNotSpoilTheReport(t *testing.T) {
	l, desk := guarded(t)
	l.trust(desk)
	genuine := letter{own: []string{vouched, hop}, id: "tonight@a.example"}
	forged := letter{own: []string{unvouched, hop}, id: "tonight@a.example"}
	l.receive(forged)
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Unknown {
		t.Fatalf("the copy: %s", run.Effective.Status)
	}
	l.receive(genuine)
	if run := l.newest("root@a.example"); run.Effective.Status != domain.Success || run.Sender.Check != domain.SenderPass {
		t.Errorf("the report itself: %s, %+v", run.Effective.Status, run.Sender)
	}
}

func TestAReportForwardedAsAnAttachmentIsAJobOfItsOriginalSender(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{})
	sent := storagetest.Now.Add(-50 * time.Hour)
	l.receive(letter{subject: "Fwd: please look", sent: []string{"From: Kim <kim@msp.example>", "MIME-Version: 1.0", "Content-Type: multipart/mixed; boundary=fw"},
		body: "\r\n--fw\r\nContent-Type: text/plain\r\n\r\nsee attached\r\n--fw\r\nContent-Type: message/rfc822\r\n\r\n" + strings.Join([]string{
			"From: root <root@a.example>", "Date: " + sent.Format(time.RFC1123Z), "Subject: backupninja: srv1", "Message-ID: <inner@a.example>", "", "success -- /etc/backup.d/10.sys"}, "\r\n") + "\r\n--fw--\r\n"})
	run := l.newest("root@a.example")
	var m domain.Message
	if err := l.store.Read(context.Background(),
		func(q domain.Reader) (err error) { m, err = q.Message(run.Message); return err }); err != nil {
		t.Fatal(err)
	}
	if !run.At.Equal(sent) || m.From != "root <root@a.example>" || m.Subject != "backupninja: srv1" || !m.Date.Equal(sent) || !m.Received.After(sent.Add(24*time.Hour)) {
		t.Errorf("run at %s of %+v", run.At, m)
	}
	if m.Auth == nil || !m.Auth.Forwarded || m.Auth.By != "kim@msp.example" {
		t.Errorf("who forwarded it: %+v", m.Auth)
	}
}

func TestTimesWithoutAZoneAreReadInThatOfTheSender(t *testing.T) {
	l := newLab(t, simulate.IMAPOptions{})
	report := "DeletedFiles: 0\r\nMainOperation: Backup\r\nParsedResult: Success\r\nBeginTime: 11/21/2026 11:00:00 PM\r\nEndTime: 11/21/2026 11:30:00 PM\r\nDuration: 00:30:00\r\n"
	at := time.Date(2026, 11, 21, 23, 31, 0, 0, time.FixedZone("", -5*3600))
	raw := "From: d@a.example\r\nTo: r@example.com\r\nDate: " + at.Format(time.RFC1123Z) + "\r\nSubject: Duplicati Backup report for nightly\r\nMessage-ID: <z@a.example>\r\n\r\n" + report
	if err := l.server.Append(simulate.Mail{Received: at.Add(time.Minute), Raw: []byte(raw)}); err != nil {
		t.Fatal(err)
	}
	if err := l.sync(); err != nil {
		t.Fatal(err)
	}
	found := false
	err := l.store.Read(context.Background(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			rows, err := q.JobRuns(j.ID, true, 1)
			if err != nil {
				return err
			}
			found = true
			if want := at.Add(-31 * time.Minute); !rows[0].At.Equal(want) || rows[0].Duration != 30*time.Minute {
				t.Errorf("the run is of %s, want %s; it took %s", rows[0].At, want.UTC(), rows[0].Duration)
			}
		}
		return err
	})
	if err != nil || !found {
		t.Fatal(found, err)
	}
}

func TestNoRuleForFutureRunsIsMadeOfADoubt(t *testing.T) {
	l, desk := guarded(t)
	l.trust(desk)
	l.receive(letter{own: []string{unvouched, hop}})
	_, err := desk.CreateOverride(context.Background(),
		review.OverrideRequest{Run: l.newest("root@a.example").ID, Scope: review.ScopeJob, For: review.Permanent})
	if domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("got %v", err)
	}
}

func TestAttemptsAreFoundAnewWhereASenderIsAccepted(t *testing.T) {
	ctx := context.Background()
	l, desk := guarded(t)
	l.trust(desk)
	l.receive(letter{own: []string{unvouched, hop}})
	asked := 0
	params := review.Params{Store: l.store, Clock: func() time.Time { return storagetest.Now }, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC}
	params.Attempts = func(context.Context, ...domain.JobKey) error { asked++; return nil }
	desk, err := review.New(params)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.AcceptSender(ctx, l.newest("root@a.example").ID); err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Undo(ctx); err != nil || asked != 2 {
		t.Errorf("asked %d times, %v", asked, err)
	}
}
