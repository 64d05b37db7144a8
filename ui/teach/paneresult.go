package teach

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	fynetheme "fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/theme"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/section"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// result is the right pane: what comes of the mail shown, what is not decided, what is.
type result struct {
	p       params
	content fyne.CanvasObject
	box     *fyne.Container
	scroll  *container.Scroll
	use     *actionbutton.Button
	keep    *actionbutton.Button
	stays   *canvas.Text
	first   *actionbutton.Button // of the first question, nil for none
}

func newResult(p params) *result {
	r := &result{p: p, box: container.NewVBox(), stays: text(theme.SmallSize, false, theme.Amber)}
	r.use = actionbutton.NewKeyed(actionbutton.Primary, words.T("teach.button_use"), p.View.p.Keys.Hint(ID, keys.Complete), p.Use)
	r.keep = actionbutton.NewKeyed(actionbutton.Plain, words.T("teach.button_keep"), p.View.p.Keys.Hint(ID, "D"), p.Keep)
	r.scroll = container.NewVScroll(container.New(within{}, r.box))
	foot := pad(6, container.NewVBox(r.stays, actionbutton.NewBar(r.use, r.keep)))
	r.content = container.NewBorder(nil, container.NewVBox(canvas.NewLine(theme.Get(theme.Line)), foot), nil, nil, r.scroll)
	return r
}

// within keeps what it holds to the width that there is.
type within struct{}

func (within) MinSize(o []fyne.CanvasObject) fyne.Size { return fyne.NewSize(0, o[0].MinSize().Height) }

func (within) Layout(o []fyne.CanvasObject, size fyne.Size) { o[0].Resize(size) }

// trimmed is a line that ends in dots where there is no room for it.
func trimmed(words string, size fyne.ThemeSizeName, bold bool) *widget.Label {
	l := widget.NewLabel(words)
	l.Truncation, l.SizeName, l.TextStyle.Bold = fyne.TextTruncateEllipsis, size, bold
	return l
}

// focus gives the keyboard to the first question; false where there is none.
func (r *result) focus(c fyne.Canvas) bool {
	if r.first == nil {
		return false
	}
	c.Focus(r.first)
	return true
}

// What is listed at most; what is more is said.
const (
	mostObjects   = 12
	mostQuestions = 12
	mostDecided   = 60
)

func (r *result) show() {
	v := r.p.View
	state := v.State()
	r.box.RemoveAll()
	r.first = nil
	if v.Mail() < len(state.Mails) {
		r.showResult(state.Mails[v.Mail()], state.Problems)
		r.showQuestions(state.Questions)
		r.showDecided(state.Decided)
	}
	r.box.Refresh()
	r.use.SetLabel(v.UseWords())
	r.use.SetEnabled(v.CanUse())
	r.keep.SetEnabled(v.IsOpen())
	colour := theme.Amber
	if v.Unknown() == 0 {
		colour = theme.Green
	}
	set(r.stays, v.StaysWords(), colour)
}

func wrapped(words string, importance widget.Importance) *widget.Label {
	l := widget.NewLabel(words)
	l.Wrapping, l.Importance = fyne.TextWrapWord, importance
	l.SizeName = fynetheme.SizeNameCaptionText
	return l
}

