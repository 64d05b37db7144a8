package words_test

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/words"
)

func TestAnErrorIsSaidOnceInPlainWordsAndTheRawOneIsBehindDetails(t *testing.T) {
	dial := errors.New("dial tcp 192.0.2.1:993: connect: connection refused")
	for _, tt := range []struct {
		err       error
		text, raw string
	}{
		{&domain.Error{Code: domain.CodeNetwork, Message: "The mail server cannot be reached.", Cause: dial},
			"The mail server cannot be reached.", dial.Error()},
		{fmt.Errorf("sync: %w", &domain.Error{Message: "The folder is gone.", Cause: dial}), "The folder is gone.",
			"sync: The folder is gone.\n" + dial.Error()},
		{&domain.Error{Message: "Nothing was marked."}, "Nothing was marked.", ""},
		{dial, "That did not work, and nothing was changed.", dial.Error()},
	} {
		if text, raw := words.Error(tt.err); text != tt.text || raw != tt.raw {
			t.Errorf("%v: %q, %q", tt.err, text, raw)
		}
	}
	if got := words.FailedTo(
		"Cannot save the file there",
		dial,
	); got.Text != "Cannot save the file there." || got.Details != dial.Error() ||
		!got.Error {
		t.Errorf("%+v", got)
	}
}

// Whoever shows an error shows it by ErrorWords: else what a server or the system says
// stands raw in the window.
func TestNobodyShowsAnErrorRaw(t *testing.T) {
	mayWord := map[string]bool{
		filepath.Join("words", "error.go"):     true,
		filepath.Join("overrides", "model.go"): true,
	} // the latter words what a person typed
	err := filepath.WalkDir("..", func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, _ := filepath.Rel("..", path)
		if entry.IsDir() && (name == "mailview" || name == "export") {
			return fs.SkipDir // they show nothing by themselves
		}
		if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || mayWord[name] {
			return nil
		}
		text, err := os.ReadFile(path)
		if strings.Contains(string(text), "rr.Error()") {
			t.Errorf("%s shows an error raw: use words.Failed, words.FailedTo or words.Error", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}
