package message

import (
	"bytes"
	"encoding/binary"
	"strings"
	"unicode/utf16"
	"unicode/utf8"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/htmlindex"
	"golang.org/x/text/encoding/ianaindex"
)

// toUTF8 decodes a body. A declared charset is believed only as far as the bytes
// allow: reports label UTF-8 as us-ascii, carry "utf-16" declarations in UTF-8
// text, and name no charset at all. The second value is a note for people, empty
// where nothing had to be repaired.
func toUTF8(raw []byte, declared string, html bool) (string, string) {
	declared = strings.ToLower(strings.Trim(strings.TrimSpace(declared), `"'`))
	switch {
	case bytes.HasPrefix(raw, []byte("\xef\xbb\xbf")):
		return strings.ToValidUTF8(string(raw[3:]), "\ufffd"), ""
	case bytes.HasPrefix(raw, []byte("\xff\xfe")):
		return fromUTF16(raw[2:], binary.LittleEndian), ""
	case bytes.HasPrefix(raw, []byte("\xfe\xff")):
		return fromUTF16(raw[2:], binary.BigEndian), ""
	}
	if order := guessUTF16(raw); order != nil {
		return fromUTF16(raw, order), ""
	}
	if isASCII(raw) && !sevenBitCharset(declared) {
		return string(raw), ""
	}
	if utf8.Valid(raw) && !sevenBitCharset(declared) && !multiByteCharset(declared) {
		// Text that is valid UTF-8 beyond ASCII is hardly ever anything else,
		// whatever its label says.
		return string(raw), ""
	}
	if declared == "" && html {
		declared = metaCharset(raw)
	}
	switch declared {
	case "", "us-ascii", "ascii", "utf-8", "utf8", "unicode-1-1-utf-8", "utf-16", "utf-16le", "utf-16be":
		if strings.HasPrefix(declared, "utf") || declared == "unicode-1-1-utf-8" {
			if cut := trimBrokenTail(raw); utf8.Valid(cut) {
				return string(cut), "the text ends inside a character"
			}
		}
		return decodeWith(charmap.Windows1252, raw), "the charset is missing or wrong; read as Western European"
	}
	enc, err := htmlindex.Get(declared)
	if err != nil {
		enc, err = ianaindex.MIME.Encoding(declared)
	}
	if err != nil || enc == nil {
		return decodeWith(charmap.Windows1252, raw), "the charset " + clip(declared, 40) + " is unknown; read as Western European"
	}
	return decodeWith(enc, raw), ""
}

func decodeWith(enc encoding.Encoding, raw []byte) string {
	if table, ok := enc.(*charmap.Charmap); ok {
		return fromCharmap(table, raw)
	}
	out, err := enc.NewDecoder().Bytes(raw)
	if err != nil {
		return strings.ToValidUTF8(string(raw), "\ufffd")
	}
	return string(out)
}

// fromCharmap decodes a charset of single bytes. The library's decoder writes two
// copies more than the text itself.
func fromCharmap(table *charmap.Charmap, raw []byte) string {
	ascii := true // a few charsets have other letters there
	for c := range byte(utf8.RuneSelf) {
		ascii = ascii && table.DecodeByte(c) == rune(c)
	}
	more := 0
	for _, c := range raw {
		if c >= utf8.RuneSelf || !ascii {
			more += utf8.RuneLen(table.DecodeByte(c)) - 1
		}
	}
	var out strings.Builder
	out.Grow(len(raw) + more)
	for i := 0; i < len(raw); {
		start := i
		for ascii && i < len(raw) && raw[i] < utf8.RuneSelf {
			i++
		}
		out.Write(raw[start:i])
		if i < len(raw) {
			out.WriteRune(table.DecodeByte(raw[i]))
			i++
		}
	}
	return out.String()
}

func isASCII(b []byte) bool {
	for ; len(b) >= 8; b = b[8:] {
		if binary.LittleEndian.Uint64(b)&0x8080808080808080 != 0 {
			return false
		}
	}
	for _, c := range b {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// sevenBitCharset names the charsets that write other letters in ASCII bytes.
func sevenBitCharset(name string) bool {
	return strings.HasPrefix(name, "iso-2022") || name == "hz-gb-2312" || name == "utf-7"
}

// multiByteCharset names those whose text can look like valid UTF-8 by chance.
func multiByteCharset(name string) bool {
	switch name {
	case "gbk", "gb2312", "gb18030", "big5", "euc-jp", "euc-kr", "shift_jis", "shift-jis":
		return true
	}
	return false
}

// guessUTF16 recognises UTF-16 without a byte-order mark by its zero bytes.
func guessUTF16(raw []byte) binary.ByteOrder {
	n := min(len(raw), 256)
	if n < 8 {
		return nil
	}
	var even, odd int
	for i := 0; i < n; i++ {
		if raw[i] == 0 {
			if i%2 == 0 {
				even++
			} else {
				odd++
			}
		}
	}
	switch {
	case odd > n/4 && even < n/16:
		return binary.LittleEndian
	case even > n/4 && odd < n/16:
		return binary.BigEndian
	}
	return nil
}

func fromUTF16(raw []byte, order binary.ByteOrder) string {
	units := make([]uint16, len(raw)/2)
	for i := range units {
		units[i] = order.Uint16(raw[2*i:])
	}
	return string(utf16.Decode(units))
}

// trimBrokenTail drops an incomplete last character, as a cut-off mail has it.
func trimBrokenTail(raw []byte) []byte {
	for i := 1; i <= 3 && i <= len(raw); i++ {
		if c := raw[len(raw)-i]; c >= 0xc0 {
			return raw[:len(raw)-i]
		} else if c < 0x80 {
			break
		}
	}
	return raw
}

// metaCharset reads the declaration of an HTML text that has no MIME charset.
func metaCharset(raw []byte) string {
	head := bytes.ToLower(raw[:min(len(raw), 2048)])
	i := bytes.Index(head, []byte("charset="))
	if i < 0 {
		return ""
	}
	rest := bytes.TrimLeft(head[i+len("charset="):], `"' `)
	end := bytes.IndexAny(rest, "\"'> ;/\r\n")
	if end < 0 {
		return ""
	}
	return string(rest[:end])
}

func clip(s string, n int) string {
	if len(s) <= n {
		return s
	}
	return strings.ToValidUTF8(s[:n], "") + "…"
}
