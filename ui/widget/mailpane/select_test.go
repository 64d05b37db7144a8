package mailpane

import (
	"testing"

	"fyne.io/fyne/v2"
)

func TestWordsAreSelectedByArrowsAndToldWithEnter(t *testing.T) {
	var told []Selection
	s := newDriven(t)
	s.p.Select = func(s Selection) { told = append(told, s) }
	s.mail("<p>Sum: fine</p><table><tr><td>Name</td><td>State</td></tr><tr><td>srv</td><td>left over</td></tr></table>")
	key := func(names ...fyne.KeyName) {
		for _, n := range names {
			s.TypedKey(&fyne.KeyEvent{Name: n})
		}
	}
	key(fyne.KeyReturn) // nothing is selected: it is the screen's
	key(fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if len(told) != 1 || told[0].Text != "Sum: fine" || told[0].Text[told[0].From:told[0].To] != "fine" {
		t.Fatalf("told %+v", told)
	}
	key(fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyRight, fyne.KeyReturn)
	if c := told[1]; c.Text != "left over" || c.To-c.From != 4 || c.Column != 1 || len(c.Row) != 2 || c.Row[0] != "srv" {
		t.Errorf("told %+v", c)
	}
	key(fyne.KeyUp, fyne.KeyReturn)
	if c := told[2]; c.Text != "State" {
		t.Errorf("above it: %+v", c)
	}
	key(fyne.KeyLeft, fyne.KeyReturn)
	if c := told[3]; c.Text != "Name" {
		t.Errorf("before it: %+v", c)
	}
	s.SelectNothing()
	if s.Selected() != "" {
		t.Error("something is selected")
	}
}

func TestLabelsStandAtTheirWordsAndNotInLongerOnes(t *testing.T) {
	s := newDriven(t)
	s.mail("<p>not-good, good and ungood</p>")
	s.SetLabels([]Label{{Words: "good", Text: "status", Colour: "rc-green"}, {Words: "nothing", Text: "x", Colour: "rc-green"}})
	if n := len(s.labels.hits); n != 1 {
		t.Fatalf("%d labels", n)
	}
	if got := s.now.sheet.Text(s.labels.hits[0].at); got != "good" {
		t.Errorf("at %q", got)
	}
	s.mail("<p>another</p>")
	if len(s.labels.hits) != 0 {
		t.Error("labels of the mail before")
	}
}

// mail shows a mail and waits for its page.
func (d *driven) mail(html string) {
	d.SetMail(Mail{HTML: html})
	d.run()
}
