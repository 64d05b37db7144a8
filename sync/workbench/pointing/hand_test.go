package pointing_test

import (
	"strings"
	"testing"

	"runchecks/sync/workbench/pointing"
)

func TestWhatIsWrittenByHandIsKeptAndNotPointedAt(t *testing.T) {
	x := layouts[1]
	l := x.lesson(t)
	x.teach(t, l)
	hand := strings.Replace(l.Text(), "[[status]]\nlabel = \"Befund\"", "[[status]]\nmust = true\nlabel = \"Befund\"", 1)
	hand += "\n[results]\nper = \"mail\"\n"
	l.SetText(hand)
	for _, want := range []string{"# by hand\n[[status]]\nmust = true", "# by hand\n[results]"} {
		if !strings.Contains(l.Text(), want) {
			t.Errorf("no %q in\n%s", want, l.Text())
		}
	}
	if again := pointing.Parse(l.Text()).Text(); again != l.Text() {
		t.Errorf("read back it is another text:\n%s\n---\n%s", l.Text(), again)
	}
	target, ok := l.Locate(selection(t, l, say{0, "Band voll beschrieben", pointing.Success}))
	if !ok {
		t.Fatal("no place")
	}
	before := l.Text()
	if err := l.Point(target, pointing.Warning); err == nil || l.Text() != before {
		t.Errorf("a part by hand was pointed at: %v", err)
	}
	byHand := 0
	for _, d := range l.Decided() {
		if d.ByHand {
			byHand++
			l.Remove(d)
		}
	}
	if byHand != 2 || l.Text() != before {
		t.Errorf("%d parts by hand", byHand)
	}
	if !l.Undo() || strings.Contains(l.Text(), "by hand") {
		t.Error("the text cannot be taken back")
	}
}

func TestDecisionsAreTakenBackOneByOne(t *testing.T) {
	for _, x := range layouts {
		l := x.lesson(t)
		x.teach(t, l)
		for range 100 {
			list := l.Decided()
			if len(list) == 0 {
				break
			}
			n := len(list)
			l.Remove(list[n-1])
			if len(l.Decided()) >= n && list[n-1].What != "known lines" {
				t.Errorf("%s: %q (%s) cannot be taken back", x.name, list[n-1].Text, list[n-1].What)
				break
			}
			if list[n-1].What == "known lines" {
				l.Remove(l.Decided()[max(0, n-2)])
			}
		}
	}
}
