package words

import "runchecks/domain"

// Status is the word for a status.
func Status(s domain.Status) string { return T("status." + s.Known().Code()) }
