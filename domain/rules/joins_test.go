package rules_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules"
)

func TestWhichJobsJoinAndPartWhereReportsAreFiledUnderOtherKeys(t *testing.T) {
	jobs := map[domain.JobKey]domain.Job{}
	for _, j := range []struct {
		key, customer string
		state         domain.JobState
	}{{"a", "Adatum", domain.JobActive}, {"b", "Adatum", domain.JobActive}, {"c", "Contoso", domain.JobActive}, {"p", "", domain.JobPending}} {
		job := domain.Job{Key: domain.JobKey(j.key), Name: j.key, State: j.state}
		job.Customer.Name = j.customer
		jobs[job.Key] = job
	}
	for _, tt := range []struct {
		what  string
		moves string // "from to runs", parted by commas
		total int    // runs that each job has
		want  string
	}{
		{"all stay", "a a 10", 10, "[] [] []"},
		{"another name", "a x 10", 10, "[a+[x]] [] []"},
		{"two become one that nobody knows", "a x 5,b x 6", 10, "[b+[x a]] [] []"},
		{"one goes to one that is known", "a b 10,b b 5", 10, "[b+[a]] [] []"},
		{"two customers", "a x 5,c x 6", 10, "[] [] [Adatum Contoso]"},
		{"one goes to a job of another customer", "a c 10", 10, "[] [] [Adatum Contoso]"},
		{"some part", "a a 8,a y 2", 10, "[] [a: 2 to [y]] []"},
		{"it parts and gets another name", "a x 8,a y 2", 10, "[a+[x]] [a: 2 to [y]] []"},
		{"a pending job is nobody's", "p x 10", 10, "[] [] []"},
		{"most was not read again", "a x 4", 10, "[] [] []"},
	} {
		var moves []domain.JobMove
		total := map[domain.JobKey]int{}
		for _, m := range splitMoves(t, tt.moves) {
			moves = append(moves, m)
			total[m.From] = tt.total
		}
		plan := rules.PlanJoins(moves, jobs, total)
		var joins, parts []string
		var mixed []string
		for _, j := range plan.Joins {
			joins = append(joins, fmt.Sprint(j.Into, "+", j.Keys))
		}
		for _, p := range plan.Parts {
			parts = append(parts, fmt.Sprint(p.Job, ": ", p.Runs, " to ", p.Others))
		}
		for _, m := range plan.Mixed {
			mixed = append(mixed, m.Customers...)
		}
		if got := fmt.Sprint(joins, " ", parts, " ", mixed); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.what, got, tt.want)
		}
	}
}

func splitMoves(t *testing.T, text string) (out []domain.JobMove) {
	t.Helper()
	for one := range strings.SplitSeq(text, ",") {
		f := strings.Fields(one)
		runs, err := strconv.Atoi(f[2])
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, domain.JobMove{From: domain.JobKey(f[0]), To: domain.JobKey(f[1]), Name: f[1], Runs: runs})
	}
	return out
}
