package sanity

import (
	"strconv"
	"strings"
)

// Code reads an exit code: a whole number with nothing behind it but the end of its
// sentence, also negative or hexadecimal (0x80070005).
func Code(text string) (int64, bool) {
	text = strings.Trim(strings.TrimRight(strings.TrimSpace(text), ".,;)"), "()\"' ")
	if rest, ok := strings.CutPrefix(strings.ToLower(text), "0x"); ok {
		n, err := strconv.ParseUint(rest, 16, 32)
		return int64(n), err == nil
	}
	n, err := strconv.ParseInt(text, 10, 64)
	return n, err == nil && n > -1<<33 && n < 1<<33
}

// codeAfter reads the exit code that stands behind the words for it: ": 23", " (0x1)",
// " was 2". ok is false where no number stands there.
func codeAfter(text string) (code int64, words string, ok bool) {
	i := 0
	for i < len(text) && strings.IndexByte(" :=(#\"'", text[i]) >= 0 {
		i++
	}
	for _, verb := range []string{"is ", "was ", "of ", "status ", "code ", "ist ", "war ", "is: ", "est ", "es "} {
		if strings.HasPrefix(text[i:], verb) {
			i += len(verb)
			break
		}
	}
	end := i
	for end < len(text) && (text[end] == '-' && end == i || text[end] >= '0' && text[end] <= '9' || text[end] == 'x' && end == i+1 ||
		end > i+1 && text[i+1] == 'x' && text[end] >= 'a' && text[end] <= 'f') {
		end++
	}
	if end == i || end < len(text) && (text[end] >= 'a' && text[end] <= 'z' || strings.IndexByte(":/-", text[end]) >= 0) {
		return 0, "", false
	}
	if end+1 < len(text) && (text[end] == '.' || text[end] == ',') && text[end+1] >= '0' && text[end+1] <= '9' {
		return 0, "", false
	}
	code, ok = Code(text[i:end])
	return code, text[:end], ok
}
