package export

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"iter"
	"reflect"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"runchecks/domain"
)

// table parses a CSV as any reader would.
func table(t *testing.T, data []byte) [][]string {
	t.Helper()
	text, marked := strings.CutPrefix(string(data), byteOrderMark)
	if !marked {
		t.Error("the file has no byte order mark")
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func journal(decisions ...domain.Decision) iter.Seq2[domain.Decision, error] {
	return func(yield func(domain.Decision, error) bool) {
		for _, d := range decisions {
			if !yield(d, nil) {
				return
			}
		}
	}
}

func TestTheAuditLogTellsWhoDecidedWhatAndWhen(t *testing.T) {
	at := time.Date(2026, 11, 23, 7, 58, 0, 0, time.UTC)
	var b bytes.Buffer
	n, err := WriteJournal(&b, journal(
		domain.Decision{ID: "01A", Actor: "marieke", At: at, Kind: domain.DecideReview, Summary: "2 runs of NW Daily reviewed", Targets: []string{"run|1", "run|2"}, UndoneBy: "01B", Hash: "ab12"},
		domain.Decision{ID: "01B", Actor: "=evil()", At: at.Add(time.Minute), Kind: domain.DecideUndo, Summary: "line\r\nline", Undoes: "01A", Hash: "cd34"},
	), amsterdam)
	if err != nil || n != 2 {
		t.Fatalf("wrote %d: %v", n, err)
	}
	want := [][]string{
		{"id", "time", "actor", "kind", "what", "targets", "undone by", "undoes", "hash"},
		{"01A", "2026-11-23T08:58:00+01:00", "marieke", "review", "2 runs of NW Daily reviewed", "run|1 | run|2", "01B", "", "ab12"},
		{"01B", "2026-11-23T08:59:00+01:00", "'=evil()", "undo", "line\nline", "", "", "01A", "cd34"},
	}
	if got := table(t, b.Bytes()); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q\nwant %q", got, want)
	}
}

func TestTargetsAreBoundedAndTheRestIsCounted(t *testing.T) {
	many := make([]string, 1000)
	for i := range many {
		many[i] = fmt.Sprintf("job-%06d", i)
	}
	got := joinTargets(many)
	// 2000 characters hold 10 + 153 * (3 + 10).
	if want := strings.Join(many[:154], " | ") + " | … and 846 more"; got != want {
		t.Errorf("got …%q, want …%q", got[len(got)-60:], want[len(want)-60:])
	}
	long := joinTargets([]string{strings.Repeat("é", 3000), "b"})
	if !strings.HasSuffix(long, "é… | … and 1 more") || utf8.RuneCountInString(long) > maxTargets+30 {
		t.Errorf("a long target came out with %d characters", utf8.RuneCountInString(long))
	}
	if got := joinTargets(nil); got != "" {
		t.Errorf("no targets are %q", got)
	}
}

func TestAnErrorOfTheJournalComesOutWithWhatWasRead(t *testing.T) {
	broken := errors.New("disk is gone")
	var b bytes.Buffer
	n, err := WriteJournal(&b, func(yield func(domain.Decision, error) bool) {
		_ = yield(domain.Decision{ID: "01A"}, nil) && yield(domain.Decision{}, broken)
	}, time.UTC)
	if n != 1 || !errors.Is(err, broken) {
		t.Errorf("wrote %d: %v", n, err)
	}
	if rows := table(t, b.Bytes()); len(rows) != 2 {
		t.Errorf("the file has %d lines", len(rows))
	}
}

// full is a disk that takes only so many bytes.
type full struct{ left int }

var errFull = errors.New("disk full")

func (f *full) Write(p []byte) (int, error) {
	if f.left -= len(p); f.left < 0 {
		return 0, errFull
	}
	return len(p), nil
}

func TestAFullDiskIsReported(t *testing.T) {
	endless := func(yield func(domain.Decision, error) bool) {
		for yield(domain.Decision{Summary: "again"}, nil) {
		}
	}
	for name, write := range map[string]func(io.Writer) error{
		"journal":   func(w io.Writer) error { _, err := WriteJournal(w, endless, nil); return err },
		"customers": func(w io.Writer) error { return WriteCustomers(w, make([]CustomerRow, 5000)) },
		"csv":       func(w io.Writer) error { return WriteSignOffCSV(w, exampleDay(500), nil) },
		"pdf":       func(w io.Writer) error { return WriteSignOffPDF(w, exampleDay(5), nil) },
	} {
		for _, room := range []int{0, 5000} {
			if err := write(&full{left: room}); !errors.Is(err, errFull) {
				t.Errorf("%s on a disk with %d bytes: %v", name, room, err)
			}
		}
	}
}
