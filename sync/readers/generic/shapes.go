package generic

import (
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/grammar"
)

// A log has one line for each file: hundreds that differ in the numbers of a path or in a
// size, and say the same. What such a line says is kept by its shape, the line with these
// digits replaced, and is not found out again for the next one.
//
// That changes no result, because a line is kept only where reading it did nothing but what
// can be done again (outcome), and where no digit that is replaced can decide anything: those
// of a path are part of a name, and one number above all others counts many of something
// whatever it is. Lines that may hold a date keep all their digits.

// The bounds of the memory of one mail.
const (
	maxShapes    = 256
	maxShape     = 240 // bytes of a line
	shapesTried  = 64  // lines after which the memory is given up where few of them were known
	shapesWorth  = 8   // one of so many must have been
	manyDigits   = 5   // a number of so many digits counts many
	mostDigits   = 12
	longName     = 6  // a path has more letters than this
	maxOutcomes  = 4  // statements of one line
	maxLineNames = 12 // names of one line
)

// shapes is the memory of a mail.
type shapes struct {
	kept         map[string]*outcome
	key          []byte
	names        int // how many names were proved when the shapes were read
	asked, known int
	off          bool
}

// outcome is what reading a line did.
type outcome struct {
	said, others []statement
	fine         []span // the names of what went well
	named        []nameState
	name         span // of the entry
	stated       []stated
	step, listed bool
	verdict      grammar.Verdict
}

// span is where in a line something stands, nothing for the zero value.
type span struct{ from, to int }

// spanOf finds a name in a line. It fails where the same stands twice: in another line one of
// them may be another name.
func spanOf(text, name string) (span, bool) {
	from := strings.Index(text, name)
	return span{from, from + len(name)}, name != "" && from >= 0 && strings.LastIndex(text, name) == from
}

// nameState is a name that a line tells the state of.
type nameState struct {
	at     span
	status domain.Status
}

// pended is a call of pending.
type pended struct {
	name, message string
	status        domain.Status
}

// traces counts what a line may leave behind.
type traces struct {
	said, others, fine, stated                                           int
	compared, logged, owners, sure, bad, states, objects, volumes, prose int
	trouble, begun                                                       *statement
	deed, kind                                                           string
}

func (c *collector) traces() traces {
	return traces{
		said: len(c.said), others: len(c.others), fine: len(c.fine), stated: len(c.stated), compared: len(c.compared),
		logged: len(c.logged), owners: len(c.owners), sure: len(c.sure), bad: len(c.bad), states: len(c.states),
		objects: len(c.objects), volumes: len(c.volumes), prose: len(c.prose), trouble: c.trouble, begun: c.begun, deed: c.deed,
		kind: c.kind,
	}
}

// shape returns the shape of a line that may be kept, nil for any other. It is valid until
// the next call.
func (c *collector) shape(i int) []byte {
	x := &c.facts.Items[i]
	s := &c.shapes
	if s.off || c.trade.digits || x.Label || len(x.Text) > maxShape || c.first(i) <= 1 {
		return nil
	}
	if s.names != len(c.r.Names) || s.kept == nil {
		s.kept, s.names = map[string]*outcome{}, len(c.r.Names)
	}
	if s.asked++; s.asked > shapesTried && s.known*shapesWorth < s.asked {
		s.off, s.kept = true, nil
		return nil
	}
	s.key = s.key[:0]
	for _, mark := range [...]bool{x.Logged, x.List} {
		b := byte('0')
		if mark {
			b = '1'
		}
		s.key = append(s.key, b)
	}
	var ok bool
	s.key, ok = appendShape(s.key, x.Text)
	if !ok {
		return nil
	}
	return s.key
}

