package workspace

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"time"

	"runchecks/domain"
	"runchecks/domain/wording"
)

// How long a dead-man service may take, how often it is asked, and how much of its answer is read.
const (
	pingTime  = 10 * time.Second
	pingTries = 3
	pingBytes = 4 << 10
)

// PingAddress reads the address of a dead-man service: https, or http on this computer. Its path
// is a secret of a kind, so that no error says it.
func PingAddress(text string) (*url.URL, error) {
	u, err := url.Parse(text)
	switch {
	case err != nil || u.Hostname() == "" || u.User != nil:
		return nil, errors.New("this is no address of a web service")
	case u.Scheme == "https":
		return u, nil
	case u.Scheme == "http" && (u.Hostname() == "localhost" || net.ParseIP(u.Hostname()).IsLoopback()):
		return u, nil
	}
	return nil, errors.New("the address has to begin with https://")
}

// Ping calls a dead-man service once, so that somebody is told when no more calls come. It sends
// nothing but the call, by the proxy that is chosen, and follows no redirect.
func (w *Workspace) Ping(ctx context.Context, to *url.URL) error {
	client := &http.Client{
		Transport: w.web, Timeout: pingTime,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	var last error
	for range pingTries {
		if last = pingOnce(ctx, client, to); last == nil || ctx.Err() != nil {
			break
		}
	}
	if last != nil {
		return &domain.Error{Code: domain.CodeNetwork, Said: wording.Of("refusal.ping_failed", to.Host, last)}
	}
	return nil
}

func pingOnce(ctx context.Context, client *http.Client, to *url.URL) error {
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, to.String(), nil)
	if err != nil {
		return err
	}
	answer, err := client.Do(ask)
	if err != nil {
		var about *url.Error
		if errors.As(err, &about) {
			return about.Err // without the address
		}
		return err
	}
	_, err = io.CopyN(io.Discard, answer.Body, pingBytes)
	if errors.Is(err, io.EOF) {
		err = nil
	}
	if err := errors.Join(err, answer.Body.Close()); err != nil {
		return err
	}
	if answer.StatusCode < 200 || answer.StatusCode > 299 {
		return fmt.Errorf("it answered %d", answer.StatusCode)
	}
	return nil
}
