package model

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// ObjectRow is one object of the selected run as the table shows it.
type ObjectRow struct {
	domain.Object
	// Note marks what changed against the previous run: "new", "was Success".
	Note string
}

// Objects returns the objects of a run, the worst first; a row whose status differs from that of
// the previous run says so.
func Objects(d *domain.Details) []ObjectRow {
	if d == nil {
		return nil
	}
	rows := make([]ObjectRow, 0, len(d.Run.Objects))
	for _, o := range d.Run.Objects {
		row := ObjectRow{Object: o}
		before, known := d.Before[o.Name]
		switch {
		case known && before.Known() != o.Status.Known():
			row.Note = words.T("runchecks.object_was", "status", words.Status(before))
		case !known && len(d.Before) > 0:
			row.Note = words.T("runchecks.object_new")
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b ObjectRow) int { return cmp.Compare(b.Status, a.Status) })
	return rows
}

// Lines returns rows as text for the clipboard: tab-separated, one object a line.
func Lines(rows []ObjectRow) string {
	var b strings.Builder
	for _, r := range rows {
		b.WriteString(strings.Join([]string{r.Name, r.Type, words.Status(r.Status), strings.Join(strings.Fields(r.Message), " ")}, "\t"))
		b.WriteByte('\n')
	}
	return b.String()
}
