package secrets

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage"
)

// ring is a keychain in memory. fault, where it is set, is the answer to every call;
// hang, where it is set, is waited for before one.
type ring struct {
	mu      sync.Mutex
	entries map[string]string
	calls   int
	fault   error
	hang    chan struct{}
}

func newRing() *ring { return &ring{entries: map[string]string{}} }

func (r *ring) begin() (func(), error) {
	r.mu.Lock()
	hang := r.hang
	r.calls++
	r.mu.Unlock()
	if hang != nil {
		<-hang
	}
	r.mu.Lock()
	return r.mu.Unlock, r.fault
}

// asked is how often the keychain was asked.
func (r *ring) asked() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.calls
}

func (r *ring) Get(service, entry string) (string, error) {
	end, err := r.begin()
	defer end()
	secret, ok := r.entries[service+"|"+entry]
	if err == nil && !ok {
		err = ErrNotFound
	}
	return secret, err
}

func (r *ring) Set(service, entry, secret string) error {
	end, err := r.begin()
	defer end()
	if err == nil {
		r.entries[service+"|"+entry] = secret
	}
	return err
}

func (r *ring) Delete(service, entry string) error {
	end, err := r.begin()
	defer end()
	if _, ok := r.entries[service+"|"+entry]; err == nil && !ok {
		err = ErrNotFound
	}
	delete(r.entries, service+"|"+entry)
	return err
}

// room is a workspace with a keychain whose entries hold 120 bytes, ours of them 70.
type room struct {
	*testing.T
	folder   string
	store    *storage.DB
	ring     *ring
	keychain *Keychain
}

func newRoom(t *testing.T) *room {
	t.Helper()
	r := &room{T: t, folder: t.TempDir(), ring: newRing()}
	var err error
	if r.store, err = storage.Open(context.Background(), r.folder); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = r.store.Close() })
	r.restart()
	return r
}

// restart begins another session.
func (r *room) restart() {
	r.Helper()
	var err error
	r.keychain, err = New(Params{Workspace: "/profile", Store: r.store, Ring: r.ring, Fits: func(_, secret string) bool { return len(secret) <= 120 }})
	if err != nil {
		r.Fatal(err)
	}
}

var (
	mail  = domain.Account{Name: "mail", Kind: domain.AccountIMAP, Secret: domain.SecretKeychain}
	other = domain.Account{Name: "other", Kind: domain.AccountIMAP, Secret: domain.SecretKeychain, OAuth: &domain.OAuth{Provider: domain.OAuthMicrosoft}}
)

const small = "correct horse"

var large = strings.Repeat("battery staple ", 300)

func (r *room) set(a domain.Account, secret string) {
	r.Helper()
	if err := r.keychain.Set(r.Context(), a, secret); err != nil {
		r.Fatal(err)
	}
}

// holds fails unless the secret is kept for good.
func (r *room) holds(a domain.Account, want string) {
	r.Helper()
	if why := r.keychain.SessionOnly(a); why != nil {
		r.Errorf("kept for this session only: %v", why)
	}
	r.restart()
	if got, err := r.keychain.Get(r.Context(), a); got != want || err != nil {
		r.Errorf("the secret is %q, %v", got, err)
	}
}

// lacks fails unless there is no secret, with words that name the account and say why.
func (r *room) lacks(a domain.Account, why string) {
	r.Helper()
	got, err := r.keychain.Get(r.Context(), a)
	if got != "" || domain.CodeOf(err) != domain.CodeSecret || !strings.Contains(err.Error(), why) || !strings.Contains(err.Error(), a.Name) {
		r.Errorf("%q, %v", got, err)
	}
}

func (r *room) seals() (n int) {
	for _, a := range []domain.Account{mail, other} {
		if _, err := r.keychain.sealed(r.Context(), a.Name); err == nil {
			n++
		}
	}
	return n
}

func TestASmallSecretIsOneEntryInTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.lacks(mail, "the keychain has none")
	r.set(mail, "first")
	r.set(mail, small)
	r.set(other, "o")
	r.holds(mail, small)
	if len(r.ring.entries) != 2 || r.seals() != 0 {
		t.Errorf("%v, %d seals", r.ring.entries, r.seals())
	}
	for range 2 { // there, and gone already
		if err := r.keychain.Delete(t.Context(), mail); err != nil {
			t.Fatal(err)
		}
	}
	r.lacks(mail, "Enter it again.")
	r.holds(other, "o")
}

func TestALargeSecretLiesSealedUnderAKeyInTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.set(mail, large)
	r.holds(mail, large)
	r.set(other, large+"o")
	r.holds(other, large+"o")
	if len(r.ring.entries) != 1 || r.seals() != 2 {
		t.Errorf("%d entries, %d seals", len(r.ring.entries), r.seals())
	}
	if err := r.keychain.Delete(t.Context(), mail); err != nil || r.seals() != 1 {
		t.Errorf("%v, %d seals", err, r.seals())
	}
	r.lacks(mail, "the keychain has none")
}

