package text

import (
	"strings"
	"unicode"
)

// Signs that allow or forbid a break.
const (
	zeroWidthSpace = '\u200b'
	softHyphen     = '\u00ad'
	zeroWidthGlue  = '\u2060'
	byteOrderMark  = '\ufeff'
	noBreakSpace   = '\u00a0'
	narrowNoBreak  = '\u202f'
	joiner         = '\u200d'
	hyphen         = '\u2010'
	enDash         = '\u2013'
	emDash         = '\u2014'
)

// IsSpace reports whether a letter is white space of HTML. A no-break space is not.
func IsSpace(r rune) bool { return r == ' ' || r == '\t' || r == '\n' || r == '\r' || r == '\f' }

// MayBreak reports whether a line may break between a and b, neither of them a space;
// before is the letter before a, or 0. ASCII follows what Chromium does with all pairs
// (which is not the Unicode line breaking algorithm: paths never break after a slash);
// the rest is a small part of that algorithm (UAX 14).
func MayBreak(before, a, b rune) bool {
	switch {
	case a == zeroWidthSpace || a == softHyphen:
		return true
	case a < 0x80 && b < 0x80:
		return mayBreakASCII(before, byte(a), byte(b))
	case glue(a) || glue(b) || b == zeroWidthSpace:
		return false
	case a == enDash || a == hyphen:
		return b >= '0' && b <= '9' || before > ' ' && !unicode.IsPunct(b)
	case a == emDash:
		return !unicode.IsPunct(b)
	case b == emDash:
		return !unicode.IsPunct(a)
	case ideographic(a) || ideographic(b):
		closing := unicode.Is(unicode.Mn, b) || unicode.In(b, unicode.Pe, unicode.Pf, unicode.Po)
		return !closing && !unicode.In(a, unicode.Ps, unicode.Pi)
	}
	return false
}

func glue(r rune) bool {
	switch r {
	case zeroWidthGlue, byteOrderMark, noBreakSpace, narrowNoBreak, joiner:
		return true
	}
	return false
}

func mayBreakASCII(before rune, a, b byte) bool {
	switch {
	case a == '-' && b >= '0' && b <= '9':
		return before > ' '
	case a == '-':
		return strings.IndexByte("!$),./:;?]}", b) < 0
	case a == '?':
		return strings.IndexByte("!\"'),./:;?]}", b) < 0
	case strings.IndexByte("!\"#%&)*+,.:;=>\\]|}~", a) >= 0:
		return b == '(' || b == '<' || b == '[' || b == '{'
	}
	return false
}

func ideographic(r rune) bool {
	return unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
