// Command fidelity holds the program's layout engine for HTML mails against a
// real browser, word by word. See README.md.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

const usage = `fidelity holds the layout engine against Chromium, word by word.

  fidelity compare  [flags] FILE...            positions, sizes and colours of all words
  fidelity golden   --out DIR [flags] FILE...  write Chromium's words as test data
  fidelity random   [flags]                    compare random documents
  fidelity reduce   [flags] FILE...            make a document that differs as small as possible
  fidelity pictures --out DIR [flags] FILE...  pictures of both sides

FILE is an HTML document or a mail (.eml). "fidelity COMMAND -h" lists the flags.`

// errShort says that everything was compared and too much differs.
var errShort = errors.New("the engine is not as near to Chromium as demanded")

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(code)
}

// run returns the exit code: 1 when pages differ, 2 when nothing could be said.
func run(ctx context.Context, arguments []string, out, log io.Writer) int {
	commands := map[string]func(context.Context, []string, io.Writer, io.Writer) error{
		"compare": runCompare, "golden": runGolden, "random": runRandom, "reduce": runReduce, "pictures": runPictures,
	}
	name := ""
	if len(arguments) > 0 {
		name = arguments[0]
	}
	command, known := commands[name]
	if !known {
		fmt.Fprintln(log, usage)
		return 2
	}
	err := command(ctx, arguments[1:], out, log)
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
		return 0
	case errors.Is(err, errShort):
		fmt.Fprintln(log, err)
		return 1
	}
	fmt.Fprintf(log, "fidelity %s: %v\n", name, err)
	return 2
}
