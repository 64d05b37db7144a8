package mailpane

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"runchecks/ui/mailview"
	"runchecks/ui/mailview/limit"
	"runchecks/ui/mailview/page"
	"runchecks/ui/mailview/pictures"
	"runchecks/ui/theme"
	"runchecks/ui/widget/mailfonts"
)

const table = `<html><body style="margin:0"><p>Report of <b>Northwind</b></p>
<table border=1><tr><td>nw-dc01</td><td>Success</td></tr><tr><td>nw-sql02</td><td>Failed</td></tr></table>
<p><a href="https://vendor.example/kb/1">Knowledge base</a></p></body></html>`

// driven is a pane in a window whose work beside the interface thread waits for run.
type driven struct {
	*Pane
	window  fyne.Window
	waiting []func(context.Context) func()
	links   []string
	sources int
}

func newDriven(t *testing.T) *driven {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Light))
	fonts, err := mailfonts.Bundled()
	if err != nil {
		t.Fatal(err)
	}
	d := &driven{}
	d.Pane, err = New(Params{
		Engine: &mailview.Engine{Fonts: fonts, Limits: limit.Default()},
		Go:     func(work func(context.Context) func()) { d.waiting = append(d.waiting, work) },
		Link:   func(target string) { d.links = append(d.links, target) },
		Source: func() { d.sources++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	d.window = test.NewTempWindow(t, d.Pane)
	d.window.SetPadded(false)
	d.window.Resize(fyne.NewSize(600, 300))
	return d
}

// run does what waits, and what that starts.
func (d *driven) run() {
	for len(d.waiting) > 0 {
		work := d.waiting[0]
		d.waiting = d.waiting[1:]
		if then := work(context.Background()); then != nil {
			then()
		}
	}
}

// at returns the middle of the first place of words, in the coordinates of the layer.
func (d *driven) at(t *testing.T, words string) fyne.Position {
	t.Helper()
	hits := d.now.sheet.Find(words)
	if len(hits) == 0 {
		t.Fatalf("%q is not on the page", words)
	}
	r := d.now.sheet.Rects(hits[0], 0, 1e6)[0]
	return fyne.NewPos(float32((r.X+r.W/2)*d.zoom), float32((r.Y+r.H/2)*d.zoom))
}

func press(at fyne.Position) *desktop.MouseEvent {
	return &desktop.MouseEvent{PointEvent: fyne.PointEvent{Position: at}, Button: desktop.MouseButtonPrimary}
}

func TestADragSelectsOverCellsAndCopiesThemAsColumns(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	from, to := d.at(t, "nw-dc01"), d.at(t, "Failed")
	from.X -= 200
	d.view.layer.MouseDown(press(from))
	to.X += 200
	d.view.layer.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: to}})
	d.view.layer.DragEnd()
	d.TypedShortcut(&fyne.ShortcutCopy{})
	if got, want := fyne.CurrentApp().Clipboard().Content(), "nw-dc01\tSuccess\nnw-sql02\tFailed"; got != want {
		t.Errorf("copied %q, want %q", got, want)
	}
}

func TestADoubleTapSelectsAWordAndSelectAllEverything(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	d.view.layer.DoubleTapped(&fyne.PointEvent{Position: d.at(t, "sql02")})
	if got := d.Selected(); got != "nw-sql02" {
		t.Errorf("selected %q", got)
	}
	d.TypedShortcut(&fyne.ShortcutSelectAll{})
	if got := d.Selected(); !strings.HasPrefix(got, "Report of Northwind\n") || !strings.HasSuffix(got, "Knowledge base") {
		t.Errorf("all is %q", got)
	}
	d.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.Selected() != "" {
		t.Error("Escape left a selection")
	}
}

func TestALinkIsToldAndNotOpened(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	for _, words := range []string{"Knowledge", "Northwind"} {
		at := d.at(t, words)
		d.view.layer.MouseDown(press(at))
		d.view.layer.MouseUp(press(at))
	}
	if len(d.links) != 1 || d.links[0] != "https://vendor.example/kb/1" {
		t.Errorf("told of %q", d.links)
	}
}

func TestAClickAfterADragFollowsNoLink(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	at := d.at(t, "Knowledge")
	d.view.layer.MouseDown(press(at.AddXY(-30, 0)))
	d.view.layer.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: at}})
	d.view.layer.MouseUp(press(at))
	if len(d.links) != 0 {
		t.Errorf("told of %q", d.links)
	}
}

func TestFindCountsGoesRoundAndEndsWithEscape(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	d.OpenFind()
	d.bar.field.SetText("NW-")
	d.run()
	if got := d.bar.count.Text; got != "1 of 2" {
		t.Errorf("the bar says %q", got)
	}
	for _, want := range []string{"2 of 2", "1 of 2"} {
		d.FindNext(false)
		if got := d.bar.count.Text; got != want {
			t.Errorf("the bar says %q, want %q", got, want)
		}
	}
	d.bar.field.SetText("elsewhere")
	d.run()
	if got := d.bar.count.Text; got != "not found" {
		t.Errorf("the bar says %q", got)
	}
	d.bar.field.TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if d.bar.content.Visible() || len(d.found.hits) != 0 {
		t.Error("the search is still open")
	}
}

