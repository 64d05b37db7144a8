package generic

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
	"runchecks/sync/readers/signature"
)

// piece is a word of the subject that tells one job from another.
type piece struct {
	text string
	// strong is true for names and for words that no language knows: a customer, a
	// machine. What else is kept says what kind of backup it is: "nightly", "SQL".
	strong bool
	// name is true where its form or quotes show a name: a host, a path.
	name bool
	// job is true for quoted text behind a word that names jobs.
	job bool
	// joined is true for a name that only a hyphen shows.
	joined bool
}

// leftover is what residue returned: every job of a summary asks for it.
type leftover struct {
	pieces    []piece
	title     string
	unbranded bool // the product's name was among them

	formed  bool // formJob is found
	formJob string
}

// form is the job that the form of the subject tells: every job of a summary asks for it.
func (l *leftover) form(c *collector) string {
	if !l.formed {
		l.formed, l.formJob = true, c.jobOfForm(l.pieces)
	}
	return l.formJob
}

// residue is what stays of the subject from mail to mail: all words but the whole
// verdict with its reason, dates, times, sizes, durations, counts and running numbers,
// and the words that every report has ("backup", "report", "job"). Digits in a name
// stay: "Daily (30)", "server 12". A word too many parts a job, a word too few makes one
// of two and hides a silent machine: where both may be, the word stays.
//
// title is the subject without its verdict where that stands apart and the rest is a plain
// title without a name of a machine: "[Success] Accounting to cloud (2 objects)".
func (c *collector) residue() (pieces []piece, title string) {
	if c.left != nil {
		return c.left.pieces, c.left.title
	}
	s := subjectWords{c: c, plain: true}
	subject := c.facts.Subject
	if host := cronHost(subject); host != "" {
		subject = subject[:strings.IndexByte(subject, '<')] + " " + host + " " + subject[strings.IndexByte(subject, '>')+1:]
	}
	for _, cl := range split(subject) {
		for _, part := range c.untitled(cl) {
			s.part(part)
		}
	}
	s.withoutProduct()
	if !s.unbranded && s.plain && len(s.titles) == 1 && !s.named && len(s.out) > 0 {
		title = s.titles[0]
	}
	c.left = &leftover{pieces: s.out, title: title, unbranded: s.unbranded}
	return s.out, title
}

// withoutProduct takes the product's own name out, which every mail of it has, where something
// else is left to tell the job by.
func (s *subjectWords) withoutProduct() {
	if len(s.out) < 2 {
		return
	}
	subject := lexicon.Fold(s.c.facts.Subject)
	product := map[string]bool{}
	for _, w := range signature.Shipped().Words(subject) {
		product[w] = strings.Count(subject, w) == 1
	}
	rest := make([]piece, 0, len(s.out))
	for _, p := range s.out {
		if !product[lexicon.Fold(p.text)] {
			rest = append(rest, p)
		}
	}
	if s.unbranded = len(rest) > 0 && len(rest) < len(s.out); s.unbranded {
		s.out = rest
	}
}

// subjectWords gathers the pieces of a subject, part by part.
type subjectWords struct {
	c      *collector
	out    []piece
	strong bool // a strong piece was kept
	named  bool // a name was kept
	// titles are the parts that hold no verdict, plain says that no other holds anything
	// else.
	titles []string
	plain  bool
	// unbranded is true where the product's name was taken out.
	unbranded bool
	behind    bool // the part before ends with a word that names jobs: "Replication Job: '101-0'"
}

func (s *subjectWords) keep(p piece) {
	s.strong, s.named = s.strong || p.strong, s.named || p.name
	for _, old := range s.out {
		if domain.Fold(old.text) == domain.Fold(p.text) {
			return
		}
	}
	if len(s.out) < 40 {
		s.out = append(s.out, p)
	}
}

