// Package phrases finds many phrases in a text in one pass over it (the automaton of Aho
// and Corasick). It knows no words: those are the lexicon's, a definition's or a
// signature's.
package phrases

import (
	"unicode"
	"unicode/utf8"
)

// Set is a set of phrases. It is not changed after New, so several goroutines may use it.
type Set struct {
	class   [256]uint8 // letters that no phrase has are all of class 0
	classes int
	next    []int32 // by state and class
	ends    []int32 // by state: the last of the phrases that end here, -1 for none
	link    []int32 // by phrase: another one that ends where it does, -1 for none
	shorter []int32 // by state: the nearest state of a shorter phrase that ends here, 0 for none
	first   []int32 // by state: itself where a phrase ends, else shorter
	length  []int
}

// New returns the set of the given phrases. Empty ones are never found. The case of ASCII
// letters does not count; other letters must have the same case in phrases and texts.
func New(list []string) *Set {
	s := &Set{classes: 1}
	for _, p := range list {
		for i := range len(p) {
			if c := lower(p[i]); s.class[c] == 0 {
				s.class[c] = uint8(s.classes) // fewer than 230: bytes of UTF-8 but for capital letters
				s.classes++
			}
		}
	}
	for c := 'A'; c <= 'Z'; c++ {
		s.class[c] = s.class[lower(byte(c))]
	}
	s.state()
	for n, p := range list {
		s.length = append(s.length, len(p))
		s.link = append(s.link, -1)
		if p == "" {
			continue
		}
		at := int32(0)
		for i := range len(p) {
			slot := int(at)*s.classes + int(s.class[p[i]])
			if s.next[slot] == 0 {
				made := s.state()
				s.next[slot] = made
			}
			at = s.next[slot]
		}
		s.link[n], s.ends[at] = s.ends[at], int32(n)
	}
	s.finish()
	s.first = make([]int32, len(s.ends))
	for at := range s.ends {
		if s.first[at] = s.shorter[at]; s.ends[at] >= 0 {
			s.first[at] = int32(at)
		}
	}
	return s
}

func lower(c byte) byte {
	if c >= 'A' && c <= 'Z' {
		c += 'a' - 'A'
	}
	return c
}

func (s *Set) state() int32 {
	s.next = append(s.next, make([]int32, s.classes)...)
	s.ends, s.shorter = append(s.ends, -1), append(s.shorter, 0)
	return int32(len(s.ends) - 1)
}

// finish leads every state on where its phrase does not, breadth first.
func (s *Set) finish() {
	back := make([]int32, len(s.ends))
	queue := make([]int32, 0, len(s.ends))
	for _, to := range s.next[:s.classes] {
		if to != 0 {
			queue = append(queue, to)
		}
	}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		if f := back[at]; s.ends[f] >= 0 {
			s.shorter[at] = f
		} else {
			s.shorter[at] = s.shorter[f]
		}
		for c := range s.classes {
			slot := int(at)*s.classes + c
			other := s.next[int(back[at])*s.classes+c]
			if to := s.next[slot]; to != 0 {
				back[to] = other
				queue = append(queue, to)
			} else {
				s.next[slot] = other
			}
		}
	}
}

// Find calls found with each phrase that stands in text, by its number in the list, and
// where it begins and ends, in the order of the ends, until found returns false.
func (s *Set) Find(text string, found func(phrase, from, to int) bool) {
	at, classes, next := 0, s.classes, s.next
	for i := range len(text) {
		at = int(next[at*classes+int(s.class[text[i]])])
		for e := s.first[at]; e != 0; e = s.shorter[e] {
			for p := s.ends[e]; p >= 0; p = s.link[p] {
				if !found(int(p), i+1-s.length[p], i+1) {
					return
				}
			}
		}
	}
}

// Begins reports whether no letter or digit stands before text[at:].
func Begins(text string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(text[:at])
	return at == 0 || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

// Ends reports whether no letter or digit stands at text[at:].
func Ends(text string, at int) bool {
	r, _ := utf8.DecodeRuneInString(text[at:])
	return at == len(text) || !unicode.IsLetter(r) && !unicode.IsDigit(r)
}
