package main

import (
	"os"
	"testing"
)

func TestASecondStartOnAProfileRaisesTheFirstWindow(t *testing.T) {
	folder := t.TempDir()
	raised := make(chan bool, 3)
	first, is, err := claim(folder, func() { raised <- true })
	if err != nil || !is {
		t.Fatalf("first: %v, %v", is, err)
	}
	if _, is, err := claim(folder, func() {}); err != nil || is {
		t.Errorf("second: %v, %v", is, err)
	}
	<-raised
	other, is, err := claim(t.TempDir(), func() {})
	if err != nil || !is {
		t.Errorf("another profile: %v, %v", is, err)
	}
	other.close()
	first.close()
	again, is, err := claim(folder, func() {})
	if err != nil || !is {
		t.Errorf("after the first was closed: %v, %v", is, err)
	}
	again.close()
}

func TestAWindowThatDiedKeepsNobodyOut(t *testing.T) {
	folder := t.TempDir()
	dead, _, err := claim(folder, func() {})
	if err != nil {
		t.Fatal(err)
	}
	// What a killed program leaves: the name, and nobody behind it.
	_ = dead.listener.Close()
	if err := os.WriteFile(dead.path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	w, is, err := claim(folder, func() {})
	if err != nil || !is {
		t.Errorf("%v, %v", is, err)
	}
	w.close()
}
