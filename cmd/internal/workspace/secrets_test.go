package workspace

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/secrets"
	"runchecks/sync/simulate"
)

// ring is a keychain in memory whose entries are small; one with a fault answers
// nothing else.
type ring struct {
	mu      sync.Mutex
	entries map[string]string
	fault   error
}

func (r *ring) Get(service, entry string) (string, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	secret, ok := r.entries[service+"|"+entry]
	if r.fault == nil && !ok {
		return "", secrets.ErrNotFound
	}
	return secret, r.fault
}

func (r *ring) Set(service, entry, secret string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.fault == nil && len(secret) > 1000 {
		return secrets.ErrTooLarge
	}
	if r.fault == nil {
		r.entries[service+"|"+entry] = secret
	}
	return r.fault
}

func (r *ring) Delete(service, entry string) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	delete(r.entries, service+"|"+entry)
	return r.fault
}

func (r *ring) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	return fmt.Sprint(r.entries)
}

// spellings are the forms in which a secret may lie somewhere: as it is, escaped, in
// hexadecimal, and in base64 whatever stands before it.
func spellings(secret string) []string {
	all := []string{secret, url.QueryEscape(secret), hex.EncodeToString([]byte(secret))}
	for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
		for before := range 3 {
			text := encoding.EncodeToString([]byte(strings.Repeat("x", before) + secret))
			from := 0
			if before > 0 {
				from = before + 1 // digits that what stands before has a part in
			}
			all = append(all, text[from:len(text)-1]) // the last one has a part in what follows
		}
	}
	return all
}

// said is everything that is told to people and logs.
type said struct {
	mu  sync.Mutex
	all bytes.Buffer
}

func (s *said) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.Write(p)
}

func (s *said) note(v ...any) {
	for _, one := range v {
		_, _ = fmt.Fprintf(s, "%v %+v %#v\n", one, one, one)
		if err, ok := one.(error); ok {
			for ; err != nil; err = errors.Unwrap(err) {
				_, _ = fmt.Fprintf(s, "%v %+v %#v\n", err, err, err)
			}
		}
	}
}

func (s *said) text() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.all.String()
}

// house is a workspace with an account of each kind, on simulated servers.
type house struct {
	*testing.T
	folder  string
	ring    *ring
	said    *said
	space   *Workspace
	auth    *simulate.OAuthServer
	desk    *simulate.AutotaskServer
	office  domain.Account
	secrets map[string]string // by what they are
}

const (
	mailPassword = "Mail+Pass/word=4711&x"
	wrongOne     = "Wrong+Pass/word=0815&x"
	deskSecret   = "Desk-Secret-4711+/="
	deskCode     = "INTEGRATION4711CODE"
	clientSecret = "Client-Secret-4711+/="
)

// longPassword is too large for an entry of the keychain.
var longPassword = strings.Repeat("Long+Pass/word=4711&", 80)

func (h *house) open() {
	h.Helper()
	var err error
	h.space, err = Open(context.Background(), Options{Create: true,
		Folder: h.folder, Ring: h.ring, Report: func(p domain.SyncProgress) { h.said.note(p, p.Err) },
		Wire: slog.New(slog.NewTextHandler(h.said, &slog.HandlerOptions{Level: slog.LevelDebug})),
	})
	if err != nil {
		h.Fatal(err)
	}
}

