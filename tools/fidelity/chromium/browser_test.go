package chromium

import (
	"errors"
	"image/color"
	"testing"
)

// open skips the test on machines without a browser and in short runs.
func open(t *testing.T) *Browser {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	browser, err := Open(t.Context())
	if errors.Is(err, ErrNotInstalled) {
		t.Skip(err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := browser.Close(); err != nil {
			t.Error(err)
		}
	})
	return browser
}

func measure(t *testing.T, width int, documents ...string) []Page {
	t.Helper()
	var contents [][]byte
	for _, document := range documents {
		contents = append(contents, []byte(document))
	}
	pages, err := open(t).Measure(t.Context(), contents, width)
	if err != nil {
		t.Fatal(err)
	}
	return pages
}

func texts(page Page) string {
	all := ""
	for _, word := range page.Words {
		all += word.Text + " "
	}
	return all
}

func TestChromiumMeasuresWordsWithTheFontsOfTheProgram(t *testing.T) {
	page := measure(t, 900, `<!doctype html><h3 style="margin:0;color:#00b050">Backup Größe</h3>`)[0]
	want := []Word{
		{"Backup", 8, 8, 69.203125, 25, "rgb(0, 176, 80)", "18.72px", "700"},
		{"Größe", 82.0625, 8, 57.59375, 25, "rgb(0, 176, 80)", "18.72px", "700"},
	}
	if len(page.Words) != 2 || page.Words[0] != want[0] || page.Words[1] != want[1] {
		t.Errorf("got %+v", page.Words)
	}
	if page.Height != WindowHeight || page.Content != 41 {
		t.Errorf("the page is %d high and its content %d", page.Height, page.Content)
	}
}

func TestEveryDocumentHasTheWidthAndTheModeItAsksFor(t *testing.T) {
	const body = `<table style="font-size:20px"></table><div style="text-align:right;width:100%;font-size:10">a</div>`
	pages := measure(t, 480, "<body style=margin:0>"+body, "<!doctype html><body style=margin:0>"+body)
	quirks, standards := pages[0].Words[0], pages[1].Words[0]
	if quirks.FontSize != "10px" || standards.FontSize != "16px" {
		t.Errorf("sizes are %s in quirks mode and %s in standards mode", quirks.FontSize, standards.FontSize)
	}
	if right := standards.X + standards.Width; right != 480 {
		t.Errorf("the right edge is at %g", right)
	}
}

func TestOnlyWhatCanBeSeenIsMeasured(t *testing.T) {
	page := measure(t, 900, `<title>no</title><style>no</style><script>document.write("no")</script>
		<p style="display:none">no</p><p style="visibility:hidden">no <b style="visibility:visible">yes</b></p>
		<div style="max-height:0;overflow:hidden">no</div><p style="opacity:0">no</p><noscript>yes</noscript><p onclick=x()>yes`)[0]
	if got := texts(page); got != "yes yes yes " {
		t.Errorf("got %q", got)
	}
}

func TestAPictureHasTheSizeAskedFor(t *testing.T) {
	picture, err := open(t).Picture(t.Context(), []byte(`<body bgcolor="#00b050">`), 300, 2000)
	if err != nil {
		t.Fatal(err)
	}
	if size := picture.Bounds().Size(); size.X != 300 || size.Y != 2000 {
		t.Errorf("the picture is %v", size)
	}
	for _, y := range []int{0, 1999} {
		if got := picture.At(299, y); got != (color.RGBA{0, 0xb0, 0x50, 255}) {
			t.Errorf("at %d it is %v", y, got)
		}
	}
}
