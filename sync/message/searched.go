package message

import (
	"context"
	"strings"
)

// Searched returns what a search looks in of a raw mail, its subject excepted: the text that
// the report shows, the plain text where it says more than that, and a report that was
// forwarded. A mail that cannot be decoded has none.
func Searched(raw []byte) string {
	m, err := Decode(context.Background(), raw)
	if err != nil {
		return ""
	}
	var out strings.Builder
	for depth := 0; m != nil && depth < 4; depth++ {
		if depth > 0 {
			out.WriteString(m.Subject)
			out.WriteByte('\n')
		}
		shown := strings.Join(m.HTMLLines(), "\n")
		out.WriteString(shown)
		out.WriteByte('\n')
		// The other half of a mail in two forms says the same once more.
		if text := m.Body(); m.HTML == "" || len(text) > 2*len(shown) {
			out.WriteString(text)
			out.WriteByte('\n')
		}
		m = m.Forwarded
	}
	return out.String()
}
