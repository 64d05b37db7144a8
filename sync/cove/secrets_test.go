package cove

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/wording"
	"runchecks/sync/simulate"
)

// chain is everything that an error and its causes print.
func chain(err error) string {
	out := ""
	for e := err; e != nil; e = errors.Unwrap(e) {
		out += fmt.Sprintf("%v %+v %#v\n", e, e, e)
	}
	return out
}

func TestNoErrorLogLineOrPrintedValueShowsASecret(t *testing.T) {
	b := open(t)
	var said strings.Builder
	note := func(v ...any) { _, _ = fmt.Fprintln(&said, v...) }
	faults := []simulate.CoveFault{
		{Trouble: simulate.CoveEcho, Number: 999}, {Trouble: simulate.CoveEcho, Number: 13501}, {Trouble: simulate.CoveEcho, Number: 1701},
		{Trouble: simulate.CoveEcho, Number: 0}, {Trouble: simulate.CoveHTML}, {Trouble: simulate.CoveTruncated}, {Trouble: simulate.CoveCut},
		{Trouble: simulate.CoveStatus, Status: 500}, {Trouble: simulate.CoveStatus, Status: 403}, {Trouble: simulate.CoveDeep},
		{Trouble: simulate.CoveRedirect, Message: "http://127.0.0.1:1/"}, {Trouble: simulate.CoveEcho, Number: 2100},
	}
	methods := []string{"Login", statistics, "GetAccountInfoById", "QuerySessions", "QueryErrors", "EnumerateSessions", "EnumerateSessionErrors"}
	server, tenant := b.device(t, "aln-sql01"), b.device(t, "grootvelde.onmicrosoft.example")
	for _, method := range methods {
		for _, f := range faults {
			b.renew(t, b.cfg)
			f.Method = method
			b.srv.Heal()
			b.srv.Fail(f)
			p, err := b.Devices(t.Context(), func(Device) error { return nil })
			note(p, chain(err))
			for _, d := range []Device{server, tenant} {
				s, err := b.Sessions(t.Context(), d, testNow.Add(-week))
				note(fmt.Sprintf("%+v", s), chain(err))
				e, err := b.SessionErrors(t.Context(), d, Session{ID: 6010, Code: "D10"})
				note(fmt.Sprintf("%+v", e), chain(err))
			}
			note(b.Client, fmt.Sprintf("%v %+v %#v %s %q %x", b.Client, b.Client, b.Client, b.Client, b.Client, b.Client))
		}
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("all", "client", b.Client, "config", b.cfg)
	note(fmt.Sprintf("%v %+v %#v %s", b.cfg, b.cfg, b.cfg, b.cfg), log.String(), b.log.String(), b.cfg.String(), b.Client.String())

	text := said.String()
	if !strings.Contains(text, "(secret)") || !strings.Contains(text, "Cove user report-reader") || b.log.Len() == 0 {
		t.Fatal("the test does not see what it looks for")
	}
	secrets := append(b.srv.Visas(), testPassword)
	for _, r := range b.srv.Requests() {
		var in struct {
			Token, AccountToken string
		}
		_ = json.Unmarshal(r.Params, &in)
		secrets = append(secrets, r.Visa, r.Bearer, in.Token, in.AccountToken)
	}
	n := 0
	for _, secret := range secrets {
		if secret == "" {
			continue
		}
		if n++; strings.Contains(text, secret) {
			t.Errorf("%q is shown", secret)
		}
	}
	if n < 50 {
		t.Errorf("only %d secrets", n)
	}
}

func TestASecretInTheTextOfAnErrorIsTakenOut(t *testing.T) {
	b := open(t)
	b.list(t)
	for _, s := range []string{testPassword, b.visa.text, "33491-50121-1-1512736778-A99E0123456789ABCDEF"} {
		if got := b.quotable(text("before " + s + " after.\n")); wording.English(got, nil) != "before (secret) after" {
			t.Error(got)
		}
	}
	if got := b.quotable(text(strings.Repeat("ä", 400))); len([]rune(wording.English(got, nil))) != 300 {
		t.Error(got)
	}
	if got := b.quotable(" "); wording.English(got, nil) != "without a text" {
		t.Error(got)
	}
	if got := b.shown(strings.Repeat("ä", 4000)); len(got) > maxShown+3 || !strings.HasSuffix(got, "ä…") {
		t.Error(len(got))
	}
}

func TestClosingForgetsTheVisa(t *testing.T) {
	b := open(t)
	b.list(t)
	b.Close()
	b.Close()
	if b.visa.text != "" {
		t.Error("the visa is still there")
	}
	var known *domain.Error
	if err := b.Client.cfg.validate(); errors.As(err, &known) {
		t.Error(err)
	}
}
