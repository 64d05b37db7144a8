package generic

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// split parts a text into clauses: at the ends of sentences, at dashes and bars between
// blanks, behind brackets.
func split(s string) []string { return appendSplit(nil, s) }

// fewClauses is how many clauses most texts have at most: room for them needs no memory.
const fewClauses = 8

// appendSplit appends what split returns.
func appendSplit(out []string, s string) []string {
	from := 0
	cut := func(to, next int) {
		if part := strings.TrimSpace(s[from:to]); strings.Trim(part, " .,;:-–—|*=") != "" {
			out = append(out, part)
		}
		from = next
	}
	before := rune(' ')
	for i, c := range s {
		if c < utf8.RuneSelf && !parting[c] {
			before = c
			continue
		}
		next := i + utf8.RuneLen(c)
		if next <= i || next > len(s) {
			break
		}
		after := ' '
		if next < len(s) {
			after, _ = utf8.DecodeRuneInString(s[next:])
		}
		switch c {
		case '.', '!', ';':
			if unicode.IsSpace(after) && !abbreviated(s[from:i]) {
				if unicode.IsDigit(before) && c == '.' {
					rest := strings.TrimLeft(s[next:], " ")
					r, _ := utf8.DecodeRuneInString(rest)
					if rest != "" && !unicode.IsUpper(r) {
						break // "27. November", "1. 2."
					}
				}
				cut(i, next)
			}
		case '?':
			if unicode.IsSpace(after) {
				cut(next, next)
			}
		case '。', '！', '；':
			cut(i, next)
		case '？':
			cut(next, next)
		case '-', '–', '—', '−', '|', '·', '»', '/', '*', '•', '→', '~', '#', '=', '>', ':':
			// A mark, or several of one kind, between blanks.
			end := i
			for end < len(s) && s[end] == s[i] {
				end++
			}
			if size := utf8.RuneLen(c); size > 1 {
				end = next
			}
			if c == '>' && strings.HasPrefix(s[from:], "<") {
				cut(next, next)
				break
			}
			if before == ' ' && i > 0 && end < len(s) && s[end] == ' ' && (c != '#' && c != '=' && c != '>' && c != ':' || end > i+1) {
				cut(i, end)
			}
		case ']', '】':
			cut(next, next)
		case '[', '【':
			if i > from {
				cut(i, i)
			}
		}
		before = c
	}
	cut(len(s), len(s))
	return out
}

// parting tells for each letter of ASCII whether split looks at it.
var parting = func() (is [utf8.RuneSelf]bool) {
	for _, c := range ".!;?-|/*~#=>:][" {
		is[c] = true
	}
	return is
}()

// abbreviated reports whether a text ends with an abbreviation or initial.
func abbreviated(s string) bool {
	i := strings.LastIndexAny(s, " (\t") + 1
	w := s[i:]
	if utf8.RuneCountInString(w) == 1 && !strings.ContainsFunc(w, lexicon.Dense) && !unicode.IsDigit(rune(w[0])) {
		return true
	}
	switch strings.ToLower(w) {
	case "dr", "nr", "no", "mr", "mrs", "ms", "st", "prof", "z.b", "ca", "bzw", "inkl", "incl", "approx", "vs", "etc",
		"e.g", "i.e", "tel", "str", "hr", "fr", "inc", "ltd", "co", "corp", "max", "min", "std", "см", "г", "т":
		return true
	}
	return false
}

