package definition

import (
	"regexp"
	"strings"
	"testing"
)

func TestWhatAPatternNeedsIsFound(t *testing.T) {
	for pattern, want := range map[string]string{
		`(?i)^phpbu\b`: "phpbu", `^(?:a|b)$`: "", `Backup of (\S+) DONE`: "backup of",
		`(x|y)+ failed ?`: "failed", `(?:never)?`: "", `(?:often){2}`: "often", `\d+ vms`: "vms", `aa`: "",
		`^(?:Fatal|Warning): \S`: "fatal|warning", `^(?:Fatal|\d+): \S`: "", `^(?:started|ended) backup`: "backup", `^(?:one|two|three)? (?:half|whole)$`: "half|whole",
	} {
		if got := strings.Join(literals(regexp.MustCompile(pattern)), "|"); got != want {
			t.Errorf("%s: got %q, want %q", pattern, got, want)
		}
	}
}

// What a pattern matches always holds one of its words: else a mail would be passed over.
func TestTheWordsOfAPatternStandInWhatItMatches(t *testing.T) {
	for pattern, texts := range map[string][]string{
		`(?i)^(?:processed \d+ files|snapshot [0-9a-f]{8} saved)$`: {"PROCESSED 12 files", "snapshot 40dc1520 saved"},
		`^rsync (?:error|warning): .+ \(code \d+\)`:                {"rsync error: x (code 1)", "rsync warning: y (code 24)"},
		`(?:Fatal|Failed|Failure)+ to`:                             {"FatalFailed to", "Failure to"},
		`(?i)^Start  running \w+`:                                  {"START  running x"},
		`^P\d\d +(?:ERROR|WARN): `:                                 {"P00  ERROR: x", "P00   WARN: y"},
	} {
		re := regexp.MustCompile(pattern)
		for _, text := range texts {
			if !re.MatchString(text) || !holdsOne(folded(text), literals(re)) {
				t.Errorf("%s: %q is passed over by %q", pattern, text, literals(re))
			}
		}
	}
}
