package model_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/ui/modeltest"
)

// standing stores jobs that ran in the nights up to now as the letters of their story say,
// the oldest first: F failed, W warned, S succeeded.
func (s *screen) standing(stories ...string) {
	s.Helper()
	for i, story := range stories {
		job, err := storagetest.Job(context.Background(), s.Store, string(rune('a'+i))+"customer", i+1)
		if err != nil {
			s.Fatal(err)
		}
		for n, letter := range story {
			status := map[rune]domain.Status{'F': domain.Failed, 'W': domain.Warning, 'S': domain.Success}[letter]
			at := modeltest.Night.AddDate(0, 0, n-len(story)+1)
			r := storagetest.Run(job, n, at, storagetest.Object("vm", status, "message"))
			if n < len(story)-1 {
				r.Review = &domain.Review{At: at.Add(time.Hour), By: "kim", Decision: "01"}
			}
			s.PutRuns(r)
		}
	}
	s.m.Reload()
	s.Settle()
}

func TestTheListSaysWhatIsNewAndSinceWhenTheRestStands(t *testing.T) {
	s := newScreen(t, domain.RoleAdmin)
	s.standing("SFFF", "SSSF", "SWWW", "SSSW", "SSSS", "FFFF", "F", "SSWF")
	var got []string
	for row, r := range s.m.Rows() {
		c := s.m.Cell(row, "customer")
		mark := "known"
		if !s.m.Cell(row, "status").Known {
			mark = "filled"
		}
		line := strings.Join([]string{r.Name[len("Job 000"):], mark, c.Lead, c.Secondary}, " ")
		got = append(got, strings.Join(strings.Fields(line), " "))
	}
	want := []string{
		"2 filled new · good until yest.", "7 filled new job", "8 filled new · was Warning",
		"1 known 3rd night · good 19 Nov", "6 known 4th night · never good",
		"4 filled new · good until yest.", "3 known 3rd night · good 19 Nov", "5 known",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the list says\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
