package workspace

import (
	"crypto/ed25519"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"runchecks"
	"runchecks/domain"
	"runchecks/sync/release"
)

func TestAnOlderManifestIsRefusedOnceANewerOneWasSeen(t *testing.T) {
	w, err := Open(t.Context(), Options{Folder: t.TempDir(), Create: true})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = w.Close() })
	if _, err := w.CheckForUpdate(t.Context()); domain.CodeOf(err) != domain.CodeInvalid {
		t.Errorf("a placeholder is asked: %v", err)
	}
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	now := w.Clock()
	m := release.Manifest{
		Program: runchecks.Identity().Name, Serial: 5, Version: "999.0", Released: now, Until: now.Add(time.Hour),
		Page: "https://checks.invalid",
	}
	server := httptest.NewTLSServer(http.HandlerFunc(func(answer http.ResponseWriter, _ *http.Request) {
		data, err := release.Sign(m, private)
		if err != nil {
			t.Error(err)
		}
		_, _ = answer.Write(data)
	}))
	t.Cleanup(server.Close)
	w.web.TLSClientConfig = server.Client().Transport.(*http.Transport).TLSClientConfig
	check := func() (Update, error) { return w.checkForUpdate(t.Context(), server.URL, public) }
	if u, err := check(); err != nil || !u.Newer || u.Version != "999.0" {
		t.Fatalf("%+v, %v", u, err)
	}
	if m.Serial--; m.Serial > 0 {
		if u, err := check(); domain.CodeOf(err) != domain.CodeInvalid || u.Newer {
			t.Errorf("an older one is taken: %+v, %v", u, err)
		}
	}
	m.Serial, m.Version = 6, "0.0.1"
	if u, err := check(); err != nil || u.Newer {
		t.Errorf("an older version is newer: %+v, %v", u, err)
	}
}
