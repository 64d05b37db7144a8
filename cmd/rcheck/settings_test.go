package main

import (
	"strings"
	"testing"
)

func TestASettingIsListedSetAndRefusedInWords(t *testing.T) {
	profile := t.TempDir()
	do := func(code int, args ...string) said {
		t.Helper()
		got := withRing(ring{entries: map[string]string{}}, "", append([]string{"--profile", profile, "--create"}, args...)...)
		if got.code != code {
			t.Fatalf("%q: exit %d: %s%s", args, got.code, got.out, got.err)
		}
		return got
	}
	if out := do(exitGood, "settings", "list").out; !strings.Contains(out, "Accounts are synced every: 10 minutes") {
		t.Errorf("listed:\n%s", out)
	}
	if out := do(exitGood, "settings", "set", "sync.minutes", "5").out; !strings.Contains(out, "accounts are synced every 5 minutes") {
		t.Errorf("set: %s", out)
	}
	want := `{"key":"sync.minutes","section":"sync","value":"5","default":"10","at_start":false}`
	if out := do(exitGood, "--json", "settings", "get", "sync.minutes").out; strings.TrimSpace(out) != want {
		t.Errorf("got %s", out)
	}
	for _, c := range []struct{ key, value, says string }{
		{"sync.minutes", "90", "Use a number from 2 to 45."},
		{"language", "xx", "Use de, en, nl"},
		{"role", "viewer", "there is no setting"},
		{"color", "red", "there is no setting"},
	} {
		if got := do(exitUsage, "settings", "set", c.key, c.value); !strings.Contains(got.err, c.says) {
			t.Errorf("%s %s: %s", c.key, c.value, got.err)
		}
	}
	if out := do(exitGood, "settings", "set", "theme", "dark").out; !strings.Contains(out, "Colours: dark") {
		t.Errorf("one's own: %s", out)
	}
	do(exitGood, "undo") // of the last decision: colours are none
	if out := do(exitGood, "settings", "get", "sync.minutes").out; !strings.Contains(out, "10 minutes") {
		t.Errorf("after the undo: %s", out)
	}
}
