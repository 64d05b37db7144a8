package imap_test

import (
	"strings"
	"testing"

	"runchecks/sync/imap"
)

func TestCapabilitiesAreAskedForAgainAfterTheSignIn(t *testing.T) {
	c := script(t, func(p *peer) {
		p.say("* OK [CAPABILITY IMAP4rev1] ready")
		tag := p.hear("CAPABILITY")
		p.say("* CAPABILITY IMAP4rev1")
		p.say("%s OK", tag)
		p.say("%s OK signed in", p.hear("LOGIN"))
		tag = p.hear("CAPABILITY")
		p.say("* CAPABILITY IMAP4rev1 COMPRESS=DEFLATE")
		p.say("%s OK", tag)
		p.compress()
		p.say("%s OK", p.hear("UID FETCH"))
		p.untilGone()
	})
	if _, err := dial(t, c).Plan(t.Context(), 0); err != nil {
		t.Error(err)
	}
}

// Folder names are sent in another encoding to a server with IMAP4rev2.
func TestTheLibraryDoesNotSeeWhatIsNotUsed(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("IMAP4rev2", "UTF8=ACCEPT", "LITERAL+", "MOVE", "CONDSTORE", "IDLE")
		l, _ := p.br.ReadString('\n')
		if want := `EXAMINE "Pr&APw-fberichte"`; !strings.Contains(l, want) {
			t.Errorf("the client said %q, not %s", l, want)
		}
	})
	s, err := imap.Dial(t.Context(), c)
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	_, _ = s.Examine(t.Context(), "Prüfberichte") // the script ends here
}