func newHouse(t *testing.T, fault error) *house {
	t.Helper()
	ctx, now := context.Background(), time.Now()
	h := &house{T: t, folder: t.TempDir(), ring: &ring{entries: map[string]string{}, fault: fault}, said: &said{}}
	h.open()
	t.Cleanup(func() { _ = h.space.Close() })
	var err error
	add := func(name, password string) {
		t.Helper()
		server, err := simulate.StartIMAP(
			ctx,
			simulate.IMAPOptions{
				User:     "reports",
				Password: password,
				Mails:    []simulate.Mail{{Received: now, Raw: []byte("Subject: [Success] a\r\n\r\na")}},
			},
		)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		host, port := server.Addr()
		if _, err := h.space.Accounts.Add(ctx, domain.Account{Name: name, Kind: domain.AccountIMAP, Host: host, Port: port, Security: domain.SecurityNone, User: "reports", Secret: domain.SecretKeychain}, password); err != nil {
			t.Fatal(err)
		}
	}
	add("mail", mailPassword)
	add("long", longPassword)
	if h.auth, err = simulate.StartOAuth(ctx, simulate.OAuthOptions{ClientID: "run-checks", ClientSecret: clientSecret, User: "reports@office.example"}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.auth.Close() })
	server, err := simulate.StartIMAP(
		ctx,
		simulate.IMAPOptions{
			User:   "reports@office.example",
			Bearer: h.auth.Opens,
			Mails:  []simulate.Mail{{Received: now, Raw: []byte("Subject: [Success] b\r\n\r\nb")}},
		},
	)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	host, port := server.Addr()
	h.office = domain.Account{
		Name:     "office",
		Kind:     domain.AccountIMAP,
		Host:     host,
		Port:     port,
		Security: domain.SecurityNone,
		User:     "reports@office.example",
		Secret:   domain.SecretKeychain,
		OAuth: &domain.OAuth{
			Provider:     domain.OAuthGoogle,
			ClientID:     "run-checks",
			AuthorizeURL: h.auth.AuthorizeURL(),
			TokenURL:     h.auth.TokenURL(),
		},
	}
	kept, _, err := h.space.Accounts.SignIn(ctx, h.office, clientSecret, func(_ context.Context, address string) error {
		go func() {
			if answer, err := http.Get(address); err == nil {
				_ = answer.Body.Close()
			}
		}()
		return nil
	}, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := h.space.Accounts.Add(ctx, h.office, kept); err != nil {
		t.Fatal(err)
	}
	cove := simulate.CoveDemo(now)
	fleet, err := simulate.StartCove(ctx, cove)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = fleet.Close() })
	if _, err := h.space.Accounts.Add(ctx, domain.Account{Name: "Cove", Kind: domain.AccountCove, Host: fleet.URL(), User: cove.User, Partner: cove.Partner, Secret: domain.SecretKeychain}, cove.Password); err != nil {
		t.Fatal(err)
	}
	if h.desk, err = simulate.StartAutotask(ctx, simulate.AutotaskOptions{User: "api@example.com", Secret: deskSecret, IntegrationCode: deskCode}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.desk.Close() })
	if err := h.space.ServiceDesk.Connect(ctx, domain.DeskLogin{Kind: domain.DeskAutotask, User: "api@example.com",
		Secret: deskSecret, Code: deskCode, Address: h.desk.URL()}); err != nil {
		t.Fatal(err)
	}
	h.secrets = map[string]string{
		"the password":             mailPassword,
		"the long password":        longPassword[:40],
		"the wrong password":       wrongOne,
		"the token of Cove":        cove.Password,
		"the secret of Autotask":   deskSecret,
		"the code of Autotask":     deskCode,
		"the secret of the client": clientSecret,
	}
	return h
}

// found says where secrets are: in files of the workspace or in what was said.
func (h *house) found() (places []string) {
	h.Helper()
	for i, s := range h.auth.Secrets() {
		h.secrets[fmt.Sprintf("code or token %d", i)] = s
	}
	look := func(place string, content []byte) {
		for name, secret := range h.secrets {
			for _, spelled := range spellings(secret) {
				if bytes.Contains(content, []byte(spelled)) {
					places = append(places, name+" in "+place)
				}
			}
		}
	}
	files := 0
	err := filepath.WalkDir(h.folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		files++
		content, err := os.ReadFile(path)
		look(filepath.Base(path), content)
		return err
	})
	if err != nil || files == 0 {
		h.Fatalf("%d files, %v", files, err)
	}
	look("what was said", []byte(h.said.text()))
	return places
}

// live does what happens to a workspace in weeks: syncs, good ones and refused ones, and
// tokens that are turned over and revoked.
func (h *house) live() {
	ctx := h.Context()
	h.said.note(h.space.Sync(ctx, ""))
	h.auth.ExpireAccess()
	h.said.note(h.space.Sync(ctx, ""))
	_, err := h.space.Accounts.Check(
		ctx,
		domain.Account{
			Name:     "mail",
			Kind:     domain.AccountIMAP,
			Host:     h.office.Host,
			Port:     h.office.Port,
			Security: domain.SecurityNone,
			User:     "reports",
		},
		wrongOne,
	)
	h.said.note(
		err,
		h.space.Accounts.Enter(ctx, "mail", wrongOne),
		h.space.ServiceDesk.Connect(
			ctx,
			domain.DeskLogin{Kind: domain.DeskAutotask, User: "api@example.com", Secret: wrongOne, Code: wrongOne, Address: h.desk.URL()},
		),
	)
	state, err := h.space.ServiceDesk.State(ctx)
	h.said.note(state, err)
	h.auth.Revoke()
	h.auth.ExpireAccess()
	h.said.note(h.space.Sync(ctx, ""))
	h.note()
}

