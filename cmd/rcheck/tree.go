package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"runchecks/cmd/internal/workspace"
)

// profileVariable names the profile where no flag does.
const profileVariable = "RCHECK_PROFILE"

// tree is the table of commands as cobra has it, which finds the command of a line, its flags
// wherever they stand, and what a shell may complete.
func (t *terminal) tree() *cobra.Command {
	root := &cobra.Command{
		Use: "rcheck", Short: "Run Checks in a terminal", SilenceErrors: true, SilenceUsage: true, Args: cobra.ArbitraryArgs,
		CompletionOptions: cobra.CompletionOptions{DisableDefaultCmd: true}, DisableAutoGenTag: true,
	}
	g := t.globals(root.PersistentFlags())
	root.SetFlagErrorFunc(wrongFlag)
	root.SetHelpFunc(func(c *cobra.Command, _ []string) { _, _ = io.WriteString(t.out, helpFor(c)) })
	root.SetHelpCommand(&cobra.Command{Use: "help [COMMAND]", Short: "What a command does", Args: cobra.ArbitraryArgs,
		RunE: func(_ *cobra.Command, words []string) error { return t.help(root, words) }})
	root.RunE = t.instead(g, func(_ *cobra.Command, words []string) error {
		if len(words) > 0 {
			return usagef("there is no command %q; 'rcheck help' lists them.%s", words[0], meant(words[0], firstWords()))
		}
		_, _ = io.WriteString(t.faults, overview())
		return errNothingAsked
	})
	groups := map[string]*cobra.Command{}
	for _, c := range commands {
		first, second, two := strings.Cut(c.words, " ")
		parent := root
		if two {
			if parent = groups[first]; parent == nil {
				parent = t.groupOf(g, first)
				groups[first] = parent
				root.AddCommand(parent)
			}
			first = second
		}
		made := t.cobra(g, c, first)
		if known := groups[c.words]; known != nil { // "ticket", after "ticket new"
			root.RemoveCommand(known)
			made.AddCommand(known.Commands()...)
		}
		if !two {
			groups[c.words] = made
		}
		parent.AddCommand(made)
	}
	return root
}

// errNothingAsked ends a command line without a command, whose overview was written.
var errNothingAsked = usageError{"say a command"}

// cobra is one command of the table.
func (t *terminal) cobra(g *globals, c command, word string) *cobra.Command {
	flags, do := c.flagSet()
	made := &cobra.Command{
		Use: strings.TrimSpace(word + " " + c.follows), Short: firstSentence(c.about), Long: c.about, Example: "rcheck " + c.example,
		Args: cobra.ArbitraryArgs, DisableFlagsInUseLine: true, DisableAutoGenTag: true,
		RunE: t.instead(g, func(cmd *cobra.Command, words []string) error { return c.run(cmd.Context(), t, do, words) }),
	}
	if c.former != "" {
		made.Aliases = []string{c.former}
	}
	if !strings.Contains(c.follows, "FILE") && !strings.Contains(c.follows, ".eml") {
		made.ValidArgsFunction = cobra.NoFileCompletions
	}
	if strings.Contains(strings.Trim(c.follows, "[]"), "|") && !strings.Contains(c.follows, " ") {
		made.ValidArgs, made.ValidArgsFunction = strings.Split(strings.Trim(c.follows, "[]"), "|"), nil
	}
	flags.VisitAll(func(f *flag.Flag) { addFlag(made.Flags(), flags, f) })
	return made
}

// groupOf is the first word of commands that is none itself: "account".
func (t *terminal) groupOf(g *globals, first string) *cobra.Command {
	return &cobra.Command{
		Use: first, Short: "Commands of " + first, Args: cobra.ArbitraryArgs, DisableAutoGenTag: true,
		RunE: t.instead(g, func(_ *cobra.Command, given []string) error {
			words, near := secondWords(first), ""
			if len(given) > 0 {
				near = meant(given[0], words)
			}
			return usagef("%s: say %s or %s.%s", first, strings.Join(words[:len(words)-1], ", "), words[len(words)-1], near)
		}),
	}
}

// globals are the flags of every command that are no part of a terminal.
type globals struct{ version, files bool }

