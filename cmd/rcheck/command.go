package main

import (
	"cmp"
	"context"
	"flag"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
)

// command is one command of rcheck. Help, the check of what follows its words, and the
// test that drives every command are made from it.
type command struct {
	// words are what it is called by: "jobs", "account add".
	words string
	// former is what it was called by before, "" for nothing: it still is.
	former string
	// follows is what follows them, and is checked as it stands: a word each, "[...]"
	// for what may be left out, "..." for as many as one likes of the word before.
	follows string
	// about says what it does, in sentences; the first one stands in the list of commands.
	about string
	// example is a command line that shows what it is for, without the name of the program.
	example string
	// prints are the types of the lines that it prints with --json. docs/json.md is made of them.
	prints []any
	// begin declares the flags and returns what carries the command out.
	begin func(*flag.FlagSet) action
}

// action carries a command out; words are what is left beside the flags.
type action func(ctx context.Context, t *terminal, words []string) error

// group lists the commands whose first word is word.
func group(word string) (out []command) {
	for _, c := range commands {
		if first, _, _ := strings.Cut(c.words, " "); first == word {
			out = append(out, c)
		}
	}
	return out
}

// flagSet returns the command's flags with the action that reads them.
func (c command) flagSet() (*flag.FlagSet, action) {
	flags := flag.NewFlagSet(c.words, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.Usage = func() {}
	return flags, c.begin(flags)
}

// run carries the command out with the words that follow it.
func (c command) run(ctx context.Context, t *terminal, do action, words []string) error {
	if least, most := c.count(); len(words) < least || len(words) > most {
		near := ""
		if len(words) > 0 {
			near = meant(words[0], secondWords(c.words))
		}
		return usagef("%s: it takes %s; 'rcheck %s -h' says more.%s", c.words, cmp.Or(c.follows, "nothing but flags"), c.words, near)
	}
	t.command = c
	return do(ctx, t, words)
}

// many is more words than a command line has.
const many = 1 << 20

// count returns how many words may follow, from what is said of them.
func (c command) count() (least, most int) {
	for _, word := range strings.Fields(c.follows) {
		if strings.HasSuffix(strings.Trim(word, "[]"), "...") {
			most = many
			continue
		}
		if most < many {
			most++
		}
		if !strings.HasPrefix(word, "[") {
			least++
		}
	}
	return least, most
}

// help writes what the command does and what its flags mean.
func (c command) help() string {
	flags, _ := c.flagSet()
	var b strings.Builder
	fmt.Fprintf(&b, "rcheck %s", c.words)
	any := false
	flags.VisitAll(func(*flag.Flag) { any = true })
	if any {
		b.WriteString(" [flags]")
	}
	if c.follows != "" {
		b.WriteString(" " + c.follows)
	}
	b.WriteString("\n\n" + wrap(c.about, "", helpWidth) + "\n\nExample:\n  rcheck " + c.example + "\n")
	if any {
		b.WriteString("\nFlags:\n")
	}
	flags.VisitAll(func(f *flag.Flag) {
		value, about := flag.UnquoteUsage(f)
		b.WriteString("  --" + f.Name)
		if value != "" {
			b.WriteString(" " + value)
		}
		if shown := f.DefValue; shown != "" && shown != "false" && shown != "0" {
			about += " (default " + shown + ")"
		}
		b.WriteString("\n" + wrap(about, "        ", helpWidth) + "\n")
	})
	return b.String()
}

// helpWidth is how wide help is written.
const helpWidth = 96

// wrap breaks a text into lines of at most width characters, each behind indent. A line
// break in the text stays.
func wrap(text, indent string, width int) string {
	var lines []string
	for paragraph := range strings.SplitSeq(text, "\n") {
		line := indent
		for word := range strings.FieldsSeq(paragraph) {
			if line != indent && len(line)+1+len(word) > width {
				lines, line = append(lines, line), indent
			}
			if line != indent {
				line += " "
			}
			line += word
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

// listOf lists commands, each with its first sentence.
func listOf(list []command) string {
	var b strings.Builder
	for _, c := range list {
		head := "  " + strings.TrimSpace(c.words+" "+c.follows)
		first := firstSentence(c.about)
		if len(head) > listColumn-2 {
			b.WriteString(head + "\n")
			head = ""
		}
		about := wrap(first, strings.Repeat(" ", listColumn), helpWidth)
		b.WriteString(head + about[len(head):] + "\n")
	}
	return b.String()
}

// firstSentence is what stands of a command in lists.
func firstSentence(about string) string {
	first, _, _ := strings.Cut(about, ". ")
	return strings.TrimSuffix(first, ".")
}

// listColumn is where the sentences of the list of commands begin.
const listColumn = 34

// overview is what "rcheck help" says.
func overview() string {
	return "rcheck: Run Checks in a terminal\n\n" +
		"  rcheck COMMAND [WORDS] [FLAGS]\n\n" +
		listOf(commands) + "\nFlags of every command:\n" + globalHelp() + "\n" +
		"'rcheck COMMAND -h' says what a command takes, with an example. Flags may stand anywhere.\n" +
		"With --json every line is one JSON value: docs/json.md. A profile that is not there is refused:\n" +
		"adding the first account makes it, and so does --create.\n" +
		"A DATE is 2026-11-23, today, yesterday, -3d or +7d.\n\n" + exitCodes
}

// exitCodes are documented here, and in docs/terminal.md.
const exitCodes = `Exit codes:
    0  good
    1  something failed
    2  wrong usage
    3  something waits (jobs --exit-code, status --exit-code)
    4  sync: some accounts failed, others did not
  130  interrupted
`

// numbers reads words that are ids.
func numbers(command string, words []string, what string) ([]int64, error) {
	var ids []int64
	for _, word := range words {
		id, err := strconv.ParseInt(word, 10, 64)
		if err != nil || id < 1 {
			return nil, usagef("%s: %q is not the number of a %s", command, word, what)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// number reads the one word that is an id.
func number(command string, words []string, what string) (int64, error) {
	ids, err := numbers(command, words, what)
	if err != nil {
		return 0, err
	}
	return ids[0], nil
}

// choice reads a word that is one of some.
func choice[T ~string](command, flag, word string, of ...T) (T, error) {
	if slices.Contains(of, T(word)) {
		return T(word), nil
	}
	var names []string
	for _, o := range of {
		names = append(names, string(o))
	}
	return "", usagef("%s: --%s is %s or %s, not %q", command, flag, strings.Join(names[:len(names)-1], ", "), names[len(names)-1], word)
}
