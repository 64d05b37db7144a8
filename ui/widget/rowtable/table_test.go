package rowtable

import (
	"fmt"
	"image/color"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"runchecks/domain"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/widgettest"
)

var jobColumns = []Column{
	{ID: "tick", Width: 30},
	{ID: "status", Title: "Status", Width: 138, Sortable: true},
	{ID: "customer", Title: "Customer", Width: 90, Flex: 1, Sortable: true},
	{ID: "job", Title: "Job", Width: 110, Flex: 2, Sortable: true},
	{ID: "runs", Title: "Runs", Width: 50, Align: fyne.TextAlignTrailing, Sortable: true},
	{ID: "newest", Title: "Newest", Width: 76, Align: fyne.TextAlignTrailing, Sortable: true},
	{ID: "signs", Width: 26},
}

func jobCell(row, col int) Cell {
	all := append(domain.Statuses(), domain.SuccessOverride)
	switch jobColumns[col].ID {
	case "tick":
		return Cell{Tick: []Tick{Unticked, Ticked, Unticked, PartlyTicked}[row%4]}
	case "status":
		return Cell{Status: all[row%len(all)]}
	case "customer":
		return Cell{Text: []string{"Northwind", "Bravo & Söhne", "Adatum"}[row%3]}
	case "job":
		return Cell{Text: fmt.Sprintf("NW Daily Servers %d", row), Secondary: "Veeam · Backup", Bold: true}
	case "runs":
		return Cell{Text: fmt.Sprint(row%5 + 1)}
	case "newest":
		return Cell{Text: "22:00", Dim: true}
	case "signs":
		if row%3 == 0 {
			return Cell{Icon: glyph.Resource(glyph.Ticket, color.Gray{Y: 0x80})}
		}
	}
	return Cell{}
}

func shownTable(t testing.TB, rows int, size fyne.Size) (*Table, fyne.Window) {
	test.NewTempApp(t)
	tab := New(jobColumns, Comfortable)
	tab.Cell = jobCell
	w := test.NewTempWindow(t, tab)
	w.SetPadded(false)
	w.Resize(size)
	tab.SetLength(rows)
	return tab, w
}

// texts returns what a row in view shows.
func texts(tab *Table, row int) (all []string) {
	s := tab.body.slot(row)
	if s == nil {
		return nil
	}
	for _, c := range s.cells {
		if c.text != nil && c.text.Visible() {
			all = append(all, c.text.Text.Text)
		}
	}
	return all
}

func TestOnlyRowsInViewAreDrawn(t *testing.T) {
	asked := map[int]bool{}
	tab, _ := shownTable(t, 0, fyne.NewSize(600, 400+theme.HeaderHeight))
	tab.Cell = func(r, c int) Cell { asked[r] = true; return jobCell(r, c) }
	tab.SetLength(2000)
	if len(asked) > 13 {
		t.Errorf("%d rows were asked for where 10 are in view", len(asked))
	}
	if got := tab.PageRows(); got != 10 {
		t.Errorf("PageRows is %d", got)
	}
	tab.SetSelected(1999)
	if got := texts(tab, 1999); len(got) == 0 || got[1] != "NW Daily Servers 1999" {
		t.Errorf("the last row shows %q", got)
	}
	if tab.body.slot(0) != nil {
		t.Error("row 0 is still drawn")
	}
}

func TestSelectingScrollsAsLittleAsNeeded(t *testing.T) {
	tab, _ := shownTable(t, 100, fyne.NewSize(600, 400+theme.HeaderHeight))
	for _, step := range []struct {
		row  int
		want float32
	}{{0, 0}, {9, 0}, {10, 40}, {9, 40}, {0, 0}, {99, 3600}} {
		tab.SetSelected(step.row)
		if got := tab.scroll.Offset.Y; got != step.want {
			t.Errorf("after row %d the offset is %v, not %v", step.row, got, step.want)
		}
	}
}

func TestAPressSelectsTicksOrOpensAMenu(t *testing.T) {
	tab, w := shownTable(t, 100, fyne.NewSize(600, 400+theme.HeaderHeight))
	var log []string
	tab.OnSelect = func(r int, m fyne.KeyModifier) { log = append(log, fmt.Sprint("select ", r, " ", m)) }
	tab.OnTick = func(r int, s bool) { log = append(log, fmt.Sprint("tick ", r, " ", s)) }
	tab.OnActivate = func(r int) { log = append(log, fmt.Sprint("open ", r)) }
	tab.OnContextMenu = func(r int, _ fyne.Position) { log = append(log, fmt.Sprint("menu ", r)) }
	press := func(x, y float32, m fyne.KeyModifier) {
		tab.body.MouseDown(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, y)}, Button: desktop.MouseButtonPrimary, Modifier: m})
	}
	press(200, 50, 0)
	press(200, 90, fyne.KeyModifierShift)
	press(10, 50, fyne.KeyModifierShift)
	press(200, 4001, 0) // below the last row
	tab.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(200, 50)})
	tab.body.DoubleTapped(&fyne.PointEvent{Position: fyne.NewPos(10, 50)})
	tab.body.TappedSecondary(&fyne.PointEvent{Position: fyne.NewPos(200, 130)})
	want := fmt.Sprint([]string{"select 1 0", "select 2 1", "tick 1 true", "open 1", "menu 3"})
	if got := fmt.Sprint(log); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if w.Canvas().Focused() != fyne.Focusable(tab) {
		t.Error("a press does not give the table the keyboard")
	}
}

