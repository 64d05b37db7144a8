package export

import (
	"fmt"
	"time"

	"runchecks/domain"
)

var amsterdam = mustLoad("Europe/Amsterdam")

func mustLoad(name string) *time.Location {
	loc, err := time.LoadLocation(name)
	if err != nil {
		panic(err)
	}
	return loc
}

// exampleDay is a sheet with something of everything, n runs of it.
func exampleDay(n int) domain.SignOff {
	at := time.Date(2026, 11, 22, 21, 0, 0, 0, time.UTC)
	s := domain.SignOff{
		Profile: "Alpenhorn IT", Day: "2026-11-23", From: at.Add(-10 * time.Hour), To: at.Add(14 * time.Hour),
		Made: at.Add(14 * time.Hour), By: "Marieke de Vries",
		LastDecision: "01JDCK3QXN8Y6T5V4W3R2Q1P0Z", LastHash: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
		Unmatched: 3, Approvals: domain.Approvals{Jobs: 2, Runs: 5, Problems: 1}, ReviewedIn: domain.ReviewCount{Runs: 17},
		Pending: []domain.SignOffPending{
			{Sender: "nas@woodgrove.example", Product: "Synology Hyper Backup", Job: "Woodgrove NAS", Runs: 3, Status: domain.Failed},
			{Sender: "pbs@woodgrove.example", Product: "Proxmox Backup Server", Job: "Woodgrove PBS", Runs: 2, Status: domain.Success},
		},
		Remarks: []domain.SignOffRemark{{Text: "Tape is changed\nby hand on Mondays.", By: "Marieke de Vries", Created: at.Add(-48 * time.Hour)}},
		Tickets: []domain.SignOffTicket{
			{Code: "T20261120.0042", Description: "VSS snapshot fails on nw-fs04 since the update of the storage driver; vendor case opened", Created: at.Add(-72 * time.Hour)},
			{Code: "T20261122.0007", Description: "NAS at Tailspin offline", Created: at.Add(-20 * time.Hour), Resolved: at.Add(13 * time.Hour)},
		},
		Accepted: []domain.SignOffAccepted{{What: "Warning: less than 15 % free on repository REPO-02", Until: "1 Dec 2026", Note: "New disks are ordered.", By: "Marieke de Vries", At: at.Add(12 * time.Hour)}},
		Accounts: []domain.SignOffAccount{
			{Name: "backup@alpenhorn.example", LastSuccess: at.Add(14 * time.Hour)},
			{Name: "Cove", LastSuccess: at.Add(-30 * time.Hour), Error: "The password was refused."},
		},
	}
	customers := []string{"Northwind Traders", "Contoso", "Tailspin Toys", "Adatum", "Fabrikam Zürich AG"}
	products := []string{"Veeam Backup & Replication", "Synology Hyper Backup", "N-able Cove", "Proxmox Backup Server"}
	statuses := []domain.Status{domain.Success, domain.Success, domain.Warning, domain.Success, domain.Failed, domain.Missed, domain.Success, domain.Unknown}
	for i := range n {
		row := domain.SignOffRow{
			Customer: customers[i%len(customers)], Product: products[i%len(products)], Job: fmt.Sprintf("Daily Servers %d", i+1),
			At: at.Add(time.Duration(i%600) * time.Minute), Raw: statuses[i%len(statuses)], Reviewed: at.Add(12 * time.Hour), By: "Marieke de Vries",
		}
		row.Status = row.Raw
		switch i % 16 {
		case 2:
			row.Status, row.Reason, row.Problems = domain.SuccessOverride, "Warning about the expiring licence; renewed in December, known to the customer", 1
		case 4:
			row.Problems, row.Tickets, row.Remarks = 2, []string{"T20261120.0042"}, []string{"Tape is changed\nby hand on Mondays."}
			row.Earlier = []domain.SignOffTry{{At: row.At.Add(-time.Hour), Status: domain.Failed}, {At: row.At.Add(-30 * time.Minute), Status: domain.Failed}}
		case 7:
			row.Reviewed, row.By = time.Time{}, ""
		case 9:
			row.By = ""
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
