package release

import (
	"bytes"
	"crypto/ed25519"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"
)

var (
	now   = time.Date(2026, 11, 30, 8, 0, 0, 0, time.UTC)
	newer = Manifest{
		Program: "Run Checks", Serial: 7, Version: "1.2.0", Released: now.AddDate(0, 0, -1), Until: now.AddDate(0, 3, 0),
		Notes: "What is new.", Page: "https://checks.invalid/get",
	}
)

func keys(t *testing.T) (ed25519.PublicKey, ed25519.PrivateKey) {
	t.Helper()
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		t.Fatal(err)
	}
	return public, private
}

func signed(t *testing.T, m Manifest, key ed25519.PrivateKey) []byte {
	t.Helper()
	data, err := Sign(m, key)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// serve is a real server with TLS that answers with these bytes.
func serve(t *testing.T, answer func(http.ResponseWriter, *http.Request)) (*http.Client, string) {
	t.Helper()
	s := httptest.NewTLSServer(http.HandlerFunc(answer))
	t.Cleanup(s.Close)
	return s.Client(), s.URL + "/release"
}

func TestAManifestComesOverHTTPSAndIsBelievedOnlyAsItWasSigned(t *testing.T) {
	public, private := keys(t)
	_, stranger := keys(t)
	good := signed(t, newer, private)
	of := func(change func(*Manifest)) []byte {
		m := newer
		change(&m)
		return signed(t, m, private)
	}
	for name, c := range map[string]struct {
		answer []byte
		want   error
	}{
		"as it was signed":      {good, nil},
		"by another key":        {signed(t, newer, stranger), ErrForged},
		"another version in it": {bytes.Replace(good, []byte("1.2.0"), []byte("9.9.9"), 1), ErrForged},
		"cut short":             {good[:len(good)-1], ErrForged},
		"cut to its signature":  {good[:bytes.IndexByte(good, '\n')+1], ErrForged},
		"nothing":               {nil, ErrForged},
		"a page of a proxy":     {[]byte("<html>Sign in</html>\n"), ErrForged},
		"something behind it":   {append(bytes.Clone(good), ' '), ErrForged},
		"too large":             {append(bytes.Clone(good), bytes.Repeat([]byte(" "), MostManifest)...), ErrLarge},
		"replayed":              {of(func(m *Manifest) { m.Serial = 6 }), ErrOld},
		"kept back":             {of(func(m *Manifest) { m.Until = now }), ErrExpired},
		"of another program":    {of(func(m *Manifest) { m.Program = "Other" }), ErrOther},
	} {
		t.Run(name, func(t *testing.T) {
			client, address := serve(t, func(w http.ResponseWriter, _ *http.Request) { _, _ = w.Write(c.answer) })
			data, err := Fetch(t.Context(), client, address)
			var m Manifest
			if err == nil {
				m, err = Open(data, public, "Run Checks", 7, now)
			}
			if !errors.Is(err, c.want) || c.want != nil && m.Version != "" || c.want == nil && m.Notes != newer.Notes {
				t.Errorf("%+v, %v, want %v", m, err, c.want)
			}
		})
	}
}

func TestNothingIsFetchedThatAnybodyCouldAnswerFor(t *testing.T) {
	plain := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { t.Error("it was asked") }))
	t.Cleanup(plain.Close)
	if _, err := Fetch(t.Context(), plain.Client(), plain.URL); !errors.Is(err, ErrPlain) {
		t.Errorf("without TLS: %v", err)
	}
	client, address := serve(t, func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, plain.URL, http.StatusFound) })
	if _, err := Fetch(t.Context(), client, address); !errors.Is(err, ErrPlain) {
		t.Errorf("led to a plain one: %v", err)
	}
	if _, err := Fetch(t.Context(), http.DefaultClient, address); err == nil {
		t.Error("a certificate of nobody is taken")
	}
	client, address = serve(t, func(w http.ResponseWriter, _ *http.Request) { http.Error(w, "gone", http.StatusNotFound) })
	if _, err := Fetch(t.Context(), client, address); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("gone: %v", err)
	}
}

func TestAVersionIsNewerByItsNumbers(t *testing.T) {
	for _, c := range []struct {
		a, b string
		want bool
	}{
		{"1.2.0", "1.1.9", true}, {"1.10.0", "1.9.0", true}, {"1.2", "1.2.0", false}, {"1.2.0", "1.2.0", false},
		{"1.1.0", "1.2.0", false}, {"2", "1.9.9", true}, {"x", "1.0.0", false}, {"1.2.0", "devel", false}, {"-1", "0", false},
	} {
		if got := Newer(c.a, c.b); got != c.want {
			t.Errorf("%s newer than %s: %v", c.a, c.b, got)
		}
	}
}

func TestWhatNobodyCouldUseIsNotSigned(t *testing.T) {
	_, private := keys(t)
	for name, change := range map[string]func(*Manifest){
		"no version": func(m *Manifest) { m.Version = "new" }, "no page": func(m *Manifest) { m.Page = "http://x.invalid" },
		"no serial": func(m *Manifest) { m.Serial = 0 }, "no end": func(m *Manifest) { m.Until = m.Released },
		"too long": func(m *Manifest) { m.Notes = strings.Repeat("x", MostManifest) },
	} {
		m := newer
		change(&m)
		if _, err := Sign(m, private); err == nil {
			t.Errorf("%s: it is signed", name)
		}
	}
}

func FuzzAStrangersManifestIsNeverBelieved(f *testing.F) {
	public, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		f.Fatal(err)
	}
	good, err := Sign(newer, private)
	if err != nil {
		f.Fatal(err)
	}
	f.Add(good[:20])
	f.Add([]byte("\n{}"))
	f.Fuzz(func(t *testing.T, data []byte) {
		if m, err := Open(data, public, "Run Checks", 0, now); err == nil && !bytes.Equal(data, good) {
			t.Errorf("%+v is believed", m)
		}
	})
}
