package servicedesk

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// field is one field of a login.
type field struct {
	label, hint string
	secret      bool
	optional    bool
	into        func(*domain.DeskLogin) *string
}

func address(l *domain.DeskLogin) *string { return &l.Address }
func tenant(l *domain.DeskLogin) *string  { return &l.Tenant }
func user(l *domain.DeskLogin) *string    { return &l.User }
func secret(l *domain.DeskLogin) *string  { return &l.Secret }
func code(l *domain.DeskLogin) *string    { return &l.Code }

// loginFields are what is asked for to reach a kind of service desk, in their order.
func loginFields(kind domain.DeskKind) []field {
	switch kind {
	case domain.DeskHalo:
		return []field{
			{label: words.T("servicedesk.halo_address"), hint: words.T("servicedesk.halo_address_hint"), into: address},
			{label: words.T("servicedesk.halo_tenant"), hint: words.T("servicedesk.halo_tenant_hint"), optional: true, into: tenant},
			{label: words.T("servicedesk.halo_user"), hint: words.T("servicedesk.halo_user_hint"), into: user},
			{label: words.T("servicedesk.halo_secret"), hint: words.T("servicedesk.halo_secret_hint"), secret: true, into: secret},
		}
	case domain.DeskConnectWise:
		return []field{
			{label: words.T("servicedesk.cw_address"), hint: words.T("servicedesk.cw_address_hint"), into: address},
			{label: words.T("servicedesk.cw_tenant"), hint: words.T("servicedesk.cw_tenant_hint"), into: tenant},
			{label: words.T("servicedesk.cw_user"), hint: words.T("servicedesk.cw_user_hint"), into: user},
			{label: words.T("servicedesk.cw_secret"), hint: words.T("servicedesk.cw_secret_hint"), secret: true, into: secret},
			{label: words.T("servicedesk.cw_code"), hint: words.T("servicedesk.cw_code_hint"), into: code},
		}
	default:
		return []field{
			{label: words.T("servicedesk.autotask_user"), hint: words.T("servicedesk.autotask_user_hint"), into: user},
			{label: words.T("servicedesk.autotask_secret"), hint: words.T("servicedesk.autotask_secret_hint"), secret: true, into: secret},
			{label: words.T("servicedesk.autotask_code"), hint: words.T("servicedesk.autotask_code_hint"), secret: true, into: code},
		}
	}
}

// loginNote says what a kind of service desk needs on its side.
func loginNote(kind domain.DeskKind) string {
	switch kind {
	case domain.DeskHalo:
		return words.T("servicedesk.halo_note")
	case domain.DeskConnectWise:
		return words.T("servicedesk.cw_note")
	default:
		return words.T("servicedesk.autotask_note")
	}
}

// login makes a login of what was typed into the fields of a kind, in their order; false where
// something is missing.
func login(kind domain.DeskKind, typed []string) (domain.DeskLogin, bool) {
	l := domain.DeskLogin{Kind: kind}
	whole := true
	for i, f := range loginFields(kind) {
		text := typed[i]
		if !f.secret {
			text = strings.TrimSpace(text)
		}
		*f.into(&l) = text
		whole = whole && (text != "" || f.optional)
	}
	return l, whole
}

// queueWords is what a kind of service desk calls where its tickets go.
func queueWords(kind domain.DeskKind) string {
	switch kind {
	case domain.DeskHalo:
		return words.T("servicedesk.halo_queue")
	case domain.DeskConnectWise:
		return words.T("servicedesk.cw_queue")
	default:
		return words.T("servicedesk.queue")
	}
}

// ticket is the model of the form in which a ticket is sent.
type ticket struct {
	draft  domain.DeskDraft
	state  domain.DeskState
	fields domain.DeskFields
}

// line says what sending with this title does; refused is that it cannot be sent.
func (m *ticket) line(title string) (text string, refused bool) {
	desk := m.state.Kind.Product()
	switch {
	case m.draft.Customer.CompanyIn(m.state.Desk) == 0:
		return words.T("servicedesk.no_company", "customer", m.draft.Customer.Name, "desk", desk), true
	case strings.TrimSpace(title) == "":
		return words.T("servicedesk.no_title"), true
	case len(m.fields.Required) > 0:
		return words.T("servicedesk.required", "fields", strings.Join(m.fields.Required, ", "), "desk", desk), false
	case m.state.Pending != "":
		return words.T("servicedesk.pending", "ticket", words.Clip(m.state.Pending, 50)), false
	}
	return "", false
}

// company is what the desk calls the customer.
func (m *ticket) company() string {
	if m.draft.Customer.CompanyIn(m.state.Desk) == 0 {
		return words.T("servicedesk.not_mapped")
	}
	return m.draft.Customer.CompanyName
}

// choices are the words of a pick list, and which of them is chosen.
func choices(list []domain.DeskChoice, id int64) (parts []string, at int) {
	for _, c := range list {
		parts = append(parts, c.Name)
	}
	return parts, max(0, slices.IndexFunc(list, func(c domain.DeskChoice) bool { return c.ID == id }))
}

func chosenID(list []domain.DeskChoice, at int) int64 {
	if at < len(list) {
		return list[at].ID
	}
	return 0
}

// usage tells how much of the allowance of requests is used, "" where the desk does not tell.
func usage(s domain.DeskState) string {
	if s.Limit == 0 {
		return ""
	}
	return words.T("servicedesk.limit", "used", int(s.Used), "limit", int(s.Limit))
}
