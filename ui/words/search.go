package words

import (
	"strings"

	"runchecks/domain/rules/query"
)

// SearchFault says what of a search nobody understands, and what can be typed there; "" for
// none. Keys and their values are the same in every language.
func SearchFault(faults []query.Fault) string {
	if len(faults) == 0 {
		return ""
	}
	f := faults[0]
	switch f.Kind {
	case query.NoSuchKey:
		return T("search.no_key", "key", f.Word, "keys", joined(query.Keys()))
	case query.NoSuchValue:
		return T("search.no_value", "value", f.Word, "key", string(f.Key), "values", strings.Join(query.ValuesOf(f.Key), ", "))
	case query.NoDate:
		return T("search.no_date", "value", f.Word, "key", string(f.Key))
	case query.NoDays:
		return T("search.no_days", "value", f.Word, "key", string(f.Key))
	default:
		return T("search.too_long")
	}
}

func joined(keys []query.Key) string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// NothingFound says that a search finds nothing.
func NothingFound(search string) string {
	return T("search.nothing", "search", Clip(strings.TrimSpace(search), 60))
}

// Behind says that the words of some reports cannot be found yet, "" for none.
func Behind(n int) string {
	if n == 0 {
		return ""
	}
	return T("search.behind", "n", n)
}

// FirstFound says that a search finds more jobs than are listed.
func FirstFound(n int) string { return T("search.more", "n", n) }
