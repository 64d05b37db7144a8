package list_test

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"testing"

	"runchecks/ui/list"
	"runchecks/ui/services"
	"runchecks/ui/task"
)

type row struct {
	name string
	age  int
}

// rows is a list of rows, read and shown.
func rows(t *testing.T, first string, columns ...list.Column[row]) *list.List[row] {
	t.Helper()
	queue := make(chan func(), 10)
	l := list.New[row](services.Params{Background: task.NewBackground(t.Context(), func(f func()) { queue <- f })}, func(list.Part) {})
	l.Key = func(r *row) string { return r.name }
	l.Words = func(r *row) map[string]string { return map[string]string{"": r.name} }
	l.Read = func(context.Context) ([]row, error) { return []row{{"b", 3}, {"c", 1}, {"a", 2}}, nil }
	l.SetColumns(first, columns...)
	l.Reload()
	(<-queue)()
	return &l
}

func name() list.Column[row] {
	return list.Column[row]{
		ID: "name", Title: "Name",
		Compare: func(a, b *row) int { return strings.Compare(a.name, b.name) },
		Cell:    func(r *row) list.Cell { return list.Cell{Text: r.name} },
	}
}

func age() list.Column[row] {
	return list.Column[row]{
		ID: "age", Title: "Age", Right: true,
		Compare: func(a, b *row) int { return cmp.Compare(a.age, b.age) },
		Cell:    func(r *row) list.Cell { return list.Cell{Text: fmt.Sprint(r.age)} },
	}
}

func TestRowsStandByTheFirstColumnUntilAnotherIsAskedFor(t *testing.T) {
	l := rows(t, "name", name(), age())
	says := func(what, want string) {
		t.Helper()
		got := ""
		for i := range l.Len() {
			got += l.Cell(i, "name").Text + l.Cell(i, "age").Text + " "
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s: %s, want %s", what, got, want)
		}
	}
	says("at first", "a2 b3 c1")
	l.SortBy("age")
	says("by age", "c1 a2 b3")
	l.SortBy("age")
	says("by age again", "b3 a2 c1")
}

func TestAColumnCanBeSortedByWhereItComparesRows(t *testing.T) {
	plain := age()
	plain.Compare = nil
	heads := rows(t, "", name(), plain).Columns()
	if !heads[0].Sortable || heads[1].Sortable || !heads[1].Right || heads[1].Title != "Age" {
		t.Errorf("%+v", heads)
	}
}

func TestAColumnThatIsNotWholeIsNamedAtOnce(t *testing.T) {
	bare, plain := age(), age()
	bare.Cell, plain.Compare = nil, nil
	for _, tt := range []struct {
		first   string
		columns []list.Column[row]
		want    string
	}{
		{"", []list.Column[row]{name(), bare}, `the column "age" has no Cell`},
		{"", []list.Column[row]{name(), name()}, `two columns "name"`},
		{"age", []list.Column[row]{name(), plain}, `"age", which the rows stand by at first, has no Compare`},
		{"size", []list.Column[row]{name()}, `"size", which the rows stand by at first, has no Compare`},
	} {
		func() {
			defer func() {
				if said := fmt.Sprint(recover()); !strings.Contains(said, tt.want) {
					t.Errorf("%s, want %s", said, tt.want)
				}
			}()
			l := list.New[row](services.Params{}, func(list.Part) {})
			l.SetColumns(tt.first, tt.columns...)
		}()
	}
}
