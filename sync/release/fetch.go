package release

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"
)

// patience is how long a manifest may take.
const patience = 30 * time.Second

// ErrPlain is an address that anybody on the way can answer for.
var ErrPlain = errors.New("its address has no https")

// Fetch reads a manifest from its address. It says nothing of who asks, follows no redirect to
// what is not protected, and reads no more than a manifest can have.
func Fetch(ctx context.Context, client *http.Client, address string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	ask, err := http.NewRequestWithContext(ctx, http.MethodGet, address, http.NoBody)
	if err != nil {
		return nil, err
	}
	if ask.URL.Scheme != "https" {
		return nil, ErrPlain
	}
	ask.Header.Set("User-Agent", "run-checks")
	own := *client
	own.Jar = nil
	own.CheckRedirect = func(next *http.Request, before []*http.Request) error {
		if next.URL.Scheme != "https" {
			return ErrPlain
		}
		if len(before) > 3 {
			return errors.New("it leads on and on")
		}
		return nil
	}
	answer, err := own.Do(ask)
	if err != nil {
		return nil, err
	}
	defer func() { _ = answer.Body.Close() }()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("the server answers %s", answer.Status)
	}
	data, err := io.ReadAll(io.LimitReader(answer.Body, MostManifest+1))
	if err == nil && len(data) > MostManifest {
		err = ErrLarge
	}
	return data, err
}
