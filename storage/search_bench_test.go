package storage

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
)

// The whole size takes minutes to make.
var (
	searchDays = flag.Int("search-days", 2, "search in so many days of 2,000 jobs with 5 objects each; 100 are 200,000 runs")
	searchKeep = flag.String("search-keep", "", "keep the database in this folder for the next time")
)

// searchMails of the days, the last ones, came by mail: 25 days are 50,000 mails.
const searchMails = 25

// report is a mail with a table of 34 objects, as they come.
func report(r *rand.Rand, job, day int) (subject, body string) {
	var b strings.Builder
	state := "Success"
	if (job+day)%17 == 0 {
		state = "Failed"
	}
	fmt.Fprintf(&b, "Backup job: Servers daily %d of customer%03d. Created by CONTOSO\\svc-veeam at 14 Mar 2025. %s. "+
		"Name Status Start time End time Size Read Transferred Duration Details\n", job, job%200, state)
	for o := range 34 {
		at := r.IntN(3600)
		fmt.Fprintf(&b, "host%05d %s 02:%02d:%02d 03:%02d:%02d %d,%d GB %d,%d MB 0:%02d:%02d", job*5+o, state, at/60, at%60, at%60, at/60,
			r.IntN(900), r.IntN(10), r.IntN(900), r.IntN(10), at%60, at/60)
		if r.IntN(20) == 0 {
			fmt.Fprintf(&b, " Failed to create VSS snapshot %d: a writer is in a failed state", r.IntN(50))
		}
		b.WriteByte('\n')
	}
	if job%500 == 0 {
		b.WriteString("Unable to establish connection to the offsite gateway gw2.offsite.example:6180\n")
	}
	return fmt.Sprintf("[%s] Servers daily %d (34 objects)", state, job), b.String()
}

// forSearch returns a database of so many days, of which the last one waits.
func forSearch(b *testing.B, days int) *DB {
	b.Helper()
	ctx := context.Background()
	folder := b.TempDir()
	if *searchKeep != "" {
		folder = filepath.Join(*searchKeep, fmt.Sprint(days))
	}
	_, err := os.Stat(filepath.Join(folder, FileName))
	made := err == nil
	db, err := Open(ctx, folder)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { _ = db.Close() })
	if made {
		return db
	}
	r := rand.New(rand.NewPCG(1, 2))
	var jobs []domain.Job
	for day := range days {
		err := db.Refetchable().Write(ctx, func(tx domain.Tx) error {
			for n := range 2000 {
				if day == 0 {
					c, err := tx.PutCustomer(fmt.Sprintf("Customer %03d", n%200))
					if err != nil {
						return err
					}
					j, err := tx.PutJob(domain.Job{Key: domain.JobKey(fmt.Sprint(n)), Customer: c, Product: "Veeam", Type: "Backup",
						Name: fmt.Sprintf("Servers daily %d", n), State: domain.JobActive})
					if err != nil {
						return err
					}
					jobs = append(jobs, j)
				}
				objects := make([]domain.Object, 5)
				for o := range objects {
					objects[o] = storagetest.Object(fmt.Sprintf("host%05d", n*5+o), domain.Success, "")
				}
				if (n+day)%17 == 0 {
					objects[0].Status = domain.Failed
					objects[0].Message = fmt.Sprintf("Failed to create VSS snapshot %d: a writer is in a failed state", n%50)
				}
				run := storagetest.Run(jobs[n], day, storagetest.Now.Add(time.Duration(day-days)*24*time.Hour), objects...)
				if day < days-1 {
					run.Review = &domain.Review{At: run.At, By: "kim"}
				}
				if day >= days-searchMails {
					subject, body := report(r, n, day)
					m := domain.Message{Key: fmt.Sprintf("%d-%d", day, n), Subject: subject, State: domain.MessageRead}
					id, err := tx.PutMessage(m, db.Pack([]byte(body)))
					if err != nil {
						return err
					}
					run.Message = id
				}
				if _, err := tx.PutRun(run, ""); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	return db
}

// searchedFor are rare and common words, whole, one after the other, and begun.
var searchedFor = []struct {
	name  string
	texts []string
	whole bool
}{
	{"words", []string{"gateway", "snapshot", "servers", "host00700", "success", "nowhere", "6180", "failed"}, true},
	{"phrases", []string{
		"offsite gateway", "vss snapshot 17", "servers daily", "failed to create", "writer is in a failed state",
	}, true},
	{"prefixes", []string{"gatew", "snap", "ser", "host007", "succ", "offs", "fail", "cont"}, false},
}

// BenchmarkSearch measures what the index costs and how long a search takes: the words are
// rare and common ones, whole and begun, in what waits and in all.
func BenchmarkSearch(b *testing.B) {
	ctx := context.Background()
	db := forSearch(b, *searchDays)
	b.Run("index", func(b *testing.B) {
		for b.Loop() {
			f, err := db.searchIndex(ctx)
			if err != nil {
				b.Fatal(err)
			}
			db.dropIndex(f)
			indexed(b, db)
		}
		mails := min(*searchDays, searchMails) * 2000
		b.ReportMetric(float64(mails)*float64(b.N)/b.Elapsed().Seconds(), "mails/s")
		if _, err := db.search.write.Exec("PRAGMA wal_checkpoint(TRUNCATE)"); err != nil {
			b.Fatal(err)
		}
		info, err := os.Stat(db.path + searchSuffix)
		if err != nil {
			b.Fatal(err)
		}
		b.ReportMetric(float64(info.Size())/float64(mails), "bytes/mail")
	})
	indexed(b, db)
	for _, group := range searchedFor {
		for _, waiting := range []bool{true, false} {
			name := group.name + " in all"
			if waiting {
				name = group.name + " in what waits"
			}
			b.Run(name, func(b *testing.B) {
				var took []time.Duration
				for n := 0; b.Loop(); n++ {
					text := group.texts[n%len(group.texts)]
					start := time.Now()
					s := domain.RunSearch{Waiting: waiting, Words: []domain.SearchWords{{Text: text, Whole: group.whole}}}
					_, err := db.Search(ctx, s)
					if err != nil {
						b.Fatal(err)
					}
					took = append(took, time.Since(start))
				}
				slices.Sort(took)
				b.ReportMetric(float64(took[len(took)*95/100].Microseconds())/1000, "ms/p95")
			})
		}
	}
}
