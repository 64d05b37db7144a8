package generic

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever a report looks like, its rows, blocks, lists and sections name the machines
// that were backed up, each with its status; sums, heads and legends are none.
func TestObjectsAreFoundInEveryLayout(t *testing.T) {
	files, err := filepath.Glob("testdata/layouts/*.txt")
	if err != nil || len(files) < 25 {
		t.Fatalf("%d layouts: %v", len(files), err)
	}
	for _, path := range files {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			mail, list, _ := strings.Cut(string(text), "=== objects\n")
			subject, body, _ := strings.Cut(mail, "\n")
			want := strings.Split(strings.TrimSpace(list), "\n")
			_, r := judged(t, subject, body)
			if len(want) == 1 && want[0] == "" {
				want = nil
			}
			var got []string
			for _, o := range r.Objects {
				line := fmt.Sprintf("%s | %s", o.Name, strings.ToLower(o.Status.String()))
				if message := line + " | " + o.Message; slices.Contains(want, message) { // where the layout asks for it
					line = message
				}
				got = append(got, line)
			}
			slices.Sort(got)
			slices.Sort(want)
			if !slices.Equal(got, want) {
				t.Errorf("the objects are %q, want %q", got, want)
			}
		})
	}
}
