package cause

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/domain/rules"
)

var morning = time.Date(2026, 11, 28, 3, 0, 0, 0, time.UTC)

func tonight() rules.Night {
	return rules.Nights{Location: time.UTC, Start: 12}.Of(morning)
}

func runOf(job int64, at time.Time, objects ...domain.Object) domain.Run {
	r := domain.Run{ID: job * 100, JobID: job, At: at}
	r.Objects = objects
	for _, o := range objects {
		r.Status = max(r.Status, o.Status)
	}
	return r
}

func jobOf(id, customer int64, product string) domain.Job {
	return domain.Job{ID: id, Product: product, Name: "Job", Customer: domain.Customer{ID: customer}}
}

func object(name, message string, status domain.Status) domain.Object {
	return domain.Object{Name: name, Message: message, Status: status}
}

func TestOneCauseIsOneGroupOverJobsAndCustomers(t *testing.T) {
	var g Grouper
	for id := int64(1); id <= 3; id++ {
		r := runOf(id, morning, object("SRV01", "Failed to connect to gateway gw.example.net:6180", domain.Failed),
			object("SRV02", "Failed to connect to gateway gw.example.org:6180", domain.Failed))
		g.Add(r, jobOf(id, id/2, "Veeam"), rules.Problems(r))
	}
	groups := g.Groups(tonight())
	if len(groups) != 1 {
		t.Fatalf("%d groups, want 1: %+v", len(groups), groups)
	}
	if x := groups[0]; x.Jobs() != 3 || x.Customers() != 2 || x.Objects() != 6 || x.Status != domain.Failed || !x.Members[0].Alone {
		t.Errorf("%d jobs, %d customers, %d objects, %v, alone %v", x.Jobs(), x.Customers(), x.Objects(), x.Status, x.Members[0].Alone)
	}
}

func TestARunWithTwoCausesStandsUnderBothAndIsDecidedByNeitherAlone(t *testing.T) {
	var g Grouper
	r := runOf(1, morning, object("SRV01", "The certificate has expired", domain.Failed),
		object("SRV02", "The disk is nearly full", domain.Warning))
	g.Add(r, jobOf(1, 1, "Veeam"), rules.Problems(r))
	groups := g.Groups(tonight())
	if len(groups) != 2 || groups[0].Status != domain.Failed || groups[1].Status != domain.Warning {
		t.Fatalf("%+v", groups)
	}
	for _, x := range groups {
		if x.Members[0].Alone {
			t.Errorf("%q: the run has another problem", x.Text)
		}
	}
}

func TestTheSameWordsOfTwoProductsAreTwoCauses(t *testing.T) {
	var g Grouper
	for id, product := range map[int64]string{1: "Veeam", 2: "Duplicati"} {
		r := runOf(id, morning, object("", "Access is denied", domain.Failed))
		g.Add(r, jobOf(id, id, product), rules.Problems(r))
	}
	if n := len(g.Groups(tonight())); n != 2 {
		t.Errorf("%d groups, want 2", n)
	}
}

func TestWhatDidNotComeIsOneGroupForEachCustomer(t *testing.T) {
	var g Grouper
	for id := int64(1); id <= 4; id++ {
		r := runOf(id, morning)
		r.Status = domain.Missed
		job := jobOf(id, id/3, "Veeam")
		job.Customer.Name = map[int64]string{0: "Braam", 1: "Fenwright"}[id/3]
		g.Add(r, job, rules.Problems(r))
	}
	groups := g.Groups(tonight())
	if len(groups) != 2 || !groups[0].Missing || groups[0].Jobs() != 2 {
		t.Errorf("%+v", groups)
	}
}

func TestTheWorstComesFirstThenWhatIsNewThenTheMostJobs(t *testing.T) {
	var g Grouper
	old := morning.AddDate(0, 0, -3)
	add := func(id int64, at time.Time, message string, status domain.Status) {
		r := runOf(id, at, object("", message, status))
		g.Add(r, jobOf(id, id, "Veeam"), rules.Problems(r))
	}
	add(1, morning, "A warning of tonight", domain.Warning)
	add(2, old, "An old failure", domain.Failed)
	add(3, morning, "A new failure", domain.Failed)
	add(4, morning, "Another failure, twice", domain.Failed)
	add(5, morning, "Another failure, twice", domain.Failed)
	var got []string
	for _, x := range g.Groups(tonight()) {
		got = append(got, x.Text.String())
	}
	want := []string{"Another failure, twice", "A new failure", "An old failure", "A warning of tonight"}
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("%q, want %q", got, want)
		}
	}
}

func BenchmarkGroups(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		var g Grouper
		for id := int64(1); id <= 300; id++ {
			r := runOf(id, morning, object("SRV01", "Failed to connect to gateway gw.example.net:6180 after 3 tries", domain.Failed))
			g.Add(r, jobOf(id, id/4, "Veeam"), r.Objects)
		}
		g.Groups(tonight())
	}
}