func (r *result) showResult(m domain.TeachMail, problems []domain.DefinitionProblem) {
	r.box.Add(section.New(words.T("teach.result"), words.T("teach.result_as"), nil))
	if len(problems) > 0 {
		r.box.Add(wrapped(words.T("teach.no_definition", "problem", words.DefinitionProblem(problems[0])), widget.DangerImportance))
		return
	}
	job, line, why := Result(m)
	name := text(theme.HeadingSize, true, theme.Text)
	name.Text = cut(job, 34)
	mark := statusmark.New(m.Status())
	r.box.Add(pad(6, container.NewHBox(container.NewCenter(mark), name)))
	dim := text(theme.SmallSize, false, theme.Dim)
	dim.Text = cut(line, 64)
	if line != "" {
		r.box.Add(pad(0, dim))
	}
	r.box.Add(wrapped(why, widget.MediumImportance))
	if len(m.Results) == 0 {
		return
	}
	objects := m.Results[0].Objects
	if len(objects) == 0 {
		return
	}
	r.box.Add(section.New(words.T("teach.pane_objects"), words.Number(len(objects)), nil))
	shown := 0
	for _, bad := range []bool{true, false} {
		for _, o := range objects {
			if (o.Status != domain.Success) != bad || shown == mostObjects {
				continue
			}
			shown++
			name := text(theme.TextSize, false, theme.Text)
			name.Text = cut(o.Name, 26)
			note := text(theme.SmallSize, false, theme.Dim)
			note.Text = cut(o.Message, 30)
			box := canvas.NewRectangle(nil)
			box.SetMinSize(fyne.NewSize(96, 24))
			r.box.Add(pad(0, container.NewHBox(container.NewStack(box, container.NewHBox(statusmark.New(o.Status))), name, note)))
		}
	}
	if n := len(objects) - shown; n > 0 {
		more := text(theme.SmallSize, false, theme.Dim)
		more.Text = words.T("teach.more", "n", n)
		r.box.Add(pad(2, more))
	}
}

func (r *result) showQuestions(list []domain.TeachQuestion) {
	detail := words.T("teach.go_on")
	if len(list) == 0 {
		detail = words.T("teach.nothing")
	}
	r.box.Add(section.New(words.T("teach.undecided_count", "n", len(list)), detail, nil))
	for i, q := range list {
		if i == mostQuestions {
			more := text(theme.SmallSize, false, theme.Dim)
			more.Text = words.T("teach.more", "n", len(list)-i)
			r.box.Add(pad(2, more))
			break
		}
		title := trimmed(q.Title, fynetheme.SizeNameText, true)
		var buttons []*actionbutton.Button
		for _, m := range q.Choices {
			kind, key := actionbutton.Plain, ""
			switch {
			case m == q.Suggested && i == r.suggested(list):
				key = "Y"
			case i == r.p.View.Asked():
				key = map[domain.Meaning]string{"success": "1", "warning": "2", "failed": "3", "missed": "4", "ignored": "9"}[m]
			}
			b := actionbutton.New(kind, MeaningWords(m), key, func() { r.p.View.Answer(i, m) })
			if r.first == nil {
				r.first = b
			}
			buttons = append(buttons, b)
		}
		if q.Words != "" {
			buttons = append(buttons, actionbutton.New(actionbutton.Quiet, words.T("teach.show"), "", func() { r.p.View.Show(i) }))
		}
		lines := container.NewVBox(title, wrapped(q.Text, widget.MediumImportance))
		if len(buttons) > 0 {
			lines.Add(actionbutton.NewBar(buttons...))
		}
		r.box.Add(pad(4, lines))
		r.box.Add(canvas.NewLine(theme.Get(theme.Line)))
	}
}

// suggested is the first question with a suggestion, -1 for none.
func (r *result) suggested(list []domain.TeachQuestion) int {
	for i, q := range list {
		if q.Suggested != "" {
			return i
		}
	}
	return -1
}

func (r *result) showDecided(list []domain.TeachDecision) {
	r.box.Add(section.New(words.T("teach.decided_count", "n", len(list)), "", nil))
	for i, d := range list {
		if i == mostDecided {
			break
		}
		line := trimmed(d.Text, fynetheme.SizeNameCaptionText, false)
		what := text(theme.SmallSize, false, theme.Dim)
		what.Text = d.What
		right := container.NewHBox(container.NewCenter(what))
		if !d.ByHand {
			remove := actionbutton.NewSign(glyph.Cross, words.T("teach.take_back"), func() { r.p.View.Remove(i) })
			remove.OnHover = r.p.Hover
			right.Add(remove)
		}
		r.box.Add(pad(0, container.NewBorder(nil, nil, nil, right, line)))
	}
}