func TestASecretThatGrowsOrShrinksIsInOnePlaceOnly(t *testing.T) {
	r := newRoom(t)
	for range 2 {
		r.set(mail, small)
		r.holds(mail, small)
		if _, entry := r.ring.entries[service+"|/profile/mail"]; !entry || r.seals() != 0 {
			t.Errorf("small: an entry %v, %d seals", entry, r.seals())
		}
		r.set(mail, large)
		r.holds(mail, large)
		if _, entry := r.ring.entries[service+"|/profile/mail"]; entry || r.seals() != 1 {
			t.Errorf("large: an entry %v, %d seals", entry, r.seals())
		}
	}
}

// A limit that we do not know is told by the keychain itself.
type strictRing struct{ *ring }

func (r strictRing) Set(service, entry, secret string) error {
	if len(secret) > 100 {
		return ErrTooLarge
	}
	return r.ring.Set(service, entry, secret)
}

func TestASecretThatTheKeychainFindsTooLargeIsSealedToo(t *testing.T) {
	r := newRoom(t)
	r.keychain.p.Ring, r.keychain.p.Fits = strictRing{r.ring}, func(string, string) bool { return true }
	r.set(mail, large)
	r.holds(mail, large)
}

func TestACopyOfTheDatabaseTellsNothingWithoutTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.set(mail, large)
	files, err := filepath.Glob(filepath.Join(r.folder, "*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%v, %v", files, err)
	}
	for _, file := range files {
		content, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if strings.Contains(string(content), "battery") {
			t.Errorf("%s holds the secret", file)
		}
	}
	r.ring = newRing() // the keychain of another computer
	r.restart()
	r.lacks(mail, "no key to it")
	r.set(other, large) // which makes a key of its own
	r.lacks(mail, "sealed on another computer")
	r.holds(other, large)
}

func TestADamagedOrForeignSealIsToldAndANewSecretMendsIt(t *testing.T) {
	r := newRoom(t)
	r.set(mail, large)
	r.set(other, large+"o")
	good, err := r.keychain.sealed(t.Context(), mail.Name)
	if err != nil {
		t.Fatal(err)
	}
	foreign, err := r.keychain.sealed(t.Context(), other.Name)
	if err != nil {
		t.Fatal(err)
	}
	flipped := append([]byte(nil), good...)
	flipped[len(flipped)/2] ^= 1
	for says, sealed := range map[string][]byte{"a flipped bit": flipped, "nothing": {}, "a few bytes": good[:7], "cut off": good[:len(good)-1], "that of another account": foreign} {
		if err := r.store.Write(t.Context(), func(tx domain.Tx) error { return tx.PutSealedSecret(mail.Name, sealed) }); err != nil {
			t.Fatal(err)
		}
		t.Log(says)
		r.lacks(mail, "what is sealed is damaged")
	}
	r.set(mail, large)
	r.holds(mail, large)
	r.ring.entries[keyService+"|/profile"] = "no key"
	r.lacks(mail, "its key in the keychain is damaged")
	r.set(mail, large)
	r.holds(mail, large)
}

func TestWithoutAKeychainASecretLivesAsLongAsTheSession(t *testing.T) {
	for _, secret := range []string{small, large} {
		r := newRoom(t)
		r.ring.fault = errors.New("couldn't determine address of session bus")
		r.lacks(mail, "not usable here (couldn't determine address of session bus)")
		r.set(mail, secret)
		if got, err := r.keychain.Get(t.Context(), mail); got != secret || err != nil {
			t.Errorf("%q, %v", got, err)
		}
		if why := r.keychain.SessionOnly(mail); domain.CodeOf(why) != domain.CodeSecret || !strings.Contains(why.Error(), "session bus") {
			t.Errorf("the reason is %v", why)
		}
		if r.keychain.SessionOnly(other) != nil {
			t.Error("another account has a reason")
		}
		r.restart()
		r.lacks(mail, "Enter it again.")
		r.lacks(other, "Sign in again.")
		// The next time that it is entered there is a keychain.
		r.ring.fault = nil
		r.lacks(mail, "the keychain has none")
		r.set(mail, secret)
		r.holds(mail, secret)
	}
}

func TestTheSessionsSecretGoesBeforeAnOlderOneInTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.set(mail, "older")
	r.ring.fault = errors.New("failed to unlock correct collection")
	r.set(mail, "newer")
	r.ring.fault = nil
	if got, err := r.keychain.Get(t.Context(), mail); got != "newer" || err != nil {
		t.Errorf("%q, %v", got, err)
	}
	if err := r.keychain.Delete(t.Context(), mail); err != nil {
		t.Fatal(err)
	}
	r.lacks(mail, "the keychain has none")
}

