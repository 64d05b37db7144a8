package main

import (
	"context"
	"errors"
	"fmt"
	"io"

	"runchecks/tools/fidelity/judge"
	"runchecks/tools/fidelity/reduce"
)

// runReduce prints, for each file, the smallest document that still differs.
func runReduce(ctx context.Context, arguments []string, out, log io.Writer) (err error) {
	widths := widths{900}
	var engine engine
	flags := newFlags("reduce", log, &widths)
	engine.register(flags)
	runs := flags.Int("runs", 60, "browser runs for each file at most")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	if len(widths) != 1 {
		return errors.New("give one --width: a document is reduced at the width at which it differs")
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
	for _, document := range documents {
		if err := reduceOne(ctx, both, document, widths[0], *runs, out, log); err != nil {
			return err
		}
	}
	return nil
}

func reduceOne(ctx context.Context, both judge.Judge, document judge.Document, width, runs int, out, log io.Writer) error {
	before, err := both.Compare(ctx, []judge.Document{document}, width)
	if err != nil {
		return err
	}
	fault := faultOf(before[0])
	if fault == "" {
		fmt.Fprintf(out, "== %s does not differ at %d\n", document.Name, width)
		return nil
	}
	fails := func(ctx context.Context, variants []string) ([]bool, error) {
		documents := make([]judge.Document, len(variants))
		for i, variant := range variants {
			documents[i] = judge.Document{Name: fmt.Sprintf("%s variant %d", document.Name, i), HTML: []byte(variant)}
		}
		verdicts, err := both.Compare(ctx, documents, width)
		failing := make([]bool, len(verdicts))
		still := 0
		for i, verdict := range verdicts {
			failing[i] = faultOf(verdict) == fault
			if failing[i] {
				still++
			}
		}
		fmt.Fprintf(log, "%s: %d of %d variants still differ\n", document.Name, still, len(verdicts))
		return failing, err
	}
	smallest, err := reduce.Document(ctx, string(document.HTML), runs, fails)
	if err != nil {
		return err
	}
	after, err := both.Compare(ctx, []judge.Document{{Name: document.Name, HTML: []byte(smallest)}}, width)
	if err != nil {
		return err
	}
	fmt.Fprintf(out, "== %s: %d bytes of %d\n%s\n", document.Name, len(smallest), len(document.HTML), smallest)
	printWorst(out, after[0], 4)
	return nil
}

// faultOf is the sort of difference. A variant must keep it: a document with a
// misplaced word is no smaller when only its height is wrong.
func faultOf(verdict judge.Verdict) string {
	switch {
	case verdict.Err != nil:
		return "not laid out"
	case verdict.Result.Off() > 0:
		return "words off"
	case len(verdict.Result.Wrong) > 0:
		return "colours"
	case !verdict.Result.HeightRight():
		return "height"
	}
	return ""
}
