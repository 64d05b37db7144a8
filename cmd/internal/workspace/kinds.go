package workspace

import (
	"runchecks/sync/cove"
	"runchecks/sync/mailbox"
	"runchecks/sync/source"
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
	return mail, source.Kinds{mail.Kind(), devices.Kind()}, nil
}
