package main

import "testing"

func TestOverridesAreListedSwitchedAndDeletedInTheTerminal(t *testing.T) {
	if testing.Short() {
		t.Skip("a dozen demo workspaces, one after the other; no goroutine is new here")
	}
	profile := t.TempDir()
	demo := func(code int, args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, code, append([]string{"--demo", "--profile", profile}, args...)...)
	}
	demo(exitGood, "sync")
	job := demo(exitGood, "jobs")[0]
	run := id(t, demo(exitGood, "runs", id(t, job, "job"))[0], "run")
	demo(exitGood, "success", run, "--scope", "job", "--for", "permanent", "--reason", "known")
	list := demo(exitGood, "overrides")
	if len(list) != 1 || list[0]["state"] != "active" || list[0]["runs"].(float64) < 1 || list[0]["until"] != nil {
		t.Fatalf("got %v", list)
	}
	key := list[0]["key"].(string)
	demo(exitGood, "overrides", "off", key)
	if list = demo(exitGood, "overrides"); list[0]["state"] != "off" {
		t.Errorf("got %v", list)
	}
	demo(exitGood, "overrides", "delete", key)
	demo(exitFailed, "overrides", "on", key)
	demo(exitGood, "undo")
	if list = demo(exitGood, "overrides"); len(list) != 1 || list[0]["state"] != "off" {
		t.Errorf("after the undo %v", list)
	}
	demo(exitUsage, "overrides", "burn", key)
}
