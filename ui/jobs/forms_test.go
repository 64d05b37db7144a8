package jobs_test

import (
	"testing"

	"runchecks/ui/uitest"
)

func TestForms(t *testing.T) {
	uitest.Forms(t, map[string]func(*uitest.Desk){
		"setSchedule": uitest.After("jobs", "jobs.schedule"),
		"silenceForm": uitest.After("jobs", "jobs.silence"),
	})
}
