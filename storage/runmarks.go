package storage

import (
	"cmp"
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
)

// runMarks packs the marks of a job in one row: the time in milliseconds, six bits up, the
// status, two bits up, and what the run is not counted for. Rows of their own would take
// several times as long.
const runMarks = `SELECT job, group_concat((at << 6) | (effective << 2) | ((last_attempt <> 0) << 1) | (hidden <> 0))
FROM run INDEXED BY run_job WHERE job IN (SELECT value FROM json_each(?)) AND at >= ? GROUP BY job`

func (x *tx) RunMarks(jobs []int64, since time.Time, visit func(job int64, marks []domain.RunMark)) error {
	const tried = "read how the jobs stood"
	list, err := json.Marshal(jobs)
	if err != nil {
		return storageError(tried, err)
	}
	var job int64
	var packed string
	return x.rows(tried, runMarks, []any{string(list), millis(since)}, func(scan func(...any) error) error {
		if err := scan(&job, &packed); err != nil {
			return err
		}
		marks := make([]domain.RunMark, 0, 1+strings.Count(packed, ","))
		for text := range strings.SplitSeq(packed, ",") {
			n, err := strconv.ParseInt(text, 10, 64)
			if err != nil {
				return err
			}
			marks = append(marks, domain.RunMark{
				At: fromMillis(n >> 6), Status: domain.Status(n >> 2 & 15), Earlier: n&2 != 0, Hidden: n&1 != 0,
			})
		}
		newestFirst := func(a, b domain.RunMark) int { return cmp.Compare(b.At.UnixMilli(), a.At.UnixMilli()) }
		if !slices.IsSortedFunc(marks, newestFirst) { // SQLite reads the index in order, and promises no order
			slices.SortStableFunc(marks, newestFirst)
		}
		visit(job, marks)
		return nil
	})
}
