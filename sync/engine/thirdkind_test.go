package engine_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/storage"
	"runchecks/storage/storagetest"
	"runchecks/storage/storagetest/fresh"
	"runchecks/sync/engine"
	"runchecks/sync/ingest"
	"runchecks/sync/source"
)

// vaultKind and vaultSource are a service that the program has never heard of.
const (
	vaultKind   = "vault"
	vaultSource = domain.Source("vault")
)

// vault is the source of a service whose appliances say how their last backup ended.
type vault struct {
	appliances map[string]domain.Status // by name
	err        error                    // that the next sync ends with
	begun      func()                   // called when a sync begins
	syncs      int
	closed     bool
}

func (v *vault) kind() source.Kind {
	return source.Kind{
		Name: vaultKind, Source: v, Things: "appliance", OneTry: true,
		Devices: map[domain.Source]source.StateReader{vaultSource: vaultReader{}},
	}
}

// vaultState is what the cache keeps of an appliance.
type vaultState struct {
	Name   string
	Status domain.Status
	Ended  time.Time
}

func (v *vault) Sync(ctx context.Context, _ domain.Account, _ time.Time, sink source.Sink) (source.Outcome, error) {
	v.syncs++
	if v.begun != nil {
		v.begun()
	}
	if v.err != nil {
		return source.Outcome{}, v.err
	}
	stage, err := sink.Stage(ctx, vaultSource)
	if err != nil {
		return source.Outcome{}, err
	}
	sink.Plan("appliances", len(v.appliances))
	for name, status := range v.appliances {
		raw, err := json.Marshal(vaultState{name, status, storagetest.Now.Add(-time.Hour)})
		if err != nil {
			return source.Outcome{}, err
		}
		sink.Seen(1)
		err = stage.Add(ctx, ingest.DeviceReport{Raw: raw, Device: domain.Device{
			Key: domain.DeviceKey("vault:" + name), Source: vaultSource, Name: name, Class: "Appliance", Status: status,
			Last: storagetest.Now.Add(-time.Hour), Fingerprint: string(raw),
		}})
		if err != nil {
			return source.Outcome{}, err
		}
	}
	if _, err := stage.Finish(ctx, true); err != nil {
		return source.Outcome{}, err
	}
	_, err = sink.MakeRuns(ctx)
	return source.Outcome{Notice: "One appliance was not asked."}, err
}

func (v *vault) Close(context.Context) { v.closed = true }

type vaultReader struct{}

func (vaultReader) Version() string { return "vault 1" }

func (r vaultReader) State(d domain.Device, raw []byte, _ domain.DeviceRules) (ingest.State, error) {
	var s vaultState
	if err := json.Unmarshal(raw, &s); err != nil {
		return ingest.State{}, err
	}
	return ingest.State{Runs: []ingest.DeviceRun{{
		Key: domain.RunKey(string(d.Key) + ":" + s.Ended.Format(time.RFC3339)), At: s.Ended,
		Result: domain.Result{
			Product: "Vault", JobType: "Appliance", JobName: s.Name, Kind: domain.KindRun, Status: s.Status,
			NoObjects: domain.ObjectsNone, Confidence: domain.ConfidenceHigh, Evidence: domain.Evidence{Words: fmt.Sprint(s.Status), Where: "state"},
		},
	}}}, nil
}

func (vaultReader) Again(domain.Run, domain.StoredSummary, domain.DeviceRules) (ingest.DeviceRun, bool) {
	return ingest.DeviceRun{}, false
}

// profile is a cache with one account of a third kind, and the engine over it.
type profile struct {
	*testing.T
	store    *storage.DB
	vault    *vault
	engine   *engine.Engine
	said     sync.Mutex // accounts sync beside each other, and each reports
	progress []domain.SyncProgress
}

