package review_test

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	_ "modernc.org/sqlite" // the manipulator's own tool

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
)

// history makes a profile with two weeks of decisions and closes it. middle is a copy of
// its folder from before the last three.
func history(t *testing.T) (folder, middle string) {
	t.Helper()
	c := newChaos(t, 3)
	step := func(n int) {
		for range n {
			c.now = c.now.Add(time.Duration(60+c.rng.IntN(7200)) * time.Second)
			if c.rng.IntN(3) == 0 {
				c.report()
			}
			c.decide()
		}
	}
	step(60)
	j := c.look().jobs[0]
	c.must(c.services[0].CreateTicket(c.ctx, domain.Ticket{Code: "LAST", Scopes: []domain.Scope{{Job: j.Key}}}, review.Documented{}))
	c.must(c.services[0].SetNightStart(c.ctx, 9))
	c.must(c.services[0].SetNightStart(c.ctx, 10))
	folder, middle = filepath.Dir(c.store.Path()), t.TempDir()
	if _, err := c.store.Backup(c.ctx, filepath.Join(middle, storage.FileName)); err != nil {
		t.Fatal(err)
	}
	for _, code := range []string{"X1", "X2", "X3"} {
		c.must(c.services[0].CreateTicket(c.ctx, domain.Ticket{Code: code, Scopes: []domain.Scope{{Job: j.Key}}}, review.Documented{}))
	}
	if chain, err := c.svc.VerifyJournal(c.ctx, nil); err != nil || len(chain.Findings) > 0 {
		t.Fatalf("before anything was manipulated: %+v, %v", chain.Findings, err)
	}
	if err := c.store.Close(); err != nil {
		t.Fatal(err)
	}
	return folder, middle
}

// manipulator works on a closed database by plain SQL. Triggers are in nobody's way: those
// of the journal are taken out and put back as they were.
type manipulator struct {
	*testing.T
	db     *sql.DB
	folder string
}

func (m manipulator) exec(query string, args ...any) {
	m.Helper()
	if _, err := m.db.Exec(query, args...); err != nil {
		m.Fatalf("%s: %v", query, err)
	}
}

func (m manipulator) text(query string) (text string) {
	m.Helper()
	if err := m.db.QueryRow(query).Scan(&text); err != nil {
		m.Fatalf("%s: %v", query, err)
	}
	return text
}

// quietly runs statements without the triggers.
func (m manipulator) quietly(queries ...string) {
	m.Helper()
	triggers := map[string]string{}
	rows, err := m.db.Query("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'journal%'")
	if err != nil {
		m.Fatal(err)
	}
	for rows.Next() {
		var name, text string
		if err := rows.Scan(&name, &text); err != nil {
			m.Fatal(err)
		}
		triggers[name] = text
	}
	if err := rows.Err(); err != nil {
		m.Fatal(err)
	}
	_ = rows.Close()
	for name := range triggers {
		m.exec("DROP TRIGGER " + name)
	}
	for _, q := range queries {
		m.exec(q)
	}
	for _, text := range triggers {
		m.exec(text)
	}
}

// relink computes every link anew, as whoever knows the program can.
func (m manipulator) relink() {
	m.Helper()
	m.quietly("UPDATE journal SET hash = ''")
	link := ""
	var entries []domain.Decision
	rows, err := m.db.Query("SELECT id, profile, actor, at, kind, targets, payload, undoes, summary FROM journal ORDER BY id")
	if err != nil {
		m.Fatal(err)
	}
	for rows.Next() {
		var d domain.Decision
		var at int64
		var targets string
		if err := rows.Scan(&d.ID, &d.Profile, &d.Actor, &at, &d.Kind, &targets, &d.Payload, &d.Undoes, &d.Summary); err != nil {
			m.Fatal(err)
		}
		d.At, d.Targets = time.UnixMilli(at), targetsOf(m.T, targets)
		entries = append(entries, d)
	}
	if err := rows.Err(); err != nil {
		m.Fatal(err)
	}
	_ = rows.Close()
	var set []string
	for _, d := range entries {
		link = d.Chain(link)
		set = append(set, fmt.Sprintf("UPDATE journal SET hash = '%s' WHERE id = '%s'", link, d.ID))
	}
	m.quietly(set...)
}

func (m manipulator) head() {
	m.quietly("UPDATE journal_head SET entries = (SELECT count(*) FROM journal), newest = (SELECT max(id) FROM journal)")
}

// forget removes the file beside the database that knows its newest decision.
func (m manipulator) forget() {
	if err := os.Remove(filepath.Join(m.folder, storage.FileName+"-state")); err != nil {
		m.Fatal(err)
	}
}

const (
	newest = "(SELECT max(id) FROM journal)"
	fifth  = "(SELECT id FROM journal ORDER BY id LIMIT 1 OFFSET 4)"
	sixth  = "(SELECT id FROM journal ORDER BY id LIMIT 1 OFFSET 5)"
)

