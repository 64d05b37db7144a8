package main

import (
	"context"
	"fmt"
	"io"

	"runchecks/tools/fidelity/compare"
	"runchecks/tools/fidelity/judge"
)

// runCompare compares files and prints a table.
func runCompare(ctx context.Context, arguments []string, out, log io.Writer) (err error) {
	widths := widths{900}
	var engine engine
	flags := newFlags("compare", log, &widths)
	engine.register(flags)
	need := flags.Float64("need", 0, "percentage of words that must be right in every document")
	worst := flags.Int("worst", 4, "wrong words to list for each document")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	documents, err := readDocuments(flags.Args(), false)
	if err != nil {
		return err
	}
	browser, both, err := engine.open(ctx)
	if err != nil {
		return err
	}
	defer shut(browser, &err)
	var verdicts []judge.Verdict
	for _, width := range widths {
		some, err := both.Compare(ctx, documents, width)
		if err != nil {
			return err
		}
		verdicts = append(verdicts, some...)
	}
	if err := printTable(out, verdicts); err != nil {
		return err
	}
	for _, verdict := range verdicts {
		printWorst(out, verdict, *worst)
	}
	printSum(out, verdicts)
	return demand(verdicts, *need)
}

// demand fails for a document that was not laid out, whatever share is enough.
func demand(verdicts []judge.Verdict, need float64) error {
	short := 0
	for _, v := range verdicts {
		if v.Err != nil || compare.Share(v.Result.Right, v.Result.Total) < need {
			short++
		}
	}
	if short > 0 {
		return fmt.Errorf("%w: %d of %d pages have less than %g %% of their words right or were not laid out",
			errShort, short, len(verdicts), need)
	}
	return nil
}
