package main

import (
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
)

func TestWithoutADisplayItIsSaidBeforeAnythingIsOpened(t *testing.T) {
	for _, c := range []struct {
		system string
		set    map[string]string
		want   error
	}{
		{"linux", nil, errNoDisplay},
		{"freebsd", nil, errNoDisplay},
		{"linux", map[string]string{"DISPLAY": ":0"}, nil},
		{"linux", map[string]string{"WAYLAND_DISPLAY": "wayland-0"}, nil},
		{"windows", nil, nil},
		{"darwin", nil, nil},
	} {
		if got := displayed(c.system, func(name string) string { return c.set[name] }); !errors.Is(got, c.want) {
			t.Errorf("%s with %v: %v", c.system, c.set, got)
		}
	}
}

// hidden is a program whose windows never come to the screen.
type hidden struct{ fyne.App }

func (h hidden) Driver() fyne.Driver { return noWindows{h.App.Driver()} }

type noWindows struct{ fyne.Driver }

func (noWindows) AllWindows() []fyne.Window { return nil }

func TestAWindowThatIsNotShownInTimeEndsTheProgramWithItsReason(t *testing.T) {
	a := test.NewApp()
	defer a.Quit()
	synctest.Test(t, func(t *testing.T) {
		began, failed := time.Now(), make(chan error, 1)
		expectWindow(hidden{a}, func() { t.Error("it is taken for shown") }, func(err error) { failed <- err })()
		if err := <-failed; !errors.Is(err, errNotShown) || time.Since(began) > 5*time.Second {
			t.Errorf("%v after %v", err, time.Since(began))
		}
	})
}

func TestAWindowThatIsShownClaimsTheProfileAndIsNotEnded(t *testing.T) {
	a := test.NewApp()
	defer a.Quit()
	a.NewWindow("shown").Show()
	synctest.Test(t, func(t *testing.T) {
		shown := 0
		expectWindow(a, func() { shown++ }, func(err error) { t.Error(err) })()
		time.Sleep(2 * shownWithin)
		if shown != 1 {
			t.Errorf("claimed %d times", shown)
		}
	})
}
