package form

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestEveryPackageThatMakesFormsLetsThemBeLookedAt(t *testing.T) {
	makers := 0
	dirs, err := filepath.Glob("../*")
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range dirs {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil {
			t.Fatal(err)
		}
		makes, looked := false, false
		for _, name := range files {
			text, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(name, "_test.go") {
				looked = looked || strings.Contains(string(text), "uitest.Forms(")
			} else {
				makes = makes || strings.Contains(string(text), "form.New(")
			}
		}
		if makes {
			makers++
		}
		if makes && !looked && filepath.Base(dir) != "form" {
			t.Errorf("%s makes forms, but its tests do not open them with uitest.Forms", dir)
		}
	}
	if makers < 12 {
		t.Errorf("only %d packages that make forms were found", makers)
	}
}
