package words

import "runchecks/domain"

// RoleWord is what people call a role.
func RoleWord(r domain.Role) string {
	return Capital(string(r))
}
