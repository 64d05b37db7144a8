package message

import (
	"bytes"
	"context"
	"net/textproto"
	"strings"
)

// salvage reads what can be had from a mail that no parser understands or that is
// beyond the limits: the header lines that make sense, and the text of the first
// parts, taken flat at every known boundary. Its cost is one pass over the bytes.
func salvage(raw []byte) *Message {
	m := &Message{}
	head, body := raw, []byte(nil)
	if end := headerEnd(raw); end >= 0 {
		head, body = raw[:end], raw[end+1:]
	}
	h := salvageHeader(head)
	if len(h) == 0 {
		return nil
	}
	m.setHeader(h)
	c := &collector{ctx: context.Background(), m: m, depth: maxForwards, space: &space{}}
	boundaries := map[string]bool{}
	note := func(header textproto.MIMEHeader) bool {
		media, params := mediaType(header.Get("Content-Type"))
		if b := params["boundary"]; b != "" && len(boundaries) < maxParts {
			boundaries[b] = true
		}
		return strings.HasPrefix(media, "multipart/")
	}
	if !note(h) {
		c.leaf(h, body[:min(len(body), 2*maxBody)], false)
		c.finish()
		return m
	}
	start := -1
	take := func(end int) {
		if start < 0 || end <= start {
			return
		}
		section := body[start:end]
		c.parts++
		split := headerEnd(section)
		if split < 0 {
			return
		}
		part := salvageHeader(section[:split])
		if !note(part) {
			c.leaf(part, section[split+1:min(len(section), split+1+2*maxBody)], true)
		}
	}
	for at := 0; at < len(body) && c.parts < maxParts; {
		line := body[at:]
		next := len(body)
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line, next = line[:i], at+i+1
		}
		line = bytes.TrimRight(line, "\r \t")
		if len(line) > 2 && len(line) < 300 && line[0] == '-' && line[1] == '-' {
			name := string(line[2:])
			if boundaries[name] || boundaries[strings.TrimSuffix(name, "--")] {
				take(at)
				start = next
			}
		} else if len(line) < 1000 && bytes.Contains(line, []byte("oundary")) && len(boundaries) < maxParts {
			if b := boundaryOf(line); b != "" {
				boundaries[b] = true
			}
		}
		at = next
	}
	take(len(body))
	c.finish()
	return m
}

// salvageHeader takes the lines that look like headers and drops the others.
func salvageHeader(head []byte) textproto.MIMEHeader {
	h := textproto.MIMEHeader{}
	head = head[:min(len(head), 4*maxHeader)]
	key := ""
	for n := 0; len(head) > 0 && n < 5000; n++ {
		line := head
		if i := bytes.IndexByte(head, '\n'); i >= 0 {
			line, head = head[:i], head[i+1:]
		} else {
			head = nil
		}
		line = bytes.TrimRight(line, "\r")
		if len(line) > 0 && (line[0] == ' ' || line[0] == '\t') {
			if v := h[key]; key != "" && len(v[len(v)-1]) < 64<<10 {
				v[len(v)-1] += " " + string(bytes.TrimSpace(line))
			}
			continue
		}
		k, v, ok := bytes.Cut(line, []byte(":"))
		if !ok || len(k) == 0 || len(k) > 80 || bytes.ContainsAny(k, " \t<>\"") {
			key = ""
			continue
		}
		key = textproto.CanonicalMIMEHeaderKey(string(k))
		v = bytes.TrimSpace(v)
		h[key] = append(h[key], string(v[:min(len(v), 64<<10)]))
	}
	return h
}
