package workspace

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"runchecks"
	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/sync/release"
)

// Update is what is known of the newest version.
type Update struct {
	release.Manifest
	Current string // that runs here
	Newer   bool
}

// CheckForUpdate asks whether there is a newer version of the program, by the proxy of the profile.
// It is asked when somebody says so, and nothing is installed. While address or key are
// placeholders nothing is asked either.
func (w *Workspace) CheckForUpdate(ctx context.Context) (Update, error) {
	address, key, ok := runchecks.Identity().Updates()
	if err := w.Desk.Permit(rules.ActSee); err != nil {
		return Update{}, err
	}
	if !ok {
		return Update{}, domain.Refuse(domain.CodeInvalid, "refusal.update_placeholder")
	}
	return w.checkForUpdate(ctx, address, key)
}

func (w *Workspace) checkForUpdate(ctx context.Context, address string, key []byte) (u Update, err error) {
	u.Current = Version().Version
	var seen int64
	err = w.Store.Read(ctx, func(q domain.Reader) error {
		text, err := q.Setting(domain.SettingUpdateSeen)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		seen, _ = strconv.ParseInt(text, 10, 64) // of another program: nothing was seen
		return err
	})
	if err != nil {
		return u, err
	}
	data, err := release.Fetch(ctx, w.client(), address)
	if err == nil {
		u.Manifest, err = release.Open(data, key, runchecks.Identity().Name, seen, w.Clock())
	}
	switch {
	case ctx.Err() != nil:
		return u, ctx.Err()
	case errors.Is(err, release.ErrForged), errors.Is(err, release.ErrLarge), errors.Is(err, release.ErrOld),
		errors.Is(err, release.ErrExpired), errors.Is(err, release.ErrOther), errors.Is(err, release.ErrPlain):
		return u, &domain.Error{
			Code: domain.CodeInvalid, Cause: err,
			Message: fmt.Sprintf("What %s says of new versions is not believed: %v. Nothing was changed; ask again later.", address, err),
		}
	case err != nil:
		return u, &domain.Error{
			Code: domain.CodeNetwork, Cause: err,
			Message: fmt.Sprintf("Cannot ask %s for a newer version: %v. Check the connection and the proxy.", address, err),
		}
	}
	u.Newer = release.Newer(u.Version, u.Current)
	if u.Serial == seen {
		return u, nil
	}
	return u, w.Store.Refetchable().Write(ctx, func(tx domain.Tx) error {
		return tx.PutSetting(domain.SettingUpdateSeen, strconv.FormatInt(u.Serial, 10))
	})
}
