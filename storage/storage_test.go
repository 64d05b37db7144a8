package storage

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

func open(t testing.TB) *DB {
	t.Helper()
	db, err := Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

func TestTheCacheKeepsTheStoreContract(t *testing.T) {
	storagetest.Contract(t, func(t *testing.T) domain.Store { return open(t) })
}

func TestADatabaseOfANewerProgramIsRefusedUntouched(t *testing.T) {
	folder := t.TempDir()
	db, err := Open(context.Background(), folder)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.durable.Exec("PRAGMA user_version = 999"); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	_, err = Open(context.Background(), folder)
	if domain.CodeOf(err) != domain.CodeStorage || !strings.Contains(err.Error(), "newer Run Checks") {
		t.Errorf("got %v", err)
	}
}

func TestAForeignDatabaseIsRefused(t *testing.T) {
	folder := t.TempDir()
	db, err := sql.Open("sqlite", filepath.Join(folder, FileName))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := db.Exec("CREATE TABLE other (x)"); err != nil {
		t.Fatal(err)
	}
	_ = db.Close()
	if _, err := Open(context.Background(), folder); err == nil || !strings.Contains(err.Error(), "not a Run Checks database") {
		t.Errorf("got %v", err)
	}
}

func TestADamagedFileIsRefusedWithAdvice(t *testing.T) {
	folder := t.TempDir()
	if err := os.WriteFile(filepath.Join(folder, FileName), []byte(strings.Repeat("not a database ", 1000)), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Open(context.Background(), folder)
	if domain.CodeOf(err) != domain.CodeDamaged || !strings.Contains(err.Error(), "can still be read") {
		t.Errorf("got %v", err)
	}
}

func TestAFolderThatCannotBeMadeIsRefusedWithAdvice(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := Open(context.Background(), filepath.Join(file, "workspace")); domain.CodeOf(err) != domain.CodeStorage {
		t.Errorf("got %v", err)
	}
}

func TestAFullDiskIsReportedAndLosesNothing(t *testing.T) {
	db := open(t)
	ctx := context.Background()
	var pages int
	if err := db.durable.QueryRow("PRAGMA page_count").Scan(&pages); err != nil {
		t.Fatal(err)
	}
	if _, err := db.durable.Exec(fmt.Sprintf("PRAGMA max_page_count = %d", pages+20)); err != nil {
		t.Fatal(err)
	}
	before, err := storagetest.Job(ctx, db, "contoso", 1)
	if err != nil {
		t.Fatal(err)
	}
	noise := make([]byte, 1<<20)
	_, _ = rand.NewChaCha8([32]byte{1}).Read(noise) // never fails; cannot be compressed
	err = db.Write(ctx, func(tx domain.Tx) error {
		_, err := tx.PutMessage(domain.Message{Key: "big", State: domain.MessageUnmatched}, db.Pack(noise))
		return err
	})
	if domain.CodeOf(err) != domain.CodeStorage || !strings.Contains(err.Error(), "disk is full") {
		t.Errorf("got %v", err)
	}
	err = db.Read(ctx, func(q domain.Reader) error {
		_, err := q.Job(before.ID)
		return err
	})
	if err != nil {
		t.Errorf("after the full disk: %v", err)
	}
}

func TestTheJournalCannotBeChanged(t *testing.T) {
	db := open(t)
	err := db.Write(context.Background(), func(tx domain.Tx) error {
		return tx.AppendDecision(domain.Decision{ID: "01", Payload: []byte("{}")})
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, change := range []string{"DELETE FROM journal", "UPDATE journal SET actor = 'other'"} {
		if _, err := db.durable.Exec(change); err == nil || !strings.Contains(err.Error(), "append-only") {
			t.Errorf("%s: got %v", change, err)
		}
	}
}

// readWhole begin the names of indexes that lists read whole on purpose: those of what waits,
// and that of what could not be decided, of which the newest are read.
var readWhole = []string{
	"run_waiting", "run_attempt_waiting", "message_unplaced", "message_deleted", "ticket_open", "device_", "summary_wanted", "run_silence",
	"run_undecided",
}

// noTable are readings of what a query itself made.
var noTable = []string{"SCAN undo_chain", "SCAN u", "SCAN known", "SCAN said", "SCAN CONSTANT ROW"}

// jsonList is a list given with a query, which is no table; place is any other value.
var jsonList, place = regexp.MustCompile(`SELECT value FROM json_each\(\?\d?\)`), regexp.MustCompile(`\?\d?`)

// Every query that a list of the window waits for must use indexes: a plan that
// scans a table grows with history.
func TestListsReadIndexesOnly(t *testing.T) {
	db := open(t)
	for name, query := range map[string]string{
		"job list":           openJobsQuery,
		"attempts that wait": earlierAttempts,
		"attempts":           refColumns + "INDEXED BY run_attempt WHERE last_attempt = 1 AND last_attempt <> 0 ORDER BY at DESC, id DESC",
		"runs of a night":    "SELECT " + runColumns + " FROM run r WHERE r.job = 1 AND r.at >= 1 AND r.at < 2 ORDER BY r.at, r.id",
		"waiting runs":       jobRunColumns + "INDEXED BY run_waiting WHERE job = 1 AND reviewed_at IS NULL AND hidden = 0 ORDER BY at DESC, id DESC LIMIT 10",
		"all runs":           jobRunColumns + "WHERE job = 1 ORDER BY at DESC, id DESC LIMIT 10",
		"inbox":              "SELECT " + messageColumns + " FROM message m INDEXED BY message_unplaced WHERE m.state <> 'read' AND m.deleted = 0 ORDER BY m.state = 'information', m.received DESC LIMIT 10",
		"deleted":            "SELECT " + messageColumns + " FROM message m INDEXED BY message_deleted WHERE m.deleted <> 0 ORDER BY m.deleted DESC LIMIT 10",
		"past runs":          strings.NewReplacer("?", "1").Replace(pastRuns),
		"day":                "SELECT id FROM run INDEXED BY run_at WHERE at >= 1 AND at < 2 ORDER BY at DESC, id DESC",
		"schedules":          strings.ReplaceAll(realRuns, "?", "1"),
		"new runs":           strings.ReplaceAll(newRuns, "?", "1"),
		"newest mail":        strings.ReplaceAll(newestMail, "j.id", "1"),
		"missed runs":        strings.ReplaceAll(strings.Replace(missedRuns, "j.state = 'active'", "j.id = 1", 1), "?", "1"),
		"silent jobs":        silenceRuns,
		"nights of jobs":     strings.ReplaceAll(jsonList.ReplaceAllString(runMarks, "1"), "?", "1"),
		"last run":           strings.ReplaceAll(lastRun, "j.id", "1"),
		"last news":          "SELECT at" + strings.ReplaceAll(lastNews, "j.id", "1"),
		"last success":       strings.ReplaceAll(lastSuccess, "j.id", "1"),
		"run tickets":        ticketColumns + "JOIN ticket_run l ON l.ticket = t.key WHERE l.run = 1 ORDER BY t.created DESC",
		"open tickets":       ticketColumns + "WHERE t.resolved = 0 ORDER BY t.created",
		"audit":              journalColumns + "WHERE d.id < 'x' ORDER BY d.id DESC LIMIT 10",
		"messages":           "SELECT " + messageColumns + " FROM message m INDEXED BY message_reader WHERE m.reader = 'x' ORDER BY m.received DESC LIMIT 10",
		"stale":              "SELECT count(*) FROM " + strings.ReplaceAll(stale, "?", "'1'"),
		"source runs":        "SELECT id " + strings.ReplaceAll(sourceRuns, "?", "'cove'") + "AND job = 1 AND at >= 1 AND at < 2 ORDER BY at, id",
		"job devices":        deviceColumns + "WHERE job = 1 ORDER BY id",
		"fresh":              deviceColumns + freshDevices,
		"unlinked":           unlinkedDevices,
		"waiting of devices": waitingOfDevices,
		"moved":              movedDevices,
		"error texts":        strings.ReplaceAll(wantedTexts, "?", "10"),
		"sync log":           strings.ReplaceAll(syncLog, "?", "1"),
		"sender habit":       strings.ReplaceAll(senderHabit, "?", "1"),
		"servers seen":       strings.ReplaceAll(serversSeen, "?", "1"),
		"sender runs":        strings.ReplaceAll(senderRuns, "?", "1"),
		"accepted mails":     strings.ReplaceAll(acceptedMails, "?", "1"),
		"mails of a sender":  strings.ReplaceAll(senderMessages, "?", "1"),
		"undecided words":    strings.ReplaceAll(undecidedWords, "?", "1"),
		"problems by job":    strings.ReplaceAll(problemRuns, "?", "1"),
		"problems of jobs":   strings.ReplaceAll(jsonList.ReplaceAllString(matchingJobs, "1"), "?", "1"),
		"problems by text":   place.ReplaceAllString(jsonList.ReplaceAllString(matchingTexts, "1"), "1"),
		"texts of problems":  problemNotes,
		"errors":             problemErrors,
		"undo":               briefColumns + strings.ReplaceAll(lastUndoable(2), "?", "'x'"),
		"redo":               strings.ReplaceAll(lastRedoable, "?", "'x'"),
	} {
		rows, err := db.read.Query("EXPLAIN QUERY PLAN " + query)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		for rows.Next() {
			var id, parent, unused int
			var detail string
			if err := rows.Scan(&id, &parent, &unused, &detail); err != nil {
				t.Fatal(err)
			}
			// The chain of undos of one entry is no table, nor is what was read of run_undecided,
			// nor are the texts of problems and the runs that were found by them.
			whole := func(index string) bool { return strings.Contains(detail, "INDEX "+index) }
			if strings.HasPrefix(detail, "SCAN") && !slices.Contains(noTable, detail) && !slices.ContainsFunc(readWhole, whole) {
				t.Errorf("%s: %s", name, detail)
			}
		}
		if err := rows.Err(); err != nil {
			t.Fatal(err)
		}
		_ = rows.Close()
	}
}
