package storage

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
)

// What a search may cost: jobs that are enough, and so many runs that it is cheaper to look
// at the newest ones first until enough jobs are found.
const (
	enoughJobs  = 500
	mostByIDs   = 20_000
	runsPerJob  = 50 // as a guess
	shortPrefix = 3  // letters from which on a word may go on
)

// Search belongs to domain.Searcher. It reads indexes alone: those of words for each
// condition, and of the runs the waiting ones, those that have the rarest of the words, or
// the newest ones until enough jobs are found.
func (db *DB) Search(ctx context.Context, s domain.RunSearch) (domain.RunsFound, error) {
	const tried = "search"
	f, err := db.searchIndex(ctx)
	if err != nil {
		return domain.RunsFound{}, indexError(tried, err)
	}
	t, err := f.read.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return domain.RunsFound{}, indexError(tried, err)
	}
	defer func() { _ = t.Rollback() }()
	s.Limit = cmp.Or(s.Limit, enoughJobs)
	q := &searching{ctx: ctx, t: t, s: s, best: map[int64]domain.SearchedRun{}}
	if err := q.run(); err != nil {
		if isDamage(err) && ctx.Err() == nil {
			_ = t.Rollback()
			db.dropIndex(f)
		}
		return domain.RunsFound{}, indexError(tried, err)
	}
	return q.found(), nil
}

// searching is one search under way.
type searching struct {
	ctx    context.Context
	t      *sql.Tx
	s      domain.RunSearch
	words  []wordHits // of s.Words
	best   map[int64]domain.SearchedRun
	more   bool
	behind int
}

// wordHits are the runs and messages that have some words, rising.
type wordHits struct{ runs, mails []int64 }

func (h wordHits) has(run, message int64) bool {
	if _, ok := slices.BinarySearch(h.runs, run); ok {
		return true
	}
	_, ok := slices.BinarySearch(h.mails, message)
	return ok && message != 0
}

func (q *searching) run() error {
	var runs, mails int
	err := q.t.QueryRowContext(q.ctx, `SELECT COALESCE((SELECT max(id) FROM run), 0) - p.run,
  COALESCE((SELECT max(id) FROM message), 0) - p.message FROM words.place p`).Scan(&runs, &mails)
	if err != nil {
		return err
	}
	q.behind = max(0, runs, mails)
	if q.s.Waiting {
		return q.waiting()
	}
	for _, w := range q.s.Words {
		hits, err := q.hits(w, 0, 0)
		if err != nil {
			return err
		}
		q.words = append(q.words, hits)
	}
	return q.everywhere()
}

// waitingRuns are the runs that wait, as one text: one by one they would take five times as
// long.
const waitingRuns = `SELECT group_concat(id || ' ' || job || ' ' || at || ' ' || COALESCE(message, 0) || ' ' || effective || ' ' ||
  (partly <> 0) || ' ' || (doubt <> '')) FROM run INDEXED BY run_waiting WHERE reviewed_at IS NULL AND hidden = 0`

// waiting looks at the runs that wait, and of the index only at what is as new as they are.
func (q *searching) waiting() error {
	var list sql.NullString
	if err := q.t.QueryRowContext(q.ctx, waitingRuns).Scan(&list); err != nil || !list.Valid {
		return err
	}
	var rows []searchedRow
	oldestRun, oldestMail := int64(0), int64(0)
	for text := range strings.SplitSeq(list.String, ",") {
		r, err := parseWaiting(text)
		if err != nil {
			return err
		}
		if !q.s.From.IsZero() && r.At.Before(q.s.From) || !q.s.To.IsZero() && !r.At.Before(q.s.To) {
			continue
		}
		if q.s.Jobs != nil && !q.s.Jobs[r.Job] {
			continue
		}
		rows = append(rows, r)
		if oldestRun == 0 || r.ID < oldestRun {
			oldestRun = r.ID
		}
		if r.message != 0 && (oldestMail == 0 || r.message < oldestMail) {
			oldestMail = r.message
		}
	}
	if len(rows) == 0 {
		return nil
	}
	for _, w := range q.s.Words {
		hits, err := q.hits(w, oldestRun, oldestMail)
		if err != nil {
			return err
		}
		q.words = append(q.words, hits)
	}
	for _, r := range rows {
		q.look(r)
	}
	return nil
}

