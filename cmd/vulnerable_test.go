package cmd_test

import (
	"fmt"
	"os/exec"
	"strings"
	"testing"
)

// vulnerable lists versions of modules that must not come back, with the number of the
// fault in the Go vulnerability database and the first version without it. govulncheck
// knows more and is asked where its database can be reached (make check).
var vulnerable = []struct{ number, module, fixed string }{
	{"GO-2022-0493", "golang.org/x/sys", "v0.0.0-20220412211240-33da011f77ad"},
	{"GO-2022-1059", "golang.org/x/text", "v0.3.8"},
	{"GO-2023-1572", "golang.org/x/image", "v0.5.0"},
	{"GO-2023-1990", "golang.org/x/image", "v0.10.0"},
	{"GO-2024-2937", "golang.org/x/image", "v0.18.0"},
	{"GO-2023-2102", "golang.org/x/net", "v0.17.0"},
	{"GO-2024-3333", "golang.org/x/net", "v0.33.0"},
	{"GO-2025-3503", "golang.org/x/net", "v0.36.0"},
	{"GO-2025-3595", "golang.org/x/net", "v0.38.0"},
	{"GO-2024-3321", "golang.org/x/crypto", "v0.31.0"},
	{"GO-2025-3487", "golang.org/x/crypto", "v0.35.0"},
	{"GO-2022-0603", "gopkg.in/yaml.v3", "v3.0.0-20220521103104-8f96da9f5d5e"},
	{"GO-2020-0036", "gopkg.in/yaml.v2", "v2.2.8"},
}

func TestNoModuleHasAVersionThatIsKnownToBeVulnerable(t *testing.T) {
	list := exec.Command("go", "list", "-m", "-f", "{{.Path}} {{.Version}}", "all")
	list.Dir = ".."
	out, err := list.Output()
	if err != nil {
		t.Fatalf("go list -m all: %v", err)
	}
	used := map[string]string{}
	for line := range strings.Lines(string(out)) {
		module, version, _ := strings.Cut(strings.TrimSpace(line), " ")
		used[module] = version
	}
	if used["golang.org/x/net"] == "" {
		t.Fatalf("the list of modules is not one: %q", out)
	}
	for _, v := range vulnerable {
		if version := used[v.module]; version != "" && before(version, v.fixed) {
			t.Errorf("%s %s has %s: go get %s@%s or later", v.module, version, v.number, v.module, v.fixed)
		}
	}
}

func TestVersionsAreComparedByTheirNumbers(t *testing.T) {
	for _, pair := range [][2]string{
		{"v0.9.0", "v0.10.0"}, {"v0.24.0", "v0.48.0"}, {"v1.2.3", "v2.0.0"}, {"v0.10.0", "v0.10.1"},
		{"v0.0.0-20210101000000-aaaaaaaaaaaa", "v0.0.0-20220412211240-33da011f77ad"}, {"v3.0.0-20220521103104-8f96da9f5d5e", "v3.0.1"},
	} {
		if !before(pair[0], pair[1]) || before(pair[1], pair[0]) || before(pair[0], pair[0]) {
			t.Errorf("%s is not before %s", pair[0], pair[1])
		}
	}
}

// before reports whether one version of a module is older than another: by its three
// numbers, and then by the date of a version without a release.
func before(version, other string) bool {
	parse := func(v string) (n [3]int, date string) {
		numbers, rest, _ := strings.Cut(v, "-")
		_, _ = fmt.Sscanf(numbers, "v%d.%d.%d", &n[0], &n[1], &n[2])
		if date, _, _ = strings.Cut(rest, "-"); date == "" {
			date = "~" // a release is behind every version before it
		}
		return n, date
	}
	a, aDate := parse(version)
	b, bDate := parse(other)
	for i := range a {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return aDate < bDate
}
