// Package signature tells the product of a report that no reader knows, by marks that are
// data (assets/signatures): the sender, the subject, a footer, the value under "Product".
// A mark gives a name and nothing else, as anybody can write one; where marks of two kinds
// agree, words that this product means more gravely than others count too. Nothing is ever
// made better by a signature.
package signature

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/phrases"
)

// Product is one product and how it signs its mails.
type Product struct {
	Name    string
	Marks   []string // phrases
	Domains []string // of sender's addresses
	// Means are phrases that this product means more gravely than others do, as
	// lexicon.Fold writes them.
	Means map[domain.Status][]string
}

// Set is all products. It is not changed after New, so several goroutines may use it.
type Set struct {
	products []Product
	marks    *phrases.Set
	of       []int // the product of each mark
	domains  map[string]int
}

// kind is where a mark stands.
type kind uint8

const (
	inFooter kind = 1 << iota
	inSubject
	inLabel
	inSender
	inAddress
)

// New makes a set of products, which Load has checked.
func New(products []Product) *Set {
	s := &Set{products: products, domains: map[string]int{}}
	var list []string
	for n, p := range products {
		for _, m := range p.Marks {
			list, s.of = append(list, lexicon.Fold(m)), append(s.of, n)
		}
		for _, d := range p.Domains {
			s.domains[d] = n
		}
	}
	s.marks = phrases.New(list)
	return s
}

// The lines of a body in which a product signs: the first and the last ones.
const (
	firstLines = 8
	lastLines  = 20
	maxLine    = 300
)

// Of returns the product that signed a mail, nil where nothing tells it or two products
// are told equally well, and how many kinds of marks agree.
func (s *Set) Of(m *message.Message) (*Product, int) {
	var signed []sign
	note := func(product int, mark string, k kind) {
		for i := range signed {
			if x := &signed[i]; x.product == product {
				x.kinds |= k
				if len(mark) > len(x.mark) {
					x.mark = mark
				}
				return
			}
		}
		signed = append(signed, sign{product, k, mark})
	}
	if _, host, ok := strings.Cut(m.FromAddress, "@"); ok {
		for host = strings.ToLower(host); host != ""; {
			if n, ok := s.domains[host]; ok {
				note(n, "", inAddress)
				break
			}
			_, host, _ = strings.Cut(host, ".")
		}
	}
	name, _, _ := strings.Cut(m.From, "<")
	s.find(name, false, func(n int, mark string) { note(n, mark, inSender) })
	s.find(m.BareSubject(), false, func(n int, mark string) { note(n, mark, inSubject) })
	lines := m.Lines()
	for i, l := range lines {
		if i >= firstLines && i < len(lines)-lastLines || len(l) > maxLine || l == "" {
			continue
		}
		k := inFooter
		if value, ok := productOf(l); ok {
			l, k = value, inLabel
		}
		s.find(l, k == inFooter, func(n int, mark string) { note(n, mark, k) })
	}
	return s.best(refined(signed))
}

