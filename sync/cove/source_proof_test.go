package cove_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/simulate"
)

// counting is a store that counts the transactions that write.
type counting struct {
	domain.Store
	writes atomic.Int64
}

func (c *counting) Write(ctx context.Context, fn func(domain.Tx) error) error {
	c.writes.Add(1)
	return c.Store.Write(ctx, fn)
}

func (c *counting) Refetchable() domain.Store { return c }

func TestASecondPollWithoutChangesWritesNothingButThatItWasGood(t *testing.T) {
	f := newFleet(t, nil)
	f.sync()
	f.linkAll()
	f.sync() // the sessions of the days before
	f.sync() // their error texts
	store := &counting{Store: f.store}
	var err error
	f.engine, err = newEngine(store, simulate.CoveDemo(storagetest.Now).Password, f.server.Now)
	if err != nil {
		t.Fatal(err)
	}
	before := f.runs()
	f.sync()
	if n := store.writes.Load(); n != 1 { // the account's health
		t.Errorf("%d transactions wrote", n)
	}
	if after := f.runs(); len(after) != len(before) {
		t.Errorf("%d runs, there were %d", len(after), len(before))
	}
}

// Every row of the sample of quirks goes the whole way: poll, link, import.
func TestQuirksOfRowsLoseNothingAndAreNeverGoodByMistake(t *testing.T) {
	rows, err := os.ReadFile(filepath.Join("..", "cove", "testdata", "rebuilt-statistics-quirks.json"))
	if err != nil {
		t.Fatal(err)
	}
	var sample struct {
		Result struct {
			Result []map[string]any `json:"result"`
		} `json:"result"`
	}
	if err := json.Unmarshal(rows, &sample); err != nil {
		t.Fatal(err)
	}
	want := len(sample.Result.Result)
	// Hostile ones beside them: names of every kind, twice the same, a clock ahead.
	ahead := fmt.Sprint(storagetest.Now.Add(400 * 24 * time.Hour).Unix())
	for i, name := range []string{"", "same", "same", "👾 \u202e\x00\x1b[31m", strings.Repeat("ü", 4000), "<script>alert(1)</script>"} {
		sample.Result.Result = append(sample.Result.Result, map[string]any{"AccountId": 9_000_000 + i, "PartnerId": 1, "Settings": []map[string]any{
			{"I1": name}, {"I8": name}, {"I18": name}, {"I78": "D01"}, {"D1F00": "5"}, {"D1F15": ahead}, {"D1F09": ahead}, {"F00": "5"}, {"F15": ahead},
		}})
	}
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		var call struct {
			ID     json.RawMessage `json:"id"`
			Method string          `json:"method"`
		}
		_ = json.NewDecoder(r.Body).Decode(&call)
		var result any = map[string]any{"result": sample.Result.Result, "totalCount": len(sample.Result.Result)}
		if call.Method == "Login" {
			result = map[string]any{"result": map[string]any{"PartnerId": 1, "Name": "reader"}}
		}
		_ = json.NewEncoder(w).Encode(map[string]any{"id": call.ID, "jsonrpc": "2.0", "visa": "v", "result": result})
	}))
	defer server.Close()
	f := newFleet(t, nil)
	err = f.store.Write(f.ctx, func(tx domain.Tx) error {
		_, err := tx.PutAccount(domain.Account{Name: "cove", Kind: domain.AccountCove, Host: server.URL, User: "reader", Secret: domain.SecretKeychain})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	syncErr := f.engine.Sync(f.ctx, "") // rows that say nothing make it incomplete, with words
	devices := f.devices()
	if len(devices) < want {
		t.Errorf("%d of %d rows are devices: %v", len(devices), want, syncErr)
	}
	f.linkAll()
	keys := map[domain.RunKey]bool{}
	for key, run := range f.runs() {
		keys[key] = true
		if run.Status.Good() && (run.Ended.Time.After(f.server.Now().Add(time.Hour)) || len(run.Objects) == 0) {
			t.Errorf("%s is good: %+v", key, run)
		}
		for _, o := range run.Objects {
			if strings.HasPrefix(o.Message, "Status ") && o.Status != domain.Unknown {
				t.Errorf("%s: a state that nobody knows is %s", key, o.Status)
			}
		}
		if !utf8.ValidString(run.JobName) {
			t.Errorf("%s: the name is %q", key, run.JobName)
		}
	}
	if len(keys) == 0 {
		t.Error("no runs")
	}
	before := len(keys)
	_ = f.engine.Sync(f.ctx, "")
	if n := len(f.runs()); n != before {
		t.Errorf("polling again made %d runs of %d", n, before)
	}
}

func TestTheTokenOfCoveIsInNoFileAndNoLog(t *testing.T) {
	var logged bytes.Buffer
	old := slog.Default()
	slog.SetDefault(slog.New(slog.NewTextHandler(&logged, &slog.HandlerOptions{Level: slog.LevelDebug})))
	defer slog.SetDefault(old)
	f := newFleet(t, nil)
	token := simulate.CoveDemo(storagetest.Now).Password
	said := &strings.Builder{}
	f.sync()
	f.linkAll()
	f.sync()
	for _, fault := range []simulate.CoveFault{
		{Trouble: simulate.CoveEcho, Number: 999}, {Trouble: simulate.CoveEcho, Number: 13501}, {Trouble: simulate.CoveEcho, Number: 1701},
		{Trouble: simulate.CoveEcho, Number: 2100},
	} {
		f.server.Fail(fault)
		err := f.engine.Sync(f.ctx, "cove")
		_, _ = fmt.Fprintf(said, "%v %+v %#v\n", err, err, err)
		f.server.Heal()
	}
	visas := f.server.Visas()
	if err := f.store.Close(); err != nil {
		t.Fatal(err)
	}
	secretWords := append([]string{token}, visas...)
	looked := 0
	err := filepath.Walk(f.folder, func(path string, info os.FileInfo, err error) error {
		if err != nil || info.IsDir() {
			return err
		}
		looked++
		content, err := os.ReadFile(path)
		for _, secret := range secretWords {
			if bytes.Contains(content, []byte(secret)) {
				t.Errorf("%s holds a secret", filepath.Base(path))
			}
		}
		return err
	})
	if err != nil || looked == 0 || len(visas) == 0 {
		t.Fatalf("%v, %d files, %d visas", err, looked, len(visas))
	}
	for _, secret := range secretWords {
		if strings.Contains(logged.String(), secret) || strings.Contains(said.String(), secret) {
			t.Error("a log line or an error holds a secret")
		}
	}
}
