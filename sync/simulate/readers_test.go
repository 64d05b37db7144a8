package simulate

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

func TestEveryDemoMailIsReadAsItWasMeant(t *testing.T) {
	registry := readers.Default()
	complaints := map[string]int{}
	for _, m := range NewDemo(morning, 1).Mails {
		msg, err := message.Decode(t.Context(), m.Raw)
		if err != nil {
			t.Errorf("decoding: %v\n%.500s", err, m.Raw)
			continue
		}
		got := registry.Read(t.Context(), msg, readers.Env{Received: m.Received, Location: amsterdam})
		complain := func(what string) {
			w := m.want
			// One mail of each sort is enough to see it.
			key := w.product + " " + w.status + ": " + what
			if complaints[key]++; complaints[key] == 1 {
				t.Errorf("%s\n  subject %q, want %+v\n  read by %q: %+v", key, msg.Subject, w, got.Reader, got.Results)
			}
		}
		switch m.want.kind {
		case kindUnknown:
			for _, r := range got.Results {
				if r.Kind == domain.KindRun && r.Confidence != domain.ConfidenceLow || r.Status.Good() {
					complain("a stray was understood")
				}
			}
			continue
		case kindDigest:
			if len(got.Results) < 2 {
				complain("a digest holds several jobs")
			}
		case kindRun:
			if len(got.Results) != 1 || got.Results[0].Kind != domain.KindRun {
				complain("not one run")
			}
		}
		if len(got.Results) == 0 {
			if m.want.kind == kindRun {
				complain("not understood")
			}
			continue
		}
		worst := domain.Success
		for _, r := range got.Results {
			worst = max(worst, r.Status)
			if m.want.product != "" && !strings.Contains(r.Product, m.want.product) {
				complain("product " + r.Product)
			}
			if m.want.job != "" && !strings.Contains(r.Name(), m.want.job) {
				complain("job " + r.Name())
			}
		}
		if m.want.status != "" && worst.String() != m.want.status {
			complain("status " + worst.String())
		}
		if n := m.want.objects; n > 0 && m.want.kind == kindRun && len(got.Results[0].Objects) != n {
			complain("number of objects")
		}
		if r := got.Results[0]; m.want.kind == kindRun && !r.Ended.IsZero() {
			if late := m.Received.Sub(r.Ended.In(amsterdam)); late < 0 || late > 26*60*60e9 {
				complain("ended " + r.Ended.String() + " although received " + m.Received.String())
			}
		}
	}
	for c, n := range complaints {
		t.Logf("%5d x %s", n, c)
	}
}
