package settings

import (
	"fmt"
	"slices"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

// change changes the selected setting.
func (x *Feature) change() {
	if !x.Model.CanChange() {
		return
	}
	r := *x.Model.Row()
	switch r.Key {
	case domain.SettingRole:
		x.changeRole()
	case domain.SettingProxy:
		x.setProxy()
	default:
		x.valueForm(r)
	}
}

// values are those to choose from, nil where one is typed.
func values(d setting.Definition) (out []string) {
	switch d.Kind {
	case setting.Choice:
		return d.Choices
	case setting.Hour:
		for hour := range 24 {
			out = append(out, fmt.Sprint(hour))
		}
	case setting.Language:
		return append([]string{""}, words.Shipped().Tags()...)
	}
	return out
}

func (x *Feature) valueForm(r Row) {
	f := form.New(r.Name, words.T("setting.set"))
	f.Note = r.About
	value := func() string { return r.Value }
	if list := values(r.Definition); list != nil {
		var shown []string
		for _, v := range list {
			shown = append(shown, words.SettingValue(r.Definition, v))
		}
		_, chosen := f.Choice(words.T("setting.column_value"), shown, slices.Index(list, r.Value))
		value = func() string { return list[chosen()] }
	} else {
		text := r.Value
		if r.Kind == setting.Silence && text == fmt.Sprint(domain.SilenceNever) {
			text = "never"
		}
		e := f.Text(words.T("setting.column_value"), text, words.SettingWanted(r.Definition))
		value = func() string { return e.Text }
	}
	f.Changed = func() {
		next, ok := r.Parse(value())
		if !ok {
			f.Say(words.SettingWanted(r.Definition), true)
			return
		}
		f.Say(words.SettingValue(r.Definition, next), next == r.Value)
	}
	f.Done = func() bool {
		next, ok := r.Parse(value())
		if ok {
			x.Model.Set(r.Key, next)
		}
		return ok
	}
	x.host.Ask(f)
}
