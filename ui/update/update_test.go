package update_test

import (
	"context"
	"errors"
	"net/url"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/features"
	"runchecks/ui/shell"
	"runchecks/ui/uitest"
	"runchecks/ui/update"
)

var newer = update.Newest{
	Current: "1.0", Version: "1.1", Newer: true, Released: time.Date(2026, 11, 3, 0, 0, 0, 0, time.UTC), Notes: "* Faster.",
	Page: "https://checks.invalid/get",
}

// asked is what somebody who is asked for the newest version says.
func asked(n update.Newest, err error) func(*features.Params) {
	return func(p *features.Params) {
		p.AskUpdate = func(context.Context) (update.Newest, error) { return n, err }
	}
}

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"show": uitest.On(shell.RunChecks, func(d *uitest.Desk) { d.Do("update.look") }),
	}, asked(newer, nil))
}

func TestWhatIsNewIsShownWithThePageToGetItFrom(t *testing.T) {
	d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, asked(newer, nil))
	opened := ""
	d.OpenURL = func(page *url.URL) error {
		opened = page.String()
		return nil
	}
	if text, _, _ := d.W.Update.StatusLine(); text != "" {
		t.Errorf("%q is said before anybody asked", text)
	}
	d.Do("update.look")
	d.Settle()
	if text, good, command := d.W.Update.StatusLine(); text != "1.1 is here" || !good || command != "update.look" {
		t.Errorf("the status bar: %q, %v, %q", text, good, command)
	}
	d.Key(fyne.KeyReturn)
	if opened != newer.Page {
		t.Errorf("%q is opened", opened)
	}
}

func TestNothingIsOpenedWhereThereIsNothingNewOrNobodyAnswers(t *testing.T) {
	for name, with := range map[string]func(*features.Params){
		"the newest": asked(update.Newest{Current: "1.0", Version: "1.0"}, nil), "no answer": asked(update.Newest{}, errors.New("no network")),
	} {
		d := uitest.NewAs(t, domain.RoleAdmin, func(domain.Store) {}, with)
		d.Do("update.look")
		d.Settle()
		if text, _, _ := d.W.Update.StatusLine(); text != "" || d.W.Covered() {
			t.Errorf("%s: %q, covered %v", name, text, d.W.Covered())
		}
	}
}
