package remarks

import (
	"strings"
	"time"

	"runchecks/ui/form"
	"runchecks/ui/words"
)

// editRemark changes the selected remark.
func (x *Feature) editRemark() {
	if !x.Model.CanChange() {
		return
	}
	r := *x.Model.Remark()
	f := form.New(words.T("remarks.form_title"), words.T("remarks.save"))
	text := f.Lines(words.T("remarks.text"), r.Text, "", 4)
	choices, ends := form.Ends(x.host.Clock().In(x.host.Location()), words.T("remarks.no_end"))
	if !r.Expires.IsZero() {
		day := words.Stamp(r.Expires.In(x.host.Location()), words.Date)
		choices = append([]string{words.T("remarks.as_it_is", "day", day)}, choices...)
		ends = append([]time.Time{r.Expires}, ends...)
	}
	_, until := f.Choice(words.T("remarks.until"), choices, 0)
	f.Changed = func() {
		if strings.TrimSpace(text.Text) == "" {
			f.Say(words.T("remarks.text_missing"), true)
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
