package workbench_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
	"runchecks/sync/mailitem"
	"runchecks/sync/readers/learned"
)

const loft = "The frobnicator parked its wibbles beside the loft."

// note is a mail of a script that nobody knows, of one night.
type note struct {
	day    int
	from   string // "" is the usual sender
	checks string // what the mail server found, "" for nothing
	lines  []string
}

// arrive stores a mail as a sync would and returns its run.
func (s *shop) arrive(n note) domain.Run {
	s.Helper()
	at := time.Date(2026, 11, n.day, 3, 0, 0, 0, time.UTC)
	if n.from == "" {
		n.from = "cron@tools.example"
	}
	raw := "From: " + n.from + "\r\n"
	if n.checks != "" {
		raw = "Authentication-Results: mx.example.com; " + n.checks + "\r\n" + raw
	}
	raw += fmt.Sprintf("Message-ID: <%d@notes.example>\r\nSubject: Backup of SRV01\r\nDate: %s\r\n\r\n", n.day, at.Format(time.RFC1123Z)) +
		"Backup of SRV01 completed successfully.\r\n\r\n" + strings.Join(n.lines, "\r\n\r\n") + "\r\n"
	in, err := ingest.New(s.store, func() time.Time { return storagetest.Now }, time.UTC)
	if err != nil {
		s.Fatal(err)
	}
	var book *learned.Book
	var runs []domain.Run
	read := func(fn func(q domain.Reader) error) {
		s.Helper()
		if err := s.store.Read(s.ctx, fn); err != nil {
			s.Fatal(err)
		}
	}
	read(func(q domain.Reader) (err error) {
		book, err = learned.ReadBook(q)
		return err
	})
	item := mailitem.Read(s.ctx, mailitem.Reading{Readers: s.lib.Registry(), Learned: book, Account: 1, Location: time.UTC}, []byte(raw), at)
	item.Message.Account, item.Message.Folder, item.Message.UID = 1, "INBOX", uint32(n.day)
	folder := domain.Folder{Account: 1, Name: "INBOX", FirstSync: at.AddDate(0, 0, -20)}
	if _, err := in.Batch(s.ctx, folder, []ingest.Item{item}); err != nil {
		s.Fatal(err)
	}
	read(func(q domain.Reader) error {
		m, err := q.MessageByKey(fmt.Sprintf("%d@notes.example", n.day))
		if err != nil {
			return err
		}
		runs, err = q.MessageRuns(m.ID)
		return err
	})
	if len(runs) != 1 {
		s.Fatalf("%d runs of %q", len(runs), raw)
	}
	return runs[0]
}

// run reads a run again.
func (s *shop) run(id int64) (r domain.Run) {
	s.Helper()
	err := s.store.Read(s.ctx, func(q domain.Reader) (err error) {
		r, err = q.Run(id)
		return err
	})
	if err != nil {
		s.Fatal(err)
	}
	return r
}

func (s *shop) must(d domain.Decision, err error) domain.Decision {
	s.Helper()
	if err != nil {
		s.Fatal(err)
	}
	return d
}

func (s *shop) proposal(run int64) domain.ProseProposal {
	s.Helper()
	p, err := s.bench.ProposeProse(s.ctx, run)
	if err != nil {
		s.Fatal(err)
	}
	return p
}

// accepts brings mails of three nights and marks each of their runs as success.
func (s *shop) accepts(n note) (last int64) {
	s.Helper()
	for day := 2; day <= 4; day++ {
		n.day = day
		last = s.arrive(n).ID
		s.must(s.desk.MarkSuccess(s.ctx, last, "it is good"))
	}
	return last
}

// learn accepts three mails and has their prose understood.
func (s *shop) learn(n note) {
	s.Helper()
	p := s.proposal(s.accepts(n))
	s.must(s.desk.LearnProse(s.ctx, p.Learned, p.Runs))
}