// putIn copies an entry as a review of nothing, with its link, under an id and a time.
func putIn(id, at, entry string) string {
	return fmt.Sprintf(
		"INSERT INTO journal SELECT %s, profile, actor, %s, 'review', '[]', 'null', '', 'put in', hash FROM journal WHERE id = %s", id, at, entry,
	)
}

// manipulations are what somebody may do who can write the file, and by what it is noticed:
// a kind of finding, or "start" where the program refuses to go on with the database.
var manipulations = []struct {
	name    string
	do      func(m manipulator)
	noticed string
}{
	{"the words of an entry", func(m manipulator) { m.quietly("UPDATE journal SET summary = 'nothing' WHERE id = " + fifth) }, "link"},
	{"who decided", func(m manipulator) { m.quietly("UPDATE journal SET actor = 'nobody' WHERE id = " + fifth) }, "link"},
	{"what was decided", func(m manipulator) { m.quietly("UPDATE journal SET payload = '{}' WHERE id = " + fifth) }, "link"},
	{"when it was decided", func(m manipulator) { m.quietly("UPDATE journal SET at = at - 3600000 WHERE id = " + fifth) }, "id"},
	{"what it is about", func(m manipulator) { m.quietly(`UPDATE journal SET targets = '["x"]' WHERE id = ` + fifth) }, "link"},
	{"an entry and every link after it", func(m manipulator) {
		m.quietly("UPDATE journal SET actor = 'nobody' WHERE id = " + fifth)
		m.relink()
	}, "head"},
	{"the newest entry is removed", func(m manipulator) { m.quietly("DELETE FROM journal WHERE id = " + newest) }, "start"},
	{"the newest entry is removed, and the count set", func(m manipulator) {
		m.quietly("DELETE FROM journal WHERE id = " + newest)
		m.head()
	}, "start"},
	{"the newest entry is removed, and what knows of it", func(m manipulator) {
		m.quietly("DELETE FROM journal WHERE id = " + newest)
		m.forget()
	}, "head"},
	{"the newest entry is removed, the count set, and what knows of it", func(m manipulator) {
		m.quietly("DELETE FROM journal WHERE id = " + newest)
		m.head()
		m.forget()
	}, "tables"},
	{"an entry in the middle is removed", func(m manipulator) { m.quietly("DELETE FROM journal WHERE id = " + fifth) }, "link"},
	{"an entry in the middle is removed, and every link set", func(m manipulator) {
		m.quietly("DELETE FROM journal WHERE id = " + fifth)
		m.relink()
		m.head()
	}, "head"},
	{"the first entry is removed", func(m manipulator) { m.quietly("DELETE FROM journal WHERE id = (SELECT min(id) FROM journal)") }, "link"},
	{"the ids of two entries are swapped", func(m manipulator) {
		a, b := m.text("SELECT "+fifth), m.text("SELECT "+sixth)
		rename := func(from, to string) string {
			return fmt.Sprintf("UPDATE journal SET id = '%s' WHERE id = '%s'", to, from)
		}
		m.quietly(rename(a, "x"), rename(b, a), rename("x", b))
	}, "link"},
	{"an entry is moved to the end", func(m manipulator) {
		m.quietly("UPDATE journal SET id = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ' WHERE id = " + fifth)
	}, "id"},
	{"a link is emptied", func(m manipulator) { m.quietly("UPDATE journal SET hash = '' WHERE id = " + fifth) }, "unlinked"},
	{"an entry is changed and its link emptied", func(m manipulator) {
		m.quietly("UPDATE journal SET hash = '', actor = 'nobody' WHERE id = " + fifth)
	}, "unlinked"},
	{"all links from the middle on are emptied", func(m manipulator) {
		m.quietly("UPDATE journal SET hash = '' WHERE id > " + fifth)
	}, "unlinked"},
	{"all links are emptied", func(m manipulator) { m.quietly("UPDATE journal SET hash = ''") }, "head"},
	{"all links are emptied, and what knows of them is removed", func(m manipulator) {
		m.quietly("UPDATE journal SET hash = ''")
		m.forget()
	}, "unlinked"},
	{"an entry is put in between", func(m manipulator) {
		m.quietly(putIn("substr(id, 1, 25) || CASE substr(id, 26) WHEN 'Z' THEN 'Y' ELSE 'Z' END", "at", fifth))
	}, "link"},
	{"an entry is put behind the newest", func(m manipulator) {
		m.exec(putIn("substr(id, 1, 20) || 'ZZZZZZ'", "at", newest))
	}, "link"},
	{"the highest id is forged", func(m manipulator) { m.quietly("UPDATE journal_head SET newest = '7ZZZZZZZZZZZZZZZZZZZZZZZZZ'") }, "head"},
	{"the count is forged", func(m manipulator) { m.quietly("UPDATE journal_head SET entries = 1") }, "head"},
	{"the head is removed", func(m manipulator) { m.quietly("DELETE FROM journal_head") }, "head"},
	{"a run is shown as reviewed", func(m manipulator) {
		m.exec("UPDATE run SET reviewed_at = 1, reviewed_by = 'kim' WHERE id = (SELECT id FROM run WHERE reviewed_at IS NULL LIMIT 1)")
	}, "tables"},
	{"a review is taken back", func(m manipulator) {
		m.exec(`UPDATE run SET reviewed_at = NULL, reviewed_by = '', review_decision = ''
  WHERE id = (SELECT id FROM run WHERE review_decision <> '' LIMIT 1)`)
	}, "tables"},
	{"a failure is shown as a success", func(m manipulator) { m.exec("UPDATE run SET effective = 1 WHERE effective <> 1") }, "tables"},
	{"a ticket is removed", func(m manipulator) { m.exec("DELETE FROM ticket WHERE code = 'LAST'") }, "tables"},
	{"an override is put in", func(m manipulator) {
		m.exec(`INSERT INTO override (key, level, product, type, job, object, status, text, mode, valid_from,
  until, reason, enabled, made_by, source)
  VALUES ('x', 'global', '', '', '', '', 0, '', 'contains', 0, 0, '', 1, 'kim', '')`)
	}, "tables"},
	{"a job is given to another customer", func(m manipulator) {
		m.exec("INSERT INTO customer (name) VALUES ('thief')")
		m.exec("UPDATE job SET customer = (SELECT id FROM customer WHERE name = 'thief') WHERE customer IS NOT NULL")
	}, "tables"},
	{"a setting is changed", func(m manipulator) { m.exec("UPDATE setting SET value = '3' WHERE key = 'night.start'") }, "tables"},
	{"the role is changed", func(m manipulator) { m.exec("INSERT OR REPLACE INTO setting VALUES ('role', 'viewer')") }, "tables"},
	{"a passphrase is set", func(m manipulator) { m.exec("INSERT OR REPLACE INTO setting VALUES ('passphrase', 'x')") }, "tables"},
	{"a trigger is dropped", func(m manipulator) { m.exec("DROP TRIGGER journal_is_never_deleted") }, "schema"},
	{"a trigger is made harmless", func(m manipulator) {
		m.exec("DROP TRIGGER journal_is_never_changed; CREATE TRIGGER journal_is_never_changed BEFORE UPDATE ON journal BEGIN SELECT 1; END")
	}, "schema"},
	{"a trigger swallows what is decided", func(m manipulator) {
		m.exec("CREATE TRIGGER x BEFORE INSERT ON journal WHEN new.actor = 'kim' BEGIN SELECT RAISE(IGNORE); END")
	}, "schema"},
	{"an index is dropped", func(m manipulator) { m.exec("DROP INDEX journal_undoes") }, "schema"},
	{"an older copy is put in its place", func(manipulator) {}, "start"},
	{"the clock was set back", func(m manipulator) {
		m.exec(putIn("substr(id, 1, 20) || 'ZZZZZZ'", "at - 7200000", newest))
		m.relink()
	}, "clock"},
}

