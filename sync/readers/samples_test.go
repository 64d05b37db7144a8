package readers_test

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// sample is one mail of testdata/mails with what a careful person reads from it.
type sample struct {
	path   string // folder/name.eml
	folder string
	raw    []byte
	want   expected
	given  map[string]json.RawMessage // which keys the expected file has
}

type expected struct {
	Product      string   `json:"product"`
	JobType      string   `json:"job_type"`
	JobName      *string  `json:"job_name"`
	Identity     *string  `json:"identity"`
	Status       string   `json:"status"`
	StatedStatus *string  `json:"stated_status"`
	StartedAt    *string  `json:"started_at"`
	EndedAt      *string  `json:"ended_at"`
	Objects      []object `json:"objects"`
	Jobs         []struct {
		JobType *string  `json:"job_type"`
		JobName *string  `json:"job_name"`
		Status  string   `json:"status"`
		EndedAt *string  `json:"ended_at"`
		Objects []object `json:"objects"`
	} `json:"jobs"`
	Confidence string `json:"confidence"`
}

type object struct {
	Name    *string `json:"name"`
	Type    *string `json:"type"`
	Status  *string `json:"status"`
	Message *string `json:"message"`
}

// The folders whose mails have a reader of their own. mime-variants holds Veeam's.
var ownReader = map[string]string{
	"veeam": "veeam", "mime-variants": "veeam", "proxmox-ve": "proxmox-ve", "proxmox-backup-server": "proxmox-backup-server", "backup-exec": "backup-exec",
	"windows-server-backup": "windows-server-backup", "synology": "synology", "duplicati": "duplicati", "macrium": "macrium",
	"acronis": "acronis-drive-monitor", "backupninja": "backupninja", "backuppc": "backuppc", "borg": "borg-yunohost", "burp": "burp", "cloud-to-cloud": "cloud-to-cloud",
	"crashplan": "crashplan", "iperius": "iperius", "mailstore": "mailstore", "phpbu": "phpbu", "qnap-hbs": "qnap-hbs", "sql-master-backup": "sql-master-backup",
	"sql-server-agent": "sql-server-agent", "virtualmin": "virtualmin", "retrospect": "retrospect",
	"bacula": "bacula", "bareos": "bareos", "kopia": "kopia", "amanda": "amanda", "cobian": "cobian",
	"urbackup": "urbackup", "storagecraft": "storagecraft", "ghettovcb": "ghettovcb", "hyperv-backup-utility": "hyper-v-backup-utility", "xen-orchestra": "xen-orchestra", "ahsay": "ahsay",
}

func samples(t testing.TB) []sample { return samplesOf(t, "mails", 83) }

// samplesOf returns the samples of a folder of testdata, which holds at least so many.
func samplesOf(t testing.TB, set string, least int) []sample {
	t.Helper()
	files, err := filepath.Glob("testdata/" + set + "/*/*.eml")
	if err != nil || len(files) < least {
		t.Fatalf("found %d samples in %s, want at least %d (%v)", len(files), set, least, err)
	}
	var out []sample
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		facts, err := os.ReadFile(strings.TrimSuffix(f, ".eml") + ".expected.json")
		if err != nil {
			t.Fatal(err)
		}
		s := sample{path: filepath.ToSlash(strings.TrimPrefix(f, filepath.FromSlash("testdata/"+set+"/"))), folder: filepath.Base(filepath.Dir(f)), raw: raw}
		if err := json.Unmarshal(facts, &s.want); err != nil {
			t.Fatalf("%s: %v", f, err)
		}
		if err := json.Unmarshal(facts, &s.given); err != nil {
			t.Fatal(err)
		}
		out = append(out, s)
	}
	return out
}

func status(t critic, code string) domain.Status {
	t.Helper()
	s, err := domain.ParseStatus(code)
	if err != nil {
		t.Errorf("%v", err)
	}
	return s
}

var received = time.Date(2026, 9, 30, 12, 0, 0, 0, time.UTC)

