package storage

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/disk"
)

// retentionAges are what the tests keep, in days.
var retentionAges = domain.RetentionAges{Originals: 60, Bodies: 200, History: 400}

func shownHalf(raw []byte) ([]byte, bool) {
	return append([]byte("shown: "), raw[:len(raw)/2]...), !bytes.HasPrefix(raw, []byte("odd"))
}

// olderCache fills a cache with two years of nights: what waits, what was reviewed at once or
// late, what others hide, attempts, digests, Missed runs, documented ones, and mails that
// nobody understood or that were deleted.
func olderCache(t *testing.T, db *DB, seed uint64, nights int) {
	t.Helper()
	ctx := context.Background()
	rng := rand.New(rand.NewPCG(seed, 31))
	storagetest.Mailbox(t, db)
	jobs := make([]domain.Job, 5)
	for n := range jobs {
		j, err := storagetest.Job(ctx, db, []string{"contoso", "adatum"}[n%2], n)
		if err != nil {
			t.Fatal(err)
		}
		jobs[n] = j
	}
	var ids []int64
	n := 0
	states := []domain.MessageState{domain.MessageRead, domain.MessageRead, domain.MessageRead, domain.MessageUnmatched}
	err := db.Refetchable().Write(ctx, func(c domain.Tx) error {
		x := c.(*tx)
		for night := range nights {
			// Newest first, as a first sync may bring them: high ids are old.
			at := storagetest.Now.Add(-time.Duration(night*2*24) * time.Hour)
			if seed%2 == 1 {
				at = storagetest.Now.Add(-time.Duration((nights-night)*2*24) * time.Hour)
			}
			n++
			raw := fmt.Appendf(nil, "%s mail %d %s", []string{"even", "odd"}[rng.IntN(2)], n, strings.Repeat("x", rng.IntN(900)))
			m := domain.Message{Key: fmt.Sprint(n, "@x"), Account: 1, Folder: "INBOX", UID: uint32(n), Subject: "report \xff", Received: at,
				State: states[rng.IntN(len(states))]}
			message, err := x.PutMessage(m, db.Pack(raw))
			if err != nil {
				return err
			}
			if m.State != domain.MessageRead {
				if rng.IntN(2) == 0 {
					if err := x.SetDeleted([]int64{message}, at.Add(time.Hour)); err != nil {
						return err
					}
				}
				continue
			}
			var before int64
			for k := range 1 + rng.IntN(3) { // a digest has several
				job := jobs[rng.IntN(len(jobs))]
				var objects []domain.Object
				for o := range rng.IntN(3) {
					objects = append(
						objects,
						storagetest.Object(fmt.Sprint("vm", o), []domain.Status{domain.Success, domain.Failed}[rng.IntN(2)],
							fmt.Sprintf("text \xfe %d", n)),
					)
				}
				r := storagetest.Run(job, n*10+k, at, objects...)
				if r.Message = message; rng.IntN(6) == 0 {
					r.Message, r.Source = 0, domain.SourceSchedule
				}
				if rng.IntN(7) > 0 {
					late := []time.Duration{2 * time.Hour, 2 * time.Hour, 500 * 24 * time.Hour}[rng.IntN(3)]
					r.Review = &domain.Review{At: at.Add(late), By: "kim"}
				}
				id, err := x.PutRun(r, fmt.Sprint(n))
				if err != nil {
					return err
				}
				ids = append(ids, id)
				switch chance := rng.IntN(16); {
				case before != 0 && chance < 4:
					_, err = x.exec("", "UPDATE run SET hidden = ?, reviewed_at = NULL WHERE id = ?", before, id)
				case before != 0 && chance < 7:
					_, err = x.exec("", "UPDATE run SET last_attempt = ? WHERE id = ?", id, before)
				}
				if err != nil {
					return err
				}
				before = id
			}
		}
		for _, doc := range []string{
			"INSERT INTO ticket (key, code, description, active_from, created, made_by, resolved, autotask) VALUES ('open', 'T1', " +
				"'', 0, 1, 'kim', 0, 0), ('done', 'T2', '', 0, 1, 'kim', 9, 0)",
			"INSERT INTO remark (key, text, created, made_by, expires) VALUES ('holds', 'x', 1, 'kim', 0), ('over', 'y', 1, 'kim', 9)",
			"UPDATE job SET state = 'pending' WHERE id = 5",
		} {
			if _, err := x.exec("", doc); err != nil {
				return err
			}
		}
		for range nights / 5 {
			run := ids[rng.IntN(len(ids))]
			link := []string{
				"INSERT OR IGNORE INTO ticket_run (ticket, run, by_hand) VALUES ('open', ?, 1)",
				"INSERT OR IGNORE INTO ticket_run (ticket, run, by_hand) VALUES ('done', ?, 1)",
				"INSERT OR IGNORE INTO remark_run (remark, run) VALUES ('holds', ?)",
				"INSERT OR IGNORE INTO remark_run (remark, run) VALUES ('over', ?)",
			}[rng.IntN(4)]
			if _, err := x.exec("", link, run); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// cacheRows are the rows of a cache as text, but for what says how far the retention is and
// what the search index is to look at.
func cacheRows(t *testing.T, db *DB) []string {
	t.Helper()
	return slices.DeleteFunc(storagetest.Dump(t, db.path), func(row string) bool {
		table, _, _ := strings.Cut(row, " ")
		return table == "retention" || table == "gone"
	})
}

// waits are the rows of what nobody reviewed, and of what it needs: its mail, objects and links.
// What a reviewed run hides needs no review, and goes with that.
func waits(t *testing.T, db *DB) map[string]int {
	t.Helper()
	const among = `(SELECT id FROM run r WHERE reviewed_at IS NULL
  AND (hidden = 0 OR (SELECT s.reviewed_at FROM run s WHERE s.id = r.hidden) IS NULL))`
	out := map[string]int{}
	for _, query := range []string{
		"SELECT * FROM run WHERE id IN " + among,
		"SELECT * FROM object WHERE run IN " + among, "SELECT * FROM ticket_run WHERE run IN " + among,
		"SELECT * FROM remark_run WHERE run IN " + among,
		"SELECT * FROM message WHERE id IN (SELECT message FROM run WHERE id IN " + among + ")",
		"SELECT * FROM message_raw WHERE message IN (SELECT message FROM run WHERE id IN " + among + ")",
		"SELECT m.*, w.* FROM message m JOIN message_raw w ON w.message = m.id WHERE state <> 'read' AND deleted = 0",
		"SELECT r.*, m.*, w.* FROM run r JOIN job j ON j.id = r.job LEFT JOIN message m ON m.id = r.message LEFT JOIN message_raw " +
			"w ON w.message = m.id WHERE j.state = 'pending'",
		"SELECT r.*, m.*, w.* FROM run r JOIN ticket_run t ON t.run = r.id LEFT JOIN message m ON m.id = r.message LEFT JOIN " +
			"message_raw w ON w.message = m.id WHERE t.ticket = 'open'",
		"SELECT r.*, m.*, w.* FROM run r JOIN remark_run t ON t.run = r.id LEFT JOIN message m ON m.id = r.message LEFT JOIN " +
			"message_raw w ON w.message = m.id WHERE t.remark = 'holds'",
	} {
		for _, row := range rowsAsText(t, db, query) {
			out[query[:20]+row]++
		}
	}
	return out
}

func rowsAsText(t *testing.T, db *DB, query string) (out []string) {
	t.Helper()
	rows, err := db.read.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() { _ = rows.Close() }()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	for rows.Next() {
		values, into := make([]any, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%q", fmt.Sprint(values)))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return out
}

// lost names the rows that are in the first alone, shortened.
func lost(before, after map[string]int) string {
	var out []string
	for row := range before {
		if after[row] == 0 {
			out = append(out, fmt.Sprintf("%.400s", row))
		}
	}
	slices.Sort(out)
	return strings.Join(out, "\n")
}

// retain takes out all that goes, or so many steps of it.
func retain(t *testing.T, db *DB, ages domain.RetentionAges, steps int) domain.RetentionPass {
	t.Helper()
	ctx := context.Background()
	pass, err := db.BeginRetention(ctx, storagetest.Now, rules.Retention(ages, storagetest.Now), shownHalf)
	for more := err == nil; more && steps != 0 && err == nil; steps-- {
		more, err = pass.Some(ctx)
	}
	if err != nil {
		t.Fatal(err)
	}
	p, err := db.LastRetention(ctx)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func undoRetention(t *testing.T, db *DB) {
	t.Helper()
	for more := true; more; {
		var err error
		if more, err = db.UndoRetentionSome(context.Background()); err != nil {
			t.Fatal(err)
		}
	}
}

func TestWhatNobodyReviewedLosesNothingByAgeAndUndoBringsEveryByteBack(t *testing.T) {
	var total domain.RetentionCounts
	for seed := range uint64(8) {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			db := reopen(t, t.TempDir())
			olderCache(t, db, seed, 400)
			before, waiting := cacheRows(t, db), waits(t, db)
			ages := retentionAges
			if seed > 5 {
				ages.Originals = 0
			}
			preview, err := db.PreviewRetention(t.Context(), rules.Retention(ages, storagetest.Now))
			if err != nil {
				t.Fatal(err)
			}
			if seed%3 == 2 { // the program ends in the middle
				retain(t, db, ages, 4)
				preview, _ = db.PreviewRetention(t.Context(), rules.Retention(ages, storagetest.Now))
				undoRetention(t, db)
				if got := cacheRows(t, db); !slices.Equal(got, before) {
					t.Fatal("after the undo of a pass that was cut short something differs")
				}
			}
			pass := retain(t, db, ages, -1)
			if got := waits(t, db); !maps.Equal(got, waiting) {
				t.Fatalf("of %d rows that nobody may lose, %d are left:\n%s", len(waiting), len(got), lost(waiting, got))
			}
			if seed%3 != 2 && (pass.Runs != preview.Runs || pass.Bodies != preview.Bodies || pass.Messages != preview.Messages ||
				pass.Originals > preview.Originals) {
				t.Errorf("the preview said %+v, and %+v went", preview, pass.RetentionCounts)
			}
			total.Runs, total.Bodies, total.Originals = total.Runs+pass.Runs, total.Bodies+pass.Bodies, total.Originals+pass.Originals
			total.Messages += pass.Messages
			if again := retain(t, db, ages, -1); !again.RetentionCounts.None() {
				t.Errorf("a second pass takes %+v more", again.RetentionCounts)
			}
			if _, err := db.UndoRetentionSome(t.Context()); err != nil { // of the second, which took nothing
				t.Error(err)
			}
			if err := db.Check(t.Context()); err != nil {
				t.Error(err)
			}
		})
		t.Run(fmt.Sprint("undo of seed ", seed), func(t *testing.T) {
			db := reopen(t, t.TempDir())
			olderCache(t, db, seed, 400)
			before := cacheRows(t, db)
			retain(t, db, retentionAges, -1)
			undoRetention(t, db)
			after := cacheRows(t, db)
			if !slices.Equal(before, after) {
				t.Fatalf("after the undo:\n%s", difference(strings.Join(before, "\n"), strings.Join(after, "\n")))
			}
			if p, err := db.LastRetention(t.Context()); err != nil || p.State != domain.RetentionUndone || p.Held != 0 {
				t.Errorf("%+v, %v", p, err)
			}
			if broken := rowsAsText(t, db, "PRAGMA foreign_key_check"); len(broken) > 0 {
				t.Errorf("%d rows point at nothing", len(broken))
			}
		})
	}
	if total.Runs < 50 || total.Bodies < 50 || total.Originals < 50 || total.Messages < 20 {
		t.Errorf("of all only %+v went: the tests try nothing", total)
	}
}

// Whatever a power cut leaves of a pass or of its undo, each row is either there or kept for the
// undo, which brings all of it back.
func TestAPowerCutInTheMiddleOfAPassLosesNothing(t *testing.T) {
	folder := t.TempDir()
	db := reopen(t, folder)
	olderCache(t, db, 5, 260)
	before, waiting := cacheRows(t, db), waits(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	d := disk.Record(t, folder)
	db = reopen(t, folder)
	retain(t, db, retentionAges, -1)
	undoRetention(t, db)
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	cuts := 40
	if testing.Short() {
		cuts = 5
	}
	began := 0
	for seed := range uint64(cuts) {
		random := rand.New(rand.NewPCG(seed, 5))
		after := t.TempDir()
		d.CutAt(t, random.IntN(d.Now()+1), random, after)
		again := reopen(t, after)
		if got := waits(t, again); !maps.Equal(got, waiting) {
			t.Fatalf("cut %d: of %d rows that nobody may lose, %d are left", seed, len(waiting), len(got))
		}
		p, err := again.LastRetention(t.Context())
		if err == nil && p.State != domain.RetentionUndone {
			began++
			undoRetention(t, again)
		}
		if got := cacheRows(t, again); !slices.Equal(got, before) {
			t.Errorf("cut %d: after the undo of %+v something differs", seed, p)
		}
		if err := again.Close(); err != nil {
			t.Error(err)
		}
	}
	if began < cuts/5 {
		t.Errorf("only %d of %d cuts were in the middle", began, cuts)
	}
}

func TestWhatWentIsFinalFromTheNextStartOnAndItsRoomIsFreed(t *testing.T) {
	db := reopen(t, t.TempDir())
	olderCache(t, db, 1, 300)
	retain(t, db, retentionAges, -1)
	if err := db.SettleRetention(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := db.UndoRetentionSome(t.Context()); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("it can be brought back: %v", err)
	}
	for more := true; more; {
		var err error
		if more, err = db.PurgeSome(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	if p, err := db.LastRetention(t.Context()); err != nil || p.Held != 0 || p.Runs == 0 {
		t.Errorf("%+v, %v", p, err)
	}
	texts := len(rowsAsText(t, db, "SELECT * FROM note"))
	before, after, err := db.Compact(t.Context())
	if err != nil || after >= before {
		t.Errorf("the file had %d bytes and has %d: %v", before, after, err)
	}
	if left := len(rowsAsText(t, db, "SELECT * FROM note")); left >= texts {
		t.Errorf("of %d texts %d are left", texts, left)
	}
	if err := db.Optimise(t.Context()); err != nil {
		t.Error(err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
}

func TestAnUndoThatBeganIsGoneOnWithAfterTheNextStart(t *testing.T) {
	folder := t.TempDir()
	db := reopen(t, folder)
	olderCache(t, db, 2, 400)
	before := cacheRows(t, db)
	retain(t, db, retentionAges, -1)
	if more, err := db.UndoRetentionSome(t.Context()); err != nil || !more {
		t.Fatal(more, err)
	}
	if err := db.SettleRetention(t.Context()); err != nil {
		t.Fatal(err)
	}
	undoRetention(t, db)
	if got := cacheRows(t, db); !slices.Equal(got, before) {
		t.Error("something differs")
	}
}

func TestAPassThatWasMadeFinalTakesNothingMore(t *testing.T) {
	db := reopen(t, t.TempDir())
	olderCache(t, db, 3, 300)
	pass, err := db.BeginRetention(t.Context(), storagetest.Now, rules.Retention(retentionAges, storagetest.Now), shownHalf)
	if err != nil {
		t.Fatal(err)
	}
	if err := db.SettleRetention(t.Context()); err != nil { // by another window
		t.Fatal(err)
	}
	for more := true; more && err == nil; {
		more, err = pass.Some(t.Context())
	}
	if domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("it goes on: %v", err)
	}
}

func TestAnOriginalThatWentLeavesWhatIsShown(t *testing.T) {
	db := reopen(t, t.TempDir())
	olderCache(t, db, 4, 300)
	retain(t, db, domain.RetentionAges{Originals: 60}, -1)
	seen := map[domain.Content]int{}
	err := db.Read(t.Context(), func(q domain.Reader) error {
		list, err := q.Messages(domain.MessageFilter{Limit: 1000})
		for _, m := range list {
			seen[m.Content]++
			_, whole := q.RawMessage(m.ID)
			shown, err := q.ShownMessage(m.ID)
			switch {
			case err != nil:
				t.Errorf("message %d: %v", m.ID, err)
			case m.Content == domain.ContentWhole && whole != nil:
				t.Errorf("message %d: %v", m.ID, whole)
			case m.Content == domain.ContentShown && (domain.CodeOf(whole) != domain.CodeNotFound ||
				!bytes.HasPrefix(shown, []byte("shown: even"))):
				t.Errorf("message %d: %v, %.20q", m.ID, whole, shown)
			}
		}
		return err
	})
	if err != nil || seen[domain.ContentShown] < 20 || seen[domain.ContentWhole] < 20 {
		t.Errorf("%v, %v", seen, err)
	}
}

func TestEveryTableOfARunGoesAndComesWithIt(t *testing.T) {
	db := reopen(t, t.TempDir())
	var listed []string
	for _, part := range runParts {
		listed = append(listed, part.table)
	}
	rows, err := db.read.Query(`SELECT m.name, f."table" FROM sqlite_master m JOIN pragma_foreign_key_list(m.name) f
  WHERE m.type = 'table' AND f."table" IN ('run', 'message')`)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var table, to string
		if err := rows.Scan(&table, &to); err != nil {
			t.Fatal(err)
		}
		if !slices.Contains(append(listed, "message_raw", "run"), table) || !slices.Contains(restorable, table) {
			t.Errorf("%s refers to a %s, and does not go with it", table, to)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}

func FuzzKeptRowsAreReadBackOrRefused(f *testing.F) {
	good, err := packRows([]tableRows{{"run", []string{"id", "key"}, [][]any{{int64(-7), "a\xff"}, {nil, []byte{0, 1}}, {1.5, ""}}}})
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good)
	f.Fuzz(func(t *testing.T, b []byte) {
		list, err := unpackRows(b)
		if err != nil {
			return
		}
		again, err := packRows(list)
		if err != nil {
			t.Fatal(err)
		}
		back, err := unpackRows(again)
		if err != nil || fmt.Sprint(back) != fmt.Sprint(list) {
			t.Errorf("%v, %v", back, err)
		}
	})
}

// The steps of a pass read indexes alone, however many runs there are: what is young is never
// looked at.
func TestTheStepsOfAPassReadIndexes(t *testing.T) {
	db := reopen(t, t.TempDir())
	for name, query := range map[string]string{
		"runs": scanRuns, "groups": scanGroup, "mails": scanMails, "mails of which runs went": leftMail,
	} {
		args := []any{1, 1, "[]", 1, 1, 1, 1}
		for !strings.Contains(query, "?"+strconv.Itoa(len(args))) {
			args = args[:len(args)-1]
		}
		rows, err := db.read.Query("EXPLAIN QUERY PLAN "+query, args...)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			if strings.HasPrefix(detail, "SCAN") && !strings.HasPrefix(detail, "SCAN s") && !strings.Contains(detail, "(subquery") &&
				!strings.Contains(detail, "json_each") && !strings.Contains(detail, "CONSTANT") {
				t.Errorf("%s: %s", name, detail)
			}
		}
		if err := errors.Join(rows.Err(), rows.Close()); err != nil {
			t.Fatal(err)
		}
	}
}
