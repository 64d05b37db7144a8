package domain

import "testing"

func TestADeskOfAnotherVersionIsCalledAsItIsWritten(t *testing.T) {
	for desk, want := range map[DeskID]string{
		"":                            "Autotask",
		"halopsa help.example":        "HaloPSA",
		"connectwise cw.example/acme": "ConnectWise Manage",
		"newdesk new.example":         "newdesk",
	} {
		if got := desk.Kind().Product(); got != want {
			t.Errorf("%q is %q, want %q", desk, got, want)
		}
	}
}
