package pointing

import (
	"cmp"
	"regexp"
	"strings"
	"unicode"

	"github.com/pelletier/go-toml/v2"
)

// Parse reads the text of a definition back as a plan. What pointing cannot say, or what a
// person wrote otherwise than pointing would, is kept by hand. The text need not be a valid
// definition: what cannot be read is kept, too.
func Parse(text string) *Plan {
	p := &Plan{JobType: "Backup"}
	for _, block := range blocks(text) {
		marked := strings.HasPrefix(block, handMark+"\n")
		bare := strings.TrimPrefix(block, handMark+"\n")
		if solid(block) == solid(nothing) {
			continue
		}
		key := keyOf(bare)
		if !p.take(key, bare) || marked && key != "" {
			if once(key) && p.byHand(key) {
				key = "more " + key // twice, which is a fault that the editor shows
			}
			if key == "" {
				p.head(bare)
			}
			p.Hand = append(p.Hand, Part{key, strings.TrimSpace(bare)})
		}
	}
	return p
}

var header = regexp.MustCompile(`^\s*\[\[?\s*([A-Za-z_][\w.]*)\s*\]\]?\s*(?:#.*)?$`)

// blocks cuts a file before its headers; comments above a header belong to it, tables
// below [[objects]] to those.
func blocks(text string) []string {
	var out []string
	var block, comments []string
	inside := "" // the kind of multi-line text, which may hold lines like headers
	flush := func() {
		if s := strings.TrimSpace(strings.Join(block, "\n")); s != "" {
			out = append(out, s)
		}
		block = nil
	}
	for l := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n", "\n"), "\n") {
		if inside == "" {
			if g := header.FindStringSubmatch(l); g != nil && !strings.Contains(g[1], ".") {
				flush()
			} else if strings.HasPrefix(strings.TrimSpace(l), "#") {
				comments = append(comments, l)
				continue
			}
		}
		for _, q := range []string{`"""`, `'''`} {
			if (inside == "" || inside == q) && strings.Count(l, q)%2 == 1 {
				if inside == "" {
					inside = q
				} else {
					inside = ""
				}
			}
		}
		block = append(append(block, comments...), l)
		comments = nil
	}
	block = append(block, comments...)
	flush()
	return out
}

// keyOf tells what a block is: the name of its first table, "" for the head of the file.
func keyOf(block string) string {
	for l := range strings.SplitSeq(block, "\n") {
		if g := header.FindStringSubmatch(l); g != nil {
			return g[1]
		}
		if l = strings.TrimSpace(l); l != "" && !strings.HasPrefix(l, "#") {
			return ""
		}
	}
	return ""
}

type fileCondition struct {
	In       string `toml:"in"`
	Label    string `toml:"label"`
	Column   string `toml:"column"`
	Contains string `toml:"contains"`
	Matches  string `toml:"matches"`
}

func (c *fileCondition) place() Place { return Place{c.In, c.Label, c.Matches} }

type fileWords struct {
	Success []string `toml:"success"`
	Warning []string `toml:"warning"`
	Failed  []string `toml:"failed"`
	Missed  []string `toml:"missed"`
	Unknown []string `toml:"unknown"`
}

func (f fileWords) words() Words {
	w := Words{}
	for m, list := range map[Meaning][]string{Success: f.Success, Warning: f.Warning, Failed: f.Failed, Missed: f.Missed, "": f.Unknown} {
		if len(list) > 1 || len(list) == 1 && list[0] != "" {
			w[m] = list
		}
	}
	return w
}

type fileCell struct {
	Value  string `toml:"value"`
	Column string `toml:"column"`
}

func (c *fileCell) name() string {
	if c == nil {
		return ""
	}
	return cmp.Or(c.Column, strings.TrimSuffix(strings.TrimPrefix(c.Value, "${"), "}"))
}

// file is what pointing can say of a definition.
type file struct {
	Format  int    `toml:"format"`
	Name    string `toml:"name"`
	Product string `toml:"product"`
	About   string `toml:"about"`
	Match   struct {
		All []fileCondition `toml:"all"`
	} `toml:"match"`
	Job struct {
		Type     string         `toml:"type"`
		Name     *fileCondition `toml:"name"`
		Identity *fileCondition `toml:"identity"`
	} `toml:"job"`
	Status []struct {
		In      string         `toml:"in"`
		Label   string         `toml:"label"`
		Matches string         `toml:"matches"`
		Is      string         `toml:"is"`
		Stated  bool           `toml:"stated"`
		Unless  *fileCondition `toml:"unless"`
		fileWords
	} `toml:"status"`
	Count []struct {
		Label string `toml:"label"`
		Above string `toml:"above_zero"`
	} `toml:"count"`
	Started  *fileCondition `toml:"started"`
	Ended    *fileCondition `toml:"ended"`
	Duration *fileCondition `toml:"duration"`
	Objects  []struct {
		From      string          `toml:"from"`
		Headings  []string        `toml:"headings"`
		Matches   string          `toml:"matches"`
		Separator string          `toml:"separator"`
		After     string          `toml:"after"`
		Name      *fileCell       `toml:"name"`
		Type      *fileCell       `toml:"type"`
		Message   *fileCell       `toml:"message"`
		Except    []fileCondition `toml:"except"`
		Status    *struct {
			Value  string `toml:"value"`
			Column string `toml:"column"`
			fileWords
		} `toml:"status"`
	} `toml:"objects"`
	Lines *struct {
		Known []string `toml:"known"`
	} `toml:"lines"`
}

