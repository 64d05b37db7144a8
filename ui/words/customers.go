package words

import (
	"runchecks/domain/rules"
)

// CustomerImport says what importing a file would do.
func CustomerImport(i rules.CustomerImport) string {
	return T("customers.import_counts", "new", i.New, "changed", i.Changed, "known", i.Unchanged)
}
