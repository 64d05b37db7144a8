package imap

import (
	"context"
	"errors"
	"net"
	"testing"
	"time"
)

func TestCancellingDoesNotWaitForTheLibrary(t *testing.T) {
	ours, theirs := net.Pipe()
	defer theirs.Close()
	s := &Session{conn: newConn(ours, time.Minute)}
	ctx, cancel := context.WithCancel(t.Context())
	busy := make(chan struct{})
	defer close(busy)
	_, err := asked(ctx, s, 0, 0, func() (int, error) {
		cancel()
		<-busy
		return 0, nil
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
	select {
	case <-s.conn.gone:
	default:
		t.Error("the connection is still there")
	}
}
