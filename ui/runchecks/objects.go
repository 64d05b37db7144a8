package runchecks

import (
	"cmp"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

// ObjectRow is one object of the selected run as the table shows it.
type ObjectRow struct {
	domain.Object
	// Note marks what changed against the previous run: "new", "was Success".
	Note string
}

// ObjectColumn identifies a column of the object table.
type ObjectColumn string

// The columns of the object table.
const (
	ObjectStatus  ObjectColumn = "status"
	ObjectName    ObjectColumn = "name"
	ObjectType    ObjectColumn = "type"
	ObjectMessage ObjectColumn = "message"
)

// Objects returns the objects of a run, problems first by default; a row whose
// status differs from that of the previous run says so.
func Objects(d *domain.Details, by ObjectColumn, down bool) []ObjectRow {
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
	slices.SortStableFunc(rows, func(a, b ObjectRow) int {
		order := 0
		switch by {
		case ObjectName:
			order = list.CompareNames(a.Name, b.Name)
		case ObjectType:
			order = list.CompareNames(a.Type, b.Type)
		case ObjectMessage:
			order = list.CompareNames(a.Message, b.Message)
		default:
			order = cmp.Compare(b.Status, a.Status)
		}
		if down {
			order = -order
		}
		return order
	})
	return rows
}

// ObjectsLine counts: "20, 2 with problems".
func ObjectsLine(d *domain.Details) string {
	if d == nil || len(d.Run.Objects) == 0 {
		return "" // the list says why
	}
	problems := 0
	for _, o := range d.Run.Objects {
		if o.Status != 0 && o.Status != domain.Success {
			problems++
		}
	}
	objects := words.Count(len(d.Run.Objects), "object")
	if problems == 0 {
		return objects
	}
	return words.T("runchecks.objects_problems", "objects", objects, "problems", words.Count(problems, "problem"))
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