// Words returns the words of the mark by which a text names the one product that it names, in
// lower case; nil where it names none or several.
func (s *Set) Words(text string) []string {
	of, longest := -1, ""
	several := false
	s.find(text, false, func(n int, mark string) {
		several = several || of >= 0 && n != of
		if of = n; len(mark) > len(longest) {
			longest = mark
		}
	})
	if several {
		return nil
	}
	return strings.FieldsFunc(longest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sign is what tells one product.
type sign struct {
	product int
	kinds   kind
	mark    string // the longest one
}

// refined takes out products of whose names others are the longer ones, and gives these
// their marks: "Veeam Backup" signs for "Veeam Backup & Replication", too.
func refined(list []sign) []sign {
	var out []sign
	for i, a := range list {
		longer := -1
		for k, b := range list {
			if k != i && a.mark != "" && len(b.mark) > len(a.mark) && strings.HasPrefix(b.mark, a.mark) {
				longer = k
			}
		}
		if longer < 0 {
			out = append(out, a)
		} else {
			list[longer].kinds |= a.kinds
			for k := range out {
				if out[k].product == list[longer].product {
					out[k].kinds |= a.kinds
				}
			}
		}
	}
	return out
}

// best returns the product with the most kinds of marks, then the strongest kind, then the
// longest mark; none where two have the same.
func (s *Set) best(list []sign) (*Product, int) {
	best, tied := -1, false
	for i := range list {
		switch {
		case best < 0 || list[i].weight() > list[best].weight():
			best, tied = i, false
		case list[i].weight() == list[best].weight():
			tied = true
		}
	}
	if best < 0 || tied {
		return nil, 0
	}
	return &s.products[list[best].product], list[best].agree()
}

func (x sign) agree() (n int) {
	for k := x.kinds; k != 0; k &= k - 1 {
		n++
	}
	return n
}

func (x sign) weight() int { return x.agree()<<20 | int(x.kinds)<<12 | min(len(x.mark), 1<<12-1) }

// find calls with the product of each mark in a text. A footer begins with the mark or has
// it behind a word such as "by": what a sentence mentions is no signature.
func (s *Set) find(text string, footer bool, found func(product int, mark string)) {
	if !ascii(text) || strings.IndexByte(text, '`') >= 0 { // else its case does not matter to Find
		text = lexicon.Fold(text)
	}
	type hit struct{ product, from, to int }
	var hits []hit
	s.marks.Find(text, func(n, from, to int) bool {
		if !phrases.Ends(text, to) || footer && !signs(text[:from]) {
			return true
		}
		if to < len(text) && (text[to] == '-' || text[to] == '.' || text[to] == '_') && to+1 < len(text) && text[to+1] > ' ' {
			return true // a host, a file
		}
		for _, h := range hits {
			if h.from == from && h.to > to {
				return true // a part of a longer name
			}
		}
		hits = slices.DeleteFunc(hits, func(h hit) bool { return h.from == from })
		hits = append(hits, hit{s.of[n], from, to})
		return true
	})
	for _, h := range hits {
		found(h.product, lexicon.Fold(text[h.from:h.to]))
	}
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

var before = map[string]bool{
	"by": true, "from": true, "with": true, "via": true, "using": true, "durch": true, "von": true, "mit": true, "par": true,
	"avec": true, "de": true, "da": true,
	"con": true, "por": true, "door": true, "met": true, "av": true, "af": true, "the": true, "your": true, "version": true,
	"©": true, "(c)": true,
}

// signs reports whether what stands before a mark in a footer leaves it a signature.
func signs(text string) bool {
	text = strings.TrimRightFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '©' && r != ')' })
	if text == "" {
		return true
	}
	words := strings.Fields(text)
	return len(words) <= 12 && before[strings.ToLower(strings.Trim(words[len(words)-1], ":,.*[]"))]
}

var productLabels = map[string]bool{
	"product": true, "produkt": true, "produit": true, "producto": true, "prodotto": true, "produto": true, "software": true,
	"application": true, "program": true,
	"programm": true, "app name": true, "backup software": true, "product name": true, "x-mailer": true,
}

// productOf returns the value of a line that names a product.
func productOf(line string) (string, bool) {
	key, value, ok := strings.Cut(line, ":")
	if !ok || len(key) > 30 || !productLabels[strings.TrimSpace(lexicon.Fold(key))] {
		return "", false
	}
	return value, true
}

// Apply names the product of results that say no other than "Other", and counts its own
// words where marks of two kinds agree. No status becomes better.
func (s *Set) Apply(results []domain.Result, m *message.Message, other string) {
	var p *Product
	agree, asked := 0, false
	for i := range results {
		r := &results[i]
		if r.Product != other {
			continue
		}
		if !asked {
			p, agree = s.Of(m)
			asked = true
		}
		if p == nil {
			return
		}
		r.Product = p.Name
		if agree < 2 || r.Kind == domain.KindInformation {
			continue
		}
		if status, words, where := p.means(m, r); status > r.Status {
			if r.Stated == 0 {
				r.Stated = r.Status
			}
			r.Status, r.Evidence = status, domain.Evidence{Words: words, Where: where}
		}
	}
}

// means returns the gravest meaning of the product's own words in the subject and in what
// gave the result its status.
func (p *Product) means(m *message.Message, r *domain.Result) (worst domain.Status, words, where string) {
	for status, list := range p.Means {
		for _, phrase := range list {
			for _, text := range []struct{ text, where string }{{m.BareSubject(), "subject"}, {r.Evidence.Words, r.Evidence.Where}} {
				if status > worst && strings.Contains(lexicon.Fold(text.text), phrase) {
					worst, words, where = status, phrase, text.where
				}
			}
		}
	}
	return worst, words, where
}
