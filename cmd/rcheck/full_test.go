package main

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/sync/simulate"
)

// A small file system of its own, which grows between two syncs.
const onASmallDisk = `
mount -t tmpfs -o size=2m none "$1" || exit 77
"$2" --profile "$1" account add imap --name lab --host "$3" --port "$4" --tls none --user u --secret-env LAB_PASSWORD || exit 1
"$2" --profile "$1" --now "$5" sync 2>"$6/full"
echo $? >"$6/code"
"$2" --profile "$1" account list >"$6/list" 2>&1
mount -o remount,size=200m "$1" || exit 77
"$2" --profile "$1" --now "$5" sync || exit 1
cp "$1"/runchecks.db* "$6"/
`

func TestASyncOnAFullDiskSaysSoAndLosesNothingOnceThereIsRoom(t *testing.T) {
	const mails = 400
	all := slices.Collect(simulate.Bulk(mails, 40<<10))
	server, err := simulate.StartIMAP(t.Context(), simulate.IMAPOptions{User: "u", Password: "p", Mails: all})
	if err != nil {
		t.Fatal(err)
	}
	host, port := server.Addr()
	disk, kept := t.TempDir(), t.TempDir()
	t.Setenv("LAB_PASSWORD", "p")
	t.Setenv(asProgram, "1")
	c := exec.CommandContext(t.Context(), "unshare", "--map-root-user", "--mount", "sh", "-c", onASmallDisk, "sh", disk, os.Args[0], host, strconv.Itoa(port), all[mails-1].Received.Add(time.Hour).Format(time.RFC3339), kept)
	out, err := c.CombinedOutput()
	if c.ProcessState == nil || c.ProcessState.ExitCode() == 77 || bytes.Contains(out, []byte("unshare:")) {
		t.Skipf("this system gives no file system of our own: %v %s", err, out)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	said, _ := os.ReadFile(filepath.Join(kept, "full"))
	code, _ := os.ReadFile(filepath.Join(kept, "code"))
	if strings.TrimSpace(string(code)) == "0" || !strings.Contains(string(said), "disk") {
		t.Errorf("with a full disk rcheck ended with %s and said %q", code, said)
	}
	store, err := storage.Open(t.Context(), kept)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	runs := 0
	err = store.Read(t.Context(), func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			rows, rowsErr := q.JobRuns(j.ID, true, 10_000)
			if runs += len(rows); rowsErr != nil {
				return rowsErr
			}
		}
		return err
	})
	if err != nil || runs != mails {
		t.Errorf("%d runs of %d mails, %v", runs, mails, err)
	}
}
