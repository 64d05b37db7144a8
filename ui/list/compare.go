package list

import (
	"strings"
)

// CompareNames orders names as people expect, without building folded copies.
func CompareNames(a, b string) int {
	if a == b {
		return 0
	}
	return strings.Compare(strings.ToLower(a), strings.ToLower(b))
}
