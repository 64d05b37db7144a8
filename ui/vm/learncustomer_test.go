package vm

import "testing"

func TestWhoseReportAMessageIsIsLearnedFromApprovals(t *testing.T) {
	by := map[string]string{}
	learn(by, "backup@nw.example", "reports+northwind@msp.example", "Northwind")
	learn(by, "noreply@veeam.example", "reports+adatum@msp.example", "Adatum")
	learn(by, "noreply@veeam.example", "reports+contoso@msp.example", "Contoso")
	for name, c := range map[string]struct{ sender, to, want string }{
		"the plus-address is surest":               {"noreply@veeam.example", "Reports <reports+Contoso@msp.example>", "Contoso"},
		"then the sender":                          {"backup@nw.example", "reports@msp.example", "Northwind"},
		"then its domain":                          {"other@nw.example", "reports@msp.example", "Northwind"},
		"a sender that two share teaches nothing":  {"noreply@veeam.example", "reports@msp.example", ""},
		"and so does the address that all send to": {"x@y.example", "reports@msp.example", ""},
	} {
		got := ""
		for _, address := range teachers(c.sender, c.to) {
			if got = by[address]; got != "" {
				break
			}
		}
		if got != c.want {
			t.Errorf("%s: %q, want %q", name, got, c.want)
		}
	}
	for to, want := range map[string]string{"reports+North-Wind@x": "northwind", "a@x, b+c@y": "c", "plain@x": "", "": "", "+@": "", "broken <": ""} {
		if got := plusTag(to); got != want {
			t.Errorf("tag of %q is %q, want %q", to, got, want)
		}
	}
}
