package message

import (
	"bytes"
	"net"
	"net/mail"
	"strings"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"

	"runchecks/domain"
)

// Bounds of what is kept: a sender may write any number of fields.
const (
	maxAuthHeaders = 8
	maxAuthResults = 24
	maxAuthWord    = 253
)

// authentication reads the fields Authentication-Results of a header in their order.
// Those of other names, ARC-Authentication-Results among them, are left alone: ARC is
// worth something only to whoever verifies its seals.
func authentication(head []byte, from string) domain.Authentication {
	var a domain.Authentication
	if end := headerEnd(head); end >= 0 {
		head = head[:end]
	}
	if indexFold(head, "uthentication-results") < 0 {
		return a // the common answer of small servers
	}
	var passed []string // hosts that wrote the fields Received so far
	senders := 0
	eachField(head, func(name, value string) {
		switch strings.ToLower(name) {
		case "received":
			passed = append(passed, receivedBy(value))
		case "from":
			senders += addresses(value)
		case "authentication-results":
			if len(a.Headers) >= maxAuthHeaders {
				return
			}
			h := parseAuthResults(value)
			h.Hops, h.Foreign = len(passed), foreign(h.Server, passed)
			a.Headers = append(a.Headers, h)
		}
	})
	// With two senders nobody knows which one a server looked at.
	sender := ""
	if i := strings.LastIndexByte(from, '@'); i >= 0 && senders == 1 {
		sender = from[i+1:]
	}
	for i := range a.Headers {
		for j := range a.Headers[i].Results {
			r := &a.Headers[i].Results[j]
			r.Aligned = sender != "" && (r.Domain == "" && r.Method == "dmarc" || sameOrganisation(r.Domain, sender))
		}
	}
	return a
}

// addresses counts the senders in a field From; one that cannot be read counts as one.
func addresses(value string) int {
	if list, err := mail.ParseAddressList(value); err == nil {
		return len(list)
	}
	// Some programs write the address as the name too, without quotes.
	different := map[string]bool{"": true}
	for _, a := range bareAddress.FindAllString(stripComments(value), 5) {
		delete(different, "")
		different[strings.ToLower(a)] = true
	}
	return len(different)
}

// eachField visits the fields of a header in their order, each unfolded into one line.
func eachField(head []byte, visit func(name, value string)) {
	var name string
	var value []byte
	flush := func() {
		if name != "" {
			visit(name, string(bytes.TrimSpace(value)))
		}
	}
	for len(head) > 0 {
		line := head
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			line, head = head[:i], head[i+1:]
		} else {
			head = nil
		}
		line = bytes.TrimRight(line, "\r")
		if len(line) == 0 {
			break
		}
		if line[0] == ' ' || line[0] == '\t' {
			value = append(append(value, ' '), bytes.TrimSpace(line)...)
			continue
		}
		flush()
		before, after, ok := bytes.Cut(line, []byte(":"))
		if name = ""; ok {
			name = string(bytes.TrimRight(before, " \t"))
		}
		value = append(value[:0], after...)
	}
	flush()
}

// receivedBy returns the host that wrote a field Received, "" where it does not say.
func receivedBy(value string) string {
	words := strings.Fields(stripComments(value))
	for i, w := range words[:max(0, len(words)-1)] {
		if strings.EqualFold(w, "by") {
			return strings.TrimRight(strings.ToLower(words[i+1]), ".;")
		}
	}
	return ""
}

// foreign reports whether one of the hosts that passed a mail on after a server wrote
// its answer, newest first, belongs neither to the server nor to the newest host.
// Addresses and names without a domain are those of machines behind a server.
func foreign(server string, passed []string) bool {
	for _, host := range passed {
		bare := strings.Trim(host, "[]")
		if !strings.Contains(bare, ".") || net.ParseIP(strings.TrimPrefix(bare, "ipv6:")) != nil {
			continue
		}
		if !sameOrganisation(host, server) && !sameOrganisation(host, passed[0]) {
			return true
		}
	}
	return false
}

// sameOrganisation says that two domains have one owner, as DMARC's relaxed alignment
// does (RFC 7489, section 3.1).
func sameOrganisation(a, b string) bool {
	a, b = organisation(a), organisation(b)
	return a != "" && a == b
}

func organisation(name string) string {
	name = strings.ToLower(strings.TrimRight(name, "."))
	if ascii, err := idna.ToASCII(name); err == nil {
		name = ascii
	}
	if own, err := publicsuffix.EffectiveTLDPlusOne(name); err == nil {
		return own
	}
	return name
}

// parseAuthResults reads the value of one field (RFC 8601, section 2.2). One of a version
// that is not known, or that cannot be read to its end, has no results: it keeps its
// place, or the sender's own field below would pass for it. Its server is
// domain.UnreadableServer where not even that can be read.
func parseAuthResults(value string) domain.AuthHeader {
	s := authScanner{rest: value}
	s.blank()
	start := s.rest
	id, ok := s.value()
	if !ok || len(id) > maxAuthWord {
		return domain.AuthHeader{Server: domain.UnreadableServer}
	}
	s.blank()
	if strings.HasPrefix(s.rest, "=") || strings.HasPrefix(s.rest, "/") {
		s.rest = ";" + start // no authserv-id: the results begin at once
		id = ""
	}
	h := domain.AuthHeader{Server: strings.ToLower(id)}
	if s.rest != "" && s.rest[0] >= '0' && s.rest[0] <= '9' {
		if version, _ := s.value(); version != "1" {
			return h
		}
		s.blank()
	}
	if s.broken || s.rest != "" && s.rest[0] != ';' {
		return h
	}
	var results []domain.AuthResult
	for len(results) < maxAuthResults && s.next() {
		if r, ok := s.result(); ok {
			results = append(results, r)
		}
	}
	if !s.broken {
		h.Results = results
	}
	return h
}