// again does for a line what reading another one of its shape did.
func (c *collector) again(i int, shape []byte, entries []entry) ([]entry, bool) {
	if shape == nil {
		return entries, false
	}
	o := c.shapes.kept[string(shape)]
	if o == nil || len(o.fine) > 0 && len(c.fine)+len(o.fine) > maxParallel || len(o.stated) > 0 && len(c.stated) >= maxParallel {
		return entries, false
	}
	c.shapes.known++
	if len(entries) == cap(entries) { // most lines that follow are like this one
		entries = slices.Grow(entries, len(c.facts.Items)-i)
	}
	if len(c.said) == cap(c.said) && len(o.said) > 0 {
		c.said = slices.Grow(c.said, min(len(c.facts.Items)-i, maxLooks))
	}
	x := &c.facts.Items[i]
	c.step = o.step
	for _, s := range o.said {
		s.where, s.logged = x.Where, c.step
		c.said = append(c.said, s)
		if s.status == domain.Success {
			c.begun = nil
		}
	}
	for _, s := range o.others {
		s.where, s.logged = x.Where, c.step
		c.others = append(c.others, s)
	}
	for _, at := range o.fine {
		c.fine = append(c.fine, x.Text[at.from:at.to])
	}
	for _, n := range o.named {
		c.pending(x.Text[n.at.from:n.at.to], n.status, "")
	}
	for _, s := range o.stated {
		s.text = x.Text
		c.stated = append(c.stated, s)
	}
	return append(entries, entry{item: i, name: x.Text[o.name.from:o.name.to], listed: o.listed, verdict: o.verdict}), true
}

// keep remembers what reading a line did, if that was nothing else than again can do.
func (c *collector) keep(i int, shape []byte, was traces, last *entry) {
	if shape == nil || c.unlike || last.verdict.Words != "" {
		return
	}
	if _, known := c.shapes.kept[string(shape)]; !known && len(c.shapes.kept) >= maxShapes {
		return
	}
	now := c.traces()
	text := c.facts.Items[i].Text
	o := &outcome{step: c.step, listed: last.listed, verdict: last.verdict}
	if len(c.fine)-was.fine > maxLineNames || len(c.said)-was.said+len(c.others)-was.others > maxOutcomes {
		return
	}
	o.said = append(o.said, c.said[was.said:]...)
	o.others = append(o.others, c.others[was.others:]...)
	for _, s := range o.said {
		if hasDigits(s.words) {
			return // they may be digits that were replaced
		}
		if s.status == domain.Success {
			was.begun = nil
		}
	}
	for _, s := range o.others {
		if hasDigits(s.words) {
			return
		}
	}
	var ok bool
	for _, name := range c.fine[was.fine:] {
		at, ok := spanOf(text, name)
		if !ok {
			return
		}
		o.fine = append(o.fine, at)
	}
	for _, p := range c.pended {
		at, ok := spanOf(text, p.name)
		if !ok || p.message != "" {
			return
		}
		o.named = append(o.named, nameState{at, p.status})
	}
	if len(c.pended) != now.logged-was.logged {
		return
	}
	if o.name, ok = spanOf(text, last.name); last.name == "" {
		o.name = span{}
	} else if !ok {
		return
	}
	for _, s := range c.stated[was.stated:] {
		if s.text != text || hasDigits(s.words) {
			return
		}
		o.stated = append(o.stated, s)
	}
	was.said, was.others, was.fine, was.stated, was.logged = now.said, now.others, now.fine, now.stated, now.logged
	if now != was {
		return
	}
	c.shapes.kept[string(shape)] = o
}

// appendShape appends the shape of a text; ok is false for one that has none because it is
// not plain ASCII or may be a record.
func appendShape(shape []byte, text string) (_ []byte, ok bool) {
	begin := len(shape)
	shape = append(shape, text...)
	out := shape[begin:]
	exact := false
	for k := 0; k < len(text); k++ {
		switch inShapes[text[k]] {
		case noShape:
			return shape, false
		case exactShape:
			exact = true
		case digitShape:
			from := k
			for k+1 < len(text) && text[k+1] >= '0' && text[k+1] <= '9' {
				k++
			}
			exact = exact || k-from >= 3 && mayBeYear(text[from:k+1]) || mayBeDate(text[k+1:])
		}
	}
	if exact {
		return shape, true
	}
	var many []byte // the only long number outside of paths
	for from := 0; from < len(out); {
		to := from
		for to < len(out) && out[to] != ' ' {
			to++
		}
		switch field := out[from:to]; {
		case isPath(field):
			replaceDigits(field)
		case !long(field):
		case many == nil && isMany(field):
			many = field
		default:
			return shape, true // two numbers may be held against each other
		}
		from = to + 1
	}
	replaceDigits(many)
	return shape, true
}

