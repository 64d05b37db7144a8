package facts

import "testing"

func TestALineOfOnePieceTakesNoMemory(t *testing.T) {
	source := "Backup Job 3  done"
	w := &walker{}
	allocations := testing.AllocsPerRun(100, func() {
		w.text.Reset()
		w.write(source[:12])
		if got := w.text.String(); got != "Backup Job 3" {
			t.Fatalf("got %q", got)
		}
	})
	if allocations != 0 {
		t.Errorf("%v allocations", allocations)
	}
}

func TestALineIsTheSameInOnePieceAndInMany(t *testing.T) {
	for _, parts := range [][]string{
		{"Backup Job 3 done"}, {"Backup  Job\n3\tdone"}, {"  Backup", " ", "Job ", " 3 done "}, {"Back", "up Job 3", " done"},
		{"Backup Job\u00a03 d", "", "one"},
	} {
		w := &walker{}
		for _, p := range parts {
			w.write(p)
		}
		if got := w.text.String(); got != "Backup Job 3 done" {
			t.Errorf("%q: got %q", parts, got)
		}
	}
}