// clauses reads a text clause by clause. It returns how many there were; of a single one
// the tokens are those that the reader of clauses holds.
func (c *collector) clauses(text, where string, i int) int {
	var room [fewClauses]string
	parts := appendSplit(room[:0], text)
	member := false
	if len(parts) > 1 && (parts[0] == "[ ]" || parts[0] == "[!]") { // a box that nobody ticked, an alarm
		c.note(domain.Unknown, grammar.OddMark, text[:min(len(text), 100)], where)
	}
	if len(parts) > 0 && i >= 0 && c.first(i) <= 1 {
		parts[0] = c.ungreeted(parts[0])
	}
	for _, cl := range parts {
		v := c.judge(cl)
		if member && v.Status == 0 && c.nameAlone() { // "SRV1 OK; SRV2 XQZ"
			v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.NoHead, Words: cl}
		}
		member = member || len(parts) > 1 && v.Status == domain.Success && c.nameFirst()
		if v.Status == domain.Success && !v.Other {
			c.wentWell(cl, where)
			if c.longPast(cl) {
				v = grammar.Verdict{Status: domain.Unknown, Reason: grammar.Past, Words: cl[:min(len(cl), 120)]}
			}
		}
		if v.Status == 0 || v.Other && v.Status == domain.Unknown {
			c.begins(v, cl, where)
		}
		if v.Status == 0 && i >= 0 {
			c.knownHosts(cl, where)
		}
		if v.Status == 0 {
			c.heeded(cl, where)
			c.dayOnly(cl, where)
		}
		c.troubled(v, cl, where)
		last, exit := c.hints(cl)
		c.unlike = c.unlike || last || exit || v.Reason == grammar.UnknownProse // which asks for what stands around the line
		if v.Status == domain.Unknown && v.Reason == grammar.UnknownProse && i >= 0 && (c.wentNames[i] || c.courtesy(i, cl)) {
			continue
		}
		if last {
			c.stale(cl, where)
			c.r.Tokens(cl, lexicon.Sentence)
		}
		if exit {
			c.exitCode(cl, where)
		}
		if v.Status == 0 && v.Reason == grammar.UnknownProse && i >= 0 && len(parts) == 1 && !c.alone(i) {
			v.Status = domain.Unknown
		}
		if !c.understood(v, c.placeOf(i), cl) {
			c.add(v, where, false)
		}
		if v.Status == 0 || v.Status == domain.Unknown {
			if n := len(parts); n == 1 && strings.IndexByte(cl, '0') >= 0 || n > 1 {
				c.nothing(cl, where)
				c.r.Tokens(cl, lexicon.Sentence)
			}
		}
	}
	return len(parts)
}

// maxGreeting is how many words a greeting before a comma has at most.
const maxGreeting = 6

// ungreeted returns a clause without the greeting that it begins with: "Hi Anna, all photos
// are backed up". Behind the words of the greeting only names stand.
func (c *collector) ungreeted(clause string) string {
	greeting, rest, ok := strings.Cut(clause, ",")
	if !ok || strings.Count(rest, " ") < 2 || len(greeting) > 60 {
		return clause
	}
	tokens := c.r.Tokens(greeting, lexicon.Sentence)
	if len(tokens) == 0 || len(tokens) > maxGreeting ||
		tokens[0].Class != lexicon.Harmless && !greetings(lexicon.Lower(tokens[0].Text)) {
		return clause
	}
	for k := 1; k < len(tokens); k++ {
		switch t := &tokens[k]; t.Class {
		case lexicon.Harmless, lexicon.Neutral:
		case lexicon.None, lexicon.Prose:
			if first, _ := utf8.DecodeRuneInString(t.Text); t.Kind == grammar.Number || !unicode.IsUpper(first) && t.Kind != grammar.Mark {
				return clause
			}
		default:
			return clause
		}
	}
	return strings.TrimSpace(rest)
}

// greetings are words before a name, of which a phrase makes a greeting elsewhere.
var greetings = lexicon.Listed("greetings")