func TestProseIsLearnedOfThreeAcceptedMailsAndForgottenByAnUndo(t *testing.T) {
	s := newShop(t)
	other := s.arrive(note{day: 1, lines: []string{loft}})
	n := note{lines: []string{loft}}
	last := s.accepts(n)
	p := s.proposal(last)
	if p.Sender != "cron@tools.example" || len(p.Learned) != 1 || p.Learned[0].Text != "The frobnicator parked its wibbles beside the loft" ||
		len(p.Runs) != 3 || p.Learned[0].Verified {
		t.Fatalf("proposal %+v", p)
	}
	if r := s.arrive(note{day: 6, lines: []string{loft}}); r.Status != domain.Unknown {
		t.Errorf("before anything was confirmed a mail is %s", r.Status)
	}
	d := s.must(s.desk.LearnProse(s.ctx, p.Learned, p.Runs))
	if review.Words(d, time.UTC) != "1 line of cron@tools.example understood from now on" {
		t.Errorf("summary %q", review.Words(d, time.UTC))
	}
	if r := s.arrive(note{day: 7, lines: []string{loft}}); r.Status != domain.Success {
		t.Errorf("afterwards a mail is %s: %+v", r.Status, r.Evidence)
	}
	stale := func(want int) {
		t.Helper()
		if n, err := s.bench.Stale(s.ctx); n != want || err != nil {
			t.Errorf("%d messages are to be read again, want %d; %v", n, want, err)
		}
	}
	stale(5)
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	stale(0)
	if r := s.run(other.ID); r.Status != domain.Success {
		t.Errorf("read again, an older mail is %s", r.Status)
	}
	if p := s.proposal(last); len(p.Learned) != 0 {
		t.Errorf("what is understood is proposed again: %+v", p)
	}
	s.must(s.desk.Undo(s.ctx))
	stale(6)
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	stale(0)
	if r := s.run(other.ID); r.Status != domain.Unknown {
		t.Errorf("after the undo an older mail is %s", r.Status)
	}
	if r := s.run(last); r.Effective.Status != domain.SuccessOverride {
		t.Errorf("an accepted mail counts as %s", r.Effective.Status)
	}
	if r := s.arrive(note{day: 8, lines: []string{loft}}); r.Status != domain.Unknown {
		t.Errorf("after the undo a mail is %s", r.Status)
	}
}

func TestAnAcceptanceThatProseRestsUponIsNotTakenBackBeforeIt(t *testing.T) {
	s := newShop(t)
	n := note{lines: []string{loft}}
	s.learn(n)
	list, err := s.desk.Journal(s.ctx, 10)
	if err != nil {
		t.Fatal(err)
	}
	mark := list[slices.IndexFunc(list, func(d domain.Decision) bool { return d.Kind == domain.DecideSuccess })]
	_, err = s.desk.UndoOne(s.ctx, mark.ID)
	if domain.CodeOf(err) != domain.CodeConflict || !strings.Contains(err.Error(), "understood from now on") {
		t.Errorf("the mark was taken back: %v", err)
	}
	s.must(s.desk.Undo(s.ctx))
	s.must(s.desk.UndoOne(s.ctx, mark.ID))
	if _, err := s.desk.Redo(s.ctx); err != nil { // the mark comes back first
		t.Fatal(err)
	}
	if _, err := s.desk.Redo(s.ctx); err != nil {
		t.Fatal(err)
	}
	if r := s.arrive(note{day: 9, lines: []string{loft}}); r.Status != domain.Success {
		t.Errorf("after both redos a mail is %s", r.Status)
	}
}

func TestForgottenProseIsNotUnderstood(t *testing.T) {
	s := newShop(t)
	s.learn(note{lines: []string{loft, "Wibbling uses the second frob gently."}})
	list, err := s.bench.LearnedProse(s.ctx, "cron@tools.example")
	if err != nil || len(list) != 2 {
		t.Fatalf("learned %+v, %v", list, err)
	}
	s.must(s.desk.ForgetProse(s.ctx, "cron@tools.example", list[0].Key()))
	if r := s.arrive(note{day: 7, lines: []string{list[0].Text + "."}}); r.Status != domain.Unknown {
		t.Errorf("a forgotten line is %s", r.Status)
	}
	if r := s.arrive(note{day: 8, lines: []string{list[1].Text + "."}}); r.Status != domain.Success {
		t.Errorf("the other line is %s", r.Status)
	}
	s.must(s.desk.Undo(s.ctx))
	if r := s.arrive(note{day: 9, lines: []string{list[0].Text + "."}}); r.Status != domain.Success {
		t.Errorf("a line that was remembered again is %s", r.Status)
	}
}

