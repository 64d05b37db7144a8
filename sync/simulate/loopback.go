package simulate

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// loopback is an HTTP server on 127.0.0.1 at a free port. It ends with its context.
type loopback struct {
	listener net.Listener
	server   *http.Server
	closed   chan struct{} // closed by Close: silent answers end
	done     chan struct{} // closed when the accepting goroutine has ended
	unwatch  func() bool
	closing  sync.Once
	err      error
}

// start listens; what names the server in errors.
func (l *loopback) start(ctx context.Context, what string, serve http.HandlerFunc) error {
	l.closed, l.done = make(chan struct{}), make(chan struct{})
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return fmt.Errorf("starting the simulated %s on the loopback: %w", what, err)
	}
	l.listener = ln
	l.server = &http.Server{Handler: serve, ReadHeaderTimeout: 10 * time.Second}
	go func() {
		defer close(l.done)
		_ = l.server.Serve(ln)
	}()
	l.unwatch = context.AfterFunc(ctx, func() { _ = l.Close() })
	return nil
}

// Close ends all connections. Closing twice is fine.
func (l *loopback) Close() error {
	l.closing.Do(func() {
		l.unwatch()
		close(l.closed)
		l.err = l.server.Close()
		<-l.done
	})
	return l.err
}

// origin is the address of the server, without a path.
func (l *loopback) origin() string { return "http://" + l.listener.Addr().String() }