// greets reports whether a line that ends as a greeting does may be one: what stands in small
// letters in it is known, and no more than names follow a first comma. "Good morning, tape
// drive kaputt," tells of something.
func greets(tokens []grammar.Token) bool {
	polite := len(tokens) > 0 && (tokens[0].Class == lexicon.Harmless || greetings(lexicon.Lower(tokens[0].Text)))
	behind := false
	for k := range tokens {
		t := &tokens[k]
		if t.Kind == grammar.Mark {
			behind = behind || t.Text == ","
			continue
		}
		if behind && t.Class == lexicon.Noun { // "Hello Mrs. Miller, Exchange Kaputt,"
			return false
		}
		first, _ := utf8.DecodeRuneInString(t.Text)
		if t.Kind == grammar.Word && t.Class == lexicon.None && unicode.IsLower(first) && (behind || k == 0 || !polite) {
			return false
		}
	}
	return true
}

// nameAlone reports whether the clause that was judged last is nothing but names.
func (c *collector) nameAlone() bool {
	names := 0
	for k := range c.r.Last() {
		switch t := &c.r.Last()[k]; t.Kind {
		case grammar.Name:
			names++
		case grammar.Word, grammar.Number:
			return false
		}
	}
	return names > 0
}

// nameFirst reports whether the clause that was judged last is a name with a verdict
// behind it.
func (c *collector) nameFirst() bool {
	tokens := c.r.Last()
	return len(tokens) > 1 && len(tokens) < 5 && tokens[0].Kind == grammar.Name && tokens[len(tokens)-1].Class == lexicon.Good
}

// hints looks through the tokens of the clause that was judged last: whether it speaks of
// another run, and whether it may hold the exit code of a program.
func (c *collector) hints(text string) (last, exit bool) {
	number := false
	for k := range c.r.Last() {
		t := &c.r.Last()[k]
		switch {
		case t.Kind == grammar.Number:
			number = true
		case t.Class == lexicon.Other && c.deed == "":
			c.deed = t.Text
		case t.Class == lexicon.Last:
			last = true
		case t.Kind == grammar.Word && !exit && len(t.Text) <= longestExit && exitFirstText(t.Text):
			exit = true
		}
	}
	return last, number && (exit || !ascii(text))
}

// plainASCII reports whether folding a text changes nothing but its case.
func plainASCII(s string) bool { return ascii(s) && strings.IndexByte(s, '`') < 0 }

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// longestExit is more bytes than any of exitFirst has.
const longestExit = 30

var (
	exitFirst     = lexicon.Listed("exit_labels")
	exitFirstText = lexicon.ListedText("exit_labels")
)

// judge reads a clause in the languages of the mail and, where a word is unknown, in
// those of the clause itself: a failure in another language stays one.
func (c *collector) judge(text string) grammar.Verdict {
	v := c.r.Judge(text, lexicon.Sentence)
	if v.Status == domain.Success && !v.Other {
		if short := c.short(); short.Status != 0 {
			return short
		}
	}
	if w, ok := c.coordinated(v, text); ok {
		return w
	}
	if v.Status != 0 && v.Status != domain.Unknown || v.Reason != grammar.UnknownProse && v.Reason != grammar.UnknownWord {
		return v
	}
	langs := grammar.Languages(c.r.Lexicon, text)
	if langs&^c.r.Langs == 0 {
		return v
	}
	mail := c.r.Langs
	c.r.Langs = langs
	own := c.r.Judge(text, lexicon.Sentence)
	c.r.Langs = mail
	if len(own.Words) < 4 && ascii(own.Words) {
		return v // three letters mean something in some language
	}
	if own.Status > domain.Unknown || own.Status == domain.Unknown && (own.Reason == grammar.InTrouble ||
		own.Reason == grammar.Denied || own.Reason == grammar.ByException) {
		return own
	}
	return v
}

