package imap_test

import (
	"maps"
	"strings"
	"testing"
	"time"

	"runchecks/sync/imap"
)

func TestIdentitiesAreReadWithoutTheMails(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("UID FETCH 1:5 (UID BODY.PEEK[HEADER.FIELDS (\"Message-ID\" \"Date\")])")
		for uid, header := range []string{
			"",
			"Message-ID: <a@b>\r\nDate: Sun, 01 Mar 2026 23:00:00 +0100\r\n\r\n",
			"DATE: yesterday\r\nMESSAGE-ID:\r\n <c@d>\r\n\r\n",
			"\r\n",
			"Message-ID: " + strings.Repeat("x", 5000) + "\r\n\r\n",
		} {
			if uid > 0 {
				p.say("* %d FETCH (UID %d BODY[HEADER.FIELDS (MESSAGE-ID DATE)] {%d}\r\n%s)", uid, uid, len(header), header)
			}
		}
		p.say("%s OK", tag)
		p.untilGone()
	})
	got, err := dial(t, c).Identities(t.Context(), heads(1, 2, 3, 4, 5))
	for uid, id := range got {
		id.Date = id.Date.UTC()
		got[uid] = id
	}
	want := map[uint32]imap.Identity{1: {MessageID: "a@b", Date: time.Date(2026, 3, 1, 22, 0, 0, 0, time.UTC)}, 2: {MessageID: "c@d"}}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("%v, %v", got, err)
	}
}