// globalFlags are the flags of every command, in the order of the help.
func (t *terminal) globals(f *pflag.FlagSet) *globals {
	g := &globals{}
	f.SortFlags = false
	f.StringVar(&t.profile, "profile", "", "`folder` of the profile; without it "+profileVariable+", else your own")
	f.BoolVar(&t.create, "create", false, "make the profile where there is none")
	f.BoolVar(&t.demo, "demo", false, "simulated servers, in a profile that is thrown away unless --profile names one")
	f.BoolVar(&t.json, "json", false, "one JSON value a line; an error is one on standard error")
	f.BoolVarP(&t.quiet, "quiet", "q", false, "nothing but errors on standard error")
	f.BoolVarP(&t.verbose, "verbose", "v", false, "what happens, on standard error")
	f.StringVar(&t.now, "now", "", "`time` (RFC 3339) to look with; outside of --demo nothing can be decided with it")
	f.BoolVar(&g.files, "files", false, "say where the database, its copies, logs and cache of the profile are, and end")
	f.BoolVar(&g.version, "version", false, "say which version this is, and end")
	f.BoolP("help", "h", false, "say what a command takes, with an example")
	return g
}

// globalHelp lists the flags of every command.
func globalHelp() string {
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	(&terminal{}).globals(flags)
	var b strings.Builder
	flags.VisitAll(func(f *pflag.Flag) {
		value, about := pflag.UnquoteUsage(f)
		head := "  --" + f.Name
		if f.Shorthand != "" {
			head = "  -" + f.Shorthand + ", --" + f.Name
		}
		head += " " + value
		about = wrap(about, strings.Repeat(" ", globalColumn), helpWidth)
		b.WriteString(fmt.Sprintf("%-*s", globalColumn, head) + about[globalColumn:] + "\n")
	})
	return b.String()
}

// globalColumn is where the sentences of the flags of every command begin.
const globalColumn = 20

// instead carries a command out once the flags of every command are obeyed, of which some ask
// for something else.
func (t *terminal) instead(g *globals, do func(*cobra.Command, []string) error) func(*cobra.Command, []string) error {
	return func(c *cobra.Command, words []string) error {
		if t.profile == "" && !t.demo {
			t.profile = os.Getenv(profileVariable)
		}
		switch {
		case t.quiet && t.verbose:
			return usagef("--quiet and --verbose exclude each other")
		case g.version:
			b := workspace.Version()
			return t.print(b, b.Text("rcheck"))
		case g.files:
			return t.files()
		}
		if t.quiet {
			t.err = io.Discard
		}
		return do(c, words)
	}
}

// help answers "rcheck help" with what follows it.
func (t *terminal) help(root *cobra.Command, words []string) error {
	found, rest, err := root.Find(words)
	if err != nil || len(rest) > 0 {
		return usagef("there is no command %q; 'rcheck help' lists them.%s", strings.Join(words, " "), meant(words[0], firstWords()))
	}
	_, err = io.WriteString(t.out, helpFor(found))
	return err
}

// helpFor is the help of a command, of the commands of one first word, or of all.
func helpFor(found *cobra.Command) string {
	words := strings.TrimPrefix(strings.TrimPrefix(found.CommandPath(), "rcheck"), " ")
	if words == "" {
		return overview()
	}
	for _, c := range commands {
		if c.words == words {
			return c.help()
		}
	}
	if list := group(words); len(list) > 0 {
		return listOf(list)
	}
	return overview()
}

// wrongFlag words what is wrong with a flag.
func wrongFlag(c *cobra.Command, err error) error {
	if errors.Is(err, pflag.ErrHelp) {
		return err
	}
	about := strings.TrimPrefix(strings.TrimPrefix(c.CommandPath(), "rcheck"), " ")
	if about != "" {
		about += ": "
	}
	var unknown *pflag.NotExistError
	if errors.As(err, &unknown) {
		var names []string
		c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		name := unknown.GetSpecifiedName()
		if name != "" {
			return usagef("%sthere is no flag --%s.%s", about, name, meant(name, names))
		}
	}
	return usageError{about + err.Error()}
}

// goFlag is a flag of the standard library in cobra's hands: the command that declared it sees
// that it was given.
type goFlag struct {
	set  *flag.FlagSet
	flag *flag.Flag
	kind string
}

func addFlag(to *pflag.FlagSet, set *flag.FlagSet, f *flag.Flag) {
	value := goFlag{set, f, "string"}
	b, ok := f.Value.(interface{ IsBoolFlag() bool })
	if ok && b.IsBoolFlag() {
		value.kind = "bool"
	}
	added := to.VarPF(value, f.Name, "", f.Usage)
	if value.kind == "bool" {
		added.NoOptDefVal = "true"
	}
}

func (v goFlag) String() string        { return v.flag.Value.String() }
func (v goFlag) Set(text string) error { return v.set.Set(v.flag.Name, text) }
func (v goFlag) Type() string          { return v.kind }
