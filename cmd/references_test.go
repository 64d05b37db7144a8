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
	// wrapped is where a comment goes on in its next line.
	wrapped = regexp.MustCompile(`\n[ \t]*// ?`)
	// document is a page that a comment names, with what it says of its place there.
	document = regexp.MustCompile(`\b([A-Za-z][\w-]*)\.md\b(?:, (sections? [\d.]+(?: and [\d.]+)?|the way of an? \w+))?`)
	number   = regexp.MustCompile(`\d+(?:\.\d+)?`)
	heading  = regexp.MustCompile(`(?m)^#{2,3} (.*)$`)
	item     = regexp.MustCompile(`(?m)^(\d+)\. `)
)

// pages are where a comment's page may lie: it is named without its folder.
var pages = []string{"docs/design", "docs", "."}

// places are what a page can be asked for: "6" and "6.12" (a heading of that number, or
// an item of the list in that section), and the words of its headings in lower case.
func places(text string) map[string]bool {
	found := map[string]bool{}
	heads := heading.FindAllStringSubmatchIndex(text, -1)
	for i, h := range heads {
		title := text[h[2]:h[3]]
		found[strings.ToLower(title)] = true
		n := number.FindString(title)
		if n == "" || !strings.HasPrefix(title, n) {
			continue
		}
		found[n] = true
		end := len(text)
		if i+1 < len(heads) {
			end = heads[i+1][0]
		}
		for _, g := range item.FindAllStringSubmatch(text[h[1]:end], -1) {
			found[n+"."+g[1]] = true
		}
	}
	return found
}

// A comment that names a page names one of this repository, and a place that is there.
func TestEveryReferenceToADocumentResolves(t *testing.T) {
	known := map[string]map[string]bool{}
	read := func(name string) (map[string]bool, bool) {
		if p, ok := known[name]; ok {
			return p, p != nil
		}
		known[name] = nil
		for _, folder := range pages {
			if text, err := os.ReadFile(filepath.Join("..", folder, name+".md")); err == nil {
				known[name] = places(string(text))
				break
			}
		}
		return known[name], known[name] != nil
	}
	seen := 0
	err := filepath.WalkDir("..", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() || !strings.HasSuffix(path, ".go") || filepath.Base(path) == "references_test.go" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, g := range document.FindAllStringSubmatch(wrapped.ReplaceAllString(string(text), " "), -1) {
			page, ok := read(g[1])
			if !ok && fileBeside(path, g[1]+".md") {
				continue
			}
			if seen++; !ok {
				t.Errorf("%s names %s.md, which is not in docs", path, g[1])
				continue
			}
			if words := strings.TrimPrefix(g[2], ", "); strings.HasPrefix(words, "the ") && !page[words] {
				t.Errorf("%s names %q of %s.md, which is not there", path, words, g[1])
			}
			for _, n := range number.FindAllString(g[2], -1) {
				if !page[n] {
					t.Errorf("%s names section %s of %s.md, which is not there", path, n, g[1])
				}
			}
		}
		return nil
	})
	if err != nil || seen < 100 {
		t.Fatalf("%d references, %v", seen, err)
	}
}

// fileBeside says whether a page lies beside the file that names it, or in its testdata.
func fileBeside(path, name string) bool {
	for _, folder := range []string{".", "testdata"} {
		if _, err := os.Stat(filepath.Join(filepath.Dir(path), folder, name)); err == nil {
			return true
		}
	}
	return false
}
