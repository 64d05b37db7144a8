package main

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"os"
	"slices"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	goimap "github.com/emersion/go-imap/v2"
	"github.com/emersion/go-imap/v2/imapclient"

	"runchecks/domain"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/engine"
	"runchecks/sync/imap"
	"runchecks/sync/mailbox"
	"runchecks/sync/readers"
	"runchecks/sync/source"
)

const account = "lab"

// lab is a profile with one account on a server, and another mail program on the same
// mailbox.
type lab struct {
	server
	folder string // of the profile
	store  *storage.DB
	now    time.Time
	sent   int
	wire   wire
	cut    atomic.Int64 // bytes after which the next connection ends; 0 for none
}

// wire counts the commands of the last sync.
type wire struct{ fetches atomic.Int64 }

func (w *wire) Write(p []byte) (int, error) {
	if strings.Contains(string(p), "IMAP client") && strings.Contains(string(p), " FETCH ") {
		w.fetches.Add(1)
	}
	return len(p), nil
}

func newLab(s server) (*lab, error) {
	l := &lab{server: s, now: time.Now().UTC().Truncate(time.Second)}
	var err error
	if l.folder, err = os.MkdirTemp("", "interop-*"); err != nil {
		return nil, err
	}
	if l.store, err = storage.Open(context.Background(), l.folder); err != nil {
		return nil, err
	}
	return l, l.account(nil)
}

func (l *lab) close() {
	_ = l.store.Close()
	_ = os.RemoveAll(l.folder)
}

// account keeps the account with changes.
func (l *lab) account(change func(*domain.Account)) error {
	a := domain.Account{Name: account, Kind: domain.AccountIMAP, Host: "127.0.0.1", Port: l.port, Security: domain.SecurityNone, User: l.user}
	a.Secret = domain.SecretKeychain
	if change != nil {
		change(&a)
	}
	return l.store.Write(context.Background(), func(tx domain.Tx) error {
		_, err := tx.PutAccount(a)
		return err
	})
}

func (l *lab) engine() (*engine.Engine, error) {
	l.wire.fetches.Store(0)
	clock := func() time.Time { return l.now }
	mail, err := mailbox.New(mailbox.Params{
		Store: l.store, Secrets: secrets.Memory{account: l.pass}, Readers: readers.Default, Location: time.UTC, Clock: clock,
		Log: slog.New(slog.NewTextHandler(&l.wire, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Dial: func(ctx context.Context, c imap.Config) (*imap.Session, error) {
			if n := l.cut.Swap(0); n > 0 {
				port, err := cutter(c.Port, n)
				if err != nil {
					return nil, err
				}
				c.Port = port
			}
			return imap.Dial(ctx, c)
		},
	})
	if err != nil {
		return nil, err
	}
	return engine.New(engine.Params{Store: l.store, Location: time.UTC, Clock: clock, Kinds: source.Kinds{mail.Kind()}})
}

func (l *lab) sync(ctx context.Context) error {
	e, err := l.engine()
	if err != nil {
		return err
	}
	return e.Sync(ctx, "")
}

// session is a connection as the engine makes it.
func (l *lab) session(ctx context.Context) (*imap.Session, error) {
	return imap.Dial(ctx, imap.Config{Host: "127.0.0.1", Port: l.port, Security: domain.SecurityNone, User: l.user, Password: l.pass})
}

// other runs commands of another mail program.
func (l *lab) other(do func(*imapclient.Client) error) error {
	c, err := imapclient.DialInsecure(net.JoinHostPort("127.0.0.1", strconv.Itoa(l.port)), nil)
	if err != nil {
		return err
	}
	defer func() { _ = c.Close() }()
	if err := c.WaitGreeting(); err != nil {
		return err
	}
	if c.State() == goimap.ConnStateNotAuthenticated {
		if err := c.Login(l.user, l.pass).Wait(); err != nil {
			return err
		}
	}
	return do(c)
}

// report is the n-th mail, of a job of its folder.
func (l *lab) report(folder string, size int) []byte {
	l.sent++
	at := l.now.Add(-time.Duration(1000-l.sent) * time.Minute)
	job := strings.NewReplacer(" ", "-", "/", "-", ".", "-").Replace(folder)
	text := fmt.Sprintf(
		"From: backup@example.com\r\nTo: u@example.com\r\nSubject: [Success] %s job (1 objects)\r\nMessage-ID: <%d.%d@example.com>\r\n"+
			"Date: %s\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nBackup job: %s\r\nSuccess\r\n",
		job,
		l.sent,
		l.now.UnixNano(),
		at.Format(time.RFC1123Z),
		job,
	)
	return append([]byte(text), filler(size)...)
}

// filler is text that no compression makes much smaller.
func filler(size int) []byte {
	raw := make([]byte, size*3/4)
	_, _ = rand.NewChaCha8([32]byte{}).Read(raw)
	var out []byte
	for line := range slices.Chunk([]byte(base64.StdEncoding.EncodeToString(raw)), 76) {
		out = append(append(out, line...), "\r\n"...)
	}
	return out
}

func (l *lab) deliver(folder string, n, size int) error {
	return l.other(func(c *imapclient.Client) error {
		for range n {
			raw := l.report(folder, size)
			to := c.Append(folder, int64(len(raw)), &goimap.AppendOptions{Time: l.now.Add(-time.Hour)})
			if _, err := to.Write(raw); err != nil {
				return err
			}
			if err := to.Close(); err != nil {
				return err
			}
			if _, err := to.Wait(); err != nil {
				return fmt.Errorf("deliver to %s: %w", folder, err)
			}
		}
		return nil
	})
}

// stored counts messages and runs.
func (l *lab) stored() (messages, runs int, err error) {
	err = l.store.Read(context.Background(), func(q domain.Reader) error {
		ids, err := q.MessageIDs("")
		messages = len(ids)
		for _, id := range ids {
			of, runsErr := q.MessageRuns(id)
			runs += len(of)
			err = errors.Join(err, runsErr)
		}
		return err
	})
	return messages, runs, err
}

// want compares the number of messages.
func (l *lab) want(n int) error {
	messages, _, err := l.stored()
	if err == nil && messages != n {
		err = fmt.Errorf("%d messages are stored, not %d", messages, n)
	}
	return err
}

// cutter passes one connection on, and ends it after so many bytes of the server.
func cutter(to int, bytes int64) (port int, err error) {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	go func() {
		defer func() { _ = ln.Close() }()
		client, err := ln.Accept()
		if err != nil {
			return
		}
		defer func() { _ = client.Close() }()
		server, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(to)))
		if err != nil {
			return
		}
		defer func() { _ = server.Close() }()
		go func() { _, _ = io.Copy(server, client) }()
		_, _ = io.CopyN(client, server, bytes)
	}()
	return ln.Addr().(*net.TCPAddr).Port, nil
}
