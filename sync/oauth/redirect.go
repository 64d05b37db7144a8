package oauth

import (
	"context"
	"crypto/subtle"
	"io"
	"net"
	"net/http"
	"strconv"
	"time"
)

// callback is the one answer that the browser brings (RFC 6749, section 4.1.2).
type callback struct {
	ours         bool // it carries the state of this sign-in
	code         string
	failed, said string // error and error_description
}

// listener waits on the loopback for one answer of the browser.
type listener struct {
	port   int
	got    chan callback // holds one
	server *http.Server
	done   chan struct{} // closed when the accepting goroutine has ended
}

// listen opens a port of 127.0.0.1 that the system chooses. The first answer counts,
// with the right state or not; whatever comes after it, and whatever is no answer,
// such as the browser's question for an icon, is not found.
func listen(ctx context.Context, state string) (*listener, error) {
	ln, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return nil, err
	}
	l := &listener{port: ln.Addr().(*net.TCPAddr).Port, got: make(chan callback, 1), done: make(chan struct{})}
	taken := make(chan struct{}, 1)
	l.server = &http.Server{
		ReadHeaderTimeout: 10 * time.Second,
		MaxHeaderBytes:    64 << 10,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			q := r.URL.Query()
			if r.Method != http.MethodGet || r.URL.Path != "/" || !q.Has("code") && !q.Has("error") && !q.Has("state") {
				http.NotFound(w, r)
				return
			}
			select {
			case taken <- struct{}{}:
			default:
				http.NotFound(w, r)
				return
			}
			c := callback{
				ours: subtle.ConstantTimeCompare([]byte(q.Get("state")), []byte(state)) == 1,
				code: q.Get("code"), failed: q.Get("error"), said: q.Get("error_description"),
			}
			answer(w, c)
			l.got <- c
		}),
	}
	go func() {
		defer close(l.done)
		_ = l.server.Serve(ln)
	}()
	return l, nil
}

// answer shows the person a plain page. It is on its way before the sign-in goes on.
func answer(w http.ResponseWriter, c callback) {
	text := "Run Checks has the answer. You can close this page and return to it.\n"
	if !c.ours || c.failed != "" {
		text = "You are not signed in. Close this page; Run Checks says more.\n"
	}
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Content-Length", strconv.Itoa(len(text)))
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", "no-store")
	h.Set("Referrer-Policy", "no-referrer") // the address holds the code
	h.Set("Connection", "close")
	_, _ = io.WriteString(w, text)
	_ = http.NewResponseController(w).Flush()
}

// address is what the provider is told to send the browser to. It has no path: so
// it is registered.
func (l *listener) address(host string) string {
	return "http://" + net.JoinHostPort(host, strconv.Itoa(l.port))
}

// close ends the server and waits for it.
func (l *listener) close() {
	_ = l.server.Close()
	<-l.done
}