// courtesy reports whether a clause that is not understood may be passed over: a
// greeting at the beginning, a signature below its sign-off, an address, a figure under
// a label that nobody knows. Nothing with a digit, a negation or a word of trouble is.
func (c *collector) courtesy(i int, clause string) bool {
	items := c.facts.Items
	tokens := c.r.Tokens(clause, lexicon.Sentence)
	words, digits := 0, false
	for k := range tokens {
		t := &tokens[k]
		switch t.Class {
		case lexicon.Negation, lexicon.Without, lexicon.Trouble, lexicon.Failed, lexicon.Missed, lexicon.BadNoun,
			lexicon.Exception, lexicon.LeftOut, lexicon.WarnNoun, lexicon.Warning, lexicon.Downgrade, lexicon.Running:
			return false
		}
		if t.Kind == grammar.Word || t.Kind == grammar.Name {
			words++
		}
		digits = digits || t.Kind == grammar.Number || t.Kind == grammar.Name && strings.ContainsAny(t.Text, "0123456789")
	}
	text := items[i].Text
	if items[i].Link && words <= 12 && !slices.ContainsFunc(tokens, func(t grammar.Token) bool {
		return t.Kind == grammar.Name && !t.Weak && hostLike(t.Text) || t.Class == lexicon.Last
	}) {
		return true // "Get 2 TB of storage"
	}
	if !digits && i >= len(items)-2 && made(tokens) {
		return true // "Acronis Cyber Protect generated this report"
	}
	if c.first(i) <= 1 && words <= 5 && !digits && greets(tokens) && (strings.HasSuffix(text, ",") || strings.HasSuffix(text, "!") ||
		strings.HasSuffix(text, ":") || strings.HasSuffix(text, "，") || strings.HasSuffix(text, "様") ||
		strings.HasSuffix(text, "さん") || strings.HasSuffix(text, "、") || strings.HasSuffix(text, "님,")) {
		return true // "Dear Mrs. Miller,"
	}
	if !digits && c.signed(i) && words <= 3 && !strings.Contains(text, ". ") && !strings.Contains(text, ": ") &&
		!strings.HasSuffix(text, ".") {
		first, _ := utf8.DecodeRuneInString(text)
		return unicode.IsUpper(first) || unicode.IsLetter(first) && !unicode.IsLower(first)
	}
	if !digits && i == len(items)-1 && i > 1 && items[i].Blank && (words <= 2 || utf8.RuneCountInString(text) <= 12 &&
		strings.ContainsFunc(text, lexicon.Dense)) && len(text) < 40 && !strings.ContainsAny(text, ".!?:") {
		return department(text)
	}
	if i >= len(items)-maxFooter && (addressed(tokens) || addressed(c.r.Tokens(text, lexicon.Sentence))) {
		return true // "Hauptstraße 12, 70173 Stuttgart"
	}
	if items[i].Label && len(strings.Fields(items[i].Key)) <= 4 && c.measure(items[i].Value) {
		return true // "Ratio: 1.9x"
	}
	return words <= 6 && (strings.Contains(clause, "://") || strings.Contains(clause, "@"))
}

// alone reports whether a line of one unknown word may be passed over: a name in a
// greeting, below a sign-off or at the very end, a heading, a link of a footer.
func (c *collector) alone(i int) bool {
	items := c.facts.Items
	text := items[i].Text
	first, _ := utf8.DecodeRuneInString(text)
	end, _ := utf8.DecodeLastRuneInString(text)
	switch {
	case unicode.IsLower(first), end == '!', end == '.':
		return false
	case c.first(i) == 0, i == len(items)-1, c.signed(i), end == ':', end == ',', strings.ContainsAny(text, "@/"):
		return true
	}
	next := &items[i+1]
	return next.Table != nil || next.List || next.Label || next.Indented || !items[i].Blank && i > 0 && !next.Blank
}

// department reports whether a line below the text has the form of a name: every word
// begins with a capital, or it is a run of a dense script without the endings of verbs.
func department(text string) bool {
	for _, w := range strings.Fields(text) {
		first, _ := utf8.DecodeRuneInString(w)
		kana := strings.ContainsFunc(w, func(r rune) bool { return unicode.Is(unicode.Hiragana, r) })
		if !unicode.IsUpper(first) && !lexicon.Dense(first) || kana {
			return false // "Rest folgt"
		}
	}
	return true
}

