package export

import "io"

// Sheet writes rows of plain texts as CSV: with a byte order mark, guarded against formulas, as
// every file that is made here.
type Sheet struct{ w sheetWriter }

// NewSheet begins a sheet with its head.
func NewSheet(to io.Writer, heads []string) (Sheet, error) {
	w, err := newSheetWriter(to)
	if err != nil {
		return Sheet{}, err
	}
	return Sheet{w}, w.row(heads...)
}

// Row writes one row.
func (s Sheet) Row(cells []string) error { return s.w.row(cells...) }

// Close ends the sheet; the writer below stays open.
func (s Sheet) Close() error { return s.w.close() }
