package vm_test

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/ui/vm"
)

func customerList(t *testing.T, role domain.Role) (*fixture, *vm.Customers) {
	s := newFixture(t, role)
	s.fill(3)
	m := vm.NewCustomers(s.params(), nothing)
	s.opened(m)
	return s, m
}

func TestACustomerListsItsJobs(t *testing.T) {
	s, m := customerList(t, domain.RoleViewer)
	m.Move(1)
	s.settle()
	if m.Heading() != "customer2" || below(m, 1) != "Job 0002" || m.Below().Rows[0][0].Status != domain.Warning || fact(m, "Jobs") != "1" {
		t.Errorf("%s: %+v %+v", m.Heading(), m.Facts(), m.Below())
	}
	for search, want := range map[string]string{"CUSTOMER3": "customer3", "state:active customer1": "customer1", "state:inactive": ""} {
		m.SetSearch(search)
		if got := column(m, "name"); got != want {
			t.Errorf("%s finds %q", search, got)
		}
	}
}

func TestAnInactiveCustomerSaysWhatThatMeans(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	m.SwitchActive()
	s.settle()
	if m.Detail() != "3, 1 inactive" || !strings.HasPrefix(fact(m, "State"), "Inactive") || m.Cell(0, "state").Tone != vm.Warn {
		t.Errorf("%s: %+v", m.Detail(), m.Facts())
	}
	if rows := s.openJobs(); len(rows) != 2 || rows[0].Customer.Name != "customer2" || rows[1].Customer.Name != "customer3" {
		t.Errorf("its jobs are in the list: %+v", rows)
	}
	m.SwitchActive()
	s.settle()
	if m.Detail() != "3" || len(s.openJobs()) != 3 {
		t.Errorf("active again: %s, %d jobs", m.Detail(), len(s.openJobs()))
	}
}

func TestMergingNeedsACustomerThatThereIs(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	m.Merge("nobody")
	s.settle()
	if !m.Toast().Error || m.Len() != 3 {
		t.Errorf("%+v, %d customers", m.Toast(), m.Len())
	}
	m.Merge("customer1") // itself
	s.settle()
	if !m.Toast().Error || m.Len() != 3 {
		t.Errorf("into itself: %+v, %d customers", m.Toast(), m.Len())
	}
	m.Merge(" Customer2 ")
	s.settle()
	if got := column(m, "jobs"); got != "2, 1" || m.Toast().Error {
		t.Errorf("merged: %s, %+v", got, m.Toast())
	}
}

func TestAViewerChangesNoCustomer(t *testing.T) {
	s, m := customerList(t, domain.RoleViewer)
	m.SwitchActive()
	m.Merge("customer2")
	s.settle()
	if m.May() || m.CanChange() || column(m, "name") != "customer1, customer2, customer3" || m.Detail() != "3" {
		t.Errorf("%s: %s", m.Detail(), column(m, "name"))
	}
}

func TestHowTheCompanyOfACustomerStandsIsShown(t *testing.T) {
	s, m := customerList(t, domain.RoleOperator)
	list := m.All()
	for i := range list[:2] {
		list[i].CompanyID, list[i].CompanyName = int64(7+i), "Company"
	}
	m.Save(list[:2])
	s.settle()
	if got := column(m, "company"); got != "Company, Company, not mapped" {
		t.Errorf("before Autotask was asked: %s", got)
	}
	m.SetMappings(map[int64]domain.AutotaskMapping{list[0].ID: domain.MappingOK, list[1].ID: domain.MappingMissing})
	if got := column(m, "company"); got != "Company, ! missing: Company, not mapped" {
		t.Error(got)
	}
	m.Select(1)
	s.settle()
	if got := fact(m, "Autotask"); got != "Company (company 8), missing" {
		t.Error(got)
	}
}
