package lexicon

import (
	"fmt"
	"strings"
	"sync"
)

// lists is the section of words of which only whether they are in it matters.
const lists = "list"

// List returns a list of words of all languages by its name, as Fold writes them: what a
// rule of a reader looks for which is no class of words, such as the names of customers'
// labels. A name that no file has is a fault of the program.
func (l *Lexicon) List(name string) map[string]bool {
	words, ok := l.lists[name]
	if !ok {
		panic(fmt.Sprintf("no file has the list of words %q", name))
	}
	return words
}

// Listed returns a function that reports whether a word, as Fold writes it, is in a list of
// the program's words. They are read when it is called first.
func Listed(name string) func(word string) bool {
	words := sync.OnceValue(func() map[string]bool { return Shipped().List(name) })
	return func(word string) bool { return words()[word] }
}

// ListedText returns a function that reports whether a text, folded, is in a list of the
// program's words. No text is made where that is plain ASCII.
func ListedText(name string) func(text string) bool {
	words := sync.OnceValue(func() map[string]bool { return Shipped().List(name) })
	return func(text string) bool {
		var room [64]byte
		if len(text) > len(room) || !plain(text) {
			return words()[Fold(text)]
		}
		for i := range len(text) {
			room[i] = text[i]
			if c := text[i]; c >= 'A' && c <= 'Z' {
				room[i] += 'a' - 'A'
			}
		}
		return words()[string(room[:len(text)])]
	}
}

// list adds the words of a list. Lists come with the program: a word in one may take away
// what another says.
func (f *file) list(name, value string, at int) {
	if f.b.own {
		f.fault(at, "Lists of words come with the program.")
		return
	}
	words := f.b.l.lists[name]
	if words == nil {
		words = map[string]bool{}
		f.b.l.lists[name] = words
	}
	for raw := range strings.SplitSeq(value, "|") {
		word := strings.Join(strings.Fields(Fold(raw)), " ")
		switch {
		case word == "":
			f.fault(at, fmt.Sprintf("The list %s has an empty word; take out one of the |.", name))
		case words[word]:
			f.fault(at, fmt.Sprintf("The list %s has %q twice.", name, word))
		}
		words[word] = true
	}
}
