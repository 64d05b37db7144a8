package notice_test

import (
	"context"
	"crypto/tls"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/rules"
	"runchecks/storage"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/notice"
)

// world stands for every service of the net: whatever host is asked for, it answers.
type world struct {
	*httptest.Server
	transport *http.Transport
	answer    func(w http.ResponseWriter, r *http.Request, body string)

	mu    sync.Mutex
	asked []string // "METHOD https://host/path body"
}

func newWorld(t *testing.T) *world {
	w := &world{}
	w.Server = httptest.NewTLSServer(http.HandlerFunc(w.serve))
	w.transport = &http.Transport{
		TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, //nolint:gosec // it stands for hosts of other names
		DialContext: func(ctx context.Context, network, _ string) (net.Conn, error) {
			return (&net.Dialer{}).DialContext(ctx, network, w.Listener.Addr().String())
		},
	}
	t.Cleanup(func() { w.transport.CloseIdleConnections(); w.Close() })
	return w
}

func (w *world) serve(to http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.mu.Lock()
	w.asked = append(w.asked, fmt.Sprintf("%s https://%s%s %s", r.Method, r.Host, r.URL, body))
	answer := w.answer
	w.mu.Unlock()
	if answer != nil {
		answer(to, r, string(body))
		return
	}
	good(to, r)
}

// good is how a service takes a notice.
func good(w http.ResponseWriter, r *http.Request) {
	says := map[string]string{"hooks.slack.com": "ok", "discord.com": "", "open.larksuite.com": `{"code":0}`}
	text, known := says[r.Host]
	switch {
	case r.Host == "discord.com":
		w.WriteHeader(http.StatusNoContent)
		return
	case !known:
		text = `{"ok":true,"status":1,"id":1,"success":true,"errcode":0,"result":{"message_id":1},"event_id":"x"}`
	}
	w.Header().Set("Content-Type", "application/json")
	_, _ = io.WriteString(w, text)
}

func (w *world) calls() []string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return slices.Clone(w.asked)
}

// office is a profile with a real cache, and the keeper of its notices.
type office struct {
	store   *storage.DB
	secrets secrets.Memory
	keeper  *notice.Keeper
	now     time.Time
	waited  []time.Duration
	desk    *review.Service
}

func newOffice(t *testing.T, by http.RoundTripper) *office {
	t.Helper()
	o := &office{secrets: secrets.Memory{}, now: time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return o.now }
	var err error
	if o.store, err = fresh.Open(t.Context(), t.TempDir()); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = o.store.Close() })
	o.desk, err = review.New(review.Params{
		Store: o.store, Clock: clock, Actor: domain.Actor{Name: "kim", Role: domain.RoleAdmin}, Location: time.UTC,
	})
	if err != nil {
		t.Fatal(err)
	}
	o.keeper, err = notice.New(notice.Params{
		Store: o.store, Secrets: o.secrets, Decisions: o.desk, Clock: clock, Location: time.UTC, Transport: by,
		Words: func(_ context.Context, news []rules.Piece) notice.Message {
			text := fmt.Sprint(news)
			if len(news) == 0 {
				text = "a test"
			}
			return notice.Message{Title: "Run Checks", Text: text}
		},
		Wait: func(_ context.Context, d time.Duration) error { o.waited = append(o.waited, d); return nil },
	})
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// account adds an account, which was never synced; one that is synced well has the time of it.
func (o *office) account(t *testing.T, name string) {
	t.Helper()
	kept := func(context.Context, domain.Account) error { return nil }
	_, err := o.desk.AddAccount(t.Context(), domain.Account{Name: name, Kind: domain.AccountIMAP, Host: "mail.example.com"}, kept)
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) synced(t *testing.T, name string, why string) {
	t.Helper()
	err := o.store.Write(t.Context(), func(tx domain.Tx) error {
		a, err := tx.AccountByName(name)
		if err != nil {
			return err
		}
		a.Health = domain.Health{LastTry: o.now, LastSuccess: o.now, LastError: why}
		return tx.SetHealth(a.ID, a.Health)
	})
	if err != nil {
		t.Fatal(err)
	}
}