// What somebody may try to have a mail taken for good by the acceptances of others.
func TestOnlyThreeAcceptancesOfTheSendersOwnMailsTeach(t *testing.T) {
	const pass, fail = "dmarc=pass header.from=tools.example", "dmarc=fail header.from=tools.example"
	trust := func(s *shop) {
		s.Helper()
		desk, err := review.New(review.Params{
			Store: s.store, Clock: func() time.Time { return storagetest.Now }, Actor: domain.Actor{Name: "root", Role: domain.RoleAdmin},
			Location: time.UTC,
		})
		if err != nil {
			s.Fatal(err)
		}
		s.must(desk.TrustServers(s.ctx, "mailbox", "mx.example.com"))
	}
	lines := []string{loft}
	for name, try := range map[string]func(s *shop) domain.Run{
		"two acceptances and a review": func(s *shop) domain.Run {
			var last domain.Run
			for day := 2; day <= 4; day++ {
				last = s.arrive(note{day: day, lines: lines})
				if day < 4 {
					s.must(s.desk.MarkSuccess(s.ctx, last.ID, "good"))
				}
			}
			s.must(s.desk.MarkReviewed(s.ctx, []review.Target{{Job: last.JobID}}))
			s.nothing(last.ID)
			return s.arrive(note{day: 9, lines: lines})
		},
		"three runs accepted at once": func(s *shop) domain.Run {
			var last domain.Run
			for day := 2; day <= 6; day++ {
				last = s.arrive(note{day: day, lines: lines})
			}
			s.must(s.desk.MarkJobsSuccess(s.ctx, []review.Target{{Job: last.JobID}}, "all good"))
			s.nothing(last.ID)
			return s.arrive(note{day: 9, lines: lines})
		},
		"an acceptance that was taken back": func(s *shop) domain.Run {
			last := s.accepts(note{lines: lines})
			s.must(s.desk.Undo(s.ctx))
			s.nothing(last)
			return s.arrive(note{day: 9, lines: lines})
		},
		"an acceptance that was taken back before the proposal was confirmed": func(s *shop) domain.Run {
			p := s.proposal(s.accepts(note{lines: lines}))
			s.must(s.desk.Undo(s.ctx))
			if _, err := s.desk.LearnProse(s.ctx, p.Learned, p.Runs); domain.CodeOf(err) != domain.CodeConflict {
				s.Errorf("an old proposal was taken: %v", err)
			}
			return s.arrive(note{day: 9, lines: lines})
		},
		"failures that were accepted": func(s *shop) domain.Run {
			n := note{lines: append(lines, "The backup of SRV02 failed.")}
			s.nothing(s.accepts(n))
			return s.arrive(note{day: 9, lines: lines})
		},
		"another sender": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, from: "cron@other.example", lines: lines})
		},
		"another sender of the same domain": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, from: "root@tools.example", lines: lines})
		},
		"a look-alike sender": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, from: "cron@tооls.example", lines: lines})
		},
		"a sender by name only": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, from: "\"cron@tools.example\" <evil@bad.example>", lines: lines})
		},
		"a forged sender": func(s *shop) domain.Run {
			trust(s)
			s.learn(note{checks: pass, lines: lines})
			return s.arrive(note{day: 9, checks: fail, lines: lines})
		},
		"a sender that nobody verified": func(s *shop) domain.Run {
			trust(s)
			s.learn(note{checks: pass, lines: lines})
			return s.arrive(note{day: 9, lines: lines})
		},
		"a forged sender of one that is never verified": func(s *shop) domain.Run {
			trust(s)
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, checks: fail, lines: lines})
		},
		"forged mails that were accepted": func(s *shop) domain.Run {
			trust(s)
			s.nothing(s.accepts(note{checks: fail, lines: lines}))
			return s.arrive(note{day: 9, checks: fail, lines: lines})
		},
		"a bad line beside what was learned": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, lines: append(lines, "Volume E: was not backed up.")})
		},
		"an unknown line beside what was learned": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			return s.arrive(note{day: 9, lines: append(lines, "SRV4 kerplunked beside the loft.")})
		},
		"prose that somebody else's undo left without its acceptance": func(s *shop) domain.Run {
			s.learn(note{lines: lines})
			s.must(s.desk.Undo(s.ctx)) // the prose
			s.must(s.desk.Undo(s.ctx)) // the third acceptance
			p := s.proposal(s.run(1).ID)
			if len(p.Learned) > 0 {
				s.Errorf("two acceptances propose %+v", p)
			}
			return s.arrive(note{day: 9, lines: lines})
		},
	} {
		t.Run(name, func(t *testing.T) {
			s := newShop(t)
			if r := try(s); r.Status == domain.Success || r.Effective.Status == domain.Success {
				t.Errorf("the mail is %s, counts as %s", r.Status, r.Effective.Status)
			}
		})
	}
}

