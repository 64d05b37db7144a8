package workspace

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/sync/notice"
	"runchecks/ui/words"
)

// Speaks is the language of the profile, English where it cannot be read: what it sends is for
// its people, in whatever language this process speaks.
func (w *Workspace) Speaks(ctx context.Context) *words.Language {
	var chosen string
	err := w.Store.Read(ctx, func(q domain.Reader) (err error) {
		chosen, err = setting.Read(q, domain.SettingLanguage)
		return err
	})
	if err == nil {
		if l, err := words.OfProfile(chosen); err == nil {
			return l
		}
	}
	return words.Spoken()
}

// newNotices makes the keeper of the notices.
func (w *Workspace) newNotices() (*notice.Keeper, error) {
	return notice.New(notice.Params{
		Store: w.Store, Secrets: w.Secrets, Decisions: w.Desk, Clock: w.Clock, Location: w.Location, Transport: w.web,
		Words: func(ctx context.Context, news []rules.Piece) notice.Message {
			title, text := words.News(w.Speaks(ctx), news)
			return notice.Message{Title: title, Text: text}
		},
	})
}
