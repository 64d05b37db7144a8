// Command rcheck is Run Checks in a terminal: the same cache, the same decisions,
// for scripts and for machines without a display.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"slices"
	"sync"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/storage/secrets"
)

// Exit codes, part of rcheck's stable surface.
const (
	exitGood        = 0
	exitFailed      = 1
	exitUsage       = 2
	exitWaits       = 3
	exitSome        = 4   // of the accounts of a sync
	exitInterrupted = 130 // as shells have it for an interrupt
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
	quiet   bool         // nothing but errors goes to err
	verbose bool         // the log goes to err
	clock   domain.Clock // nil: the computer's; --now is another
	settled bool         // the user's own profile is where this version has it
	wire    bool         // what is said to mail servers goes to err
	ring    secrets.Ring // nil: the operating system's keychain
	in      io.Reader
	out     io.Writer      // shows what comes from outside, and obeys nothing of it
	err     io.Writer      // the same
	faults  io.Writer      // errors, which no flag silences
	raw     io.Writer      // takes bytes as they are
	printed func(any)      // is told each value that is printed; nil: nobody
	command command        // that is carried out
	root    *cobra.Command // all commands
	table   *table         // rows for a terminal, nil where lines are printed
	live    *liveLine      // where progress is shown on a terminal

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
	t.raw, t.live = t.out, newLiveLine(t.err)
	t.out, t.err, t.faults = visible{t.out}, visible{t.err}, visible{t.err}
	args = t.respell(args)
	wrongEarly := slices.Contains(args, "--json") // for what is wrong before the flags are read
	root := t.tree()
	t.root = root
	root.SetArgs(args)
	// Cobra says nothing by itself but completions, which are for the shell.
	root.SetOut(t.raw)
	root.SetErr(t.err)
	err := root.ExecuteContext(ctx)
	t.json = t.json || wrongEarly
	return t.ended(ctx, err)
}

// errWaits ends a command that was asked to say by its exit code that something waits.
var errWaits = errors.New("something waits")

// someFailed is a sync of which some accounts failed and others did not.
type someFailed struct{ error }

func (e someFailed) Unwrap() error { return e.error }

// ended turns the end of a command into the exit code, and says what went wrong.
func (t *terminal) ended(ctx context.Context, err error) int {
	t.live.clear()
	err = errors.Join(err, t.flush())
	if err == nil {
		return exitGood
	}
	code := exitCode(ctx, err)
	if errors.Is(err, errWaits) {
		return code // its rows, and the reasons after them, were written
	}
	t.failed(err, code)
	return code
}

// exitCode is the code that an error ends with.
func exitCode(ctx context.Context, err error) int {
	var usage usageError
	var some someFailed
	switch {
	case errors.Is(err, errWaits):
		return exitWaits
	case errors.As(err, &usage):
		return exitUsage
	case ctx.Err() != nil:
		return exitInterrupted
	case errors.As(err, &some):
		return exitSome
	}
	return exitFailed
}

// errorJSON is an error as standard error has it with --json.
type errorJSON struct {
	Error string `json:"error"`
	// Code classes the error: usage, not-found, permission, network and others.
	Code domain.Code `json:"code"`
	Exit int         `json:"exit"`
}

// failed says an error: as a line of JSON, or as a sentence for people.
func (t *terminal) failed(err error, exit int) {
	if !t.json {
		_, _ = fmt.Fprintln(t.faults, "rcheck:", errorText(err))
		return
	}
	line := errorJSON{Error: errorText(err), Code: domain.CodeOf(err), Exit: exit}
	if exit == exitUsage {
		line.Code = "usage"
	}
	if text, err := json.Marshal(line); err == nil {
		_, _ = fmt.Fprintf(t.faults, "%s\n", domain.VisibleJSON(string(text)))
	}
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
	if err := errors.Join(holdProxy(ctx, w), w.HoldTeam(ctx, os.Getenv(workspace.TeamVariable))); err != nil {
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
	switch {
	case t.wire:
		o.Wire = slog.New(slog.NewTextHandler(t, &slog.HandlerOptions{Level: slog.LevelDebug}))
	case t.verbose:
		o.Wire = slog.New(slog.NewTextHandler(t, nil))
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
		o.Undecided = "refusal.undecided_now"
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
	t.live.clear()
	return t.err.Write(p)
}

func (t *terminal) progress(p domain.SyncProgress) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if p.Finished {
		t.synced = append(t.synced, p)
	}
	if !p.Finished {
		if p.Total > 0 {
			t.running(fmt.Sprintf("%s: %s %d of %d", p.Account, p.Folder, p.Done, p.Total))
		}
		return
	}
	t.live.clear()
	if p.Err != nil {
		_, _ = fmt.Fprintf(t.faults, "%s: %v\n", p.Account, p.Err)
		t.hintAtPin(p.Account, p.Err)
		return
	}
	_, _ = fmt.Fprintf(
		t.err, "%s: %d %ss, %d runs, %d known, %d set aside\n",
		p.Account, p.New(), cmp.Or(p.Things, "message"), p.Runs, p.Known, p.Problems,
	)
	if p.Notice != "" {
		_, _ = fmt.Fprintf(t.err, "%s: %s\n", p.Account, p.Notice)
	}
}

// running says how far something is: in one line on a terminal, with -v as lines of their
// own, and not at all in a pipe.
func (t *terminal) running(text string) {
	switch {
	case t.quiet:
	case t.verbose:
		_, _ = fmt.Fprintln(t.err, text)
	default:
		t.live.show(text)
	}
}

// print writes one value: as a line of JSON, or as text for people.
func (t *terminal) print(value any, text string) error {
	if t.printed != nil {
		t.printed(value)
	}
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
