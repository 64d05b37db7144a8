package mailbox_test

import (
	"bytes"
	"context"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/imap"
	"runchecks/sync/simulate"
	"runchecks/sync/team/mailbox"
	"runchecks/sync/team/teamtest"
)

// put puts a mail into the folder, as whoever may write to the mailbox can.
func (o *office) put(raw []byte) {
	o.Helper()
	if err := o.server.Append(simulate.Mail{Folder: mailbox.Folder, Raw: raw}); err != nil {
		o.Fatal(err)
	}
}

// mails returns what is in the folder.
func (o *office) mails() (out [][]byte) {
	o.Helper()
	s, err := o.params.Connect(o.Context())
	if err != nil {
		o.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	if _, err := s.Examine(o.Context(), mailbox.Folder); err != nil {
		o.Fatal(err)
	}
	heads, err := s.Plan(o.Context(), 0)
	if err != nil {
		o.Fatal(err)
	}
	err = s.Fetch(o.Context(), heads, func(m imap.Mail) error { out = append(out, m.Raw); return nil })
	if err != nil {
		o.Fatal(err)
	}
	return out
}

func (o *office) add(l *mailbox.Log, name string, list ...domain.Decision) {
	o.Helper()
	if err := l.Append(o.Context(), teamtest.Computer(name), list); err != nil {
		o.Fatal(err)
	}
}

// all reads the ids of what a new reader is given.
func (o *office) all(l *mailbox.Log) (out []domain.Placed) {
	o.Helper()
	out, err := teamtest.All(o.Context(), l, 0, 1000)
	if err != nil {
		o.Fatal(err)
	}
	return out
}

func TestWhatIsNoLetterOfTheTeamChangesNothing(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	o.add(kim, "kim", teamtest.Decided("kim", 3)...)
	mails := o.mails()
	real := mails[len(mails)-1]
	head, body, ok := bytes.Cut(real, []byte("\r\n\r\n"))
	if !ok {
		t.Fatalf("%q", real)
	}
	text, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(string(body)), ""))
	if err != nil {
		t.Fatal(err)
	}
	with := func(changed []byte) []byte {
		return append(append(bytes.Clone(head), "\r\n\r\n"...), base64.StdEncoding.EncodeToString(changed)...)
	}
	changed := func(key string, value any) []byte {
		var all map[string]any
		if err := json.Unmarshal(text, &all); err != nil {
			t.Fatal(err)
		}
		all[key] = value
		out, err := json.Marshal(all)
		if err != nil {
			t.Fatal(err)
		}
		return with(out)
	}
	wrong := base64.StdEncoding.EncodeToString(make([]byte, 32))
	before := fmt.Sprint(o.all(kim))
	for what, mail := range map[string][]byte{
		"a mail of somebody":             []byte("From: x@y\r\nSubject: Run Checks team: decisions\r\n\r\nhello"),
		"an empty mail":                  []byte("\r\n"),
		"no mail":                        []byte("\x00\xff\xfe"),
		"a subject alone":                append(bytes.Clone(head), "\r\n\r\n"...),
		"JSON of nobody":                 with([]byte(`{"v":1,"team":"01M83X85ZGK2KZ9MCJE7E8Y508","about":"decisions"}`)),
		"nested without end":             with(bytes.Repeat([]byte("["), 1_000_000)),
		"a batch cut in half":            real[:len(head)+len(body)/2],
		"a foreign HMAC":                 changed("mac", wrong),
		"a foreign signature":            changed("sig", wrong),
		"another body":                   changed("body", wrong),
		"another id":                     changed("id", "other"),
		"another team":                   changed("team", "01M83X85ZGK2KZ9MCJE7E8Y599"),
		"another member":                 changed("key", wrong),
		"an older version of the letter": changed("v", 0),
	} {
		o.put(mail)
		if after := fmt.Sprint(o.all(kim)); after != before {
			t.Errorf("%s changed what is read", what)
		}
	}
	if kim.Refused() < 12 {
		t.Errorf("%d mails are said to be refused", kim.Refused())
	}
	o.add(kim, "kim", teamtest.Decided("kim", 4)[3])
	if got := o.all(kim); len(got) != 4 {
		t.Errorf("what follows is not read: %d entries", len(got))
	}
}

func TestALetterThatIsThereTwiceCountsOnce(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	alex := o.let("alex", domain.RoleOperator)
	teamtest.Greet(t, alex, "alex", domain.RoleOperator)
	o.add(alex, "alex", teamtest.Decided("alex", 1)...)
	if err := kim.Remove(t.Context(), "alex"); err != nil {
		t.Fatal(err)
	}
	for _, mail := range o.mails() { // the invitation of alex is one of them
		o.put(mail)
	}
	if err := alex.Append(t.Context(), teamtest.Computer("alex"), teamtest.Decided("alex", 2)[1:]); domain.CodeOf(
		err,
	) != domain.CodePermission {
		t.Errorf("a copy of the invitation lets alex in again: %v", err)
	}
	if got := o.all(kim); len(got) != 1 {
		t.Errorf("%d entries", len(got))
	}
}

