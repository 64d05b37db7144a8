package readers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/codeedit"
	"runchecks/ui/widget/ink"
	"runchecks/ui/widget/section"
	"runchecks/ui/words"
)

// bench is the definition with its problems and what can be done with it.
type bench struct {
	p        params
	content  fyne.CanvasObject
	title    *section.Header
	editor   *codeedit.Editor
	note     *widget.Label
	problems *fyne.Container
	teach    *actionbutton.Button
	write    *actionbutton.Button
	copy     *actionbutton.Button
	try      *actionbutton.Button
}

func newBench(p params) *bench {
	b := &bench{
		p:        p,
		title:    section.New(words.T("readers.pane_definition"), "", nil),
		editor:   codeedit.New(),
		note:     widget.NewLabel(""),
		problems: container.NewVBox(),
	}
	b.editor.OnChanged = p.View.Edit
	b.note.Wrapping = fyne.TextWrapWord
	b.teach = actionbutton.NewKeyed(actionbutton.Plain, words.T("teach.begin"), p.View.Params.Keys.Hint(ID, "T"), p.Teach)
	b.write = actionbutton.NewKeyed(actionbutton.Plain, words.T("readers.button_write"), p.View.Params.Keys.Hint(ID, "W"), p.View.Teach)
	b.copy = actionbutton.NewKeyed(actionbutton.Plain, words.T("readers.button_copy"), p.View.Params.Keys.Hint(ID, "C"), p.View.Copy)
	try := p.View.Params.Keys.Hint(ID, keys.TryDefinition)
	b.try = actionbutton.NewKeyed(actionbutton.Primary, words.T("readers.button_try"), try, p.Try)
	buttons := container.New(
		layout.NewCustomPaddedLayout(6, 6, theme.Gap, theme.Gap),
		actionbutton.NewBar(b.try, b.teach, b.write, b.copy),
	)
	padded := container.New(layout.NewCustomPaddedLayout(4, 0, theme.Gap, theme.Gap), b.problems)
	b.content = container.NewBorder(b.title, container.NewVBox(padded, buttons), nil, nil, container.NewStack(b.editor, b.note))
	return b
}

func (b *bench) show() {
	v := b.p.View
	file, text, editable := v.Text()
	at := v.Selected()
	detail, note := file, ""
	switch {
	case at < 0:
	case v.Rows()[at].Unread:
		note = words.T("readers.about_unread")
	case text == "":
		note = words.T("readers.about_program", "about", v.Rows()[at].About)
	case file == "":
		detail = words.T("readers.file_shipped", "file", v.Rows()[at].File)
	case v.Dirty():
		detail = words.T("readers.file_draft", "file", file)
	default:
		detail = words.T("readers.file_used", "file", file)
	}
	b.title.Set(words.T("readers.pane_definition"), detail)
	b.note.SetText(note)
	if note != "" {
		b.editor.Hide()
		b.note.Show()
	} else {
		b.note.Hide()
		b.editor.Show()
	}
	b.editor.SetText(text)
	b.editor.SetEditable(editable)
	b.showProblems(v.Result().Problems)
	b.teach.SetEnabled(v.CanTeach())
	b.write.SetEnabled(v.CanTeach())
	b.copy.SetEnabled(note == "" && file == "")
	b.try.SetEnabled(v.CanTry())
}

// mostProblems is how many problems are listed; the gutter marks all of them.
const mostProblems = 4

func (b *bench) showProblems(list []domain.DefinitionProblem) {
	marked := map[int]bool{}
	b.problems.RemoveAll()
	for i, p := range list {
		marked[p.Line] = true
		if i < mostProblems {
			b.problems.Add(newProblem(words.DefinitionProblem(p), func() {
				b.editor.GoTo(p.Line, p.Column)
				if c := fyne.CurrentApp().Driver().CanvasForObject(b.editor); c != nil {
					b.editor.Focus(c)
				}
			}))
		}
	}
	b.editor.SetMarks(marked)
}

// problem is a line about one fault; pressed, it leads there.
type problem struct {
	widget.BaseWidget
	text *widget.Label
	tap  func()
}

func newProblem(text string, tap func()) *problem {
	p := &problem{text: widget.NewLabel(ink.Visible(text)), tap: tap}
	p.text.Wrapping = fyne.TextWrapWord
	p.text.Importance = widget.DangerImportance
	p.ExtendBaseWidget(p)
	return p
}

// Tapped belongs to Fyne.
func (p *problem) Tapped(*fyne.PointEvent) { p.tap() }

// CreateRenderer belongs to Fyne.
func (p *problem) CreateRenderer() fyne.WidgetRenderer {
	return widget.NewSimpleRenderer(container.NewBorder(canvas.NewLine(theme.Get(theme.Line)), nil, nil, nil, p.text))
}
