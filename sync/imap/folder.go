package imap

import (
	"context"
	"errors"
	"math"
	"slices"

	goimap "github.com/emersion/go-imap/v2"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// State is what a server says of a folder when it is opened.
type State struct {
	UIDValidity uint32 // another value than before: every known UID is void
	UIDNext     uint32 // 0 if the server does not say
	Exists      uint32 // mails in the folder
	ModSeq      uint64 // HIGHESTMODSEQ, below 2^63; 0 if the server has none (RFC 7162)
}

// Folders returns the names of the folders that can be opened, sorted.
func (s *Session) Folders(ctx context.Context) ([]string, error) {
	list, err := asked(ctx, s, 0, 0, func() ([]*goimap.ListData, error) { return s.client.List("", "*", nil).Collect() })
	if err != nil {
		return nil, fault("Listing the folders of "+s.peer, s.conn.why(err))
	}
	var names []string
	for _, l := range list {
		if slices.Contains(l.Attrs, goimap.MailboxAttrNoSelect) || slices.Contains(l.Attrs, goimap.MailboxAttrNonExistent) {
			continue
		}
		names = append(names, l.Mailbox)
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// Examine opens a folder for reading. CodeNotFound means that it is not there.
func (s *Session) Examine(ctx context.Context, folder string) (State, error) {
	options := &goimap.SelectOptions{ReadOnly: true, CondStore: s.caps["CONDSTORE"]}
	data, err := asked(ctx, s, 0, 0, func() (*goimap.SelectData, error) { return s.client.Select(folder, options).Wait() })
	if err != nil {
		var no *goimap.Error
		if errors.As(err, &no) && no.Type == goimap.StatusResponseTypeNo {
			return State{}, &domain.Error{Code: domain.CodeNotFound, Cause: err,
				Said: wording.Of("fault.folder", folder, s.peer, clip(no.Text))}
		}
		return State{}, fault("Opening the folder "+folder+" on "+s.peer, s.conn.why(err))
	}
	if data.UIDValidity == 0 {
		return State{}, refuse(domain.CodeInvalid, "Opening the folder %s on %s failed: the server gives no UIDVALIDITY, so its mails cannot be told apart. Use another server or folder.", folder, s.peer)
	}
	s.exists, s.next = data.NumMessages, uint32(data.UIDNext)
	return State{UIDValidity: data.UIDValidity, UIDNext: uint32(data.UIDNext), Exists: data.NumMessages, ModSeq: data.HighestModSeq & math.MaxInt64}, nil
}
