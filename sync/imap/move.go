package imap

import (
	"context"
	"errors"

	goimap "github.com/emersion/go-imap/v2"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// CanMove reports whether the server moves mails in one step (RFC 6851). Copying and
// deleting instead is never done: a copy that fails would still be followed by the
// deletion.
func (s *Session) CanMove() bool { return s.caps["MOVE"] }

// Move opens a folder for writing and moves mails of it into another folder. It is
// the only thing that ever changes a mailbox. Mails that are gone are passed over.
// CodeNotFound means that one of the folders is not there, CodeConflict that the
// folder numbers its mails anew, so that nothing was moved.
func (s *Session) Move(ctx context.Context, folder string, validity uint32, uids []uint32, into string) error {
	tried := "Moving mails of " + folder + " to " + into + " on " + s.peer
	if !s.CanMove() {
		return refuse(domain.CodeInvalid, "%s failed: the server cannot move mails in one step, and copying and deleting them could lose some. Leave them where they are.", tried)
	}
	n := int64(len(uids))
	_, err := asked(ctx, s, 2*n*headBytes, 2*n, func() (struct{}, error) { return struct{}{}, s.move(tried, folder, validity, uids, into) })
	return s.moveFault(tried, err)
}

func (s *Session) move(tried, folder string, validity uint32, uids []uint32, into string) error {
	data, err := s.client.Select(folder, nil).Wait()
	if err != nil {
		return err
	}
	if data.UIDValidity != validity {
		return refuse(domain.CodeConflict, "%s was left: the server numbers the mails of the folder anew.", tried)
	}
	there, err := s.existing(uids)
	if err != nil || len(there) == 0 {
		return err
	}
	_, err = s.client.Move(there, into).Wait()
	return err
}

// existing returns those of the mails that are there. A move of none is answered by
// some servers in a way that ends the connection.
func (s *Session) existing(uids []uint32) (goimap.UIDSet, error) {
	var wanted, there goimap.UIDSet
	for _, uid := range uids {
		wanted.AddNum(goimap.UID(uid))
	}
	found, err := s.client.Fetch(wanted, &goimap.FetchOptions{UID: true}).Collect()
	for _, m := range found {
		there.AddNum(m.UID)
	}
	return there, err
}

func (s *Session) moveFault(tried string, err error) error {
	if err == nil {
		return nil
	}
	var no *goimap.Error
	if errors.As(err, &no) && no.Type == goimap.StatusResponseTypeNo {
		return &domain.Error{Code: domain.CodeNotFound, Cause: err, Said: wording.Of("fault.moving", tried, clip(no.Text))}
	}
	return fault(tried, s.conn.why(err))
}