func read(t testing.TB, raw []byte) (readers.Reading, *message.Message) {
	t.Helper()
	m, err := message.Decode(context.Background(), raw)
	if err != nil {
		return readers.Reading{Reason: err.Error()}, nil
	}
	r := readers.Default().Read(context.Background(), m, readers.Env{Received: received, Location: time.UTC})
	if r.Failed {
		t.Errorf("a reader failed: %s", r.Reason)
	}
	return r, m
}

func TestEverySampleOfAKnownProductIsReadAsExpected(t *testing.T) {
	for _, s := range samples(t) {
		want, own := ownReader[s.folder]
		if !own {
			continue
		}
		t.Run(s.path, func(t *testing.T) {
			reading, m := read(t, s.raw)
			if m == nil {
				t.Fatalf("cannot be decoded: %s", reading.Reason)
			}
			if m.Truncated {
				t.Errorf("held to be truncated: %v", m.Problems)
			}
			compare(t, s, want, reading)
		})
	}
}

// critic is told what differs: a test, or what counts for the accuracy table.
type critic interface {
	Helper()
	Errorf(format string, args ...any)
}

// compare tells how a reading differs from what a careful person reads.
func compare(t critic, s sample, reader string, reading readers.Reading) {
	t.Helper()
	if reading.Reader != reader {
		t.Errorf("read by %q (%s), want %q", reading.Reader, reading.Reason, reader)
		return
	}
	if len(s.want.Jobs) > 0 {
		compareJobs(t, s, reading)
		return
	}
	if len(reading.Results) != 1 {
		t.Errorf("%d results, want 1", len(reading.Results))
		return
	}
	r := reading.Results[0]
	differ(t, "product", r.Product, s.want.Product)
	differ(t, "job_type", r.JobType, s.want.JobType)
	differ(t, "job_name", r.JobName, deref(s.want.JobName))
	if s.want.Identity != nil {
		differ(t, "identity", r.Identity, *s.want.Identity)
	}
	differ(t, "status", r.Status, status(t, s.want.Status))
	stated := domain.Status(0)
	if s.want.StatedStatus != nil {
		if stated = status(t, *s.want.StatedStatus); stated == r.Status {
			stated = 0
		}
	}
	differ(t, "stated_status", r.Stated, stated)
	moment(t, "started_at", r.Started, s.want.StartedAt)
	moment(t, "ended_at", r.Ended, s.want.EndedAt)
	objects(t, "objects", r.Objects, s.want.Objects)
	sane(t, r)
	if (s.want.Status == "unknown" || strings.Contains(s.want.JobType, "not a")) && r.Kind == domain.KindRun {
		t.Errorf("kind is %q: it would feed schedules", r.Kind)
	}
}

func compareJobs(t critic, s sample, reading readers.Reading) {
	t.Helper()
	if len(reading.Results) != len(s.want.Jobs) {
		t.Errorf("%d results, want %d", len(reading.Results), len(s.want.Jobs))
		return
	}
	worst := domain.Success
	for i, j := range s.want.Jobs {
		r := reading.Results[i]
		worst = max(worst, r.Status)
		if j.JobType != nil {
			differ(t, fmt.Sprintf("jobs[%d].job_type", i), r.JobType, *j.JobType)
		}
		if j.JobName != nil {
			differ(t, fmt.Sprintf("jobs[%d].job_name", i), r.JobName, *j.JobName)
		}
		differ(t, fmt.Sprintf("jobs[%d].status", i), r.Status, status(t, j.Status))
		if j.Objects != nil {
			objects(t, fmt.Sprintf("jobs[%d].objects", i), r.Objects, j.Objects)
		}
		if j.EndedAt != nil {
			moment(t, fmt.Sprintf("jobs[%d].ended_at", i), r.Ended, j.EndedAt)
		}
		sane(t, r)
	}
	differ(t, "status", worst, status(t, s.want.Status))
}

