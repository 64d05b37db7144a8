package accounts_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/review"
	"runchecks/domain/wording"
	"runchecks/storage/secrets"
	"runchecks/storage/storagetest"
	"runchecks/sync/accounts"
	"runchecks/sync/source/sourcetest"
	accountsmodel "runchecks/ui/accounts"
	"runchecks/ui/modeltest"
	"runchecks/ui/words"
)

// accountList is the screen Accounts over a fixture, with what it asked for.
type accountList struct {
	*modeltest.Fixture
	m         *accountsmodel.Model
	secrets   secrets.Memory
	synced    []string // "" for all
	cancelled int
	now       time.Time
}

func newAccountList(t *testing.T, role domain.Role, list ...domain.Account) *accountList {
	t.Helper()
	s := &accountList{Fixture: modeltest.New(t, role), secrets: secrets.Memory{}, now: storagetest.Now}
	all := s.Params()
	p := accountsmodel.Params{Base: all.Base, Syncs: all.Syncs}
	keeper, err := accounts.New(accounts.Params{
		Kinds: sourcetest.Trials(), Store: s.Store, Secrets: s.secrets, Clock: func() time.Time { return s.now }, Decisions: p.Desk,
	})
	if err != nil {
		t.Fatal(err)
	}
	s.PutAccounts(list...)
	for _, a := range list {
		s.secrets[a.Name] = "secret"
	}
	p.Clock = func() time.Time { return s.now }
	p.Accounts = keeper
	p.Sync, p.SyncOne = func() { s.synced = append(s.synced, "") }, func(name string) { s.synced = append(s.synced, name) }
	p.CancelSync, p.NextSync = func() { s.cancelled++ }, func() time.Time { return storagetest.Now.Add(5 * time.Minute) }
	s.m = accountsmodel.New(p, modeltest.Nothing)
	s.Opened(s.m)
	return s
}

// fact returns what the facts of the selected account say under a label.
func (s *accountList) fact(label string) string {
	for _, f := range s.m.Facts() {
		if f.Label == label {
			return f.Text
		}
	}
	return ""
}

func TestEachAccountSaysHowItStandsWithoutColourAlone(t *testing.T) {
	paused := modeltest.Mail("d", modeltest.Good)
	paused.Paused = storagetest.Now.Add(-time.Hour)
	broken := modeltest.Mail(
		"f",
		domain.Health{
			LastTry:     storagetest.Now,
			LastSuccess: storagetest.Now.Add(-3 * time.Hour),
			LastError:   "Connecting to mail.example.com:993 failed: no route.",
			Code:        domain.CodeNetwork,
		},
	)
	s := newAccountList(
		t,
		domain.RoleAdmin,
		modeltest.Mail(
			"a",
			modeltest.Good,
		),
		modeltest.Mail("b", domain.Health{}),
		modeltest.Mail("c", domain.Health{LastSuccess: storagetest.Now.Add(-2 * time.Hour)}),
		paused,
		modeltest.Mail(
			"e",
			domain.Health{LastError: "x", Code: domain.CodeCancelled},
		),
		broken,
		modeltest.Mail("g", domain.Health{LastError: "x", Code: domain.CodeSecret}),
	)
	if got := modeltest.Column(s.m, "state"); got != "✓ good, ? never synced, ! late, ○ paused, ○ cancelled, ✕ failed, ! no password" {
		t.Error(got)
	}
	if got := s.m.Detail(); got != "7, 5 not good, 1 paused" {
		t.Error(got)
	}
	if got := modeltest.Column(s.m, "next"); got != "08:05, 08:05, 08:05, never, 08:05, 08:05, 08:05" {
		t.Error(got)
	}
	s.m.Select(3)
	if cell := s.m.Cell(3, "wrong"); !strings.HasPrefix(cell.Text, "Paused since today") || cell.Tone == words.Good {
		t.Errorf("%+v", cell)
	}
	s.m.Select(5)
	if cell := s.m.Cell(5, "wrong"); cell.Text != "The server cannot be reached." || strings.Contains(cell.Secondary, "no route") {
		t.Errorf("%+v", cell)
	}
	if got := s.m.Trouble(); !strings.Contains(got, "no route") || !strings.Contains(got, "Kind of fault: network") {
		t.Errorf("in full: %q", got)
	}
	s.m.Select(6)
	if got := s.fact(
		"What went wrong",
	); got != "Its password is missing. W says in full what is known." ||
		s.fact("Next sync") != "08:05, once its password is there" {
		t.Errorf("%q, next %q", got, s.fact("Next sync"))
	}
	s.m.SetSearch("state:paused")
	if s.m.Len() != 1 || s.m.Heading() != "d" {
		t.Errorf("%d rows, %q", s.m.Len(), s.m.Heading())
	}
}

