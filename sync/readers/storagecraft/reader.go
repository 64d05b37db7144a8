// Package storagecraft reads the image reports that a report tool for StorageCraft
// ImageManager mails. A report is a table of volumes whose status is the colour of
// the border only; the one colour that is known to be good is a bright green.
package storagecraft

import (
	"context"
	"regexp"
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/verdict"
)

// Reader reads image reports.
type Reader struct{}

// Name implements reader.Reader.
func (Reader) Name() string { return "storagecraft" }

// heading is what subject or body are called, whatever stands before it.
const heading = "image report"

var (
	subject = regexp.MustCompile(`(?i)^(?:.{0,40}\s)?(?:Online|Offline|Offsite|Local)\s+Image\s+Report:\s*(.+?)\s*$`)
	dated   = regexp.MustCompile(`\s*\(\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\)$`)
	title   = regexp.MustCompile(`(?i)^(?:Online|Offline|Offsite|Local)\s+Image\s+Report$`)
)

// Read implements reader.Reader.
func (Reader) Read(_ context.Context, m *message.Message, _ reader.Env) ([]domain.Result, bool) {
	if !strings.Contains(m.FoldedSubject(), heading) && !m.Holds(heading) {
		return nil, false // spares the lines of other products
	}
	g := subject.FindStringSubmatch(m.BareSubject())
	if g == nil && !titled(m) {
		return nil, false
	}
	objects := volumes(m)
	if g == nil && len(objects) == 0 {
		return nil, false
	}
	r := domain.Result{
		Product: "StorageCraft ImageManager (report tool)", JobType: "Image report",
		Kind: domain.KindRun, Confidence: domain.ConfidenceMedium, Objects: objects,
	}
	if g != nil {
		r.JobName, r.Identity = names(dated.ReplaceAllString(g[1], ""))
	} else {
		r.Identity = m.FromAddress
	}
	var t verdict.Tally
	for _, o := range objects {
		t.Add(o.Status, o.Name, "colour of the border of "+o.Name)
	}
	if len(objects) == 0 {
		t.Add(domain.Unknown, "no coloured cells", "body")
		r.NoObjects = domain.ObjectsNotRecognised
	}
	r.Status, r.Evidence = t.Status(), t.Evidence()
	return []domain.Result{r}, true
}

// names splits "<job> - <customer>".
func names(text string) (job, customer string) {
	job, customer, _ = strings.Cut(text, " - ")
	return strings.TrimSpace(job), strings.TrimSpace(customer)
}

func titled(m *message.Message) bool {
	for i, l := range m.HTMLLines() {
		if i >= 30 {
			return false
		}
		if title.MatchString(strings.TrimSpace(l)) {
			return true
		}
	}
	return false
}

// volumes lists the cells that have a border. One without a colour is listed as
// unknown as soon as another has one.
func volumes(m *message.Message) []domain.Object {
	var out []domain.Object
	for _, table := range m.Tables() {
		coloured := false
		var found []domain.Object
		for _, row := range table.Rows {
			for _, cell := range row.Cells {
				name := cell.Line()
				if name == "" || len(cell.Tables()) > 0 {
					continue
				}
				c, ok := borderOf(cell)
				coloured = coloured || ok
				found = append(found, domain.Object{Name: name, Type: "Volume", Status: meaning(c, ok)})
			}
		}
		if coloured {
			out = append(out, found...)
		}
	}
	return out
}