// made reports whether a clause says by whom a report was made: the words that nobody knows
// are written as names.
func made(tokens []grammar.Token) bool {
	said := false
	for k := range tokens {
		switch t := &tokens[k]; {
		case t.Class == lexicon.Harmless && !t.Cont:
			said = said || makers(lexicon.Lower(t.Text))
		case t.Kind == grammar.Word && t.Class == lexicon.None:
			if first, _ := utf8.DecodeRuneInString(t.Text); !unicode.IsUpper(first) {
				return false
			}
		}
	}
	return said
}

// makers begin the phrases that say by whom a report was made.
var makers = lexicon.Listed("makers")

// first counts the lines with text before an item, up to a few.
func (c *collector) first(i int) int {
	n := 0
	for j := i - 1; j >= 0 && n < 5; j-- {
		if c.facts.Items[j].Table != nil || c.facts.Items[j].Text != "" {
			n++
		}
	}
	return n
}

// signed reports whether an item stands at the end of the mail, at most three lines
// below a sign-off.
func (c *collector) signed(i int) bool {
	items := c.facts.Items
	if len(items)-i > 5 {
		return false
	}
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		if items[j].Table != nil || len(items[j].Text) > 60 {
			return false
		}
		tokens := c.r.Tokens(items[j].Text, lexicon.Sentence)
		harmless := false
		for k := range tokens {
			if tokens[k].Class == lexicon.Harmless {
				harmless = true
			}
		}
		if harmless {
			return true
		}
	}
	return false
}

// figure reports whether a value is nothing but a number with a short unit.
func figure(s string) bool {
	letters, digits := 0, 0
	for _, r := range s {
		switch {
		case unicode.IsDigit(r):
			digits++
		case unicode.IsLetter(r):
			letters++
		case !strings.ContainsRune(" .,:/-+%()'", r):
			return false
		}
	}
	return digits > 0 && letters <= 8
}

// measure reports whether a value is a figure that says nothing of a run: "1.2 GB", and not
// "not OK (1.2 GB)".
func (c *collector) measure(value string) bool { return figure(value) && !c.speaks(value) }

// exitCode finds the exit code of a program.
func (c *collector) exitCode(text, where string) {
	low := lexicon.Lower(text)
	for _, word := range exitWords {
		i := strings.Index(low, word)
		if i < 0 || i > 0 && letterBefore(low, i) {
			continue
		}
		rest := low[i+len(word):]
		j := strings.IndexFunc(rest, unicode.IsDigit)
		if j < 0 || j > 24 || strings.ContainsAny(rest[:j], ".;,") {
			continue
		}
		k := j
		for k < len(rest) && rest[k] >= '0' && rest[k] <= '9' {
			k++
		}
		if code := rest[j:k]; len(code) <= 10 && strings.Trim(code, "0") != "" && (k == len(rest) ||
			!strings.ContainsRune(":/.-", rune(rest[k])) || k+1 == len(rest)) {
			between := strings.Trim(rest[:j], " :=([#-")
			if between == "" || exitBetween[between] {
				c.note(domain.Failed, grammar.ByCount, text[:min(len(text), 100)], where)
				return
			}
		}
	}
}

var exitWords = []string{"exit", "return code", "returncode", "return value", "rc", "rückgabe", "errorlevel",
	"code retour", "code de retour", "código de salida", "codice di uscita", "afsluitcode", "код возврата", "返回码",
	"終了コード", "종료 코드", "exited", "返回代码", "退出代码", "kod wyjścia", "returned"}

var exitBetween = map[string]bool{"code": true, "status": true, "with": true, "with code": true, "with status": true,
	"ed with": true, "wert": true, "code is": true, "value": true, "was": true, "status is": true, "non-zero": true,
	"with exit code": true, "with exit status": true, "code was": true, "status was": true, "wertes": true,
	"with error code": true, "with return code": true, "code:": true}

func letterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return unicode.IsLetter(r) || r == '-' || r == '_'
}
