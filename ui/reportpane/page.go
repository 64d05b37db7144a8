package reportpane

import "fyne.io/fyne/v2"

// Page is a tab that a screen adds to the report.
type Page struct {
	ID      string
	Name    string
	Content fyne.CanvasObject
}

// The tabs of the pane itself, by their ids.
const (
	Report = "report"
	Text   = "text"
	Source = "source"
)

// SetPages puts pages before the report and behind it; those of before are gone. The chosen
// tab stays, where it is still there; else the report is shown.
func (p *Pane) SetPages(before, after []Page) {
	own := func(id string) []Page { return []Page{{ID: id, Name: p.names[id]}} }
	chosen := p.Tab()
	p.pages = nil
	for _, part := range [][]Page{before, own(Report), after, own(Text), own(Source)} {
		p.pages = append(p.pages, part...)
	}
	names := make([]string, len(p.pages))
	for i, page := range p.pages {
		names[i] = page.Name
	}
	p.strip.SetNames(names)
	at := p.place(chosen)
	if at < 0 {
		at = p.place(Report)
	}
	p.strip.Select(at)
	p.show()
}

// Rename gives a tab another name, such as when it carries a number.
func (p *Pane) Rename(id, name string) {
	at := p.place(id)
	if at < 0 || p.pages[at].Name == name {
		return
	}
	p.pages[at].Name = name
	names := make([]string, len(p.pages))
	for i, page := range p.pages {
		names[i] = page.Name
	}
	p.strip.SetNames(names)
}

func (p *Pane) place(id string) int {
	for i, page := range p.pages {
		if page.ID == id {
			return i
		}
	}
	return -1
}

// Tab is the id of the chosen tab.
func (p *Pane) Tab() string {
	if at := p.strip.Selected(); at >= 0 && at < len(p.pages) {
		return p.pages[at].ID
	}
	return Report
}

// Open chooses a tab by its id; one that is not there changes nothing.
func (p *Pane) Open(id string) {
	if at := p.place(id); at >= 0 {
		p.strip.Select(at)
		p.show()
		p.come()
	}
}

// MoveTab chooses the tab after the present one, or the one before.
func (p *Pane) MoveTab(by int) {
	n := len(p.pages)
	p.strip.Select(((p.strip.Selected()+by)%n + n) % n)
	p.show()
	p.come()
}

// come tells which tab is in view.
func (p *Pane) come() {
	if p.OnTab != nil {
		p.OnTab(p.Tab())
	}
}
