package simulate_test

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

var autotaskNow = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)

func startAutotask(t *testing.T, change ...func(*simulate.AutotaskOptions)) *simulate.AutotaskServer {
	t.Helper()
	opt := simulate.AutotaskOptions{
		User: "api@example.com", Secret: "hush", IntegrationCode: "CODE",
		Companies: []simulate.AutotaskCompany{{ID: 7, Name: "Seven"}, {ID: 8, Name: "Eight", Inactive: true}},
		Now:       func() time.Time { return autotaskNow },
	}
	for _, c := range change {
		c(&opt)
	}
	s, err := simulate.StartAutotask(t.Context(), opt)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

// ask sends a request to the zone with the right credentials, or with another secret.
func ask(t *testing.T, s *simulate.AutotaskServer, method, path, body, secret string) (int, map[string]any) {
	t.Helper()
	url := path
	if !strings.HasPrefix(path, "http") {
		url = s.ZoneURL() + "V1.0/" + path
	}
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("ApiIntegrationCode", "CODE")
	req.Header.Set("UserName", "api@example.com")
	req.Header.Set("Secret", secret)
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	raw, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	var answer map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &answer); err != nil {
			t.Fatalf("%s %s: %v in %q", method, path, err, raw)
		}
	}
	return resp.StatusCode, answer
}

func TestTheAutotaskZoneIsToldWithoutASecretAndItsPathHasACase(t *testing.T) {
	s := startAutotask(t)
	resp, err := http.Get(s.URL() + "V1.0/zoneInformation?user=api%40example.com")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	var zone struct{ URL, WebURL string }
	if err := json.NewDecoder(resp.Body).Decode(&zone); err != nil || zone.URL != s.ZoneURL() || zone.WebURL == "" {
		t.Fatalf("%+v: %v", zone, err)
	}
	if status, _ := ask(t, s, "GET", strings.ToLower(s.ZoneURL())+"v1.0/ThresholdInformation", "", "hush"); status != http.StatusNotFound {
		t.Errorf("the path in lower case is answered %d", status)
	}
	if status, _ := ask(t, s, "GET", "ThresholdInformation", "", "wrong"); status != http.StatusUnauthorized {
		t.Errorf("a wrong secret is answered %d", status)
	}
}

func TestAnAutotaskTicketIsCheckedAndKeptAndFound(t *testing.T) {
	s := startAutotask(t)
	status, answer := ask(t, s, "POST", "Tickets", `{"companyID":8,"title":"x","status":99}`, "hush")
	want := "[The value 99 is not valid for status. Missing Required Field: priority Unable to find 8 in the Company Entity.]"
	if got := fmt.Sprint(answer["errors"]); status != http.StatusInternalServerError || got != want {
		t.Errorf("%d %v", status, got)
	}
	if n := len(s.Tickets()); n != 0 {
		t.Fatalf("%d tickets were kept", n)
	}
	status, answer = ask(t, s, "POST", "Tickets", `{"companyID":7,"title":"x","status":1,"priority":2,"source":8}`, "hush")
	kept := s.Tickets()
	if status != http.StatusOK || len(kept) != 1 || answer["itemId"] != float64(kept[0].ID) || kept[0].Number != "T20261123.0001" || kept[0].Extra["source"] != 8.0 {
		t.Fatalf("%d %v %+v", status, answer, kept)
	}
	status, answer = ask(t, s, "GET", fmt.Sprint("Tickets/", kept[0].ID), "", "hush")
	if item := answer["item"].(map[string]any); status != http.StatusOK || item["createDate"] != "2026-11-23T08:00:00.000Z" || item["completedDate"] != nil {
		t.Errorf("%d %v", status, item)
	}
	s.DeleteTicket(kept[0].ID)
	if status, _ = ask(t, s, "GET", fmt.Sprint("Tickets/", kept[0].ID), "", "hush"); status != http.StatusNotFound {
		t.Errorf("a deleted ticket is answered %d", status)
	}
}

