package runchecks

import (
	"strings"

	"runchecks/ui/form"
	"runchecks/ui/words"
)

// saveView asks how a view of the search is to be called.
func (x *Feature) saveView() {
	x.askView(words.T("runchecks.view_save_title"), words.T("runchecks.view_save"), x.Model.Search(), x.Model.SaveView)
}

// renameView asks how the view of the search is to be called instead.
func (x *Feature) renameView() {
	x.askView(words.T("runchecks.view_rename_title"), words.T("runchecks.view_rename"), x.Model.ViewName(), x.Model.RenameView)
}

func (x *Feature) askView(title, done, name string, do func(name string)) {
	f := form.New(title, done)
	f.Note = words.T("runchecks.view_search", "search", x.Model.Search())
	field := f.Text(words.T("runchecks.view_name"), name, words.T("runchecks.view_name_hint"))
	f.Changed = func() { f.SetEnabled(strings.TrimSpace(field.Text) != "") }
	f.Done = func() bool {
		do(words.Clip(strings.TrimSpace(field.Text), 40))
		return true
	}
	x.host.Ask(f)
}
