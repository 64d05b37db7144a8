package uitest

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/form"
	"runchecks/ui/widget/formentry"
	"runchecks/ui/widget/textarea"
	"runchecks/ui/words"
)

// On shows a screen and runs what opens a form there.
func On(screen string, open func(d *Desk)) func(*Desk) {
	return func(d *Desk) {
		d.Afresh(screen)
		open(d)
		d.Settle()
	}
}

// After runs a command by its id, with whatever row it needs.
func After(screen, id string) func(*Desk) {
	return On(screen, func(d *Desk) {
		for i := range d.W.Commands() {
			if c := &d.W.Commands()[i]; c.ID == id {
				if !d.Within(c) {
					d.Errorf("%s cannot be done", id)
				}
				d.W.Perform(c)
				return
			}
		}
		d.Errorf("there is no command %s", id)
	})
}

// formMakers are the functions of this package that make a form.
func formMakers(t *testing.T) (out []string) {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if !strings.HasSuffix(file.Name(), ".go") || strings.HasSuffix(file.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range tree.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			ast.Inspect(fn, func(n ast.Node) bool {
				selected, ok := n.(*ast.SelectorExpr)
				if !ok || selected.Sel.Name != "New" || slices.Contains(out, fn.Name.Name) {
					return true
				}
				if of, ok := selected.X.(*ast.Ident); ok && of.Name == "form" {
					out = append(out, fn.Name.Name)
				}
				return true
			})
		}
	}
	return out
}

// Forms opens every form of the package that is tested, by the name of the function that makes
// it, and looks at what all forms have in common. A form that is left out fails.
func Forms(t *testing.T, forms map[string]func(*Desk), with ...func(*features.Params)) {
	for _, name := range formMakers(t) {
		if forms[name] == nil {
			t.Errorf("%s makes a form that this test does not open", name)
		}
	}
	all := append([]func(*features.Params){func(p *features.Params) { p.View.ServiceDesk = Tenant{} }}, with...)
	each := func(t *testing.T, look func(*testing.T, *Desk, func(*testing.T) *form.Form)) {
		d := NewAs(t, domain.RoleAdmin, func(store domain.Store) { Everything(t, store) }, all...)
		for _, name := range slices.Sorted(maps.Keys(forms)) {
			t.Run(name, func(t *testing.T) {
				d.TB = t
				look(t, d, func(t *testing.T) *form.Form {
					forms[name](d)
					if d.W.OpenForm() == nil {
						t.Fatal("no form is open")
					}
					return d.W.OpenForm()
				})
			})
		}
	}
	for say, look := range map[string]func(*testing.T, *Desk, func(*testing.T) *form.Form){
		"the first letter typed into it is text":             firstLetter,
		"Escape closes it from each field and Tab leaves it": escape,
		"its quick keys work from its texts":                 quickKeys,
	} {
		t.Run(say, func(t *testing.T) { each(t, look) })
	}
	for _, tag := range words.Shipped().Tags() {
		t.Run("it does not make the window grow in "+tag, func(t *testing.T) {
			Speak(t, tag)
			each(t, noGrowth)
		})
	}
}

// Speak has the process speak a language until the test ends. The window is made after it.
func Speak(t *testing.T, tag string) {
	t.Helper()
	before := words.Spoken()
	l, err := words.Shipped().Language(tag)
	if err != nil {
		t.Fatal(err)
	}
	words.Speak(l)
	t.Cleanup(func() { words.Speak(before) })
}

// Values are what stands in the fields of a form, but for the one with the keyboard, and
// what was decided so far.
func (d *Desk) Values(f *form.Form) string {
	var out []string
	for _, field := range f.Fields() {
		if field == d.W.Canvas().Focused() && form.IsText(field) {
			continue
		}
		switch e := field.(type) {
		case *formentry.Entry:
			out = append(out, e.Text)
		case *formentry.Suggest:
			out = append(out, e.Text)
		case *textarea.Area:
			out = append(out, e.Text)
		case *formentry.Choice:
			out = append(out, e.Selected)
		case *formentry.Check:
			out = append(out, fmt.Sprint(e.Checked))
		}
	}
	journal, err := d.Params.View.Desk.Journal(context.Background(), 1000)
	if err != nil {
		d.Fatal(err)
	}
	return strings.Join(out, "|") + fmt.Sprint(" ", len(journal), d.W.Shown(), d.W.RunChecks.Model.Ticks())
}

