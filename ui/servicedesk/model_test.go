package servicedesk

import (
	"testing"

	"runchecks/domain"
)

func TestALoginIsWholeWhenEveryNeededFieldIsFilledIn(t *testing.T) {
	for _, c := range []struct {
		kind  domain.DeskKind
		typed []string
		want  domain.DeskLogin
		whole bool
	}{
		{domain.DeskAutotask, []string{" api@example.com ", "a secret ", "CODE"},
			domain.DeskLogin{Kind: domain.DeskAutotask, User: "api@example.com", Secret: "a secret ", Code: "CODE"}, true},
		{domain.DeskHalo, []string{"https://halo.example", "", "id", "s"},
			domain.DeskLogin{Kind: domain.DeskHalo, Address: "https://halo.example", User: "id", Secret: "s"}, true},
		{domain.DeskHalo, []string{"https://halo.example", "acme", "", "s"},
			domain.DeskLogin{Kind: domain.DeskHalo, Address: "https://halo.example", Tenant: "acme", Secret: "s"}, false},
		{domain.DeskConnectWise, []string{"https://cw.example", "acme", "pub", "priv", "id"},
			domain.DeskLogin{Kind: domain.DeskConnectWise, Address: "https://cw.example", Tenant: "acme", User: "pub", Secret: "priv",
				Code: "id"}, true},
	} {
		got, whole := login(c.kind, c.typed)
		if got != c.want || whole != c.whole {
			t.Errorf("%s: %+v, whole %v, want %+v, %v", c.kind, got, whole, c.want, c.whole)
		}
	}
}

func TestATicketCannotBeSentForACustomerWithoutACompanyInThisDesk(t *testing.T) {
	mapped := domain.Customer{Name: "Kees", CompanyID: 7, CompanyName: "Kees BV"}
	for name, c := range map[string]struct {
		customer domain.Customer
		state    domain.DeskState
		title    string
		refused  bool
	}{
		"mapped":             {mapped, domain.DeskState{Kind: domain.DeskAutotask}, "x", false},
		"without a title":    {mapped, domain.DeskState{Kind: domain.DeskAutotask}, " ", true},
		"mapped in Autotask": {mapped, domain.DeskState{Kind: domain.DeskHalo, Desk: "halopsa help.example"}, "x", true},
	} {
		m := &ticket{draft: domain.DeskDraft{Customer: c.customer}, state: c.state}
		if text, refused := m.line(c.title); refused != c.refused {
			t.Errorf("%s: %q, refused %v", name, text, refused)
		}
	}
}

func TestAChoiceThatIsGoneIsTheFirstOne(t *testing.T) {
	list := []domain.DeskChoice{{ID: 4, Name: "New"}, {ID: 9, Name: "Done"}}
	for id, want := range map[int64]int{4: 0, 9: 1, 77: 0} {
		if _, at := choices(list, id); at != want {
			t.Errorf("%d is choice %d, want %d", id, at, want)
		}
	}
	if got := chosenID(nil, 0); got != 0 {
		t.Errorf("of none: %d", got)
	}
}