func TestEveryManipulationOfTheDatabaseIsNoticed(t *testing.T) {
	if len(manipulations) < 25 {
		t.Fatalf("only %d manipulations", len(manipulations))
	}
	base, middle := history(t)
	for _, x := range manipulations {
		t.Run(x.name, func(t *testing.T) {
			folder := t.TempDir()
			for _, name := range []string{storage.FileName, storage.FileName + "-state"} {
				from := base
				if x.name == "an older copy is put in its place" && name == storage.FileName {
					from = middle
				}
				content, err := os.ReadFile(filepath.Join(from, name))
				if err == nil {
					err = os.WriteFile(filepath.Join(folder, name), content, 0o600)
				}
				if err != nil {
					t.Fatal(err)
				}
			}
			db, err := sql.Open("sqlite", filepath.Join(folder, storage.FileName))
			if err != nil {
				t.Fatal(err)
			}
			db.SetMaxOpenConns(1)
			x.do(manipulator{t, db, folder})
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			store, err := storage.Open(t.Context(), folder)
			if x.noticed == "start" {
				if domain.CodeOf(err) != domain.CodeDamaged || !strings.Contains(err.Error(), "newest decisions are gone") {
					t.Errorf("at the start: %v", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer store.Close()
			svc, err := review.New(review.Params{
				Store: store, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
				Clock: func() time.Time { return storagetest.Now }, Definitions: shelf{}, Words: shelf{},
			})
			if err != nil {
				t.Fatal(err)
			}
			c, err := svc.VerifyJournal(t.Context(), nil)
			if err != nil {
				t.Fatal(err)
			}
			if !slices.ContainsFunc(c.Findings, func(f review.Finding) bool { return string(f.Kind) == x.noticed }) {
				t.Errorf("not noticed as %q: %+v", x.noticed, c.Findings)
			}
			if note := x.noticed == "clock" || strings.HasSuffix(x.name, "knows of them is removed"); !note && !c.Faulty() {
				t.Errorf("no fault: %+v", c.Findings)
			}
			if words := c.Words(); len(c.Findings) == 0 || !strings.Contains(words, c.Findings[0].Words) {
				t.Errorf("it says %q", words)
			}
		})
	}
}

func targetsOf(t *testing.T, text string) (targets []string) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &targets); err != nil {
		t.Fatal(err)
	}
	return targets
}
