package message

import (
	"runtime"
	"strings"
	"testing"
	"unicode/utf8"
)

// FuzzTables looks for HTML that breaks the table model: what it promises must hold
// for any bytes, and its size is bounded by that of the mail.
func FuzzTables(f *testing.F) {
	for _, s := range []string{
		"<table><tr><td>a<td>b</tr><tr><th colspan=3 rowspan=2>c</th></table>",
		"<table><td>no row<table class=inner><tr><td>x</td></tr></table></table>",
		"<tr><td>no table</td></tr>", "<table><tr><td><pre>a\n b</pre><td colspan=-1>", "<table><caption>c</caption><thead><tr><th>h</thead><tbody><tr><td>1",
		"<div><table><tr><td><span class=s>part</span> own <b style='color:red'>bold</b></td></tr></table>",
		"<svg><table><tr><td>x</svg>", "<template><table><tr><td>x</template>", "<select><table><tr><td>x",
	} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, source string) {
		d := parseDocument(source)
		rows := 0
		for _, table := range d.Tables {
			if table.Parent != nil && !containsTable(table.Parent.Tables(), table) {
				t.Error("a nested table is not listed in its cell")
			}
			for _, row := range table.Rows {
				rows++
				if row.Table != table {
					t.Error("a row belongs to another table")
				}
				if len(row.Texts()) != len(row.Cells) {
					t.Error("cells and texts differ in number")
				}
				for _, c := range row.Cells {
					if c.ColSpan < 1 || c.RowSpan < 1 || c.ColSpan > 1000 || c.RowSpan > 1000 {
						t.Errorf("span %d, %d", c.ColSpan, c.RowSpan)
					}
					if utf8.ValidString(source) && !utf8.ValidString(c.Text) {
						t.Errorf("no UTF-8: %q", c.Text)
					}
				}
			}
		}
		if rows > len(source) {
			t.Errorf("%d rows out of %d bytes", rows, len(source))
		}
	})
}

func containsTable(list []*Table, t *Table) bool {
	for _, x := range list {
		if x == t {
			return true
		}
	}
	return false
}

func TestAMillionRowsCostBoundedMemoryAndAreMarked(t *testing.T) {
	raw := "Subject: rows\r\nContent-Type: text/html\r\n\r\n<table>" + strings.Repeat("<tr><td>a<td>Success\n", 1_000_000) + "</table>"
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	m := mustDecode(t, raw)
	d := m.Document()
	runtime.GC()
	runtime.ReadMemStats(&after)
	if kept := (after.HeapAlloc - before.HeapAlloc) >> 20; after.HeapAlloc > before.HeapAlloc && kept > 150 {
		t.Errorf("%d MB are kept", kept)
	}
	rows := 0
	for _, table := range d.Tables {
		rows += len(table.Rows)
	}
	if rows == 0 || !m.Truncated {
		t.Errorf("%d rows, truncated %t", rows, m.Truncated)
	}
	t.Logf("%d rows, %v, %s", rows, m.Problems, d.Problem)
	runtime.KeepAlive(m)
}