func (o *office) choose(t *testing.T, key domain.SettingKey, value string) {
	t.Helper()
	if _, _, err := o.desk.Choose(t.Context(), key, value); err != nil {
		t.Fatal(err)
	}
}

const ntfy = "ntfy://ntfy.example.com/very-secret-topic"

func TestEveryFormOfServiceGetsANoticeAtItsOwnAddress(t *testing.T) {
	for service, c := range map[string]struct{ address, asked string }{
		"teams": {
			"teams://11111111-4444-4444-8444-cccccccccccc@22222222-4444-4444-8444-cccccccccccc/33333333012222222222333333333344/" +
				"44444444-4444-4444-8444-cccccccccccc/V2ESyij_gAljSoUQHvZoZYzlpAoAXExyOl26dlf1xHEx05?host=example.webhook.office.com",
			"POST https://example.webhook.office.com/webhookb2/",
		},
		"slack": {
			"slack://hook:AAAAAAAAA-BBBBBBBBB-123456789123456789123456@webhook",
			"POST https://hooks.slack.com/services/AAAAAAAAA/BBBBBBBBB/",
		},
		"ntfy":       {"ntfy://user:word@ntfy.example.com/topic", "POST https://ntfy.example.com/topic"},
		"discord":    {"discord://token@webhookid", "POST https://discord.com/api/webhooks/webhookid/token"},
		"gotify":     {"gotify://gotify.example.com/AzyoeNS.D4iJLVa", "POST https://gotify.example.com/message"},
		"mattermost": {"mattermost://user@mattermost.example.com/token", "POST https://mattermost.example.com/hooks/token"},
		"generic":    {"generic+https://hooks.example.com/flow/a?template=json", "POST https://hooks.example.com/flow/a"},
		"telegram": {
			"telegram://110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw@telegram?chats=@team",
			"POST https://api.telegram.org/bot110201543:",
		},
		"pushover":   {"pushover://shoutrrr:apitoken@usertoken", "POST https://api.pushover.net/1/messages.json"},
		"rocketchat": {"rocketchat://rocket.example.com/tokenA/tokenB/channel", "POST https://rocket.example.com/hooks/tokenA/tokenB"},
		"googlechat": {
			"googlechat://chat.googleapis.com/v1/spaces/A/messages?key=k&token=t",
			"POST https://chat.googleapis.com/v1/spaces/A/messages",
		},
		"zulip": {"zulip://bot%40example.com:key@zulip.example.com?stream=s&topic=t", "POST https://"},
	} {
		t.Run(service, func(t *testing.T) {
			w := newWorld(t)
			o := newOffice(t, w.transport)
			if err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office"}, c.address); err != nil {
				t.Fatal(err, w.calls())
			}
			asked := w.calls()
			if len(asked) != 1 || !strings.HasPrefix(asked[0], c.asked) {
				t.Fatalf("asked %q, want %q", asked, c.asked)
			}
			if unescaped, _ := url.QueryUnescape(asked[0]); !strings.Contains(unescaped, "a test") {
				t.Errorf("the text is not there: %q", asked[0])
			}
			list, _, err := o.keeper.List(t.Context())
			if err != nil || len(list) != 1 || list[0].Service != service || list[0].Name != "Office" {
				t.Errorf("%+v, %v", list, err)
			}
			for key, text := range everySetting(t, o) {
				if strings.Contains(text, "token") || strings.Contains(text, "example.com") {
					t.Errorf("the setting %s has the address: %s", key, text)
				}
			}
		})
	}
}