func TestLaterAutotaskPagesWantTheSamePost(t *testing.T) {
	s := startAutotask(t, func(o *simulate.AutotaskOptions) { o.PageSize = 1 })
	const body = `{"filter":[{"op":"exist","field":"id"}],"IncludeFields":["id"]}`
	_, first := ask(t, s, "POST", "Companies/query", body, "hush")
	next, _ := first["pageDetails"].(map[string]any)["nextPageUrl"].(string)
	if next == "" {
		t.Fatalf("no second page: %v", first)
	}
	if status, _ := ask(t, s, "GET", next, "", "hush"); status != http.StatusMethodNotAllowed {
		t.Errorf("a GET of the next page is answered %d", status)
	}
	if status, _ := ask(t, s, "POST", next, `{"filter":[{"op":"exist","field":"companyName"}]}`, "hush"); status != http.StatusInternalServerError {
		t.Errorf("another body for the next page is answered %d", status)
	}
	_, second := ask(t, s, "POST", next, body, "hush")
	if fmt.Sprint(first["items"], second["items"]) != "[map[id:7]] [map[id:8]]" || second["pageDetails"].(map[string]any)["nextPageUrl"] != nil {
		t.Errorf("%v\n%v", first, second)
	}
}

func TestAutotaskRequestsAreCountedAndRefusedBeyondTheThreshold(t *testing.T) {
	s := startAutotask(t, func(o *simulate.AutotaskOptions) { o.Threshold = 2 })
	_, answer := ask(t, s, "GET", "ThresholdInformation", "", "hush")
	if answer["currentTimeframeRequestCount"] != 1.0 || answer["externalRequestThreshold"] != 2.0 {
		t.Errorf("%v", answer)
	}
	ask(t, s, "GET", "ThresholdInformation", "", "hush")
	if status, _ := ask(t, s, "GET", "ThresholdInformation", "", "hush"); status != http.StatusTooManyRequests {
		t.Errorf("the third request is answered %d", status)
	}
}

func TestAnAutotaskFaultMeetsTheRequestsItNames(t *testing.T) {
	s := startAutotask(t)
	s.Fail(simulate.AutotaskFault{Method: "GET", Path: "Companies", Skip: 1, Times: 1, Status: http.StatusForbidden, Errors: []string{"No."}})
	for i, want := range []int{200, 403, 200} {
		if status, _ := ask(t, s, "GET", "Companies/7", "", "hush"); status != want {
			t.Errorf("request %d is answered %d", i, status)
		}
	}
	s.Fail(simulate.AutotaskFault{Status: http.StatusServiceUnavailable, Body: "{}"})
	if status, _ := ask(t, s, "GET", "ThresholdInformation", "", "hush"); status != http.StatusServiceUnavailable {
		t.Errorf("answered %d", status)
	}
	s.Heal()
	if status, _ := ask(t, s, "GET", "ThresholdInformation", "", "hush"); status != http.StatusOK {
		t.Errorf("answered %d after healing", status)
	}
}

func TestTheAutotaskServerEndsWithItsContextAndLeavesNobodyWaiting(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	s, err := simulate.StartAutotask(ctx, simulate.AutotaskOptions{User: "u"})
	if err != nil {
		t.Fatal(err)
	}
	arrived, _ := s.Hold()
	failed := make(chan error, 1)
	go func() {
		resp, err := http.Get(s.URL() + "V1.0/zoneInformation?user=u")
		if err == nil {
			_, err = io.ReadAll(resp.Body)
			_ = resp.Body.Close()
		}
		failed <- err
	}()
	<-arrived
	cancel()
	if err := s.Close(); err != nil { // waits for the close that the context began
		t.Fatal(err)
	}
	if err := <-failed; err == nil {
		t.Error("a request that was held was answered")
	}
	if resp, err := http.Get(s.URL()); err == nil {
		_ = resp.Body.Close()
		t.Error("the server still listens")
	}
}
