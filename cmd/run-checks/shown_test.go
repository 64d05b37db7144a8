package main

import (
	"errors"
	"testing"
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
