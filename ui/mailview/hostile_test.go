package mailview_test

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"math/rand/v2"
	"strings"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/mailview/raster"
)

// hostile are mails that ask for too much, each in another way.
func hostile() map[string]func() string {
	rep := strings.Repeat
	of := func(s string) func() string { return func() string { return s } }
	many := func(before, s string, n int, after string) func() string {
		return func() string { return before + rep(s, n) + after }
	}
	return map[string]func() string{
		"nested tables":         many("", "<table><tr><td>", 10_000, "x"),
		"nested full tables":    many("", `<table width="100%" border=1><tr><td>`, 190, "x"),
		"nested blocks":         many("", "<div>", 500_000, ""),
		"nested formatting":     many("", "<b><i>", 100_000, ""),
		"formatting reopened":   many(rep("<b><font><a>", 200), "<p>x", 50_000, ""),
		"nested inline blocks":  many("", `<span style="display:inline-block;width:90%">`, 200, "x"),
		"colspan":               many("<table>", "<tr><td colspan=1000000 rowspan=65534>a<td>b", 300, "</table>"),
		"cells in a row":        many("<table><tr>", "<td>x", 20_000, "</table>"),
		"rows":                  many("<table>", "<tr><td>x", 200_000, "</table>"),
		"fifty megabytes":       many("<p>", "Backup of a server succeeded. ", 50<<20/30, ""),
		"endless word":          many("<p>", "x", 20<<20, ""),
		"endless breaking word": many(`<p style="word-break:break-all">`, "x", 4<<20, ""),
		"rules":                 rules,
		"deep selectors":        many("<style>"+rep("div ", 9)+"em{color:red}</style>"+rep("<div>", 150), "<em>x</em>", 2000, ""),
		"style attribute":       many(`<p style="`, "color:red;", 500_000, `">x`),
		"attributes":            many("<p ", "a=b ", 500_000, ">x"),
		"floats":                many("", `<div style="float:left;width:7px">x</div>`, 20_000, ""),
		"inline tables":         many("", `<table style="display:inline-table"><tr><td>x</table>`, 5000, ""),
		"absurd lengths":        many("", `<div style="width:1e12px;height:-1e12px;margin:1e300px;padding:9999999em;font-size:1e9px;line-height:1e9;text-indent:-1e9px">x</div>`, 200, ""),
		"percent of percent":    many("", `<table width="300%"><tr><td width="1000%">`, 100, "x"),
		"any letters":           anyLetters,
		"stacked accents":       many("<p>", "e"+rep("\u0301", 200)+" \u202e ", 2000, ""),
		"foster parents":        many("<table>", "x<p>", 50_000, ""),
		"huge picture":          of(`<img src="data:image/png;base64,` + base64.StdEncoding.EncodeToString(pngHeader(30_000, 30_000)) + `">`),
		"many pictures":         many("", `<img src="data:image/png;base64,`+base64.StdEncoding.EncodeToString(pngHeader(4000, 4000))+`">`, 3000, ""),
		"unclosed style":        many("<style>", "a{", 100_000, ""),
		"unclosed comment":      many("<!--", "<table>", 100_000, ""),
		"lists":                 many("", "<ul><li>", 20_000, ""),
		"flex":                  many("", `<div style="display:flex"><div style="flex:1">`, 150, "x"),
	}
}

// rules is a style sheet of a hundred thousand rules.
func rules() string {
	var b strings.Builder
	b.WriteString("<style>")
	for i := range 100_000 {
		fmt.Fprintf(&b, ".c%d div:nth-child(%d) > p ~ p{color:#%06x}\n", i, i%9, i)
	}
	return b.String() + "</style>" + strings.Repeat("<div class=c1><p>x<p>y</div>", 2000)
}

// anyLetters is letters of every script in no order.
func anyLetters() string {
	r := rand.New(rand.NewPCG(1, 2))
	var b strings.Builder
	b.WriteString("<p>")
	for range 400 << 8 {
		b.WriteRune(rune(0x20 + r.IntN(0x2fff)))
	}
	return b.String()
}

// pngHeader is the head of a picture that claims a size.
func pngHeader(w, h uint32) []byte {
	var b bytes.Buffer
	b.WriteString("\x89PNG\r\n\x1a\n")
	head := binary.BigEndian.AppendUint32(binary.BigEndian.AppendUint32([]byte("IHDR"), w), h)
	head = append(head, 8, 6, 0, 0, 0)
	_ = binary.Write(&b, binary.BigEndian, uint32(13))
	b.Write(head)
	_ = binary.Write(&b, binary.BigEndian, crc32.ChecksumIEEE(head))
	return b.Bytes()
}

// show does everything with a mail that the window does; what fails falls back to text.
func show(engine *mailview.Engine, html string) (items int, err error) {
	album := pictures.New(nil, engine.Limits)
	m, err := engine.OpenString(html, album.Size)
	if err != nil {
		return 0, err
	}
	p, err := m.Layout(context.Background(), 900)
	if err != nil {
		return 0, err
	}
	album.Load(p)
	dst := image.NewRGBA(image.Rect(0, 0, 900, 700))
	raster.New(album.Image).Paint(dst, p, raster.View{Scale: 1})
	p.Find("x")
	return len(p.Items), nil
}

func TestNoMailAsksForMoreThanItGets(t *testing.T) {
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	for name, html := range hostile() {
		t.Run(name, func(t *testing.T) {
			items, err := show(engine, html())
			if err != nil {
				t.Logf("shown as text: %v", err)
			}
			if most := 4*engine.Limits.Fragments + 10*engine.Limits.Nodes; items > most {
				t.Errorf("%d items to paint", items)
			}
		})
	}
}

// BenchmarkHostile tells the time of each. Peak memory is that of a process that shows one
// alone; docs/mailview.md has the figures.
func BenchmarkHostile(b *testing.B) {
	for name, html := range hostile() {
		b.Run(name, func(b *testing.B) {
			engine, html := &mailview.Engine{Fonts: fonts(b), Limits: limit.Default()}, html()
			b.ReportAllocs()
			for b.Loop() {
				if _, err := show(engine, html); err != nil {
					b.Logf("shown as text: %v", err)
				}
			}
		})
	}
}
