package export

import (
	"encoding/csv"
	"io"
	"strings"
	"time"

	"runchecks/domain"
)

// byteOrderMark tells Excel that a CSV is UTF-8.
const byteOrderMark = "\ufeff"

// formulaStarts begin a cell that a spreadsheet would run instead of show.
const formulaStarts = "=+-@\t\r\n"

// sheetWriter writes CSV as Excel opens it right: UTF-8 with a byte order mark,
// commas, CRLF, no cell that runs.
type sheetWriter struct {
	csv *csv.Writer
}

func newSheetWriter(w io.Writer) (sheetWriter, error) {
	if _, err := io.WriteString(w, byteOrderMark); err != nil {
		return sheetWriter{}, err
	}
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return sheetWriter{csv: out}, nil
}

// row writes one record of plain texts.
func (s sheetWriter) row(cells ...string) error {
	safe := make([]string, len(cells))
	for i, cell := range cells {
		safe[i] = guard(clean(cell))
	}
	return s.csv.Write(safe)
}

// gap writes an empty line, which CSV readers skip.
func (s sheetWriter) gap() error { return s.csv.Write(nil) }

func (s sheetWriter) close() error {
	s.csv.Flush()
	return s.csv.Error()
}

var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\x00", "")

// clean makes a text that every CSV reader takes and that commands nothing: valid UTF-8,
// one kind of line break.
func clean(cell string) string { return domain.Visible(lineBreaks.Replace(cell)) }

// guard puts an apostrophe before a cell that would run as a formula. A cell that
// has apostrophes before such a start gets one more, so that unguard is exact.
func guard(cell string) string {
	if startsFormula(strings.TrimLeft(cell, "'")) {
		return "'" + cell
	}
	return cell
}

// unguard takes away the apostrophe that guard put there.
func unguard(cell string) string {
	if strings.HasPrefix(cell, "'") && startsFormula(strings.TrimLeft(cell, "'")) {
		return cell[1:]
	}
	return cell
}

func startsFormula(cell string) bool {
	return cell != "" && strings.IndexByte(formulaStarts, cell[0]) >= 0
}

// stamp is a time in a CSV: RFC 3339 in loc (UTC where loc is nil), "" for none.
func stamp(at time.Time, loc *time.Location) string {
	if at.IsZero() {
		return ""
	}
	return at.In(zone(loc)).Format(time.RFC3339)
}

func zone(loc *time.Location) *time.Location {
	if loc == nil {
		return time.UTC
	}
	return loc
}

// Lines writes rows below their heads as CSV, for the clipboard.
func Lines(heads []string, rows [][]string) (string, error) {
	var text strings.Builder
	w := sheetWriter{csv: csv.NewWriter(&text)}
	for _, row := range append([][]string{heads}, rows...) {
		if err := w.row(row...); err != nil {
			return "", err
		}
	}
	err := w.close()
	return text.String(), err
}
