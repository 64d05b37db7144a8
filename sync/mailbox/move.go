package mailbox

import (
	"context"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// movesAtOnce is how many mails one command moves.
const movesAtOnce = 500

// move moves the mails of a folder that are stored and read to where the account
// wants them. Only mails that were recorded in the transaction that stored them are
// moved, and only once they are on the disk, so none is that a crash or a power cut could
// lose. A server that does not move them
// makes no failed sync: notice says why, and they are tried again.
func (s *Source) move(ctx context.Context, session *imap.Session, a domain.Account, at domain.Folder) (notice string, err error) {
	if a.MoveTo == "" || a.MoveTo == at.Name {
		return "", nil
	}
	for {
		var uids []uint32
		err := s.p.Store.Read(ctx, func(q domain.Reader) (err error) {
			uids, err = q.Moves(a.ID, at.Name, at.UIDValidity, movesAtOnce)
			return err
		})
		if err != nil || len(uids) == 0 {
			return "", err
		}
		if err := s.p.Store.Flush(ctx); err != nil {
			return "", err
		}
		if err := session.Move(ctx, at.Name, at.UIDValidity, uids, a.MoveTo); err != nil {
			switch domain.CodeOf(err) {
			case domain.CodeInvalid, domain.CodeNotFound, domain.CodeConflict:
				return err.Error(), nil
			}
			return "", err
		}
		err = s.p.Store.Write(ctx, func(tx domain.Tx) error {
			return tx.DeleteMoves(a.ID, at.Name, at.UIDValidity, uids[len(uids)-1])
		})
		if err != nil {
			return "", err
		}
	}
}