func TestKeysAndLettersAreForwarded(t *testing.T) {
	tab, w := shownTable(t, 10, fyne.NewSize(600, 400+theme.HeaderHeight))
	var got string
	tab.OnKey = func(ev *fyne.KeyEvent, _ fyne.KeyModifier) { got += string(ev.Name) + " " }
	tab.OnRune = func(r rune) { got += string(r) + " " }
	tab.Focus()
	w.Canvas().Focused().TypedKey(&fyne.KeyEvent{Name: fyne.KeyDown})
	test.Type(w.Canvas().Focused(), "je")
	if got != "Down j e " {
		t.Errorf("got %q", got)
	}
}

func TestTitlesSortAndBordersResize(t *testing.T) {
	tab, _ := shownTable(t, 10, fyne.NewSize(700, 428))
	var got string
	tab.OnSort = func(id string) { got += "sort " + id + " " }
	tab.OnColumnResize = func(id string, w float32) { got += fmt.Sprint("resize ", id, " ", w, " ") }
	tab.header.Tapped(&fyne.PointEvent{Position: fyne.NewPos(60, 10)})
	tab.header.Tapped(&fyne.PointEvent{Position: fyne.NewPos(10, 10)}) // the tick column cannot be sorted
	at := fyne.NewPos(168, 10)                                         // right border of the status column
	tab.header.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at.AddXY(20, 0)}, Dragged: fyne.NewDelta(20, 0)})
	tab.header.DragEnd()
	if want := "sort status resize status 158 resize customer 130 resize job 230 "; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestARowThatChangedIsDrawnAnew(t *testing.T) {
	tab, _ := shownTable(t, 10, fyne.NewSize(600, 400+theme.HeaderHeight))
	name := "before"
	tab.Cell = func(_, _ int) Cell { return Cell{Text: name} }
	tab.Refresh()
	name = "after"
	tab.RefreshRow(3)
	if texts(tab, 2)[1] != "before" || texts(tab, 3)[1] != "after" {
		t.Errorf("rows 2 and 3 show %q and %q", texts(tab, 2), texts(tab, 3))
	}
	tab.SetLength(3)
	if tab.body.slot(3) != nil {
		t.Error("a row beyond the end is still drawn")
	}
}

func TestTheFullTextOfACutCellIsToldOnHover(t *testing.T) {
	tab, _ := shownTable(t, 10, fyne.NewSize(480, 428))
	long := "Failed to create VSS snapshot. Writer SqlServerWriter failed with a long explanation"
	tab.Cell = func(_, c int) Cell {
		if c == 3 {
			return Cell{Text: long}
		}
		return Cell{Text: "x"}
	}
	tab.Refresh()
	var got string
	tab.OnHover = func(_, _ int, full string) { got = full }
	tab.body.MouseMoved(&desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(tab.body.edges[3]+5, 50)}})
	if got != long {
		t.Errorf("told %q", got)
	}
	tab.body.MouseOut()
	if got != "" {
		t.Errorf("after leaving, %q", got)
	}
}

func TestTheTableIsDrawnInLightAndDark(t *testing.T) {
	for d, name := range []string{"comfortable", "compact", "card"} {
		widgettest.Draw(t, "rowtable-"+name, fyne.NewSize(540, 400), func(fyne.Window) fyne.CanvasObject {
			tab := New(jobColumns, Density(d))
			tab.Cell = jobCell
			if Density(d) == Card {
				tab = New([]Column{{ID: "run", Flex: 1}}, Card)
				tab.HideHeader()
				tab.Cell = func(r, _ int) Cell {
					return Cell{Status: domain.Statuses()[r%5], Text: "Yesterday 22:00", Secondary: "1:31:02 · 2 problems"}
				}
			}
			tab.SetLength(40)
			tab.SetSort("status", true)
			tab.SetSelected(0)
			tab.body.point(2, 2)
			return tab
		})
	}
	widgettest.Draw(t, "rowtable-empty", fyne.NewSize(540, 200), func(fyne.Window) fyne.CanvasObject {
		tab := New(jobColumns, Comfortable)
		tab.SetEmptyText("No job waits for review.")
		return tab
	})
}

// A key press has 16 ms until the next frame.
func BenchmarkMoveSelection(b *testing.B) {
	tab, _ := shownTable(b, 2000, fyne.NewSize(540, 800))
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	for i := 0; b.Loop(); i++ {
		tab.SetSelected(i % 2000)
	}
}

// A page further changes every row in view.
func BenchmarkMovePage(b *testing.B) {
	tab, _ := shownTable(b, 2000, fyne.NewSize(540, 800))
	fyne.CurrentApp().Settings().SetTheme(theme.New(theme.Light))
	for i := 0; b.Loop(); i++ {
		tab.SetSelected(i * 19 % 2000)
	}
}

// The same with what a decision does: the list is a row shorter.
func BenchmarkRemoveRow(b *testing.B) {
	tab, _ := shownTable(b, 2000, fyne.NewSize(540, 800))
	gone := 0
	tab.Cell = func(r, c int) Cell { return jobCell(r+gone, c) }
	for b.Loop() {
		gone++
		tab.SetLength(2000 - gone%1000)
		tab.SetSelected(gone % 18)
	}
}
