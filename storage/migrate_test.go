package storage

import (
	"fmt"
	"io/fs"
	"strings"
	"testing"
)

// A database counts the migrations that it has seen: two of one number, or a gap, would
// come in another order in another version of the program.
func TestMigrationsAreNumberedWithoutAGapOrADouble(t *testing.T) {
	names, err := fs.Glob(migrationFiles, "migrations/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for i, name := range names {
		if want := fmt.Sprintf("migrations/%04d_", i+1); !strings.HasPrefix(name, want) {
			t.Errorf("%s stands where %s… is due", name, want)
		}
	}
}
