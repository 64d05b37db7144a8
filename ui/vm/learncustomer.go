package vm

import (
	"net/mail"
	"strings"

	"runchecks/domain"
)

// teachers are the addresses that tell whose report a message is, the surest first:
// the plus-address it was sent to, its sender, and the sender's domain. The bare
// address that reports are sent to is everybody's, and so is a public domain.
func teachers(sender, to string) []string {
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

// learn notes that reports with these addresses belong to a customer. An address that
// two customers share teaches nothing.
func learn(byAddress map[string]string, sender, to, customer string) {
	for _, address := range teachers(sender, to) {
		if known, ok := byAddress[address]; ok && known != customer {
			byAddress[address] = ""
			continue
		}
		byAddress[address] = customer
	}
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
