// Package workspace wires one profile together: its cache, its keychain, the
// review desk and the sync engine. The window and the terminal both start here.
package workspace

import (
	"context"
	"crypto/rand"
	"errors"
	"io/fs"
	"log/slog"
	"net/http"
	"os"
	"os/user"
	"path/filepath"
	"sync"
	"time"

	"runchecks/cmd/internal/logfile"
	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/sync/accounts"
	"runchecks/sync/engine"
	"runchecks/sync/library"
	"runchecks/sync/mailbox"
	"runchecks/sync/mailout"
	"runchecks/sync/notice"
	"runchecks/sync/proxy"
	"runchecks/sync/service"
	"runchecks/sync/team"
	"runchecks/sync/team/collect"
	"runchecks/sync/ticketing"
	"runchecks/sync/workbench"
)

// Options say which workspace to open and how.
type Options struct {
	// Folder of the workspace; "" is DefaultFolder, or with Demo a new temporary
	// folder that Close removes.
	Folder string
	Demo   bool
	// Beside has Open return before the simulated servers of a demo stand; Sync and DemoLogin
	// wait for them, and Report is told where they cannot be started.
	Beside bool
	// Create makes a workspace where there is none; without it, or Demo, a folder that
	// holds none gives CodeNotFound and stays as it is.
	Create bool
	Clock  domain.Clock // nil: the computer's
	// Undecided is the code of why nothing may be decided, "" where it may.
	Undecided string
	// Report is told about syncs, Changed about new rows and decisions; both may
	// be called from any goroutine, and both may be nil.
	Report  func(domain.SyncProgress)
	Changed func()
	// Wire is told what is said to servers, without secrets; nil is the profile's log,
	// which has no more than each exchange in a line.
	Wire *slog.Logger
	// Taught is called after a definition, words or learned prose changed: stored messages
	// may read differently now. It may be nil.
	Taught func()
	// Taken is told of what colleagues decided, TeamState of how this profile and its team are
	// apart; both may be called from any goroutine, and both may be nil.
	Taken     func(review.Taken)
	TeamState func(domain.TeamState)
	// Ring is the keychain; nil is the operating system's.
	Ring secrets.Ring
}

// The folders of a workspace that hold what people made: definitions and words.
const (
	readersName = "readers"
	wordsName   = "lexicon"
)

// Workspace is an open profile.
type Workspace struct {
	Store   *storage.DB
	Secrets domain.Secrets
	Desk    *review.Service
	Engine  *engine.Engine
	// Accounts adds and changes accounts.
	Accounts *accounts.Keeper
	// ServiceDesk is where tickets are made.
	ServiceDesk *ticketing.Connection
	// Team exchanges what is decided with colleagues.
	Team *team.Exchange
	// Proxy keeps by which proxy web services are asked.
	Proxy *proxy.Keeper
	// Notices keeps who is told of what waits, and tells them.
	Notices *notice.Keeper
	// Mail keeps by which server the summary of the morning leaves, and sends it.
	Mail *mailout.Keeper
	// Readers are the profile's readers, Bench what they are taught with.
	Readers  *library.Library
	Bench    *workbench.Workbench
	Clock    domain.Clock
	Location *time.Location
	Folder   string
	// Log is the profile's own; without Options.Wire, what syncs have to say stands in it.
	Log *logfile.File

	changed   func()
	keychain  *secrets.Keychain
	web       *http.Transport
	mailboxes *mailbox.Source
	collector *collect.Collector
	turns     turns
	demo      *demo
	made      made
	throwAway bool
	closeOnce sync.Once
}

