package veeam

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
)

// tenants reads the daily report of a Cloud Connect provider. It says how much
// space each tenant uses and when it was last seen, but nothing about the result
// of any backup: the status of the whole is Unknown unless the infrastructure itself
// is in trouble. What it says of each tenant and repository is in Tenants.
func tenants(m *message.Message) (domain.Result, bool) {
	r := domain.Result{
		Product:    domain.ProductCloudConnect,
		JobType:    "Tenant report (daily)",
		Identity:   m.BareSubject(),
		Kind:       domain.KindInformation,
		Status:     domain.Unknown,
		Confidence: domain.ConfidenceHigh,
		NoObjects:  domain.ObjectsNone,
		Tenants:    &domain.TenantReport{},
	}
	found := false
	uses := &usage{at: map[[2]string]int{}}
	for _, t := range m.Tables() {
		var header []string
		for _, row := range t.Rows {
			texts := row.Texts()
			if header == nil {
				h := fold(texts)
				if at(h, "last active") >= 0 && at(h, "user") == 0 {
					header, found = h, true
				}
				continue
			}
			if len(texts) < 3 || strings.EqualFold(texts[0], "total") || texts[0] == "" {
				continue
			}
			c := columns{header, texts}
			r.Objects = append(r.Objects, tenant(c))
			uses.add(c)
		}
	}
	if !found {
		return domain.Result{}, false
	}
	r.Tenants.Uses = uses.list
	var tally verdict.Tally
	tally.Add(domain.Unknown, "last active", "the report names no backup result")
	lines := m.HTMLLines()
	for i, l := range lines {
		if signature.MatchString(l) {
			r.Tenants.Whole = !m.Truncated
		}
		if !strings.HasPrefix(domain.Fold(l), "infrastructure status") {
			continue
		}
		_, word, _ := strings.Cut(l, ":")
		if strings.TrimSpace(word) == "" && i+1 < len(lines) {
			word = lines[i+1]
		}
		if st := statusWord(word); st > domain.Success {
			tally.Add(st, word, "infrastructure status")
		}
	}
	r.Status, r.Evidence = tally.Status(), tally.Evidence()
	return r, true
}

// signature is the last line of the report: where it is missing, rows may be too.
var signature = regexp.MustCompile(`(?i)^veeam (backup & replication|cloud connect)\s+\d`)

// columns is one row under its header.
type columns struct{ header, texts []string }

// get returns the cell under the first of the names that there is.
func (c columns) get(names ...string) string {
	for _, name := range names {
		if i := at(c.header, name); i >= 0 && i < len(c.texts) {
			return c.texts[i]
		}
	}
	return ""
}

func (c columns) has(name string) bool { return at(c.header, name) >= 0 }

func (c columns) replication() bool { return c.has("hardware plan") }
func (c columns) agents() bool      { return c.has("workstation") || c.has("server") }

func tenant(c columns) domain.Object {
	o := domain.Object{Name: c.texts[0], Type: "Tenant (backup)", Status: domain.Unknown}
	switch {
	case c.replication():
		o.Type = "Tenant (replication)"
		o.Message = c.get("hardware plan") + ", storage " + c.get("storage") + ", last active " + c.get("last active")
		return o
	case c.agents():
		o.Type = "Tenant (agent)"
	}
	o.Message = c.get("repository name") + ": " + c.get("used space") + " of " + c.get("total quota") + " used, last active " + c.get("last active")
	return o
}

func fold(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = domain.Fold(s)
	}
	return out
}

func at(list []string, want string) int {
	for i, s := range list {
		if s == want {
			return i
		}
	}
	return -1
}
