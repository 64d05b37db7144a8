package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/judge"
)

// renderers is how many renderer processes run at once.
const renderers = 2

// widths is a flag: one or more page widths, 480,900,1300.
type widths []int

func (w *widths) String() string {
	return strings.Trim(strings.ReplaceAll(fmt.Sprint([]int(*w)), " ", ","), "[]")
}

func (w *widths) Set(text string) error {
	*w = nil
	for _, part := range strings.Split(text, ",") {
		width, err := strconv.Atoi(strings.TrimSpace(part))
		if err != nil || width < 100 || width > 4000 {
			return fmt.Errorf("%q is no width between 100 and 4000", part)
		}
		*w = append(*w, width)
	}
	return nil
}

func newFlags(name string, log io.Writer, widths *widths) *flag.FlagSet {
	flags := flag.NewFlagSet("fidelity "+name, flag.ContinueOnError)
	flags.SetOutput(log)
	flags.Var(widths, "width", "page widths in CSS pixels, separated by commas")
	return flags
}

// open starts both sides. The caller closes the browser.
func (e *engine) open(ctx context.Context) (*chromium.Browser, judge.Judge, error) {
	renderer, err := e.renderer()
	if err != nil {
		return nil, judge.Judge{}, err
	}
	browser, err := chromium.Open(ctx)
	if err != nil {
		return nil, judge.Judge{}, err
	}
	return browser, judge.Judge{Browser: browser, Renderer: renderer, Parallel: renderers}, nil
}

// shut adds what went wrong at closing to the error of a command.
func shut(browser *chromium.Browser, err *error) {
	*err = errors.Join(*err, browser.Close())
}
