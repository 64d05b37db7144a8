package diagnose

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"runchecks/cmd/internal/doctor"
	"runchecks/cmd/internal/logfile"
	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
)

// logLines is how much of the log goes with it: the window lays all of it out.
const (
	logLines = 120
	mostText = 24 << 10
)

// Report returns what can be sent of an open profile: the version, the system, what doctor finds,
// how much there is of everything, and the last lines of the log, all of it masked.
func Report(ctx context.Context, w *workspace.Workspace) (string, error) {
	names, counts, err := known(ctx, w)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	fmt.Fprintf(
		&b,
		"%s\n%s/%s, %s\n\n",
		workspace.Version().Text("Run Checks"),
		runtime.GOOS,
		runtime.GOARCH,
		w.Clock().UTC().Format(time.RFC3339),
	)
	b.WriteString("What there is\n")
	for _, c := range counts {
		fmt.Fprintf(&b, "  %s\n", c)
	}
	b.WriteString("\nWhat doctor finds\n")
	for _, f := range doctor.Examine(ctx, workspace.Options{Folder: w.Folder}, w.Clock) {
		fmt.Fprintf(&b, "  %-5s %-9s %s %s\n", f.State, f.Check, f.Text, f.Do)
	}
	if err := ctx.Err(); err != nil {
		return "", err
	}
	b.WriteString("\nThe end of the log\n")
	log, err := logfile.Tail(workspace.LogFolder(w.Folder), logLines)
	if err != nil {
		fmt.Fprintf(&b, "  it cannot be read: %v\n", err)
	}
	b.WriteString(log)
	text := Mask(b.String(), names)
	if len(text) > mostText {
		text = text[:mostText/2] + "\n[…]\n" + text[len(text)-mostText/2:]
	}
	return strings.ToValidUTF8(text, "?"), nil
}

// known lists the names of a profile, and how much there is of everything.
func known(ctx context.Context, w *workspace.Workspace) (names Names, counts []string, err error) {
	names = Names{}
	add := func(kind string, texts ...string) { names[kind] = append(names[kind], texts...) }
	if home, err := os.UserHomeDir(); err == nil {
		add("home", home, filepath.Base(home))
	}
	if host, err := os.Hostname(); err == nil {
		add("computer", host)
	}
	add("person", w.Desk.Actor().Name)
	add("folder", w.Folder)
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		accounts, err := q.Accounts()
		if err != nil {
			return err
		}
		for _, a := range accounts {
			add("account", a.Name)
			add("host", a.Host)
			add("person", a.User)
			add("mailfolder", a.Folders...)
		}
		customers, err := q.Customers()
		if err != nil {
			return err
		}
		for _, c := range customers {
			add("customer", c.Name)
		}
		jobs, err := q.Jobs()
		if err != nil {
			return err
		}
		for _, j := range jobs {
			add("job", j.Job.Name)
		}
		counts = append(counts, fmt.Sprintf("%d accounts, %d customers, %d jobs", len(accounts), len(customers), len(jobs)))
		waiting, unmatched, err := q.InboxCount()
		counts = append(counts, fmt.Sprintf("%d in the inbox, %d of them read by nobody", waiting, unmatched))
		return err
	})
	return names, counts, err
}
