package rules

import (
	"testing"

	"runchecks/domain"
)

func TestWhoseAReportIsIsGuessedFromTheSurestHint(t *testing.T) {
	h := NewCustomerHints([]domain.Customer{
		{
			Name: "Northwind Traders Ltd",
		}, {Name: "Adatum"}, {Name: "Contoso BV", CompanyName: "Contoso Holding"}, {Name: "Kestelbach Werkzeugbau KG"},
	})
	h.Add("backup@nw.example", "", "Northwind Traders Ltd")
	h.Add("noreply@veeam.example", "", "Adatum")
	h.Add("noreply@veeam.example", "", "Contoso BV")
	h.Add("someone@gmail.com", "", "Adatum")
	for _, c := range []struct {
		name     string
		r        Reported
		customer string
		kind     HintKind
		sure     bool
		isNew    bool
	}{
		{"jobs of the same sender", Reported{Sender: "backup@nw.example"}, "Northwind Traders Ltd", HintApproved, true, false},
		{"jobs of the same domain alone", Reported{Sender: "other@nw.example"}, "Northwind Traders Ltd", HintDomain, false, false},
		{
			"the same domain and the subject agree", Reported{Sender: "other@nw.example", Subject: "[Success] northwind traders, nightly"},
			"Northwind Traders Ltd", HintDomain, true, false,
		},
		{
			"the subject goes against the domain", Reported{Sender: "other@nw.example", Subject: "Adatum nightly"},
			"Northwind Traders Ltd", HintDomain, false, false,
		},
		{"the domain is the customer's name", Reported{Sender: "nas@adatum.example"}, "Adatum", HintCompany, false, false},
		{"the domain is the company's name", Reported{Sender: "nas@mail.contoso-holding.nl"}, "Contoso BV", HintCompany, false, false},
		{"free mail says nothing by its domain", Reported{Sender: "other@gmail.com"}, "", 0, false, false},
		{"a sender that several share says nothing", Reported{Sender: "noreply@veeam.example"}, "", 0, false, false},
		{
			"and the job's name then does", Reported{Sender: "noreply@veeam.example", Job: "Kestelbach Werkzeugbau: servers"},
			"Kestelbach Werkzeugbau KG", HintJob, false, false,
		},
		{
			"the job's name in the subject is no second hint",
			Reported{Sender: "noreply@veeam.example", Job: "Adatum servers", Subject: "[Success] Adatum servers"},
			"Adatum", HintJob, false, false,
		},
		{"a name within a word is no name", Reported{Sender: "x@y.example", Subject: "Adatumish"}, "", 0, false, false},
		{"two names in the subject are none", Reported{Sender: "x@y.example", Subject: "Adatum and Contoso"}, "", 0, false, false},
		{"the name of the sender", Reported{Sender: "x@y.example", From: "Adatum NAS <x@y.example>"}, "Adatum", HintSenderName, false, false},
		{
			"somebody new whose name and domain agree",
			Reported{Sender: "nas@waardhoek.example", From: `"Dierenkliniek De Waardhoek" <nas@waardhoek.example>`},
			"Dierenkliniek De Waardhoek", HintSenderName, true, true,
		},
		{
			"a name that its domain does not bear out is nobody",
			Reported{Sender: "nas@msp.example", From: "Veeam Backup <nas@msp.example>"}, "", 0, false, false,
		},
		{"nothing at all", Reported{}, "", 0, false, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := h.Guess(c.r)
			if got.Customer != c.customer || got.Kind() != c.kind || got.Sure != c.sure || got.New != c.isNew {
				t.Errorf("got %+v of kind %d", got, got.Kind())
			}
		})
	}
}

func TestAGuessSaysWhySendersSayNothing(t *testing.T) {
	h := NewCustomerHints(nil)
	h.Add("a@relay.example", "", "Adatum")
	h.Add("b@relay.example", "", "Contoso")
	if g := h.Guess(Reported{Sender: "c@relay.example"}); !g.Shared || g.Free {
		t.Errorf("a shared domain: %+v", g)
	}
	if g := h.Guess(Reported{Sender: "c@gmail.com"}); g.Shared || !g.Free {
		t.Errorf("free mail: %+v", g)
	}
}
