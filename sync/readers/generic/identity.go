package generic

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// jobType is the type of the jobs of unknown reports that say no more of themselves.
const jobType = "Backup report"

// naming is what the key of a job is made of.
type naming struct{ jobType, jobName, identity string }

// identify finds what tells the mails of one job from those of others, after everything
// was read: the job's name and machine that labels and tables state, then what the
// subject keeps from mail to mail (residue), then what the first lines of the body name,
// then the sender. A machine that a label states always belongs to it, and so does a
// customer in the subject: two of them have machines and jobs of one name. The words
// that say what kind of backup it is are its type.
func (c *collector) identify() naming {
	residue, title := c.residue()
	n := naming{jobType: jobType, jobName: c.jobName}
	if machine := c.machine; c.machines && (n.jobName != "" || slices.ContainsFunc(residue, func(p piece) bool { return p.strong })) {
		c.machine = "" // the subject tells more than the first of them
		defer func() { c.machine = machine }()
	}
	if n.jobName == "" && c.machine == "" && title != "" && c.customer() == "" {
		n.identity = title
		return n
	}
	if n.jobName == "" {
		if i := quotedJob(residue); i >= 0 {
			n.jobName = residue[i].text
			residue = append(residue[:i:i], residue[i+1:]...)
		}
	}
	if n.jobName == "" {
		n.jobName = c.left.form(c)
	}
	names, kinds := c.beyond(residue, n.jobName)
	if customer := c.customer(); customer != "" && !slices.Contains(names, customer) {
		names = append([]string{customer}, names...)
	}
	n.identity = strings.TrimSpace(c.machine + " " + strings.Join(names, " "))
	switch {
	case c.jobName != "":
		return n
	case n.jobName != "" || n.identity != "":
		if len(kinds) > 0 {
			n.jobType = strings.Join(kinds, " ")
		}
		return n
	}
	if c.left.unbranded && len(kinds) > 0 { // as the product's name was all that told it from others
		n.identity = strings.Join(kinds, " ")
		return n
	}
	name := ""
	switch {
	case len(c.tableJobs) > 0: // the first of them may be another one tomorrow
	case len(c.quotedNames) > 0:
		name = c.quotedNames[0]
	default:
		name = c.bodyName()
	}
	n.identity = cmp.Or(strings.TrimSpace(name+" "+strings.Join(kinds, " ")), c.m.FromAddress)
	return n
}

// quotedJob is the place of the only quoted name of a job, -1 where there is none.
func quotedJob(residue []piece) int {
	at := -1
	for i, p := range residue {
		if p.job {
			if at >= 0 {
				return -1
			}
			at = i
		}
	}
	return at
}

// beyond are the names of a subject that neither the machine nor the job's name hold, and
// the words that say what kind of backup it is. Beside a job's name that a label states
// only what is written as a name counts.
func (c *collector) beyond(residue []piece, job string) (names, kinds []string) {
	known := " " + strings.Join(words(c.machine+" "+job), " ") + " "
	for _, p := range residue {
		switch {
		case strings.Contains(known, " "+strings.Join(words(p.text), " ")+" "):
		case !p.strong:
			kinds = append(kinds, p.text)
		case c.jobName == "" || p.name || capital(p.text):
			names = append(names, p.text)
		}
	}
	return names, kinds
}

// customer is whose backup a label says it is.
func (c *collector) customer() string {
	of := func(key, value string) bool {
		return customerLabels(lexicon.Fold(strings.TrimRight(key, " :"))) && value != "" && len(value) <= 100
	}
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if x.Label && of(x.Key, x.Value) {
			return strings.TrimSpace(x.Value)
		}
		if x.Table == nil {
			continue
		}
		for _, row := range x.Table.Rows {
			if len(row.Cells) == 2 && of(row.Cells[0].Text, row.Cells[1].Text) {
				return strings.TrimSpace(row.Cells[1].Text)
			}
		}
	}
	return ""
}

var customerLabels = lexicon.Listed("customer_labels")

// words parts a name at everything that is no letter or digit.
func words(s string) []string {
	return strings.FieldsFunc(domain.Fold(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !unicode.IsMark(r) })
}

// brackets hold counts and kinds of a run: "(20 objects)".
var brackets = regexp.MustCompile(`\([^()]*\)`)

// cronHost is the host in the subject of a mail by cron: "Cron <root@db1> /opt/backup".
func cronHost(subject string) string {
	_, rest, ok := strings.Cut(subject, "<")
	if !ok {
		return ""
	}
	user, rest, ok := strings.Cut(rest, "@")
	host, _, closed := strings.Cut(rest, ">")
	if !ok || !closed || strings.ContainsAny(user, " <>") || strings.ContainsAny(host, " <") {
		return ""
	}
	return host
}

// dated reports whether a name is a date, a time or a running number.
func dated(s string) bool {
	digits, letters := 0, 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		} else if c != '-' && c != '_' && c != ':' && c != '.' && c != '/' && c != 'T' && c != 'Z' {
			letters++
		}
	}
	return digits >= 4 && letters == 0 || digits >= 6
}

// bodyName is the first name that the first lines of the body hold.
func (c *collector) bodyName() string {
	for i := range c.facts.Items {
		x := &c.facts.Items[i]
		if i > 12 {
			break
		}
		if x.Table != nil || x.Text == "" {
			continue
		}
		tokens := c.r.Tokens(x.Text, lexicon.Sentence)
		for k := range tokens {
			if t := &tokens[k]; t.Kind == grammar.Name && !dated(t.Text) && !versioned(t.Text) && !strings.Contains(t.Text, "://") &&
				!strings.Contains(t.Text, "@") {
				return t.Text
			}
		}
	}
	return ""
}

// jobNamed is the name of a job without what only its run has: a date, "(Retry 3)",
// "(Full)".
func jobNamed(value string) string {
	name := undated(unquote(value))
	for strings.HasSuffix(name, ")") {
		i := strings.LastIndexByte(name, '(')
		if i <= 0 || !runWords(lexicon.Fold(strings.Trim(name[i:], "() 0123456789:#"))) {
			break
		}
		name = strings.TrimSpace(name[:i])
	}
	return name
}

// runWords stand in brackets behind a job's name and belong to one run of it.
var runWords = lexicon.Listed("run_words")

var dateBehind = regexp.MustCompile(`[ ._\-(\[]+(?:19|20)\d{2}[-._]?\d{2}[-._]?\d{2}[\d\-._:T ]*[)\]]?$`)

// undated takes the date off that a run's name ends with: a job keeps its name.
func undated(name string) string {
	if short := dateBehind.ReplaceAllString(name, ""); short != "" {
		return short
	}
	return name
}
