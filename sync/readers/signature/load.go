package signature

import (
	"fmt"
	"io/fs"
	"regexp"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/pelletier/go-toml/v2"

	"runchecks/assets"
	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

// shortest is how many letters a mark has at least: a shorter one is a part of other names.
const shortest = 4

var domainForm = regexp.MustCompile(`^[a-z0-9-]+(?:\.[a-z0-9-]+)+$`)

type file struct {
	Product []struct {
		Name                    string
		Marks, Domains          []string
		Warning, Failed, Missed []string
	}
}

// Load reads and checks every *.toml file of a folder.
func Load(folder fs.FS) (*Set, error) {
	names, err := fs.Glob(folder, "*.toml")
	if err != nil {
		return nil, err
	}
	var products []Product
	for _, name := range names {
		text, err := fs.ReadFile(folder, name)
		if err != nil {
			return nil, err
		}
		var f file
		d := toml.NewDecoder(strings.NewReader(string(text)))
		d.DisallowUnknownFields()
		if err := d.Decode(&f); err != nil {
			return nil, fmt.Errorf("%s cannot be read: %w", name, err)
		}
		for _, x := range f.Product {
			p := Product{Name: x.Name, Marks: x.Marks, Domains: x.Domains, Means: map[domain.Status][]string{}}
			for status, list := range map[domain.Status][]string{domain.Warning: x.Warning, domain.Failed: x.Failed, domain.Missed: x.Missed} {
				for _, w := range list {
					p.Means[status] = append(p.Means[status], lexicon.Fold(w))
				}
			}
			products = append(products, p)
		}
	}
	if err := check(products); err != nil {
		return nil, err
	}
	return New(products), nil
}

// check says what is wrong with a list of products: one mark of two of them tells neither.
func check(products []Product) error {
	owner := map[string]string{}
	names := map[string]bool{}
	for _, p := range products {
		if p.Name == "" || names[p.Name] {
			return fmt.Errorf("the product %q has no name or stands twice", p.Name)
		}
		names[p.Name] = true
		if len(p.Marks)+len(p.Domains) == 0 {
			return fmt.Errorf("%s has neither marks nor domains", p.Name)
		}
		for _, m := range p.Marks {
			key := lexicon.Fold(m)
			if utf8.RuneCountInString(key) < shortest || key != strings.Join(strings.Fields(key), " ") {
				return fmt.Errorf("the mark %q of %s is too short or has odd blanks", m, p.Name)
			}
			if owner[key] != "" {
				return fmt.Errorf("the mark %q is one of %s and of %s", m, owner[key], p.Name)
			}
			owner[key] = p.Name
		}
		for _, d := range p.Domains {
			if !domainForm.MatchString(d) || owner["@"+d] != "" {
				return fmt.Errorf("the domain %q of %s is none or stands twice", d, p.Name)
			}
			owner["@"+d] = p.Name
		}
	}
	return nil
}

// Shipped returns the products of the program. They are part of it, so a fault in them is
// one of the build, which a test finds first.
var Shipped = sync.OnceValue(func() *Set {
	folder, err := assets.Signatures()
	if err != nil {
		panic(fmt.Sprintf("the signatures of products: %v", err))
	}
	s, err := Load(folder)
	if err != nil {
		panic(fmt.Sprintf("the signatures of products: %v", err))
	}
	return s
})
