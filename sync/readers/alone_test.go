package readers_test

import (
	"context"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

const (
	aloneBegin = "<!-- alone: go test ./sync/readers -run Alone -update -->\n"
	aloneEnd   = "<!-- end of alone -->\n"
)

// score counts what readers make of mails that a careful person has read.
type score struct {
	mails, status, wrong, good int
	named, jobs                int
	expected, found, hit       int
	begun, starts              int
	faults                     []string
	unknown, unmatched         int
}

func fold(s string) string { return strings.ToLower(strings.Join(strings.Fields(s), " ")) }

// add reads one sample. It counts as the scorer of the project does: the worst status
// of all results, one of the names, objects by name and status.
func (s *score) add(t *testing.T, x sample, registry *readers.Registry) {
	t.Helper()
	m, err := message.Decode(context.Background(), x.raw)
	if err != nil {
		t.Fatalf("%s: %v", x.path, err)
	}
	reading := registry.Read(context.Background(), m, readers.Env{Received: received, Location: time.UTC})
	got, want := domain.Unknown, status(t, x.want.Status)
	if len(reading.Results) > 0 {
		got = domain.Success
	}
	type pair struct {
		name   string
		status domain.Status
	}
	names, found, starts := map[string]bool{}, map[pair]bool{}, map[string]bool{}
	for _, r := range reading.Results {
		got = max(got, r.Status.Known())
		names[fold(r.JobName)], names[fold(r.Identity)] = true, true
		starts[first(r.Started.String(), 19)] = true
		for _, o := range r.Objects {
			found[pair{fold(o.Name), o.Status.Known()}] = true
		}
	}
	s.mails++
	switch {
	case got == want:
		s.status++
	case got == domain.Unknown && len(reading.Results) == 0:
		s.unmatched++
	case got == domain.Unknown:
		s.unknown++
	default:
		s.wrong++
		s.faults = append(s.faults, fmt.Sprintf("%s is %s, a person says %s", x.path, got, want))
	}
	if got == domain.Success && want > domain.Unknown {
		s.good++
		t.Errorf("%s: Success by %s, want %s: %+v", x.path, reading.Reader, want, reading.Results[0].Evidence)
	}
	name := deref(x.want.JobName)
	if name == "" {
		name = deref(x.want.Identity)
	}
	if name != "" && x.want.Confidence != "low" {
		if s.jobs++; names[fold(name)] {
			s.named++
		}
	}
	s.found += len(found)
	wanted := map[pair]bool{}
	objects := slices.Clone(x.want.Objects)
	for _, j := range x.want.Jobs { // a digest has the objects of its jobs
		objects = append(objects, j.Objects...)
	}
	for _, o := range objects {
		p := pair{fold(deref(o.Name)), domain.Unknown}
		if o.Status != nil {
			p.status = status(t, *o.Status)
		}
		wanted[p] = true
	}
	s.expected += len(wanted)
	for p := range wanted {
		if found[p] {
			s.hit++
		}
	}
	if at := deref(x.want.StartedAt); at != "" {
		if s.starts++; starts[first(at, 19)] {
			s.begun++
		}
	}
}

func first(s string, n int) string { return s[:min(n, len(s))] }

func (s *score) row(what string) string {
	return fmt.Sprintf("| %s | %d of %d | %d | %d | %d of %d | %s | %s | %d of %d | %d |\n", what, s.status, s.mails, s.unknown+s.unmatched, s.wrong, s.named, s.jobs,
		share(s.hit, s.expected), share(s.hit, s.found), s.begun, s.starts, s.good)
}

func share(a, b int) string {
	if b == 0 {
		return "-"
	}
	return fmt.Sprintf("%.2f", float64(a)/float64(b))
}

// The table of how the generic reader does without every product reader is what it
// does, not what it once did.
func TestTheGenericReaderAloneIsAsDocumented(t *testing.T) {
	all := readers.Default()
	alone, ok := all.Only("generic")
	if !ok {
		t.Fatal("there is no generic reader")
	}
	var b strings.Builder
	b.WriteString("| readers and mails | status right | undecided | wrong | job or identity | objects found | of those found right | start | bad as Success |\n| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	for _, x := range []struct {
		what, set string
		least     int
		registry  *readers.Registry
	}{
		{"generic alone, `mails`", "mails", 83, alone},
		{"generic alone, `mails-2`", "mails-2", 41, alone},
		{"all readers, `mails-2`", "mails-2", 41, all},
	} {
		var s score
		for _, sample := range samplesOf(t, x.set, x.least) {
			s.add(t, sample, x.registry)
		}
		for _, f := range s.faults {
			t.Logf("%s: %s", x.what, f)
		}
		b.WriteString(s.row(x.what))
	}
	documented(t, aloneBegin, aloneEnd, b.String())
}

// documented compares a table with the one in the documentation, or writes it there.
func documented(t *testing.T, begin, end, table string) {
	t.Helper()
	t.Log("\n" + table)
	before, err := os.ReadFile(accuracyFile)
	if err != nil {
		t.Fatal(err)
	}
	head, rest, ok := strings.Cut(string(before), begin)
	_, tail, ok2 := strings.Cut(rest, end)
	if !ok || !ok2 {
		t.Fatalf("%s has no place for the table", accuracyFile)
	}
	now := head + begin + table + end + tail
	if now == string(before) {
		return
	}
	if !*update {
		t.Error("docs/readers.md tells another table; write it anew with -update")
		return
	}
	if err := os.WriteFile(accuracyFile, []byte(now), 0o600); err != nil {
		t.Fatal(err)
	}
}

const (
	withoutBegin = "<!-- without: go test ./sync/readers -run Alone -update -->\n"
	withoutEnd   = "<!-- end of without -->\n"
)

// One line a reader: what becomes of its products' samples where it alone is left out.
func TestEachReaderLeftOutAloneIsAsDocumented(t *testing.T) {
	all := readers.Default()
	scores := map[string]*score{}
	for _, set := range []string{"mails", "mails-2"} {
		for _, sample := range samplesOf(t, set, 41) {
			name := ownReader[sample.folder]
			if name == "" {
				t.Fatalf("%s has no reader", sample.path)
			}
			without, ok := all.Without(name)
			if !ok {
				t.Fatalf("%s is no reader", name)
			}
			if scores[name] == nil {
				scores[name] = &score{}
			}
			scores[name].add(t, sample, without)
		}
	}
	var b strings.Builder
	b.WriteString("| left out | mails | status right | undecided | wrong | job or identity |" +
		" objects found | of those found right | bad as Success |\n" +
		"| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n")
	var total score
	for _, name := range slices.Sorted(maps.Keys(scores)) {
		s := scores[name]
		b.WriteString(s.line(name))
		total.mails, total.status, total.wrong, total.good = total.mails+s.mails, total.status+s.status, total.wrong+s.wrong, total.good+s.good
		total.named, total.jobs = total.named+s.named, total.jobs+s.jobs
		total.expected, total.found, total.hit = total.expected+s.expected, total.found+s.found, total.hit+s.hit
		total.unknown, total.unmatched = total.unknown+s.unknown, total.unmatched+s.unmatched
		for _, f := range s.faults {
			t.Logf("without %s: %s", name, f)
		}
	}
	b.WriteString(total.line("each in turn"))
	documented(t, withoutBegin, withoutEnd, b.String())
}

func (s *score) line(what string) string {
	return fmt.Sprintf("| %s | %d | %d | %d | %d | %d of %d | %s | %s | %d |\n",
		what, s.mails, s.status, s.unknown+s.unmatched, s.wrong, s.named, s.jobs, share(s.hit, s.expected), share(s.hit, s.found), s.good)
}