func TestTheTableUnderThePointerIsCSV(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: table})
	d.run()
	got, ok := d.Table(d.view.layer.at(d.at(t, "sql02")))
	if want := "nw-dc01,Success\nnw-sql02,Failed\n"; !ok || got != want {
		t.Errorf("table is %q, want %q", got, want)
	}
	if _, ok := d.Table(d.view.layer.at(d.at(t, "Northwind"))); ok {
		t.Error("there is a table outside the table")
	}
}

func TestKeysScrollAndStopAtTheEnds(t *testing.T) {
	d := newDriven(t)
	d.SetText(strings.Repeat("line of the log\n", 500))
	d.run()
	end := d.view.size().Height - d.view.scroll.Size().Height
	for _, step := range []struct {
		key  fyne.KeyName
		want float32
	}{
		{fyne.KeyUp, 0}, {fyne.KeyDown, 40}, {fyne.KeyHome, 0}, {fyne.KeyEnd, end}, {fyne.KeyPageDown, end}, {fyne.KeyHome, 0},
		{fyne.KeySpace, d.view.scroll.Size().Height - 40},
	} {
		d.TypedKey(&fyne.KeyEvent{Name: step.key})
		if got := d.view.offset.Y; got != step.want {
			t.Errorf("after %s the offset is %g, want %g", step.key, got, step.want)
		}
	}
}

func TestALateLayoutOfAnotherMailIsDropped(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: "<p>first</p>"})
	late := d.waiting
	d.waiting = nil
	d.SetMail(Mail{HTML: "<p>second</p>"})
	d.run()
	for _, work := range late {
		if then := work(context.Background()); then != nil {
			then()
		}
	}
	d.run()
	if got := d.now.sheet.Text(d.now.sheet.All()); got != "second" {
		t.Errorf("the page says %q", got)
	}
}

func TestThePageOfTheMailBeforeIsGoneAtOnce(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: "<p>first</p>"})
	d.run()
	d.SetMail(Mail{HTML: "<p>second</p>"})
	if d.view.sheet != nil || d.now.sheet != nil {
		t.Error("the report of another run is still shown")
	}
}

func TestALongMessageInPlaceOfAPageIsReadWhole(t *testing.T) {
	d := newDriven(t)
	d.Clear(strings.Repeat("The message could not be decoded. ", 8))
	if lines := d.view.message.MinSize().Height / 20; lines < 3 {
		t.Errorf("a message of four lines takes %g", lines)
	}
	if width := d.view.message.Size().Width; width > d.view.Size().Width {
		t.Errorf("the message is %g wide in a view of %g", width, d.view.Size().Width)
	}
	d.SetMail(Mail{HTML: "<p>x"})
	d.run()
	if d.view.message.Text != "" {
		t.Error("the message stands over the page")
	}
}

func TestAPageOfNothingIsShownAsTextAndSaysSo(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: "<script>document.write('x')</script>", Text: "Backup failed"})
	d.run()
	if got := d.now.sheet.Text(d.now.sheet.All()); got != "Backup failed" {
		t.Errorf("the page says %q", got)
	}
	if len(d.note.lines) != 1 || !strings.HasPrefix(d.note.lines[0].text, "Shown as text") {
		t.Errorf("the notes are %v", d.note.lines)
	}
	d.note.Tapped(&fyne.PointEvent{Position: fyne.NewPos(5, 5)})
	if d.sources != 1 {
		t.Error("the note does not lead to the source")
	}
}

func TestAnotherWidthIsLaidOutOnceAndKeepsTheFirstPageMeanwhile(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: "<p>" + strings.Repeat("words ", 400) + "</p>"})
	d.run()
	first := d.now.sheet
	for width := float32(590); width > 300; width -= 10 {
		d.window.Resize(fyne.NewSize(width, 300))
	}
	if len(d.waiting) != 1 || d.view.sheet != first {
		t.Fatalf("%d layouts wait", len(d.waiting))
	}
	d.run()
	if w, _ := d.now.sheet.Size(); w != 310 {
		t.Errorf("the page is %g wide", w)
	}
}

func TestAPageThatIsALittleTooWideFitsAndZoomIsThePersons(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: `<body style="margin:0"><table width=700><tr><td>x</td></tr></table>`})
	d.run()
	if got := d.view.size().Width; got > d.view.scroll.Size().Width+.5 {
		t.Errorf("the page is %g wide in a view of %g", got, d.view.scroll.Size().Width)
	}
	d.Zoom(1)
	d.run()
	if d.zoom < .9 {
		t.Errorf("larger is %g", d.zoom)
	}
	d.Zoom(0)
	d.run()
	if got := d.view.size().Width; got > d.view.scroll.Size().Width+.5 {
		t.Errorf("after Ctrl+0 the page is %g wide", got)
	}
}

