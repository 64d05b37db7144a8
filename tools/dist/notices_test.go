package main

import (
	"os"
	"strings"
	"testing"
)

// Who changes go.mod makes the file anew: go run ./tools/dist notices.
func TestTheLicencesThatAreShippedAreThoseOfWhatTheProgramsAreMadeOf(t *testing.T) {
	all, err := notices()
	if err != nil {
		t.Fatal(err)
	}
	if err := refused(all); err != nil {
		t.Error(err)
	}
	if len(all) < 60 {
		t.Errorf("only %d modules", len(all))
	}
	kept, err := os.ReadFile("../../" + noticesFile)
	if err != nil {
		t.Fatal(err)
	}
	if now := noticesText(all); now != string(kept) {
		t.Errorf("%s is of other modules: go run ./tools/dist notices", noticesFile)
	}
	for _, text := range []string{"modernc.org/sqlite ", "fyne.io/fyne/v2 ", "github.com/go-gl/glfw", "Go, its runtime", "Bitstream Vera"} {
		if !strings.Contains(string(kept), text) {
			t.Errorf("nothing about %q", text)
		}
	}
}

func TestALicenceThatNobodyKnowsOrThatAsksForMoreIsRefused(t *testing.T) {
	gpl := "This program is free software: you can redistribute it and/or modify it under the terms of the GNU General Public License " +
		"as published by the Free Software Foundation, either version 3 of the License, or (at your option) any later version."
	for name, text := range map[string]string{"share-alike": gpl, "unknown": "Ask me."} {
		n := noticed{module{Path: "example.com/" + name}, []part{{"LICENSE", classify(text), text}}}
		if err := refused([]noticed{n}); err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%s: %v, of %v", name, err, n.licences())
		}
	}
}
