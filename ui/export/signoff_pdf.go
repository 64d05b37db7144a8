package export

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"

	"runchecks/domain"
)

// WriteSignOffPDF writes the sign-off sheet as A4 pages to hand to a customer:
// facts, counts, a warning where the night is not done, the runs by customer, tickets,
// remarks, accepted problems, what waits for approval, accounts; on each page the journal's last entry and its hash.
// Times are in loc. Nothing but s and loc goes in, so the same sheet is the same
// file. Characters that the font lacks become "?", texts too long end in "…".
func WriteSignOffPDF(w io.Writer, s domain.SignOff, loc *time.Location) error {
	sheet := signOffSheet{
		paper: newPaper("Backup sign-off, "+nightInWords(s), s.By, s.Made.In(zone(loc))),
		s:     s,
		loc:   zone(loc),
	}
	sheet.page()
	sheet.heading()
	sheet.counts()
	sheet.verdict()
	sheet.runs()
	sheet.tickets()
	sheet.remarks()
	sheet.accepted()
	sheet.pending()
	sheet.accounts()
	if err := sheet.finish(w, sheet.footer); err != nil {
		return fmt.Errorf("write the sign-off sheet: %w", err)
	}
	return nil
}

type signOffSheet struct {
	*paper
	s   domain.SignOff
	loc *time.Location
}

func (d *signOffSheet) heading() {
	d.box(marginX, d.y, 4, 42, accent)
	d.text(marginX+14, d.y+18, style{bold: true, size: 21, colour: ink}, "Backup sign-off")
	day := style{size: 12.5, colour: ink}
	d.text(marginX+14, d.y+37, day, d.fit(day, nightInWords(d.s), textWidth-14))
	d.y += 60

	made := strings.TrimSpace("made " + d.at(d.s.Made, "2 January 2006, 15:04 MST"))
	if d.s.By != "" {
		made += " by " + d.s.By
	}
	for _, fact := range [][2]string{{"Customer", customerOrAll(d.s.Customer)}, {"Profile", d.s.Profile}, {"Runs from", d.span()}, {"This sheet", made}} {
		d.text(marginX, d.y+8, style{size: 9, colour: dim}, fact[0])
		look := style{bold: fact[0] == "Customer", size: 9, colour: ink}
		d.text(marginX+62, d.y+8, look, d.fit(look, fact[1], textWidth-62))
		d.y += 13.5
	}
	d.y += 10
}

// span says from when to when the night is.
func (d *signOffSheet) span() string {
	return d.at(d.s.From, "2 January 2006, 15:04") + " to " + d.at(d.s.To, "2 January 2006, 15:04")
}

// counts draws four boxes with a number each.
func (d *signOffSheet) counts() {
	runs, reviewed, open, problems := d.s.Counts()
	openInk, openBg := green, okBg
	if open > 0 {
		openInk, openBg = red, redBg
	}
	boxes := []struct {
		word    string
		n       int
		ink, bg colour
	}{{"runs", runs, ink, head}, {"problems", problems, ink, head}, {"reviewed", reviewed, ink, head}, {"open", open, openInk, openBg}}
	const gap, height = 10.0, 46.0
	width := (textWidth - gap*float64(len(boxes)-1)) / float64(len(boxes))
	for i, b := range boxes {
		x := marginX + float64(i)*(width+gap)
		d.pill(x, d.y, width, height, b.bg)
		d.text(x+12, d.y+24, style{bold: true, size: 18, colour: b.ink}, strconv.Itoa(b.n))
		d.text(x+12, d.y+37, style{size: 9, colour: b.ink}, b.word)
	}
	d.y += height + 10
}

// verdict says in one line whether the day is done: red where it is not.
func (d *signOffSheet) verdict() {
	text, look, bg, mark := signOffVerdict(d.s), style{bold: true, size: 9.5, colour: green}, okBg, domain.Success
	if warning := signOffWarning(d.s); warning != "" {
		text, look.colour, bg, mark = warning, red, redBg, domain.Failed
	} else if len(d.s.Rows) == 0 {
		look.colour, bg, mark = dim, head, domain.Unknown
	}
	const height = 22.0
	d.pill(marginX, d.y, textWidth, height, bg)
	d.mark(marginX+14, d.y+height/2, mark)
	d.text(marginX+24, d.y+height/2+3.4, look, d.fit(look, text, textWidth-34))
	d.y += height + 16
}