// nothing says that no prose is proposed.
func (s *shop) nothing(run int64) {
	s.Helper()
	if p := s.proposal(run); len(p.Learned) > 0 {
		s.Errorf("proposed %+v", p)
	}
}

func TestAVerifiedMailIsReadWithProseOfMailsThatNobodyVerified(t *testing.T) {
	s := newShop(t)
	s.learn(note{lines: []string{loft}})
	if r := s.arrive(note{day: 9, checks: "dmarc=pass header.from=tools.example", lines: []string{loft}}); r.Status != domain.Success {
		t.Errorf("it is %s", r.Status)
	}
}

func TestARebuildKeepsWhatWasLearned(t *testing.T) {
	s := newShop(t)
	s.learn(note{lines: []string{loft}})
	before := storagetest.Dump(t, s.store.Path())
	desk, err := review.New(review.Params{
		Store: s.store, Clock: func() time.Time { return storagetest.Now }, Actor: domain.Actor{Name: "root", Role: domain.RoleAdmin},
		Location: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := desk.Rebuild(s.ctx); err != nil {
		t.Fatal(err)
	}
	if after := storagetest.Dump(t, s.store.Path()); !slices.Equal(before, after) {
		t.Error("a rebuild changed the cache")
	}
}

func TestAnUnknownWordIsCountedPutIntoAClassAndTakenBack(t *testing.T) {
	s := newShop(t)
	for day := 2; day <= 4; day++ {
		s.arrive(note{day: day, lines: []string{"The frobnicator parked its files beside the server."}})
	}
	first := s.arrive(note{day: 5, from: "b@other.example", lines: []string{"The wibbles parked its files beside the server."}})
	words := func() string {
		t.Helper()
		list, err := s.bench.UnknownWords(s.ctx)
		if err != nil {
			t.Fatal(err)
		}
		var out []string
		for _, u := range list {
			out = append(out, fmt.Sprint(u.Sender, " ", u.Words, " ", u.Runs))
		}
		return strings.Join(out, ", ")
	}
	if got := words(); got != "cron@tools.example frobnicator 3, b@other.example wibbles 1" {
		t.Fatalf("unknown words: %s", got)
	}
	put := func(word, class string) error {
		file, change := s.bench.PutWord(word, class)
		_, err := s.desk.ChangeWords(s.ctx, file, change)
		return err
	}
	for _, word := range []string{"wibbles", "parked", "beside"} {
		if err := put(word, "neutral"); err != nil {
			t.Fatal(err)
		}
	}
	if got := words(); got != "cron@tools.example frobnicator 3" {
		t.Errorf("afterwards: %s", got)
	}
	if n, err := s.bench.Stale(s.ctx); n != 4 || err != nil {
		t.Errorf("%d messages are to be read again, %v", n, err)
	}
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	if r := s.run(first.ID); r.Status != domain.Success {
		t.Errorf("with its words known the mail is %s: %+v", r.Status, r.Evidence)
	}
	for range 3 {
		s.must(s.desk.Undo(s.ctx))
	}
	if _, err := s.bench.Reread(s.ctx, nil, none); err != nil {
		t.Fatal(err)
	}
	if r := s.run(first.ID); r.Status != domain.Unknown {
		t.Errorf("after the undo the mail is %s", r.Status)
	}
	for word, class := range map[string]string{
		"failed": "good", "nicht": "neutral", "teilweise": "neutral", "server": "good", "wibbles": "without",
		"fаiled": "good", "ｆａｉｌｅｄ": "neutral", "fail*": "neutral", "gracefully failed": "good", "a | b": "good",
		"Lesefehler": "neutral",
	} {
		if err := put(word, class); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%q was put into %s: %v", word, class, err)
		}
	}
	viewer, err := review.New(review.Params{
		Store: s.store, Clock: func() time.Time { return storagetest.Now }, Actor: domain.Actor{Name: "eve", Role: domain.RoleViewer},
		Location: time.UTC, Words: s.lib.WordFiles(),
	})
	if err != nil {
		t.Fatal(err)
	}
	file, change := s.bench.PutWord("wibbles", "good")
	if _, err := viewer.ChangeWords(s.ctx, file, change); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("a viewer changed the words: %v", err)
	}
}
