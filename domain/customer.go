package domain

// Customer is the company whose backups these are.
type Customer struct {
	ID     int64
	Name   string
	Active bool
	// CompanyID is the company in the service desk, 0 for none; it leads, CompanyName is for people.
	CompanyID   int64
	CompanyName string
	// CompanyDesk is the desk that the company is in.
	CompanyDesk DeskID `json:",omitempty"`
}

// CompanyIn returns the company of the customer in a service desk; 0 where it has none there.
func (c Customer) CompanyIn(desk DeskID) int64 {
	if c.CompanyDesk != desk {
		return 0
	}
	return c.CompanyID
}

// CustomerReader reads customers.
type CustomerReader interface {
	Customers() ([]Customer, error)
	// CustomerByName finds a customer by a name that Fold makes the same.
	CustomerByName(name string) (Customer, error)
	// CustomerJobs counts the jobs of each customer that are not archived, by id.
	CustomerJobs() (map[int64]int, error)
}

// CustomerTx changes customers.
type CustomerTx interface {
	// PutCustomer adds a customer, or returns the one that has this name in any case of ASCII
	// letters. It does not fold the name as CustomerByName does, so that a journal gives the
	// customers that it gave before.
	PutCustomer(name string) (Customer, error)
	// SetCustomer changes a customer, found by its id.
	SetCustomer(Customer) error
	// DeleteCustomer removes a customer that nothing belongs to any more; any other
	// gives CodeConflict.
	DeleteCustomer(id int64) error
}
