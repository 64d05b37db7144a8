package export

import (
	"bytes"
	"compress/zlib"
	"io"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

var (
	objectStart = regexp.MustCompile(`(?m)^(\d+) 0 obj\n`)
	fontNames   = regexp.MustCompile(`/F(\d+) (\d+) 0 R`)
	toUnicode   = regexp.MustCompile(`/ToUnicode (\d+) 0 R`)
	contents    = regexp.MustCompile(`/Contents\s+(\d+) 0 R`)
	length      = regexp.MustCompile(`/Length (\d+)`)
	ranges      = regexp.MustCompile(`<([0-9A-F]{4})><[0-9A-F]{4}><([0-9A-F]{4})>`)
	texts       = regexp.MustCompile(`/F(\d+) [\d.]+ Tf[^\[]*\[<([0-9A-F]*)>\] TJ`)
)

// pdfPages reads the texts of each page back, one line for each piece of text: as
// much of the format as this package writes.
func pdfPages(t *testing.T, file []byte) []string {
	t.Helper()
	objects := map[string][]byte{}
	for at := 0; ; {
		m := objectStart.FindSubmatchIndex(file[at:])
		if m == nil {
			break
		}
		body := file[at+m[1]:]
		end := bytes.Index(body, []byte("endobj"))
		if dict, _, isStream := bytes.Cut(body[:end], []byte("stream\n")); isStream {
			n, _ := strconv.Atoi(string(length.FindSubmatch(dict)[1]))
			end = n + bytes.Index(body[n:], []byte("endobj"))
		}
		objects[string(file[at+m[2]:at+m[3]])] = body[:end]
		at += m[1] + end
	}
	glyphs := map[string]map[string]string{}
	for _, body := range objects {
		for _, font := range fontNames.FindAllSubmatch(body, -1) {
			glyphs[string(font[1])] = map[string]string{}
			id := toUnicode.FindSubmatch(objects[string(font[2])])
			for _, r := range ranges.FindAllSubmatch(objects[string(id[1])], -1) {
				code, _ := strconv.ParseUint(string(r[2]), 16, 32)
				glyphs[string(font[1])][string(r[1])] = string(rune(code))
			}
		}
	}
	kids := regexp.MustCompile(`(\d+) 0 R`).FindAllSubmatch(regexp.MustCompile(`(?s)/Kids \[(.*?)\]`).FindSubmatch(file)[1], -1)
	var pages []string
	for _, kid := range kids {
		stream := inflate(t, objects[string(contents.FindSubmatch(objects[string(kid[1])])[1])])
		var page strings.Builder
		for _, m := range texts.FindAllSubmatch(stream, -1) {
			for i := 0; i+4 <= len(m[2]); i += 4 {
				page.WriteString(glyphs[string(m[1])][string(m[2][i:i+4])])
			}
			page.WriteString("\n")
		}
		pages = append(pages, page.String())
	}
	return pages
}

func inflate(t *testing.T, object []byte) []byte {
	t.Helper()
	_, data, _ := bytes.Cut(object, []byte("stream\n"))
	r, err := zlib.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return out
}
