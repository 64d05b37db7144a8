package simulate

import (
	"bytes"
	"net/mail"
	"testing"
	"time"
)

var (
	amsterdam = mustZone("Europe/Amsterdam")
	// A Tuesday morning in the week after the clocks changed.
	morning = time.Date(2026, 3, 31, 7, 45, 12, 0, amsterdam)
)

func mustZone(name string) *time.Location {
	l, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return l
}

func TestTheSameMorningAndSeedGiveTheSameBytes(t *testing.T) {
	a, b, c := NewDemo(morning, 7), NewDemo(morning, 7), NewDemo(morning, 8)
	if len(a.Mails) != len(b.Mails) {
		t.Fatalf("%d and %d mails", len(a.Mails), len(b.Mails))
	}
	same := 0
	for i := range a.Mails {
		if !bytes.Equal(a.Mails[i].Raw, b.Mails[i].Raw) || !a.Mails[i].Received.Equal(b.Mails[i].Received) {
			t.Fatalf("mail %d differs", i)
		}
		if i < len(c.Mails) && bytes.Equal(a.Mails[i].Raw, c.Mails[i].Raw) {
			same++
		}
	}
	if same > 0 {
		t.Errorf("%d mails do not depend on the seed", same)
	}
}

func TestTheDemoIsSixWeeksOfTwentyFiveCustomers(t *testing.T) {
	d := NewDemo(morning, 1)
	total := 0
	for _, m := range d.Mails {
		total += len(m.Raw)
	}
	t.Logf("%d mails, %d KB in all", len(d.Mails), total>>10)
	if len(d.Mails) < 3000 || len(d.Mails) > 3700 {
		t.Errorf("%d mails", len(d.Mails))
	}
	if len(d.Customers) != 25 || len(d.HoldBack) != 3 {
		t.Errorf("%d customers, %d senders held back", len(d.Customers), len(d.HoldBack))
	}
	if n := len(plan(companies()).jobs); n < 75 || n > 90 {
		t.Errorf("%d jobs", n)
	}
	owner := map[string]string{}
	for _, c := range d.Customers {
		if len(c.Senders) == 0 {
			t.Errorf("%s has no senders", c.Name)
		}
		for _, s := range c.Senders {
			if owner[s] != "" {
				t.Errorf("%s belongs to %s and %s", s, owner[s], c.Name)
			}
			owner[s] = c.Name
		}
	}
	jobs := map[string]int{}
	for _, j := range plan(companies()).jobs {
		jobs[j.sender]++
	}
	for s := range d.HoldBack {
		if owner[s] == "" || jobs[s] != 1 {
			t.Errorf("the sender %s held back has %d jobs", s, jobs[s])
		}
	}
	if first := d.Mails[0].Received; morning.Sub(first) > 43*24*time.Hour || morning.Sub(first) < 41*24*time.Hour {
		t.Errorf("the first mail is of %v", first)
	}
}

func TestMailsAscendAndNeverComeFromTheFuture(t *testing.T) {
	// Awkward moments: inside the nightly window, at midnight, in the skipped hour.
	for _, now := range []time.Time{
		morning, morning.Add(-4 * time.Hour), time.Date(2026, 3, 31, 0, 0, 0, 0, amsterdam),
		time.Date(2026, 3, 29, 3, 0, 0, 0, amsterdam), time.Date(2026, 12, 31, 23, 59, 59, 999, time.UTC),
	} {
		last := time.Time{}
		for i, m := range NewDemo(now, 3).Mails {
			if m.Received.Before(last) || m.Received.After(now) {
				t.Fatalf("at %v: mail %d of %v follows %v", now, i, m.Received, last)
			}
			last = m.Received
			h, err := mail.ReadMessage(bytes.NewReader(m.Raw))
			if err != nil {
				t.Fatalf("mail %d: %v", i, err)
			}
			if d, err := h.Header.Date(); err != nil || d.After(now) || m.Received.Sub(d) > time.Minute {
				t.Fatalf("mail %d: Date %v, %v", i, d, err)
			}
		}
	}
}

func TestTheMorningHasItsTroubles(t *testing.T) {
	// Any time of day: the troubles are of the newest runs, whenever they were.
	for _, now := range []time.Time{morning, morning.Add(9 * time.Hour), morning.Add(-6 * time.Hour)} {
		counts := map[string]int{}
		strays := 0
		for _, m := range NewDemo(now, 1).Mails {
			if now.Sub(m.Received) > 26*time.Hour {
				continue
			}
			if m.want.kind == kindUnknown {
				strays++
			} else {
				counts[m.want.status]++
			}
		}
		t.Logf("%v: %v, %d strays", now, counts, strays)
		if counts["Failed"] < 16 || counts["Failed"] > 22 || counts["Warning"] < 1 || counts["Warning"] > 4 || strays != 3 {
			t.Errorf("at %v: %v, %d strays", now, counts, strays)
		}
	}
}

func TestBulkMailsHaveAboutTheSizeAskedFor(t *testing.T) {
	n := 0
	for m := range Bulk(20, 40<<10) {
		n++
		if len(m.Raw) < 30<<10 || len(m.Raw) > 50<<10 {
			t.Errorf("%d bytes", len(m.Raw))
		}
	}
	if n != 20 {
		t.Errorf("%d mails", n)
	}
}

func BenchmarkNewDemo(b *testing.B) {
	for b.Loop() {
		NewDemo(morning, 1)
	}
}