func TestProgressSaysHowMuchAndHowLong(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, modeltest.Mail("a", modeltest.Good), modeltest.Mail("b", modeltest.Good))
	s.m.SetProgress(domain.SyncProgress{Account: "b"})
	if got := s.m.Cell(1, "wrong").Text; got != "connecting…" || s.m.Cell(1, "state").Text != "● syncing" {
		t.Errorf("%q", got)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "b", Total: 5600, Folder: "INBOX"})
	s.now = s.now.Add(time.Minute)
	s.m.SetProgress(domain.SyncProgress{Account: "b", Total: 5600, Done: 1400, Folder: "INBOX"})
	if cell := s.m.Cell(1, "wrong"); cell.Text != "1,400 of 5,600 messages" || cell.Secondary != "3 min left" {
		t.Errorf("%+v", cell)
	}
	s.m.Select(1)
	if got := s.fact("State"); got != "● syncing: 1,400 of 5,600 messages in INBOX, 3 min left" || !s.m.Running() {
		t.Errorf("%q", got)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "b", Total: 5600, Done: 5590})
	if cell := s.m.Cell(1, "wrong"); cell.Secondary != "less than a minute left" {
		t.Errorf("%+v", cell)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "b", Finished: true})
	s.Settle()
	if s.m.Running() || s.m.Cell(1, "state").Text != "✓ good" {
		t.Errorf("after its end: %+v", s.m.Cell(1, "state"))
	}
	s.m.SetProgress(domain.SyncProgress{Account: "a", Things: "device", Done: 45})
	if cell := s.m.Cell(0, "wrong"); cell.Text != "45 devices" {
		t.Errorf("%+v", cell)
	}
}

func TestSyncsBesideEachOtherHaveTheirOwnProgress(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, modeltest.Mail("a", modeltest.Good), modeltest.Mail("b", modeltest.Good))
	s.m.SetProgress(domain.SyncProgress{Account: "a", Total: 100, Done: 10})
	s.m.SetProgress(domain.SyncProgress{Account: "b", Total: 5000, Done: 1400})
	if a, b := s.m.Cell(0, "wrong").Text, s.m.Cell(1, "wrong").Text; a != "10 of 100 messages" || b != "1,400 of 5,000 messages" {
		t.Errorf("%q, %q", a, b)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "b", Finished: true})
	if s.m.Cell(0, "state").Text != "● syncing" || s.m.Cell(1, "state").Text == "● syncing" || !s.m.Running() {
		t.Errorf("%q, %q", s.m.Cell(0, "state").Text, s.m.Cell(1, "state").Text)
	}
}

func TestAnAccountIsPausedResumedAndRemoved(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, modeltest.Mail("a", modeltest.Good), modeltest.Mail("b", modeltest.Good))
	s.m.SetProgress(domain.SyncProgress{Account: "a"})
	s.m.Pause()
	s.Settle()
	if s.m.Account().Paused.IsZero() || s.cancelled != 1 || strings.Join(s.synced, ",") != "" || s.m.CanSync() {
		t.Errorf("%+v, cancelled %d, synced %q", s.m.Account(), s.cancelled, s.synced)
	}
	s.m.SetProgress(domain.SyncProgress{Account: "a", Finished: true, Err: context.Canceled})
	s.synced = nil
	s.m.Pause()
	s.Settle()
	if !s.m.Account().Paused.IsZero() || strings.Join(s.synced, ",") != "a" {
		t.Errorf("%+v, synced %q", s.m.Account(), s.synced)
	}
	s.m.Sync()
	if len(s.synced) != 2 || s.synced[1] != "a" {
		t.Errorf("synced %q", s.synced)
	}
	s.m.Remove(*s.m.Account(), false)
	s.Settle()
	if got := modeltest.Column(s.m, "name"); got != "b" || len(s.secrets) != 1 || s.m.Toast().Text != "a was removed; 0 runs stay" {
		t.Errorf("%s, %d secrets, %q", got, len(s.secrets), s.m.Toast().Text)
	}
	if list, err := s.Desk.Journal(
		context.Background(),
		3,
	); err != nil || len(list) != 3 ||
		review.Words(list[0], time.UTC) != "account a removed; its reports stay" {
		t.Errorf("%+v, %v", list, err)
	}
}

