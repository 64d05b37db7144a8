package generic

import (
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// identity is what stays the same from mail to mail of one job: the names of the
// subject with the period ("daily"), without the verdict and its reason, dates, counts.
// Where the subject names nothing, it is what the body names, then the words of the
// subject, then the sender.
func (c *collector) identity() string {
	names, _ := c.subjectNames()
	ident := strings.Join(names, " ")
	if host := cronHost(c.facts.Subject); host != "" && !strings.Contains(ident, host) {
		ident = strings.TrimSpace(host + " " + ident)
	}
	if c.machine != "" && !strings.Contains(domain.Fold(ident), domain.Fold(c.machine)) {
		if c.jobName != "" {
			return c.machine
		}
		ident = strings.TrimSpace(c.machine + " " + ident)
	}
	if c.jobName != "" {
		if c.machine != "" {
			return c.machine
		}
		return ""
	}
	if ident != "" {
		return ident
	}
	if len(c.quotedNames) > 0 {
		return c.quotedNames[0]
	}
	if name := c.bodyName(); name != "" {
		return name
	}
	if s := c.title(); len([]rune(s)) >= 3 {
		return s
	}
	return c.m.FromAddress
}

// title is the subject without its verdict, counts and dates: what remains of a subject
// that names nothing.
func (c *collector) title() string {
	var out []string
	for _, cl := range split(c.facts.Subject) {
		for _, part := range c.untitled(cl) {
			part = brackets.ReplaceAllStringFunc(part, func(s string) string {
				if strings.Trim(s, "()0123456789") == "" {
					return s // "Daily (30)"
				}
				return " "
			})
			tokens := append([]grammar.Token(nil), c.r.Tokens(part, lexicon.Sentence)...)
			verdict, bad := false, false
			for k := range tokens {
				switch tokens[k].Class {
				case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun, lexicon.Trouble, lexicon.WarnNoun:
					verdict, bad = true, true
				case lexicon.Good, lexicon.Ran, lexicon.Started, lexicon.Running:
					verdict = true
				}
			}
			if bad && len(out) > 0 {
				continue // the reason
			}
			var kept []string
			counted := false // the words behind a number that was left out say what it counts
			for k := range tokens {
				t := &tokens[k]
				was := counted
				counted = false
				switch {
				case t.Kind == grammar.Mark:
				case t.Kind == grammar.Number && k > 0 && k+1 < len(tokens) && tokens[k-1].Text == "(" && tokens[k+1].Text == ")":
					kept = append(kept, "("+t.Text+")")
				case t.Kind == grammar.Number:
					// "Job 3" keeps its number; dates and counts go.
					if !t.Unit && len(t.Text) <= 3 && k > 0 && tokens[k-1].Kind == grammar.Word && !t.Apart && t.Counted &&
						!(k+1 < len(tokens) && tokens[k+1].Kind == grammar.Word && !tokens[k+1].Apart) {
						kept = append(kept, t.Text)
					} else {
						counted = true
					}
				case was && !t.Apart && (t.Class == lexicon.Preposition || t.Class == lexicon.Noun || t.Class == lexicon.Named ||
					t.Class == lexicon.Neutral):
					counted = true
				case verdict && t.Class != lexicon.None && t.Class != lexicon.Noun && t.Class != lexicon.Named:
				case t.Class == lexicon.Calendar:
				default:
					kept = append(kept, t.Text)
				}
			}
			if len(kept) > 0 {
				out = append(out, strings.Join(kept, " "))
			}
		}
	}
	return strings.Join(out, " ")
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

// subjectNames returns the names of the subject, and its words that belong to no verdict.
func (c *collector) subjectNames() (names, words []string) {
	subject := c.facts.Subject
	if i := strings.IndexByte(subject, '<'); i >= 0 {
		if j := strings.IndexByte(subject[i:], '>'); j > 0 {
			subject = subject[:i] + " " + subject[i+j+1:]
		}
	}
	period := ""
	for _, cl := range split(subject) {
		for _, part := range c.untitled(cl) {
			tokens := c.r.Tokens(part, lexicon.Sentence)
			verdict := false
			for k := range tokens {
				switch tokens[k].Class {
				case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun, lexicon.Trouble, lexicon.WarnNoun:
					verdict = true
				}
			}
			for k := range tokens {
				t := &tokens[k]
				switch {
				case t.Period && period == "":
					period = t.Text
				case t.Kind == grammar.Name && !dated(t.Text) && (!verdict || t.Proven || !strings.ContainsAny(t.Text, `/\`)):
					if !has(names, t.Text) {
						names = append(names, t.Text)
					}
				case verdict && len(names) > 0:
				case t.Kind == grammar.Word && (t.Class == lexicon.None || t.Class == lexicon.Noun || t.Class == lexicon.Named ||
					t.Class == lexicon.Other):
					if !verdict || t.Class != lexicon.None {
						words = append(words, t.Text)
					} else if k > 0 && (tokens[k-1].Class == lexicon.Named || tokens[k-1].Class == lexicon.Preposition ||
						tokens[k-1].Class == lexicon.Noun) {
						words = append(words, t.Text)
					}
				}
			}
		}
	}
	if period != "" && len(names) > 0 {
		names = append(names, strings.ToLower(period))
	}
	return names, words
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

func has(list []string, s string) bool {
	for _, x := range list {
		if strings.EqualFold(x, s) {
			return true
		}
	}
	return false
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
			if t := &tokens[k]; t.Kind == grammar.Name && !dated(t.Text) && !strings.Contains(t.Text, "://") &&
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
		if i <= 0 || !runWords[lexicon.Fold(strings.Trim(name[i:], "() 0123456789:#"))] {
			break
		}
		name = strings.TrimSpace(name[:i])
	}
	return name
}

// runWords stand in brackets behind a job's name and belong to one run of it.
var runWords = setOf(
	"retry full incremental differential incr inc diff delta active-full synthetic wiederholung vollständig inkrementell differentiell nieuwe poging incrementeel volledig réessai complète incrémentielle differenziale incrementale completo reintento objects object objekte vms vm items jobs tasks run attempt versuch",
)

var dateBehind = regexp.MustCompile(`[ ._\-(\[]+(?:19|20)\d{2}[-._]?\d{2}[-._]?\d{2}[\d\-._:T ]*[)\]]?$`)

// undated takes the date off that a run's name ends with: a job keeps its name.
func undated(name string) string {
	if short := dateBehind.ReplaceAllString(name, ""); short != "" {
		return short
	}
	return name
}
