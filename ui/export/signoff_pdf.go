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
	"runchecks/ui/words"
)

// WriteSignOffPDF writes the sign-off sheet as A4 pages to hand to a customer:
// facts, counts, a warning where the night is not done, the runs by customer, tickets,
// remarks, accepted problems, what waits for approval, accounts; on each page the journal's last entry and its hash.
// Times are in loc. Nothing but s and loc goes in, so the same sheet is the same
// file. Characters that the font lacks become "?", texts too long end in "…".
func WriteSignOffPDF(w io.Writer, s domain.SignOff, loc *time.Location) error {
	sheet := signOffSheet{
		paper: newPaper(words.T("signoff.document", "night", paperNight(s)), s.By, s.Made.In(zone(loc))),
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
	d.text(marginX+14, d.y+18, style{bold: true, size: 21, colour: ink}, words.T("signoff.title"))
	day := style{size: 12.5, colour: ink}
	d.text(marginX+14, d.y+37, day, d.fit(day, paperNight(d.s), textWidth-14))
	d.y += 60

	made := ""
	if !d.s.Made.IsZero() {
		made = words.Stamp(d.s.Made.In(d.loc), words.FullDateClock) + d.s.Made.In(d.loc).Format(" MST")
	}
	sheet := strings.TrimSpace(words.T("signoff.made", "time", made))
	if d.s.By != "" {
		sheet = words.T("signoff.made_by", "time", made, "by", d.s.By)
	}
	customer := cmp.Or(d.s.Customer, words.T("signoff.all_customers"))
	for i, fact := range [][2]string{
		{words.T("signoff.customer"), customer}, {words.T("signoff.profile"), d.s.Profile},
		{words.T("signoff.runs_from"), d.span()}, {words.T("signoff.this_sheet"), sheet},
	} {
		d.text(marginX, d.y+8, style{size: 9, colour: dim}, fact[0])
		look := style{bold: i == 0, size: 9, colour: ink}
		d.text(marginX+62, d.y+8, look, d.fit(look, fact[1], textWidth-62))
		d.y += 13.5
	}
	d.y += 10
}

// paperNight names what the sheet is about: a night by the date that it carries, or the date
// alone where nights are calendar days; what is no date stays as it is.
func paperNight(s domain.SignOff) string {
	day := s.Day
	if at, err := time.Parse(time.DateOnly, day); err == nil {
		day = words.Stamp(at, words.LetterDate)
	}
	if s.Calendar() || s.From.IsZero() {
		return day
	}
	return words.T("signoff.night_of", "day", day)
}

// span says from when to when the night is.
func (d *signOffSheet) span() string {
	return words.T("signoff.span", "from", d.at(d.s.From, words.FullDateClock), "to", d.at(d.s.To, words.FullDateClock))
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
	}{
		{words.T("signoff.box_runs"), runs, ink, head}, {words.T("signoff.box_problems"), problems, ink, head},
		{words.T("signoff.box_reviewed"), reviewed, ink, head}, {words.T("signoff.box_open"), open, openInk, openBg},
	}
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

var runColumns = []column{
	{"signoff.time", 58}, {"signoff.job", 132}, {"signoff.product", 82}, {"signoff.status", 94},
	{"signoff.reviewed", 80}, {"signoff.tickets", 69.28},
}

// runs draws the table of runs: customers by name, the runs of each by time.
func (d *signOffSheet) runs() {
	if len(d.s.Rows) == 0 {
		return
	}
	d.title(words.T("signoff.runs"), 110)
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
	name := cmp.Or(rows[0].Customer, words.T("signoff.no_customer"))
	open := 0
	for _, r := range rows {
		if r.Open() {
			open++
		}
	}
	note := words.Join(words.Count(len(rows), "run"), words.Tally(words.N(open, "open")))
	look := style{size: 8, colour: dim}
	if open > 0 {
		look = cellRed
	}
	// The name never stands alone at the foot of a page.
	d.top = func() { d.tableHead(runColumns) }
	d.room(groupHeight + 4*lineHeight)
	d.group(name, note, look)
	d.top = func() {
		d.tableHead(runColumns)
		d.group(name, words.T("signoff.continued"), style{size: 8, colour: dim})
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
	reviewed := cell{text: words.T("signoff.is_open"), style: cellRed}
	switch {
	case r.Open():
	case r.Hidden:
		reviewed = cell{text: words.T("signoff.not_needed"), style: cellDim}
	case r.By == "":
		reviewed = cell{text: words.T("signoff.history"), style: cellDim}
	default:
		reviewed = cell{text: words.T("signoff.by_at", "by", r.By, "time", d.clock(r.Reviewed)), style: cellInk}
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
		d.text(marginX, d.y+8, style{size: 9, colour: dim}, words.T("signoff.none"))
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
		resolved := cell{text: words.T("signoff.is_open"), style: cellBold}
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
	d.section(words.T("signoff.tickets"), []column{
		{"signoff.code", 95}, {"signoff.description", 248.28}, {"signoff.created", 86}, {"signoff.resolved", 86},
	}, rows)
}

func (d *signOffSheet) remarks() {
	var rows [][]cell
	for _, r := range d.s.Remarks {
		by := strings.Trim(r.By+", "+d.date(r.Created), ", ")
		until := cmp.Or(d.date(r.Expires), words.T("signoff.no_end"))
		rows = append(
			rows,
			[]cell{{text: remarkIn(r.Text), style: cellBold, lines: 4}, {text: until, style: cellInk}, {text: by, style: cellDim}},
		)
	}
	d.section(words.T("signoff.remarks"), []column{{"signoff.text", 330.28}, {"signoff.until", 90}, {"signoff.by", 95}}, rows)
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
	d.section(words.T("signoff.waiting"), []column{
		{"signoff.job", 150}, {"signoff.product", 100}, {"signoff.sender", 126.28}, {"signoff.runs", 45}, {"signoff.worst", 94},
	}, rows)
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
	d.section(words.T("signoff.accepted"), []column{
		{"signoff.what", 165}, {"signoff.until", 90}, {"signoff.note", 165.28}, {"signoff.by", 95},
	}, rows)
}

func (d *signOffSheet) accounts() {
	var rows [][]cell
	for _, a := range d.s.Accounts {
		state := cell{text: words.T("signoff.no_errors"), style: style{size: 8, colour: green}}
		if a.Error != "" {
			state = cell{text: a.Error, style: cellRed}
		}
		last := cmp.Or(d.date(a.LastSuccess), words.T("signoff.never"))
		rows = append(rows, []cell{{text: a.Name, style: cellBold}, {text: last, style: cellInk}, state})
	}
	d.section(words.T("signoff.accounts"), []column{
		{"signoff.account", 175}, {"signoff.last_success", 100}, {"signoff.state", 240.28},
	}, rows)
}

// footer names the journal's last entry: with it the paper proves what the journal
// held that day.
func (d *signOffSheet) footer(page, of int) {
	const y = paperHeight - 32
	look := style{size: 7.5, colour: dim}
	d.rule(y-12, faint)
	proof := words.T("signoff.journal_empty")
	if d.s.LastDecision != "" {
		proof = words.T("signoff.journal_last", "entry", string(d.s.LastDecision))
		if hash := d.s.LastHash; hash != "" {
			proof = words.T("signoff.journal_hash", "entry", string(d.s.LastDecision), "hash", hash[:min(16, len(hash))])
		}
	}
	d.text(marginX, y, look, d.fit(look, proof, textWidth-90))
	d.textRight(marginX+textWidth, y, look, words.T("signoff.page", "page", page, "of", of))
}

// clock is a time of the day, with the date where it is another day.
func (d *signOffSheet) clock(at time.Time) string {
	if at.IsZero() {
		return ""
	}
	at = at.In(d.loc)
	if at.Format(time.DateOnly) == d.s.Day {
		return words.Clock(at)
	}
	return words.Stamp(at, words.DayClock)
}

func (d *signOffSheet) date(at time.Time) string { return d.at(at, words.DateClock) }

func (d *signOffSheet) at(at time.Time, layout words.Layout) string {
	if at.IsZero() {
		return ""
	}
	return words.Stamp(at.In(d.loc), layout)
}
