package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// relative is a date that a command line would take for a flag.
var relative = regexp.MustCompile(`^-\d{1,5}d$`)

// respell writes a command line as cobra reads it: "-3d" is a date and no flag; and what
// version 0.1 also took, a long name behind one dash, is taken for one version more, with a
// word about it.
func (t *terminal) respell(args []string) []string {
	out := slices.Clone(args)
	var known []string
	for i, arg := range out {
		if arg == "--" || arg == cobra.ShellCompRequestCmd || arg == cobra.ShellCompNoDescRequestCmd {
			break
		}
		if relative.MatchString(arg) {
			out[i] = "today" + arg
			continue
		}
		if len(arg) < 3 || arg[0] != '-' || arg[1] == '-' {
			continue
		}
		if known == nil {
			known = flagNames(t.tree())
		}
		if name, _, _ := strings.Cut(arg[1:], "="); slices.Contains(known, name) {
			_, _ = fmt.Fprintf(t.err, "rcheck: -%s is spelled --%s; the next version takes nothing else\n", name, name)
			out[i] = "-" + arg
		}
	}
	return out
}

// flagNames are the long names of all flags.
func flagNames(c *cobra.Command) (names []string) {
	add := func(f *pflag.Flag) { names = append(names, f.Name) }
	c.PersistentFlags().VisitAll(add)
	c.Flags().VisitAll(add)
	for _, below := range c.Commands() {
		names = append(names, flagNames(below)...)
	}
	return names
}

// firstWords are the first words of all commands.
func firstWords() (words []string) {
	for _, c := range commands {
		if first, _, _ := strings.Cut(c.words, " "); !slices.Contains(words, first) {
			words = append(words, first)
		}
	}
	return words
}

// secondWords are the second words of the commands that begin with first.
func secondWords(first string) (words []string) {
	for _, c := range commands {
		if second, ok := strings.CutPrefix(c.words, first+" "); ok {
			words = append(words, second)
		}
	}
	return words
}

// meant asks whether somebody meant another word than the one that they wrote; "" where
// nothing is near.
func meant(word string, known []string) string {
	best, least := "", 1+min(2, len(word)/3)
	for _, k := range known {
		d := distance(word, k)
		if d < least || len(word) > 2 && best == "" && strings.HasPrefix(k, word) {
			best, least = k, d
		}
	}
	if best == "" {
		return ""
	}
	return fmt.Sprintf(" Did you mean %q?", best)
}

// distance counts the letters that are put in, left out, changed or swapped between two words.
func distance(a, b string) int {
	before, row := []int(nil), make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		next := make([]int, len(b)+1)
		next[0] = i + 1
		for j := range len(b) {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			next[j+1] = min(row[j+1]+1, next[j]+1, row[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				next[j+1] = min(next[j+1], before[j-1]+1)
			}
		}
		before, row = row, next
	}
	return row[len(b)]
}
