// Command rcheck is Run Checks in a terminal: the same cache, the same decisions,
// for scripts and for machines without a display.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/storage/secrets"
)

// Exit codes, part of rcheck's stable surface.
const (
	exitGood   = 0
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// terminal is one invocation: its global flags and its streams.
type terminal struct {
	profile string
	demo    bool
	json    bool
	now     string
	wire    bool         // what is said to mail servers goes to err
	ring    secrets.Ring // nil: the operating system's keychain
	in      io.Reader
	out     io.Writer
	err     io.Writer

	mu     sync.Mutex
	synced []domain.SyncProgress // the last word of each account's sync
}

// usageError is a mistake in the words of the command line.
type usageError struct{ text string }

func (e usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return usageError{fmt.Sprintf(format, args...)} }

// run carries out one command line and returns its exit code.
func run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	return (&terminal{in: in, out: out, err: errOut}).run(ctx, args)
}

func (t *terminal) run(ctx context.Context, args []string) int {
	out, errOut := t.out, t.err
	flags := flag.NewFlagSet("rcheck", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&t.profile, "profile", "", "workspace folder")
	flags.BoolVar(&t.demo, "demo", false, "simulated servers")
	flags.BoolVar(&t.json, "json", false, "one JSON value per line")
	flags.StringVar(&t.now, "now", "", "RFC 3339 time to use as the current time")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			_, _ = io.WriteString(out, usage)
			return exitGood
		}
		return t.fail(usageError{err.Error()})
	}
	if flags.NArg() == 0 {
		_, _ = io.WriteString(errOut, usage)
		return exitUsage
	}
	name, rest := flags.Arg(0), flags.Args()[1:]
	if name == "help" {
		_, _ = io.WriteString(out, usage)
		return exitGood
	}
	command, ok := commands[name]
	if !ok {
		return t.fail(usagef("there is no command %q; 'rcheck help' lists them", name))
	}
	if err := command(ctx, t, rest); err != nil {
		return t.fail(err)
	}
	return exitGood
}

func (t *terminal) fail(err error) int {
	var usage usageError
	if errors.As(err, &usage) {
		_, _ = fmt.Fprintln(t.err, "rcheck:", err)
		return exitUsage
	}
	_, _ = fmt.Fprintln(t.err, "rcheck:", err)
	return exitFailed
}

// commands are the words of rcheck; they are kept stable for scripts.
var commands = map[string]func(context.Context, *terminal, []string) error{
	"read":       read,
	"account":    account,
	"sync":       syncAccounts,
	"jobs":       jobs,
	"runs":       runs,
	"show":       show,
	"review":     reviewJobs,
	"success":    success,
	"unmark":     unmark,
	"undo":       undo,
	"inbox":      inbox,
	"approve":    approve,
	"journal":    journal,
	"role":       role,
	"readers":    teach,
	"overrides":  overrides,
	"ticket":     ticket,
	"remark":     remark,
	"accept":     accept,
	"daily":      daily,
	"schedule":   scheduleJob,
	"archive":    archive,
	"customers":  customers,
	"delete":     discard,
	"sign-off":   signOff,
	"rebuild":    rebuild,
	"passphrase": passphrase,
	"autotask":   autotask,
	"cove":       coveDevices,
	"serve-demo": serveDemo,
}

