package facts

import (
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/html/atom"
)

// look is what a style says about whether its text is seen.
type look struct {
	gone bool // with everything in it
	// What holds inside until something in it says otherwise.
	size  int8 // of the letters: -1 none, 1 some, 0 not told
	ink   rgb
	paper rgb
	// struck is true where a line is drawn through its text.
	struck bool
}

// rgb is a colour; known is false where it is not told, clear where it is told and may be
// anything: a picture, a gradient, a name that nobody lists.
type rgb struct {
	r, g, b      uint8
	known, clear bool
}

// near reports whether nobody tells two colours apart.
func (c rgb) near(o rgb) bool {
	far := func(a, b uint8) int { return max(int(a)-int(b), int(b)-int(a)) }
	return c.known && o.known && far(c.r, o.r)+far(c.g, o.g)+far(c.b, o.b) <= 12
}

// tells are parts of words without which a style says nothing here.
var tells = []string{"none", "hidden", "collapse", "size", "height", "width", "opacity", "hide", "color", "background", "indent",
	"left", "top",
	"clip", "scale(", "font:", "line-through"}

// lookOf reads a style attribute. Reports repeat their styles, so each is read once.
func (w *walker) lookOf(style string) look {
	if style == "" {
		return look{}
	}
	if l, ok := w.looks[style]; ok {
		return l
	}
	l := look{}
	low := strings.ToLower(style)
	for _, word := range tells {
		if strings.Contains(low, word) {
			l = readStyle(low)
			break
		}
	}
	if w.looks == nil {
		w.looks = map[string]look{}
	}
	if len(w.looks) < 1000 {
		w.looks[strings.Clone(style)] = l
	}
	return l
}

func readStyle(style string) look {
	var l look
	var hidden, flat, thin, absolute, clipped bool
	for declaration := range strings.SplitSeq(style, ";") {
		name, value, ok := strings.Cut(declaration, ":")
		if !ok {
			continue
		}
		name, value = strings.TrimSpace(name), strings.TrimSpace(value)
		value = strings.TrimSpace(strings.TrimSuffix(value, "!important"))
		switch name {
		case "display":
			l.gone = l.gone || value == "none"
		case "visibility":
			l.gone = l.gone || value == "hidden" || value == "collapse"
		case "mso-hide":
			l.gone = l.gone || value == "all"
		case "opacity":
			n, err := strconv.ParseFloat(value, 64)
			l.gone = l.gone || err == nil && n < 0.1
		case "overflow", "overflow-y", "overflow-x":
			hidden = value == "hidden" || value == "clip"
		case "height", "max-height":
			flat = flat || length(value) == 0
			l.gone = l.gone || name == "max-height" && length(value) == 0
		case "width", "max-width":
			thin = thin || length(value) == 0
		case "font-size":
			l.size = sized(value)
		case "font":
			if first, _, _ := strings.Cut(value, " "); strings.HasPrefix(first, "0/") || first == "0" || first == "0px" {
				l.size = -1
			}
		case "position":
			absolute = value == "absolute" || value == "fixed"
		case "text-indent", "margin-left", "left", "top", "margin-top":
			l.gone = l.gone || length(value) <= -900
		case "clip":
			clipped = strings.Trim(value, "rect()0px, 1") == ""
		case "clip-path":
			l.gone = l.gone || value == "inset(50%)" || value == "inset(100%)" || value == "circle(0)"
		case "transform":
			l.gone = l.gone || value == "scale(0)" || value == "scale(0,0)" || value == "scale(0, 0)"
		case "color":
			if l.ink = color(value); value == "transparent" || alphaless(value) {
				l.size = -1 // of no use to its reader, like letters without a size
			}
		case "background", "background-color":
			l.paper = color(value)
		case "text-decoration", "text-decoration-line":
			l.struck = strings.Contains(value, "line-through")
		case "background-image":
			if value != "none" {
				l.paper = rgb{clear: true}
			}
		}
	}
	l.gone = l.gone || hidden && (flat || thin) || absolute && clipped
	return l
}

// length reads a length in pixels or points, 1 where it is another.
func length(s string) float64 {
	s = strings.TrimRight(s, "abcdefghijklmnopqrstuvwxyz% ")
	n, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 1
	}
	return n
}

// sized tells whether letters of a size are seen.
func sized(value string) int8 {
	n := length(value)
	if value == "" || value[0] != '.' && value[0] != '-' && !digit(value[0]) {
		return 1 // "small"
	}
	if n <= 0 || n <= 1 && (strings.HasSuffix(value, "px") || strings.HasSuffix(value, "pt")) {
		return -1
	}
	return 1
}

func alphaless(value string) bool {
	return strings.HasPrefix(value, "rgba(") && (strings.HasSuffix(value, ",0)") || strings.HasSuffix(value, ", 0)"))
}

var colors = map[string]rgb{
	"white": {255, 255, 255, true, false}, "black": {0, 0, 0, true, false}, "red": {255, 0, 0, true, false}, "green": {0, 128, 0, true,
		false},
	"yellow": {255, 255, 0, true, false}, "blue": {0, 0, 255, true, false}, "gray": {128, 128, 128, true, false}, "grey": {128, 128,
		128, true, false},
	"silver": {192, 192, 192, true, false}, "orange": {255, 165, 0, true, false}, "whitesmoke": {245, 245, 245, true, false},
}

var numbers = regexp.MustCompile(`^rgba?\(\s*(\d{1,3})\s*,\s*(\d{1,3})\s*,\s*(\d{1,3})\s*[,)]`)

