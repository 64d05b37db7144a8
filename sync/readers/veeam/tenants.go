package veeam

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/verdict"
)

// tenants reads the daily report of a Cloud Connect provider. It says how much
// space each tenant uses and when it was last seen, but nothing about the result
// of any backup: the status is Unknown unless the infrastructure itself is in
// trouble.
func tenants(m *message.Message) (domain.Result, bool) {
	r := domain.Result{
		Product:    "Veeam Cloud Connect",
		JobType:    "Tenant report (daily)",
		Identity:   m.BareSubject(),
		Kind:       domain.KindInformation,
		Status:     domain.Unknown,
		Confidence: domain.ConfidenceHigh,
		NoObjects:  domain.ObjectsNone,
	}
	found := false
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
			r.Objects = append(r.Objects, tenant(header, texts))
		}
	}
	if !found {
		return domain.Result{}, false
	}
	var tally verdict.Tally
	tally.Add(domain.Unknown, "last active", "the report names no backup result")
	lines := m.HTMLLines()
	for i, l := range lines {
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

func tenant(header, texts []string) domain.Object {
	get := func(name string) string {
		if i := at(header, name); i >= 0 && i < len(texts) {
			return texts[i]
		}
		return ""
	}
	o := domain.Object{Name: texts[0], Type: "Tenant (backup)", Status: domain.Unknown}
	switch {
	case at(header, "hardware plan") >= 0:
		o.Type = "Tenant (replication)"
		o.Message = get("hardware plan") + ", storage " + get("storage") + ", last active " + get("last active")
		return o
	case at(header, "workstation") >= 0 || at(header, "server") >= 0:
		o.Type = "Tenant (agent)"
	}
	o.Message = get("repository name") + ": " + get("used space") + " of " + get("total quota") + " used, last active " + get("last active")
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