// TextOf is what stands in a text.
func TextOf(field fyne.Focusable) string {
	switch e := field.(type) {
	case *formentry.Entry:
		return e.Text
	case *formentry.Suggest:
		return e.Text
	case *textarea.Area:
		return e.Text
	case interface{ Value() string }:
		return e.Value()
	}
	return ""
}

func firstLetter(t *testing.T, d *Desk, open func(*testing.T) *form.Form) {
	letters := map[rune]bool{'a': true, 'e': true, 'j': true, 'x': true, '1': true, '?': true}
	for r := range open(t).Quicks() {
		letters[r] = true
	}
	for r := range letters {
		f := open(t)
		focused := d.W.Canvas().Focused()
		if len(f.Fields()) > 0 && focused == nil {
			t.Fatal("no field has the keyboard")
		}
		texts := slices.ContainsFunc(f.Fields(), func(e fyne.Focusable) bool {
			off, ok := e.(fyne.Disableable)
			return form.IsText(e) && (!ok || !off.Disabled())
		})
		if texts != form.IsText(focused) {
			t.Fatalf("%T has the keyboard", focused)
		}
		before := d.Values(f)
		d.TypeText(string(r))
		if texts && !strings.ContainsRune(TextOf(focused), r) {
			t.Errorf("%c did not arrive: %q", r, TextOf(focused))
		}
		if after := d.Values(f); after != before || !d.W.Covered() || d.W.OpenForm() != f || d.W.Canvas().Focused() != focused {
			t.Errorf("%c did something else: %s, before %s", r, after, before)
		}
	}
}

func escape(t *testing.T, d *Desk, open func(*testing.T) *form.Form) {
	open(t)
	fields := map[fyne.Focusable]bool{}
	for !fields[d.W.Canvas().Focused()] {
		fields[d.W.Canvas().Focused()] = true
		d.W.Canvas().FocusNext()
	}
	for steps := range len(fields) {
		open(t)
		for range steps {
			d.W.Canvas().FocusNext()
		}
		focused := d.W.Canvas().Focused()
		if tab, ok := focused.(fyne.Tabbable); ok && tab.AcceptsTab() {
			t.Errorf("%T keeps Tab", focused)
		}
		d.Key(fyne.KeyEscape)
		if d.W.Covered() {
			t.Errorf("Escape does not close it from %T %q", focused, TextOf(focused))
		}
	}
}

func quickKeys(t *testing.T, d *Desk, open func(*testing.T) *form.Form) {
	for r := range open(t).Quicks() {
		f := open(t)
		did := false
		do := f.Quicks()[r]
		f.Quicks()[r] = func() { did = true; do() }
		d.Short(form.QuickShortcut(r))
		if !did {
			t.Errorf("%s does nothing", form.QuickKey(r))
		}
	}
}

func noGrowth(t *testing.T, d *Desk, open func(*testing.T) *form.Form) {
	d.Window.Resize(fyne.NewSize(1024, 660)) // 1024 by 700 less the menu
	open(t)
	if least, room := d.popup().MinSize(), d.W.Canvas().Size(); least.Width > room.Width || least.Height > room.Height {
		t.Errorf("it needs %v of %v", least, room)
	}
}

// popup is what stands in the overlay of what is open.
func (d *Desk) popup() fyne.CanvasObject {
	top, ok := d.W.Canvas().Overlays().Top().(interface{ Content() fyne.CanvasObject })
	if !ok {
		d.Fatalf("%T is over the window", d.W.Canvas().Overlays().Top())
	}
	return top.Content()
}
