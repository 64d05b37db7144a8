package words

import (
	"strings"

	"runchecks/domain"
)

// RoleWord is what people call a role.
func RoleWord(r domain.Role) string {
	if r == "" {
		return ""
	}
	return strings.ToUpper(string(r[:1])) + string(r[1:])
}
