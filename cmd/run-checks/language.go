package main

import (
	"context"

	"runchecks/domain"
	"runchecks/domain/setting"
	"runchecks/ui/words"
)

// speak makes the language of the profile that of the process, or that of the system where
// the profile chose none.
func speak(ctx context.Context, store domain.Store) error {
	var chosen string
	err := store.Read(ctx, func(q domain.Reader) (err error) {
		chosen, err = setting.Read(q, domain.SettingLanguage)
		return err
	})
	if err != nil {
		return err
	}
	l, err := words.Shipped().Language(words.Preferred(chosen))
	if err == nil {
		words.Speak(l)
	}
	return err
}