func everySetting(t *testing.T, o *office) map[domain.SettingKey]string {
	t.Helper()
	out := map[domain.SettingKey]string{}
	err := o.store.Read(t.Context(), func(q domain.Reader) error {
		for _, key := range []domain.SettingKey{domain.SettingNotices, domain.SettingTold} {
			text, err := q.Setting(key)
			if err != nil && domain.CodeOf(err) != domain.CodeNotFound {
				return err
			}
			out[key] = text
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestWhatDoesNotArriveIsNotKeptAndNoErrorHasTheAddress(t *testing.T) {
	for says, c := range map[string]struct {
		address string
		answer  http.HandlerFunc
		code    domain.Code
		asked   int
	}{
		"its service refuses it (HTTP 403)": {ntfy, status(http.StatusForbidden), domain.CodeInvalid, 1},
		"its service is busy (HTTP 503)":    {ntfy, status(http.StatusServiceUnavailable), domain.CodeNetwork, 3},
		"its service is busy (HTTP 429)":    {ntfy, status(http.StatusTooManyRequests), domain.CodeNetwork, 3},
		"its service has moved elsewhere": {ntfy, func(w http.ResponseWriter, r *http.Request) {
			http.Redirect(w, r, "https://elsewhere.example.com/", http.StatusTemporaryRedirect)
		}, domain.CodeInvalid, 1},
		"its service cannot be reached": {ntfy, func(w http.ResponseWriter, _ *http.Request) {
			if c, _, err := http.NewResponseController(w).Hijack(); err == nil {
				_ = c.Close()
			}
		}, domain.CodeNetwork, 3},
		"its address is not protected": {ntfy + "?scheme=http", nil, domain.CodeInvalid, 0},
		"its service did not take it": {"slack://hook:AAAAAAAAA-BBBBBBBBB-very00secret00secret0000@webhook", says("invalid_token"),
			domain.CodeInvalid, 1},
		"This service is not known":     {"carrier-pigeon://very-secret", nil, domain.CodeInvalid, 0},
		"This is no address":            {"very secret", nil, domain.CodeInvalid, 0},
		"its address is not understood": {"teams://very-secret", nil, domain.CodeInvalid, 0},
	} {
		t.Run(says, func(t *testing.T) {
			w := newWorld(t)
			if c.answer != nil {
				w.answer = func(to http.ResponseWriter, r *http.Request, _ string) { c.answer(to, r) }
			}
			o := newOffice(t, w.transport)
			err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office"}, c.address)
			if err == nil || !strings.Contains(err.Error(), says) || domain.CodeOf(err) != c.code {
				t.Errorf("%v is %s", err, domain.CodeOf(err))
			}
			if text := fmt.Sprintf("%v %+v %#v", err, err, err); strings.Contains(text, "very") {
				t.Errorf("the error has the address: %s", text)
			}
			if list, _, _ := o.keeper.List(t.Context()); len(list) != 0 || len(o.secrets) != 0 {
				t.Errorf("kept: %+v, %d secrets", list, len(o.secrets))
			}
			if asked := w.calls(); len(asked) != c.asked || len(o.waited) != max(0, c.asked-1) {
				t.Errorf("asked %q, waited %v", asked, o.waited)
			}
		})
	}
}

func status(code int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(code) }
}

func says(text string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(w, text) }
}

func TestTheSameTroubleIsToldOnceAndAgainWhenItComesBack(t *testing.T) {
	w := newWorld(t)
	o := newOffice(t, w.transport)
	o.account(t, "mail")
	if err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office"}, ntfy); err != nil {
		t.Fatal(err)
	}
	told := len(w.calls())
	tell := func(what string, want int) {
		t.Helper()
		if err := o.keeper.Tell(t.Context()); err != nil {
			t.Fatalf("%s: %v", what, err)
		}
		if got := len(w.calls()) - told; got != want {
			t.Errorf("%s: told %d times, want %d", what, got, want)
		}
		told = len(w.calls())
	}
	tell("an account was never synced", 1)
	tell("it still was not", 0)
	o.synced(t, "mail", "")
	tell("it is well, and good news are not wanted", 0)
	o.synced(t, "mail", "refused")
	tell("it fails again", 1)
	o.account(t, "other")
	tell("another one fails", 1)
	o.choose(t, domain.SettingGoodNews, domain.On)
	o.synced(t, "mail", "")
	tell("one is well", 0)
	o.synced(t, "other", "")
	tell("all are well, and good news are wanted", 1)
	tell("they still are", 0)
}

func TestInQuietHoursNobodyIsToldAndAfterThemWhatStillWaits(t *testing.T) {
	w := newWorld(t)
	o := newOffice(t, w.transport)
	if err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office"}, ntfy); err != nil {
		t.Fatal(err)
	}
	o.choose(t, domain.SettingQuiet, "22-7")
	o.account(t, "mail")
	for hour, want := range []int{23: 1, 24 + 6: 1, 24 + 7: 2} {
		if want == 0 {
			continue
		}
		o.now = time.Date(2026, 11, 23, hour, 5, 0, 0, time.UTC)
		if err := o.keeper.Tell(t.Context()); err != nil || len(w.calls()) != want {
			t.Errorf("at %v: asked %d times, want %d (%v)", o.now, len(w.calls()), want, err)
		}
	}
}

