package snapshot_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/lines"
	"runchecks/ui/mailview/snapshot"
	"runchecks/ui/mailview/text"
	"runchecks/ui/widget/mailfonts"
)

func fonts(t testing.TB) *text.Set {
	t.Helper()
	set, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	return set
}

func of(t testing.TB, html string, lim limit.Limits, width float64) snapshot.Layout {
	t.Helper()
	engine := mailview.Engine{Fonts: fonts(t), Limits: lim}
	m, err := engine.Open([]byte(html), nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Layout(context.Background(), width)
	if err != nil {
		t.Fatal(err)
	}
	return snapshot.Of(p)
}

func words(l snapshot.Layout) (out []string) {
	for _, w := range l.Words {
		out = append(out, w.Text)
	}
	return out
}

func keys(m map[string]any) (out []string) {
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return out
}

// Other programs read these files: the names are fixed.
func TestTheNamesOfAPageWrittenDown(t *testing.T) {
	lim := limit.Default()
	lim.Attributes = 1
	raw, err := json.Marshal(of(t, "<ul><li a=1 b=2>word</ul>", lim, 400))
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(raw, &got); err != nil {
		t.Fatal(err)
	}
	if want := []string{"height", "shortened", "width", "words"}; !slices.Equal(keys(got), want) {
		t.Errorf("of the page %q, want %q", keys(got), want)
	}
	list := got["words"].([]any)
	if len(list) != 2 {
		t.Fatalf("words %v", list)
	}
	if want := []string{"colour", "height", "marker", "text", "width", "x", "y"}; !slices.Equal(keys(list[0].(map[string]any)), want) {
		t.Errorf("of a marker %q, want %q", keys(list[0].(map[string]any)), want)
	}
	if want := []string{"colour", "height", "text", "width", "x", "y"}; !slices.Equal(keys(list[1].(map[string]any)), want) {
		t.Errorf("of a word %q, want %q", keys(list[1].(map[string]any)), want)
	}
}

func TestAPageWithoutWordsHasAnEmptyList(t *testing.T) {
	raw, err := json.Marshal(of(t, "", limit.Default(), 400))
	if err != nil || !strings.Contains(string(raw), `"words":[]`) {
		t.Errorf("%s, %v", raw, err)
	}
}

func TestWordsAreJoinedWhereTheyMayOnlyBreak(t *testing.T) {
	cases := []struct {
		name, html string
		want       []string
	}{
		{"a date", "2025-10-21 22:00", []string{"2025-10-21", "22:00"}}, {"a path", "see C:\\a\\b-c.log", []string{"see", "C:\\a\\b-c.log"}},
		{"a bold part", "srv<b>-01</b> ok", []string{"srv-01", "ok"}}, {"East Asia", "備份 完成", []string{"備份", "完成"}}, {"cells", "<table cellpadding=0 cellspacing=0><td>a<td>b</table>", []string{"a", "b"}},
		{"a link begins", "see<a href=http://example.com>this</a>", []string{"see", "this"}}, {"another colour", "ab<font color=red>cd</font>", []string{"ab", "cd"}}, {"line ends", "a-<br>b", []string{"a-", "b"}},
		{"a no-break space", "5&nbsp;GB", []string{"5\u00a0GB"}}, {"white space only", " \n <p> </p>", nil},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := words(of(t, c.html, limit.Default(), 600)); !slices.Equal(got, c.want) {
				t.Errorf("got %q, want %q", got, c.want)
			}
		})
	}
}

func TestAJoinedWordIsAsWideAsItsParts(t *testing.T) {
	l := of(t, "2025-10-21<br>2025-<br>10-<br>21", limit.Default(), 600)
	if len(l.Words) != 4 {
		t.Fatalf("words %q", words(l))
	}
	sum := l.Words[1].W + l.Words[2].W + l.Words[3].W
	if d := l.Words[0].W - sum; d > .5 || d < -.5 {
		t.Errorf("%v wide, its parts %v", l.Words[0].W, sum)
	}
}

func TestAWordThatWrapsIsTwo(t *testing.T) {
	l := of(t, "<div style='width:60px'>aaaaaa-bbbbbb</div>", limit.Default(), 600)
	if len(l.Words) != 2 || l.Words[0].Y >= l.Words[1].Y {
		t.Errorf("%+v", l.Words)
	}
}

func TestBulletsAndNumbersAreMarked(t *testing.T) {
	l := of(t, "<ul><li>a</ul><ol><li>b</ol>", limit.Default(), 600)
	var marked []bool
	for _, w := range l.Words {
		marked = append(marked, w.Marker)
	}
	if !slices.Equal(marked, []bool{true, false, true, false}) || l.Words[1].Text != "a" || l.Words[2].Text != "1." || l.Words[3].Text != "b" {
		t.Errorf("%+v", l.Words)
	}
}

func TestColoursHaveAlphaOnlyWhereTheyAreNotOpaque(t *testing.T) {
	l := of(t, "<b style='color:#a7A9ac'>a</b> <b style='color:rgba(255,0,0,.5)'>b</b> <b style='opacity:.5'>c</b> d", limit.Default(), 600)
	var got []string
	for _, w := range l.Words {
		got = append(got, w.Colour)
	}
	if want := []string{"#a7a9ac", "#ff000080", "#00000080", "#000000"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestWhatLimitsTookAwayIsWritten(t *testing.T) {
	lim := limit.Default()
	lim.Nodes = 20
	l := of(t, strings.Repeat("<p>x", 50), lim, 600)
	if !slices.Equal(l.Cut, []string{string(limit.Nodes)}) {
		t.Errorf("cut %q", l.Cut)
	}
	if l := of(t, "x", limit.Default(), 600); l.Cut != nil || l.Width != 600 {
		t.Errorf("cut %q, width %v", l.Cut, l.Width)
	}
}

func TestTheWordsOfPlainText(t *testing.T) {
	l := snapshot.OfText(lines.New(fonts(t), "The  backup\n\n  Köln ok ", 600))
	if got := words(l); !slices.Equal(got, []string{"The", "backup", "Köln", "ok"}) {
		t.Fatalf("%q", got)
	}
	if l.Words[0].X >= l.Words[1].X || l.Words[0].Y != l.Words[1].Y || l.Words[2].Y <= l.Words[1].Y || l.Words[0].W <= 0 || l.Words[0].Colour != "#1b1f24" {
		t.Errorf("%+v", l.Words)
	}
}
