package ticketing

import "runchecks/domain"

// MappingState judges a mapping. id and name are what was chosen once, with an id
// of 0 for nothing; found is what CompaniesByID listed. asked says that Company
// was asked for the id and answered domain.CodeNotFound: only this makes it
// missing, because a list may leave out what is there. "" is that nothing is proven:
// the state known before stays.
func MappingState(id int64, name string, found map[int64]domain.DeskCompany, asked bool) domain.CompanyState {
	company, listed := found[id]
	switch {
	case id <= 0:
		return domain.MappingInvalid
	case listed && !company.Active:
		return domain.MappingInvalid
	case listed && company.Name != name:
		return domain.MappingRenamed
	case listed:
		return domain.MappingOK
	case asked:
		return domain.MappingMissing
	}
	return ""
}
