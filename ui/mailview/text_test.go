package mailview_test

import (
	"context"
	"strings"
	"testing"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/export"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
)

func laidOut(t *testing.T, html string) (*mailview.Mail, *page.Page) {
	t.Helper()
	return open(t, &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}, []byte(html), 600)
}

func TestCopiedTextHasTheLinesAndColumnsOfThePage(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"<p>srv-01 failed<br>srv-02 failed", "srv-01 failed\nsrv-02 failed"},
		{"<pre>a\n  b</pre>c<br>d", "a\n  b\nc\nd"},
		{"a<br><br>b", "a\n\nb"},
		{"<table><tr><td>a<td>b<tr><td><td>d<tr><td>e<br><td>f</table>", "a\tb\n\td\ne\tf"},
		{"<table><tr><td><table><tr><td>a<td>b</table><td>c</table>", "a\tb\tc"},
		{"<div style='float:right'>side</div>text", "side\ntext"},
		{"<p>one\ntwo", "one two"},
	} {
		_, p := laidOut(t, c.html)
		if got := p.Text(p.All()); got != c.want {
			t.Errorf("%s is copied as %q, want %q", c.html, got, c.want)
		}
	}
}

// A click below a short cell means that cell, not the longer one beside it.
func TestAClickInAnEmptyPartOfACellMeansItsText(t *testing.T) {
	_, p := laidOut(t, "<body style='margin:0'><table width=600><tr valign=top><td width=300>short<td>one<br>two<br>three</table>")
	if at := p.Hit(100, 60); p.Fragments[at.Fragment].Text != "short" {
		t.Errorf("it means %q", p.Fragments[at.Fragment].Text)
	}
	if at := p.Hit(400, 60); p.Fragments[at.Fragment].Text != "three" {
		t.Errorf("beside it, it means %q", p.Fragments[at.Fragment].Text)
	}
}

func TestMarksOfALineStayOnIt(t *testing.T) {
	_, p := laidOut(t, "<p>srv-01 failed<br>srv-02 failed<br>srv-03 failed")
	if got := p.FindIn("failed", "srv-02"); len(got) != 1 || got[0].From.Fragment < 4 {
		t.Errorf("marked at %v", got)
	}
}

// Hebrew words stand from right to left, what is Latin or a number within them the other
// way round.
func TestLinesFromRightToLeftAreSeenInTheirOrder(t *testing.T) {
	for _, c := range []struct{ html, want string }{
		{"<p dir=rtl>\u05d0\u05d0 \u05d1\u05d1 srv01 ok \u05d2\u05d2", "\u05d2\u05d2 srv01 ok \u05d1\u05d1 \u05d0\u05d0"},
		{"<p>job \u05d0\u05d0 \u05d1\u05d1 done", "job \u05d1\u05d1 \u05d0\u05d0 done"},
		{"<p dir=rtl>\u05d0\u05d0 100 200", "200 100 \u05d0\u05d0"},
		{"<p>plain words", "plain words"},
	} {
		_, p := laidOut(t, c.html)
		var seen []string
		for x := 0.0; x < 600; x++ {
			for _, f := range p.Fragments {
				if f.Rect.X >= x && f.Rect.X < x+1 && strings.TrimSpace(f.Text) != "" {
					seen = append(seen, f.Text)
				}
			}
		}
		if got := strings.Join(seen, " "); got != c.want {
			t.Errorf("%s is seen as %q, want %q", c.html, got, c.want)
		}
	}
}

func TestACopyForTheBrowserHidesAndGroupsAsTheMailDoes(t *testing.T) {
	for _, c := range []struct{ html, has, hasNot string }{
		{"<p hidden>secret</p>b", "<p hidden", "<p>secret"},
		{"a<form action='https://x.example'>b</form>", "<div>b</div>", "form action"},
		{"<input value='<abc>'>", "&lt;abc&gt;", "<input"},
		{"<pre>\n\nfoo</pre>", "<pre>\n\nfoo", ""},
		{`<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd"><p>x`, "XHTML 1.0 Transitional", ""},
		{"<html style='background:#eee'><body>x", `<html style="background:#eee"`, ""},
	} {
		m, _ := laidOut(t, c.html)
		got := string(export.HTML(m.Document(), "x", func(string) (string, []byte, bool) { return "", nil, false }))
		if !strings.Contains(got, c.has) || c.hasNot != "" && strings.Contains(got, c.hasNot) {
			t.Errorf("%s becomes %s", c.html, got)
		}
	}
}

func TestATagOfEndlessAttributesIsCut(t *testing.T) {
	engine := &mailview.Engine{Fonts: fonts(t), Limits: limit.Default()}
	var b strings.Builder
	b.WriteString("<p")
	for i := range 80_000 {
		b.WriteString(" a" + strings.Repeat("b", i%7) + string(rune('a'+i%26)))
	}
	m, err := engine.OpenString(b.String()+">x", nil)
	if err != nil {
		t.Fatal(err)
	}
	p, err := m.Layout(context.Background(), 600)
	if err != nil {
		t.Fatal(err)
	}
	if n := len(m.Document().Body.Children[0].Attrs); n > engine.Limits.Attributes {
		t.Errorf("%d attributes are kept", n)
	}
	if len(p.Cuts) != 1 || p.Cuts[0] != limit.Attributes {
		t.Errorf("cut: %v", p.Cuts)
	}
}
