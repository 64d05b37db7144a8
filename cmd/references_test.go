package cmd_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	section  = regexp.MustCompile(`product\.md, sections? (\d+)(?: and (\d+))?`)
	headline = regexp.MustCompile(`(?m)^## (\d+)\. `)
)

// A comment that names a section of the contract names one that is there.
func TestEveryReferenceToTheContractResolves(t *testing.T) {
	contract, err := os.ReadFile(filepath.Join("..", "docs", "design", "product.md"))
	if err != nil {
		t.Fatal(err)
	}
	sections := map[string]bool{}
	for _, g := range headline.FindAllStringSubmatch(string(contract), -1) {
		sections[g[1]] = true
	}
	seen := 0
	err = filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, g := range section.FindAllStringSubmatch(string(text), -1) {
			for _, n := range g[1:] {
				if seen++; n != "" && !sections[n] {
					t.Errorf("%s names section %s of product.md, which is not there", path, n)
				}
			}
		}
		return nil
	})
	if err != nil || seen < 50 {
		t.Fatalf("%d references, %v", seen, err)
	}
}
