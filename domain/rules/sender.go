package rules

import (
	"slices"
	"strings"

	"runchecks/domain"
)

// CheckSender says whether the servers that an account trusts vouch for the sender in
// From (product.md, section 9), and in which words. Only the topmost answers count,
// those of a trusted server between the same two fields Received, no further down than
// is usual of it and with no foreign host above them: whatever stands below may come from
// the sender.
//
// DMARC decides where it passed or failed; else SPF or DKIM that passed for the
// organisation of From. Of answers in several fields the topmost of each method counts.
func CheckSender(a domain.Authentication, trusted []domain.TrustedServer) (domain.SenderCheck, string) {
	if len(trusted) == 0 {
		return domain.SenderUnjudged, ""
	}
	if a.Forwarded {
		return domain.SenderForwarded, "attached to a mail from " + a.By + ", so nobody verified the sender inside"
	}
	results, server := ownResults(a.Headers, trusted)
	if server == "" {
		return domain.SenderNone, "no answer of " + ServerNames(trusted)
	}
	if len(results) == 0 {
		return domain.SenderNone, server + ": nothing to verify"
	}
	return judgeResults(results), server + ": " + resultWords(results)
}

// ownResults returns what the trusted server says, "" where it says nothing.
func ownResults(headers []domain.AuthHeader, trusted []domain.TrustedServer) (results []domain.AuthResult, server string) {
	hops := 0
	seen := map[string]bool{}
	for _, h := range headers {
		name := domain.ServerName(h.Server)
		if name == domain.UnreadableServer {
			break
		}
		own := func(t domain.TrustedServer) bool {
			return t.Name == name && (t.Hops == domain.AnyHops || h.Hops <= t.Hops)
		}
		if h.Foreign || !slices.ContainsFunc(trusted, own) {
			continue
		}
		if server == "" {
			server, hops = name, h.Hops
		}
		if h.Hops != hops {
			break
		}
		for _, r := range h.Results {
			if !seen[r.Method] {
				results = append(results, r)
			}
		}
		for _, r := range h.Results {
			seen[r.Method] = true
		}
	}
	return results, server
}

func judgeResults(results []domain.AuthResult) domain.SenderCheck {
	passed, failed := false, false
	dmarc := ""
	for _, r := range results {
		switch r.Method {
		case "dmarc":
			// Two answers that differ were not both written by the server, and one for
			// another domain than From's says nothing of From.
			if dmarc != "" && dmarc != r.Result || r.Result == "pass" && !r.Aligned {
				return domain.SenderFail
			}
			dmarc = r.Result
		case "spf", "dkim":
			passed = passed || r.Result == "pass" && r.Aligned
			failed = failed || r.Result == "fail" || r.Result == "softfail" || r.Result == "permerror"
		}
	}
	switch {
	case dmarc == "fail" || dmarc == "reject" || dmarc == "quarantine" || dmarc == "permerror":
		return domain.SenderFail
	case dmarc == "pass" || passed:
		return domain.SenderPass
	case failed:
		return domain.SenderFail
	default:
		return domain.SenderNone
	}
}

func resultWords(results []domain.AuthResult) string {
	var out []string
	for _, method := range []string{"dmarc", "spf", "dkim"} {
		for _, r := range results {
			if r.Method != method {
				continue
			}
			words := r.Method + "=" + r.Result
			if r.Result == "pass" && !r.Aligned && r.Domain != "" {
				words += " for " + r.Domain
			}
			if len(out) < 6 && !slices.Contains(out, words) {
				out = append(out, words)
			}
		}
	}
	if len(out) == 0 {
		return "nothing to verify"
	}
	return strings.Join(out, ", ")
}

// SenderHabit is how many of a job's newest believed reports its habit is read from.
const SenderHabit = 20

// SenderDoubt says why a report is not believed, "" where it is: more than half of the
// job's earlier reports passed, and this one does not. habit holds the outcomes of the
// newest reports that were believed, at most SenderHabit; unjudged ones do not count. A
// forger cannot make a report pass, nor wear a habit down: what is doubted is no part of it.
func SenderDoubt(check domain.SenderCheck, words string, habit []domain.SenderCheck) string {
	if check == domain.SenderUnjudged || check == domain.SenderPass || !usedToPass(habit) {
		return ""
	}
	return noted("noted.sender_doubt", words)
}

func usedToPass(habit []domain.SenderCheck) bool {
	passed, judged := 0, 0
	for _, c := range habit {
		if c == domain.SenderUnjudged {
			continue
		}
		judged++
		if c == domain.SenderPass {
			passed++
		}
	}
	return 2*passed > judged
}

// ServerNames names servers for people.
func ServerNames(servers []domain.TrustedServer) string {
	names := make([]string, len(servers))
	for i, s := range servers {
		names[i] = s.Name
	}
	return strings.Join(names, " or ")
}

// Bounds of learning which server answers about an account's senders.
const (
	ServersLookedAt = 200 // newest mails
	serversNeeded   = 5   // mails that carry the answer
)

// LearnServer returns the server whose answer stands on top of nearly every mail of an
// account (nine of ten, at least five), "" where there is no such server.
func LearnServer(seen []domain.ServerSeen) string {
	all, each := 0, map[string]int{}
	for _, s := range seen {
		all += s.Mails
		each[s.Server] += s.Mails
	}
	for server, n := range each {
		if server != "" && n >= serversNeeded && 10*n >= 9*all {
			return server
		}
	}
	return ""
}

// UsualHops returns how many fields Received stand above a server's answer at most, but
// for what fewer than two mails, or two of a hundred, show: those may be forged.
// domain.AnyHops where too few mails carry its answer.
func UsualHops(seen []domain.ServerSeen, server string) int {
	mails := map[int]int{}
	all, deepest := 0, 0
	for _, s := range seen {
		if s.Server == server {
			mails[s.Hops] += s.Mails
			all += s.Mails
			deepest = max(deepest, s.Hops)
		}
	}
	if all < serversNeeded {
		return domain.AnyHops
	}
	at, n := deepest, 0
	for ; at > 0; at-- {
		if n += mails[at]; n >= 2 && 50*n >= all {
			break
		}
	}
	return at
}