func newProfile(t *testing.T) *profile {
	t.Helper()
	store, err := fresh.Open(t.Context(), t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = store.Close() })
	p := &profile{T: t, store: store, vault: &vault{appliances: map[string]domain.Status{"east": domain.Success, "west": domain.Failed}}}
	p.account(func(a *domain.Account) { a.Host, a.User = "vault.example", "reader" })
	p.engine, err = engine.New(engine.Params{
		Store: store, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC, Kinds: source.Kinds{p.vault.kind()},
		Report: func(now domain.SyncProgress) {
			p.said.Lock()
			defer p.said.Unlock()
			p.progress = append(p.progress, now)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// account changes the account, and makes it where it is not there.
func (p *profile) account(change func(*domain.Account)) (a domain.Account) {
	p.Helper()
	err := p.store.Write(p.Context(), func(tx domain.Tx) (err error) {
		a, err = tx.AccountByName("Vault")
		if domain.CodeOf(err) == domain.CodeNotFound {
			a = domain.Account{Name: "Vault", Kind: vaultKind, Secret: domain.SecretKeychain}
		} else if err != nil {
			return err
		}
		if change == nil {
			return nil
		}
		change(&a)
		_, err = tx.PutAccount(a)
		return err
	})
	if err != nil {
		p.Fatal(err)
	}
	return a
}

func TestAThirdKindOfAccountNeedsNothingButASourceOfItsOwn(t *testing.T) {
	p := newProfile(t)
	if err := p.engine.Sync(t.Context(), ""); err != nil {
		t.Fatal(err)
	}
	last := p.progress[len(p.progress)-1]
	if last.Things != "appliance" || last.Done != 2 || last.Total != 2 || !last.Finished || last.Notice != "One appliance was not asked." {
		t.Errorf("progress: %+v", last)
	}
	if h := p.account(nil).Health; !h.LastSuccess.Equal(storagetest.Now) || h.LastError != "" || h.Notice != last.Notice {
		t.Errorf("health: %+v", h)
	}
	desk, err := review.New(review.Params{
		Store: p.store, Clock: func() time.Time { return storagetest.Now }, Location: time.UTC,
		Actor: domain.Actor{Name: "anna", Role: domain.RoleAdmin}, Import: p.engine.Import,
	})
	if err != nil {
		t.Fatal(err)
	}
	var links []domain.DeviceLink
	p.read(func(q domain.Reader) error {
		devices, err := q.Devices()
		for _, d := range devices {
			links = append(links, domain.DeviceLink{Device: d.Key, Customer: "Acme", Name: d.Name})
		}
		return err
	})
	if _, err := desk.LinkDevices(t.Context(), links); err != nil {
		t.Fatal(err)
	}
	var runs []string
	p.read(func(q domain.Reader) error {
		jobs, err := q.Jobs()
		for _, j := range jobs {
			list, listErr := q.JobRuns(j.ID, true, 10)
			err = errors.Join(err, listErr)
			for _, r := range list {
				runs = append(runs, fmt.Sprint(j.Name, " ", r.Status))
			}
		}
		return err
	})
	if slices.Sort(runs); !slices.Equal(runs, []string{"east Success", "west Failed"}) {
		t.Errorf("runs: %q", runs)
	}
	if p.engine.Close(t.Context()); !p.vault.closed {
		t.Error("the source was not closed")
	}
}

func (p *profile) read(look func(domain.Reader) error) {
	p.Helper()
	if err := p.store.Read(p.Context(), look); err != nil {
		p.Fatal(err)
	}
}

func TestARefusedSignInOfAKindThatLocksUsersIsNotRepeatedUntilAPersonAsks(t *testing.T) {
	p := newProfile(t)
	p.vault.err = &domain.Error{Code: domain.CodeSignIn, Message: "The vault refuses the user."}
	for range 2 {
		if err := p.engine.Sync(t.Context(), ""); domain.CodeOf(err) != domain.CodeSignIn {
			t.Fatal(err)
		}
	}
	if p.vault.syncs != 1 {
		t.Fatalf("the service was asked %d times", p.vault.syncs)
	}
	p.vault.err = nil
	if err := p.engine.Sync(t.Context(), "Vault"); err != nil || p.vault.syncs != 2 || p.account(nil).Health.Refused {
		t.Errorf("%v after %d syncs, %+v", err, p.vault.syncs, p.account(nil).Health)
	}
}

func TestACancelledSyncIsSaidToBeCancelled(t *testing.T) {
	p := newProfile(t)
	ctx, cancel := context.WithCancel(t.Context())
	p.vault.begun, p.vault.err = cancel, &domain.Error{Code: domain.CodeNetwork, Message: "The connection was cut."}
	if err := p.engine.Sync(ctx, ""); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if h := p.account(nil).Health; h.Code != domain.CodeCancelled || h.Refused {
		t.Errorf("%+v", h)
	}
}

func TestWhatAKindCannotDoIsRefused(t *testing.T) {
	p := newProfile(t)
	a := p.account(nil)
	if err := p.engine.Older(t.Context(), "Vault", storagetest.Now.AddDate(-1, 0, 0)); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("older reports: %v", err)
	}
	if err := p.engine.Watch(t.Context(), a, source.Watch{}); p.engine.Watches(a) || domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("watch: %v", err)
	}
	if p.vault.syncs != 0 {
		t.Errorf("%d syncs", p.vault.syncs)
	}
}

func TestAnAccountOfAnUnknownKindFailsAloneAndSaysSo(t *testing.T) {
	p := newProfile(t)
	err := p.store.Write(t.Context(), func(tx domain.Tx) error {
		_, err := tx.PutAccount(domain.Account{Name: "Attic", Kind: "attic", Host: "h", User: "u", Secret: domain.SecretKeychain})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.engine.Sync(t.Context(), ""); domain.CodeOf(err) != domain.CodeInvalid {
		t.Error(err)
	}
	if p.vault.syncs != 1 || p.account(nil).Health.LastError != "" {
		t.Errorf("the other account was synced %d times", p.vault.syncs)
	}
}