// note says what a list of accounts and settings shows.
func (h *house) note() {
	h.Helper()
	err := h.space.Store.Read(h.Context(), func(q domain.Reader) error {
		list, err := q.Accounts()
		for _, a := range list {
			h.said.note(a, h.space.Accounts.SessionOnly(a))
		}
		return err
	})
	if err != nil {
		h.Fatal(err)
	}
}

func TestNoSecretLiesInTheWorkspaceOrIsSaidAnywhere(t *testing.T) {
	h := newHouse(t, nil)
	h.live()
	if got := h.found(); len(got) > 0 { // the write-ahead log is still there
		t.Errorf("while the workspace is open: %q", got)
	}
	text := h.ring.text()
	for name, secret := range map[string]string{"the password": mailPassword, "a refresh token": "refresh-", "the secret of the client": clientSecret, "the secret of Autotask": deskSecret} {
		if !strings.Contains(text, secret) {
			t.Errorf("%s is not in the keychain", name)
		}
	}
	if strings.Contains(text, "access-") || strings.Contains(text, longPassword) {
		t.Error("the keychain holds what it should not")
	}
	if err := h.space.Close(); err != nil {
		t.Fatal(err)
	}
	if got := h.found(); len(got) > 0 {
		t.Errorf("when it is closed: %q", got)
	}
	// Nothing was lost either.
	h.open()
	for _, account := range []string{"mail", "long", "Cove"} {
		if err := h.space.Sync(t.Context(), account); err != nil {
			t.Errorf("%s: %v", account, err)
		}
	}
	if _, _, _, err := h.space.RemoveAccount(t.Context(), "long", false); err != nil {
		t.Fatal(err)
	}
	if err := h.space.Sync(t.Context(), ""); err == nil || strings.Contains(err.Error(), "account long") {
		t.Errorf("after its removal: %v", err)
	}
}

func TestWithoutAKeychainNoSecretIsWrittenOrSaidEither(t *testing.T) {
	h := newHouse(t, errors.New("couldn't determine address of session bus"))
	h.live()
	if got := h.found(); len(got) > 0 {
		t.Errorf("while the workspace is open: %q", got)
	}
	if !strings.Contains(h.said.text(), "session bus") {
		t.Error("nobody said why passwords are not kept")
	}
	if err := h.space.Close(); err != nil {
		t.Fatal(err)
	}
	// Another start has none of them, says so, and takes them from whoever has them.
	h.open()
	err := h.space.Sync(t.Context(), "mail")
	if domain.CodeOf(err) != domain.CodeSecret {
		t.Errorf("the next start: %v", err)
	}
	if err := h.space.Accounts.Enter(t.Context(), "mail", mailPassword); err != nil {
		t.Error(err)
	}
	if err := h.space.Hold(t.Context(), "long", longPassword); err != nil {
		t.Error(err)
	}
	for _, account := range []string{"mail", "long"} {
		if err := h.space.Sync(t.Context(), account); err != nil {
			t.Errorf("%s: %v", account, err)
		}
	}
	if err := h.space.Close(); err != nil {
		t.Fatal(err)
	}
	if got := h.found(); len(got) > 0 {
		t.Errorf("when it is closed: %q", got)
	}
}

func TestTheSearchForSecretsFindsThemInEverySpelling(t *testing.T) {
	for _, text := range []string{"say " + mailPassword, "user=a&password=" + url.QueryEscape(mailPassword), base64.StdEncoding.EncodeToString([]byte("\x00reports\x00" + mailPassword)),
		base64.URLEncoding.EncodeToString([]byte("user=r\x01" + mailPassword + "\x01\x01")), base64.StdEncoding.EncodeToString([]byte("a" + mailPassword + "bc")), hex.EncodeToString([]byte("ab" + mailPassword))} {
		found := false
		for _, spelled := range spellings(mailPassword) {
			found = found || strings.Contains(text, spelled)
		}
		if !found {
			t.Errorf("not found in %q", text)
		}
	}
}