func (s *subjectWords) part(part string) {
	c := s.c
	tokens, joints := joined(c.r.Tokens(part, lexicon.Sentence), part)
	head, bad := verdictAt(tokens)
	behind := s.behind
	s.behind = head == len(tokens) && head > 0 && s.namesJobs(&tokens[head-1])
	s.title(part, tokens, head)
	if bad && len(s.out) > 0 && !s.statement(tokens[:head]) && !(behind && head == 1 && tokens[0].Proven) {
		return // the reason
	}
	strongBefore, namedBefore := s.strong, s.named
	bracketed := strings.HasPrefix(part, "[") || strings.HasPrefix(part, "【")
	var titled []string
	for k := 0; k < len(tokens); k++ {
		t := &tokens[k]
		if t.Kind == grammar.Mark && t.Text == "(" {
			k = s.bracket(tokens, k, head)
			continue
		}
		if k == head {
			strongBefore, namedBefore = s.strong, s.named
		}
		after := k >= head
		if !after && len(t.Text) == 1 && t.Kind == grammar.Word && k+1 < len(tokens) && tokens[k+1].Text == ":" { // a drive
			s.keep(piece{text: t.Text + ":", strong: true})
			continue
		}
		switch {
		case t.Kind == grammar.Mark || verdictClass(t.Class):
		case t.Kind == grammar.Number:
			if !after && numbers(tokens, k) && len(s.out) > 0 {
				s.number(tokens, k)
			}
		case t.Kind == grammar.Name:
			text := undated(t.Text)
			job := t.Proven && (s.jobWord(tokens, k) || k == 0 && behind)
			if dated(text) && !(job && short(text)) || versioned(text) || after && namedBefore {
				continue
			}
			s.keep(piece{text: text, strong: true, name: true, job: job, joined: joints[t.Text]})
		case t.Class == lexicon.None:
			if after && (strongBefore || !named(tokens, k)) || counted(tokens, k) || verb(tokens, k) {
				continue
			}
			s.keep(piece{text: t.Text, strong: true})
		case t.Topic:
			if after && (strongBefore || !named(tokens, k)) || counted(tokens, k) {
				continue
			}
			s.keep(piece{text: t.Text, strong: true})
		case t.Class == lexicon.Noun || t.Class == lexicon.Period || t.Class == lexicon.Other || t.Class == lexicon.Named:
			if after && strongBefore || counted(tokens, k) || s.common(tokens, k) {
				continue
			}
			s.keep(piece{text: t.Text})
		case bracketed && (t.Class == lexicon.Neutral || t.Class == lexicon.Prose) && capital(t.Text):
			titled = append(titled, t.Text)
		}
	}
	if len(titled) > 1 { // "[Advanced Systems]", and not "[Info]"
		s.keep(piece{text: strings.Join(titled, " "), strong: true})
	}
}

// joined returns the tokens with words that hyphens join, "some-host", as one name, where
// none of them belongs to a verdict and they are no word for a backup.
func joined(tokens []grammar.Token, part string) (out []grammar.Token, joints map[string]bool) {
	if strings.IndexByte(part, '-') < 0 {
		return slices.Clone(tokens), nil
	}
	joints = map[string]bool{}
	for k := range tokens {
		t := tokens[k]
		if n := len(out); n > 0 && t.Kind == grammar.Word && out[n-1].Kind != grammar.Mark && out[n-1].Kind != grammar.Number && !t.Cont {
			before := out[n-1]
			both := before.Text + "-" + t.Text
			some := before.Class == lexicon.Downgrade && t.Class == lexicon.Named // "some-host"
			if (!verdictClass(before.Class) || some) && !verdictClass(t.Class) && strings.Contains(part, both) && !backupWord(both) &&
				!backupWord(t.Text) {
				out[n-1].Text, out[n-1].Kind, out[n-1].Class = both, grammar.Name, lexicon.None
				joints[both] = true
				continue
			}
		}
		out = append(out, t)
	}
	return out, joints
}

// title notes a part that is a title alone.
func (s *subjectWords) title(part string, tokens []grammar.Token, head int) {
	if head == len(tokens) {
		if text := jobNamed(part); strings.ContainsFunc(text, unicode.IsLetter) {
			s.titles = append(s.titles, text)
		}
		for k := range tokens {
			t := &tokens[k]
			if t.Class == lexicon.Calendar || t.Kind == grammar.Number && !inBrackets(tokens, k) && !numbers(tokens, k) {
				s.plain = false
			}
		}
		return
	}
	for k := range tokens {
		t := &tokens[k]
		if k > head && len(s.titles) > 0 || counted(tokens, k) { // a reason, a count
			continue
		}
		if t.Kind == grammar.Name || t.Kind == grammar.Word && (t.Class == lexicon.None || t.Class == lexicon.Noun ||
			t.Class == lexicon.Named || t.Class == lexicon.Period) {
			s.plain = false
		}
	}
}

// verdictAt returns where the verdict of a part begins, the number of tokens where it has
// none, and whether it is a bad one.
func verdictAt(tokens []grammar.Token) (head int, bad bool) {
	head = len(tokens)
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble, lexicon.Negation:
			bad = true
		case lexicon.Good, lexicon.Ran, lexicon.Running, lexicon.Without, lexicon.LeftOut, lexicon.ErrorFree, lexicon.Exception:
		default:
			if t.Kind != grammar.Word || !exitFirst(lexicon.Lower(t.Text)) { // "exit code 0"
				continue
			}
		}
		if !inBrackets(tokens, k) {
			head = min(head, k)
		}
	}
	return head, bad && head < len(tokens)
}

