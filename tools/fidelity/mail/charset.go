package mail

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"
)

// UTF8 converts a document to UTF-8. Bytes that are valid UTF-8 stay as they
// are whatever the label says, because mails often say it wrong; only UTF-16,
// which may look valid, is believed first.
func UTF8(document []byte, label string) ([]byte, error) {
	byteOrderMark := []byte("\xef\xbb\xbf") // an invisible letter, were it to stay
	document = bytes.TrimPrefix(document, byteOrderMark)
	wide := strings.HasPrefix(strings.ToLower(label), "utf-16")
	if utf8.Valid(document) && !wide {
		return document, nil
	}
	kind := "text/html"
	if label != "" {
		kind += "; charset=" + label
	}
	reader, err := charset.NewReader(bytes.NewReader(document), kind)
	if err != nil {
		return nil, fmt.Errorf("convert from the character set %q: %w", label, err)
	}
	converted, err := io.ReadAll(reader)
	return bytes.TrimPrefix(converted, byteOrderMark), err
}
