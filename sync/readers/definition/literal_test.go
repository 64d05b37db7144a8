package definition

import (
	"regexp"
	"testing"
)

func TestWhatAPatternNeedsIsFound(t *testing.T) {
	for pattern, want := range map[string]string{
		`(?i)^phpbu\b`: "phpbu", `^(?:a|b)$`: "", `Backup of (\S+) DONE`: "backup", `(x|y)+ failed ?`: "failed", `(?:never)?`: "", `(?:often){2}`: "often", `\d+ vms`: "vms", `aa`: "",
	} {
		if got := literal(regexp.MustCompile(pattern)); got != want {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}
