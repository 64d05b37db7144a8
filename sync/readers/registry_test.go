package readers

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/generic"
)

// fake is a reader that does what a test wants.
type fake struct {
	name string
	read func() ([]domain.Result, bool)
}

func (f fake) Name() string { return f.name }

func (f fake) Read(context.Context, *message.Message, Env) ([]domain.Result, bool) { return f.read() }

func says(s domain.Status) func() ([]domain.Result, bool) {
	return func() ([]domain.Result, bool) {
		return []domain.Result{{Product: "P", JobType: "T", JobName: "J", Status: s}}, true
	}
}

func silent() ([]domain.Result, bool) { return nil, false }

func panics() ([]domain.Result, bool) { panic("index out of range") }

func hangs() ([]domain.Result, bool) { time.Sleep(5 * time.Second); return nil, false }

func readWith(limit time.Duration, m *message.Message, list ...Reader) Reading {
	r := New(list...)
	r.limit = limit
	return r.Read(context.Background(), m, Env{})
}

func TestTheFirstReaderThatRecognisesAMailWins(t *testing.T) {
	got := readWith(time.Second, &message.Message{}, fake{"a", silent}, fake{"b", says(domain.Warning)}, fake{"c", says(domain.Success)})
	if got.Reader != "b" || len(got.Results) != 1 || got.Results[0].Reader != "b" || got.Failed {
		t.Errorf("%+v", got)
	}
}

func TestAFailedReaderDoesNotStopTheChain(t *testing.T) {
	for name, bad := range map[string]func() ([]domain.Result, bool){"panic": panics, "timeout": hangs} {
		got := readWith(50*time.Millisecond, &message.Message{}, fake{"bad", bad}, fake{"next", says(domain.Failed)})
		if got.Reader != "next" || !got.Failed || !strings.Contains(got.Reason, "bad") || got.Results[0].Status != domain.Failed {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestNoSuccessIsBelievedAfterAReaderFailed(t *testing.T) {
	for name, bad := range map[string]func() ([]domain.Result, bool){"panic": panics, "timeout": hangs} {
		got := readWith(50*time.Millisecond, &message.Message{}, fake{"bad", bad}, fake{generic.Name, says(domain.Success)})
		if len(got.Results) != 0 || !got.Failed || got.Reader != "" || got.Reason == "" {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestATruncatedMailIsNoSuccess(t *testing.T) {
	got := readWith(time.Second, &message.Message{Truncated: true}, fake{"a", says(domain.Success)})
	r := got.Results[0]
	if r.Status != domain.Unknown || r.Stated != domain.Success || r.Error == "" {
		t.Errorf("%+v", r)
	}
}

func TestTheForwardedReportIsReadBeforeItsEnvelope(t *testing.T) {
	inner := &message.Message{Subject: "inner"}
	outer := &message.Message{Subject: "FW: inner", Forwarded: inner}
	reads := func(name, subject string, s domain.Status) Reader { return bySubject{name, subject, s} }
	got := readWith(time.Second, outer, reads("specific", "inner", domain.Failed), reads(generic.Name, "FW: inner", domain.Success))
	if got.Reader != "specific" || got.Results[0].Status != domain.Failed {
		t.Errorf("%+v", got)
	}
	got = readWith(time.Second, outer, reads(generic.Name, "nothing", domain.Success))
	if got.Reader != "" || got.Reason != reasonForward {
		t.Errorf("%+v", got)
	}
}

type bySubject struct {
	name, subject string
	status        domain.Status
}

func (b bySubject) Name() string { return b.name }

func (b bySubject) Read(_ context.Context, m *message.Message, _ Env) ([]domain.Result, bool) {
	if m.Subject != b.subject {
		return nil, false
	}
	return []domain.Result{{Status: b.status}}, true
}

func TestAnUnmatchedMailSaysWhy(t *testing.T) {
	got := Default().Read(context.Background(), &message.Message{Subject: "Lunch?", Text: "At noon."}, Env{})
	if got.Reader != "" || got.Reason == "" || got.Failed {
		t.Errorf("%+v", got)
	}
}

func TestTheGenericReaderIsLast(t *testing.T) {
	names := Default().Names()
	if names[len(names)-1] != generic.Name || names[0] != "veeam" {
		t.Errorf("%v", names)
	}
}
