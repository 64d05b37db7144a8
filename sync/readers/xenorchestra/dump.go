package xenorchestra

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/verdict"
)

// dump is the form of versions before 2018: one block per machine with the call,
// its parameters and, last, what it returned.
type dump struct {
	vms          []domain.Object
	method, tag  string
	unmistakable bool
	onFailure    bool // such a report is sent only if something failed
}

var (
	call      = regexp.MustCompile(`(?i)^(vm\.\w+):$`)
	machine   = regexp.MustCompile(`(?i)^VM:\s+(.+?)(?:\s+\([^()]*\))?$`)
	parameter = regexp.MustCompile(`^(_?[A-Za-z]\w{0,30}):(?:\s+(.*))?$`)
)

func readDump(lines []string) dump {
	var d dump
	inside := false
	for _, l := range lines {
		l = strings.TrimLeft(l, "> ")
		if g := call.FindStringSubmatch(l); g != nil {
			inside = true
			if d.method == "" {
				d.method = strings.ToLower(g[1])
			}
			d.vms = append(d.vms, domain.Object{Type: "VM"})
			continue
		}
		if !inside || l == "" {
			continue
		}
		d.line(&d.vms[len(d.vms)-1], l)
	}
	for i := range d.vms {
		if d.vms[i].Status == 0 {
			d.vms[i].Status = domain.Unknown
		}
	}
	return d
}

func (d *dump) line(vm *domain.Object, l string) {
	if vm.Name == "" {
		if g := machine.FindStringSubmatch(l); g != nil {
			vm.Name = g[1]
			d.unmistakable = true
			return
		}
	}
	if domain.Fold(l) == "true" {
		if vm.Status == 0 {
			vm.Status = domain.Success
		}
		return
	}
	if g := parameter.FindStringSubmatch(l); g != nil && !strings.Contains(strings.ToLower(g[1]), "error") {
		switch strings.ToLower(g[1]) {
		case "tag":
			if d.tag == "" {
				d.tag = g[2]
			}
		case "_reportwhen":
			d.onFailure = strings.HasPrefix(strings.ToLower(g[2]), "fail")
		}
		return
	}
	// Whatever is returned other than "true" is the text of an error.
	vm.Status = domain.Failed
	vm.Message = strings.TrimSpace(vm.Message + " " + l)
}

func (d *dump) result(g []string) domain.Result {
	r := domain.Result{
		Product: product, JobType: d.jobType(), JobName: d.tag, Kind: domain.KindRun,
		Confidence: domain.ConfidenceHigh, Objects: d.vms,
	}
	var t verdict.Tally
	if g != nil {
		name, icon := cutIcon(g[2])
		r.JobName = strings.Trim(name, `"“”`)
		if g[1] != "" {
			t.Add(meaning(g[1]).Known(), g[1], "subject")
		}
		t.Add(iconStatus(icon), icon, "subject")
	}
	for _, o := range d.vms {
		words := o.Message
		if o.Status == domain.Success {
			words = "true"
		}
		t.Add(o.Status, words, "block of "+o.Name)
	}
	if d.onFailure {
		// If nothing failed so far, the block that did is missing.
		t.Add(domain.Unknown, "_reportWhen: failure", "body")
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	return r
}

func (d *dump) jobType() string {
	switch d.method {
	case "vm.rollingbackup":
		return "VM backup (rolling)"
	case "vm.rollingdeltavmbackup":
		return "VM backup (delta)"
	case "vm.rollingsnapshot":
		return "VM snapshot (rolling)"
	case "vm.rollingdrcopy":
		return "VM copy (disaster recovery)"
	case "vm.deltacopy":
		return "VM replication (continuous)"
	}
	return "VM backup"
}
