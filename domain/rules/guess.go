package rules

import (
	"net/mail"
	"strings"
	"unicode"

	"runchecks/domain"
)

// HintKind is what hints at whose a report is, the surest first.
type HintKind uint8

// The kinds. The zero value is no hint.
const (
	HintApproved    HintKind = iota + 1 // jobs of the same sender or plus-address are a customer's
	HintDomain                          // jobs of other senders of the same domain are
	HintCompany                         // the domain is the name of a customer, or of their company in Autotask
	HintSubject                         // the subject of the report names a customer
	HintPlusAddress                     // the plus-address that it was sent to begins a customer's name
	HintJob                             // the name of the job names a customer
	HintSenderName                      // the name of the sender names a customer
	hintKindsBeyond                     // one beyond the last
)

// HintKinds lists them all.
func HintKinds() (out []HintKind) {
	for k := HintApproved; k < hintKindsBeyond; k++ {
		out = append(out, k)
	}
	return out
}

// Hint is one hint: at which customer, and in which words of the report.
type Hint struct {
	Kind     HintKind
	Customer string
	Text     string
}

// Guess is which customer a report most likely belongs to. The zero value is nobody.
type Guess struct {
	Customer string
	// New says that no customer has that name yet.
	New bool
	// Sure says that its jobs were approved for that customer before, or that two hints agree.
	Sure bool
	// Shared says that the sender reports for several customers, Free that its domain is one where
	// anybody has an address: neither says anything about customers.
	Shared, Free bool
	// Hints are all there are, the surest first; those that hint at another customer, too.
	Hints []Hint
}

// Kind is what the guess was made from, 0 for none.
func (g Guess) Kind() HintKind {
	for _, h := range g.Hints {
		if h.Customer == g.Customer {
			return h.Kind
		}
	}
	return 0
}

// Clear reports whether a guess needs no second look: it is sure, or what it was made from
// stands in the report itself.
func (g Guess) Clear() bool { return g.Customer != "" && (g.Sure || !g.New && g.Kind() == HintSubject) }

// Reported is what a report says of whose it is.
type Reported struct {
	Sender  string // of its job
	From    string // as the mail has it, with the name of the sender
	To      string
	Subject string
	Job     string
}

// Guess returns the customer that a report most likely belongs to.
func (h CustomerHints) Guess(r Reported) Guess {
	var g Guess
	sender := domain.Fold(r.Sender)
	_, host, _ := strings.Cut(sender, "@")
	g.Free = freeMail[host]
	for _, address := range hintAddresses(r.Sender, r.To) {
		customer, known := h.byAddress[address]
		of, isDomain := strings.CutPrefix(address, "from:@")
		switch {
		case isDomain && freeMail[of]:
		case known && customer == "":
			g.Shared = g.Shared || strings.HasPrefix(address, "from:")
		case known && isDomain:
			g.add(HintDomain, customer, of)
		case known:
			_, text, _ := strings.Cut(address, ":")
			g.add(HintApproved, customer, text)
		}
	}
	who := senderName(r.From)
	if !g.Free && !g.Shared {
		g.add(HintCompany, h.named(func(n name) bool { return inDomain(n.words, host) }), host)
	}
	subject := r.Subject
	if r.Job != "" {
		subject = strings.ReplaceAll(subject, r.Job, " ") // in the subject it is no second hint
	}
	g.add(HintSubject, h.namedIn(subject), r.Subject)
	if tag := plusTag(r.To); tag != "" {
		g.add(HintPlusAddress, h.beginning(tag), tag)
	}
	g.add(HintJob, h.namedIn(r.Job), r.Job)
	g.add(HintSenderName, h.namedIn(who), who)
	if len(g.Hints) == 0 && !g.Free && !g.Shared && inDomain(nameWords(who), host) {
		// Somebody new, whose name and domain agree.
		g.New = true
		g.add(HintSenderName, who, who)
		g.add(HintCompany, who, host)
	}
	if len(g.Hints) == 0 {
		return g
	}
	g.Customer = g.Hints[0].Customer
	g.Sure = g.Hints[0].Kind == HintApproved
	for _, other := range g.Hints[1:] {
		g.Sure = g.Sure || other.Customer == g.Customer && other.Kind != g.Hints[0].Kind
	}
	return g
}