// color reads a colour, or the first word of a background.
func color(value string) rgb {
	if value == "" || value == "inherit" || value == "transparent" || value == "none" || value == "initial" {
		return rgb{}
	}
	if g := numbers.FindStringSubmatch(value); g != nil {
		part := func(s string) uint8 {
			n, _ := strconv.Atoi(s) // three digits
			return uint8(min(n, 255))
		}
		return rgb{part(g[1]), part(g[2]), part(g[3]), true, false}
	}
	if strings.Contains(value, "url(") || strings.Contains(value, "gradient") || strings.Contains(value, "(") {
		return rgb{clear: true}
	}
	value, _, _ = strings.Cut(value, " ")
	if c, ok := colors[value]; ok {
		return c
	}
	value = strings.TrimPrefix(value, "#")
	if len(value) == 3 {
		value = string([]byte{value[0], value[0], value[1], value[1], value[2], value[2]})
	}
	if n, err := strconv.ParseUint(value, 16, 32); err == nil && len(value) == 6 {
		return rgb{uint8(n >> 16), uint8(n >> 8), uint8(n), true, false}
	}
	return rgb{clear: true}
}

// frame is an open element that changes how its text looks.
type frame struct {
	tag    atom.Atom
	nested int // elements of the same name in it that change nothing
	small  bool
	ink    rgb
	paper  rgb
	alarm  string // how it shows that its text is an alarm, "" where it does not
}

// maxFrames bounds the elements that are kept; deeper ones look like the one around them.
const maxFrames = 500

// enter pushes what an element changes. A class may give it any ground.
func (w *walker) enter(tag atom.Atom, a attrs, l look) {
	alarm := w.alarmOf(tag, a.classes, l)
	if l.size == 0 && !l.ink.known && !l.ink.clear && !l.paper.known && !l.paper.clear && !a.class && alarm == "" {
		for i := len(w.frames) - 1; i >= w.floor(); i-- {
			if w.frames[i].tag == tag {
				w.frames[i].nested++
				break
			}
		}
		return
	}
	if len(w.frames) == maxFrames {
		return
	}
	f := frame{ink: rgb{0, 0, 0, true, false}, paper: rgb{255, 255, 255, true, false}}
	if n := len(w.frames); n > 0 {
		f = w.frames[n-1]
	}
	f.tag, f.nested = tag, 0
	if l.size != 0 {
		f.small = l.size < 0
	}
	if alarm != "" || f.alarm != strike && (l.ink.known || l.paper.known) {
		f.alarm = alarm // another colour takes that of what is around it
	}
	if a.class {
		f.paper = rgb{clear: true}
	}
	if l.ink.known || l.ink.clear {
		f.ink = l.ink
	}
	if l.paper.known || l.paper.clear {
		f.paper = l.paper
	}
	w.frames = append(w.frames, f)
}

// leave pops what an element changed.
func (w *walker) leave(tag atom.Atom) {
	for i := len(w.frames) - 1; i >= w.floor(); i-- {
		if w.frames[i].tag != tag {
			continue
		}
		if w.frames[i].nested > 0 {
			w.frames[i].nested--
		} else {
			w.frames = w.frames[:i]
		}
		return
	}
}

// floor is the number of frames around the table that is open: a cell closes none of them.
func (w *walker) floor() int {
	if n := len(w.tables); n > 0 {
		return w.tables[n-1].frames
	}
	return 0
}

// dim reports whether the text that follows is not seen: it has no size, or the colour of
// its ground.
func (w *walker) dim() bool {
	n := len(w.frames)
	if n == 0 {
		return false
	}
	f := &w.frames[n-1]
	return f.small || !w.sheet && f.ink.near(f.paper)
}

// sheetRule finds the rules of a style sheet for single classes.
var sheetRule = regexp.MustCompile(`(?is)(^|[{}])\s*((?:\.[a-z0-9_-]+\s*,?\s*)+)\{([^{}]*)\}`)

// styles reads a style sheet: which classes are taken away wherever they stand, and whether
// it paints any ground, so that colours tell nothing.
func (w *walker) styles(sheet string) {
	if len(sheet) > 200_000 {
		sheet = sheet[:200_000]
	}
	low := strings.ToLower(sheet)
	w.sheet = w.sheet || strings.Contains(low, "background")
	if !strings.Contains(low, "none") && !strings.Contains(low, "hidden") && !strings.Contains(low, "color") &&
		!strings.Contains(low, "background") {
		return
	}
	low = outsideOfMedia(low)
	for _, g := range sheetRule.FindAllStringSubmatch("}"+strings.ReplaceAll(low, "}", "}}"), 500) {
		l := readStyle(g[3])
		alarm := colourOfAlarm(l)
		if !l.gone && alarm == "" {
			continue
		}
		for class := range strings.FieldsFuncSeq(g[2], func(r rune) bool { return strings.ContainsRune(" ,\t\r\n", r) }) {
			class = strings.TrimPrefix(class, ".")
			switch {
			case l.gone:
				if w.away == nil {
					w.away = map[string]bool{}
				}
				w.away[class] = true
			default:
				if w.painted == nil {
					w.painted = map[string]string{}
				}
				w.painted[class] = alarm
			}
		}
	}
}

// outsideOfMedia drops the blocks of at-rules: they hold for other screens.
func outsideOfMedia(sheet string) string {
	if !strings.Contains(sheet, "@") {
		return sheet
	}
	var out strings.Builder
	depth, skip := 0, -1
	for i := 0; i < len(sheet); i++ {
		switch c := sheet[i]; {
		case c == '@' && skip < 0:
			skip = depth
		case c == '{':
			depth++
		case c == '}':
			depth = max(0, depth-1)
			if skip >= 0 && depth <= skip {
				skip = -1
				continue
			}
		case c == ';' && skip == depth:
			skip = -1
			continue
		}
		if skip < 0 {
			out.WriteByte(sheet[i])
		}
	}
	return out.String()
}
