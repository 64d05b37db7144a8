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
	l := list.New[row](services.Base{Background: task.NewBackground(t.Context(), func(f func()) { queue <- f })}, func(list.Part) {})
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
		ID: "name", Title: "Name", Width: 80,
		Compare: func(a, b *row) int { return strings.Compare(a.name, b.name) },
		Cell:    func(r *row) list.Cell { return list.Cell{Text: r.name} },
	}
}

func age() list.Column[row] {
	return list.Column[row]{
		ID: "age", Title: "Age", Width: 40, Right: true,
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
	thin := age()
	thin.Width = 0
	for _, tt := range []struct {
		first   string
		columns []list.Column[row]
		want    string
	}{
		{"", []list.Column[row]{name(), bare}, `the column "age" has no Cell`},
		{"", []list.Column[row]{name(), thin}, `the column "age" has no Width`},
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
			l := list.New[row](services.Base{}, func(list.Part) {})
			l.SetColumns(tt.first, tt.columns...)
		}()
	}
}

func TestAColumnIsAsWideInRowsOfOneLineAsItsCompactMeasureSays(t *testing.T) {
	narrow, single := name(), age()
	narrow.Compact = list.Measure{Width: 60, Flex: 1}
	single.Width, single.Compact = 0, list.Measure{Width: 30}
	says := func(heads []list.Head) (out string) {
		for _, h := range heads {
			out += fmt.Sprintf("%s %v+%v ", h.ID, h.Width, h.Flex)
		}
		return strings.TrimSpace(out)
	}
	l := rows(t, "", narrow, single, list.Tick[row]())
	if got := says(l.Columns()); got != "name 80+0 tick 32+0" {
		t.Errorf("in rows of two lines: %s", got)
	}
	if got := says(l.CompactColumns()); got != "name 60+1 age 30+0 tick 32+0" {
		t.Errorf("in rows of one line: %s", got)
	}
}

func TestRowsThatCompareEqualStandByTheTiesWhicheverWayTheyAreSorted(t *testing.T) {
	half := age()
	half.Compare = func(a, b *row) int { return cmp.Compare(a.age/2, b.age/2) } // b 3 and a 2 are equal
	l := rows(t, "", name(), half)
	l.OrderBy("age", "name")
	l.Arrange()
	for _, want := range []string{"c a b", "a b c"} {
		got := ""
		for i := range l.Len() {
			got += l.Cell(i, "name").Text + " "
		}
		if strings.TrimSpace(got) != want {
			t.Errorf("%s, want %s", got, want)
		}
		l.SortBy("age")
	}
}