func (g *Guess) add(kind HintKind, customer, text string) {
	if customer != "" {
		g.Hints = append(g.Hints, Hint{kind, customer, text})
	}
}

// namedIn is the customer whose name stands in a text as words of their own, "" for none and where
// several do.
func (h CustomerHints) namedIn(text string) string {
	in := spaced(nameWords(text))
	return h.named(func(n name) bool { return len(n.spaced) < len(in)+1 && strings.Contains(in, n.spaced) })
}

// named is the only customer one of whose names has it, "" for none and for several.
func (h CustomerHints) named(has func(name) bool) string {
	found := ""
	for _, c := range h.called {
		for _, n := range c.names {
			if has(n) {
				if found != "" && found != c.customer {
					return ""
				}
				found = c.customer
			}
		}
	}
	return found
}

// called is a customer with the words of what people call them: the name, the company's, and each
// without what companies of its kind have behind it.
type called struct {
	customer string
	names    []name
}

// name is a name as its words, and as one text with a space around each.
type name struct {
	words  []string
	spaced string
}

func spaced(words []string) string { return " " + strings.Join(words, " ") + " " }

func calledAs(c domain.Customer) called {
	out := called{customer: c.Name}
	for _, text := range []string{c.Name, c.CompanyName} {
		words := nameWords(text)
		if len(words) == 0 {
			continue
		}
		out.names = append(out.names, name{words, spaced(words)})
		short := words
		for len(short) > 1 && legalForms[short[len(short)-1]] {
			short = short[:len(short)-1]
		}
		if len(short) < len(words) && len(strings.Join(short, "")) >= leastName {
			out.names = append(out.names, name{short, spaced(short)})
		}
	}
	return out
}

// leastName is how many letters a name has at least that is looked for in texts: what is shorter
// stands in too many.
const leastName = 4

// nameWords are the words of a name, folded, without signs.
func nameWords(name string) []string {
	return strings.FieldsFunc(domain.Fold(name), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// inDomain reports whether words that follow one another make up the label of a domain before its
// last one, hyphens apart.
func inDomain(words []string, host string) bool {
	labels := strings.Split(host, ".")
	if len(labels) < 2 {
		return false
	}
	label := strings.ReplaceAll(labels[len(labels)-2], "-", "")
	if len(label) < leastName {
		return false
	}
	for from := range words {
		joined := ""
		for _, word := range words[from:] {
			joined += word
			if joined == label {
				return true
			}
		}
	}
	return false
}

// senderName is the name that stands before an address, "" for none.
func senderName(from string) string {
	a, err := mail.ParseAddress(from)
	if err != nil {
		return ""
	}
	return strings.TrimSpace(domain.Visible(a.Name))
}

// legalForms are what stands behind the name of a company.
var legalForms = map[string]bool{
	"ab": true, "ag": true, "as": true, "bv": true, "co": true, "corp": true, "ev": true, "gmbh": true, "inc": true, "kg": true,
	"limited": true, "llc": true, "llp": true, "ltd": true, "mbh": true, "nv": true, "oy": true, "plc": true, "sa": true, "sarl": true,
	"se": true, "spa": true, "srl": true, "ug": true, "vof": true,
}

// freeMail are domains where anybody has an address.
var freeMail = map[string]bool{
	"aol.com": true, "freenet.de": true, "gmail.com": true, "gmx.at": true, "gmx.ch": true, "gmx.com": true, "gmx.de": true, "gmx.net": true,
	"googlemail.com": true, "hetnet.nl": true, "hotmail.com": true, "icloud.com": true, "kpnmail.nl": true, "live.com": true, "live.nl": true,
	"mail.com": true, "mail.ru": true, "me.com": true, "msn.com": true, "orange.fr": true, "outlook.com": true, "outlook.de": true,
	"planet.nl": true, "proton.me": true, "protonmail.com": true, "t-online.de": true, "web.de": true, "xs4all.nl": true, "yahoo.com": true,
	"yahoo.de": true, "ziggo.nl": true,
}
