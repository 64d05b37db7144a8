package words

import (
	"fmt"

	"runchecks/domain/rules"
)

// CustomerImport says what importing a file would do.
func CustomerImport(i rules.CustomerImport) string {
	return fmt.Sprintf("%s new, %s changed, %s known already", Number(i.New), Number(i.Changed), Number(i.Unchanged))
}
