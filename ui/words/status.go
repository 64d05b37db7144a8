package words

import "runchecks/domain"

// Status is the word for a status.
func Status(s domain.Status) string { return T("status." + s.Known().Code()) }

// ShortStatus is the word for a status in a mark, where there is no room for two.
func ShortStatus(s domain.Status) string {
	if s == domain.SuccessOverride {
		return T("status.override")
	}
	return Status(s)
}