func TestWhoeverMayNotChangeSettingsOnlyLooksAndSyncs(t *testing.T) {
	s := newAccountList(t, domain.RoleOperator, modeltest.Mail("a", modeltest.Good))
	if s.m.CanChange() || !s.m.CanSync() {
		t.Error("an operator may change accounts, or not sync")
	}
	s.m.Pause()
	s.Settle()
	if !s.m.Account().Paused.IsZero() {
		t.Error("an operator paused an account")
	}
	s.m.Remove(*s.m.Account(), true)
	s.Settle()
	if s.m.Len() != 1 || !s.m.Toast().Error || s.secrets["a"] == "" {
		t.Errorf("%d accounts, %+v", s.m.Len(), s.m.Toast())
	}
}

func TestTheLogOfTheLastSyncsTellsWhatCame(t *testing.T) {
	s := newAccountList(t, domain.RoleAdmin, modeltest.Mail("a", modeltest.Good))
	at := storagetest.Now.Add(-time.Hour)
	err := s.Store.Write(context.Background(), func(tx domain.Tx) error {
		a, err := tx.AccountByName("a")
		if err != nil {
			return err
		}
		for _, e := range []domain.SyncEntry{
			{Times: 1, Messages: 12, Runs: 14, Known: 2, SetAside: 1, Duration: 2300 * time.Millisecond}, {Times: 1, Error: "no route",
				Code: domain.CodeNetwork},
			{Times: 1, Messages: 40, Cancelled: true, Error: "cancelled"}, {Times: 6, Duration: 90 * time.Millisecond}, {Times: 1,
				Things: "device", Messages: 45, Duration: 2 * time.Minute},
		} {
			e.Account, e.Began, e.Ended = a.ID, at, at
			if err := tx.PutSync(e); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s.Opened(s.m)
	var got []string
	for _, row := range s.m.Below().Rows {
		got = append(got, row[1].Text+": "+row[2].Text+" "+row[3].Text)
	}
	want := []string{
		"✓ good: 45 devices, no new run 0:02:00",
		"✓ good: nothing new (6 times since today 07:00) 90 ms",
		"○ cancelled: 40 messages 0 ms",
		"✕ failed: no route 0 ms",
		"✓ good: 12 messages, 14 runs, 2 known already, 1 in the inbox 2.3 s",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("%q", got)
	}
}

func TestTheQuestionBeforeARemovalSaysWhatStaysAndWhoFallsSilent(t *testing.T) {
	b := domain.AccountContents{Messages: 120, Runs: 1300, KeptMessages: 20, KeptRuns: 300, Jobs: 1}
	if got := accountsmodel.RemoveWords(
		b,
		false,
	); got != "120 messages and 1,300 runs stay: they can be looked at, reviewed and searched as before.\nThe newest reports of "+
		"1 active job came by it. Unless they come by another account, nobody notices when those jobs stop." {
		t.Error(got)
	}
	if got := accountsmodel.RemoveWords(
		b,
		true,
	); !strings.HasPrefix(
		got,
		"100 messages and 1,000 runs are removed from this computer, those among them that came by another account as well. That "+
			"cannot be undone.\n20 messages and 300 runs stay: somebody decided",
	) {
		t.Error(got)
	}
	if got := accountsmodel.RemoveWords(
		domain.AccountContents{Messages: 1, KeptMessages: 1},
		true,
	); !strings.HasPrefix(
		got,
		"Nothing else is removed: every report from this account has been decided.",
	) {
		t.Error(got)
	}
	if got := accountsmodel.RemoveWords(domain.AccountContents{}, false); got != "It brought nothing yet." {
		t.Error(got)
	}
}

func TestSettingsThatNobodyVouchesForSaySo(t *testing.T) {
	f := domain.FoundMailbox{Account: domain.Account{Host: "imap.hoster.example"}, Where: wording.Text("the DNS of example.com")}
	if text, sure := accountsmodel.FoundWords(f); !sure || text != "Found by the DNS of example.com." {
		t.Error(text)
	}
	f.Elsewhere = true
	if text, sure := accountsmodel.FoundWords(f); sure || !strings.Contains(text, "imap.hoster.example is your provider's") {
		t.Error(text)
	}
	if text, sure := accountsmodel.FoundWords(domain.FoundMailbox{}); sure || !strings.Contains(text, "guess") {
		t.Error(text)
	}
}
