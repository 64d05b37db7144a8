package veeam

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/message"
)

// grid is what stands below a banner: the strip, the labels, the messages of the
// job and the rows of its objects.
type grid struct {
	strip    string
	labels   map[string]string
	messages []string
	header   []string // folded headings of the object table, nil without one
	objects  []object
}

// object is one row of the object table.
type object struct {
	name, word, details string
	start, end          string
	tier                string // the section the row stands in, for repositories
}

// The labels of the grid. Others may follow in later versions and are kept too
// where they stand beside one of these.
var gridLabels = map[string]bool{
	"success": true, "warning": true, "warnings": true, "error": true, "errors": true, "failed": true,
	"start time": true, "end time": true, "duration": true, "total size": true, "data read": true, "transferred": true,
	"backup size": true, "dedupe": true, "compression": true, "assigned": true, "configured": true, "disconnected": true,
	"processed": true, "read": true, "seen": true, "updated": true, "bottleneck": true, "processing rate": true,
	"used space": true, "capacity": true, "space limit": true,
}

func readGrid(rows []*message.Row) grid {
	g := grid{labels: map[string]string{}}
	tier := ""
	for _, r := range rows {
		texts := r.Texts()
		if len(texts) == 0 {
			continue
		}
		if header := headings(r, texts); header != nil {
			g.header = header
			continue
		}
		if strings.Contains(r.Class, "processObjectsHeader") {
			// The head of another table, such as the target of an agent.
			g.header = nil
			continue
		}
		for _, c := range r.Cells {
			if c.Class == "sessionDetails" && g.strip == "" {
				g.strip = c.Line()
			}
		}
		if g.header != nil && len(texts) > 1 {
			g.objects = append(g.objects, readObject(g.header, r, texts, tier))
			continue
		}
		if len(texts) == 1 || len(nonEmpty(texts)) == 1 {
			only := nonEmpty(texts)
			if len(only) == 1 && strings.HasSuffix(strings.ToLower(only[0]), " tier") {
				tier = only[0]
				g.header = nil
				continue
			}
			if len(only) == 1 && r.Cells[0].Class != "sessionDetails" && !containerOnly(r) {
				if g.strip == "" && len(g.labels) == 0 && g.header == nil && looksLikeDate(only[0]) {
					g.strip = only[0]
				} else if !strings.EqualFold(only[0], "details") {
					g.messages = append(g.messages, only[0])
				}
			}
			continue
		}
		g.readLabels(r, texts)
	}
	return g
}

// containerOnly reports a row that only frames nested tables.
func containerOnly(r *message.Row) bool {
	for _, c := range r.Cells {
		if len(c.Tables()) > 0 && c.Line() == "" {
			return true
		}
	}
	return false
}

func looksLikeDate(s string) bool {
	digits := 0
	for _, c := range s {
		if c >= '0' && c <= '9' {
			digits++
		}
	}
	return digits >= 6 && strings.Contains(s, ":") && len(s) < 80
}

// isOne reports whether a text, folded, is one of some words. Most texts are plain.
func isOne(text string, words ...string) bool {
	var room [64]byte
	folded := room[:0]
	if len(text) > len(room) {
		folded = make([]byte, 0, len(text))
	}
	folded = domain.AppendFold(folded, text)
	for _, w := range words {
		if string(folded) == w {
			return true
		}
	}
	return false
}

// headings returns the folded headings if r is the head of a table of objects.
func headings(r *message.Row, texts []string) []string {
	if len(texts) < 3 {
		return nil
	}
	named, status := false, false
	for _, t := range texts {
		switch {
		case isOne(t, "name", "extent", "object", "vm", "machine"):
			named = true
		case isOne(t, "status", "state", "result"):
			status = true
		}
	}
	if !named || !status {
		return nil
	}
	var out []string
	for i, c := range r.Cells {
		for range c.ColSpan {
			out = append(out, domain.Fold(texts[i]))
		}
	}
	return out
}

func readObject(header []string, r *message.Row, texts []string, tier string) object {
	o := object{tier: tier}
	col := 0
	for i, c := range r.Cells {
		if col < len(header) {
			switch header[col] {
			case "name", "extent", "object", "vm", "machine":
				o.name = texts[i]
			case "status", "state", "result":
				o.word = texts[i]
			case "details", "message", "reason":
				o.details = texts[i]
			case "start time":
				o.start = texts[i]
			case "end time":
				o.end = texts[i]
			}
		} else if texts[i] != "" {
			o.details = strings.TrimSpace(o.details + " " + texts[i])
		}
		col += int(c.ColSpan)
	}
	return o
}

// readLabels takes label and value from neighbouring cells; anything that is
// neither, such as the tall cell at the right, is a message of the job.
func (g *grid) readLabels(r *message.Row, texts []string) {
	for i := 0; i < len(texts); i++ {
		key := strings.TrimSuffix(domain.Fold(texts[i]), ":")
		if gridLabels[key] && i+1 < len(texts) {
			if _, twice := g.labels[key]; !twice {
				g.labels[key] = texts[i+1]
			}
			i++
			continue
		}
		if texts[i] != "" && (r.Cells[i].RowSpan > 1 || r.Cells[i].Has("small_label")) {
			g.messages = append(g.messages, texts[i])
		}
	}
}

func nonEmpty(list []string) []string {
	var out []string
	for _, s := range list {
		if s != "" {
			out = append(out, s)
		}
	}
	return out
}
