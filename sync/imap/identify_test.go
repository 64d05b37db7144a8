package imap_test

import (
	"maps"
	"strings"
	"testing"
)

func TestMessageIDsAreReadWithoutTheMails(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("UID FETCH 1:5 (UID BODY.PEEK[HEADER.FIELDS (\"Message-ID\")])")
		for uid, header := range []string{"", "Message-ID: <a@b>\r\n\r\n", "MESSAGE-ID:\r\n <c@d>\r\n\r\n", "\r\n", "Message-ID: " + strings.Repeat("x", 5000) + "\r\n\r\n"} {
			if uid > 0 {
				p.say("* %d FETCH (UID %d BODY[HEADER.FIELDS (MESSAGE-ID)] {%d}\r\n%s)", uid, uid, len(header), header)
			}
		}
		p.say("%s OK", tag)
		p.untilGone()
	})
	got, err := dial(t, c).MessageIDs(t.Context(), heads(1, 2, 3, 4, 5))
	if want := map[uint32]string{1: "a@b", 2: "c@d"}; err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}
