package main

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

func TestAFleetInTheTerminal(t *testing.T) {
	now, err := time.Parse(time.RFC3339, testNow)
	if err != nil {
		t.Fatal(err)
	}
	opt := simulate.CoveDemo(now)
	opt.Now = func() time.Time { return now }
	server, err := simulate.StartCove(context.Background(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = server.Close() })
	t.Setenv("COVE_TOKEN", opt.Password)
	profile := t.TempDir()
	do := func(args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, exitGood, append([]string{"--profile", profile}, args...)...)
	}
	do("account", "add", "cove", "--url", server.URL(), "--user", opt.User, "--partner", opt.Partner, "--secret-env", "COVE_TOKEN")
	do("sync")
	if all := do("cove", "accounts"); len(all) != 32 || all[0]["state"] != "unlinked" {
		t.Fatalf("%d devices: %v", len(all), all[0])
	}
	do("cove", "ignore", "5100001")
	do("cove", "link", "5100000", "--customer", "Alpha", "--name", "The server")
	jobs := do("jobs", "--all")
	if len(jobs) != 1 || jobs[0]["job_name"] != "The server" || jobs[0]["customer"] != "Alpha" {
		t.Fatalf("%v", jobs)
	}
	if runs := do("runs", id(t, jobs[0], "job"), "--include-reviewed"); len(runs) != 1 {
		t.Errorf("%v", runs)
	}
	do("cove", "link", "--all")
	if jobs := do("jobs", "--all"); len(jobs) != 31 {
		t.Errorf("%d jobs", len(jobs))
	}
	do("undo")
	do("cove", "unlink", "5100000")
	linked := 0
	for _, d := range do("cove", "accounts") {
		if d["state"] == "linked" {
			linked++
		}
	}
	if linked != 0 {
		t.Errorf("%d devices linked", linked)
	}
	do("rebuild")
	rcheck(t, exitFailed, "--profile", profile, "cove", "link", "nobody")
	rcheck(t, exitUsage, "--profile", profile, "cove", "link")
}

func TestADeviceThatMovedIsFollowedInTheTerminal(t *testing.T) {
	now, err := time.Parse(time.RFC3339, testNow)
	if err != nil {
		t.Fatal(err)
	}
	fleet := func(customer string, partner int64) (string, simulate.CoveOptions) {
		opt := simulate.CoveDemo(now)
		opt.Now = func() time.Time { return now }
		opt.Devices = opt.Devices[:1]
		opt.Devices[0].Customer, opt.Devices[0].PartnerID = customer, partner
		server, err := simulate.StartCove(context.Background(), opt)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = server.Close() })
		return server.URL(), opt
	}
	before, opt := fleet("Alpha", 1)
	after, _ := fleet("Beta", 2)
	t.Setenv("COVE_TOKEN", opt.Password)
	profile := t.TempDir()
	do := func(args ...string) []map[string]any {
		t.Helper()
		return rcheck(t, exitGood, append([]string{"--profile", profile}, args...)...)
	}
	do("account", "add", "cove", "--url", before, "--user", opt.User, "--partner", opt.Partner, "--secret-env", "COVE_TOKEN")
	do("sync")
	do("cove", "link", "--all")
	do("account", "edit", "Cove", "--url", after)
	do("sync")
	device := do("cove", "accounts")[0]
	if device["moved"] != true {
		t.Fatalf("the device did not move: %v", device)
	}
	if reasons := do("status"); len(reasons) == 0 || !slices.ContainsFunc(reasons, func(r map[string]any) bool { return r["waits"] == "devices changed to another customer" }) {
		t.Errorf("what waits: %v", reasons)
	}
	do("cove", "moved", device["key"].(string))
	if device = do("cove", "accounts")[0]; device["moved"] != false {
		t.Errorf("after it is followed: %v", device)
	}
	if job := do("jobs", "--all")[0]; job["customer"] != "Beta" {
		t.Errorf("the job is of %v", job["customer"])
	}
}
