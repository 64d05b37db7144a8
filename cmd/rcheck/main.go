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
	"strings"
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
	exitWaits  = 3
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
	create  bool
	demo    bool
	json    bool
	now     string
	clock   domain.Clock // nil: the computer's; --now is another
	settled bool         // the user's own profile is where this version has it
	wire    bool         // what is said to mail servers goes to err
	ring    secrets.Ring // nil: the operating system's keychain
	in      io.Reader
	out     io.Writer // shows what comes from outside, and obeys nothing of it
	err     io.Writer // the same
	raw     io.Writer // takes bytes as they are

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
	t.raw, t.out, t.err = t.out, visible{t.out}, visible{t.err}
	flags := flag.NewFlagSet("rcheck", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&t.profile, "profile", "", "workspace folder")
	flags.BoolVar(&t.create, "create", false, "make the profile where there is none")
	flags.BoolVar(&t.demo, "demo", false, "simulated servers")
	flags.BoolVar(&t.json, "json", false, "one JSON value per line")
	files := flags.Bool("files", false, "say where the database, its copies, logs and cache of the profile are, and end")
	flags.StringVar(&t.now, "now", "", "RFC 3339 time to use as the current time, to look; outside of --demo nothing can be decided with it")
	if err := flags.Parse(args); err != nil {
		if errors.Is(err, flag.ErrHelp) {
			return t.ended(helpOf(t, nil))
		}
		return t.ended(usageError{err.Error()})
	}
	if *files {
		return t.ended(t.files())
	}
	if flags.NArg() == 0 {
		_, _ = io.WriteString(t.err, overview())
		return exitUsage
	}
	args = flags.Args()
	if args[0] == "help" {
		return t.ended(helpOf(t, args[1:]))
	}
	if c, rest, ok := find(args); ok {
		return t.ended(c.run(ctx, t, rest))
	}
	list := group(args[0])
	switch {
	case len(list) == 0:
		return t.ended(usagef("there is no command %q; 'rcheck help' lists them", args[0]))
	case len(args) > 1 && (args[1] == "-h" || args[1] == "--help"):
		return t.ended(helpOf(t, args[:1]))
	}
	var words []string
	for _, c := range list {
		words = append(words, strings.TrimPrefix(c.words, args[0]+" "))
	}
	return t.ended(usagef("%s: say %s or %s", args[0], strings.Join(words[:len(words)-1], ", "), words[len(words)-1]))
}

// errWaits ends a command that was asked to say by its exit code that something waits.
var errWaits = errors.New("something waits")

// ended turns the end of a command into the exit code, and says what went wrong.
func (t *terminal) ended(err error) int {
	var usage usageError
	switch {
	case err == nil:
		return exitGood
	case errors.Is(err, errWaits):
		return exitWaits // its rows, and the reasons after them, were written
	}
	_, _ = fmt.Fprintln(t.err, "rcheck:", errorText(err))
	if errors.As(err, &usage) {
		return exitUsage
	}
	return exitFailed
}

// open opens the workspace that the global flags name and, with --demo, fills a
// throw-away one.
func (t *terminal) open(ctx context.Context) (*workspace.Workspace, error) {
	o, err := t.options()
	if err == nil {
		err = t.settle(ctx)
	}
	if err != nil {
		return nil, err
	}
	w, err := workspace.Open(ctx, o)
	if err != nil {
		return nil, err
	}
	if err := holdProxy(ctx, w); err != nil {
		return nil, errors.Join(err, w.Close())
	}
	if t.demo && t.profile == "" {
		if err := w.Sync(ctx, ""); err != nil {
			return nil, errors.Join(err, w.Close())
		}
	}
	return w, nil
}

// files says where everything of the profile lies.
func (t *terminal) files() error {
	list, err := workspace.Files(t.profile)
	if err != nil {
		return err
	}
	for _, f := range list {
		if err := t.print(f, f.Text()); err != nil {
			return err
		}
	}
	return nil
}

// settle moves the user's own profile to where this version has it, if that is the profile
// that is meant, and says so.
func (t *terminal) settle(ctx context.Context) error {
	if t.profile != "" || t.demo || t.settled {
		return nil
	}
	t.settled = true
	notice, err := workspace.Settle(ctx)
	if notice != "" {
		_, _ = fmt.Fprintln(t.err, "rcheck:", notice)
	}
	return err
}

// options are those of the global flags.
func (t *terminal) options() (workspace.Options, error) {
	o := workspace.Options{Folder: t.profile, Demo: t.demo, Create: t.create, Report: t.progress, Ring: t.ring, Clock: t.clock}
	if t.wire {
		o.Wire = slog.New(slog.NewTextHandler(t, &slog.HandlerOptions{Level: slog.LevelDebug}))
	}
	if t.now == "" {
		return o, nil
	}
	now, err := time.Parse(time.RFC3339, t.now)
	if err != nil {
		return o, usagef("--now takes a time such as 2026-11-22T08:00:00Z, not %q", t.now)
	}
	o.Clock = func() time.Time { return now }
	if !t.demo {
		o.Undecided = "Nothing is decided with --now: the journal would hold a time at which nobody decided. Leave it out, or use --demo."
	}
	return o, nil
}

// with opens the workspace for the length of one command. Where the command fails for
// which a workspace was made, nothing of it stays.
func (t *terminal) with(ctx context.Context, do func(*workspace.Workspace) error) (err error) {
	w, err := t.open(ctx)
	if err != nil {
		return err
	}
	defer func() {
		end := w.Close
		switch {
		case err != nil && !errors.Is(err, errWaits):
			end = w.Discard
		case w.Made() && !t.demo:
			_, _ = fmt.Fprintf(t.err, "rcheck: made a new profile in %s\n", w.Folder)
		}
		err = errors.Join(err, end())
	}()
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
		t.hintAtPin(p.Account, p.Err)
	case p.Finished:
		_, _ = fmt.Fprintf(
			t.err,
			"%s: %d %ss, %d runs, %d known, %d set aside\n",
			p.Account,
			p.New(),
			cmp.Or(p.Things, "message"),
			p.Runs,
			p.Known,
			p.Problems,
		)
		if p.Notice != "" {
			_, _ = fmt.Fprintf(t.err, "%s: %s\n", p.Account, p.Notice)
		}
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
	_, err = fmt.Fprintf(t.out, "%s\n", domain.VisibleJSON(string(line)))
	return err
}

// arguments parses flags that may stand before, between and after the words.
func arguments(flags *flag.FlagSet, args []string) ([]string, error) {
	flags.SetOutput(io.Discard)
	var words []string
	for {
		err := flags.Parse(args)
		if errors.Is(err, flag.ErrHelp) {
			return nil, err
		}
		if err != nil {
			return nil, usageError{flags.Name() + ": " + err.Error()}
		}
		if flags.NArg() == 0 {
			return words, nil
		}
		words = append(words, flags.Arg(0))
		args = flags.Args()[1:]
	}
}
