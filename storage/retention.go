package storage

import (
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// How much one step looks at, which only reads, and takes out, which holds the writer up.
const (
	retentionLook  = 2000
	retentionRuns  = 200
	retentionMails = 20
	// retentionBytes is how much of mails one step takes out at most, packed, but for one that
	// is larger by itself.
	retentionBytes = 4 << 20
	// mostInGroup bounds how many runs go together.
	mostInGroup = 500
)

// freeRun holds for a run r of a job j that may go: it is old, and so are its review and its
// mail; its job was approved and has enough newer runs; it is neither the last success nor the
// last mail of its job; no open ticket, no remark that holds and no enabled override is
// about it. The runs and mails with the highest ids stay, so that no id is given twice. One that
// a reviewed run hides needs no review. ?1 is the time before which runs go, ?2 now, ?3 the keys
// of the runs that overrides were made from.
var freeRun = `(r.at < ?1 AND CASE WHEN r.reviewed_at IS NULL
    THEN r.hidden <> 0 AND COALESCE((SELECT s.reviewed_at FROM run s WHERE s.id = r.hidden) < ?1, 0) ELSE r.reviewed_at < ?1 END
  AND j.state <> 'pending' AND r.key NOT IN (SELECT value FROM json_each(?3))
  AND r.id < (SELECT max(id) FROM run)
  AND COALESCE((SELECT m.received < ?1 AND m.id < (SELECT max(id) FROM message) FROM message m WHERE m.id = r.message), 1)
  AND NOT EXISTS (SELECT 1 FROM ticket_run t JOIN ticket k ON k.key = t.ticket WHERE t.run = r.id AND t.off = '' AND k.resolved = 0)
  AND NOT EXISTS (SELECT 1 FROM remark_run t JOIN remark k ON k.key = t.remark WHERE t.run = r.id AND (k.expires = 0 OR k.expires > ?2))
  AND r.id IS NOT (SELECT s.id FROM run s INDEXED BY run_success WHERE s.source <> 'schedule' AND s.source <> 'offline' AND s.status = 1
    AND s.problems = 0 AND s.doubt = '' AND s.job = r.job ORDER BY s.at DESC LIMIT 1)
  AND r.id IS NOT (SELECT s.id FROM run s INDEXED BY run_mail WHERE s.message IS NOT NULL AND s.job = r.job
    ORDER BY s.at DESC, s.id DESC LIMIT 1)
  AND (SELECT count(*) FROM (SELECT 1 FROM run n INDEXED BY run_job WHERE n.job = r.job AND (n.at, n.id) > (r.at, r.id) LIMIT ` +
	strconv.Itoa(rules.KeptRuns) + `)) = ` + strconv.Itoa(rules.KeptRuns) + `)`

// freeMail holds for a message m whose text may go: all its runs were reviewed long enough ago, or
// are hidden by one that was, and none is documented or of a job that waits for approval; or
// it was deleted from the inbox long enough ago. What nobody understood or decided about
// stays. cutoff is the parameter of the time before which it goes; runs narrows down which of
// its runs r are looked at. ?2 is now.
func freeMail(cutoff, runs string) string {
	return strings.NewReplacer("CUTOFF", cutoff, "RUNS", runs).Replace(`(m.received < CUTOFF AND (m.deleted = 0 OR m.deleted < CUTOFF)
  AND (m.deleted <> 0 OR m.state = 'read' AND EXISTS (SELECT 1 FROM run r WHERE r.message = m.id RUNS))
  AND NOT EXISTS (SELECT 1 FROM run r JOIN job j ON j.id = r.job WHERE r.message = m.id RUNS AND (
    j.state = 'pending' AND m.deleted = 0
    OR r.reviewed_at IS NULL AND COALESCE((SELECT s.reviewed_at FROM run s WHERE s.id = r.hidden AND r.hidden <> 0) >= CUTOFF, 1)
    OR r.reviewed_at >= CUTOFF
    OR EXISTS (SELECT 1 FROM ticket_run t JOIN ticket k ON k.key = t.ticket WHERE t.run = r.id AND t.off = '' AND k.resolved = 0)
    OR EXISTS (SELECT 1 FROM remark_run t JOIN remark k ON k.key = t.remark WHERE t.run = r.id AND (k.expires = 0 OR k.expires > ?2)))))`)
}

// hasDependents holds for a run r that hides others, or is the last attempt of a night.
const hasDependents = `(EXISTS (SELECT 1 FROM run h INDEXED BY run_hidden WHERE h.hidden <> 0 AND h.hidden = r.id)
  OR EXISTS (SELECT 1 FROM run h INDEXED BY run_attempt WHERE h.last_attempt <> 0 AND h.last_attempt = r.id))`

// runParts are the tables whose rows belong to a run, and the column that says to which.
var runParts = []struct{ table, run string }{
	{"object", "run"}, {"ticket_run", "run"}, {"remark_run", "run"}, {"summary", "run"},
}

// The bytes of a row beside its texts, about, with its part of the indexes.
const (
	runBytes    = 420
	objectBytes = 28
	mailBytes   = 240
)

// retentionTried is what errors say.
const retentionTried = "take out what is older than its age"

// retentionScan is a walk along what is old.
type retentionScan struct {
	now     time.Time
	sources string // as JSON
	// How far the walk came: runs in time, mails in the order of their index.
	at, id   int64
	received int64
	mail     int64
}

func (x *tx) newScan(now time.Time) (s retentionScan, err error) {
	keys := []string{}
	err = x.rows(retentionTried, "SELECT source FROM override WHERE enabled AND source <> ''", nil, func(scan func(...any) error) error {
		var key string
		err := scan(&key)
		keys = append(keys, key)
		return err
	})
	if err != nil {
		return s, err
	}
	list, err := json.Marshal(keys)
	return retentionScan{now: now, sources: string(list)}, storageError(retentionTried, err)
}

// agedRun is a run that the walk came to.
type agedRun struct {
	id, at, bytes int64
	hidden, last  int64
	free          bool
	reviewed      bool
	group         bool // others go with it, or stay with it
}

var (
	scanRuns = agedColumns() + ` FROM (SELECT id FROM run INDEXED BY run_at WHERE at < ?1 AND at >= ?4 AND (at > ?4 OR id < ?5)
  ORDER BY at, id DESC LIMIT ?6) s CROSS JOIN run r ON r.id = s.id JOIN job j ON j.id = r.job ORDER BY r.at, r.id DESC`
	scanGroup = agedColumns() + ` FROM (SELECT ?4 AS id
  UNION SELECT id FROM run INDEXED BY run_hidden WHERE hidden <> 0 AND hidden = ?4
  UNION SELECT id FROM run INDEXED BY run_attempt WHERE last_attempt <> 0 AND last_attempt = ?4) s
  CROSS JOIN run r ON r.id = s.id JOIN job j ON j.id = r.job`
)

func agedColumns() string {
	return `SELECT r.id, r.at, r.hidden, r.last_attempt, r.reviewed_at IS NOT NULL, ` + freeRun + `, ` + hasDependents + `,
  length(r.error) + length(r.evidence_words) + length(r.key) + length(r.reason) + r.objects * ` + strconv.Itoa(objectBytes) +
		` + ` + strconv.Itoa(runBytes)
}

func (x *tx) agedRuns(query string, args ...any) (out []agedRun, err error) {
	err = x.rows(retentionTried, query, args, func(scan func(...any) error) error {
		var r agedRun
		err := scan(&r.id, &r.at, &r.hidden, &r.last, &r.reviewed, &r.free, &r.group, &r.bytes)
		out = append(out, r)
		return err
	})
	return out, err
}

// lookAtRuns walks on and returns the runs that may go by themselves or begin a group.
func (x *tx) lookAtRuns(s *retentionScan, before time.Time) (found []agedRun, more bool, err error) {
	last := s.id
	if s.at == 0 && last == 0 {
		last = 1 << 62
	}
	list, err := x.agedRuns(scanRuns, millis(before), millis(s.now), s.sources, s.at, last, retentionLook)
	if err != nil {
		return nil, false, err
	}
	for _, r := range list {
		s.at, s.id = r.at, r.id
		if r.free && r.reviewed && r.hidden == 0 && r.last == 0 {
			found = append(found, r)
		}
	}
	return found, len(list) == retentionLook, nil
}

// group returns the runs that go with a run, itself among them; ok is false where one of them
// stays, so that all do: what a run hides would be shown again, and the earlier attempts of
// a night are judged by its last.
func (x *tx) group(root int64, s retentionScan, before time.Time) (ids []int64, bytes int64, ok bool, err error) {
	seen, refers := map[int64]bool{}, map[int64]bool{}
	for queue := []int64{root}; len(queue) > 0; queue = queue[1:] {
		list, err := x.agedRuns(scanGroup, millis(before), millis(s.now), s.sources, queue[0])
		if err != nil {
			return nil, 0, false, err
		}
		for _, r := range list {
			if seen[r.id] {
				continue
			}
			if !r.free || len(seen) == mostInGroup {
				return nil, 0, false, nil
			}
			seen[r.id] = true
			ids, bytes = append(ids, r.id), bytes+r.bytes
			for _, to := range []int64{r.hidden, r.last} {
				if to != 0 {
					refers[to] = true
				}
			}
			if r.id != queue[0] && r.group {
				queue = append(queue, r.id)
			}
		}
	}
	for to := range refers {
		if !seen[to] {
			return nil, 0, false, nil
		}
	}
	return ids, bytes, seen[root], nil
}

// agedMail is a mail whose text may go.
type agedMail struct {
	id, received int64
	content      domain.Content
	bytes        int64 // packed
	free         bool
	bodyToo      bool // its whole text may go, too, at the age of those
}

var scanMails = `SELECT m.id, m.received, m.content, COALESCE(length(w.zstd), 0), ` + freeMail("?1", "") + `,
  ?7 > 0 AND ` + freeMail("?7", "") + `
FROM (SELECT id FROM message INDEXED BY message_content WHERE content > 0 AND content = ?3 AND received < ?1 AND received >= ?4
  AND (received > ?4 OR id > ?5) ORDER BY received, id LIMIT ?6) s
CROSS JOIN message m ON m.id = s.id LEFT JOIN message_raw w ON w.message = m.id ORDER BY m.received, m.id`

// lookAtMails walks on along the mails of which so much is stored.
func (x *tx) lookAtMails(s *retentionScan, w mailWalk) (found []agedMail, more bool, err error) {
	seen := 0
	err = x.rows(
		retentionTried, scanMails, []any{millis(w.before), millis(s.now), w.from, s.received, s.mail, retentionLook, millis(w.bodies)},
		func(scan func(...any) error) error {
			var m agedMail
			err := scan(&m.id, &m.received, &m.content, &m.bytes, &m.free, &m.bodyToo)
			s.received, s.mail = m.received, m.id
			if seen++; m.free {
				found = append(found, m)
			}
			return err
		},
	)
	return found, seen == retentionLook, err
}

// mailWalk goes from so much of a mail to less.
type mailWalk struct {
	from, to domain.Content
	before   time.Time
	bodies   time.Time // before which the whole text of a mail goes; zero where that is kept
}

func mailWalks(c domain.RetentionCutoffs) (out []mailWalk) {
	if !c.Bodies.IsZero() {
		out = append(
			out,
			mailWalk{from: domain.ContentWhole, to: domain.ContentNone, before: c.Bodies},
			mailWalk{from: domain.ContentShown, to: domain.ContentNone, before: c.Bodies},
		)
	}
	if !c.Originals.IsZero() {
		out = append(out, mailWalk{domain.ContentWhole, domain.ContentShown, c.Originals, c.Bodies})
	}
	return out
}