var runColumns = []column{{"Time", 58}, {"Job", 132}, {"Product", 82}, {"Status", 94}, {"Reviewed", 80}, {"Tickets", 69.28}}

// runs draws the table of runs: customers by name, the runs of each by time.
func (d *signOffSheet) runs() {
	if len(d.s.Rows) == 0 {
		return
	}
	d.title("Runs", 110)
	rows := slices.Clone(d.s.Rows)
	fold := make(map[string]string)
	for _, r := range rows {
		if _, known := fold[r.Customer]; !known {
			fold[r.Customer] = domain.Fold(r.Customer)
		}
	}
	slices.SortStableFunc(rows, func(a, b domain.SignOffRow) int {
		return cmp.Or(
			cmp.Compare(fold[a.Customer], fold[b.Customer]),
			cmp.Compare(a.Customer, b.Customer),
			a.At.Compare(b.At),
			cmp.Compare(a.Job, b.Job),
		)
	})
	d.tableHead(runColumns)
	for len(rows) > 0 {
		end := slices.IndexFunc(rows, func(r domain.SignOffRow) bool { return r.Customer != rows[0].Customer })
		if end < 0 {
			end = len(rows)
		}
		d.customer(rows[:end])
		rows = rows[end:]
	}
	d.top = nil
}

const groupHeight = 20.0

func (d *signOffSheet) customer(rows []domain.SignOffRow) {
	name := cmp.Or(rows[0].Customer, "No customer")
	open := 0
	for _, r := range rows {
		if r.Open() {
			open++
		}
	}
	note := fmt.Sprintf("%d runs", len(rows))
	if len(rows) == 1 {
		note = "1 run"
	}
	look := style{size: 8, colour: dim}
	if open > 0 {
		note += fmt.Sprintf(", %d open", open)
		look = cellRed
	}
	// The name never stands alone at the foot of a page.
	d.top = func() { d.tableHead(runColumns) }
	d.room(groupHeight + 4*lineHeight)
	d.group(name, note, look)
	d.top = func() {
		d.tableHead(runColumns)
		d.group(name, "continued", style{size: 8, colour: dim})
	}
	for _, r := range rows {
		d.run(r)
	}
}

func (d *signOffSheet) group(name, note string, look style) {
	bold := style{bold: true, size: 9.5, colour: ink}
	d.text(marginX+cellPad, d.y+13.5, bold, d.fit(bold, name, textWidth-100))
	d.textRight(marginX+textWidth-cellPad, d.y+13.5, look, note)
	d.y += groupHeight
	d.rule(d.y, faint)
}

func (d *signOffSheet) run(r domain.SignOffRow) {
	reviewed := cell{text: "open", style: cellRed}
	switch {
	case r.Open():
	case r.Hidden:
		reviewed = cell{text: "not needed", style: cellDim}
	case r.By == "":
		reviewed = cell{text: importedAsHistory, style: cellDim}
	default:
		reviewed = cell{text: r.By + ", " + d.clock(r.Reviewed), style: cellInk}
	}
	d.tableRow(runColumns, []cell{
		{text: d.clock(r.At), style: cellDim},
		{text: r.Job, style: cellBold, lines: 3},
		{text: r.Product, style: cellInk, lines: 3},
		{draw: func(x, y float64) { d.chip(x, y, r.Status) }, style: cellInk},
		reviewed,
		{text: ticketCodes(r.Tickets), style: cellInk},
	}, 1, runDetail(r, d.loc))
}

// title draws the heading of a section that has at least room points with it.
func (d *signOffSheet) title(text string, room float64) {
	d.room(room)
	d.text(marginX, d.y+12, style{bold: true, size: 12, colour: ink}, text)
	d.y += 20
}

// section draws a table of texts, or "None." where it has no rows.
func (d *signOffSheet) section(title string, columns []column, rows [][]cell) {
	d.y += 18
	room := 90.0
	if len(rows) == 0 {
		room = 34
	}
	d.title(title, room)
	if len(rows) == 0 {
		d.text(marginX, d.y+8, style{size: 9, colour: dim}, "None.")
		d.y += 12
		return
	}
	d.tableHead(columns)
	d.top = func() { d.tableHead(columns) }
	for _, row := range rows {
		d.tableRow(columns, row, 0, "")
	}
	d.top = nil
}

