package accounts

import (
	"context"

	"runchecks/domain"
	"runchecks/ui/form"
	"runchecks/ui/listscreen"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// ID names the screen.
const ID = shell.Accounts

// Links are what other features do for this one.
type Links struct {
	SyncNow func()
	// Secrets are the accounts that wait for a password or sign-in, as last read; Waiting
	// reads them, beside the interface thread.
	Secrets func() []domain.Account
	Waiting func(context.Context) ([]domain.Account, error)
	// Desk sets the service desk up, MaySetUpDesk reports whether that can be done, and
	// DeskMissing, beside the interface thread, whether its credentials are missing.
	Desk         func()
	MaySetUpDesk func() bool
	DeskMissing  func(context.Context) bool
}

// Feature is Accounts in the window. Its methods are called on the interface thread.
type Feature struct {
	*listscreen.List
	Model *Model
	host  shell.Host
	p     Params
	links Links
	asked map[int64]bool // accounts whose password was asked for in this session
	// askedDesk is true after the credentials of the service desk were asked for.
	askedDesk bool
	waits     *form.Form // the one that waits for a sign-in, nil for none
}

// NewFeature makes the feature.
func NewFeature(host shell.Host, p Params, links Links) *Feature {
	x := &Feature{
		List: listscreen.NewList(host, ID, words.T("accounts.screen"), words.T("accounts.search")),
		host: host, p: p, links: links, asked: map[int64]bool{},
	}
	x.Model = New(p, x.Changed)
	x.Show(x.Model, listscreen.Options{})
	return x
}

// SetProgress shows how far a sync is.
func (x *Feature) SetProgress(p domain.SyncProgress) { x.Model.SetProgress(p) }
