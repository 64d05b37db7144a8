package diagnose

import (
	"strings"
	"testing"
)

func TestNothingThatAStrangerMustNotReadIsLeft(t *testing.T) {
	names := Names{
		"customer": {"Contoso B.V.", "Contoso"},
		"job":      {"NW Daily"},
		"person":   {"kim"},
		"home":     {"/home/kim"},
		"account":  {"ab"},
	}
	for text, hidden := range map[string][]string{
		`login of kim@contoso.example failed at mail.contoso.example:993`: {"kim", "contoso", "mail."},
		`host=10.1.2.3 port=993`:                                {"10.1.2.3"},
		`dial fe80::1ff:fe23:4567:890a`:                         {"fe80"},
		`passphrase: kim123`:                                    {"kim", "123"},
		`password=hunter2 rest`:                                 {"hunter2"},
		`Authorization: eyJhbGciOiJub25lIn0`:                    {"eyJ"},
		`"token":"abc-123-def"`:                                 {"abc-123"},
		`job "NW DAILY" of CONTOSO B.V. is late`:                {"NW", "CONTOSO"},
		`cannot open /home/kim/.local/share/run-checks/x`:       {"kim", "/home"},
		`GET https://api.backup.management/jsonapi?visa=1 HTTP`: {"backup.management", "visa"},
		`key AAAAB3NzaC1yc2EAAAADAQABAAABAQ in hand`:            {"AAAAB3"},
		`from "Jörg.Müller@firma-ü.example"`:                    {"Jörg", "firma"},
	} {
		got := Mask(text, names)
		for _, h := range hidden {
			if strings.Contains(strings.ToLower(got), strings.ToLower(h)) {
				t.Errorf("%q is left of %q: %q", h, text, got)
			}
		}
		if !strings.Contains(got, "<") {
			t.Errorf("%q has no mask", got)
		}
	}
}

func TestTheSameThingHasTheSameMaskAndTheRestIsLeft(t *testing.T) {
	got := Mask(
		"time=07:00:01 version 1.4.0 runchecks.db kim saw Kim; a@b.example wrote to c@b.example and a@b.example, 12 runs",
		Names{"person": {"kim"}},
	)
	want := "time=07:00:01 version 1.4.0 runchecks.db <person 1> saw <person 1>; <address 1> wrote to <address 2> and <address 1>, 12 runs"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}