// sealed makes a letter with keys, as a program that keeps to no rule would.
func sealed(t *testing.T, keys string, about string, body []byte, version int) []byte {
	t.Helper()
	all, err := base64.RawURLEncoding.DecodeString(strings.TrimPrefix(keys, "rctk1-"))
	if err != nil {
		t.Fatal(err)
	}
	own := ed25519.NewKeyFromSeed(all[64:])
	public := own.Public().(ed25519.PublicKey) //nolint:errcheck // of a private key it is
	proved := fmt.Appendf(nil, "run checks team %d\n%s\n%s\n%s\n%x\n%s", version, teamID, about, "an id", []byte(public), body)
	mac := hmac.New(sha256.New, all[:32])
	mac.Write(proved)
	text, err := json.Marshal(map[string]any{
		"v": version, "team": teamID, "about": about, "id": "an id", "key": []byte(public), "body": body,
		"sig": ed25519.Sign(own, proved), "mac": mac.Sum(nil),
	})
	if err != nil {
		t.Fatal(err)
	}
	return []byte("Subject: Run Checks team: " + about + "\r\n\r\n" + base64.StdEncoding.EncodeToString(text))
}

func TestALetterOfANewerProgramIsSaidAndWhatCameBeforeItIsRead(t *testing.T) {
	o := newMailbox(t)
	keys, err := mailbox.Found(t.Context(), o.params, "kim")
	if err != nil {
		t.Fatal(err)
	}
	kim := o.open(keys.String())
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	o.add(kim, "kim", teamtest.Decided("kim", 3)...)
	o.put(sealed(t, keys.String(), "decisions", []byte("in a way that is not known yet"), 2))
	list, err := kim.Since(t.Context(), 0, 100)
	if err != nil || len(list) != 3 {
		t.Fatalf("%d entries, %v", len(list), err)
	}
	_, err = kim.Since(t.Context(), list[2].Position, 100)
	if domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), "Install the newest") {
		t.Errorf("%v", err)
	}
}

func TestWhoIsLetInCannotGiveThemselvesARole(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	_, keys, err := o.admin.Invite(t.Context(), "eve", domain.RoleViewer)
	if err != nil {
		t.Fatal(err)
	}
	eve := o.open(keys)
	before := fmt.Sprint(kim.Members(t.Context()))
	for _, body := range []string{`{"name":"eve","role":"admin"}`, `{"name":"kim"}`, `[]`, ``} {
		o.put(sealed(t, keys, "member", []byte(body), 1))
		o.put(sealed(t, keys, "member removed", []byte(body), 1))
		o.put(sealed(t, keys, "decisions", []byte(body), 1))
	}
	if after := fmt.Sprint(kim.Members(t.Context())); after != before {
		t.Errorf("the members were %s and are %s", before, after)
	}
	if _, _, err := eve.Invite(t.Context(), "friend", domain.RoleAdmin); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("a viewer lets somebody in: %v", err)
	}
	if err := eve.Remove(t.Context(), "kim"); domain.CodeOf(err) != domain.CodePermission {
		t.Errorf("a viewer removes an administrator: %v", err)
	}
	if got := o.all(kim); len(got) != 0 {
		t.Errorf("%d entries", len(got))
	}
}

func TestTwoTeamsInOneFolderDoNotMeet(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	other := &office{TB: t, server: o.server, params: o.params}
	other.params.Team = "01M83X85ZGK2KZ9MCJE7E8Y509"
	olga := other.found("olga")
	teamtest.Greet(t, olga, "olga", domain.RoleAdmin)
	o.add(kim, "kim", teamtest.Decided("kim", 2)...)
	other.add(olga, "olga", teamtest.Decided("olga", 3)...)
	for want, l := range map[int]*mailbox.Log{2: kim, 3: olga} {
		if got := o.all(l); len(got) != want {
			t.Errorf("%d entries instead of %d", len(got), want)
		}
		if list, err := l.Members(t.Context()); err != nil || len(list) != 1 {
			t.Errorf("%+v, %v", list, err)
		}
	}
}

