package notice

import (
	"context"
	"errors"
	"io"
	"log"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	"github.com/nicholas-fedor/shoutrrr/pkg/router"
	"github.com/nicholas-fedor/shoutrrr/pkg/types"

	"runchecks/domain"
	"runchecks/sync/service"
)

// Bounds of sending one notice.
const (
	sendTime  = 20 * time.Second // one attempt
	sendTries = 3
	pause     = 2 * time.Second // before the second attempt; then twice as long
)

// refused are services that tell nobody outside of this process.
var refused = []string{"logger"}

// ServiceOf is the kind of service of an address, such as "teams". An address that is none, or of
// a service that is not known, is CodeInvalid; the error does not repeat it.
func ServiceOf(address string) (string, error) {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Scheme == "" {
		return "", domain.Refuse(domain.CodeInvalid, "refusal.notice_address")
	}
	name, _, _ := strings.Cut(strings.ToLower(u.Scheme), "+")
	known := (&router.ServiceRouter{}).ListServices()
	if !slices.Contains(known, name) || slices.Contains(refused, name) {
		return "", domain.Refuse(domain.CodeInvalid, "refusal.notice_service")
	}
	return name, nil
}

// send sends a text to an address, and again where it failed by chance.
func (k *Keeper) send(ctx context.Context, name, address string, m Message) error {
	return service.Again(ctx, sendTries, pause, k.p.Wait, func() (bool, error) { return k.once(ctx, name, address, m) })
}

// clientOwner is a service of the library with a client of its own, which no carrier sees.
type clientOwner interface{ GetHTTPClient() *http.Client }

type clientTaker interface{ SetHTTPClient(*http.Client) }

// once tries one time; again says that it failed by chance.
func (k *Keeper) once(ctx context.Context, name, address string, m Message) (again bool, err error) {
	carries.sends.Lock()
	defer carries.sends.Unlock()
	ctx, cancel := context.WithTimeout(ctx, sendTime)
	defer cancel()
	f := &flight{ctx: ctx, by: k.p.Transport}
	carries.now.Store(f)
	defer carries.now.Store(nil)
	done := make(chan error, 1)
	go func() {
		defer func() {
			if recover() != nil {
				done <- errors.New("the library gave up")
			}
		}()
		done <- deliver(f, strings.TrimSpace(address), m)
	}()
	select {
	case err = <-done:
	case <-ctx.Done():
		err = ctx.Err()
	}
	if err == nil {
		return false, nil
	}
	status, broken := f.outcome()
	return explain(name, status, broken, err)
}

// deliver hands a text to the service of an address.
func deliver(f *flight, address string, m Message) error {
	locator := &router.ServiceRouter{}
	locator.SetLogger(log.New(io.Discard, "", 0))
	to, err := locator.Locate(address)
	if err != nil {
		return errAddress
	}
	client := &http.Client{Transport: f, Timeout: sendTime}
	switch s := to.(type) {
	case clientTaker:
		s.SetHTTPClient(client)
	case clientOwner:
		if own := s.GetHTTPClient(); own != nil {
			own.Transport = f
		}
	}
	params := types.Params{}
	params.SetTitle(m.Title)
	return to.Send(m.Text, &params)
}

var errAddress = errors.New("the address is not understood")

// explain says why a notice was not sent, without a word of the library.
func explain(name string, status int, broken, err error) (again bool, why error) {
	var proxy *service.ProxyError
	switch {
	case errors.Is(broken, errPlain):
		return false, domain.Refuse(domain.CodeInvalid, "refusal.notice_plain", name)
	case errors.Is(broken, errRedirect):
		return false, domain.Refuse(domain.CodeInvalid, "refusal.notice_redirect", name)
	case errors.As(broken, &proxy):
		return false, domain.Refuse(proxy.Code, "refusal.notice_proxy", name).With(nil, domain.Remedy{Code: domain.RemedyProxy})
	case broken != nil, errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return true, domain.Refuse(domain.CodeNetwork, "refusal.notice_unreached", name)
	case errors.Is(err, errAddress):
		return false, domain.Refuse(domain.CodeInvalid, "refusal.notice_address_of", name)
	case status == http.StatusTooManyRequests, status >= http.StatusInternalServerError:
		return true, domain.Refuse(domain.CodeNetwork, "refusal.notice_busy", name, status)
	case status >= http.StatusBadRequest:
		return false, domain.Refuse(domain.CodeInvalid, "refusal.notice_refused", name, status)
	}
	// Mail has no status, and some services refuse with a good one.
	return false, domain.Refuse(domain.CodeInvalid, "refusal.notice_not_taken", name)
}