func inBrackets(tokens []grammar.Token, k int) bool {
	for ; k >= 0; k-- {
		if tokens[k].Kind == grammar.Mark {
			switch tokens[k].Text {
			case "(":
				return true
			case ")":
				return false
			}
		}
	}
	return false
}

// verdictClass lists the classes of words that belong to a verdict, its reason or a date.
func verdictClass(class lexicon.Class) bool {
	switch class {
	case lexicon.Failed, lexicon.Missed, lexicon.Warning, lexicon.Negation, lexicon.Downgrade, lexicon.Exception, lexicon.LeftOut,
		lexicon.Running, lexicon.Mood, lexicon.BadNoun, lexicon.WarnNoun, lexicon.Trouble, lexicon.Without, lexicon.ErrorFree,
		lexicon.Good, lexicon.Ran, lexicon.Started, lexicon.Last, lexicon.Harmless, lexicon.Calendar, lexicon.Preposition:
		return true
	}
	return false
}

// statement reports whether the words before a bad verdict say what failed: they hold a
// word for a backup or a job. A reason does not.
func (s *subjectWords) statement(before []grammar.Token) bool {
	for k := range before {
		t := &before[k]
		if t.Class == lexicon.Named || t.Class == lexicon.Noun && backupWord(t.Text) {
			return true
		}
	}
	return false
}

// bracket keeps what tells a job from another in round brackets, "(30)" or "(fs01)", and
// returns where they end. Counts, sizes, reasons and kinds of a run are left out.
func (s *subjectWords) bracket(tokens []grammar.Token, open, head int) int {
	end := open + 1
	for end < len(tokens) && !(tokens[end].Kind == grammar.Mark && tokens[end].Text == ")") {
		end++
	}
	inside := tokens[open+1 : min(end, len(tokens))]
	if len(inside) == 1 && inside[0].Kind == grammar.Number && !inside[0].Unit && !inside[0].Percent && len(inside[0].Text) <= 3 {
		if open > 0 && open < head && len(s.out) > 0 {
			s.out[len(s.out)-1].text += " (" + inside[0].Text + ")"
		}
		return end
	}
	for k := range inside {
		t := &inside[k]
		if t.Kind == grammar.Number || t.Kind == grammar.Word && verdictClass(t.Class) && t.Class != lexicon.Preposition {
			return end
		}
	}
	for k := range inside {
		t := &inside[k]
		if t.Kind == grammar.Name && !dated(t.Text) && !versioned(t.Text) && !(open > head && s.named) {
			s.keep(piece{text: t.Text, strong: true, name: true})
		} else if t.Kind == grammar.Word && t.Class == lexicon.None && capital(t.Text) && !runWords(lexicon.Fold(t.Text)) {
			s.keep(piece{text: t.Text, strong: true})
		}
	}
	return end
}

// numbers reports whether the number at k belongs to a name: "server 12", "Job 3". A
// count, a date and a number of more than three digits do not.
func numbers(tokens []grammar.Token, k int) bool {
	t := &tokens[k]
	if k == 0 || t.Apart || t.Unit || t.Percent || !t.Counted || len(t.Text) > 3 {
		return false
	}
	before := &tokens[k-1]
	if before.Kind == grammar.Number || before.Class == lexicon.Calendar || before.Class == lexicon.Preposition ||
		before.Class == lexicon.Neutral || verdictClass(before.Class) || runWords(lexicon.Fold(before.Text)) {
		return false
	}
	next := k + 1
	for next < len(tokens) && tokens[next].Kind == grammar.Mark && tokens[next].Text == "." {
		next++
	}
	if next == len(tokens) || tokens[next].Class == lexicon.Calendar {
		return next == len(tokens)
	}
	if before.Class == lexicon.Named {
		return true
	}
	n := &tokens[next]
	return n.Apart || n.Kind != grammar.Word || n.Class != lexicon.Noun && n.Class != lexicon.Named && n.Class != lexicon.None &&
		n.Class != lexicon.Neutral && n.Class != lexicon.Preposition
}

// number puts a number behind the name that it belongs to.
func (s *subjectWords) number(tokens []grammar.Token, k int) {
	last := &s.out[len(s.out)-1]
	if last.text != tokens[k-1].Text {
		last = &piece{text: tokens[k-1].Text}
		s.out = append(s.out, *last)
		last = &s.out[len(s.out)-1]
	}
	last.text += " " + tokens[k].Text
	last.strong = true
	s.strong = true
}

