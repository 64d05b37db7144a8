// Package help is what the window says of itself: its pages, which are those of the folder docs,
// and what a person sends who reports a problem.
package help

import (
	"bytes"
	"html"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"runchecks/docs"
	"runchecks/domain"
)

// First is the page that is shown first: the list of all.
const First = docs.First

// pageHost stands before the name of a page where one page leads to another: no report could lead
// here, since its links are those of a mail, and nobody can own the name (RFC 2606).
const pageHost = "https://help.invalid/"

// Page is one page of the help.
type Page struct {
	Name  string // of its file
	Title string
	text  string
	fold  string
}

// Pages returns all pages in the order in which the first one names them; what it does not name
// comes last, by name.
func Pages() ([]Page, error) {
	names, err := fs.Glob(docs.Pages, "*.md")
	if err != nil {
		return nil, err
	}
	first, err := fs.ReadFile(docs.Pages, First)
	if err != nil {
		return nil, err
	}
	place := func(name string) int {
		if name == First {
			return -1
		}
		if at := bytes.Index(first, []byte("("+name+")")); at >= 0 {
			return at
		}
		return len(first)
	}
	slices.SortStableFunc(names, func(a, b string) int { return place(a) - place(b) })
	out := make([]Page, 0, len(names))
	for _, name := range names {
		raw, err := fs.ReadFile(docs.Pages, name)
		if err != nil {
			return nil, err
		}
		text := string(raw)
		title, _, _ := strings.Cut(strings.TrimPrefix(text, "# "), "\n")
		out = append(out, Page{name, strings.TrimSpace(title), text, domain.Fold(text)})
	}
	return out, nil
}

// Has reports whether a page says every word of a search, each whole or in part.
func (p *Page) Has(search string) bool {
	for word := range strings.FieldsSeq(domain.Fold(search)) {
		if !strings.Contains(p.fold, word) {
			return false
		}
	}
	return true
}

// pictures are shown by their words: the pages are read without their files.
var pictures = regexp.MustCompile(`!\[([^\]]*)\]\([^)]*\)`)

// links are those from page to page, and those that lead out of the folder.
var links = regexp.MustCompile(`href="([^"]*)"`)

const style = `<style>body{font-family:sans-serif;font-size:14px;line-height:1.45;padding:8px 14px;max-width:860px}
h1{font-size:21px}h2{font-size:17px}h3{font-size:15px}code,pre{font-family:monospace;background:#f1f3f5}pre{padding:8px}
table{border-collapse:collapse}td,th{border:1px solid #cfd4da;padding:4px 8px;text-align:left;vertical-align:top}</style>`

// HTML returns a page as it is shown. Its links lead to other pages, or to the net.
func (p *Page) HTML() (string, error) {
	var b bytes.Buffer
	b.WriteString(style)
	md := goldmark.New(goldmark.WithExtensions(extension.Table))
	if err := md.Convert([]byte(pictures.ReplaceAllString(p.text, "*$1*")), &b); err != nil {
		return "", err
	}
	return links.ReplaceAllStringFunc(b.String(), func(found string) string {
		to := html.UnescapeString(links.FindStringSubmatch(found)[1])
		switch name, _, _ := strings.Cut(to, "#"); {
		case strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:"):
			return found
		case name == "":
			return `href="` + pageHost + p.Name + `"`
		case path.Ext(name) == ".md" && !strings.Contains(name, "/"):
			return `href="` + pageHost + name + `"`
		}
		return "" // a file that only the source has
	}), nil
}

// PageOf returns the page that a link leads to, "" where it leads elsewhere.
func PageOf(link string) string {
	name, found := strings.CutPrefix(link, pageHost)
	if !found {
		return ""
	}
	name, _, _ = strings.Cut(name, "#")
	return name
}