func parseWaiting(text string) (r searchedRow, err error) {
	var numbers [7]int64
	n := 0
	for field := range strings.SplitSeq(text, " ") {
		if numbers[n], err = strconv.ParseInt(field, 10, 64); err != nil {
			return r, err
		}
		n++
	}
	r.ID, r.Job, r.At, r.message = numbers[0], numbers[1], fromMillis(numbers[2]), numbers[3]
	r.Status, r.Partly, r.Doubted = domain.Status(numbers[4]).Known(), numbers[5] != 0, numbers[6] != 0
	return r, nil
}

// searchedRow is a run with its message, 0 for none.
type searchedRow struct {
	domain.SearchedRun
	message int64
}

// look takes a run where it meets the search, and says whether it does.
func (q *searching) look(r searchedRow) bool {
	if q.s.Jobs != nil && !q.s.Jobs[r.Job] || q.s.Meets != nil && !q.s.Meets(r.SearchedRun) {
		return false
	}
	for i, w := range q.s.Words {
		if (w.Jobs[r.Job] || q.words[i].has(r.ID, r.message)) == w.Not {
			return false
		}
	}
	if b, ok := q.best[r.Job]; !ok || newer(r.SearchedRun, b) {
		q.best[r.Job] = r.SearchedRun
	}
	return true
}

func newer(a, b domain.SearchedRun) bool {
	if !a.At.Equal(b.At) {
		return a.At.After(b.At)
	}
	return a.ID > b.ID
}

const searchedColumns = `SELECT r.id, r.job, r.at, COALESCE(r.message, 0), r.effective, r.partly, r.doubt <> '',
  r.reviewed_at IS NOT NULL FROM `

// The ways to the runs: those with some ids, those of some messages, those of a job and all,
// the newest first. The last two end as soon as enough is found.
const (
	searchedByID   = searchedColumns + "json_each(?3) k CROSS JOIN run r ON r.id = k.value WHERE r.at >= ?1 AND r.at < ?2"
	searchedByMail = searchedColumns + `json_each(?3) k CROSS JOIN run r INDEXED BY run_message ON r.message = k.value
WHERE r.at >= ?1 AND r.at < ?2`
	searchedOfJob = searchedColumns + `run r INDEXED BY run_job WHERE r.job = ?3 AND r.at >= ?1 AND r.at < ?2
ORDER BY r.at DESC, r.id DESC`
	searchedNewest = searchedColumns + "run r INDEXED BY run_at WHERE r.at >= ?1 AND r.at < ?2 ORDER BY r.at DESC, r.id DESC"
)

// everywhere looks at runs that were reviewed, too, by the way that is the shortest.
func (q *searching) everywhere() error {
	least, by := mostByIDs, -1
	if q.s.Jobs != nil && len(q.s.Jobs)*runsPerJob <= least {
		least = len(q.s.Jobs) * runsPerJob
		by = len(q.s.Words)
	}
	for i, w := range q.s.Words {
		cost := len(q.words[i].runs) + len(q.words[i].mails) + len(w.Jobs)*runsPerJob
		if !w.Not && cost < least {
			least, by = cost, i
		}
	}
	switch {
	case by < 0:
		seen := 0
		return q.scan(searchedNewest, nil, func(r searchedRow) (enough bool) {
			before := len(q.best)
			if _, known := q.best[r.Job]; !known && q.look(r) {
				seen += len(q.best) - before
			}
			q.more = seen > q.s.Limit
			return q.more
		})
	case by == len(q.s.Words):
		return q.ofJobs(q.s.Jobs)
	}
	if err := q.byIDs(searchedByID, q.words[by].runs); err != nil {
		return err
	}
	if err := q.byIDs(searchedByMail, q.words[by].mails); err != nil {
		return err
	}
	return q.ofJobs(q.s.Words[by].Jobs)
}

func (q *searching) byIDs(query string, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	list, err := json.Marshal(ids)
	if err != nil {
		return err
	}
	return q.scan(query, string(list), func(r searchedRow) bool {
		q.look(r)
		return false
	})
}