func TestAFolderThatIsNumberedAnewIsReadAgain(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	o.add(kim, "kim", teamtest.Decided("kim", 3)...)
	before := o.all(kim)
	last := before[2].Position
	mails := o.mails()
	if err := o.server.Delete(mailbox.Folder); err != nil {
		t.Fatal(err)
	}
	if _, err := kim.Since(t.Context(), last, 10); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("without its folder: %v", err)
	}
	for _, mail := range mails {
		o.put(mail)
	}
	if holds, err := kim.Holds(t.Context(), last, ""); err != nil || holds {
		t.Errorf("it is said to hold: %v, %v", holds, err)
	}
	if _, err := kim.Since(t.Context(), last, 10); domain.CodeOf(err) != domain.CodeConflict {
		t.Errorf("after the place of another numbering: %v", err)
	}
	again := o.all(kim)
	if len(again) != 3 || again[0].Position <= last || fmt.Sprint(again[0].Decision) != fmt.Sprint(before[0].Decision) {
		t.Errorf("%+v", again)
	}
}

func TestAMailThatSomebodyRemovedIsNoticed(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	for i := range 4 {
		o.add(kim, "kim", teamtest.Decided("kim", 4)[i])
	}
	all := o.all(kim)
	for _, p := range all {
		o.places = append(o.places, p.Position)
	}
	last := all[3].Position
	check := func(want bool, when string) {
		t.Helper()
		if holds, err := kim.Holds(t.Context(), last, ""); err != nil || holds != want {
			t.Errorf("%s: %v, %v", when, holds, err)
		}
	}
	check(true, "all are there")
	o.put([]byte("Subject: hello\r\n\r\nhello"))
	check(true, "a foreign mail more")
	remove(t, o, 4) // a letter of the founder, a computer, then entries
	check(false, "one of the middle is gone")
	check(false, "it is still gone")
}

// remove moves the nth mail of the folder away, as a mail program does.
func remove(t *testing.T, o *office, uid uint32) {
	t.Helper()
	if err := o.server.Create("Trash"); err != nil {
		t.Fatal(err)
	}
	s, err := o.params.Connect(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = s.Close() }()
	state, err := s.Examine(t.Context(), mailbox.Folder)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Move(t.Context(), mailbox.Folder, state.UIDValidity, []uint32{uid}, "Trash"); err != nil {
		t.Fatal(err)
	}
}

func TestAMailboxThatMayOnlyBeReadIsReadAndSaid(t *testing.T) {
	o := newMailbox(t)
	kim := o.found("kim")
	teamtest.Greet(t, kim, "kim", domain.RoleAdmin)
	o.add(kim, "kim", teamtest.Decided("kim", 3)...)
	_, keys, err := kim.Invite(t.Context(), "alex", domain.RoleOperator)
	if err != nil {
		t.Fatal(err)
	}
	o.frozen.Store(true)
	alex := o.open(keys)
	teamtest.Greet(t, alex, "alex", domain.RoleOperator)
	if got := o.all(alex); len(got) != 3 {
		t.Errorf("%d entries", len(got))
	}
	err = alex.Append(t.Context(), teamtest.Computer("alex"), teamtest.Decided("alex", 1))
	if domain.CodeOf(err) != domain.CodePermission || !strings.Contains(err.Error(), "may write") {
		t.Errorf("%v", err)
	}
	if got := o.all(alex); len(got) != 3 {
		t.Errorf("after it: %d entries", len(got))
	}
}

func TestKeysAndAddressesThatAreNoneAreRefused(t *testing.T) {
	for _, text := range []string{"", "rctk1-", "rctk1-AAAA", "rctk2-" + strings.Repeat("A", 128), "x"} {
		if _, err := mailbox.ParseKeys(text); err == nil {
			t.Errorf("%q is taken as keys", text)
		}
	}
	for text, want := range map[string]string{
		"imap://kim%40example.com@mail.example.com/Team":          "imap://kim%40example.com@mail.example.com/Team",
		"imap://kim%40example.com@mail.example.com":               "imap://kim%40example.com@mail.example.com/Run%20Checks%20team",
		"imap://kim:secret@mail.example.com/Team":                 "",
		"imap://mail.example.com/Team":                            "",
		"imap://kim@mail.example.com/Team?x=1":                    "",
		"imap://kim@mail.example.com/a%0d%0ab":                    "",
		"postgres://kim@mail.example.com/Team":                    "",
		"imap://kim@mail.example.com/" + strings.Repeat("a", 300): "",
		"": "",
	} {
		a, err := mailbox.ParseAddress(text)
		if (err == nil) != (want != "") || err == nil && a.String() != want {
			t.Errorf("%q: %v, %v", text, a, err)
		}
		var known *domain.Error
		if err != nil && (!errors.As(err, &known) || strings.Contains(err.Error(), "secret")) {
			t.Errorf("%q: %v", text, err)
		}
	}
	o := newMailbox(t)
	o.found("kim")
	stranger := newMailbox(t)
	keys, err := mailbox.Found(t.Context(), stranger.params, "x")
	if err != nil {
		t.Fatal(err)
	}
	p := o.params
	p.Keys = keys
	if _, err := mailbox.Open(context.Background(), p); domain.CodeOf(err) != domain.CodeNotFound {
		t.Errorf("foreign keys: %v", err)
	}
}