// Open opens a workspace. Nothing touches the network or the keychain yet but, with
// Demo, the loopback servers.
func Open(ctx context.Context, o Options) (w *Workspace, err error) {
	w = &Workspace{Folder: o.Folder, Clock: o.Clock}
	w.changed = func() {
		if o.Changed != nil {
			o.Changed()
		}
		if w.Team != nil { // nothing is decided before
			w.Team.Decided()
		}
	}
	if w.Clock == nil {
		w.Clock = domain.SystemClock
	}
	w.Location = localZone(w.Clock())
	defer func() {
		if err != nil {
			err = errors.Join(err, w.Discard())
			w = nil
		}
	}()
	switch {
	case w.Folder == "" && o.Demo:
		if w.Folder, err = os.MkdirTemp("", "run-checks-demo-*"); err != nil {
			return w, err
		}
		w.throwAway = true
	case w.Folder == "":
		if w.Folder, err = DefaultFolder(); err != nil {
			return w, err
		}
	}
	if !Exists(w.Folder) && !Was(w.Folder) {
		if !o.Create && !o.Demo {
			return w, Missing(w.Folder)
		}
		_, statErr := os.Stat(w.Folder)
		w.made = made{folder: errors.Is(statErr, fs.ErrNotExist), profile: true}
	}
	if w.Store, err = storage.Open(ctx, w.Folder); err != nil {
		return w, err
	}
	w.Log = logfile.Open(LogFolder(w.Folder))
	if o.Wire == nil {
		o.Wire = w.Log.Logger(nil)
	}
	if w.Readers, err = library.Open(filepath.Join(w.Folder, readersName), filepath.Join(w.Folder, wordsName), o.Taught); err != nil {
		return w, err
	}
	if w.keychain, err = keychain(w, o.Ring); err != nil {
		return w, err
	}
	w.Secrets = w.keychain
	var simulated *demo
	if o.Demo {
		if simulated, err = beginDemo(ctx, w); err != nil {
			return w, err
		}
	}
	role, err := w.Role(ctx)
	if err != nil {
		return w, err
	}
	w.Desk, err = review.New(review.Params{
		Store: w.Store, Clock: w.Clock, Actor: domain.Actor{Name: userName(), Role: role},
		Profile: filepath.Base(
			w.Folder,
		), Location: w.Location, Definitions: w.Readers, Words: w.Readers.WordFiles(), Passphrases: secrets.Passphrase{}, Changed: w.changed,
		Undecided: o.Undecided,
		Import:    func(ctx context.Context) error { return w.Engine.Import(ctx) },
		Attempts:  func(ctx context.Context, jobs ...domain.JobKey) error { return w.Engine.Attempts(ctx, jobs...) },
		Prose:     o.Taught,
	})
	if err != nil {
		return w, err
	}
	if err = w.Desk.Known(ctx); err != nil {
		return w, err
	}
	if w.Bench, err = workbench.New(w.Store, w.Readers, w.Clock, w.Location, w.Desk.Permit); err != nil {
		return w, err
	}
	if w.Proxy, err = proxy.New(proxy.Params{Store: w.Store, Secrets: w.Secrets, Decisions: w.Desk}); err != nil {
		return w, err
	}
	if w.Team, err = w.newTeam(o); err != nil {
		return w, err
	}
	w.web = service.Transport(w.Proxy, idleConnections)
	if w.Notices, err = w.newNotices(); err != nil {
		return w, err
	}
	if w.collector, err = w.newCollector(); err != nil {
		return w, err
	}
	mail, kinds, err := w.kinds(o)
	if err != nil {
		return w, err
	}
	w.mailboxes = mail
	if w.Mail, err = mailout.New(mailout.Params{Store: w.Store, Secrets: w.Secrets, Decisions: w.Desk, Token: mail.Token}); err != nil {
		return w, err
	}
	w.Accounts, err = accounts.New(accounts.Params{
		Store: w.Store, Secrets: w.Secrets, Clock: w.Clock, Decisions: w.Desk, Kinds: kinds, Connect: mail.Connect, Web: w.client(),
	})
	if err != nil {
		return w, err
	}
	w.ServiceDesk, err = ticketing.NewConnection(ticketing.ConnectionParams{
		Openers: w.desks(), Store: w.Store, Secrets: w.Secrets, Clock: w.Clock, Decisions: w.Desk, Marker: rand.Text, Web: w.client(),
	})
	if err != nil {
		return w, err
	}
	w.Engine, err = engine.New(engine.Params{
		Store: w.Store, Clock: w.Clock, Location: w.Location, Kinds: kinds, Report: o.Report, Changed: w.changed,
	})
	if err == nil && simulated != nil {
		w.demo = simulated
		go w.demo.start(ctx, w, o.Report)
		if !o.Beside {
			err = w.demo.stands(ctx)
		}
	}
	return w, err
}

// idleConnections are how many connections to one web service stay open for the next request.
const idleConnections = 4

// client returns a client for web services, which goes by the proxy of the profile.
func (w *Workspace) client() *http.Client { return &http.Client{Transport: w.web} }

