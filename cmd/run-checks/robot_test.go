//go:build display

package main

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

var (
	programs      = flag.String("programs", "../../bin", "folder of the built run-checks and rcheck")
	pictureFolder = flag.String("pictures", "../../out", "folder that the pictures are written to")
)

const (
	longestStart = 2 * time.Minute        // of the demo workspace, until its reports are synced
	longestWait  = time.Minute            // for what a key does
	longestRead  = 4 * time.Second        // that a window may show the same while it reads
	answer       = time.Second            // for the window to begin to show what a key does
	look         = 100 * time.Millisecond // between two looks at the window or at the cache
	cursor       = 400                    // pixels that may differ in a still window: a blinking cursor
)

// A robot works a real window of Run Checks on the display of the environment: by keys and
// by the pointer, as a person does. What it waits for is what a person would: that the
// window is still, or that the cache says what was decided, as rcheck reads it.
type robot struct {
	*testing.T
	profile string
	width   int
	height  int
	program *exec.Cmd
	output  *os.File
	ended   chan error
}

// newRobot makes a robot for a new demo workspace, which it starts with the theme.
func newRobot(t *testing.T, theme string) *robot {
	t.Helper()
	for _, p := range []string{"run-checks", "rcheck"} {
		if _, err := os.Stat(filepath.Join(*programs, p)); err != nil {
			t.Fatalf("%s is not built: run make routine, or make build first (%v)", p, err)
		}
	}
	if err := os.MkdirAll(*pictureFolder, 0o755); err != nil {
		t.Fatal(err)
	}
	r := &robot{T: t, profile: filepath.Join(t.TempDir(), "workspace")}
	if _, err := fmt.Sscan(r.tool("xdotool", "getdisplaygeometry"), &r.width, &r.height); err != nil {
		t.Fatalf("the size of the display: %v", err)
	}
	t.Cleanup(func() {
		if r.program != nil {
			_ = r.program.Process.Kill()
			<-r.ended
		}
	})
	r.start(theme)
	return r
}

// in runs a part of the routine as a subtest that uses the same window; the parts after
// one that failed are not run, for their window would show something else.
func (r *robot) in(name string, f func()) {
	outer := r.T
	if !outer.Run(name, func(t *testing.T) {
		r.T = t
		defer func() {
			if t.Failed() {
				r.picture("failed-" + strings.ReplaceAll(name, " ", "-"))
			}
		}()
		f()
	}) {
		r.T = outer
		outer.FailNow()
	}
	r.T = outer
}

// start opens the window and waits until the first sync of the demo is done.
func (r *robot) start(theme string) {
	r.Helper()
	output, err := os.Create(filepath.Join(r.TempDir(), theme+".log"))
	if err != nil {
		r.Fatal(err)
	}
	r.output = output
	r.program = exec.Command(filepath.Join(*programs, "run-checks"), "--demo", "--profile", r.profile, "--theme", theme)
	r.program.Stdout, r.program.Stderr = output, output
	if err := r.program.Start(); err != nil {
		r.Fatal(err)
	}
	r.ended = make(chan error, 1)
	go func(p *exec.Cmd, ended chan<- error) { ended <- p.Wait() }(r.program, r.ended)
	r.within(longestStart, "the demo workspace to be synced", func() bool { return strings.Contains(r.said(), "set-up finished") })
	window := ""
	r.until("a window of the class run-checks", func() bool {
		out, _ := exec.Command("xdotool", "search", "--onlyvisible", "--classname", "^run-checks$").Output()
		ids := strings.Fields(string(out))
		if len(ids) > 0 {
			window = ids[len(ids)-1]
		}
		return window != ""
	})
	r.tool("xdotool", "windowactivate", "--sync", window,
		"windowsize", window, strconv.Itoa(r.width), strconv.Itoa(r.height), "windowmove", window, "0", "0")
	r.still()
}

// stop ends the program in order and fails if it complained while it ran.
func (r *robot) stop() {
	r.Helper()
	if err := r.program.Process.Signal(syscall.SIGTERM); err != nil {
		r.Fatal(err)
	}
	select {
	case <-r.ended:
	case <-time.After(longestWait):
		r.Fatalf("the program did not end within %s", longestWait)
	}
	r.program = nil
	_ = r.output.Close()
	for _, line := range strings.Split(r.said(), "\n") {
		if strings.Contains(line, "Error in Fyne call thread") || strings.HasPrefix(line, "panic:") || strings.HasPrefix(line, "fatal error:") {
			r.Errorf("the program said: %s", line)
		}
	}
}

// said is what the program wrote so far.
func (r *robot) said() string {
	text, err := os.ReadFile(r.output.Name())
	if err != nil {
		r.Fatal(err)
	}
	return string(text)
}

// until waits for a condition.
func (r *robot) until(what string, holds func() bool) {
	r.Helper()
	r.within(longestWait, what, holds)
}

func (r *robot) within(longest time.Duration, what string, holds func() bool) {
	r.Helper()
	ctx, stop := context.WithTimeout(context.Background(), longest)
	defer stop()
	again := time.NewTicker(look)
	defer again.Stop()
	for !holds() {
		select {
		case <-again.C:
		case err := <-r.ended:
			r.ended <- err
			r.Fatalf("the program ended early (%v):\n%s", err, r.said())
		case <-ctx.Done():
			r.Fatalf("waited %s for %s", longest, what)
		}
	}
}