func TestANoticeIsToldOnlyWhatItIsAbout(t *testing.T) {
	w := newWorld(t)
	o := newOffice(t, w.transport)
	o.account(t, "mail")
	err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office", About: []domain.NewsKind{domain.NewsProblem}}, ntfy)
	if err == nil {
		err = o.keeper.Tell(t.Context())
	}
	if err != nil || len(w.calls()) != 1 { // the test
		t.Errorf("%v, asked %q", err, w.calls())
	}
}

func TestOneThatFailsIsTriedAtTheNextSyncAndHoldsNoOtherBack(t *testing.T) {
	w := newWorld(t)
	o := newOffice(t, w.transport)
	for _, name := range []string{"a", "b"} {
		if err := o.keeper.Add(t.Context(), domain.Notice{Name: name}, "ntfy://"+name+".example.com/topic"); err != nil {
			t.Fatal(err)
		}
	}
	o.account(t, "mail")
	w.mu.Lock()
	w.asked = nil
	w.answer = func(to http.ResponseWriter, r *http.Request, _ string) {
		if r.Host == "a.example.com" {
			to.WriteHeader(http.StatusForbidden)
			return
		}
		good(to, r)
	}
	w.mu.Unlock()
	err := o.keeper.Tell(t.Context())
	if err == nil || !strings.Contains(err.Error(), "notice a ") || len(w.calls()) != 2 {
		t.Errorf("%v, asked %q", err, w.calls())
	}
	_, told, _ := o.keeper.List(t.Context())
	if told["a"].Failed.IsZero() || told["a"].Code != domain.CodeInvalid || !told["b"].Failed.IsZero() || told["b"].At.IsZero() {
		t.Errorf("%+v", told)
	}
	w.mu.Lock()
	w.answer = nil
	w.mu.Unlock()
	if err := o.keeper.Tell(t.Context()); err != nil || len(w.calls()) != 3 {
		t.Errorf("%v, asked %q", err, w.calls())
	}
	if _, told, _ = o.keeper.List(t.Context()); !told["a"].Failed.IsZero() {
		t.Errorf("%+v", told["a"])
	}
}

func TestARemovedNoticeIsToldNothingAndItsAddressIsForgotten(t *testing.T) {
	w := newWorld(t)
	o := newOffice(t, w.transport)
	o.account(t, "mail")
	if err := o.keeper.Add(t.Context(), domain.Notice{Name: "Office"}, ntfy); err != nil {
		t.Fatal(err)
	}
	if err := o.keeper.Test(t.Context(), "office"); err != nil || len(w.calls()) != 2 {
		t.Errorf("the test: %v, %q", err, w.calls())
	}
	if err := o.keeper.Remove(t.Context(), "office"); err != nil || len(o.secrets) != 0 {
		t.Errorf("%v, %d secrets are kept", err, len(o.secrets))
	}
	if err := o.keeper.Tell(t.Context()); err != nil || len(w.calls()) != 2 {
		t.Errorf("%v, %q", err, w.calls())
	}
	if err := o.keeper.Test(t.Context(), "office"); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("%v", err)
	}
}

func TestTheDesktopIsToldWhereSomebodyWantsItAndOnce(t *testing.T) {
	o := newOffice(t, http.DefaultTransport)
	o.account(t, "mail")
	shown := 0
	show := func(notice.Message) { shown++ }
	for _, c := range []struct {
		on   string
		want int
	}{{domain.Off, 0}, {domain.On, 1}, {domain.On, 1}} {
		o.choose(t, domain.SettingDesktop, c.on)
		if err := o.keeper.TellDesktop(t.Context(), show); err != nil || shown != c.want {
			t.Errorf("%s: %d shown, want %d (%v)", c.on, shown, c.want, err)
		}
	}
}
