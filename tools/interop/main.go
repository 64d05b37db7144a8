// Command interop runs the table of checks against mail servers that are not Dovecot. It
// is started by tools/interop/run, which gets the servers; see there. It is no part of
// any other check.
package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"runchecks/domain"
)

// server is one to be checked: by name, where it is, and how its folders are called.
type server struct {
	name       string
	port       int
	user, pass string
	prefix     string // of folders beside INBOX
}

// check is one row of the table. A check leaves the mailbox as the next one may find it.
type check struct {
	name string
	run  func(context.Context, *lab) error
}

var checks = []check{
	{"folders in all spellings", spellings},
	{"first sync", firstSync},
	{"nothing new", nothingNew},
	{"new mails", newMails},
	{"mails deleted", deleted},
	{"folder missing, the others synced", missingFolder},
	{"folder created again", createdAgain},
	{"IDLE tells", idleTells},
	{"reports moved", moved},
	{"a mail of 40 MB", largeMail},
	{"connection cut in the middle", cutInTheMiddle},
}

// errNotOffered says that a server does not have what a check is about.
var errNotOffered = errors.New("not offered")

// checkTime bounds one check.
const checkTime = 2 * time.Minute

func main() {
	failed := false
	table := tabwriter.NewWriter(os.Stdout, 0, 8, 2, ' ', 0)
	for _, arg := range os.Args[1:] {
		s, err := parse(arg)
		if err != nil {
			fmt.Fprintln(os.Stderr, "interop:", err)
			os.Exit(2)
		}
		failed = s.check(table) || failed
	}
	if err := table.Flush(); err != nil || failed {
		os.Exit(1)
	}
}

// parse reads NAME,PORT,USER,PASSWORD,PREFIX.
func parse(arg string) (server, error) {
	part := strings.Split(arg, ",")
	if len(part) != 5 {
		return server{}, fmt.Errorf("%q is not NAME,PORT,USER,PASSWORD,PREFIX", arg)
	}
	port, err := strconv.Atoi(part[1])
	return server{part[0], port, part[2], part[3], part[4]}, err
}

func (s server) check(table *tabwriter.Writer) (failed bool) {
	l, err := newLab(s)
	if err != nil {
		_, _ = fmt.Fprintf(table, "%s\tset-up\tFAILED: %v\n", s.name, err)
		return true
	}
	defer l.close()
	for _, c := range checks {
		ctx, cancel := context.WithTimeout(context.Background(), checkTime)
		began := time.Now()
		err := c.run(ctx, l)
		cancel()
		said := "good"
		switch {
		case errors.Is(err, errNotOffered):
			said = "not offered"
		case err != nil:
			said, failed = "FAILED: "+strings.ReplaceAll(domain.Visible(err.Error()), "\n", " "), true
		}
		_, _ = fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", s.name, c.name, time.Since(began).Round(time.Millisecond), said)
		_ = table.Flush()
	}
	return failed
}
