package customers_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/domain/rules"
	"runchecks/ui/customers"
	"runchecks/ui/modeltest"
	"runchecks/ui/words"
)

func customerList(t *testing.T, role domain.Role) (*modeltest.Fixture, *customers.Model) {
	s := modeltest.New(t, role)
	s.Fill(3)
	m := customers.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	return s, m
}

func TestACustomerListsItsJobs(t *testing.T) {
	s, m := customerList(t, domain.RoleViewer)
	m.Move(1)
	s.Settle()
	if m.Heading() != "customer2" || modeltest.Below(m, 1) != "Job 0002" || m.Below().Rows[0][0].Status != domain.Warning ||
		modeltest.Fact(m, "Jobs") != "1" {
		t.Errorf("%s: %+v %+v", m.Heading(), m.Facts(), m.Below())
	}
	for search, want := range map[string]string{"CUSTOMER3": "customer3", "state:active customer1": "customer1", "state:inactive": ""} {
		m.SetSearch(search)
		if got := modeltest.Column(m, "name"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
}

func TestAnInactiveCustomerSaysWhatThatMeans(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	m.SwitchActive()
	s.Settle()
	if m.Detail() != "3, 1 inactive" || !strings.HasPrefix(modeltest.Fact(m, "State"), "Inactive") ||
		m.Cell(0, "state").Tone != words.Warn {
		t.Errorf("%s: %+v", m.Detail(), m.Facts())
	}
	if rows := s.OpenJobs(); len(rows) != 2 || rows[0].Customer.Name != "customer2" || rows[1].Customer.Name != "customer3" {
		t.Errorf("its jobs are in the list: %+v", rows)
	}
	m.SwitchActive()
	s.Settle()
	if m.Detail() != "3" || len(s.OpenJobs()) != 3 {
		t.Errorf("active again: %s, %d jobs", m.Detail(), len(s.OpenJobs()))
	}
}

func TestMergingNeedsACustomerThatThereIs(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	m.Merge("nobody")
	s.Settle()
	if !m.Toast().Error || m.Len() != 3 {
		t.Errorf("%+v, %d customers", m.Toast(), m.Len())
	}
	m.Merge("customer1") // itself
	s.Settle()
	if !m.Toast().Error || m.Len() != 3 {
		t.Errorf("into itself: %+v, %d customers", m.Toast(), m.Len())
	}
	m.Merge(" Customer2 ")
	s.Settle()
	if got := modeltest.Column(m, "jobs"); got != "2, 1" || m.Toast().Error {
		t.Errorf("merged: %s, %+v", got, m.Toast())
	}
}

func TestAViewerChangesNoCustomer(t *testing.T) {
	s, m := customerList(t, domain.RoleViewer)
	m.SwitchActive()
	m.Merge("customer2")
	s.Settle()
	if m.May() || m.CanChange() || modeltest.Column(m, "name") != "customer1, customer2, customer3" || m.Detail() != "3" {
		t.Errorf("%s: %s", m.Detail(), modeltest.Column(m, "name"))
	}
}

func TestHowTheCompanyOfACustomerStandsIsShown(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	list := m.All()
	for i := range list[:2] {
		list[i].CompanyID, list[i].CompanyName = int64(7+i), "Company"
	}
	m.Save(list[:2])
	s.Settle()
	if got := modeltest.Column(m, "company"); got != "Company, Company, not mapped" {
		t.Errorf("before Autotask was asked: %s", got)
	}
	m.SetMappings(map[int64]domain.CompanyState{list[0].ID: domain.MappingOK, list[1].ID: domain.MappingMissing})
	if got := modeltest.Column(m, "company"); got != "Company, ! missing: Company, not mapped" {
		t.Error(got)
	}
	m.Select(1)
	s.Settle()
	if got := modeltest.Fact(m, "Autotask"); got != "Company (company 8), missing" {
		t.Error(got)
	}
}

func TestCustomersAreMadeInactiveMergedAndPlannedFromAFile(t *testing.T) {
	s := modeltest.New(t, domain.RoleOperator)
	s.Fill(3)
	m := customers.New(s.Params().Base, modeltest.Nothing)
	s.Opened(m)
	if got := modeltest.Column(m, "name"); got != "customer1, customer2, customer3" || m.Cell(0, "jobs").Text != "1" {
		t.Errorf("%s", got)
	}
	m.SwitchActive()
	s.Settle()
	m.SetSearch("state:inactive")
	if m.Len() != 1 || m.Customer().Active {
		t.Errorf("%d inactive", m.Len())
	}
	m.SetSearch("")
	m.Select(0)
	m.Merge("CUSTOMER3")
	s.Settle()
	if got := modeltest.Column(m, "name"); got != "customer2, customer3" {
		t.Errorf("merged: %s", got)
	}
	no := false
	rows := []rules.CustomerRow{{Name: "Customer2"}, {Name: "customer3", Active: &no}, {Name: "new", CompanyID: 7, CompanyName: "New Ltd"}}
	plan := rules.PlanImport(rows, m.All())
	if words.CustomerImport(plan) != "1 new, 1 changed, 1 known already" || len(plan.Changes) != 2 || plan.Changes[0].ID == 0 ||
		plan.Changes[1].CompanyID != 7 || !plan.Changes[1].Active {
		t.Errorf("%s: %+v", words.CustomerImport(plan), plan.Changes)
	}
	m.Save(plan.Changes)
	s.Settle()
	if got := modeltest.Column(m, "name"); got != "customer2, customer3, new" {
		t.Errorf("imported: %s", got)
	}
	for range 3 {
		m.Undo()
		s.Settle()
	}
	if got := modeltest.Column(m, "name"); got != "customer1, customer2, customer3" || !m.All()[0].Active {
		t.Errorf("after every undo: %s", got)
	}
}
