package imap_test

import (
	"bufio"
	"bytes"
	"compress/flate"
	"crypto/rand"
	"errors"
	"io"
	"net"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/imap"
)

// squeezed is the server's end of a compressed connection.
type squeezed struct {
	net.Conn
	w *flate.Writer
}

func (s *squeezed) Write(p []byte) (int, error) {
	n, err := s.w.Write(p)
	return n, errors.Join(err, s.w.Flush())
}

// compress agrees to COMPRESS and speaks compressed from then on.
func (p *peer) compress() {
	p.say("%s OK begins", p.hear("COMPRESS DEFLATE"))
	w, err := flate.NewWriter(p.c, flate.DefaultCompression)
	if err != nil {
		p.t.Error(err)
	}
	p.c, p.br = &squeezed{p.c, w}, bufio.NewReader(flate.NewReader(p.br))
}

func TestWhereTheServerCompressesTheWireCarriesLess(t *testing.T) {
	report := bytes.Repeat([]byte("<td>Success</td>"), 10_000)
	c := script(t, func(p *peer) {
		p.signIn("COMPRESS=DEFLATE")
		p.compress()
		tag := p.hear("UID FETCH 1 ")
		p.body(1, 1, string(report))
		p.say("%s OK", tag)
		p.untilGone()
	})
	s := dial(t, c)
	err := s.Fetch(t.Context(), heads(1), func(m imap.Mail) error {
		if !bytes.Equal(m.Raw, report) {
			t.Errorf("%d bytes came, not %d", len(m.Raw), len(report))
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if in, _ := s.Traffic(); in > int64(len(report))/20 {
		t.Errorf("%d bytes on the wire for %d", in, len(report))
	}
}

func TestARefusedCompressionGoesOnWithout(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("COMPRESS=DEFLATE")
		p.say("%s NO [COMPRESSIONACTIVE] TLS does that", p.hear("COMPRESS"))
		tag := p.hear("UID FETCH 1 ")
		p.body(1, 1, "plain")
		p.say("%s OK", tag)
		p.untilGone()
	})
	got := ""
	err := dial(t, c).Fetch(t.Context(), heads(1), func(m imap.Mail) error { got = string(m.Raw); return nil })
	if err != nil || got != "plain" {
		t.Errorf("%q, %v", got, err)
	}
}

// The limit counts what comes out of the compression: 64 MB of one letter are
// some 64 KB on the wire.
func TestACompressedBombIsCutOff(t *testing.T) {
	if testing.Short() {
		t.Skip("reads 64 MB byte by byte")
	}
	c := script(t, func(p *peer) {
		p.signIn("COMPRESS=DEFLATE")
		p.compress()
		p.hear("UID FETCH")
		p.say("* OK begin")
		junk := append(append([]byte("* OK "), bytes.Repeat([]byte("a"), 1<<19)...), "\r\n"...)
		for {
			if _, err := p.c.Write(junk); err != nil {
				return
			}
		}
	})
	s := dial(t, c)
	_, err := s.Plan(t.Context(), 0)
	wantCode(t, err, domain.CodeNetwork, "far more")
	if in, _ := s.Traffic(); in > 1<<20 {
		t.Errorf("%d bytes on the wire", in)
	}
}

func TestGarbageInsteadOfCompressedBytesEndsTheConnection(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("COMPRESS=DEFLATE")
		p.say("%s OK begins", p.hear("COMPRESS"))
		_, _ = io.CopyN(p.c, rand.Reader, 1<<10)
		_, _ = p.c.Write(bytes.Repeat([]byte{0xff}, 1<<10))
	})
	s, err := imap.Dial(t.Context(), c)
	if err == nil {
		defer s.Close()
		_, err = s.Plan(t.Context(), 0)
	}
	wantCode(t, err, domain.CodeNetwork)
}

func TestAServerThatIsNearIsNotAskedToCompress(t *testing.T) {
	c := script(t, func(p *peer) {
		p.signIn("COMPRESS=DEFLATE")
		tag := p.hear("LIST")
		p.say("* LIST () \"/\" INBOX")
		p.say("%s OK", tag)
		p.untilGone()
	})
	c.Near = time.Hour
	if folders, err := dial(t, c).Folders(t.Context()); err != nil || len(folders) != 1 {
		t.Errorf("%q, %v", folders, err)
	}
}
