package imap

import (
	"context"
	"errors"
	"time"

	goimap "github.com/emersion/go-imap/v2"
)

// CanIdle says whether the server tells of new mails by itself (RFC 2177).
func (s *Session) CanIdle() bool { return s.caps["IDLE"] }

// Wait returns when wake does, or as soon as the server says that the examined folder
// has another number of mails, where it can; told says that it did. A server ends an IDLE
// after 30 minutes: wake must come before that.
func (s *Session) Wait(ctx context.Context, wake <-chan time.Time) (told bool, err error) {
	defer s.guard(ctx)()
	const tried = "Waiting for new mails on "
	end := func() error { return nil }
	if s.CanIdle() {
		idle, err := asked(ctx, s, 0, 0, s.client.Idle)
		var no *goimap.Error
		switch {
		case err == nil:
			end = func() error {
				_, err := asked(ctx, s, 0, 0, func() (struct{}, error) { return struct{}{}, errors.Join(idle.Close(), idle.Wait()) })
				return err
			}
		case errors.As(err, &no) && no.Type != goimap.StatusResponseTypeBye:
			delete(s.caps, "IDLE") // it offers what it refuses: the timetable is left
		default:
			return false, fault(tried+s.peer, s.conn.why(err))
		}
	}
	select {
	case <-wake:
	case <-s.news:
		told = true
	case <-s.conn.gone:
	case <-ctx.Done():
		s.conn.end(context.Cause(ctx))
	}
	if err := end(); err != nil {
		return told, fault(tried+s.peer, s.conn.why(err))
	}
	return told, s.alive(tried)
}

// alive returns why the connection has ended, nil if it has not.
func (s *Session) alive(tried string) error {
	if err := s.conn.why(nil); err != nil {
		return fault(tried+s.peer, err)
	}
	return nil
}
