package imap_test

import (
	"fmt"
	"slices"
	"testing"

	"runchecks/domain"
	"runchecks/sync/simulate"
)

func TestAThousandFoldersAreListedWithTheirNames(t *testing.T) {
	srv, c := serve(t, simulate.IMAPOptions{})
	want := []string{"INBOX"}
	for i := range 1000 {
		name := fmt.Sprintf("Kunde %03d/Berichte für Müller & Söhne 日本", i)
		want = append(want, name)
		if err := srv.Append(simulate.Mail{Folder: name, Raw: []byte("Subject: a\r\n\r\n")}); err != nil {
			t.Fatal(err)
		}
	}
	s := dial(t, c)
	got, err := s.Folders(t.Context())
	if err != nil || !slices.Equal(got, want) {
		t.Fatalf("%d folders, %v", len(got), err)
	}
	if st, err := s.Examine(t.Context(), want[1000]); err != nil || st.Exists != 1 {
		t.Errorf("%+v, %v", st, err)
	}
}

// Names come in modified UTF-7 (RFC 3501, section 5.1.3), from some servers as UTF-8
// though nobody asked them to (RFC 6855, section 3).
func TestFolderNamesAreReadInBothEncodings(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		tag := p.hear("LIST")
		p.say(`* LIST () "/" "Pr&APw-fung"`)
		p.say("* LIST () \"/\" {10}\r\nPr&APw-fen")
		p.say("* LIST () \"/\" {9}\r\nK\xc3\xb6ln 1\xc2\xb0")
		p.say("* LIST () \"/\" \"\xe6\x97\xa5\xe6\x9c\xac\"")
		p.say(`* LIST () "/" "R&-D"`)
		p.say(`* LIST (\NoSelect) "/" "only a parent"`)
		p.say("%s OK", tag)
		p.untilGone()
	})
	got, err := dial(t, c).Folders(t.Context())
	if want := []string{"Köln 1°", "Prüfen", "Prüfung", "R&D", "日本"}; err != nil || !slices.Equal(got, want) {
		t.Errorf("%q, %v", got, err)
	}
}

func TestANameThatBreaksTheEncodingIsSaidInWords(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn()
		p.hear("LIST")
		p.say(`* LIST () "/" "Sales & Marketing"`)
		p.untilGone()
	})
	_, err := dial(t, c).Folders(t.Context())
	wantCode(t, err, domain.CodeInvalid, "Type the folder's name")
}

func TestANoToTheListOfFoldersIsSaidInItsWords(t *testing.T) {
	for _, status := range []string{"NO", "BAD"} {
		c := script(t, func(p *peer) {
			p.signIn()
			p.say("%s %s not today", p.hear("LIST"), status)
			p.untilGone()
		})
		_, err := dial(t, c).Folders(t.Context())
		wantCode(t, err, domain.CodeNetwork, "not today")
	}
}
