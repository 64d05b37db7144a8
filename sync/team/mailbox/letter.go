package mailbox

import (
	"bytes"
	"compress/gzip"
	"crypto/ed25519"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/mail"
	"strings"
	"time"

	"runchecks/domain"
)

// What a letter is about. The subject of its mail ends with it, so that the server can be
// asked for those that say who is a member.
const (
	aboutEntries  = "decisions"
	aboutMember   = "member"
	aboutRemoved  = "member removed"
	aboutComputer = "member computer"
	// control is what the subjects of all but the decisions hold.
	control = subject + aboutMember
	subject = "Run Checks team: "
)

// letterVersion is the version of letter.
const letterVersion = 1

// maxLetter bounds what a letter unpacks to, in bytes.
const maxLetter = 64 << 20

// letter is a mail of the team: what it says, who says it, and both proofs.
type letter struct {
	Version int           `json:"v"`
	Team    domain.TeamID `json:"team"`
	About   string        `json:"about"`
	ID      string        `json:"id"` // one that comes twice counts once
	Key     []byte        `json:"key"`
	Body    []byte        `json:"body"` // JSON, packed with gzip
	Sig     []byte        `json:"sig"`
	MAC     []byte        `json:"mac"`

	uid uint32
}

// Bodies of letters.
type (
	entriesBody struct {
		Computer domain.ComputerID `json:"computer"`
		Entries  []string          `json:"entries"`
	}
	memberBody struct {
		Name string      `json:"name"`
		Role domain.Role `json:"role,omitempty"`
		Key  []byte      `json:"key,omitempty"`
	}
	computerBody struct {
		Computer domain.ComputerID `json:"computer"`
		Version  string            `json:"version"`
		Seen     int64             `json:"seen"` // milliseconds since 1970
	}
)

// proved is the text that both proofs are over.
func (l letter) proved() []byte {
	return fmt.Appendf(nil, "run checks team %d\n%s\n%s\n%s\n%x\n%s", l.Version, l.Team, l.About, l.ID, l.Key, l.Body)
}

func (k Keys) mac(text []byte) []byte {
	h := hmac.New(sha256.New, k.shared[:])
	h.Write(text)
	return h.Sum(nil)
}

// write makes the mail of a letter.
func (k Keys) write(team domain.TeamID, about string, body any, now time.Time) ([]byte, error) {
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	if err := errors.Join(json.NewEncoder(z).Encode(body), z.Close()); err != nil {
		return nil, err
	}
	l := letter{Version: letterVersion, Team: team, About: about, ID: rand.Text(), Key: k.public(), Body: packed.Bytes()}
	l.Sig = ed25519.Sign(k.own, l.proved())
	l.MAC = k.mac(l.proved())
	text, err := json.Marshal(l)
	if err != nil {
		return nil, err
	}
	var m bytes.Buffer
	fmt.Fprintf(&m, "From: Run Checks <team@run-checks.invalid>\r\nTo: Run Checks <team@run-checks.invalid>\r\nSubject: %s%s\r\n"+
		"Date: %s\r\nMessage-ID: <%s@run-checks.invalid>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"+
		"Content-Transfer-Encoding: base64\r\n\r\n", subject, about, now.Format(time.RFC1123Z), l.ID)
	coded := base64.StdEncoding.EncodeToString(text)
	for ; coded != ""; coded = coded[min(76, len(coded)):] {
		m.WriteString(coded[:min(76, len(coded))] + "\r\n")
	}
	return m.Bytes(), nil
}

// errForeign is of a mail that is not of this team: forged, damaged, or of another one.
var errForeign = errors.New("the mail is not of this team, or damaged")

// errNewer is of a mail that is of this team and cannot be read.
var errNewer = errors.New("the mail was written by a newer Run Checks; install that")

// read reads a mail; only what somebody with the key of the team wrote comes through, and
// only what the member signed whom it names.
func (k Keys) read(team domain.TeamID, raw []byte) (l letter, err error) {
	m, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil || !strings.HasPrefix(m.Header.Get("Subject"), subject) {
		return l, errForeign
	}
	if err := json.NewDecoder(base64.NewDecoder(base64.StdEncoding, m.Body)).Decode(&l); err != nil {
		return l, errForeign
	}
	text := l.proved()
	if l.Team != team || !hmac.Equal(l.MAC, k.mac(text)) || len(l.Key) != ed25519.PublicKeySize || !ed25519.Verify(l.Key, text, l.Sig) {
		return l, errForeign
	}
	if l.Version > letterVersion {
		return l, errNewer
	}
	return l, nil
}

// into unpacks what a letter says.
func (l letter) into(body any) error {
	z, err := gzip.NewReader(bytes.NewReader(l.Body))
	if err != nil {
		return err
	}
	text, err := io.ReadAll(io.LimitReader(z, maxLetter+1))
	if err != nil {
		return err
	}
	if len(text) > maxLetter {
		return fmt.Errorf("the letter has more than %d bytes", maxLetter)
	}
	return json.Unmarshal(text, body)
}
