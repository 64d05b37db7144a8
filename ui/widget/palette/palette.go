// Package palette is the list of all commands that opens over the window and is
// narrowed by typing. It knows names and keys; what a command does and whether it
// can be done now is told to it.
package palette

import (
	"cmp"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/widget"

	"runchecks/ui/theme"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/words"
)

// Command is one thing that can be done, or a place to go to.
type Command struct {
	Name    string
	Key     string
	Enabled bool
	// Why says of one that is not enabled why it cannot be done now.
	Why string
	// Kind says what kind of place it is, "" for a command. Also are other words by which a
	// place is found.
	Kind, Also string
	Run        func()

	name, also string // as they are compared
}

const (
	width   float32 = 640
	rows            = 12
	fromTop float32 = 64
)

// Palette is an open palette.
type Palette struct {
	popup    *widget.PopUp
	entry    *entry
	table    *rowtable.Table
	commands []Command
	found    []int
	back     fyne.Focusable // what had the keyboard before
	canvas   fyne.Canvas
}

// Show opens the palette over a canvas. It closes by Escape, by a click beside
// it and before a command runs; the keyboard then goes back to where it was.
func Show(c fyne.Canvas, commands []Command) *Palette {
	p := &Palette{commands: compared(commands), back: c.Focused(), canvas: c}
	p.entry = newEntry(p)
	p.table = rowtable.New([]rowtable.Column{
		{ID: "name", Flex: 1},
		{ID: "key", Width: 240, Align: fyne.TextAlignTrailing},
	}, rowtable.Compact)
	p.table.HideHeader()
	p.table.SetEmptyText(words.T("widget.no_command"))
	p.table.Cell = p.cell
	p.table.OnSelect = func(i int, _ fyne.KeyModifier) { p.run(i) }
	size := fyne.NewSize(min(width, c.Size().Width-32), 44+rows*rowtable.Compact.Height())
	size.Height = min(size.Height, c.Size().Height-2*16)
	list := container.NewBorder(p.entry, nil, nil, nil, p.table)
	p.popup = widget.NewPopUp(list, c)
	p.popup.Resize(size)
	p.popup.ShowAtPosition(fyne.NewPos((c.Size().Width-size.Width)/2, min(fromTop, max(0, c.Size().Height-size.Height)/2)))
	p.narrow("")
	c.Focus(p.entry)
	return p
}

// Add lists more, such as places that were read meanwhile; what is chosen stays so.
func (p *Palette) Add(commands []Command) {
	at := p.table.Selected()
	p.commands = append(p.commands, compared(commands)...)
	p.narrow(p.entry.Text)
	if at > 0 && at < len(p.found) {
		p.table.SetSelected(at)
	}
}

// compared returns commands with what is compared of them.
func compared(commands []Command) []Command {
	out := append([]Command(nil), commands...)
	for i := range out {
		out[i].name, out[i].also = strings.ToLower(out[i].Name), strings.ToLower(out[i].Also)
	}
	return out
}

// Close closes the palette.
func (p *Palette) Close() {
	p.popup.Hide()
	if p.back != nil {
		p.canvas.Focus(p.back)
	}
}

// Visible reports whether the palette is open.
func (p *Palette) Visible() bool { return p.popup.Visible() }

// Names returns the names of the commands that are listed now, best first.
func (p *Palette) Names() []string {
	names := make([]string, len(p.found))
	for i, f := range p.found {
		names[i] = p.commands[f].Name
	}
	return names
}

func (p *Palette) cell(row, col int) rowtable.Cell {
	if row >= len(p.found) {
		return rowtable.Cell{}
	}
	c := p.commands[p.found[row]]
	cell := rowtable.Cell{Text: c.Name}
	if col == 1 {
		cell = rowtable.Cell{Text: cmp.Or(c.Key, c.Kind), Dim: true}
		if !c.Enabled {
			cell.Text = cmp.Or(c.Why, cell.Text)
		}
	}
	if !c.Enabled {
		cell.Colour = theme.Disabled
	}
	return cell
}

func (p *Palette) narrow(typed string) {
	p.found = filter(p.commands, typed)
	p.table.SetLength(len(p.found))
	p.table.Refresh()
	p.table.SetSelected(0)
}

func (p *Palette) move(by int) {
	if n := len(p.found); n > 0 {
		p.table.SetSelected(min(n-1, max(0, p.table.Selected()+by)))
	}
}

// run closes the palette first: a command may open something itself.
func (p *Palette) run(i int) {
	if i < 0 || i >= len(p.found) {
		return
	}
	c := p.commands[p.found[i]]
	if !c.Enabled {
		return
	}
	p.Close()
	if c.Run != nil {
		c.Run()
	}
}

// entry is a text field that leaves the keys of a list to the palette.
type entry struct {
	widget.Entry
	palette *Palette
}

func newEntry(p *Palette) *entry {
	e := &entry{palette: p}
	e.ExtendBaseWidget(e)
	e.SetPlaceHolder(words.T("widget.ask_command"))
	e.OnChanged = p.narrow
	return e
}

// TypedKey belongs to Fyne.
func (e *entry) TypedKey(ev *fyne.KeyEvent) {
	switch ev.Name {
	case fyne.KeyUp:
		e.palette.move(-1)
	case fyne.KeyDown:
		e.palette.move(1)
	case fyne.KeyPageUp:
		e.palette.move(-e.palette.table.PageRows())
	case fyne.KeyPageDown:
		e.palette.move(e.palette.table.PageRows())
	case fyne.KeyReturn, fyne.KeyEnter:
		e.palette.run(e.palette.table.Selected())
	case fyne.KeyEscape:
		e.palette.Close()
	default:
		e.Entry.TypedKey(ev)
	}
}
