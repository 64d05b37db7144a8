package daily

// openDayRun shows the run of the selected row of Daily jobs on Run Checks.
func (x *Feature) openDayRun() {
	job, run := x.Model.Chosen()
	if job != 0 {
		x.showRun(job, run)
	}
}
