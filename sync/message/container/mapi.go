package container

import (
	"encoding/binary"
	"time"
	"unicode/utf16"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/korean"
	"golang.org/x/text/encoding/simplifiedchinese"
	"golang.org/x/text/encoding/traditionalchinese"
	"strings"
	"unicode/utf8"
)

// The properties of MAPI ([MS-OXPROPS]) that are looked at.
const (
	propSubject   = 0x0037
	propSubmitted = 0x0039
	propSender    = 0x0c1a
	propAddress   = 0x0c1f
	propDelivered = 0x0e06
	propBody      = 0x1000
	propRTF       = 0x1009
	propHTML      = 0x1013
	propTitle     = 0x3001
	propData      = 0x3701
	propName      = 0x3704
	propLongName  = 0x3707
	propMIME      = 0x370e
	propContentID = 0x3712
	propCodePage  = 0x3fde
	propSMTP      = 0x5d01
)

// The kinds of values ([MS-OXCDATA], section 2.11.1).
const (
	kindString  = 0x001e
	kindUnicode = 0x001f
	kindObject  = 0x000d
	kindBinary  = 0x0102
	kindMany    = 0x1000
)

// fixed is how many bytes a value of a kind takes in the stream, filled up to four.
var fixed = map[uint16]int{
	0x0002: 4, 0x0003: 4, 0x0004: 4, 0x0005: 8, 0x0006: 8, 0x0007: 8, 0x000a: 4, 0x000b: 4, 0x0014: 8, 0x0040: 8, 0x0048: 16,
}

// properties reads a stream of properties and calls found for each one with a single
// value. It stops where the stream breaks the rules: nothing can be known of the rest.
func properties(b []byte, found func(id, kind uint16, value []byte)) {
	number := func() (int, bool) {
		if len(b) < 4 {
			return 0, false
		}
		v := binary.LittleEndian.Uint32(b)
		b = b[4:]
		return int(v), true
	}
	bytes := func(n int) ([]byte, bool) {
		filled := (n + 3) &^ 3
		if n < 0 || n > len(b) {
			return nil, false
		}
		v := b[:n]
		b = b[min(len(b), filled):]
		return v, true
	}
	count, ok := number()
	for ; ok && count > 0; count-- {
		tag, more := number()
		if !more {
			return
		}
		kind, id := uint16(tag), uint16(uint32(tag)>>16)
		if id >= 0x8000 && !named(bytes, number) {
			return
		}
		values := 1
		size, known := fixed[kind&^kindMany]
		if kind&kindMany != 0 || !known {
			if values, ok = number(); !ok || values > len(b)/4+1 {
				return
			}
		}
		for i := range values {
			length := size
			if !known {
				switch kind &^ kindMany {
				case kindString, kindUnicode, kindObject, kindBinary:
				default:
					return
				}
				if length, ok = number(); !ok {
					return
				}
			}
			v, more := bytes(length)
			if !more {
				return
			}
			if i == 0 && kind&kindMany == 0 {
				found(id, kind, v)
			}
		}
	}
}

// named passes over the name of a named property.
func named(bytes func(int) ([]byte, bool), number func() (int, bool)) bool {
	if _, ok := bytes(16); !ok {
		return false
	}
	kind, ok := number()
	if !ok {
		return false
	}
	if kind == 0 {
		_, ok = number()
		return ok
	}
	length, ok := number()
	if ok {
		_, ok = bytes(length)
	}
	return ok
}

// propText reads a text.
func propText(kind uint16, b []byte, page int) string {
	if kind == kindUnicode {
		units := make([]uint16, len(b)/2)
		for i := range units {
			units[i] = binary.LittleEndian.Uint16(b[2*i:])
		}
		return strings.TrimRight(string(utf16.Decode(units)), "\x00")
	}
	return decodePage(trimZeros(b), page)
}

// fileTime reads the time of Windows: 100 nanoseconds since 1601.
func fileTime(b []byte) (time.Time, bool) {
	if len(b) < 8 {
		return time.Time{}, false
	}
	const unix = 11_644_473_600 // seconds from 1601 to 1970
	v := int64(binary.LittleEndian.Uint64(b)/10_000_000) - unix
	return time.Unix(v, 0).UTC(), v > 0 && v < 1<<33
}

const pageUTF8 = 65001

// pages are the code pages of Windows; the others are read as Western European.
var pages = map[int]encoding.Encoding{
	437: charmap.CodePage437, 850: charmap.CodePage850, 852: charmap.CodePage852, 866: charmap.CodePage866, 874: charmap.Windows874,
	932: japanese.ShiftJIS, 936: simplifiedchinese.GBK, 949: korean.EUCKR, 950: traditionalchinese.Big5,
	1250: charmap.Windows1250, 1251: charmap.Windows1251, 1252: charmap.Windows1252, 1253: charmap.Windows1253,
	1254: charmap.Windows1254, 1255: charmap.Windows1255, 1256: charmap.Windows1256, 1257: charmap.Windows1257,
	1258: charmap.Windows1258, 20866: charmap.KOI8R, 21866: charmap.KOI8U, 28592: charmap.ISO8859_2, 28595: charmap.ISO8859_5,
	28597: charmap.ISO8859_7, 28599: charmap.ISO8859_9, 28605: charmap.ISO8859_15, 50220: japanese.ISO2022JP, 51932: japanese.EUCJP,
	54936: simplifiedchinese.GB18030,
}

// decodePage returns bytes of a code page as UTF-8. What is UTF-8 already is taken as it is.
func decodePage(b []byte, page int) string {
	enc := pages[page]
	if utf8.Valid(b) && (enc == nil || page == 1252 || ascii(b) && page != 50220) {
		return string(b)
	}
	if enc == nil {
		enc = charmap.Windows1252
	}
	out, err := enc.NewDecoder().Bytes(b)
	if err != nil {
		return strings.ToValidUTF8(string(b), "\ufffd")
	}
	return string(out)
}

func ascii(b []byte) bool {
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
