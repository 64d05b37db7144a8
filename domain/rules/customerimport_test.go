package rules

import (
	"reflect"
	"testing"

	"runchecks/domain"
)

func TestAnImportChangesWhatItsRowsSayAndNothingElse(t *testing.T) {
	yes, no := true, false
	known := []domain.Customer{{ID: 1, Name: "North", Active: true, CompanyID: 7, CompanyName: "North Ltd"}, {ID: 2, Name: "Süd Öst"}}
	north := func(change func(*domain.Customer)) []domain.Customer {
		c := known[0]
		change(&c)
		return []domain.Customer{c}
	}
	for _, c := range []struct {
		name string
		row  CustomerRow
		want CustomerImport
	}{
		{"unknown", CustomerRow{Name: "West"}, CustomerImport{New: 1, Changes: []domain.Customer{{Name: "West", Active: true}}}},
		{"unknown and inactive", CustomerRow{Name: "West", Active: &no}, CustomerImport{New: 1, Changes: []domain.Customer{{Name: "West"}}}},
		{"known by another case", CustomerRow{Name: "NORTH"}, CustomerImport{Unchanged: 1}},
		{"known by another case of other letters than ASCII", CustomerRow{Name: "SÜD ÖST"}, CustomerImport{Unchanged: 1}},
		{"known by other white space", CustomerRow{Name: " süd\u00a0  öst"}, CustomerImport{Unchanged: 1}},
		{"known but for an invisible character", CustomerRow{Name: "No\u200brth"}, CustomerImport{Unchanged: 1}},
		{"the same", CustomerRow{Name: "North", Active: &yes, CompanyID: 7, CompanyName: "North Ltd"}, CustomerImport{Unchanged: 1}},
		{
			"inactive, the rest is not said", CustomerRow{Name: "north", Active: &no},
			CustomerImport{Changed: 1, Changes: north(func(c *domain.Customer) { c.Active = false })},
		},
		{
			"active again", CustomerRow{Name: "Süd Öst", Active: &yes},
			CustomerImport{Changed: 1, Changes: []domain.Customer{{ID: 2, Name: "Süd Öst", Active: true}}},
		},
		{
			"another company", CustomerRow{Name: "North", CompanyID: 9, CompanyName: "North AG"},
			CustomerImport{Changed: 1, Changes: north(func(c *domain.Customer) { c.CompanyID, c.CompanyName = 9, "North AG" })},
		},
		{"the name of a company without its number", CustomerRow{Name: "North", CompanyName: "Other"}, CustomerImport{Unchanged: 1}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := PlanImport([]CustomerRow{c.row}, known)
			if !reflect.DeepEqual(got, c.want) {
				t.Errorf("the plan is %+v, want %+v", got, c.want)
			}
		})
	}
}
