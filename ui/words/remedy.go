package words

import "runchecks/domain"

// Remedy says where in the window an error is set right; "" where it has no remedy. The
// terminal has words of its own (cmd/rcheck).
func Remedy(err error) string {
	r, ok := domain.RemedyOf(err)
	if !ok {
		return ""
	}
	switch r.Code {
	case domain.RemedyAddAccount:
		return T("remedy.add-account")
	case domain.RemedyResumeAccount:
		return T("remedy.resume-account", "account", r.Name)
	case domain.RemedyConnectDesk:
		return T("remedy.connect-desk")
	case domain.RemedyMapCustomer:
		return T("remedy.map-customer", "customer", r.Name)
	case domain.RemedyProxy:
		return T("remedy.proxy")
	case domain.RemedyReload:
		return T("remedy.reload")
	case domain.RemedyRestore:
		return T("remedy.restore")
	default:
		return ""
	}
}
