package palette

import (
	"sort"
	"strings"
	"unicode"
)

// match returns how well a name fits what was typed: 0 not at all, more is
// better. The beginning of the name beats that of a word, a part of the name
// beats letters with others between.
func match(name, typed string) int {
	name, typed = strings.ToLower(name), strings.ToLower(strings.TrimSpace(typed))
	if fits := part(name, typed); fits > 0 {
		return fits
	}
	if initials(name, typed) {
		return 2
	}
	rest := []rune(typed)
	for _, r := range name {
		if len(rest) > 0 && (r == rest[0]) {
			rest = rest[1:]
		}
		for len(rest) > 0 && unicode.IsSpace(rest[0]) {
			rest = rest[1:]
		}
	}
	if len(rest) == 0 {
		return 1
	}
	return 0
}

// part returns how well a part of a text fits what was typed, 0 where there is none. Both
// are in lower case.
func part(name, typed string) int {
	if typed == "" {
		return 1
	}
	switch i := strings.Index(name, typed); {
	case i == 0:
		return 5
	case i > 0 && strings.Contains(name, " "+typed):
		return 4
	case i > 0:
		return 3
	}
	return 0
}

// fits returns how well a command or a place fits what was typed. There are thousands of
// places: they are found by parts of their names alone, every word of what was typed.
func fits(c *Command, typed string) int {
	if c.Kind == "" {
		return match(c.name, typed)
	}
	if typed == "" {
		return 1
	}
	if found := part(c.name, typed); found > 0 {
		return found
	}
	for word := range strings.FieldsSeq(typed) {
		if !strings.Contains(c.name, word) && !strings.Contains(c.also, word) {
			return 0
		}
	}
	return 2
}

// initials reports whether typed are the first letters of the words of name.
func initials(name, typed string) bool {
	var first strings.Builder
	for _, w := range strings.Fields(name) {
		for _, r := range w {
			first.WriteRune(r)
			break
		}
	}
	return strings.HasPrefix(first.String(), typed)
}

// filter returns the numbers of the commands that fit, best first, in their own
// order where they fit alike.
func filter(commands []Command, typed string) []int {
	var found []int
	score := make([]int, len(commands))
	typed = strings.ToLower(strings.TrimSpace(typed))
	for i := range commands {
		if score[i] = fits(&commands[i], typed); score[i] > 0 {
			found = append(found, i)
		}
	}
	sort.SliceStable(found, func(a, b int) bool { return score[found[a]] > score[found[b]] })
	return found
}
