package rules_test

import (
	"fmt"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules"
)

func TestAWordIsHabitOnlyWhereTheReportsOfTheJobDiffer(t *testing.T) {
	for _, tt := range []struct {
		subjects []string
		report   string
		want     bool
	}{
		{[]string{"Backup of {SRV1} by {kim}", "Backup of {SRV1} by {lee}"}, "Backup of {SRV1} by {ann}", true},
		{[]string{"Backup of {SRV1} by {kim}", "Backup of {SRV1} by {lee}"}, "Backup of {SRV1} by {lee}", true},
		{[]string{"Backup of {SRV1} by {kim}"}, "Backup of {SRV1} by {ann}", false},
		{[]string{"Backup of {SRV1} by {kim}", "Backup of {SRV1} by {lee}"}, "Backup of {SRV2} by {kim}", false},
		{[]string{"Backup of {SRV1} by {kim}", "Backup of {SRV1} by {lee}"}, "Backup of {SRV1}", false},
		{[]string{"Backup by {kim}", "Backup by {lee}"}, "Backup by {ann}", false},
	} {
		job := domain.KnownJob{}
		for _, s := range tt.subjects {
			job.Reports = append(job.Reports, reportOf(s))
		}
		got := rules.LikeJobs(reportOf(tt.report), []domain.KnownJob{job})
		if habit := got.Sure != nil && got.Habit; habit != tt.want {
			t.Errorf("%q after %q: %v, want %v", tt.report, tt.subjects, habit, tt.want)
		}
	}
}

// reportOf is a report whose own words stand in braces: "backup of {SRV1} done"; "! "
// before it says that a reader found trouble.
func reportOf(text string) domain.ReportWords {
	text, trouble := strings.CutPrefix(text, "! ")
	bare := strings.NewReplacer("{", "", "}", "", "[", "", "]", "").Replace(text)
	r := domain.ReportWords{Trouble: trouble, All: rules.Distinct(strings.Fields(strings.ToLower(bare)))}
	for _, part := range strings.Split(text, "{")[1:] {
		own, _, _ := strings.Cut(part, "}")
		r.Own = append(r.Own, own)
	}
	return r
}

func TestAnUndecidedReportIsFiledUnderTheOneJobThatItIsAbout(t *testing.T) {
	jobs := map[string][]string{
		"srv1":      {"Backup of {SRV1} completed", "Backup of {SRV1} failed"},
		"srv2":      {"Backup of {SRV2} completed"},
		"srv1 sql":  {"{SQL} backup of {SRV1} completed"},
		"plain":     {"Backup completed", "Backup failed"},
		"contoso":   {"[{Contoso}] Nightly backup ok", "[{Contoso}] Nightly backup failed"},
		"fabrikam":  {"[{Fabrikam}] Nightly backup ok"},
		"unstable":  {"Backup of {SRV1} by {kim} completed", "Backup of {SRV1} by {lee} completed"},
		"srv1 twin": {"Backup of {SRV1} completed"},
	}
	for _, tt := range []struct {
		known  string // jobs, parted by commas
		report string
		sure   string
		like   string
	}{
		{"srv1", "Backup of {SRV1} {zonked}", "srv1", ""},
		{"srv1,srv2", "Backup of {SRV1} {zonked}", "srv1", ""},
		{"srv1,srv2", "Backup of {SRV2} {zonked} out", "srv2", ""},
		{"srv1,srv2", "Backup of {SRV3} {zonked}", "", ""},
		{"srv1", "Backup of {SRV1} on {NAS7} {zonked}", "", "srv1"},
		{"srv1,srv1 sql", "{SQL} backup of {SRV1} {zonked}", "srv1 sql", ""},
		{"srv1,srv1 sql", "Backup of {SRV1} {zonked}", "srv1", ""},
		{"srv1,srv1 twin", "Backup of {SRV1} {zonked}", "", "srv1,srv1 twin"},
		{"plain", "Backup {zonked}", "plain", ""},
		{"plain", "Backup {SRV2} {zonked}", "", ""},
		{"plain,srv1", "Backup {zonked}", "", ""},
		{"plain", "Backup", "plain", ""},
		{"plain,srv1", "Backup", "", ""},
		{"plain", "Our {autumn} offers for you", "", ""},
		{"srv1", "Our {autumn} offers for you", "", ""},
		{"srv1", "Try our new product: two months free for {SRV1} and all other servers of yours", "", "srv1"},
		{"contoso,fabrikam", "[{Contoso}] Nightly backup {zonked}", "contoso", ""},
		{"contoso", "[{Fabrikam}] Nightly backup {zonked}", "", ""},
		{"contoso", "[{Contoso}] {Fabrikam} Nightly backup {zonked}", "", "contoso"},
		{"unstable", "Backup of {SRV1} by {ann} completed", "unstable", ""},
		{"srv1", "Backup of {SRV1} {went} up in {smoke} last night again", "", "srv1"},
		{"srv1", "! Backup of {SRV1} {went} up in {smoke} last night again", "srv1", ""},
		{"srv1", "! Backup of {SRV9} {went} up in {smoke}", "", ""},
		{"srv1", "", "", ""},
		{"", "Backup of {SRV1}", "", ""},
	} {
		t.Run(tt.report+" beside "+tt.known, func(t *testing.T) {
			var known []domain.KnownJob
			for name := range strings.SplitSeq(tt.known, ",") {
				j := domain.KnownJob{Job: domain.Job{Name: name}}
				for _, subject := range jobs[name] {
					j.Reports = append(j.Reports, reportOf(subject))
				}
				if name != "" {
					known = append(known, j)
				}
			}
			got := rules.LikeJobs(reportOf(tt.report), known)
			sure, like := "", []string{}
			if got.Sure != nil {
				sure = got.Sure.Job.Name
			}
			for _, j := range got.Like {
				like = append(like, j.Job.Name)
			}
			if sure != tt.sure || strings.Join(like, ",") != tt.like {
				t.Errorf("sure %q, like %q; want %q and %q", sure, fmt.Sprint(like), tt.sure, tt.like)
			}
		})
	}
}