const usage = `rcheck: Run Checks in a terminal

  rcheck [--profile DIR] [--demo] [--json] [--now RFC3339] COMMAND ...

  read FILE.eml ... [--reader NAME | --without PRODUCT]
                                 what a report says, without storing it: by every reader,
                                 by one alone, or with none that knows the product
  account add imap --name N --host H --port P --tls none|starttls|tls --user U
          [--folder F ...] [--move-to F] --secret-env VAR | --secret-stdin
          --move-to moves reports to a folder once they are stored and read; without it
          nothing in a mailbox is ever changed
  account add imap --oauth microsoft|google|other --user U --client-id ID [--tenant T]
          [--client-secret-env VAR] [--code] [--scope S ...] [--authorize-url U]
          [--token-url U] [--device-url U] [--redirect-host H]   sign in without a password
  account add cove [--name N] [--url U] --user U [--partner P] --secret-env VAR | --secret-stdin
  account find ADDRESS [--ask-mozilla]
                                 the settings of a mailbox: from the DNS and the web server of
                                 its domain, or from Mozilla's table, which learns the domain
  account edit NAME [--host H] [--port P] [--tls T] [--user U] [--folder F ...] [--move-to F]
          [--url U] [--partner P] [--secret-env VAR | --secret-stdin]
  account list                   every account with its state
  account folders NAME           its folders with their counts; * marks those that are read
  account log NAME               its last syncs
  account pause|resume NAME      a paused account is not synced, and says so everywhere
  account remove NAME [--keep-reports | --with-reports]
                                 what it brought stays, or goes where nobody decided about it
  sync [--account N] [--wire]    fetch, read and store new reports; --wire shows what is
                                 said to mail servers, without passwords and mail text
       [--account N --since DATE] fetch older mails too; their runs are history
       [--secret-stdin N ...]    without a keychain: the password of the account N is a line
                                 of standard input (several accounts: a line each, in their
                                 order); used for this sync and not kept
  jobs [--all]                   jobs that wait for review (or all)
  runs JOB [--include-reviewed]  the runs of a job
  show RUN                       one run with its objects
  review JOB ...                 mark every waiting run of these jobs as reviewed
  success RUN [--scope run|job|all] [--same-type] [--for 1w|1m|permanent]
          [--text T] [--match contains|exact|starts|ends] [--reason R]
          [--up-to STATUS]       the worst status that the rule covers: that of the run
                                 unless said otherwise, failed for every problem
          [--this-night]         leave waiting runs of nights before as they are
  unmark JOB [--last]            return reviewed runs to the list (Admin)
  undo [DECISION]                reverse your last decision, or a single one
  inbox                          messages without an approved job
  approve MESSAGE ...|--all --customer NAME
  delete MESSAGE ... [--restore] take messages out of the inbox, or bring them back
  ticket                         tickets, open ones first
  ticket new|link CODE --run N|--job N|--customer C [--object O] [--description T] [--review]
  ticket resolve|reopen CODE
  remark TEXT --run N|--job N|--customer C [--object O] [--until DATE] [--review]
  accept                         accepted problems
  accept RUN [--level job|object|error] [--object O] [--note T]
          [--until success,worse,new-object,next-run,DATE]
  accept --end KEY               accept it no longer
  daily [DATE]                   what every job did on a day, and what is expected
  schedule JOB --set WORDS [--pause-until DATE] | --learn
  archive JOB ... [--back]       take jobs out of every list, or bring them back (Admin)
  customers [import|export FILE.csv]
  journal [--limit N] | verify   decisions, newest first; or check the chain
  sign-off [DATE] [--customer C] --out FILE.pdf|FILE.csv
  rebuild                        make everything decided anew from runs and journal (Admin)
  autotask [connect --user U --code C --secret-env VAR [--url U] | disconnect | poll
          | map --customer C --company ID]   without a keychain, credentials are read from
                                 RCHECK_AUTOTASK_SECRET and RCHECK_AUTOTASK_CODE, by sync too
  cove accounts [DEVICE ...]     what Cove tells of, with its state; DEVICE is a key or an account number
  cove link DEVICE ...|--all [--customer C] [--name N] [--job JOB]
  cove unlink|ignore|ask|moved DEVICE ...|--all
  overrides [on|off|delete KEY]  the rules that treat problems as success, and what each matched
  readers list                   which reader reads what
  readers propose MAIL.eml|MESSAGE
                                 a definition to begin with
  readers test FILE.toml MAIL.eml ...
  readers try FILE.toml          what it would change among the stored messages
  readers use FILE.toml          put it in use and read what it concerns again
  readers remove FILE.toml       take it out of use again
  readers again [MESSAGE ...] [--job JOB] [--all] [--look]
                                 read stored messages again
  role [admin|operator|viewer]   show or change the profile's role; stepping up takes
                                 the passphrase in RCHECK_PASSPHRASE where one is set
  passphrase                     set it: old in RCHECK_PASSPHRASE, new in RCHECK_NEW_PASSPHRASE
  serve-demo                     start the simulated servers and wait

Exit codes: 0 good, 1 something failed, 2 wrong usage.
`

// open opens the workspace that the global flags name and, with --demo, fills a
// throw-away one.
func (t *terminal) open(ctx context.Context) (*workspace.Workspace, error) {
	o := workspace.Options{Folder: t.profile, Demo: t.demo, Report: t.progress, Ring: t.ring}
	if t.wire {
		o.Wire = slog.New(slog.NewTextHandler(t, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	if t.now != "" {
		now, err := time.Parse(time.RFC3339, t.now)
		if err != nil {
			return nil, usagef("--now takes a time such as 2026-11-22T08:00:00Z, not %q", t.now)
		}
		o.Clock = func() time.Time { return now }
	}
	w, err := workspace.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if t.demo && t.profile == "" {
		if err := w.Sync(ctx, ""); err != nil {
			return nil, errors.Join(err, w.Close())
		}
	}
	return w, nil
}

// with opens the workspace for the length of one command.
func (t *terminal) with(ctx context.Context, do func(*workspace.Workspace) error) (err error) {
	w, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, w.Close()) }()
	return do(w)
}

// Write takes the lines of the wire log, which come while progress is written.
func (t *terminal) Write(p []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.err.Write(p)
}

func (t *terminal) progress(p domain.SyncProgress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.Finished {
		t.synced = append(t.synced, p)
	}
	switch {
	case p.Finished && p.Err != nil:
		_, _ = fmt.Fprintf(t.err, "%s: %v\n", p.Account, p.Err)
	case p.Finished:
		_, _ = fmt.Fprintf(t.err, "%s: %d %ss, %d runs, %d set aside\n", p.Account, p.Done, cmp.Or(p.Things, "message"), p.Runs, p.Problems)
	case p.Total > 0:
		_, _ = fmt.Fprintf(t.err, "%s: %s %d of %d\n", p.Account, p.Folder, p.Done, p.Total)
	}
}

// print writes one value: as a line of JSON, or as text for people.
func (t *terminal) print(value any, text string) error {
	if !t.json {
		_, err := fmt.Fprintln(t.out, text)
		return err
	}
	line, err := json.Marshal(value)
	if err != nil {
		return err
	}
	_, err = fmt.Fprintf(t.out, "%s\n", line)
	return err
}

// arguments parses flags that may stand before, between and after the words.
func arguments(flags *flag.FlagSet, args []string) ([]string, error) {
	flags.SetOutput(io.Discard)
	var words []string
	for {
		if err := flags.Parse(args); err != nil {
			return nil, usageError{flags.Name() + ": " + err.Error()}
		}
		if flags.NArg() == 0 {
			return words, nil
		}
		words = append(words, flags.Arg(0))
		args = flags.Args()[1:]
	}
}
