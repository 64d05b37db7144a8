package reading_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"runchecks/sync/message"
	"runchecks/ui/mailview/reading"
)

// plain returns a page as text: cells divided by |, one block a line.
func plain(p reading.Page) string {
	var out []string
	for _, b := range p.Blocks {
		var cells []string
		for _, c := range b.Cells {
			cells = append(cells, strings.ReplaceAll(c.Text, "\n", "/"))
		}
		out = append(out, strings.Join(cells, "|"))
	}
	return strings.Join(out, "\n")
}

func TestHTMLIsReadAsBlocks(t *testing.T) {
	tests := []struct{ name, html, want string }{
		{"a table keeps its rows and cells", "<table><tr><th>Name<th>Status<tr><td>dc01<td>ok</table>", "Name|Status\ndc01|ok"},
		{"a table that only places another gives way to it", "<table><tr><td><table><tr><td>a<td>b</table></table>", "a|b"},
		{"cells are closed by the wrong tag", "<table><tr><td>a</th><td>b</th></tr></table>", "a|b"},
		{"a line break stays", "one<br>two", "one/two"},
		{"scripts, styles and comments are gone", "<style>p{}</style><script>alert(1)</script><!-- x -->text", "text"},
		{"hidden text is gone", `<p style="display:none">secret</p><p>seen</p>`, "seen"},
		{"entities are read", "a &amp; b &#8364;", "a & b €"},
		{"preformatted lines keep their blanks", "<pre>a  b\n  c</pre>", "a  b\n  c"},
		{"a link never hides where it leads", `<a href="https://evil.example/x">https://bank.example</a>`, "https://bank.example (evil.example)"},
		{"list items have their mark", "<ul><li>a<li>b</ul>", "• a/• b"},
		{"a long text beside several rows follows them", "<table><tr><td>a<td rowspan=2>" + strings.Repeat("long ", 30) + "<tr><td>b</table>", "a\nb\n" + strings.TrimSpace(strings.Repeat("long ", 30))},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := plain(reading.FromHTML(tt.html, reading.DefaultLimits())); got != tt.want {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestRemotePicturesAreCountedAndNotNamed(t *testing.T) {
	p := reading.FromHTML(`<img src="https://a.example/x.png" width=200 height=50><img src="http://b.example/y.png"><img src="cid:logo" alt="logo">text`, reading.DefaultLimits())
	if p.RemotePictures != 2 || strings.Contains(plain(p), "a.example") {
		t.Errorf("%d remote pictures, page %q", p.RemotePictures, plain(p))
	}
}

func TestALimitIsSaidAndNotExceeded(t *testing.T) {
	l := reading.Limits{Bytes: 1 << 20, Nodes: 100, Depth: 20, Columns: 5}
	for name, source := range map[string]string{
		"many elements": strings.Repeat("<p>x</p>", 10_000),
		"deep":          strings.Repeat("<div>", 10_000) + "x",
		"long":          strings.Repeat("word ", 1<<20),
	} {
		p := reading.FromHTML(source, l)
		if !p.Shortened || len(p.Blocks) > l.Nodes {
			t.Errorf("%s: shortened %v, %d blocks", name, p.Shortened, len(p.Blocks))
		}
	}
}

// The samples live with the readers; see sync/readers/testdata/mails/INDEX.md for
// where each comes from.
const samples = "../../../sync/readers/testdata/mails"

func TestAVeeamReportReadsAsBannerGridAndRows(t *testing.T) {
	p := page(t, filepath.Join(samples, "veeam/vbr-warning-sql-truncate.eml"))
	text := plain(p)
	for _, want := range []string{
		"Backup job: Servers daily (Incremental)/Created by CORP\\veeam at 3/4/2024 9:15 AM.|Warning/3 of 3 VMs processed",
		"Name|Status|Start time|End time|Size|Read|Transferred|Duration|Details",
		"DC01|Success|10:00:31 PM|10:04:02 PM|80 GB|3.1 GB|1.4 GB|0:03:31|",
	} {
		if !strings.Contains(text, want) {
			t.Errorf("no %q in\n%s", want, text)
		}
	}
	if b := p.Blocks[0].Cells[0].Background; b == nil || b.R != 0xff || b.G != 0xd9 || b.B != 0x6c {
		t.Errorf("the banner has the background %v", b)
	}
}

func page(t testing.TB, file string) reading.Page {
	t.Helper()
	raw, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	m, err := message.Decode(context.Background(), raw)
	if err != nil {
		t.Fatal(err)
	}
	if m.HTML == "" {
		return reading.FromText(m.Text)
	}
	return reading.FromHTML(m.HTML, reading.DefaultLimits())
}

func TestNoSampleLosesItsText(t *testing.T) {
	files, err := filepath.Glob(samples + "/*/*.eml")
	if err != nil || len(files) < 80 {
		t.Fatalf("%d samples, %v", len(files), err)
	}
	for _, f := range files {
		raw, err := os.ReadFile(f)
		if err != nil {
			t.Fatal(err)
		}
		m, err := message.Decode(context.Background(), raw)
		if err != nil {
			t.Fatal(err)
		}
		letters := func(s string) int { return len(strings.Join(strings.Fields(s), "")) }
		want, got := letters(m.Body()), letters(plain(page(t, f)))
		if m.Forwarded == nil && got < want*9/10 {
			t.Errorf("%s: %d letters of a body of %d", f, got, want)
		}
	}
}

func FuzzFromHTML(f *testing.F) {
	f.Add("<table><tr><td rowspan=9 colspan=99>x<td><table><tr><td>y")
	f.Add(`<a href="javascript:x">y</a><img src=//z><pre>` + "\t\x00")
	f.Add("<style>td{color:red;background:url(http://x)}</style><ul><li><ol start=999999999><li>")
	l := reading.Limits{Bytes: 1 << 16, Nodes: 2000, Depth: 50, Columns: 10}
	f.Fuzz(func(t *testing.T, source string) {
		p := reading.FromHTML(source, l)
		if len(p.Blocks) > l.Nodes {
			t.Fatalf("%d blocks", len(p.Blocks))
		}
		for _, b := range p.Blocks {
			if len(b.Cells) == 0 || b.Kind != reading.Row && len(b.Cells) != 1 {
				t.Fatalf("block %v has %d cells", b.Kind, len(b.Cells))
			}
			for _, c := range b.Cells {
				if c.Span < 1 || c.Background != nil && c.Colour == nil {
					t.Fatalf("cell %+v", c)
				}
			}
		}
	})
}

func BenchmarkFromHTML60KB(b *testing.B) {
	var rows strings.Builder
	for i := range 300 {
		fmt.Fprintf(&rows, `<tr style="height:17px"><td nowrap style="padding:2px;border:1px solid #a7a9ac">VM%03d</td><td><span style="color:#00B050">Success</span></td><td>22:00:00</td><td></td></tr>`, i)
	}
	source := "<html><body><table>" + rows.String() + "</table></body></html>"
	b.SetBytes(int64(len(source)))
	for b.Loop() {
		reading.FromHTML(source, reading.DefaultLimits())
	}
}