// ofJobs looks at each job until its newest run is found that meets the search.
func (q *searching) ofJobs(jobs map[int64]bool) error {
	for job, wanted := range jobs {
		if !wanted {
			continue
		}
		if err := q.scan(searchedOfJob, job, q.look); err != nil {
			return err
		}
	}
	return nil
}

func (q *searching) scan(query string, arg any, each func(searchedRow) (enough bool)) error {
	from, to := millis(q.s.From), int64(1<<62)
	if !q.s.To.IsZero() {
		to = millis(q.s.To)
	}
	args := []any{from, to}
	if arg != nil {
		args = append(args, arg)
	}
	rows, err := q.t.QueryContext(q.ctx, query, args...)
	if err != nil {
		return err
	}
	defer func() { _ = rows.Close() }()
	for rows.Next() {
		var r searchedRow
		err := rows.Scan(&r.ID, &r.Job, (*moment)(&r.At), &r.message, &r.Status, &r.Partly, &r.Doubted, &r.Reviewed)
		if err != nil {
			return err
		}
		r.Status = r.Status.Known()
		if each(r) {
			return rows.Err()
		}
	}
	return rows.Err()
}

// hits looks words up, from the given ids on.
func (q *searching) hits(w domain.SearchWords, run, mail int64) (h wordHits, err error) {
	match := matching(w)
	if match == "" {
		return h, nil
	}
	if h.runs, err = q.ids("run_words", match, run); err != nil || w.In != domain.InReport {
		return h, err
	}
	h.mails, err = q.ids("mail_words", match, mail)
	return h, err
}

// ids are the rows of a table of words that have some, rising. They come as one text, since
// one by one they would take ten times as long.
func (q *searching) ids(table, match string, from int64) ([]int64, error) {
	var list sql.NullString
	query := "SELECT group_concat(rowid) FROM words." + table + " WHERE " + table + " MATCH ? AND rowid >= ?"
	err := q.t.QueryRowContext(q.ctx, query, match, from).Scan(&list)
	if err != nil || !list.Valid {
		return nil, err
	}
	out := make([]int64, 0, strings.Count(list.String, ",")+1)
	for text := range strings.SplitSeq(list.String, ",") {
		id, err := strconv.ParseInt(text, 10, 64)
		if err != nil {
			return nil, err
		}
		out = append(out, id)
	}
	if !slices.IsSorted(out) {
		slices.Sort(out)
	}
	return out, nil
}

// matching is a condition as FTS5 reads it, "" for a text without a letter or digit, which
// stands in no index. Everything is in quotes: whatever was typed is words, never syntax.
func matching(w domain.SearchWords) string {
	text := strings.Map(func(r rune) rune {
		if r == '"' || r == 0 || r == utf8.RuneError {
			return ' '
		}
		return r
	}, w.Text)
	if !strings.ContainsFunc(text, wordRune) {
		return ""
	}
	match := `"` + text + `"`
	if !w.Whole && goesOn(text) {
		match += " *"
	}
	switch w.In {
	case domain.InObjects:
		match = "object : " + match
	case domain.InMessages:
		match = "message : " + match
	}
	return match
}

func wordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsNumber(r) || unicode.Is(unicode.Co, r)
}

// goesOn reports whether the last word of a text may be the beginning of a longer one: short
// ones and numbers begin too many, and one with a sign behind it is whole.
func goesOn(text string) bool {
	all := strings.FieldsFunc(text, func(r rune) bool { return !wordRune(r) })
	last := all[len(all)-1]
	return strings.HasSuffix(text, last) && utf8.RuneCountInString(last) >= shortPrefix && strings.ContainsFunc(last, unicode.IsLetter)
}

// found lists the jobs that were found, by the newest of their runs.
func (q *searching) found() domain.RunsFound {
	out := domain.RunsFound{More: q.more, Behind: q.behind}
	for _, r := range q.best {
		out.Runs = append(out.Runs, r)
	}
	slices.SortFunc(out.Runs, func(a, b domain.SearchedRun) int {
		if newer(a, b) {
			return -1
		}
		return 1
	})
	if len(out.Runs) > q.s.Limit && !q.s.Waiting {
		out.Runs, out.More = out.Runs[:q.s.Limit], true
	}
	return out
}

var _ domain.Searcher = (*DB)(nil)