// take reads a block into the plan; false where pointing would have written it otherwise.
func (p *Plan) take(key, block string) bool {
	var f file
	d := toml.NewDecoder(strings.NewReader(block))
	d.DisallowUnknownFields()
	if d.Decode(&f) != nil {
		return false
	}
	next := p.clone()
	written := ""
	switch key {
	case "":
		next.Name, next.Product, next.About = f.Name, f.Product, f.About
		written = next.top()
	case "match":
		for _, c := range f.Match.All {
			next.Match = append(next.Match, Condition{c.In, c.Label, c.Contains, c.Matches})
		}
		written = next.matchText()
	case "job":
		next.JobType = f.Job.Type
		if f.Job.Name != nil {
			next.Job = f.Job.Name.place()
		}
		if f.Job.Identity != nil {
			next.Machine = f.Job.Identity.place()
		}
		written = next.jobText()
	case "status":
		s := f.Status[0]
		one := Status{Place: Place{s.In, s.Label, s.Matches}, Words: s.words(), Stated: s.Stated, Is: Meaning(s.Is)}
		if s.Unless != nil {
			one.Ignore = ignored(s.Unless.Matches)
		}
		next.Statuses = append(next.Statuses, one)
		written = one.text()
	case "count":
		c := Count{f.Count[0].Label, Meaning(f.Count[0].Above)}
		next.Counts = append(next.Counts, c)
		written = c.text()
	case "started":
		next.Start = f.Started.place()
		written = timeText("started", next.Start)
	case "ended":
		next.End = f.Ended.place()
		written = timeText("ended", next.End)
	case "duration":
		next.Duration = f.Duration.place()
		written = timeText("duration", next.Duration)
	case "objects":
		o := f.Objects[0]
		l := List{From: o.From, Separator: o.Separator, Matches: o.Matches, After: o.After, Name: o.Name.name(), Type: o.Type.name(),
			Message: o.Message.name(), Words: Words{}, Ignored: ignoredColumns(block)}
		if o.Status != nil {
			l.Status = (&fileCell{o.Status.Value, o.Status.Column}).name()
			l.Words = o.Status.words()
		}
		if len(o.Except) == 1 {
			l.Except = ignored(o.Except[0].Matches)
		}
		next.Lists = append(next.Lists, l)
		written = l.text()
	case "lines":
		next.Known = append([]string{}, f.Lines.Known...)
		written = next.knownText()
	default:
		return false
	}
	if solid(written) != solid(block) {
		return false
	}
	*p = *next
	return true
}

// solid is a text without blanks: how a file is laid out is no difference.
func solid(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

var alternatives = regexp.MustCompile(`\(\?:((?:\\.|[^\\()])*)\)`)

// ignored reads the words of a pattern that either made.
func ignored(p string) []string {
	g := alternatives.FindStringSubmatch(p)
	if g == nil {
		return nil
	}
	var out []string
	var b strings.Builder
	for i := 0; i < len(g[1]); i++ {
		switch c := g[1][i]; {
		case c == '\\' && i+1 < len(g[1]):
			i++
			b.WriteByte(g[1][i])
		case c == '|':
			out = append(out, b.String())
			b.Reset()
		default:
			b.WriteByte(c)
		}
	}
	return append(out, b.String())
}

var ignoredLine = regexp.MustCompile(`(?m)^# ignored: (.*)$`)

func ignoredColumns(block string) []string {
	g := ignoredLine.FindStringSubmatch(block)
	if g == nil {
		return nil
	}
	var x struct{ List []string }
	if toml.Unmarshal([]byte("List = ["+g[1]+"]"), &x) != nil {
		return nil
	}
	return x.List
}

// head reads what it can of a head that is written by hand.
func (p *Plan) head(block string) {
	var f file
	if toml.Unmarshal([]byte(block), &f) == nil {
		p.Name, p.Product, p.About = f.Name, f.Product, f.About
	}
}
