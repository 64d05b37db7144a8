package help

import (
	"strings"
	"testing"
)

func TestEveryPageIsShownAndItsLinksLeadToPagesThatAreThere(t *testing.T) {
	all, err := Pages()
	if err != nil || len(all) < 25 || all[0].Name != First {
		t.Fatalf("%d pages, %v", len(all), err)
	}
	known := map[string]bool{}
	for _, p := range all {
		known[p.Name] = true
	}
	followed := 0
	for _, p := range all {
		page, err := p.HTML()
		if err != nil || p.Title == "" || strings.Contains(p.Title, "\n") || !strings.Contains(page, "<h1") ||
			strings.Contains(page, "<img") {
			t.Errorf("%s: %q, %v", p.Name, p.Title, err)
		}
		for _, found := range links.FindAllStringSubmatch(page, -1) {
			if name := PageOf(found[1]); name != "" {
				followed++
				if !known[name] {
					t.Errorf("%s leads to %s", p.Name, name)
				}
			} else if !strings.Contains(found[1], "://") {
				t.Errorf("%s leads to %q", p.Name, found[1])
			}
		}
	}
	if followed < 60 {
		t.Errorf("only %d links", followed)
	}
}

func TestATableOfAPageIsATable(t *testing.T) {
	p := Page{Name: "keys.md", text: "# T\n\n| a | b |\n| --- | --- |\n| `c` | [d](keys.md#x) |\n\n![what it shows](pictures/a.png)\n"}
	page, err := p.HTML()
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"<table>", "<code>c</code>", `href="` + pageHost + `keys.md"`, "<em>what it shows</em>"} {
		if !strings.Contains(page, want) {
			t.Errorf("no %s in\n%s", want, page)
		}
	}
}

func TestASearchFindsThePagesThatSayAllWords(t *testing.T) {
	all, err := Pages()
	if err != nil {
		t.Fatal(err)
	}
	for search, want := range map[string]string{"no page says THIS word zyzzyva": "", "KEEP.HISTORY": "retention.md"} {
		hits, wanted := 0, want != ""
		for i := range all {
			if all[i].Has(search) {
				hits++
				if all[i].Name == want {
					want = ""
				}
			}
		}
		if want != "" || wanted != (hits > 0) || hits > len(all)/2 {
			t.Errorf("%q: %d pages, %s is missing", search, hits, want)
		}
	}
}
