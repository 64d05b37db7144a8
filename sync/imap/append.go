package imap

import (
	"bytes"
	"context"
	"errors"
	"slices"

	goimap "github.com/emersion/go-imap/v2"

	"runchecks/domain"
)

// Append puts a mail into a folder, marked as read. CodePermission means that the server does
// not take it: the folder may only be read, or the mailbox is full.
func (s *Session) Append(ctx context.Context, folder string, raw []byte) error {
	tried := "Writing to the folder " + folder + " on " + s.peer
	_, err := asked(ctx, s, 0, 0, func() (struct{}, error) {
		cmd := s.client.Append(folder, int64(len(raw)), &goimap.AppendOptions{Flags: []goimap.Flag{goimap.FlagSeen}})
		_, written := bytes.NewReader(raw).WriteTo(cmd)
		closed := cmd.Close()
		_, err := cmd.Wait()
		if err == nil {
			err = errors.Join(written, closed)
		}
		return struct{}{}, err
	})
	var no *goimap.Error
	if errors.As(err, &no) && no.Type == goimap.StatusResponseTypeNo {
		return &domain.Error{
			Code: domain.CodePermission, Cause: err,
			Message: tried + " failed: the server said " + clip(
				no.Text,
			) + ". Check that this login may write there, and that the mailbox is not full.",
		}
	}
	return s.failed(tried, err)
}

// failed words an error of the connection.
func (s *Session) failed(tried string, err error) error {
	if err == nil {
		return nil
	}
	return fault(tried, s.conn.why(err))
}

// CreateFolder makes a folder; CodePermission means that the server makes none by that name,
// which may be since it is there.
func (s *Session) CreateFolder(ctx context.Context, folder string) error {
	tried := "Making the folder " + folder + " on " + s.peer
	_, err := asked(ctx, s, 0, 0, func() (struct{}, error) { return struct{}{}, s.client.Create(folder, nil).Wait() })
	var no *goimap.Error
	if errors.As(err, &no) && no.Type == goimap.StatusResponseTypeNo {
		return &domain.Error{
			Code: domain.CodePermission, Cause: err,
			Message: tried + " failed: the server said " + clip(no.Text) + ". Check that this login may make folders.",
		}
	}
	return s.failed(tried, err)
}

// Subjects returns the UIDs, ascending, of those mails of the examined folder whose subject
// holds a text of ASCII. What is found is what the server says: it may be more or less.
func (s *Session) Subjects(ctx context.Context, text string) ([]uint32, error) {
	const each = 12 // bytes of a UID in the answer, which is one line
	what := &goimap.SearchCriteria{Header: []goimap.SearchCriteriaHeaderField{{Key: "Subject", Value: text}}}
	found, err := asked(ctx, s, int64(s.exists)*each, 1, func() (*goimap.SearchData, error) { return s.client.UIDSearch(what, nil).Wait() })
	if err != nil {
		return nil, s.failed("Searching mails on "+s.peer, err)
	}
	var out []uint32
	for _, uid := range found.AllUIDs() {
		out = append(out, uint32(uid))
	}
	slices.Sort(out)
	return out, nil
}
