package readers_test

import (
	"cmp"
	"flag"
	"fmt"
	"slices"
	"strings"
	"testing"

	"runchecks/sync/readers"
)

var update = flag.Bool("update", false, "write the accuracy table into docs/readers.md")

// faults counts what compare tells.
type faults struct{ list []string }

func (f *faults) Helper() {}
func (f *faults) Errorf(format string, args ...any) {
	f.list = append(f.list, strings.Join(strings.Fields(fmt.Sprintf(format, args...)), " "))
}

const (
	accuracyFile  = "../../docs/readers.md"
	accuracyBegin = "<!-- accuracy: go test ./sync/readers -run Accuracy -update -->\n"
	accuracyEnd   = "<!-- end of accuracy -->\n"
)

// The table in the documentation is what the readers do, not what they once did.
func TestAccuracyIsAsDocumented(t *testing.T) {
	documented(t, accuracyBegin, accuracyEnd, accuracy(t))
}

// accuracy reads every sample and counts, by product, how many are read right.
func accuracy(t *testing.T) string {
	type row struct {
		product, reader string
		samples, right  int
		rest            []string
	}
	rows := map[string]*row{}
	total := row{product: "All"}
	for _, s := range samples(t) {
		reader := ownReader[s.folder]
		r := rows[s.want.Product]
		if r == nil {
			r = &row{product: s.want.Product, reader: reader}
			rows[s.want.Product] = r
		}
		reading, m := read(t, s.raw)
		var f faults
		if m == nil {
			f.Errorf("cannot be decoded: %s", reading.Reason)
		} else {
			compare(&f, s, reader, reading)
		}
		r.samples++
		total.samples++
		if len(f.list) == 0 {
			r.right++
			total.right++
			continue
		}
		note := s.path + ": " + f.list[0]
		if s.want.Confidence != "" {
			note += " (confidence of the sample: " + s.want.Confidence + ")"
		}
		r.rest = append(r.rest, note)
	}
	list := make([]*row, 0, len(rows))
	for _, r := range rows {
		list = append(list, r)
	}
	slices.SortFunc(list, func(a, b *row) int { return cmp.Compare(strings.ToLower(a.product), strings.ToLower(b.product)) })
	kind := map[string]string{}
	for _, r := range readers.Default().List() {
		kind[r.Name] = string(r.Origin)
	}
	var b strings.Builder
	b.WriteString("| product | reader | kind | samples | right | the rest |\n| --- | --- | --- | ---: | ---: | --- |\n")
	for _, r := range append(list, &total) {
		fmt.Fprintf(&b, "| %s | %s | %s | %d | %d | %s |\n", r.product, r.reader, strings.NewReplacer("program", "Go", "shipped", "definition").Replace(kind[r.reader]), r.samples, r.right, strings.Join(r.rest, "; "))
	}
	return b.String()
}

func TestEveryReaderTellsWhatItReads(t *testing.T) {
	for _, r := range readers.Default().List() {
		if r.Product == "" || r.About == "" {
			t.Errorf("%s tells neither product nor what it reads", r.Name)
		}
	}
}
