package features

import (
	"context"
	"fmt"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/domain/setting"
	"runchecks/ui/services"
	"runchecks/ui/settings"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// places reads where "Go to anything" leads beside the commands: jobs, customers, tickets and
// settings.
func (w *Window) places(h shell.Host, v services.Params) func(context.Context) ([]shell.Destination, error) {
	return func(ctx context.Context) (out []shell.Destination, err error) {
		err = v.Store.Read(ctx, func(q domain.Reader) error {
			jobs, err := q.Jobs()
			if err != nil {
				return err
			}
			for _, j := range jobs {
				if j.State != domain.JobPending {
					out = append(out, w.toJob(h, j, v.Desk.May(rules.ActReview)))
				}
			}
			customers, err := q.Customers()
			if err != nil {
				return err
			}
			for _, c := range customers {
				out = append(out, shell.Destination{Name: c.Name, Kind: words.T("shell.kind_customer"), Go: func() {
					w.Customers.Model.SetSearch("")
					w.Customers.Model.SelectKey(fmt.Sprint(c.ID))
					h.Open(w.Customers.ID())
				}})
			}
			tickets, err := q.Tickets()
			for _, t := range tickets {
				out = append(out, shell.Destination{Name: t.Code, Also: t.Description, Kind: words.T("shell.kind_ticket"), Go: func() {
					w.Tickets.Model.SetSearch("")
					w.Tickets.Model.SelectKey(string(t.Key))
					h.Open(w.Tickets.ID())
				}})
			}
			return err
		})
		for _, d := range setting.Listed() {
			out = append(out, shell.Destination{Name: words.SettingName(d.Key), Kind: words.T("shell.kind_setting"), Go: func() {
				w.Settings.Show(settings.Section(d.Section))
			}})
		}
		return out, err
	}
}

// toJob leads to a job: to Run Checks where it waits and may be looked at there, else to the
// jobs.
func (w *Window) toJob(h shell.Host, j domain.JobRow, review bool) shell.Destination {
	also := j.Customer.Name + " " + j.Product + " " + j.Type
	return shell.Destination{
		Name: words.T("shell.job_of", "job", j.Name, "customer", j.Customer.Name), Also: also, Kind: words.T("shell.kind_job"),
		Go: func() {
			if review && j.Runs > 0 && j.State == domain.JobActive && j.Customer.Active {
				w.RunChecks.ShowRun(j.ID, 0)
				return
			}
			w.Jobs.Model.SetSearch("")
			w.Jobs.Model.SelectKey(string(j.Key))
			h.Open(w.Jobs.ID())
		},
	}
}