// authScanner walks over a value; comments are blanks, and quoted strings are values.
type authScanner struct {
	rest   string
	broken bool // a comment or a quoted string has no end
}

// blank skips blanks and comments, which nest.
func (s *authScanner) blank() {
	for s.rest != "" {
		switch s.rest[0] {
		case ' ', '\t', '\r', '\n':
			s.rest = s.rest[1:]
		case '(':
			n := commentEnd(s.rest)
			if n < 0 {
				s.rest, s.broken = "", true
				return
			}
			s.rest = s.rest[n:]
		default:
			return
		}
	}
}

// commentEnd returns where the comment that s begins with ends, -1 where it does not.
func commentEnd(s string) int {
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '(':
			depth++
		case ')':
			if depth--; depth == 0 {
				return i + 1
			}
		}
	}
	return -1
}

func stripComments(value string) string {
	var out strings.Builder
	for {
		i := strings.IndexByte(value, '(')
		if i < 0 {
			out.WriteString(value)
			return out.String()
		}
		out.WriteString(value[:i] + " ")
		n := commentEnd(value[i:])
		if n < 0 {
			return out.String()
		}
		value = value[i+n:]
	}
}

// value reads a token or a quoted string. A token may hold what addresses hold, since
// values of properties do.
func (s *authScanner) value() (string, bool) {
	if strings.HasPrefix(s.rest, `"`) {
		var out strings.Builder
		for i := 1; i < len(s.rest); i++ {
			switch c := s.rest[i]; c {
			case '\\':
				if i++; i < len(s.rest) {
					out.WriteByte(s.rest[i])
				}
			case '"':
				s.rest = s.rest[i+1:]
				return out.String(), true
			default:
				out.WriteByte(c)
			}
		}
		s.rest, s.broken = "", true
		return "", false
	}
	n := strings.IndexAny(s.rest, " \t\r\n;=\"()/")
	if n < 0 {
		n = len(s.rest)
	}
	word := s.rest[:n]
	s.rest = s.rest[n:]
	return word, word != ""
}

// propertyValue reads pvalue: words, quoted strings and slashes that no blank parts.
func (s *authScanner) propertyValue() string {
	var out strings.Builder
	for s.rest != "" {
		if s.rest[0] == '/' || s.rest[0] == '=' {
			out.WriteByte(s.rest[0])
			s.rest = s.rest[1:]
			continue
		}
		word, ok := s.value()
		if !ok {
			break
		}
		out.WriteString(word)
	}
	return out.String()
}

// next goes behind the next semicolon that is no part of a comment or a value.
func (s *authScanner) next() bool {
	for s.rest != "" {
		s.blank()
		switch {
		case s.rest == "":
			return false
		case s.rest[0] == ';':
			s.rest = s.rest[1:]
			return true
		case s.rest[0] == '"':
			s.value()
		default:
			s.rest = s.rest[1:]
		}
	}
	return false
}

// result reads one result with its properties. "none" alone is no result, nor is a
// method of a version that is not known.
func (s *authScanner) result() (r domain.AuthResult, ok bool) {
	s.blank()
	method, ok := s.value()
	if !ok {
		return r, false
	}
	s.blank()
	version := "1"
	if strings.HasPrefix(s.rest, "/") {
		s.rest = s.rest[1:]
		s.blank()
		version, _ = s.value()
		s.blank()
	}
	if !strings.HasPrefix(s.rest, "=") {
		return r, false
	}
	s.rest = s.rest[1:]
	s.blank()
	result, ok := s.value()
	r.Method, r.Result = strings.ToLower(method), strings.ToLower(result)
	properties := map[string]string{}
	for {
		s.blank()
		if s.rest == "" || s.rest[0] == ';' {
			break
		}
		name, is := s.value()
		s.blank()
		for is && (strings.HasSuffix(name, ".") || strings.HasPrefix(s.rest, ".")) { // blanks around the dot
			var more string
			more, is = s.value()
			name += more
			s.blank()
		}
		if !is || !strings.HasPrefix(s.rest, "=") {
			if !is {
				s.rest = s.rest[1:] // a stray character
			}
			continue
		}
		s.rest = s.rest[1:]
		s.blank()
		name = strings.ToLower(name)
		// The first one counts: a value may hold what the sender wrote.
		if v := s.propertyValue(); properties[name] == "" {
			properties[name] = v
		}
	}
	r.Domain = resultDomain(r.Method, properties)
	return r, ok && version == "1" && len(r.Method) <= maxAuthWord && len(r.Result) <= maxAuthWord && !s.broken
}

// resultDomain returns the domain that a result is about.
func resultDomain(method string, properties map[string]string) string {
	var names []string
	switch method {
	case "dmarc":
		names = []string{"header.from"}
	case "dkim":
		names = []string{"header.d", "header.i"}
	case "spf":
		// HELO counts where the mail has no envelope sender (RFC 7489, section 3.1.2).
		names = []string{"smtp.mailfrom", "smtp.mail", "smtp.helo"}
	}
	for _, name := range names {
		v := strings.Trim(properties[name], "<>")
		if i := strings.LastIndexByte(v, '@'); i >= 0 {
			v = v[i+1:]
		}
		if v != "" && len(v) <= maxAuthWord {
			return strings.ToLower(v)
		}
	}
	return ""
}
