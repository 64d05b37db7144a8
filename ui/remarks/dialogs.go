package remarks

import (
	"strings"
	"time"

	"runchecks/ui/form"
)

// editRemark changes the selected remark.
func (x *Feature) editRemark() {
	if !x.Model.CanChange() {
		return
	}
	r := *x.Model.Remark()
	f := form.New("Change the remark", "Save")
	text := f.Lines("Text", r.Text, "", 4)
	words, ends := form.Ends(x.host.Clock().In(x.host.Location()), "no end")
	if !r.Expires.IsZero() {
		words, ends = append(
			[]string{"as it is: until " + r.Expires.In(x.host.Location()).Format("2 Jan 2006")},
			words...), append(
			[]time.Time{r.Expires},
			ends...)
	}
	_, until := f.Choice("Until", words, 0)
	f.Changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.Say("A remark needs a text.", true)
			return
		}
		f.Say("", false)
	}
	f.Done = func() bool {
		r.Text, r.Expires = text.Text, ends[until()]
		x.Model.Save(r)
		return true
	}
	x.host.Ask(f)
}
