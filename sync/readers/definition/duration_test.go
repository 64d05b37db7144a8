package definition_test

import (
	"errors"
	"testing"

	"runchecks/sync/readers/definition"
)

const timedTool = `name = "tool"
product = "Tool"
[match]
all = [{ in = "subject", contains = "tool" }]
[[status]]
label = "Result"
success = ["OK"]
`

func TestADurationGivesTheTimeThatIsNotTold(t *testing.T) {
	const start, end = "[started]\nlabel = \"Start\"\n", "[ended]\nlabel = \"End\"\n"
	for _, tt := range []struct{ what, place, told, start, end string }{
		{"the end", start, "Start: 27.11.2026 23:50:00\nTook: 1 h 20 min\n", "2026-11-27T23:50:00", "2026-11-28T01:10:00"},
		{"the start", end, "End: 27.11.2026 03:00:00\nTook: 00:30:05\n", "2026-11-27T02:29:55", "2026-11-27T03:00:00"},
		{"neither where both are told", start + end,
			"Start: 27.11.2026 01:00:00\nEnd: 27.11.2026 03:00:00\nTook: 5 min\n", "2026-11-27T01:00:00", "2026-11-27T03:00:00"},
		{"nothing where it is none", start, "Start: 27.11.2026 01:00:00\nTook: long\n", "2026-11-27T01:00:00", ""},
		{"nothing where no time is told", start, "Took: 5 min\n", "", ""},
	} {
		d := parse(t, timedTool+tt.place+"[duration]\nlabel = \"Took\"\n")
		r := read(t, d, text("tool", "Result: OK\n"+tt.told))[0]
		if r.Started.String() != tt.start || r.Ended.String() != tt.end {
			t.Errorf("%s: %s to %s, want %s to %s", tt.what, r.Started, r.Ended, tt.start, tt.end)
		}
	}
}

func TestADurationNeedsATime(t *testing.T) {
	_, err := definition.Parse("x.toml", []byte(timedTool+"[duration]\nlabel = \"Took\"\n"))
	var invalid *definition.Invalid
	if !errors.As(err, &invalid) || len(invalid.Problems) != 1 || invalid.Problems[0].Line != 8 {
		t.Errorf("problems: %v", err)
	}
}
