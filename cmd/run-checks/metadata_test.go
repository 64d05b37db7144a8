package main

import (
	"os"
	"strconv"
	"testing"

	"github.com/BurntSushi/toml"
)

func TestTheProgramSaysWhatFyneAppTomlSays(t *testing.T) {
	var file struct {
		Details struct {
			ID, Name, Version, Icon string
			Build                   int
		}
	}
	if _, err := toml.DecodeFile("../../FyneApp.toml", &file); err != nil {
		t.Fatal(err)
	}
	m, d := metadata(), file.Details
	if m.ID != d.ID || m.Name != d.Name || m.Version != d.Version || m.Build != d.Build {
		t.Errorf("the program says %s %s %s build %s, FyneApp.toml %+v", m.ID, m.Name, m.Version, strconv.Itoa(m.Build), d)
	}
	if _, err := os.Stat("../../" + d.Icon); err != nil {
		t.Error(err)
	}
}
