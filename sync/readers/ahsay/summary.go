package ahsay

import (
	"strconv"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// setsOf reads a reseller's summary: a line names a backup set, the next one holds its
// status. It reports whether there was any. A set without a status is Unknown.
func setsOf(r *domain.Result, lines []string, t *verdict.Tally) bool {
	open := -1
	for i, l := range lines {
		if l == "" || len(l) > 500 || len(r.Objects) >= 500 {
			continue
		}
		if what, name, ok := labelled(l); ok && what == set && name != "" {
			open = len(r.Objects)
			r.Objects = append(r.Objects, domain.Object{Name: name, Type: "Backup set", Status: domain.Unknown})
			continue
		}
		if open < 0 {
			continue
		}
		o := &r.Objects[open]
		if o.Status = meaning(l).Known(); o.Status == domain.Unknown {
			o.Message = l
		}
		t.Add(o.Status, l, "line "+strconv.Itoa(i+1))
		open = -1
	}
	if open >= 0 {
		t.Add(domain.Unknown, "a backup set without a status", "end of the body")
	}
	return len(r.Objects) > 0
}
