package customers

import (
	"runchecks/domain/rules"
	"runchecks/ui/export"
)

// ShowImport opens the form of an import.
func (x *Feature) ShowImport(name string, list export.CustomerFile, plan rules.CustomerImport) {
	x.showImport(name, list, plan)
}
