package runchecks

import (
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestTheProgramKnowsItsNameFromOneFile(t *testing.T) {
	p := Identity()
	if p.Name != "Run Checks" || p.ID == "" || p.Version == "" || p.Website == "" || p.Build == 0 {
		t.Errorf("FyneApp.toml says %+v", p)
	}
	if _, err := os.Stat("assets/icon.png"); err != nil {
		t.Error(err)
	}
}

func TestAPlaceholderIsKnownAsOne(t *testing.T) {
	for _, c := range []struct {
		p      Program
		module string
		want   []string
	}{
		{Program{ID: "example.run-checks", Website: "https://run-checks.example"}, "runchecks",
			[]string{"application id example.run-checks", "website https://run-checks.example", "module path runchecks"}},
		{Program{ID: "org.checks.run", Website: "https://checks.org/run"}, "checks.org/run", nil},
	} {
		if got := c.p.Placeholders(c.module); !slices.Equal(got, c.want) {
			t.Errorf("%+v: %q, want %q", c.p, got, c.want)
		}
	}
}

// Everything that needs them reads them from there: no other file of the program says them.
func TestApplicationIDAndWebsiteStandInOnePlace(t *testing.T) {
	out, err := exec.Command("git", "ls-files", "-z").Output()
	if err != nil {
		t.Skip("no checkout: ", err)
	}
	p := Identity()
	host := strings.TrimPrefix(p.Website, "https://")
	for name := range strings.SplitSeq(strings.TrimRight(string(out), "\x00"), "\x00") {
		if name == "FyneApp.toml" || name == "identity_test.go" || strings.HasPrefix(name, "CHANGELOG") || !texts(name) {
			continue
		}
		text, err := os.ReadFile(name)
		if err != nil {
			continue // deleted, not yet committed
		}
		for _, word := range []string{p.ID, host} {
			if strings.Contains(string(text), word) && !former(name) {
				t.Errorf("%s says %q; it stands in FyneApp.toml alone", name, word)
			}
		}
	}
}

func texts(name string) bool {
	for _, end := range []string{".go", ".toml", ".desktop", ".xml", ".md", ".service", ".timer", ".nsi", "dist", "Makefile"} {
		if strings.HasSuffix(name, end) {
			return true
		}
	}
	return false
}

// former is where the id of version 0.1 stands, so that what was kept under it is found.
func former(name string) bool { return strings.HasPrefix(name, "cmd/internal/places/places") }
