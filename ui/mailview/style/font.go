package style

import (
	"slices"
	"strconv"
	"strings"

	"runchecks/ui/mailview/css"
)

// medium is the keyword of the normal font size.
const medium = 4

// keywords of font-size; their index plus 1 is Font.keyword.
var keywords = []string{"xx-small", "x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"}

// Sizes of the keywords in CSS pixels, for a medium of 16 and for the 13 of the generic
// monospace family, as Chromium has them.
var (
	keywordSizes     = [...]float64{9, 10, 13, 16, 18, 24, 32, 48}
	keywordMonoSizes = [...]float64{9, 9, 10, 13, 16, 20, 26, 40}
	strictMonoSizes  = [...]float64{9, 10, 12, 13, 16, 20, 26, 39}
)

// smaller is the step of the sizes "smaller" and "larger".
const smaller = 1.2

// largestFont bounds font sizes, in CSS pixels.
const largestFont = 200

func (f *Font) setKeyword(k uint8) {
	f.keyword, f.absolute = k, false
	f.Size = keywordSizes[k-1]
}

// scale makes the font k times as large as p.
func (f *Font) scale(p *Font, k float64) { f.Size, f.keyword = p.Size*k, 0 }

// monoScale is how much smaller the generic monospace family is.
const monoScale = 13.0 / 16

// settle ends the choice of a font: the generic monospace family has sizes of its own
// where no absolute size was given.
func (f *Font) settle(p *Font, quirks bool) {
	switch {
	case f.absolute:
	case f.keyword > 0 && f.generic && quirks:
		f.Size = keywordMonoSizes[f.keyword-1]
	case f.keyword > 0 && f.generic:
		f.Size = strictMonoSizes[f.keyword-1]
	case f.keyword > 0:
		f.Size = keywordSizes[f.keyword-1]
	case f.generic && !p.generic:
		f.Size *= monoScale
	case !f.generic && p.generic:
		f.Size /= monoScale
	}
	f.Size = min(f.Size, largestFont)
}

// setSize applies a value of font-size in lower case.
func (f *Font) setSize(v string, p *Font, quirks bool) bool {
	if i := slices.Index(keywords, v); i >= 0 {
		f.setKeyword(uint8(i + 1))
		return true
	}
	switch v {
	case "smaller":
		f.scale(p, 1/smaller)
		f.absolute = p.absolute
		return true
	case "larger":
		f.scale(p, smaller)
		f.absolute = p.absolute
		return true
	}
	l, ok := css.ParseLength(v, p.Size, quirks)
	if !ok || l.Unit == css.Auto || l.Value < 0 {
		return false
	}
	f.Size, f.keyword = css.Bounded(l.Or0(p.Size), 0, largestFont), 0
	f.absolute = !relativeSize(v) || p.absolute
	return true
}

// relativeSize reports whether a size depends on that of the parent.
func relativeSize(v string) bool {
	return strings.HasSuffix(v, "%") || strings.HasSuffix(v, "em") && !strings.HasSuffix(v, "rem") || strings.HasSuffix(v, "ex") || strings.HasSuffix(v, "ch")
}

// setWeight applies a value of font-weight in lower case.
func (f *Font) setWeight(v string, p *Font) {
	switch v {
	case "bold":
		f.Weight = 700
	case "normal":
		f.Weight = 400
	case "bolder":
		f.Weight = max(p.Weight, 700)
		if p.Weight < 350 {
			f.Weight = 400
		}
	case "lighter":
		f.Weight = 400
		if p.Weight < 600 {
			f.Weight = 100
		}
	default:
		if n, err := strconv.Atoi(v); err == nil && n >= 1 && n <= 1000 {
			f.Weight = n
		}
	}
}

// monospaced are the families that reports use for console output.
var monospaced = []string{"monospace", "courier", "courier new", "consolas", "menlo", "monaco", "lucida console",
	"dejavu sans mono", "cascadia code", "cascadia mono", "source code pro", "ui-monospace", "sfmono-regular", "fixedsys", "andale mono",
	"liberation mono", "lucida sans typewriter"}

// setFamily applies a list of families: the first one decides between the two that
// there are.
func (f *Font) setFamily(v string) {
	v = strings.ToLower(v)
	f.generic = strings.TrimSpace(v) == "monospace"
	for _, family := range strings.Split(v, ",") {
		if family = strings.Trim(strings.TrimSpace(family), `"' `); family != "" {
			f.Mono = slices.Contains(monospaced, family)
			return
		}
	}
}

// setMono is what pre, code and the like do by default.
func (f *Font) setMono() { f.Mono, f.generic = true, true }

// setShorthand applies a value of font; the height of the line it gives, "" for none.
func (f *Font) setShorthand(v string, p *Font, quirks bool) (lineHeight string) {
	words := css.Words(v)
	was := *f
	f.Weight, f.Italic = 400, false
	for i, w := range words {
		switch w = strings.ToLower(w); {
		case w == "bold" || w == "bolder" || w == "lighter" || len(w) == 3 && w[1:] == "00":
			f.setWeight(w, p)
		case w == "italic" || w == "oblique":
			f.Italic = true
		case w == "normal" || w == "small-caps":
		default:
			size, height, _ := strings.Cut(w, "/")
			if !f.setSize(size, p, quirks) || i+1 == len(words) {
				*f = was // a shorthand needs size and family
				return ""
			}
			f.setFamily(strings.Join(words[i+1:], " "))
			if height == "" {
				height = "normal"
			}
			return height
		}
	}
	*f = was
	return ""
}