// What a letter makes of the shape of a line.
const (
	anyShape   = iota
	noShape    // not plain, or perhaps a record
	exactShape // what is quoted is a name: no digit is replaced
	digitShape
)

var inShapes = func() (is [256]uint8) {
	for c := range is {
		switch {
		case c >= 0x7f || c < ' ' || c == '`' || c == '{' || c == '=':
			is[c] = noShape
		case c == '"' || c == '\'' || c == '<' || c == '>':
			is[c] = exactShape
		case c >= '0' && c <= '9':
			is[c] = digitShape
		}
	}
	return is
}()

func replaceDigits(field []byte) {
	for k, c := range field {
		if c >= '0' && c <= '9' {
			field[k] = '1'
		}
	}
}

// long reports whether what stands between two blanks may be a number of thousands.
func long(field []byte) bool {
	run := 0
	for k, c := range field {
		switch {
		case c >= '0' && c <= '9':
			if run++; run >= manyDigits-1 {
				return true
			}
		case c == ',' || c == '.':
			if run > 0 && k+1 < len(field) && field[k+1] >= '0' && field[k+1] <= '9' {
				return true
			}
			run = 0
		default:
			run = 0
		}
	}
	return false
}

// mayBeDate reports whether a text goes on behind digits as a date with separators may.
func mayBeDate(rest string) bool {
	return len(rest) > 1 && (rest[0] == '.' || rest[0] == '/' || rest[0] == '-') && rest[1] >= '0' && rest[1] <= '9'
}

// mayBeYear reports whether digits hold a year of this century or the last.
func mayBeYear(digits string) bool {
	for i := 0; i+4 <= len(digits); i++ {
		if digits[i] == '2' && digits[i+1] == '0' || digits[i] == '1' && digits[i+1] == '9' {
			return true
		}
	}
	return false
}

// isPath reports whether what stands between two blanks is the path of a file, which is one
// name whatever its digits are: package grammar cuts it nowhere and looks none of it up.
func isPath(field []byte) bool {
	if len(field) == 0 {
		return false
	}
	end := field[len(field)-1] | 0x20
	if end < 'a' || end > 'z' {
		return false
	}
	letters, small, slashes := 0, false, field[0] == '/'
	for k, c := range field {
		switch {
		case c >= 'a' && c <= 'z':
			small = true
			letters++
		case c >= 'A' && c <= 'Z':
			letters++
		case c == '_' || c >= '0' && c <= '9':
		case c == '\\':
			if field[0] == '/' {
				return false
			}
			slashes = true
		case c == '/':
			if field[0] != '/' || k+1 < len(field) && field[k+1] == '/' {
				return false
			}
		case c == '.' || c == ':' || c == '-': // the last is a letter
			if n := field[k+1]; k == 0 || n == '.' || n == ':' || n == '-' || n == '/' {
				return false
			}
		default:
			return false
		}
	}
	return slashes && small && letters > longName
}

// isMany reports whether what stands between two blanks is a number so large that which one
// it is decides nothing, perhaps in brackets.
func isMany(field []byte) bool {
	if len(field) > 0 && field[0] == '(' {
		field = field[1:]
	}
	if len(field) > 0 && field[len(field)-1] == ')' {
		field = field[:len(field)-1]
	}
	if len(field) < manyDigits || len(field) > mostDigits || field[0] == '0' || string(field) == "100000" {
		return false
	}
	for _, c := range field {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}
