package rules_test

import (
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

// answer is a field of a server with results such as "dmarc=pass" or "spf=pass!", where
// the exclamation mark says that the domain is that of From.
func answer(server string, hops int, results ...string) domain.AuthHeader {
	h := domain.AuthHeader{Server: server, Hops: hops}
	for _, text := range results {
		method, result, _ := strings.Cut(text, "=")
		r := domain.AuthResult{Method: method, Result: strings.TrimSuffix(result, "!"), Domain: "other.example"}
		if strings.HasSuffix(result, "!") {
			r.Domain, r.Aligned = "a.example", true
		}
		h.Results = append(h.Results, r)
	}
	return h
}

func TestASenderIsWhoTheOwnServerSays(t *testing.T) {
	const mx = "mx.example.com"
	trust := func(name string) []domain.TrustedServer { return []domain.TrustedServer{{Name: name, Hops: 1}} }
	foreign := answer(mx, 2, "dmarc=pass!")
	foreign.Foreign = true
	for name, c := range map[string]struct {
		headers []domain.AuthHeader
		want    domain.SenderCheck
		words   string
	}{
		"DMARC passed":                    {[]domain.AuthHeader{answer(mx, 0, "dmarc=pass!", "spf=fail")}, domain.SenderPass, "mx.example.com: dmarc=pass, spf=fail"},
		"DMARC failed":                    {[]domain.AuthHeader{answer(mx, 0, "dmarc=fail!", "spf=pass!", "dkim=pass!")}, domain.SenderFail, "mx.example.com: dmarc=fail, spf=pass, dkim=pass"},
		"DMARC of another domain":         {[]domain.AuthHeader{answer(mx, 0, "dmarc=pass")}, domain.SenderFail, "mx.example.com: dmarc=pass for other.example"},
		"two DMARC answers that differ":   {[]domain.AuthHeader{answer(mx, 0, "dmarc=pass!", "dmarc=none!")}, domain.SenderFail, "mx.example.com: dmarc=pass, dmarc=none"},
		"no DMARC, DKIM of the sender":    {[]domain.AuthHeader{answer(mx, 0, "dkim=fail", "dkim=pass!")}, domain.SenderPass, "mx.example.com: dkim=fail, dkim=pass"},
		"no DMARC, SPF of the sender":     {[]domain.AuthHeader{answer(mx, 0, "dmarc=none!", "spf=pass!")}, domain.SenderPass, "mx.example.com: dmarc=none, spf=pass"},
		"SPF of the relay":                {[]domain.AuthHeader{answer(mx, 0, "spf=pass", "dkim=none")}, domain.SenderNone, "mx.example.com: spf=pass for other.example, dkim=none"},
		"SPF failed softly":               {[]domain.AuthHeader{answer(mx, 0, "spf=softfail!")}, domain.SenderFail, "mx.example.com: spf=softfail"},
		"other methods prove nothing":     {[]domain.AuthHeader{answer(mx, 0, "iprev=pass!", "arc=pass!", "auth=pass!")}, domain.SenderNone, "mx.example.com: nothing to verify"},
		"an answer without a result":      {[]domain.AuthHeader{answer(mx, 0)}, domain.SenderNone, "mx.example.com: nothing to verify"},
		"no answer":                       {nil, domain.SenderNone, "no answer of mx.example.com"},
		"only foreign servers answer":     {[]domain.AuthHeader{answer("evil.example", 0, "dmarc=pass!")}, domain.SenderNone, "no answer of mx.example.com"},
		"a foreign one on top":            {[]domain.AuthHeader{answer("filter.example", 0, "dmarc=fail!"), answer(mx, 0, "dmarc=pass!")}, domain.SenderPass, "mx.example.com: dmarc=pass"},
		"behind a foreign hop":            {[]domain.AuthHeader{foreign}, domain.SenderNone, "no answer of mx.example.com"},
		"two fields of one server":        {[]domain.AuthHeader{answer(mx, 1, "dkim=none"), answer(mx, 1, "spf=pass!")}, domain.SenderPass, "mx.example.com: spf=pass, dkim=none"},
		"the topmost of one method":       {[]domain.AuthHeader{answer(mx, 0, "dmarc=fail!"), answer(mx, 0, "dmarc=pass!")}, domain.SenderFail, "mx.example.com: dmarc=fail"},
		"its name further down":           {[]domain.AuthHeader{answer(mx, 0, "dkim=none"), answer(mx, 1, "dmarc=pass!")}, domain.SenderNone, "mx.example.com: dkim=none"},
		"further down than usual":         {[]domain.AuthHeader{answer(mx, 2, "dmarc=pass!")}, domain.SenderNone, "no answer of mx.example.com"},
		"below what cannot be read":       {[]domain.AuthHeader{answer("?", 0), answer(mx, 0, "dmarc=pass!")}, domain.SenderNone, "no answer of mx.example.com"},
		"the own one broke, another says": {[]domain.AuthHeader{answer(mx, 0), answer(mx, 1, "dmarc=pass!")}, domain.SenderNone, "mx.example.com: nothing to verify"},
	} {
		got, words := rules.CheckSender(domain.Authentication{Headers: c.headers}, trust(mx))
		if got != c.want || words != c.words {
			t.Errorf("%s: %q %q, want %q %q", name, got, words, c.want, c.words)
		}
	}
	if got, _ := rules.CheckSender(domain.Authentication{Headers: []domain.AuthHeader{answer(mx, 0, "dmarc=fail!")}}, nil); got != domain.SenderUnjudged {
		t.Errorf("without a trusted server: %q", got)
	}
	if got, _ := rules.CheckSender(domain.Authentication{Headers: []domain.AuthHeader{answer("", 0, "dmarc=pass!")}}, trust(domain.NamelessServer)); got != domain.SenderPass {
		t.Errorf("a server without a name: %q", got)
	}
	attached := domain.Authentication{Headers: []domain.AuthHeader{answer(mx, 0, "dmarc=pass!")}, Forwarded: true, By: "kim@a.example"}
	if got, words := rules.CheckSender(attached, trust(mx)); got != domain.SenderForwarded || !strings.Contains(words, "kim@a.example") {
		t.Errorf("attached to another mail: %q %q", got, words)
	}
}

func TestDoubtFollowsTheHabitOfTheJob(t *testing.T) {
	habit := func(text string) (out []domain.SenderCheck) {
		for _, c := range text {
			out = append(out, map[rune]domain.SenderCheck{'p': domain.SenderPass, 'f': domain.SenderFail, 'n': domain.SenderNone, '-': domain.SenderUnjudged}[c])
		}
		return out
	}
	for _, c := range []struct {
		habit string
		check domain.SenderCheck
		doubt bool
	}{
		{"", domain.SenderFail, false}, {"p", domain.SenderFail, true}, {"p", domain.SenderNone, true}, {"p", domain.SenderForwarded, true}, {"p", domain.SenderPass, false},
		{"p", domain.SenderUnjudged, false}, {"ffff", domain.SenderFail, false}, {"nnnn", domain.SenderFail, false}, {"ffffp", domain.SenderNone, false}, {"pppff", domain.SenderFail, true},
		{"pf", domain.SenderFail, false}, {"----p", domain.SenderNone, true}, {"----", domain.SenderFail, false},
	} {
		if got := rules.SenderDoubt(c.check, "mx: dmarc=fail", habit(c.habit)); (got != "") != c.doubt {
			t.Errorf("%q after %q: %q", c.check, c.habit, got)
		}
	}
}

func TestNoRuleMakesADoubtfulRunGood(t *testing.T) {
	job := domain.Job{Key: "k", Product: "Veeam"}
	any := rules.NewBook([]domain.Override{{Level: domain.LevelJob, Job: "k", Enabled: true, Mode: domain.MatchContains}})
	acceptance := domain.Acceptance{Level: domain.AcceptJob, Job: "k", Status: domain.Failed, UntilSuccess: true}
	for _, c := range []struct {
		raw    domain.Status
		book   *rules.Book
		marked string
		want   domain.Status
	}{
		{domain.Success, nil, "", domain.Unknown}, {domain.Success, any, "", domain.Unknown}, {domain.Warning, any, "", domain.Unknown}, {domain.Warning, nil, "", domain.Warning},
		{domain.Failed, nil, "", domain.Failed}, {domain.Success, any, "looked at it", domain.SuccessOverride},
	} {
		run := domain.Run{Result: domain.Result{Status: c.raw}, Marked: c.marked, Sender: domain.Sender{Check: domain.SenderFail, Doubt: "forged"}}
		e := rules.Effective(run, job, c.book)
		if e.Status != c.want {
			t.Errorf("%s: %s, want %s", c.raw, e.Status, c.want)
		}
		if by, ends := rules.Accepted(run, job, e, c.book, []domain.Acceptance{acceptance}); len(by)+len(ends) > 0 {
			t.Errorf("%s: an acceptance covers it, or ends by it", c.raw)
		}
	}
	if got := rules.ProblemsAndDoubt(domain.Run{Result: domain.Result{Status: domain.Success}, Sender: domain.Sender{Doubt: "forged"}}); len(got) != 1 || got[0].Message != "forged" {
		t.Errorf("for tickets it has %v", got)
	}
}

func TestAServerIsLearnedThatAnswersOnNearlyEveryMail(t *testing.T) {
	for name, c := range map[string]struct {
		seen []domain.ServerSeen
		want string
	}{
		"every mail":       {[]domain.ServerSeen{{Server: "mx", Mails: 5}}, "mx"},
		"nine of ten":      {[]domain.ServerSeen{{Server: "", Mails: 2}, {Server: "mx", Mails: 18}}, "mx"},
		"too few":          {[]domain.ServerSeen{{Server: "mx", Mails: 4}}, ""},
		"two":              {[]domain.ServerSeen{{Server: "mx1", Mails: 50}, {Server: "mx2", Mails: 50}}, ""},
		"mostly no answer": {[]domain.ServerSeen{{Server: "", Mails: 100}, {Server: "mx", Mails: 10}}, ""},
		"without a name":   {[]domain.ServerSeen{{Server: domain.NamelessServer, Mails: 100}}, domain.NamelessServer},
		"none":             {nil, ""},
	} {
		if got := rules.LearnServer(c.seen); got != c.want {
			t.Errorf("%s: %q", name, got)
		}
	}
}

func TestTheSendersZoneIsThatOfTheDateHeader(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	received := time.Date(2026, 11, 22, 3, 0, 0, 0, time.UTC)
	in := func(seconds int) time.Time { return received.In(time.FixedZone("", seconds)) }
	for name, c := range map[string]struct {
		date time.Time
		want int // seconds east of UTC, -1 for the profile's own zone
	}{
		"another zone":             {in(-5 * 3600), -5 * 3600},
		"a half hour":              {in(5*3600 + 1800), 5*3600 + 1800},
		"UTC says nothing":         {in(0), -1},
		"the profile's own offset": {in(3600), -1},
		"an offset that is none":   {in(23 * 3600), -1},
		"an odd offset":            {in(100), -1},
		"a date of long ago":       {in(-5*3600).AddDate(0, -2, 0), -1},
		"no date":                  {time.Time{}, -1},
	} {
		zone := rules.SenderZone(c.date, received, berlin)
		_, got := received.In(zone).Zone()
		if c.want == -1 && zone != berlin || c.want != -1 && got != c.want {
			t.Errorf("%s: %v, %d", name, zone, got)
		}
	}
	wall := domain.Stamp{Time: time.Date(2026, 11, 21, 22, 0, 0, 0, time.UTC), Text: "10 PM"}
	if got := rules.InZone(wall, time.FixedZone("", -5*3600)); !got.Time.Equal(received) || !got.Zoned || got.Text != "10 PM" {
		t.Errorf("got %+v", got)
	}
}

func TestWhereAServersAnswerStandsIsLearned(t *testing.T) {
	for name, c := range map[string]struct {
		seen []domain.ServerSeen
		want int
	}{
		"always on top":          {[]domain.ServerSeen{{Server: "mx", Mails: 200}}, 0},
		"by one of two ways":     {[]domain.ServerSeen{{Server: "mx", Hops: 1, Mails: 150}, {Server: "mx", Hops: 3, Mails: 50}}, 3},
		"one that may be forged": {[]domain.ServerSeen{{Server: "mx", Mails: 99}, {Server: "mx", Hops: 1, Mails: 1}}, 0},
		"three that may be, too": {[]domain.ServerSeen{{Server: "mx", Mails: 197}, {Server: "mx", Hops: 4, Mails: 2}, {Server: "mx", Hops: 5, Mails: 1}}, 0},
		"of others nothing":      {[]domain.ServerSeen{{Server: "mx", Mails: 10}, {Server: "x", Hops: 4, Mails: 90}}, 0},
		"too few":                {[]domain.ServerSeen{{Server: "mx", Mails: 4}}, domain.AnyHops},
	} {
		if got := rules.UsualHops(c.seen, "mx"); got != c.want {
			t.Errorf("%s: %d, want %d", name, got, c.want)
		}
	}
}
