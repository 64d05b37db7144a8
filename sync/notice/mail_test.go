package notice_test

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"

	"runchecks/domain"
)

// postBox is a mail server in the process that knows one user.
type postBox struct{ mails chan string }

func (p postBox) NewSession(*smtp.Conn) (smtp.Session, error) { return &posting{box: p}, nil }

type posting struct {
	box   postBox
	known bool
}

func (*posting) AuthMechanisms() []string { return []string{sasl.Plain} }
func (s *posting) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, word string) error {
		if s.known = user == "checks" && word == "very-secret-word"; !s.known {
			return errors.New("unknown")
		}
		return nil
	}), nil
}
func (s *posting) Mail(string, *smtp.MailOptions) error { return nil }
func (s *posting) Rcpt(string, *smtp.RcptOptions) error { return nil }
func (s *posting) Data(r io.Reader) error {
	text, err := io.ReadAll(r)
	if s.known {
		s.box.mails <- string(text)
	}
	return err
}
func (*posting) Reset()        {}
func (*posting) Logout() error { return nil }

func TestANoticeGoesByMailAndARefusedPasswordIsNotShown(t *testing.T) {
	box := postBox{make(chan string, 4)}
	server := smtp.NewServer(box)
	server.AllowInsecureAuth = true
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan struct{})
	go func() { defer close(served); _ = server.Serve(l) }()
	t.Cleanup(func() { _ = l.Close(); <-served })
	address := func(word string) string {
		return fmt.Sprintf(
			"smtp://checks:%s@%s/?from=checks@example.com&to=team@example.com&auth=Plain&encryption=None&usestarttls=no",
			word,
			l.Addr(),
		)
	}
	o := newOffice(t, http.DefaultTransport)
	if err := o.keeper.Add(t.Context(), domain.Notice{Name: "Mail"}, address("very-secret-word")); err != nil {
		t.Fatal(err)
	}
	if mail := <-box.mails; !strings.Contains(mail, "a test") || !strings.Contains(mail, "Run Checks") {
		t.Errorf("the mail: %s", mail)
	}
	err = o.keeper.Add(t.Context(), domain.Notice{Name: "Other"}, address("another-secret"))
	if domain.CodeOf(err) != domain.CodeInvalid || strings.Contains(err.Error(), "secret") {
		t.Errorf("a refused password: %v", err)
	}
}
