package generic

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/lexicon"
)

// headed is the job that a line names above the table of its objects: "Backup job: Daily".
type headed struct{ job, machine string }

// maxAbove is how many lines may stand between such a line and its table.
const maxAbove = 4

// headings finds the jobs of a mail of which each has a table of its own below the line that
// names it. One job alone is that of the mail; so it is where the first table has no such
// line, as what follows then are its parts.
func (c *collector) headings() {
	found := map[*facts.Table]headed{}
	jobs := map[string]bool{}
	var above headed
	far := 0
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Table == nil {
			far++
			if c.namesJob(&x.Line) {
				above, far = c.headedBy(x.Value), 0
			}
			continue
		}
		if above.job == "" || far > maxAbove {
			if len(found) == 0 && len(x.Table.Rows) > 1 {
				return
			}
			continue
		}
		found[x.Table] = above
		jobs[domain.Fold(above.job)] = true
	}
	if len(jobs) > 1 {
		c.tableJobs = found
	}
}

func (c *collector) namesJob(x *facts.Line) bool {
	return x.Label && x.Value != "" && !x.Quoted && !x.Logged && c.role(x.Key, lexicon.Label) == lexicon.Job && !c.verdictAlone(x.Value)
}

// headedBy parts the name of a job from the machine in brackets behind it.
func (c *collector) headedBy(value string) headed {
	name := jobNamed(value)
	if i := strings.LastIndex(name, " ("); i > 0 && strings.HasSuffix(name, ")") {
		host := name[i+2 : len(name)-1]
		if hostLike(host) || strings.Contains(host, ".") && !strings.ContainsAny(host, ` /\`) && hasLetters(host) {
			return headed{name[:i], host}
		}
	}
	return headed{job: name}
}
