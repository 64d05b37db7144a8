package mail

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/mail"
	"net/textproto"
	"strings"
)

// HTML is the first HTML part of a mail in UTF-8. Pictures that the mail brings
// along stand in it as data: addresses, so that both sides can show them.
func HTML(letter []byte) ([]byte, error) {
	message, err := mail.ReadMessage(bytes.NewReader(letter))
	if err != nil {
		return nil, fmt.Errorf("read the head of the mail: %w", err)
	}
	var found parts
	if err := found.walk(textproto.MIMEHeader(message.Header), message.Body, 0); err != nil {
		return nil, fmt.Errorf("read the parts of the mail: %w", err)
	}
	if found.html == nil {
		return nil, errors.New("the mail has no HTML part, so there is no page to lay out")
	}
	for id, address := range found.pictures {
		found.html = bytes.ReplaceAll(found.html, []byte("cid:"+id), []byte(address))
	}
	return found.html, nil
}

type parts struct {
	html     []byte
	pictures map[string]string // Content-ID to data: address
}

func (p *parts) walk(header textproto.MIMEHeader, body io.Reader, depth int) error {
	kind, parameters, err := mime.ParseMediaType(header.Get("Content-Type"))
	if err != nil {
		kind = "text/plain" // what a part without a readable type is
	}
	if strings.HasPrefix(kind, "multipart/") && depth < 20 {
		return p.walkAll(multipart.NewReader(body, parameters["boundary"]), depth)
	}
	picture := strings.HasPrefix(kind, "image/") && header.Get("Content-Id") != ""
	if !picture && (kind != "text/html" || p.html != nil) {
		return nil
	}
	content, err := io.ReadAll(decoder(header.Get("Content-Transfer-Encoding"), body))
	if err != nil {
		return fmt.Errorf("decode a part of type %s: %w", kind, err)
	}
	if !picture {
		p.html, err = UTF8(content, parameters["charset"])
		return err
	}
	if p.pictures == nil {
		p.pictures = map[string]string{}
	}
	id := strings.Trim(header.Get("Content-Id"), "<> ")
	p.pictures[id] = "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(content)
	return nil
}

func (p *parts) walkAll(reader *multipart.Reader, depth int) error {
	for {
		part, err := reader.NextRawPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := p.walk(part.Header, part, depth+1); err != nil {
			return err
		}
	}
}

func decoder(encoding string, body io.Reader) io.Reader {
	switch strings.ToLower(strings.TrimSpace(encoding)) {
	case "base64":
		return base64.NewDecoder(base64.StdEncoding, body)
	case "quoted-printable":
		return quotedprintable.NewReader(body)
	}
	return body
}
