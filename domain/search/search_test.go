package search_test

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules/query"
	"runchecks/domain/search"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
)

var now = storagetest.Now

// world is a cache with jobs by their names.
type world struct {
	*testing.T
	db   *storage.DB
	jobs map[string]domain.Job
	runs map[int64]string // by id what a case calls it
}

// newWorld has four jobs of three customers, each with a night or two.
func newWorld(t *testing.T) *world {
	t.Helper()
	db, err := fresh.Open(context.Background(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	w := &world{T: t, db: db, jobs: map[string]domain.Job{}, runs: map[int64]string{}}
	w.job("Braam BV", "Veeam", "Servers")
	w.job("Braam BV", "Cove", "Mail")
	w.job("Fenwright", "Veeam", "Offsite")
	w.job("Aurora", "Macrium", "Laptop")
	last, before := now.Add(-6*time.Hour), now.Add(-30*time.Hour)
	w.run("servers old", "Servers", before, true, storagetest.Object("fs01", domain.Success, ""))
	w.run("servers", "Servers", last, false, storagetest.Object("fs01", domain.Failed, "VSS snapshot failed"))
	w.run("mail old", "Mail", before, true, storagetest.Object("inbox", domain.Warning, "mailbox is full"))
	w.run("mail", "Mail", last, false, storagetest.Object("inbox", domain.Warning, "mailbox is full"))
	w.run("offsite old", "Offsite", before, true, storagetest.Object("gw2", domain.Failed, "gateway unreachable"))
	w.run("offsite", "Offsite", last, false, storagetest.Object("gw2", domain.Success, ""))
	w.run("laptop", "Laptop", now.Add(-20*24*time.Hour), false, storagetest.Object("disk", domain.Unknown, "no verdict"))
	for {
		more, err := db.IndexSome(context.Background(), func(raw []byte) string { return string(raw) })
		if err != nil {
			t.Fatal(err)
		}
		if !more {
			return w
		}
	}
}

func (w *world) write(fn func(tx domain.Tx) error) {
	w.Helper()
	if err := w.db.Write(context.Background(), fn); err != nil {
		w.Fatal(err)
	}
}

func (w *world) job(customer, product, name string) {
	w.Helper()
	w.write(func(tx domain.Tx) error {
		c, err := tx.PutCustomer(customer)
		if err != nil {
			return err
		}
		w.jobs[name], err = tx.PutJob(domain.Job{
			Key: domain.JobKey(name), Customer: c, Product: product, Type: "Backup", Name: name, State: domain.JobActive,
		})
		return err
	})
}

func (w *world) run(name, job string, at time.Time, reviewed bool, o domain.Object) {
	w.Helper()
	w.write(func(tx domain.Tx) error {
		r := storagetest.Run(w.jobs[job], len(w.runs), at, o)
		if reviewed {
			r.Review = &domain.Review{At: at, By: "kim"}
		}
		id, err := tx.PutRun(r, fmt.Sprint(len(w.runs)))
		w.runs[id] = name
		return err
	})
}

// found returns the names of the runs that are found, or of the jobs where none is asked for.
func (w *world) found(text string, in domain.Searcher) string {
	w.Helper()
	q := query.Parse(text, now)
	if q.Faults != nil {
		w.Fatalf("%s: %v", text, q.Faults)
	}
	everything := search.Beyond(q)
	var found search.Found
	byID := map[int64]string{}
	for name, j := range w.jobs {
		byID[j.ID] = name
	}
	err := w.db.Read(context.Background(), func(tx domain.Reader) error {
		rows, err := search.Rows(tx, everything, now, time.UTC)
		if err != nil {
			return err
		}
		facts, err := search.ReadFacts(tx, rows, "kim", now)
		if err == nil {
			found, err = search.Find(context.Background(), in, q, rows, facts, everything)
		}
		return err
	})
	if err != nil {
		w.Fatal(err)
	}
	var out []string
	for job, run := range found.Hits {
		if name := w.runs[run]; name != "" {
			out = append(out, name)
		} else {
			out = append(out, byID[job])
		}
	}
	slices.Sort(out)
	return strings.Join(out, ", ")
}

func TestASearchFindsJobsByWhatIsKnownOfThem(t *testing.T) {
	w := newWorld(t)
	w.write(func(tx domain.Tx) error {
		err := tx.PutTicket(domain.Ticket{
			Key: "01", Code: "T2026.0042", Description: "Snapshot writer", Created: now, By: "kim",
			Scopes: []domain.Scope{{Customer: "Braam BV", Job: "Servers"}},
		})
		if err == nil {
			err = tx.PutRemark(domain.Remark{Key: "02", Text: "Provider renews the gateway", Created: now, By: "kim",
				Scopes: []domain.Scope{{Customer: "Fenwright"}}})
		}
		if err == nil {
			err = tx.PutAcceptance(domain.Acceptance{
				Key: "03", Level: domain.AcceptJob, Job: "Mail", At: now, By: "kim", UntilSuccess: true,
			})
		}
		for name, c := range map[string]domain.Claim{
			"Mail": {By: "Kim", Until: now.Add(time.Hour)}, "Servers": {By: "Alex Müller", Until: now.Add(time.Hour)},
			"Offsite": {By: "kim", Until: now}, // it is over
		} {
			if err == nil {
				err = tx.SetClaim(w.jobs[name].ID, c)
			}
		}
		return err
	})
	for text, want := range map[string]string{
		"status:failed":             "Servers",
		"status:failed,unknown":     "Laptop, Servers",
		"-status:failed,unknown":    "Mail, Offsite",
		"customer:braam":            "Mail, Servers",
		`customer:"braam bv" mail`:  "mail",
		"-customer:braam":           "Laptop, Offsite",
		"product:veeam job:off":     "Offsite",
		"ticket:any":                "Servers",
		"ticket:0042":               "Servers",
		"-ticket:any status:warn":   "Mail",
		"ticket:none customer:brAA": "Mail",
		"remark:gateway":            "Offsite",
		"remark:none customer:fen":  "",
		"is:accepted":               "Mail",
		"is:ticketed":               "Servers",
		"is:new":                    "Laptop, Servers", // a first run that is bad is new
		"is:known":                  "Mail",
		"silent:7d":                 "Laptop",
		"nosuccess:1d":              "Laptop, Mail, Servers",
		"is:unread":                 "laptop",
		"is:late":                   "",
		"is:overridden":             "",
		"is:doubtful":               "",
		"snapshot":                  "servers",
		"gateway":                   "offsite", // a remark says it; the report that says it was reviewed
		"0042":                      "servers",
		"object:fs01":               "servers",
		"object:fs -message:vss":    "",
		"message:mailbox":           "mail",
		`"mailbox is full"`:         "mail",
		`"full mailbox"`:            "",
		"veeam -snapshot":           "offsite",
		"vee":                       "offsite, servers", // part of a name, as everywhere
		"nowhere":                   "",
		"mine:":                     "Mail",
		"-mine: by:any":             "Servers",
		"by:mull":                   "",
		"by:müll":                   "Servers",
		"by:none":                   "Laptop, Offsite",
	} {
		if got := w.found(text, w.db); got != want {
			t.Errorf("%s finds %q, not %q", text, got, want)
		}
	}
}

func TestASearchGoesBeyondWhatWaitsWhereItAsksForIt(t *testing.T) {
	w := newWorld(t)
	for text, want := range map[string]string{
		"is:reviewed":                      "mail old, offsite old, servers old",
		"is:reviewed gateway":              "offsite old",
		"since:2w mailbox":                 "mail",
		"before:today gateway":             "offsite old",
		"since:2026-11-22 gateway":         "",
		"is:reviewed status:warning":       "mail old",
		"since:4w status:failed":           "offsite old, servers",
		"before:2w":                        "laptop",
		"-before:2w status:unknown":        "",
		"is:reviewed customer:braam -full": "servers old",
	} {
		if got := w.found(text, w.db); got != want {
			t.Errorf("%s finds %q, not %q", text, got, want)
		}
	}
}

func TestWithoutAnIndexJobsAreFoundByTheirNames(t *testing.T) {
	w := newWorld(t)
	if got := w.found("braam", nil); got != "Mail, Servers" {
		t.Error(got)
	}
	if got := w.found("snapshot", nil); got != "" {
		t.Error(got)
	}
}
