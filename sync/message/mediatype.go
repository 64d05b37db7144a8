package message

import (
	"mime"
	"strings"
)

// mediaType reads a Content-Type or Content-Disposition header. Where the rules
// are broken (stray semicolons, a parameter twice) it takes what it can.
func mediaType(header string) (string, map[string]string) {
	if media, params, err := mime.ParseMediaType(header); err == nil {
		return media, params
	}
	params := map[string]string{}
	fields := splitParameters(header)
	if len(fields) == 0 {
		return "", params
	}
	media := strings.ToLower(strings.TrimSpace(fields[0]))
	if i := strings.IndexAny(media, " \t\r\n"); i >= 0 {
		media = media[:i]
	}
	for _, f := range fields[1:] {
		k, v, ok := strings.Cut(f, "=")
		k = strings.ToLower(strings.TrimSpace(k))
		if !ok || k == "" {
			continue
		}
		v = strings.TrimSpace(v)
		if len(v) >= 2 && v[0] == '"' && v[len(v)-1] == '"' {
			v = v[1 : len(v)-1]
		}
		if _, twice := params[k]; !twice {
			params[k] = strings.Trim(v, `"`)
		}
	}
	return media, params
}

// splitParameters splits at semicolons outside quotes.
func splitParameters(s string) []string {
	var out []string
	quoted, start := false, 0
	for i := 0; i < len(s) && len(out) < 50; i++ {
		switch s[i] {
		case '"':
			quoted = !quoted
		case ';':
			if !quoted {
				out = append(out, s[start:i])
				start = i + 1
			}
		}
	}
	return append(out, s[start:])
}
