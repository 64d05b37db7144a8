package message

import (
	"bytes"
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

// An encoded word of RFC 2047. Blanks inside the text are against the rules but
// occur, so only "?" ends it.
var encodedWord = regexp.MustCompile(`=\?([^?\s]{1,60})\?([bBqQ])\?([^?]*)\?=`)

// decodeWords decodes the encoded words of a header. Neighbours in one charset
// are joined before decoding, because some mailers split inside a character; the
// blank of the fold between them is dropped.
func decodeWords(raw string) string {
	if !strings.Contains(raw, "=?") {
		return headerBytes(raw)
	}
	raw = strings.ReplaceAll(strings.ReplaceAll(raw, "\r", ""), "\n", "")
	found := encodedWord.FindAllStringSubmatchIndex(raw, 500)
	if len(found) == 0 {
		return headerBytes(raw)
	}
	var out strings.Builder
	var pending []byte
	charset := ""
	flush := func() {
		if pending != nil {
			s, _ := toUTF8(pending, charset, false)
			out.WriteString(s)
			pending = nil
		}
	}
	last := 0
	for _, f := range found {
		between := raw[last:f[0]]
		name, _, _ := strings.Cut(strings.ToLower(raw[f[2]:f[3]]), "*") // RFC 2231 language
		if last == 0 || strings.TrimSpace(between) != "" {
			flush()
			out.WriteString(headerBytes(between))
		} else if name != charset {
			flush()
		}
		charset = name
		text := raw[f[6]:f[7]]
		if raw[f[4]] == 'b' || raw[f[4]] == 'B' {
			pending, _ = appendBase64(pending, []byte(text))
		} else {
			pending = appendQuotedPrintable(pending, []byte(strings.ReplaceAll(text, "_", " ")), true)
		}
		last = f[1]
	}
	flush()
	out.WriteString(headerBytes(raw[last:]))
	return out.String()
}

// headerBytes makes 8-bit header text readable.
func headerBytes(s string) string {
	out, _ := toUTF8([]byte(s), "", false)
	return out
}

// appendQuotedPrintable decodes what it can and keeps the rest as it stands.
// In a header there are no soft line breaks and trailing blanks count.
func appendQuotedPrintable(out, in []byte, header bool) []byte {
	out = slices.Grow(out, len(in))
	for i := 0; i < len(in); i++ {
		plain := bytes.IndexByte(in[i:], '=')
		if plain < 0 {
			return append(out, in[i:]...)
		}
		out = append(out, in[i:i+plain]...)
		i += plain
		if i+2 < len(in) {
			if hi, lo := unhex(in[i+1]), unhex(in[i+2]); hi >= 0 && lo >= 0 {
				out = append(out, byte(hi<<4|lo))
				i += 2
				continue
			}
		}
		if !header {
			j := i + 1
			for j < len(in) && (in[j] == ' ' || in[j] == '\t') {
				j++
			}
			if j == len(in) {
				break
			}
			if in[j] == '\r' && j+1 < len(in) && in[j+1] == '\n' {
				i = j + 1
				continue
			}
			if in[j] == '\n' || in[j] == '\r' {
				i = j
				continue
			}
		}
		out = append(out, '=')
	}
	return out
}

func unhex(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c >= 'A' && c <= 'F':
		return int(c-'A') + 10
	case c >= 'a' && c <= 'f':
		return int(c-'a') + 10
	}
	return -1
}

// appendBase64 skips everything that is not base64, so that one damaged line does
// not lose the rest. whole is false where the end is missing.
func appendBase64(out, in []byte) (_ []byte, whole bool) {
	out = slices.Grow(out, base64.RawStdEncoding.DecodedLen(len(in)))
	if n, err := base64.StdEncoding.Decode(out[len(out):cap(out)], in); err == nil {
		return out[:len(out)+n], true
	}
	clean := make([]byte, 0, len(in))
	padded := false
	for _, c := range in {
		if base64Letters[c] {
			clean = append(clean, c)
		}
		padded = padded || c == '='
	}
	whole = padded || len(clean)%4 == 0
	clean = clean[:len(clean)-lonelyLetter(len(clean))]
	n, _ := base64.RawStdEncoding.Decode(out[len(out):cap(out)], clean)
	return out[:len(out)+n], whole
}

// lonelyLetter is 1 where the last group holds a single letter, which is no byte.
func lonelyLetter(n int) int {
	if n%4 == 1 {
		return 1
	}
	return 0
}

// base64Letters marks the 64 letters of the alphabet.
var base64Letters = func() (t [256]bool) {
	for _, c := range "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" {
		t[c] = true
	}
	return t
}()