func (d *signOffSheet) tickets() {
	var rows [][]cell
	for _, t := range d.s.Tickets {
		resolved := cell{text: "open", style: cellBold}
		if !t.Resolved.IsZero() {
			resolved = cell{text: d.date(t.Resolved), style: cellInk}
		}
		rows = append(
			rows,
			[]cell{
				{text: t.Code, style: cellBold},
				{text: t.Description, style: cellInk},
				{text: d.date(t.Created), style: cellDim},
				resolved,
			},
		)
	}
	d.section("Tickets", []column{{"Code", 95}, {"Description", 248.28}, {"Created", 86}, {"Resolved", 86}}, rows)
}

func (d *signOffSheet) remarks() {
	var rows [][]cell
	for _, r := range d.s.Remarks {
		by := strings.Trim(r.By+", "+d.date(r.Created), ", ")
		until := cmp.Or(d.date(r.Expires), "no end")
		rows = append(
			rows,
			[]cell{{text: remarkIn(r.Text), style: cellBold, lines: 4}, {text: until, style: cellInk}, {text: by, style: cellDim}},
		)
	}
	d.section("Remarks", []column{{"Text", 330.28}, {"Until", 90}, {"By", 95}}, rows)
}

// pending lists what waits for approval; on the sheet of one customer it only counts,
// since nobody knows whose these jobs are.
func (d *signOffSheet) pending() {
	if d.s.Customer != "" {
		return
	}
	var rows [][]cell
	for _, p := range d.s.Pending {
		rows = append(rows, []cell{
			{
				text:  p.Job,
				style: cellBold,
				lines: 3,
			}, {text: p.Product, style: cellInk, lines: 3}, {text: p.Sender, style: cellDim, lines: 2},
			{text: strconv.Itoa(p.Runs), style: cellInk}, {draw: func(x, y float64) { d.chip(x, y, p.Status) }, style: cellInk},
		})
	}
	d.section("Waiting for approval", []column{{"Job", 150}, {"Product", 100}, {"Sender", 126.28}, {"Runs", 45}, {"Worst", 94}}, rows)
}

func (d *signOffSheet) accepted() {
	var rows [][]cell
	for _, a := range d.s.Accepted {
		by := strings.Trim(a.By+", "+d.date(a.At), ", ")
		rows = append(
			rows,
			[]cell{
				{text: a.What, style: cellBold},
				{text: a.Until, style: cellInk},
				{text: a.Note, style: cellInk},
				{text: by, style: cellDim},
			},
		)
	}
	d.section("Accepted problems", []column{{"What", 165}, {"Until", 90}, {"Note", 165.28}, {"By", 95}}, rows)
}

func (d *signOffSheet) accounts() {
	var rows [][]cell
	for _, a := range d.s.Accounts {
		state := cell{text: "no errors", style: style{size: 8, colour: green}}
		if a.Error != "" {
			state = cell{text: a.Error, style: cellRed}
		}
		rows = append(rows, []cell{{text: a.Name, style: cellBold}, {text: cmp.Or(d.date(a.LastSuccess), "never"), style: cellInk}, state})
	}
	d.section("Accounts", []column{{"Account", 175}, {"Last success", 100}, {"State", 240.28}}, rows)
}

// footer names the journal's last entry: with it the paper proves what the journal
// held that day.
func (d *signOffSheet) footer(page, of int) {
	const y = paperHeight - 32
	look := style{size: 7.5, colour: dim}
	d.rule(y-12, faint)
	proof := "Journal without entries"
	if d.s.LastDecision != "" {
		proof = "Last journal entry " + string(d.s.LastDecision)
		if hash := d.s.LastHash; hash != "" {
			proof += " · " + hash[:min(16, len(hash))]
		}
	}
	d.text(marginX, y, look, d.fit(look, proof, textWidth-90))
	d.textRight(marginX+textWidth, y, look, fmt.Sprintf("Page %d of %d", page, of))
}

// clock is a time of the day, with the date where it is another day.
func (d *signOffSheet) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(d.loc)
	if at.Format(time.DateOnly) == d.s.Day {
		return at.Format("15:04")
	}
	return at.Format("2 Jan 15:04")
}

func (d *signOffSheet) date(at time.Time) string { return d.at(at, "2 Jan 2006 15:04") }

func (d *signOffSheet) at(at time.Time, layout string) string {
	if at.IsZero() {
		return ""
	}
	return at.In(d.loc).Format(layout)
}
