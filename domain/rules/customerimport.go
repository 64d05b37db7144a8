package rules

import "runchecks/domain"

// CustomerRow is one customer in a file.
type CustomerRow struct {
	Line   int // where it begins, from 1
	Name   string
	Active *bool // nil: the file does not say
	// CompanyID and CompanyName are the company in the service desk CompanyDesk; 0 and "" are none.
	CompanyID   int64
	CompanyName string
	CompanyDesk domain.DeskID
}

// CustomerImport is what importing a file of customers would do.
type CustomerImport struct {
	Changes []domain.Customer // new ones without an ID
	// New and Changed count the Changes; Unchanged rows name a customer that is so already.
	New, Changed, Unchanged int
}

// PlanImport compares the rows of a file, each of another customer, with the customers that
// there are. What a row does not say stays as it is.
func PlanImport(rows []CustomerRow, known []domain.Customer) CustomerImport {
	byName := make(map[string]domain.Customer, len(known))
	for _, c := range known {
		byName[domain.Fold(c.Name)] = c
	}
	var plan CustomerImport
	for _, r := range rows {
		before, ok := byName[domain.Fold(r.Name)]
		after := before
		if !ok {
			after = domain.Customer{Name: r.Name, Active: true}
		}
		if r.Active != nil {
			after.Active = *r.Active
		}
		if r.CompanyID != 0 {
			after.CompanyID, after.CompanyName, after.CompanyDesk = r.CompanyID, r.CompanyName, r.CompanyDesk
		}
		switch {
		case !ok:
			plan.New++
		case after == before:
			plan.Unchanged++
			continue
		default:
			plan.Changed++
		}
		plan.Changes = append(plan.Changes, after)
	}
	return plan
}
