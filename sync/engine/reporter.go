package engine

import (
	"sync"
	"time"

	"runchecks/domain"
	"runchecks/sync/ingest"
)

// reporter passes progress on, at most ten times a second, the last one always.
type reporter struct {
	mu       sync.Mutex
	progress domain.SyncProgress
	send     func(domain.SyncProgress)
	last     time.Time
}

const reportEvery = 100 * time.Millisecond

func newReporter(a domain.Account, things string, send func(domain.SyncProgress)) *reporter {
	r := &reporter{progress: domain.SyncProgress{Account: a.Name, Things: things}, send: send}
	r.send(r.progress)
	return r
}

// Plan announces n more things of a part of the account.
func (r *reporter) Plan(part string, n int) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Folder = part
	r.progress.Total += n
	r.send(r.progress)
}

func (r *reporter) stored(n int, c ingest.Counts) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Done += n
	r.progress.Runs += c.Runs
	r.progress.Problems += c.SetAside
	r.progress.Known += c.Duplicates
	r.progress.Missing += c.Missing
	// Elapsed time is monotonic: not the injected clock's affair.
	if time.Since(r.last) < reportEvery {
		return
	}
	r.last = time.Now()
	r.send(r.progress)
}

// Planned returns how many things the account has to do.
func (r *reporter) Planned() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.progress.Total
}

// Seen counts things that say nothing new by themselves.
func (r *reporter) Seen(n int) { r.stored(n, ingest.Counts{}) }

// entry is what the log says about the sync.
func (r *reporter) entry(account int64, h domain.Health, ended time.Time, took time.Duration) domain.SyncEntry {
	r.mu.Lock()
	defer r.mu.Unlock()
	p := r.progress
	return domain.SyncEntry{
		Account: account, Began: h.LastTry, Ended: ended, Times: 1, Duration: took,
		Things: p.Things, Messages: p.New(), Known: p.Known, Runs: p.Runs, SetAside: p.Problems,
		Error: h.LastError, Said: h.Said, Code: h.Code, Cancelled: h.Code == domain.CodeCancelled, Notice: h.Notice,
	}
}

func (r *reporter) finish(notice string, err error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.progress.Finished, r.progress.Notice, r.progress.Err = true, notice, err
	r.send(r.progress)
}
