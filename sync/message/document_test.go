package message

import (
	"reflect"
	"strings"
	"testing"
)

func htmlMail(t *testing.T, body string) *Message {
	t.Helper()
	return mustDecode(t, "Content-Type: text/html; charset=utf-8\r\n\r\n"+body)
}

func TestCellsThatAreNeverClosedAreStillCells(t *testing.T) {
	m := htmlMail(t, "<table><tr><td>VMID<td>NAME<td>STATUS</tr><tr><td>100<td>web<td>OK</th></tr></table>")
	var got [][]string
	for _, r := range m.Tables()[0].Rows {
		got = append(got, r.Texts())
	}
	if want := [][]string{{"VMID", "NAME", "STATUS"}, {"100", "web", "OK"}}; !reflect.DeepEqual(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestNestedTablesKeepTheirTextToThemselves(t *testing.T) {
	m := htmlMail(t, "<table><tr><td>outer<table class=inner><tr><td>inner</td></tr></table></td></tr></table>")
	tables := m.Tables()
	if len(tables) != 2 {
		t.Fatalf("%d tables", len(tables))
	}
	outer := tables[0].Rows[0].Cells[0]
	if outer.Text != "outer" || len(outer.Tables()) != 1 || outer.Tables()[0] != tables[1] || tables[1].Parent != outer || tables[1].Class != "inner" {
		t.Errorf("outer %+v, inner %+v", outer, tables[1])
	}
	if got := m.Body(); got != "outer\ninner" {
		t.Errorf("body %q", got)
	}
}

func TestACellTellsItsPartsByClass(t *testing.T) {
	m := htmlMail(t, `<table><tr><td style="background-color: #fb9895">Backup job: A<div class="jobDescription">by <b>me</b></div></td><td colspan=2 rowspan="3" bgcolor=red><font color=red>x</font></td></tr></table>`)
	a, b := m.Tables()[0].Rows[0].Cells[0], m.Tables()[0].Rows[0].Cells[1]
	if a.Own() != "Backup job: A" || a.Of("jobDescription") != "by me" || !strings.Contains(a.Style, "#fb9895") {
		t.Errorf("%+v", a)
	}
	if b.ColSpan != 2 || b.RowSpan != 3 || !strings.Contains(b.Style, "background-color:red") || len(b.Styles()) != 1 || !strings.Contains(b.Styles()[0], "color:red") {
		t.Errorf("%+v", b)
	}
}

func TestLinesBreakAtBlocksAndRowsOnly(t *testing.T) {
	m := htmlMail(t, "<style>p{}</style><p>one\n two</p>three<br>four<pre>a\n  b</pre><table><tr><td>k:</td><td>v</td></tr></table><ul><li>x<li>y</ul>")
	want := []string{"one two", "three", "four", "a", "b", "k: v", "x", "y"}
	if got := m.Lines(); !reflect.DeepEqual(got, want) {
		t.Errorf("got %q", got)
	}
}

func TestHTMLDeeperThanTheParserAllowsIsReadAsText(t *testing.T) {
	m := htmlMail(t, strings.Repeat("<div>", 2000)+"still here"+strings.Repeat("</div>", 2000))
	if got := strings.TrimSpace(m.Body()); got != "still here" || m.Document().Problem == "" {
		t.Errorf("body %q, problem %q", got, m.Document().Problem)
	}
}
