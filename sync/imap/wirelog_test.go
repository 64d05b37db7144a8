package imap_test

import (
	"bytes"
	"log/slog"
	"strings"
	"sync"
	"testing"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// logged is a log that tests can read while it is written.
type logged struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *logged) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *logged) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}

func debugLog() (*logged, *slog.Logger) {
	l := &logged{}
	return l, slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

func TestTheWireLogShowsCommandsAndAnswersButNoMailText(t *testing.T) {
	log, logger := debugLog()
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("UID FETCH 1:2 ")
		p.body(1, 1, "private\r\nwords\r\n")
		p.say(`* 2 FETCH (UID 2 BODY[] "private quote")`)
		p.say("%s OK all given", tag)
		p.untilGone()
	})
	c.Log = logger
	if err := dial(t, c).Fetch(t.Context(), heads(1, 2), func(imap.Mail) error { return nil }); err != nil {
		t.Fatal(err)
	}
	got := log.String()
	for _, want := range []string{"UID FETCH 1:2 ", "* 1 FETCH (UID 1 BODY[] {16}", "OK all given", "command=LOGIN answer=OK"} {
		if !strings.Contains(got, want) {
			t.Errorf("the log does not show %q:\n%s", want, got)
		}
	}
	if strings.Contains(got, "private") || strings.Contains(got, "words") {
		t.Errorf("the log holds mail text:\n%s", got)
	}
}

func TestTheWireLogHoldsNoSecretsEvenWhereTheServerRepeatsThem(t *testing.T) {
	log, logger := debugLog()
	const secret = "Tr0ub4dor"
	c := script(t, func(p *peer) {
		p.say("* OK ready")
		p.say("%s OK", p.hear("CAPABILITY"))
		tag := p.hear("LOGIN")
		p.say("* NO you said %s", secret)
		p.say("%s NO the password %s is wrong", tag, secret)
	})
	c.Password, c.Log = secret, logger
	_, err := imap.Dial(t.Context(), c)
	wantCode(t, err, domain.CodeSignIn)
	if got := log.String(); strings.Contains(got, secret) || !strings.Contains(got, "command=LOGIN answer=NO") {
		t.Errorf("the log:\n%s", got)
	}
}
