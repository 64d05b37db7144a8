package settings

import (
	"context"
	"strings"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/form"
	"runchecks/ui/words"
)

func (x *Feature) maySetNotices() bool {
	return x.p.Notices != nil && x.p.Desk.May(rules.ActSettings)
}

// setNotices opens the form of the notices.
func (x *Feature) setNotices() {
	x.host.Background().Go(func(ctx context.Context) func() {
		list, _, err := x.p.Notices.List(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
			}
			x.noticeForm(list)
		}
	})
}

// noticeForm adds a notice, tests one or removes one: what is chosen first.
func (x *Feature) noticeForm(list []domain.Notice) {
	f := form.New(words.T("notice.form_title"), words.T("notice.form_add"))
	f.Note = words.T("notice.form_note")
	ways := []string{words.T("notice.way_add")}
	for _, n := range list {
		ways = append(ways, words.T("notice.way_test", "name", n.Name), words.T("notice.way_remove", "name", n.Name))
	}
	_, way := f.Choice(words.T("notice.way"), ways, 0)
	name := f.Text(words.T("notice.name"), "", words.T("notice.name_hint"))
	abouts := []string{words.T("notice.about_all")}
	for _, k := range domain.NewsKinds() {
		abouts = append(abouts, words.NewsKind(k))
	}
	_, about := f.Choice(words.T("notice.about"), abouts, 0)
	address := f.Secret(words.T("notice.address"), words.T("notice.address_hint"))
	f.Changed = func() {
		switch at := way(); {
		case at > 0 && at%2 == 1:
			f.SetSave(words.T("notice.form_test"))
			f.Say("", false)
		case at > 0:
			f.SetSave(words.T("notice.form_remove"))
			f.Say("", false)
		default:
			f.SetSave(words.T("notice.form_add"))
			f.Say("", strings.TrimSpace(name.Text) == "" || strings.TrimSpace(address.Text) == "")
		}
	}
	f.Done = func() bool {
		at := way()
		if at > 0 {
			n := list[(at-1)/2]
			if at%2 == 1 {
				x.notice(words.T("notice.tested", "name", n.Name), func(ctx context.Context) error { return x.p.Notices.Test(ctx, n.Name) })
			} else {
				x.notice(words.T("notice.removed", "name", n.Name), func(ctx context.Context) error {
					return x.p.Notices.Remove(ctx, n.Name)
				})
			}
			return true
		}
		n := domain.Notice{Name: strings.TrimSpace(name.Text)}
		if kind := about(); kind > 0 {
			n.About = domain.NewsKinds()[kind-1 : kind]
		}
		secret := address.Text
		x.notice(words.T("notice.added", "name", n.Name), func(ctx context.Context) error { return x.p.Notices.Add(ctx, n, secret) })
		return true
	}
	x.host.Ask(f)
}

// notice speaks with a service beside the window, and says what came of it.
func (x *Feature) notice(done string, do func(context.Context) error) {
	x.host.Background().Go(func(ctx context.Context) func() {
		err := do(ctx)
		return func() {
			if err != nil {
				x.host.Say(words.Failed(err))
			} else {
				x.host.Say(words.Toast{Text: done})
			}
			x.Model.Reload()
		}
	})
}