// keychain returns the keychain of a workspace, whose entries are named after its folder.
func keychain(w *Workspace, ring secrets.Ring) (*secrets.Keychain, error) {
	folder, err := filepath.Abs(w.Folder)
	if err != nil {
		return nil, err
	}
	return secrets.New(secrets.Params{Workspace: folder, Former: former(folder), Store: w.Store, Ring: ring})
}

// closePatience is how long a refresh of a sign-in, or the keychain that takes what it
// brought, may hold up the end of the program.
const closePatience = 5 * time.Second

// Close ends the simulated servers, closes the cache and removes a throw-away workspace.
func (w *Workspace) Close() (err error) {
	w.closeOnce.Do(func() {
		if w.ServiceDesk != nil {
			w.ServiceDesk.Close()
		}
		if w.Team != nil {
			w.Team.Close()
		}
		if w.Engine != nil {
			ctx, cancel := context.WithTimeout(context.Background(), closePatience)
			w.Engine.Close(ctx)
			cancel()
		}
		if w.web != nil {
			w.web.CloseIdleConnections()
		}
		if w.keychain != nil {
			ctx, cancel := context.WithTimeout(context.Background(), closePatience)
			w.keychain.Close(ctx)
			cancel()
		}
		if w.demo != nil {
			err = errors.Join(err, w.demo.close())
		}
		if w.Store != nil {
			err = errors.Join(err, w.Store.Close())
		}
		if w.Log != nil {
			err = errors.Join(err, w.Log.Close())
		}
		if w.throwAway {
			err = errors.Join(err, os.RemoveAll(w.Folder))
		}
	})
	return err
}

// AskKeychain reports why the keychain cannot be used, nil where it answers.
func (w *Workspace) AskKeychain(ctx context.Context) error { return w.keychain.Ask(ctx) }

// Hold gives the program the secret of an account that a keychain would have, for as long
// as it runs. An account that is not there gives CodeNotFound.
func (w *Workspace) Hold(ctx context.Context, account, secret string) error {
	return w.Store.Read(ctx, func(q domain.Reader) error {
		a, err := q.AccountByName(account)
		if err != nil {
			return err
		}
		w.Secrets.Hold(a, secret)
		return nil
	})
}

// Sync syncs the named account, or all for "", sets a new demo workspace up, and exchanges
// with the team.
func (w *Workspace) Sync(ctx context.Context, account string) error {
	defer w.turns.begin()()
	w.follow(ctx)
	err := w.syncReports(ctx, account)
	if ctx.Err() != nil {
		return err
	}
	return errors.Join(err, w.exchange(ctx))
}

// syncReports fetches what is reported and sets a new demo workspace up.
func (w *Workspace) syncReports(ctx context.Context, account string) error {
	if w.demo != nil {
		if err := w.demo.stands(ctx); err != nil {
			return err
		}
	}
	if err := w.Engine.Sync(ctx, account); err != nil {
		return err
	}
	if account == "" {
		// What was reported since a copy that was put back is here again.
		if _, err := w.Desk.FinishRestore(ctx); err != nil {
			return err
		}
	}
	if err := w.SetUp(ctx); err != nil {
		return err
	}
	changed, err := w.ServiceDesk.Poll(ctx)
	if changed > 0 {
		w.changed()
	}
	return err
}

// RemoveAccount forgets an account and its secret, and with reports what it brought as
// far as nobody decided about it; brought counts that. left says why the secret could not
// be removed, nil where it was.
func (w *Workspace) RemoveAccount(
	ctx context.Context,
	name string,
	reports bool,
) (a domain.Account, brought domain.AccountContents, left, err error) {
	if a, brought, err = w.Desk.RemoveAccount(ctx, name, reports); err == nil {
		left = w.Accounts.Forget(ctx, a)
	}
	return a, brought, left, err
}

// Role returns the profile's role. A new profile belongs to whoever made it: Admin.
func (w *Workspace) Role(ctx context.Context) (domain.Role, error) {
	role := domain.RoleAdmin
	err := w.Store.Read(ctx, func(tx domain.Reader) error {
		v, err := tx.Setting(domain.SettingRole)
		if domain.CodeOf(err) == domain.CodeNotFound {
			return nil
		}
		role = domain.Role(v)
		return err
	})
	return role, err
}

// userName is who decides, as the journal will say.
func userName() string {
	if u, err := user.Current(); err == nil && u.Username != "" {
		return u.Username
	}
	return "local user"
}
