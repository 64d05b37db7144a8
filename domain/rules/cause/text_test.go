package cause

import (
	"strings"
	"testing"
	"unicode/utf8"
)

func TestMessagesOfOneCauseHaveOneKey(t *testing.T) {
	for _, same := range [][]string{
		{"Failed to connect to gateway gw1.example.net:2500", "Failed to connect to gateway gw-eu.example.org:2500",
			"Failed to connect to gateway 10.2.3.4:6180"},
		{"Processed 12 of 70 files, 3.2 GB", "Processed 7 of 9 files, 812 MB"},
		{"Cannot open \\\\nas01\\backup\\job.vbk", "Cannot open D:\\backup\\other.vbk", "Cannot open /mnt/backup/x"},
		{"The certificate of “mail.braam.example” expired on 2026-11-28", "The certificate of 'x' expired on 2026-11-01"},
		{"VSS error 0x800423f4: a writer is in a failed state", "VSS  error 0x800423f4: A writer is in a failed state."},
		{"Session {4f0c2b1e-1d2c-4a5b-9c8d-112233445566} was cancelled", "Session 11112222-3333-4444-5555-666677778888 was cancelled"},
		{"SRV01: not enough space", "DC-2: not enough space"},
		{"Started at 02:15 on 3 Nov, then timed out", "Started at 14:02:59 on 28 Nov, then timed out"},
		{"Unable to reach kim@braam.example", "Unable to reach ops@fenwright.example"},
		{"Completed with 1 error: access is denied", "Completed with 231 errors: access is denied",
			`Completed with 2 errors: access is denied (C:\a\b.pst & D:\data)`, `Completed with 2 errors: access is denied (C:\a\b.pst)`},
		{"Failed, 2 errors; no successful session since 2026-11-13", "Failed, 3 errors"},
		{"Failed, 2 errors: a writer failed", "Failed, 4 errors; no successful session since 2026-11-13: a writer failed"},
	} {
		first := Of(same[0])
		if first.Key == "" {
			t.Errorf("%q is no cause", same[0])
		}
		for _, other := range same[1:] {
			if got := Of(other); got.Key != first.Key {
				t.Errorf("%q and %q are one cause:\n %s\n %s", same[0], other, first.Key, got.Key)
			}
		}
	}
}

func TestMessagesOfDifferentCausesHaveDifferentKeys(t *testing.T) {
	for _, pair := range [][2]string{
		{"VSS error 0x800423f4", "VSS error 0x800423f3"},
		{"Error 5: access is denied", "Error 53: the network path was not found"},
		{"The repository is full", "The repository is not reachable"},
		{"Completed; no successful session since 2026-11-13", "Completed"},
		{"Failed (code X)", "Failed (code Y)"},
		{"HTTP 401", "HTTP 503"},
		{"exit code 12", "exit code 23"},
		{"agent.exe stopped", "writer.dll stopped"},
	} {
		if a, b := Of(pair[0]), Of(pair[1]); a.Key == b.Key {
			t.Errorf("%q and %q are two causes, both have the key %q", pair[0], pair[1], a.Key)
		}
	}
}

func TestTheNamesOfARunArePlaceholders(t *testing.T) {
	a := Of("Backup of Finance Server to Braam Repo failed", "Finance Server", "Braam Repo")
	b := Of("Backup of Exchange to Fenwright Store failed", "Exchange", "Fenwright Store")
	if a.Key != b.Key || a.String() != "Backup of name to name failed" {
		t.Errorf("%q, %q", a, b)
	}
	if c := Of("Transformation failed", "form"); c.String() != "Transformation failed" {
		t.Errorf("a part of a word is a name: %q", c)
	}
}

func TestAPlaceholderIsNamedAfterWhatItStandsFor(t *testing.T) {
	got := Of(`3 of 70 files of "SQL" at gw1.example.net:2500 (10.0.0.1) from 2026-11-28 in C:\temp`).String()
	if want := "n of n files of name at host:port (host) from date in path"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestWhatSaysNothingIsNoCause(t *testing.T) {
	for _, message := range []string{"", " ", "12", "“x”", "02:15", "---", "SRV01"} {
		if got := Of(message); got.Key != "" || len(got.Parts) > 0 {
			t.Errorf("%q: %q", message, got.Key)
		}
	}
}

func FuzzOf(f *testing.F) {
	f.Add("Failed to connect to gateway gw1.example.net:2500", "gw1")
	f.Add("“„‘«`'\"", "")
	f.Add("Straße İ ΣΣς", "straße")
	f.Fuzz(func(t *testing.T, message, name string) {
		text := Of(message, name)
		if text.Key == "" != (len(text.Parts) == 0) {
			t.Errorf("%q: key %q, parts %v", message, text.Key, text.Parts)
		}
		if utf8.ValidString(message) && !utf8.ValidString(text.String()) {
			t.Errorf("%q: %q is no text", message, text.String())
		}
		if len(strings.Fields(text.Key)) > 4*mostWords {
			t.Errorf("%q: a key of %d words", message, len(strings.Fields(text.Key)))
		}
	})
}
