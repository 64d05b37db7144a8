package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/compare"
	"runchecks/tools/fidelity/judge"
	"runchecks/tools/fidelity/random"
)

// runRandom compares the random documents seed, seed+1, ... A document of the list
// comes back with its number as --seed and --count 1.
func runRandom(ctx context.Context, arguments []string, out, log io.Writer) (err error) {
	widths := widths{900}
	var engine engine
	flags := newFlags("random", log, &widths)
	engine.register(flags)
	seed := flags.Uint64("seed", 0, "number of the first document")
	count := flags.Int("count", 300, "how many documents")
	sizeName := flags.String("size", "small", "small or large documents")
	keep := flags.String("keep", "", "folder for the documents that differ")
	need := flags.Float64("need", 0, "percentage of all words that must be right")
	if err := flags.Parse(arguments); err != nil {
		return err
	}
	size, known := map[string]random.Size{"small": random.Small(), "large": random.Large()}[*sizeName]
	if !known || *count < 1 || flags.NArg() > 0 {
		return errors.New("use --size small or large, --count above 0, and no file names: the documents are made up")
	}
	browser, both, err := engine.open(ctx)
	if err != nil {
		return err
	}
	defer shut(browser, &err)
	var all []judge.Verdict
	for _, width := range widths {
		for first := 0; first < *count; first += chromium.Batch {
			var documents []judge.Document
			for i := first; i < min(first+chromium.Batch, *count); i++ {
				number := *seed + uint64(i)
				documents = append(documents, judge.Document{
					Name: fmt.Sprintf("%s-%d", *sizeName, number), HTML: random.Document(number, size)})
			}
			verdicts, err := both.Compare(ctx, documents, width)
			if err != nil {
				return err
			}
			all = append(all, verdicts...)
			fmt.Fprintf(log, "%d of %d documents compared\n", len(all), *count*len(widths))
		}
	}
	sum, err := reportRandom(out, all, *keep)
	if err != nil {
		return err
	}
	if compare.Share(sum.Right, sum.Words) < *need {
		return fmt.Errorf("%w: less than %g %% of all words are right", errShort, *need)
	}
	return nil
}

// reportRandom lists the documents that differ and keeps them in a folder when one
// is named.
func reportRandom(out io.Writer, all []judge.Verdict, keep string) (judge.Sum, error) {
	var different []judge.Verdict
	for _, verdict := range all {
		if !verdict.Exact() {
			different = append(different, verdict)
		}
	}
	if len(different) > 0 {
		if err := printTable(out, different); err != nil {
			return judge.Sum{}, err
		}
	}
	for _, verdict := range different {
		if verdict.Err != nil {
			printWorst(out, verdict, 1)
		}
	}
	sum := printSum(out, all)
	if keep == "" {
		return sum, nil
	}
	if err := os.MkdirAll(keep, 0o755); err != nil {
		return sum, err
	}
	for _, verdict := range different {
		if err := os.WriteFile(filepath.Join(keep, verdict.Document.Name+".html"), verdict.Document.HTML, 0o644); err != nil {
			return sum, err
		}
	}
	return sum, nil
}
