package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"runchecks/tools/fidelity/chromium"
	"runchecks/tools/fidelity/layout"
	"runchecks/tools/fidelity/mail"
)

// shiftVariable makes the test program the renderer: it answers with Chromium's own
// words, moved right by this many pixels where the document says "shift".
const shiftVariable = "FIDELITY_TEST_SHIFT"

func TestMain(m *testing.M) {
	shift, isRenderer := os.LookupEnv(shiftVariable)
	if !isRenderer || !strings.Contains(strings.Join(os.Args, " "), "--render-mail") {
		os.Exit(m.Run())
	}
	if err := renderLikeChromium(os.Args[1:], shift); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func renderLikeChromium(arguments []string, shift string) error {
	given := map[string]string{}
	for i := 0; i+1 < len(arguments); i += 2 {
		given[arguments[i]] = arguments[i+1]
	}
	letter, err := os.ReadFile(given["--render-mail"])
	if err != nil {
		return err
	}
	html, err := mail.HTML(letter)
	if err != nil {
		return err
	}
	width, _ := strconv.Atoi(given["--width"])
	browser, err := chromium.Open(context.Background())
	if err != nil {
		return err
	}
	defer func() { _ = browser.Close() }()
	pages, err := browser.Measure(context.Background(), [][]byte{html}, width)
	if err != nil {
		return err
	}
	reference, err := pages[0].Reference()
	if err != nil {
		return err
	}
	if by, _ := strconv.ParseFloat(shift, 64); bytes.Contains(html, []byte("shift")) {
		for i := range reference.Words {
			reference.Words[i].X += by
		}
	}
	data, err := json.Marshal(layout.Layout{Width: float64(width), Height: float64(pages[0].Content), Words: reference.Words})
	if err != nil {
		return err
	}
	var picture bytes.Buffer
	return errors.Join(os.WriteFile(given["--layout"], data, 0o600),
		png.Encode(&picture, image.NewGray(image.Rect(0, 0, width, pages[0].Content))),
		os.WriteFile(given["--out"], picture.Bytes(), 0o600))
}

// fidelity runs the program as from a terminal, with this test as the renderer.
func fidelity(t *testing.T, shift string, arguments ...string) (code int, out string) {
	t.Helper()
	if testing.Short() {
		t.Skip("starts browsers")
	}
	if browser, err := chromium.Open(t.Context()); errors.Is(err, chromium.ErrNotInstalled) {
		t.Skip(err)
	} else if err == nil {
		_ = browser.Close()
	}
	t.Setenv(shiftVariable, shift)
	var printed bytes.Buffer
	code = run(t.Context(), arguments, &printed, t.Output())
	return code, printed.String()
}

func write(t *testing.T, name, text string) string {
	t.Helper()
	file := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return file
}

func TestCompareFailsOnlyWhenAFileIsBelowTheNeed(t *testing.T) {
	same, moved := write(t, "same.html", "<p>Backup done"), write(t, "moved.eml", string(mail.Wrap([]byte("<p>words to shift"))))
	for need, want := range map[string]int{"0": 0, "99.5": 1} {
		code, out := fidelity(t, "4", "compare", "--renderer", os.Args[0], "--need", need, same, moved)
		if code != want || !strings.Contains(out, "2 of 5 words right (40.00 %), 1 of 2 documents entirely right") ||
			!strings.Contains(out, "is off by +4.0, +0.0") {
			t.Errorf("need %s: code %d\n%s", need, code, out)
		}
	}
}

func TestRandomDocumentsComparedWithThemselvesAreExact(t *testing.T) {
	code, out := fidelity(t, "0", "random", "--renderer", os.Args[0], "--seed", "7", "--count", "3", "--need", "100")
	if code != 0 || !strings.Contains(out, "3 of 3 documents entirely right") {
		t.Errorf("code %d\n%s", code, out)
	}
}

func TestGoldenFilesAreTheSameEachTime(t *testing.T) {
	file, folder := write(t, "report.html", "<p>Backup done"), t.TempDir()
	var contents [2]string
	for i := range contents {
		if code, out := fidelity(t, "0", "golden", "--out", folder, "--width", "480", file); code != 0 {
			t.Fatalf("code %d\n%s", code, out)
		}
		data, err := os.ReadFile(filepath.Join(folder, "report_480.json"))
		if err != nil {
			t.Fatal(err)
		}
		contents[i] = string(data)
	}
	if contents[0] != contents[1] || !strings.HasPrefix(contents[0], `{"words":[["Backup",8,8,`) {
		t.Errorf("got %q and %q", contents[0], contents[1])
	}
}

func TestPicturesOfBothSidesAreWritten(t *testing.T) {
	file, folder := write(t, "report.html", "<p>Backup done"), t.TempDir()
	if code, out := fidelity(t, "0", "pictures", "--renderer", os.Args[0], "--out", folder, file); code != 0 || !strings.Contains(out, "visibly different") {
		t.Fatalf("code %d\n%s", code, out)
	}
	for _, name := range []string{"report.png", "report-ours.png", "report-chromium.png"} {
		if _, err := os.Stat(filepath.Join(folder, name)); err != nil {
			t.Error(err)
		}
	}
}

func TestWithoutACommandTheUsageIsShown(t *testing.T) {
	var log bytes.Buffer
	if code := run(t.Context(), nil, nil, &log); code != 2 || !strings.Contains(log.String(), "fidelity reduce") {
		t.Errorf("code %d, %s", code, log.String())
	}
}
