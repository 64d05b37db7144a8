package main

import (
	"fmt"
	"io"
	"text/tabwriter"

	"runchecks/tools/fidelity/compare"
	"runchecks/tools/fidelity/judge"
)

// printTable writes a line per document. dx and dy are the distances of all words
// in pixels: median, 95th percentile and largest.
func printTable(out io.Writer, verdicts []judge.Verdict) error {
	table := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	fmt.Fprintln(table, "document\twidth\twords\tright\toff\t|dx| p50 p95 max\t|dy| p50 p95 max\twidth max\theight ours/Chromium\tcolours")
	for _, v := range verdicts {
		if v.Err != nil {
			fmt.Fprintf(table, "%s\t%d\t%d\t0\t%d\tnot laid out\n", v.Document.Name, v.Width, v.Result.Total, v.Result.Total)
			continue
		}
		r := v.Result
		mark := ""
		if !r.HeightRight() {
			mark = " !"
		}
		fmt.Fprintf(table, "%s\t%d\t%d\t%d\t%d\t%s\t%s\t%.1f\t%.0f/%.0f%s\t%d\n", v.Document.Name, v.Width, r.Total, r.Right, r.Off(),
			quantiles(r.DX), quantiles(r.DY), compare.Quantile(r.DW, 1), r.HeightGot, r.HeightWanted, mark, r.Colours)
	}
	return table.Flush()
}

func quantiles(sorted []float64) string {
	return fmt.Sprintf("%5.2f %5.2f %6.1f",
		compare.Quantile(sorted, 0.5), compare.Quantile(sorted, 0.95), compare.Quantile(sorted, 1))
}

// printWorst writes the words of a document that are wrong most.
func printWorst(out io.Writer, v judge.Verdict, most int) {
	if v.Exact() || most <= 0 {
		return
	}
	fmt.Fprintf(out, "\n%s at %d:\n", v.Document.Name, v.Width)
	if v.Err != nil {
		fmt.Fprintf(out, "  %v\n", v.Err)
		return
	}
	if !v.Result.HeightRight() {
		fmt.Fprintf(out, "  the page is %.0f high instead of %.0f\n", v.Result.HeightGot, v.Result.HeightWanted)
	}
	for _, wrong := range v.Result.Wrong[:min(most, len(v.Result.Wrong))] {
		fmt.Fprintf(out, "  %-8s %-24q at %.1f, %.1f", wrong.Kind, wrong.Text, wrong.X, wrong.Y)
		if wrong.Kind == compare.Moved {
			fmt.Fprintf(out, " is off by %+.1f, %+.1f", wrong.DX, wrong.DY)
		}
		if wrong.Kind == compare.Coloured {
			fmt.Fprintf(out, " is %s instead of %s", wrong.Got, wrong.Want)
		}
		fmt.Fprintln(out)
	}
	if more := len(v.Result.Wrong) - most; more > 0 {
		fmt.Fprintf(out, "  and %d more\n", more)
	}
}

func printSum(out io.Writer, verdicts []judge.Verdict) judge.Sum {
	var sum judge.Sum
	for _, verdict := range verdicts {
		sum.Add(verdict)
	}
	fmt.Fprintf(out, "\n%d of %d words right (%.2f %%), %d of %d documents entirely right (%.2f %%)\n",
		sum.Right, sum.Words, compare.Share(sum.Right, sum.Words),
		sum.Exact, sum.Documents, compare.Share(sum.Exact, sum.Documents))
	return sum
}
