package words

import (
	"strings"

	"runchecks/domain"
)

// shortProducts are what people call products with long names, by the folded beginning.
var shortProducts = []struct{ begins, short string }{
	{"veeam", "Veeam"},
	{"n-able cove", "Cove"},
	{"synology ", ""},
	{"veritas ", ""},
	{"proxmox virtual environment", "Proxmox VE"},
	{"proxmox backup server", "Proxmox BS"},
	{"microsoft windows server backup", "Windows Backup"},
}

// Product is the short name of a product, for rows.
func Product(name string) string {
	folded := domain.Fold(name)
	for _, p := range shortProducts {
		if !strings.HasPrefix(folded, p.begins) {
			continue
		}
		if p.short == "" && len(folded) == len(name) {
			return name[len(p.begins):]
		}
		if p.short != "" {
			return p.short
		}
	}
	return name
}
