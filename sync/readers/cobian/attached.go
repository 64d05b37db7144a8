package cobian

import (
	"strings"

	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/transform"

	"runchecks/sync/message"
)

// attachedLines returns the lines of the attached logs. The program writes them as
// Unicode with a byte-order mark.
func attachedLines(m *message.Message) []string {
	var out []string
	for _, a := range m.Attachments {
		name := strings.ToLower(a.Name)
		if !strings.HasSuffix(name, ".txt") && !strings.HasSuffix(name, ".log") || len(a.Content) > 8<<20 {
			continue
		}
		text, _, err := transform.String(unicode.BOMOverride(unicode.UTF8.NewDecoder()), string(a.Content))
		if err != nil {
			continue
		}
		out = append(out, strings.Split(strings.ReplaceAll(text, "\r\n", "\n"), "\n")...)
	}
	return out
}
