package list

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/ui/words"
)

// UnknownKey says which key of a search nobody knows and which there are, "" where there is
// no such word. A word such as "C:" or one without a value is looked for as it stands.
func UnknownKey(search string, keys []string) string {
	for word := range strings.FieldsSeq(domain.Fold(search)) {
		key, value, found := strings.Cut(word, ":")
		if !found || value == "" || len(key) < 2 || slices.Contains(keys, key) ||
			strings.ContainsFunc(key, func(r rune) bool { return r < 'a' || r > 'z' }) {
			continue
		}
		known := slices.Sorted(slices.Values(keys))
		for i := range known {
			known[i] += ":"
		}
		if len(known) == 0 {
			return words.T("list.no_key", "key", key)
		}
		return words.T("list.no_key_of", "key", key, "keys", strings.Join(known, ", "))
	}
	return ""
}
