package rules

import (
	"testing"

	"runchecks/domain"
)

func TestTheCustomerOfAReportIsSuggestedByItsAddresses(t *testing.T) {
	h := NewCustomerHints([]domain.Customer{{Name: "Northwind"}, {Name: "Adatum"}, {Name: "Contoso"}, {Name: "Fabrikam Verzekeringen"}})
	h.Add("backup@nw.example", "reports+northwind@msp.example", "Northwind")
	h.Add("noreply@veeam.example", "reports+adatum@msp.example", "Adatum")
	h.Add("noreply@veeam.example", "reports+contoso@msp.example", "Contoso")
	for _, c := range []struct{ name, sender, to, want string }{
		{"the plus-address is surest", "noreply@veeam.example", "Reports <reports+Contoso@msp.example>", "Contoso"},
		{"then the sender", "backup@nw.example", "reports@msp.example", "Northwind"},
		{"then its domain", "other@nw.example", "reports@msp.example", "Northwind"},
		{"a sender that two share hints at none", "noreply@veeam.example", "reports@msp.example", ""},
		{"and so does the address that all send to", "x@y.example", "reports@msp.example", ""},
		{"a plus-address that begins a name", "x@y.example", "reports+fabrikam-ver@msp.example", "Fabrikam Verzekeringen"},
		{"a plus-address that is no beginning of a name", "x@y.example", "reports+kam@msp.example", ""},
		{"no address at all", "", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := h.Guess(Reported{Sender: c.sender, To: c.to}).Customer; got != c.want {
				t.Errorf("suggests %q, want %q", got, c.want)
			}
		})
	}
}

func TestHintsThatKnowNobodySuggestNobody(t *testing.T) {
	if got := (CustomerHints{}).Guess(Reported{Sender: "backup@nw.example", To: "reports+northwind@msp.example"}); got.Customer != "" {
		t.Errorf("suggests %+v", got)
	}
}

func TestThePlusTagOfAnAddress(t *testing.T) {
	for to, want := range map[string]string{
		"reports+North-Wind@x": "northwind", "a@x, b+c@y": "c", "plain@x": "", "": "", "+@": "", "broken <": "",
	} {
		if got := plusTag(to); got != want {
			t.Errorf("tag of %q is %q, want %q", to, got, want)
		}
	}
}
