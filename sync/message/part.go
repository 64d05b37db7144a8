package message

import (
	"bytes"
	"net/mail"
	"strings"
)

// WholeParts makes a mail of the beginning of a large one: its headers and those of
// its parts that are there whole, which is the report where the attachments follow
// it. It is false where no part is whole.
func WholeParts(beginning []byte) ([]byte, bool) {
	m, err := mail.ReadMessage(bytes.NewReader(beginning))
	if err != nil {
		return nil, false
	}
	media, params := mediaType(m.Header.Get("Content-Type"))
	if !strings.HasPrefix(media, "multipart/") || params["boundary"] == "" {
		return nil, false
	}
	delimiter := []byte("--" + params["boundary"])
	found, last := 0, 0
	for at := 0; at < len(beginning); {
		line, _, ended := bytes.Cut(beginning[at:], []byte("\n"))
		if !ended {
			break // whatever it is, it is not whole
		}
		if bytes.Equal(bytes.TrimRight(line, "\r \t"), delimiter) {
			found, last = found+1, at
		}
		at += len(line) + 1
	}
	if found < 2 {
		return nil, false
	}
	return append(bytes.Clone(beginning[:last]), "--"+params["boundary"]+"--\r\n"...), true
}