func TestASecretThatTheProcessWasGivenIsNeverStored(t *testing.T) {
	r := newRoom(t)
	r.set(mail, "stored")
	calls := r.ring.asked()
	r.keychain.Hold(mail, "given")
	r.set(mail, "turned over")
	if got, err := r.keychain.Get(t.Context(), mail); got != "turned over" || err != nil || r.keychain.SessionOnly(mail) != nil || r.ring.asked() != calls {
		t.Errorf("%q, %v, %v, %d calls", got, err, r.keychain.SessionOnly(mail), r.ring.asked()-calls)
	}
	r.holds(mail, "stored")
}

func TestASecretFromTheEnvironmentAsksNoKeychain(t *testing.T) {
	r := newRoom(t)
	a := domain.Account{Name: "mail", Secret: "env:RUN_CHECKS_TEST_SECRET"}
	if _, err := r.keychain.Get(t.Context(), a); domain.CodeOf(err) != domain.CodeSecret || !strings.Contains(err.Error(), "RUN_CHECKS_TEST_SECRET") {
		t.Errorf("an unset variable gives %v", err)
	}
	t.Setenv("RUN_CHECKS_TEST_SECRET", small)
	if got, err := r.keychain.Get(t.Context(), a); got != small || err != nil || r.ring.asked() != 0 {
		t.Errorf("%q, %v, %d calls", got, err, r.ring.asked())
	}
}

func TestAKeychainThatNeverAnswersIsNotWaitedForLong(t *testing.T) {
	r := newRoom(t)
	r.ring.hang, r.keychain.calls.patience = make(chan struct{}), 50*time.Millisecond
	r.lacks(mail, "it did not answer within 50ms")
	r.keychain.calls.patience = time.Hour
	r.set(mail, small) // kept for the session, at once
	r.lacks(other, "it has not answered an earlier question yet")
	if r.ring.asked() != 1 {
		t.Errorf("it was asked %d times", r.ring.asked())
	}
	// The program does not end before its time either, nor waits for ever.
	short, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	r.keychain.Close(short)
	close(r.ring.hang)
	r.keychain.Close(t.Context())
	r.lacks(other, "the program ends")
}

func TestAKeychainThatAnswersLateIsAskedAgain(t *testing.T) {
	r := newRoom(t)
	r.ring.hang, r.keychain.calls.patience = make(chan struct{}), 50*time.Millisecond
	r.lacks(mail, "it did not answer")
	r.keychain.calls.patience = time.Hour
	close(r.ring.hang)
	r.keychain.calls.slot <- struct{}{} // once the call ended
	<-r.keychain.calls.slot
	r.set(mail, small)
	r.holds(mail, small)
}

func TestWhoeverGoesAwayIsNotKeptByTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.ring.hang = make(chan struct{})
	gone, leave := context.WithCancel(t.Context())
	go func() {
		for r.ring.asked() == 0 {
			time.Sleep(time.Millisecond)
		}
		leave()
	}()
	if _, err := r.keychain.Get(gone, mail); !errors.Is(err, context.Canceled) || domain.CodeOf(err) == domain.CodeSecret {
		t.Errorf("leaving gives %v", err)
	}
	go close(r.ring.hang)
	r.set(mail, small) // waits for its turn
	r.holds(mail, small)
}

type panicRing struct{ *ring }

func (panicRing) Get(string, string) (string, error) { panic("out of order") }

func TestAPanicOfTheKeychainIsAFaultOfTheKeychain(t *testing.T) {
	r := newRoom(t)
	r.keychain.p.Ring = panicRing{r.ring}
	r.lacks(mail, "out of order")
}

func TestTheLimitsOfEntriesAreThoseOfTheSystem(t *testing.T) {
	short, long := "/Users/kim/Library/run-checks/mail", "/Users/"+strings.Repeat("o'hara/", 60)
	for _, tt := range []struct {
		system, entry string
		bytes         int
		want          bool
	}{
		{"windows", short, 2560, true}, {"windows", short, 2561, false},
		{"darwin", short, 2900, true}, {"darwin", short, 2901, false}, {"darwin", long, 2900, false}, {"darwin", long, 500, true},
		{"linux", short, 1 << 20, true}, {"freebsd", short, 1 << 20, true},
	} {
		if got := fitsOn(tt.system, tt.entry, strings.Repeat("x", tt.bytes)); got != tt.want {
			t.Errorf("%s, %d bytes: %v", tt.system, tt.bytes, got)
		}
	}
}

func TestMemoryForgetsWhatIsDeleted(t *testing.T) {
	m := Memory{}
	if err := m.Set(t.Context(), mail, small); err != nil {
		t.Fatal(err)
	}
	m.Hold(mail, "newer")
	if got, err := m.Get(t.Context(), mail); got != "newer" || err != nil || m.SessionOnly(mail) != nil {
		t.Errorf("%q, %v", got, err)
	}
	if err := m.Delete(t.Context(), mail); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Get(t.Context(), mail); domain.CodeOf(err) != domain.CodeSecret {
		t.Error(err)
	}
}
