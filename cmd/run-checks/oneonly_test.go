package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestASecondStartOnAProfileRaisesTheFirstWindow(t *testing.T) {
	folder := t.TempDir()
	raised := make(chan bool, 3)
	first, is, err := claim(folder, func(string) { raised <- true })
	if err != nil || !is {
		t.Fatalf("first: %v, %v", is, err)
	}
	if _, is, err := claim(folder, func(string) {}); err != nil || is {
		t.Errorf("second: %v, %v", is, err)
	}
	<-raised
	other, is, err := claim(t.TempDir(), func(string) {})
	if err != nil || !is {
		t.Errorf("another profile: %v, %v", is, err)
	}
	other.close()
	first.close()
	again, is, err := claim(folder, func(string) {})
	if err != nil || !is {
		t.Errorf("after the first was closed: %v, %v", is, err)
	}
	again.close()
}

func TestAWindowThatDiedKeepsNobodyOut(t *testing.T) {
	folder := t.TempDir()
	dead, _, err := claim(folder, func(string) {})
	if err != nil {
		t.Fatal(err)
	}
	// What a killed program leaves: the name, and nobody behind it.
	_ = dead.listener.Close()
	if err := os.WriteFile(dead.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w, is, err := claim(folder, func(string) {})
	if err != nil || !is {
		t.Errorf("%v, %v", is, err)
	}
	w.close()
}

func TestTheSocketLiesWhereNobodyElseCanPutOne(t *testing.T) {
	runtime, profile := t.TempDir(), t.TempDir()
	if err := os.Chmod(runtime, 0o700); err != nil {
		t.Fatal(err)
	}
	at := func(xdg, folder string) string {
		t.Helper()
		path, err := socketOf(folder, func(string) string { return xdg })
		if err != nil {
			t.Fatal(err)
		}
		return path
	}
	if got := at(runtime, profile); filepath.Dir(got) != runtime {
		t.Errorf("with a runtime folder: %s", got)
	}
	if got := at("", profile); got != filepath.Join(profile, "window.sock") {
		t.Errorf("without: %s", got)
	}
	if err := os.Chmod(runtime, 0o777); err != nil {
		t.Fatal(err)
	}
	if got := at(runtime, profile); filepath.Dir(got) != profile {
		t.Errorf("with a runtime folder that all may write to: %s", got)
	}
	deep := filepath.Join(profile, strings.Repeat("deep", 30))
	if got := at("", deep); len(got) > longestSocket || !private(filepath.Dir(got)) {
		t.Errorf("of a long path: %s", got)
	}
}

func TestAProfileIsNobodysUntilItsWindowIsShown(t *testing.T) {
	folder := t.TempDir()
	if other, err := elsewhere(folder, ""); other || err != nil {
		t.Errorf("before any window: %v, %v", other, err)
	}
	raised := make(chan bool, 1)
	w, first, err := claim(folder, func(string) { raised <- true })
	if err != nil || !first {
		t.Fatal(first, err)
	}
	defer w.close()
	if other, err := elsewhere(folder, ""); !other || err != nil {
		t.Errorf("with a window: %v, %v", other, err)
	}
	<-raised
}

func TestAMailThatASecondStartIsGivenIsOpenedInTheFirst(t *testing.T) {
	folder := t.TempDir()
	t.Setenv("XDG_RUNTIME_DIR", "")
	asked := make(chan string, 1)
	w, first, err := claim(folder, func(mail string) { asked <- mail })
	if err != nil || !first {
		t.Fatal(first, err)
	}
	defer w.close()
	for mail, want := range map[string]string{
		"/tmp/a mail ü.eml": "/tmp/a mail ü.eml", "relative.eml": "", "/tmp/" + strings.Repeat("x", longestPath): "", "/tmp/a\nb.eml": "",
	} {
		if other, err := elsewhere(folder, mail); !other || err != nil {
			t.Fatalf("%.20q: %v, %v", mail, other, err)
		}
		if got := <-asked; got != want {
			t.Errorf("%.20q: asked to open %q", mail, got)
		}
	}
}

func TestOneMailCanBeGivenAtAStart(t *testing.T) {
	for _, c := range []struct {
		args  []string
		fails bool
	}{
		{nil, false},
		{[]string{"report.EML"}, false},
		{[]string{"report.pdf"}, true},
		{[]string{"a.eml", "b.eml"}, true},
	} {
		got, err := mailOf(c.args)
		if (err != nil) != c.fails || !c.fails && len(c.args) == 1 && !filepath.IsAbs(got) {
			t.Errorf("%v: %q, %v", c.args, got, err)
		}
	}
}
