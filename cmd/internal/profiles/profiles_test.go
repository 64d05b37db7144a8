package profiles

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
)

// home gives the test a user of its own.
func home(t *testing.T) string {
	t.Helper()
	data := t.TempDir()
	for _, name := range []string{"HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "LOCALAPPDATA", "APPDATA"} {
		t.Setenv(name, data)
	}
	return data
}

func names(t *testing.T) (out []string) {
	t.Helper()
	all, err := List()
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range all {
		out = append(out, p.Name)
	}
	return out
}

func TestTheOwnProfileIsListedBeforeThereIsAny(t *testing.T) {
	home(t)
	all, err := List()
	if err != nil || len(all) != 1 || !all[0].Own {
		t.Errorf("%+v, %v", all, err)
	}
}

func TestAProfileThatWasMadeIsListedByName(t *testing.T) {
	home(t)
	for _, name := range []string{"Zeeland", "Acme & Söhne"} {
		if p, err := Make(t.Context(), " "+name+" "); err != nil || p.Name != name {
			t.Fatalf("%+v, %v", p, err)
		}
	}
	if got := names(t)[1:]; !slices.Equal(got, []string{"Acme & Söhne", "Zeeland"}) {
		t.Errorf("%q", got)
	}
	if _, err := Make(t.Context(), "ZEELAND"); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("made twice: %v", err)
	}
}

func TestANameThatAnySystemRefusesAsAFolderMakesNothing(t *testing.T) {
	data := home(t)
	for _, name := range []string{
		"", " ", ".", "..", ".hidden", "a/b", `a\b`, "a:b", "a\nb", "NUL", "nul.txt", "com1", "LPT9.x", "end.", "elsewhere",
		strings.Repeat("x", LongestName+1), "a\u202eb", "a*",
	} {
		if _, err := Make(t.Context(), name); domain.CodeOf(err) != domain.CodeInvalid {
			t.Errorf("%q: %v", name, err)
		}
	}
	left, err := os.ReadDir(data)
	if err != nil || len(left) > 0 {
		t.Errorf("made: %v, %v", left, err)
	}
}

func TestAProfileInAnotherFolderIsListedOnceItWasOpenedAndWhileItIsThere(t *testing.T) {
	home(t)
	p, err := Make(t.Context(), "Acme")
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "Elsewhere AG")
	if err := os.Rename(p.Folder, other); err != nil {
		t.Fatal(err)
	}
	if got := names(t)[1:]; len(got) != 0 {
		t.Errorf("listed before: %q", got)
	}
	for range 2 {
		if err := Remember(other); err != nil {
			t.Fatal(err)
		}
	}
	if got := names(t)[1:]; !slices.Equal(got, []string{"Elsewhere AG"}) {
		t.Errorf("listed: %q", got)
	}
	if err := os.RemoveAll(other); err != nil {
		t.Fatal(err)
	}
	if got := names(t)[1:]; len(got) != 0 {
		t.Errorf("listed without its folder: %q", got)
	}
}

func TestTheNewestFoldersAreRemembered(t *testing.T) {
	home(t)
	for i := range mostElsewhere + 3 {
		if err := Remember(filepath.Join(t.TempDir(), strings.Repeat("x", i+1))); err != nil {
			t.Fatal(err)
		}
	}
	all, err := List()
	if err != nil || len(all) != 1 {
		t.Errorf("%+v, %v", all, err)
	}
	own, err := Of("")
	if err != nil || !own.Own {
		t.Errorf("%+v, %v", own, err)
	}
	text, err := os.ReadFile(filepath.Join(filepath.Dir(own.Folder), "run-checks-profiles", elsewhereName))
	if got := strings.Count(string(text), "\n"); err != nil || got != mostElsewhere {
		t.Errorf("%d are remembered, %v", got, err)
	}
}