// counted reports whether the words before k are a number that counts what stands there:
// "3 of 3 tapes".
func counted(tokens []grammar.Token, k int) bool {
	if tokens[k].Apart || tokens[k].Kind != grammar.Word {
		return false
	}
	for j := k - 1; j >= 0 && j >= k-3; j-- {
		t := &tokens[j]
		switch {
		case t.Kind == grammar.Number:
			return !numbers(tokens, j)
		case t.Kind != grammar.Word || t.Apart || t.Class != lexicon.Neutral:
			return false
		}
	}
	return false
}

// named reports whether a word that nobody knows behind a verdict is a name: it is
// written as one or stands behind a word that names follow.
func named(tokens []grammar.Token, k int) bool {
	if k > 0 && !tokens[k].Apart && (tokens[k-1].Class == lexicon.Named || tokens[k-1].Class == lexicon.Preposition) {
		return true
	}
	return capital(tokens[k].Text)
}

// verb reports whether a word that nobody knows stands behind an auxiliary in small
// letters: "has encountered". It belongs to the verdict.
func verb(tokens []grammar.Token, k int) bool {
	return k > 0 && !tokens[k].Apart && auxiliaries(lexicon.Fold(tokens[k-1].Text)) && !capital(tokens[k].Text) &&
		!(k > 1 && tokens[k-2].Class == lexicon.Preposition) // "of a webshop"
}

var auxiliaries = lexicon.Listed("auxiliaries")

func capital(s string) bool {
	first, _ := utf8.DecodeRuneInString(s)
	return unicode.IsUpper(first) || lexicon.Dense(first) || unicode.IsLetter(first) && !unicode.IsLower(first)
}

// jobWord reports whether the token before k names jobs, or is a word for a backup.
func (s *subjectWords) jobWord(tokens []grammar.Token, k int) bool {
	if k == 0 || tokens[k].Apart {
		return false
	}
	return s.namesJobs(&tokens[k-1])
}

func (s *subjectWords) namesJobs(t *grammar.Token) bool {
	return t.Class == lexicon.Noun && backupWord(t.Text) ||
		t.Class == lexicon.Named && s.c.r.Lexicon.At([]string{lexicon.Lower(t.Text)}, lexicon.Label, s.c.r.Langs).Class == lexicon.Job
}

// short reports whether a quoted number is one that a job may have, and no date: "101-0".
func short(s string) bool { return len(s) < 7 && !strings.ContainsAny(s, ".:/") }

// common reports whether a word is one that every report has, in its phrase: a word for
// a backup, a report, a job, a machine.
func (s *subjectWords) common(tokens []grammar.Token, k int) bool {
	from, to := k, k+1
	for from > 0 && tokens[from].Cont {
		from--
	}
	for to < len(tokens) && tokens[to].Cont {
		to++
	}
	for i := from; i < to; i++ {
		if backupWord(tokens[i].Text) {
			return true
		}
	}
	if to-from > 1 {
		return false
	}
	if k+1 < len(tokens) && tokens[k+1].Kind == grammar.Number && numbers(tokens, k+1) {
		return false
	}
	switch s.c.r.Lexicon.At([]string{lexicon.Lower(tokens[k].Text)}, lexicon.Label, s.c.r.Langs).Class {
	case lexicon.Job, lexicon.Machine:
		return true
	}
	return reportWords(lexicon.Fold(tokens[k].Text)) || exitFirst(lexicon.Lower(tokens[k].Text))
}

// backupWord reports whether a word is one for a backup in any language, whatever its
// ending: where a sentence is turned round, its ending changes.
func backupWord(word string) bool {
	word = lexicon.Fold(word)
	for _, stem := range backupStems {
		if strings.HasPrefix(word, stem) {
			return true
		}
	}
	return strings.Contains(word, "backup") || strings.HasSuffix(word, "datensicherung")
}

var backupStems = strings.Fields(`back-up backup sicherung datensicherung sauvegard copia copias cópia respald salvataggi
	salvamento salvatag kopia kopii kopię kopie kopią zapasow bezpieczeństwa záloh zálož
	zálohov sikkerhedskopi säkerhetskopi sikkerhetskopi varmuuskopi varmistu mentés mentes
	biztonsági yedek αντίγραφ αντιγραφ αντίγραφα ασφαλείας
	резервн копи копі архивн バックアップ 备份 備份 백업`)

// reportWords are words for a report and for what it is about.
var reportWords = lexicon.Listed("report_words")

var versions = regexp.MustCompile(`^[vV]\d+(?:[.\-]\w+)*$|^\d+\.\d+\.\d+(?:[-+]\w+)?$`)

// versioned reports whether a name is the version of a program. An address with four
// numbers is none.
func versioned(s string) bool { return versions.MatchString(s) }
