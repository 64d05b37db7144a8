package pointing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"runchecks/sync/workbench/pointing"
)

func TestADurationIsPointedAtBesideAStart(t *testing.T) {
	x := layout{name: "kiste", from: "kiste@example.com", mails: []letter{
		text("Kiste KI-1", "Zustand: fertig", "Beginn: 27.11.2026 01:00:00", "Dauer: 1 Std. 12 Min."),
		text("Kiste KI-1", "Zustand: fertig", "Beginn: 28.11.2026 01:00:00", "Dauer: 45 Min."),
	}}
	l := x.lesson(t)
	if !strings.Contains(l.Text(), "[duration]\nlabel = \"Dauer\"") {
		t.Errorf("it is not proposed:\n%s", l.Text())
	}
	for _, place := range []string{"[started]\nlabel = \"Beginn\"\n", "[duration]\nlabel = \"Dauer\"\n"} {
		l.SetText(strings.Replace(l.Text(), place, "", 1))
	}
	took := selection(t, l, say{0, "1 Std. 12 Min.", pointing.Duration})
	target, ok := l.Locate(took)
	if !ok || !slices.Contains(l.Choices(target), pointing.Duration) {
		t.Fatalf("it cannot be pointed at: %+v", target)
	}
	if err := l.Point(target, pointing.Duration); err == nil {
		t.Error("a duration was taken that belongs to no time")
	}
	x.say = []say{{0, "fertig", pointing.Success}, {0, "27.11.2026 01:00:00", pointing.Start}, {0, "1 Std. 12 Min.", pointing.Duration}}
	x.teach(t, l)
	if again := pointing.Parse(l.Text()).Text(); again != l.Text() || !strings.Contains(l.Text(), "[duration]\nlabel = \"Dauer\"") {
		t.Errorf("read back it is another text:\n%s", l.Text())
	}
	for i, want := range []time.Duration{72 * time.Minute, 45 * time.Minute} {
		if r := l.Try(t.Context(), time.UTC, nil).Mails[i].Results; len(r) != 1 || r[0].Duration() != want {
			t.Errorf("mail %d: %+v", i+1, r)
		}
	}
	if other, ok := l.Locate(selection(t, l, say{0, "fertig", pointing.Duration})); !ok || l.Point(other, pointing.Duration) == nil {
		t.Error("a word was taken for a duration")
	}
	for _, d := range l.Decided() {
		if d.What == string(pointing.Start) {
			l.Remove(d)
		}
	}
	if strings.Contains(l.Text(), "[duration]") {
		t.Errorf("the duration outlives its start:\n%s", l.Text())
	}
}
