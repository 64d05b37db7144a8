package workspace

import (
	"context"

	"runchecks/sync/cove"
	"runchecks/sync/mailbox"
	"runchecks/sync/source"
	"runchecks/sync/team/collect"
)

// kinds makes what syncs the accounts of a profile: the list of every kind of account that
// the program knows. mail is the one that can also be looked into.
func (w *Workspace) kinds(o Options) (mail *mailbox.Source, all source.Kinds, err error) {
	mail, err = mailbox.New(mailbox.Params{
		Store: w.Store, Secrets: w.Secrets, Readers: w.Readers.Registry, Clock: w.Clock, Location: w.Location, Web: w.client(), Log: o.Wire,
	})
	if err != nil {
		return nil, nil, err
	}
	devices, err := cove.NewSource(cove.SourceParams{Store: w.Store, Clock: w.Clock, Password: w.Secrets.Get, Web: w.client(), Log: o.Wire})
	if err != nil {
		return nil, nil, err
	}
	own := source.Kinds{mail.Kind(), w.collector.Answering(devices.Kind())}
	shared, err := collect.NewSource(collect.SourceParams{
		Store: w.Store, Clock: w.Clock, Mails: mail.Reader, Devices: own,
		Keeper:  func(ctx context.Context) (collect.Keeper, error) { k, _, err := w.keeper(ctx); return k, err },
		CatchUp: func(ctx context.Context) error { _, err := w.Desk.CatchUp(ctx); return err },
	})
	if err != nil {
		return nil, nil, err
	}
	return mail, append(own, shared.Kind()), nil
}