// still waits until the window shows the same three times in a row, but for a cursor.
func (r *robot) still() {
	r.Helper()
	r.stillFor(0)
}

// stillFor waits until the window has shown the same for a time, too: for what is read
// before it is shown, and says so meanwhile.
func (r *robot) stillFor(least time.Duration) {
	r.Helper()
	var last []byte
	same, since := 0, time.Now()
	r.until("the window to be still", func() bool {
		now := r.capture()
		if differ(last, now) <= cursor {
			same++
		} else {
			same, since = 0, time.Now()
		}
		last = now
		return same >= 2 && time.Since(since) >= least
	})
}

// after does something, waits a moment for the window to show it, and until it is still.
// Not everything is to be seen: nothing is said about a window that stays as it is.
func (r *robot) after(what func()) {
	r.Helper()
	before := r.capture()
	what()
	until := time.Now().Add(answer)
	for differ(before, r.capture()) <= cursor && time.Now().Before(until) {
		continue // a capture takes its time
	}
	r.still()
}

// capture is what the display shows, three bytes a pixel.
func (r *robot) capture() []byte {
	r.Helper()
	now, err := exec.Command("import", "-window", "root", "-depth", "8", "rgb:-").Output()
	if err != nil {
		r.Fatalf("no picture of the display: %v", err)
	}
	return now
}

// differ is the number of pixels in which two pictures differ.
func differ(a, b []byte) int {
	if len(a) != len(b) {
		return len(b)
	}
	n := 0
	for i := 0; i+3 <= len(a); i += 3 {
		if !bytes.Equal(a[i:i+3], b[i:i+3]) {
			n++
		}
	}
	return n
}

// press presses keys, each by its name for xdotool, and waits until the window is still.
func (r *robot) press(keys ...string) {
	r.Helper()
	for _, k := range keys {
		r.after(func() { r.tool("xdotool", "key", "--clearmodifiers", k) })
	}
}

// write types text into what has the keyboard.
func (r *robot) write(text string) {
	r.Helper()
	r.after(func() { r.tool("xdotool", "type", "--delay", "30", "--", text) })
}

// search leaves the list with what a search finds.
func (r *robot) search(words string) {
	r.Helper()
	r.press("slash", "ctrl+a")
	r.write(words)
	r.press("Return")
}

// point marks a word of the report by a double click.
func (r *robot) point(x, y int) {
	r.Helper()
	r.after(func() {
		r.tool("xdotool", "mousemove", strconv.Itoa(x), strconv.Itoa(y), "click", "--repeat", "2", "--delay", "80", "1")
	})
}

// picture keeps what the display shows.
func (r *robot) picture(name string) {
	r.Helper()
	r.tool("import", "-window", "root", filepath.Join(*pictureFolder, name+".png"))
}

// tool runs a program of the display and returns what it wrote.
func (r *robot) tool(name string, arg ...string) string {
	r.Helper()
	out, err := exec.Command(name, arg...).CombinedOutput()
	if err != nil {
		r.Fatalf("%s %s: %v\n%s", name, strings.Join(arg, " "), err, out)
	}
	return string(out)
}

// rcheck runs the terminal's program on the same profile.
func (r *robot) rcheck(arg ...string) string {
	r.Helper()
	out, err := r.try(arg...)
	if err != nil {
		r.Fatalf("rcheck %s: %v\n%s", strings.Join(arg, " "), err, out)
	}
	return out
}

// try returns what the command prints on its standard output, and an error with the rest.
func (r *robot) try(arg ...string) (string, error) {
	out, err := exec.Command(filepath.Join(*programs, "rcheck"), append([]string{"--profile", r.profile}, arg...)...).Output()
	if exit := (*exec.ExitError)(nil); errors.As(err, &exit) {
		err = fmt.Errorf("%w: %s", err, exit.Stderr)
	}
	return string(out), err
}

// says waits until a command of rcheck says the words; not waits until it does not.
func (r *robot) says(words string, command ...string) {
	r.Helper()
	r.until(fmt.Sprintf("rcheck %s to say %q", strings.Join(command, " "), words), func() bool {
		out, err := r.try(command...)
		return err == nil && strings.Contains(out, words)
	})
}

func (r *robot) not(words string, command ...string) {
	r.Helper()
	r.until(fmt.Sprintf("rcheck %s to say %q no more", strings.Join(command, " "), words), func() bool {
		out, err := r.try(command...)
		return err == nil && !strings.Contains(out, words)
	})
}

// waiting is the number of jobs on the list of the day.
func (r *robot) waiting() int {
	r.Helper()
	return strings.Count(r.rcheck("--json", "jobs"), "\n")
}

// definitions is the number of definitions that a person added.
func (r *robot) definitions() int {
	r.Helper()
	n := 0
	for _, line := range strings.Split(r.rcheck("readers", "list"), "\n") {
		if strings.HasPrefix(line, "my-") {
			n++
		}
	}
	return n
}
