package main

import (
	"context"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strconv"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/sync/simulate"
)

var kills = flag.Int("kills", 8, "how many syncs TestKillingASyncAtAnyMomentLosesAndDoublesNothing kills")

// stored returns every run, with its objects and the size of its mail, as text.
func stored(t *testing.T, folder string) []string {
	t.Helper()
	store, err := storage.Open(t.Context(), folder)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	var out []string
	err = store.Read(t.Context(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			runs, err := q.JobRuns(j.ID, true, 10_000)
			if err != nil {
				return err
			}
			for _, row := range runs {
				run, err := q.Run(row.ID)
				if err != nil {
					return err
				}
				raw, err := q.RawMessage(run.Message)
				if err != nil {
					return err
				}
				out = append(out, fmt.Sprint(j.Key, run.Key, run.At, run.Status, run.Error, run.Evidence, run.Objects, len(raw)))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(out)
	return out
}

// Whenever a sync is killed, the next one goes on where it stood: the same rows as of
// an undisturbed one. go test ./cmd/rcheck -run Killing -kills 200 kills so many.
func TestKillingASyncAtAnyMomentLosesAndDoublesNothing(t *testing.T) {
	const mails = 2000
	all := slices.Collect(simulate.Bulk(mails, 8<<10))
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "u", Password: "p", Mails: all})
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	now := all[mails-1].Received.Add(time.Hour).Format(time.RFC3339)
	t.Setenv("LAB_PASSWORD", "p")
	profile := func() string {
		folder := t.TempDir()
		rcheck(t, exitGood, "--profile", folder, "account", "add", "imap", "--name", "lab", "--host", host, "--port", strconv.Itoa(port), "--tls", "none", "--user", "u", "--secret-env", "LAB_PASSWORD")
		return folder
	}
	// sync runs until it ends or is killed, and reports whether it ended.
	sync := func(folder string, within time.Duration) bool {
		ctx, cancel := context.WithTimeout(context.Background(), within)
		defer cancel()
		c := exec.CommandContext(ctx, os.Args[0], "--profile", folder, "--now", now, "sync") // ends by SIGKILL
		c.Env = append(os.Environ(), asProgram+"=1")
		out, err := c.CombinedOutput()
		if err != nil && ctx.Err() == nil {
			t.Fatalf("the sync failed by itself: %v\n%s", err, out)
		}
		return err == nil
	}
	undisturbed := profile()
	began := time.Now()
	if !sync(undisturbed, time.Hour) {
		t.Fatal("the undisturbed sync was killed")
	}
	whole := time.Since(began)
	want := stored(t, undisturbed)
	if len(want) != mails {
		t.Fatalf("%d runs of %d mails", len(want), mails)
	}
	random := rand.New(rand.NewPCG(1, uint64(*kills)))
	for killed := 0; killed < *kills; {
		folder := profile()
		for killed < *kills && !sync(folder, whole/20+time.Duration(random.Int64N(int64(whole/2)))) {
			killed++
		}
		if !sync(folder, time.Hour) {
			t.Fatal("the last sync was killed")
		}
		if got := stored(t, folder); !slices.Equal(got, want) {
			t.Fatalf("after %d kills %d rows, want %d, or they differ", killed, len(got), len(want))
		}
	}
}
