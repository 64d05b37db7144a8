package rules

import (
	"net/mail"
	"strings"

	"runchecks/domain"
)

// CustomerHints say which customer a report most likely belongs to, from the jobs that
// customers have already. The zero value knows nobody.
type CustomerHints struct {
	byAddress map[string]string // customer by address, "" where two share it
	names     []string
	called    []called
}

// CustomerJobs is what CustomerHints are read from.
type CustomerJobs interface {
	Customers() ([]domain.Customer, error)
	Jobs() ([]domain.JobRow, error)
	// JobRecipients says to which address the newest message of each active job was sent.
	JobRecipients() (map[int64]string, error)
}

// ReadCustomerHints reads the hints of a profile.
func ReadCustomerHints(q CustomerJobs) (CustomerHints, error) {
	known, err := q.Customers()
	if err != nil {
		return CustomerHints{}, err
	}
	jobs, err := q.Jobs()
	if err != nil {
		return CustomerHints{}, err
	}
	recipients, err := q.JobRecipients()
	if err != nil {
		return CustomerHints{}, err
	}
	h := NewCustomerHints(known)
	for _, j := range jobs {
		if j.Customer.Name != "" {
			h.Add(j.Sender, recipients[j.ID], j.Customer.Name)
		}
	}
	return h, nil
}

// NewCustomerHints returns hints that know the names of customers alone.
func NewCustomerHints(known []domain.Customer) CustomerHints {
	h := CustomerHints{byAddress: map[string]string{}}
	for _, c := range known {
		h.names, h.called = append(h.names, c.Name), append(h.called, calledAs(c))
	}
	return h
}

// Customers lists the names of the customers.
func (h CustomerHints) Customers() []string { return h.names }

// Add records that reports of a sender, sent to an address, belong to a customer. An address
// that two customers share hints at none of them.
func (h CustomerHints) Add(sender, to, customer string) {
	for _, address := range hintAddresses(sender, to) {
		if known, ok := h.byAddress[address]; ok && known != customer {
			h.byAddress[address] = ""
			continue
		}
		h.byAddress[address] = customer
	}
}

// beginning is the first customer whose name begins so, signs and spaces apart, "" for none.
func (h CustomerHints) beginning(tag string) string {
	for _, c := range h.names {
		if strings.HasPrefix(strings.ReplaceAll(domain.Fold(c), " ", ""), tag) {
			return c
		}
	}
	return ""
}

// hintAddresses are the addresses that hint at whose report a message is, the surest first:
// the plus-address it was sent to, its sender, and the sender's domain. The bare
// address that reports are sent to is everybody's.
func hintAddresses(sender, to string) []string {
	var out []string
	if address := plusAddress(to); address != "" {
		out = append(out, "to:"+address)
	}
	sender = domain.Fold(sender)
	out = append(out, "from:"+sender)
	if _, host, ok := strings.Cut(sender, "@"); ok {
		out = append(out, "from:@"+host)
	}
	return out
}

// plusAddress returns the first address with a plus sign of a header, "" for none.
func plusAddress(to string) string {
	list, err := mail.ParseAddressList(to)
	if err != nil {
		list = []*mail.Address{{Address: strings.TrimSpace(to)}}
	}
	for _, a := range list {
		local, _, ok := strings.Cut(a.Address, "@")
		if ok && strings.Contains(local, "+") {
			return domain.Fold(a.Address)
		}
	}
	return ""
}

// plusTag is what stands behind the plus sign, without signs: "reports+north-wind@"
// is northwind.
func plusTag(to string) string {
	_, rest, _ := strings.Cut(plusAddress(to), "+")
	tag, _, _ := strings.Cut(rest, "@")
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("-_.", r) {
			return -1
		}
		return r
	}, tag)
}
