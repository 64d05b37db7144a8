package rules

import (
	"cmp"
	"maps"
	"slices"

	"runchecks/domain"
)

// PlanJoins says which jobs join, part, or are no longer told apart, where reports that
// are read again are filed under other keys. moves hold the runs of approved jobs, those
// that stay included; jobs are the approved jobs, by key, and total is how many runs each
// has.
//
// A job none of whose runs stays goes where most of them go, and takes its decisions
// along: into the approved job that has this key, else into the one of those that go there
// which has the most runs. What goes elsewhere parts from it. Jobs of two customers are
// never joined, and a job of which less than half was read again is left alone.
func PlanJoins(moves []domain.JobMove, jobs map[domain.JobKey]domain.Job, total map[domain.JobKey]int) (plan domain.JobPlan) {
	to := map[domain.JobKey]map[domain.JobKey]int{}
	names := map[domain.JobKey]string{}
	for _, m := range moves {
		if to[m.From] == nil {
			to[m.From] = map[domain.JobKey]int{}
		}
		to[m.From][m.To] += m.Runs
		names[m.To] = m.Name
	}
	going := map[domain.JobKey][]domain.JobKey{} // by where they go
	runs := map[domain.JobKey]int{}
	for _, from := range slices.Sorted(maps.Keys(to)) {
		job, ok := jobs[from]
		if !ok || job.State != domain.JobActive {
			continue
		}
		seen := 0
		targets := slices.SortedFunc(maps.Keys(to[from]), func(a, b domain.JobKey) int {
			return cmp.Or(cmp.Compare(to[from][b], to[from][a]), cmp.Compare(a, b))
		})
		for _, t := range targets {
			seen += to[from][t]
		}
		if 2*seen < total[from] || len(targets) == 1 && targets[0] == from {
			continue
		}
		part := domain.JobPart{Job: job.Name}
		keeps := targets[0]
		if to[from][from] > 0 {
			keeps = from
		} else {
			going[keeps] = append(going[keeps], from)
			runs[from] = to[from][keeps]
		}
		for _, t := range targets {
			if t != keeps {
				part.Others = append(part.Others, names[t])
				part.Runs += to[from][t]
			}
		}
		if len(part.Others) > 0 {
			plan.Parts = append(plan.Parts, part)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(going)) {
		if j := joinOf(key, names[key], going[key], jobs, runs); j.Customers != nil {
			plan.Mixed = append(plan.Mixed, j)
		} else {
			plan.Joins = append(plan.Joins, j)
		}
	}
	return plan
}

// joinOf joins the jobs that go to a key. Customers is set where they belong to several:
// nothing is joined then.
func joinOf(
	key domain.JobKey,
	name string,
	from []domain.JobKey,
	jobs map[domain.JobKey]domain.Job,
	runs map[domain.JobKey]int,
) domain.JobJoin {
	j := domain.JobJoin{Becomes: name}
	into, known := jobs[key]
	known = known && into.State == domain.JobActive
	if !known {
		best := slices.MaxFunc(from, func(a, b domain.JobKey) int { return cmp.Or(cmp.Compare(runs[a], runs[b]), cmp.Compare(b, a)) })
		into = jobs[best]
		j.Keys = append(j.Keys, key)
	}
	j.Into, j.Name = into.Key, into.Name
	customers := map[string]bool{into.Customer.Name: true}
	for _, k := range from {
		customers[jobs[k].Customer.Name] = true
		j.Runs += runs[k]
		if k != into.Key {
			j.Keys = append(j.Keys, k)
			j.Names = append(j.Names, jobs[k].Name)
		}
	}
	if len(customers) > 1 {
		j.Customers = slices.Sorted(maps.Keys(customers))
	}
	return j
}
