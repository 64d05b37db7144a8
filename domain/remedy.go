package domain

import "errors"

// Remedy is what a person can do in the program about an error. Below the window and the
// terminal nobody knows their menus, keys and commands: an error says what is to be done,
// and they say where.
type Remedy struct {
	Code RemedyCode
	// Name is that of the account or the customer that it is about, where it is about one.
	Name string
}

// RemedyCode names a remedy.
type RemedyCode string

// The remedies.
const (
	RemedyAddAccount    RemedyCode = "add-account"
	RemedyResumeAccount RemedyCode = "resume-account" // Name is the account
	RemedyConnectDesk   RemedyCode = "connect-desk"   // credentials are given again, too
	RemedyMapCustomer   RemedyCode = "map-customer"   // to a company of the service desk; Name is the customer
	RemedyProxy         RemedyCode = "proxy"          // set the proxy of web services
	RemedyReload        RemedyCode = "reload"         // look at the list as it is now
	RemedyRestore       RemedyCode = "restore"        // save what can be read of a damaged database
)

// Remedies lists all remedies.
func Remedies() []RemedyCode {
	return []RemedyCode{
		RemedyAddAccount, RemedyResumeAccount, RemedyConnectDesk, RemedyMapCustomer, RemedyProxy, RemedyReload, RemedyRestore,
	}
}

// RemedyOf returns the remedy of the first *Error in err's chain that has one; ok is false
// where none has.
func RemedyOf(err error) (r Remedy, ok bool) {
	for e := (*Error)(nil); errors.As(err, &e); err, e = e.Cause, nil {
		if e.Remedy.Code != "" {
			return e.Remedy, true
		}
	}
	return Remedy{}, false
}