func TestMarksAreKeptToTheirRowAndScrolledTo(t *testing.T) {
	d := newDriven(t)
	d.SetMail(Mail{HTML: "<table>" + strings.Repeat("<tr><td>ok</td><td>Failed</td></tr>", 50) + "<tr><td>nw-sql02</td><td>Failed</td></tr></table>"})
	d.Mark([]string{"failed"}, "nw-sql02")
	d.run()
	if len(d.marks.hits) != 1 {
		t.Fatalf("%d places are marked", len(d.marks.hits))
	}
	if !d.ScrollToMark() || d.view.offset.Y == 0 {
		t.Error("the mark is not in view")
	}
	d.Mark([]string{"nowhere"}, "")
	if d.ScrollToMark() {
		t.Error("scrolled to what is not there")
	}
}

// The kinds of address that make a browser fetch something.
const fetching = `<html><head><link rel=stylesheet href="URL"><base href="URL"><meta http-equiv=refresh content="0;url=URL">
<style>@import url(URL); @font-face{font-family:f;src:url(URL)} p{background:url(URL);list-style-image:url(URL);cursor:url(URL),auto;border-image:url(URL)}</style></head>
<body background="URL" style="background-image:url(URL)"><p style="background:red url('URL')">Backup failed</p>
<img src="URL"><img srcset="URL 2x" src="URL"><picture><source srcset="URL"><img src="URL"></picture><input type=image src="URL">
<table background="URL"><td background="URL">x</table><iframe src="URL"></iframe><frame src="URL"><object data="URL"></object><embed src="URL">
<video src="URL" poster="URL"></video><audio src="URL"></audio><svg><image href="URL"/><use href="URL"/></svg><script src="URL"></script>
<script>fetch("URL")</script><a href="URL" ping="URL">link</a><form action="URL"><button formaction="URL"></button></form><body onload="fetch('URL')">`

func TestAReportTouchesNeitherNetworkNorFiles(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) }))
	defer server.Close()
	secret := filepath.Join(t.TempDir(), "secret.png")
	picture, err := os.ReadFile(filepath.Join("testdata", "dot.png"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(secret, picture, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, address := range []string{server.URL + "/x.png", "file://" + secret, secret, strings.TrimPrefix(server.URL, "http:") + "/x.png"} {
		d := newDriven(t)
		d.SetMail(Mail{HTML: strings.ReplaceAll(fetching, "URL", address)})
		d.run()
		d.view.paint(600, 300)
		laid, ok := d.now.sheet.(*page.Page)
		if !ok {
			t.Fatal("the mail was not laid out")
		}
		for _, it := range laid.Items {
			if it.Kind == page.Picture && !it.Image.Missing() {
				t.Errorf("%s was loaded", address)
			}
		}
		if strings.HasPrefix(address, "http") && (len(d.note.lines) == 0 || !strings.Contains(d.note.lines[0].text, "remote pictures not loaded")) {
			t.Errorf("the notes are %v", d.note.lines)
		}
	}
	if n := asked.Load(); n != 0 {
		t.Errorf("the server was asked %d times", n)
	}
}

func TestAPictureThatTheMailCarriesIsDrawn(t *testing.T) {
	picture, err := os.ReadFile(filepath.Join("testdata", "dot.png"))
	if err != nil {
		t.Fatal(err)
	}
	d := newDriven(t)
	d.SetMail(Mail{HTML: `<body style="margin:0"><img src="cid:dot@mail" width=20 height=20>`, Pictures: []pictures.Part{{ID: "dot@mail", Content: picture}}})
	d.run()
	img := d.view.paint(600, 300)
	if r, g, b, _ := img.At(10, 10).RGBA(); r>>8 != 0xd0 || g>>8 != 0x10 || b>>8 != 0x20 {
		t.Errorf("the middle of the picture is %x %x %x", r>>8, g>>8, b>>8)
	}
}

func TestAPageIsNotLaidOutAgainForAPixel(t *testing.T) {
	for need, layouts := range map[int]int{601: 1, 640: 2} {
		d := newDriven(t)
		d.run()
		room := int(d.view.Size().Width)
		const page = `<html><body style="margin:0"><table width=%d bgcolor=#eeeeee cellspacing=0 cellpadding=0><tr><td>x</table></html>`
		wide := fmt.Sprintf(page, room+need-600)
		d.SetMail(Mail{HTML: wide})
		ran := 0
		for ; len(d.waiting) > 0; ran++ {
			work := d.waiting[0]
			d.waiting = d.waiting[1:]
			work(context.Background())()
		}
		if ran != layouts {
			t.Errorf("%d units in a view of 600: laid out %d times", need, ran)
		}
		if got := int(d.view.layer.Size().Width); got != room {
			t.Errorf("%d units in a view of 600: the page can be scrolled by %d", need, got-room)
		}
	}
}