func TestNoSampleOfAnUnknownProductIsReadBetterThanItIs(t *testing.T) {
	matched := 0
	for _, s := range samples(t) {
		if _, own := ownReader[s.folder]; own {
			continue
		}
		t.Run(s.path, func(t *testing.T) {
			reading, m := read(t, s.raw)
			if m == nil {
				t.Fatalf("cannot be decoded: %s", reading.Reason)
			}
			if reading.Reader == "" {
				if reading.Reason == "" {
					t.Error("unmatched without a reason")
				}
				t.Logf("expected %s: unmatched", s.want.Status)
				return
			}
			matched++
			want := status(t, s.want.Status)
			for _, r := range reading.Results {
				t.Logf("expected %s: %s (%s) from %+v, identity %q", s.want.Status, r.Status, r.Kind, r.Evidence, r.Identity)
				sane(t, r)
				if want != domain.Success && r.Status == domain.Success {
					t.Errorf("Success, want %s: %+v", want, r.Evidence)
				}
				if r.Status != domain.Unknown && r.Status < want && want != domain.Unknown {
					t.Errorf("%s is better than %s: %+v", r.Status, want, r.Evidence)
				}
				if r.Reader == "generic" && r.Confidence != domain.ConfidenceLow {
					t.Errorf("confidence %q of the generic reader", r.Confidence)
				}
			}
		})
	}
	t.Logf("the generic reader spoke on %d mails", matched)
}

// sane checks what must hold for every result.
func sane(t critic, r domain.Result) {
	t.Helper()
	if r.Name() == "" {
		t.Errorf("neither job name nor identity")
	}
	if r.Evidence.Words == "" || r.Evidence.Where == "" {
		t.Errorf("no evidence: %+v", r.Evidence)
	}
	if len(r.Objects) == 0 && r.NoObjects == "" {
		t.Errorf("no objects and no reason why")
	}
	switch r.Kind {
	case domain.KindRun, domain.KindInformation, domain.KindDigest:
	default:
		t.Errorf("kind %q", r.Kind)
	}
	if r.Status < domain.Success || r.Status == domain.SuccessOverride || r.Status > domain.Failed {
		t.Errorf("status %d", r.Status)
	}
	if r.Stated == r.Status {
		t.Errorf("stated %s repeats the status", r.Stated)
	}
	if r.Product == "" || r.JobType == "" || r.Reader == "" || r.Confidence == "" {
		t.Errorf("a field is empty: %+v", r)
	}
}

func differ[T comparable](t critic, field string, got, want T) {
	t.Helper()
	if got != want {
		t.Errorf("%s differs:\n got %v\nwant %v", field, got, want)
	}
}

func deref(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// moment compares in microseconds: the expected files round there.
func moment(t critic, field string, got domain.Stamp, want *string) {
	t.Helper()
	w, err := domain.ParseStamp(deref(want))
	if err != nil {
		t.Errorf("%v", err)
	}
	if got.Zoned != w.Zoned || !got.Time.Truncate(time.Microsecond).Equal(w.Time) {
		t.Errorf("%s differs:\n got %s (zoned %t)\nwant %s (zoned %t)", field, got, got.Zoned, w, w.Zoned)
	}
	if !got.IsZero() && got.Text == "" {
		t.Errorf("%s has no text", field)
	}
}

func objects(t critic, field string, got []domain.Object, want []object) {
	t.Helper()
	if len(got) != len(want) {
		t.Errorf("%s: %d, want %d: %+v", field, len(got), len(want), got)
		return
	}
	for i, w := range want {
		at := fmt.Sprintf("%s[%d]", field, i)
		differ(t, at+".name", got[i].Name, deref(w.Name))
		if w.Type != nil {
			differ(t, at+".type", got[i].Type, *w.Type)
		}
		if w.Status == nil {
			differ(t, at+".status", got[i].Status, domain.Unknown)
		} else {
			differ(t, at+".status", got[i].Status, status(t, *w.Status))
		}
		if w.Message != nil {
			differ(t, at+".message", got[i].Message, *w.Message)
		}
	}
}
