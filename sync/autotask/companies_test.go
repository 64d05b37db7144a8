package autotask

import (
	"fmt"
	"testing"

	"runchecks/domain"
	"runchecks/sync/simulate"
	"runchecks/sync/ticketing"
)

func TestCompaniesAreSearchedByAPartOfTheirNamePageByPage(t *testing.T) {
	b := open(t, func(o *simulate.AutotaskOptions) {
		o.PageSize = 2
		o.Companies = append(o.Companies, simulate.AutotaskCompany{ID: 0, Name: "Ourselves"})
	})
	found, next, err := b.Companies(t.Context(), " gmbh ", "")
	if err != nil || next != "" || fmt.Sprint(found) != "[{9 Nine GmbH true}]" {
		t.Errorf("%v %q %v", found, next, err)
	}
	var all []Company
	for pages := 1; ; pages++ {
		found, next, err = b.Companies(t.Context(), "", next)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, found...)
		if next == "" {
			if pages != 2 {
				t.Errorf("%d pages", pages)
			}
			break
		}
	}
	if fmt.Sprint(all) != "[{7 Seven Ltd true} {8 Eight AG false} {9 Nine GmbH true}]" {
		t.Errorf("%v", all)
	}
}

func TestCompaniesByIDNamesThoseThatAreListed(t *testing.T) {
	b := open(t, func(o *simulate.AutotaskOptions) {
		for i := range int64(400) {
			o.Companies = append(o.Companies, simulate.AutotaskCompany{ID: 1000 + i, Name: fmt.Sprint("Company ", i)})
		}
	})
	found, err := b.CompaniesByID(t.Context(), append(ids(1000, 401), 7, 7))
	if err != nil || len(found) != 401 || found[1399].Name != "Company 399" || b.count("POST", "Companies/query") != 3 {
		t.Errorf("%d found in %d requests: %v", len(found), b.count("POST", "Companies/query"), err)
	}
	b.srv.Fail(simulate.AutotaskFault{Status: 405, Path: "Companies"})
	_, err = b.CompaniesByID(t.Context(), []int64{7})
	wantError(t, err, domain.CodePermission, "may not read companies")
	_, _, err = b.Companies(t.Context(), "x", "")
	wantError(t, err, domain.CodePermission, "may not read companies")
}

func TestAMappingFollowsWhatHappensToItsCompany(t *testing.T) {
	b := open(t)
	state := func() domain.CompanyState {
		t.Helper()
		found, err := b.CompaniesByID(t.Context(), []int64{7})
		if err != nil {
			t.Fatal(err)
		}
		asked := false
		if _, listed := found[7]; !listed {
			_, err := b.Company(t.Context(), 7)
			asked = domain.CodeOf(err) == domain.CodeNotFound
		}
		return ticketing.MappingState(7, "Seven Ltd", found, asked)
	}
	steps := []struct {
		do   func()
		want domain.CompanyState
	}{
		{func() {}, domain.MappingOK},
		{func() { b.srv.PutCompany(simulate.AutotaskCompany{ID: 7, Name: "Eight Ltd"}) }, domain.MappingRenamed},
		{func() { b.srv.PutCompany(simulate.AutotaskCompany{ID: 7, Name: "Seven Ltd", Inactive: true}) }, domain.MappingInvalid},
		{func() { b.srv.RemoveCompany(7) }, domain.MappingMissing},
		{func() { b.srv.Fail(simulate.AutotaskFault{Status: 403, Method: "GET"}) }, ""},
	}
	for _, s := range steps {
		s.do()
		if got := state(); got != s.want {
			t.Errorf("%q, not %q", got, s.want)
		}
	}
	if got, err := open(t).Company(t.Context(), 8); err != nil || got != (Company{ID: 8, Name: "Eight AG"}) {
		t.Errorf("%+v %v", got, err)
	}
}
