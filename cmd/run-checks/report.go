package main

import (
	"context"
	"strings"
	"unicode/utf8"

	"runchecks/cmd/internal/workspace"
	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/ui/report"
	"runchecks/ui/words"
)

// original returns a stored message byte for byte.
func original(ctx context.Context, space *workspace.Workspace, id int64) (raw []byte, err error) {
	err = space.Store.Read(ctx, func(q domain.Reader) error {
		raw, err = q.RawMessage(id)
		return err
	})
	return raw, err
}

// readReport decodes a stored message for the report pane.
func readReport(ctx context.Context, space *workspace.Workspace, id int64) (report.Content, error) {
	_, raw, opened := space.Bench.File(id)
	err := space.Store.Read(ctx, func(q domain.Reader) (err error) {
		if opened {
			return nil
		}
		raw, err = q.ShownMessage(id)
		return err
	})
	if err != nil {
		return report.Content{}, err
	}
	r := report.Content{Source: text(raw)}
	r.Headers = head(r.Source)
	m, err := message.Decode(ctx, raw)
	if err != nil {
		r.None = words.T("report.not_decoded", "why", words.ErrorLine(err))
		return r, nil
	}
	shown := content(m)
	r.HTML, r.Text, r.Pictures = shown.HTML, shown.Text, shown.Pictures
	if r.HTML == "" && r.Text == "" {
		r.None = words.T("report.no_text")
	}
	return r, nil
}

// content returns what of a message is shown as the report.
func content(m *message.Message) report.Content {
	shown := m.Shown()
	r := report.Content{HTML: shown.HTML, Text: shown.Text}
	for _, a := range shown.Pictures {
		r.Pictures = append(r.Pictures, report.Picture{ID: a.ContentID, Content: a.Content})
	}
	return r
}

// head returns the part of a message before its body.
func head(source string) string {
	for _, end := range []string{"\r\n\r\n", "\n\n"} {
		if h, _, found := strings.Cut(source, end); found {
			return strings.ReplaceAll(h, "\r", "")
		}
	}
	return source
}

// text shows raw bytes as text: what is no UTF-8 is read as Latin-1, so that every
// byte is seen.
func text(raw []byte) string {
	if utf8.Valid(raw) {
		return string(raw)
	}
	var b strings.Builder
	b.Grow(len(raw) + len(raw)/8)
	for _, c := range raw {
		b.WriteRune(rune(c))
	}
	return b.String()
}
