package layout

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"
)

// script makes a renderer of a few lines of shell. It is called as
// SCRIPT --render-mail MAIL --width W --out PNG --layout JSON.
func script(t *testing.T, lines string) string {
	t.Helper()
	if runtime.GOOS == "windows" {
		t.Skip("needs a shell")
	}
	file := filepath.Join(t.TempDir(), "renderer")
	if err := os.WriteFile(file, []byte("#!/bin/sh\n"+lines), 0o700); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestTheCommandGetsAMailAndItsWordsAreRead(t *testing.T) {
	program := script(t, `grep -q "^Content-Type: text/html" "$2" || exit 3
echo '{"width":'$4',"height":20.5,"words":[{"text":"a","x":1,"y":2,"width":3,"height":4,"colour":"#ff0000","marker":true}]}' > "$8"`)
	command, err := NewCommand(program, time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	got, err := command.Render(t.Context(), "mail", []byte("<p>a"), 640)
	if err != nil {
		t.Fatal(err)
	}
	want := Word{Text: "a", X: 1, Y: 2, W: 3, H: 4, Colour: Colour{255, 0, 0, 255}, Marker: true}
	if got.Width != 640 || got.Height != 20.5 || len(got.Words) != 1 || got.Words[0] != want {
		t.Errorf("got %+v", got)
	}
}

func TestTheErrorSaysWhatTheCommandSaid(t *testing.T) {
	command, err := NewCommand(script(t, "echo too many tables >&2; exit 4"), time.Minute)
	if err != nil {
		t.Fatal(err)
	}
	_, err = command.Render(t.Context(), "report", nil, 900)
	if err == nil || !strings.Contains(err.Error(), "report") || !strings.Contains(err.Error(), "too many tables") {
		t.Errorf("got %v", err)
	}
}

func TestACommandThatHangsIsEnded(t *testing.T) {
	command, err := NewCommand(script(t, "exec sleep 60"), 50*time.Millisecond)
	if err != nil {
		t.Fatal(err)
	}
	if _, err = command.Render(context.Background(), "report", nil, 900); err == nil || !strings.Contains(err.Error(), "not done after") {
		t.Errorf("got %v", err)
	}
}

func TestAMissingCommandIsFoundBeforeTheFirstDocument(t *testing.T) {
	if _, err := NewCommand("./there-is-no-such-program", time.Minute); err == nil || !strings.Contains(err.Error(), "--renderer") {
		t.Errorf("got %v", err)
	}
}
