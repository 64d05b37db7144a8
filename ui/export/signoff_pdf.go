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
	"runchecks/ui/export/paper"
	"runchecks/ui/words"
)

// WriteSignOffPDF writes the sign-off sheet as A4 pages to hand to a customer:
// facts, counts, a warning where the night is not done, the runs by customer, tickets,
// remarks, accepted problems, what waits for approval, accounts; on each page the journal's last entry and its hash.
// Times are in loc. Nothing but s and loc goes in, so the same sheet is the same
// file. Characters that the font lacks become "?", texts too long end in "…".
func WriteSignOffPDF(w io.Writer, s domain.SignOff, loc *time.Location) error {
	sheet := signOffSheet{
		Paper: paper.New(words.T("signoff.document", "night", paperNight(s)), s.By, s.Made.In(zone(loc))),
		s:     s,
		loc:   zone(loc),
	}
	sheet.Page()
	sheet.heading()
	sheet.counts()
	sheet.verdict()
	sheet.runs()
	sheet.tickets()
	sheet.remarks()
	sheet.accepted()
	sheet.pending()
	sheet.accounts()
	if err := sheet.Finish(w, sheet.footer); err != nil {
		return fmt.Errorf("write the sign-off sheet: %w", err)
	}
	return nil
}

type signOffSheet struct {
	*paper.Paper
	s   domain.SignOff
	loc *time.Location
}

func (d *signOffSheet) heading() {
	d.Box(paper.MarginX, d.Y, 4, 42, paper.Accent)
	d.Text(paper.MarginX+14, d.Y+18, paper.Style{Bold: true, Size: 21, Colour: paper.Ink}, words.T("signoff.title"))
	day := paper.Style{Size: 12.5, Colour: paper.Ink}
	d.Text(paper.MarginX+14, d.Y+37, day, d.Fit(day, paperNight(d.s), paper.TextWidth-14))
	d.Y += 60

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
		d.Text(paper.MarginX, d.Y+8, paper.Style{Size: 9, Colour: paper.Dim}, fact[0])
		look := paper.Style{Bold: i == 0, Size: 9, Colour: paper.Ink}
		d.Text(paper.MarginX+62, d.Y+8, look, d.Fit(look, fact[1], paper.TextWidth-62))
		d.Y += 13.5
	}
	d.Y += 10
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
	openInk, openBg := paper.Green, paper.OkBg
	if open > 0 {
		openInk, openBg = paper.Red, paper.RedBg
	}
	boxes := []struct {
		word    string
		n       int
		ink, bg paper.Colour
	}{
		{words.T("signoff.box_runs"), runs, paper.Ink, paper.Head}, {words.T("signoff.box_problems"), problems, paper.Ink, paper.Head},
		{words.T("signoff.box_reviewed"), reviewed, paper.Ink, paper.Head}, {words.T("signoff.box_open"), open, openInk, openBg},
	}
	const gap, height = 10.0, 46.0
	width := (paper.TextWidth - gap*float64(len(boxes)-1)) / float64(len(boxes))
	for i, b := range boxes {
		x := paper.MarginX + float64(i)*(width+gap)
		d.Pill(x, d.Y, width, height, b.bg)
		d.Text(x+12, d.Y+24, paper.Style{Bold: true, Size: 18, Colour: b.ink}, strconv.Itoa(b.n))
		d.Text(x+12, d.Y+37, paper.Style{Size: 9, Colour: b.ink}, b.word)
	}
	d.Y += height + 10
}

// verdict says in one line whether the day is done: red where it is not.
func (d *signOffSheet) verdict() {
	text, look, bg, mark := signOffVerdict(d.s), paper.Style{Bold: true, Size: 9.5, Colour: paper.Green}, paper.OkBg, domain.Success
	if warning := signOffWarning(d.s); warning != "" {
		text, look.Colour, bg, mark = warning, paper.Red, paper.RedBg, domain.Failed
	} else if len(d.s.Rows) == 0 {
		look.Colour, bg, mark = paper.Dim, paper.Head, domain.Unknown
	}
	const height = 22.0
	d.Pill(paper.MarginX, d.Y, paper.TextWidth, height, bg)
	d.Mark(paper.MarginX+14, d.Y+height/2, mark)
	d.Text(paper.MarginX+24, d.Y+height/2+3.4, look, d.Fit(look, text, paper.TextWidth-34))
	d.Y += height + 16
}

var runColumns = []paper.Column{
	{
		Title: "signoff.time",
		Width: 58,
	}, {Title: "signoff.job", Width: 132}, {Title: "signoff.product", Width: 82}, {Title: "signoff.status", Width: 94},
	{Title: "signoff.reviewed", Width: 80}, {Title: "signoff.tickets", Width: 69.28},
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
	d.TableHead(runColumns)
	for len(rows) > 0 {
		end := slices.IndexFunc(rows, func(r domain.SignOffRow) bool { return r.Customer != rows[0].Customer })
		if end < 0 {
			end = len(rows)
		}
		d.customer(rows[:end])
		rows = rows[end:]
	}
	d.Top = nil
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
	look := paper.Style{Size: 8, Colour: paper.Dim}
	if open > 0 {
		look = paper.CellRed
	}
	// The name never stands alone at the foot of a page.
	d.Top = func() { d.TableHead(runColumns) }
	d.Room(groupHeight + 4*paper.LineHeight)
	d.group(name, note, look)
	d.Top = func() {
		d.TableHead(runColumns)
		d.group(name, words.T("signoff.continued"), paper.Style{Size: 8, Colour: paper.Dim})
	}
	for _, r := range rows {
		d.run(r)
	}
}

func (d *signOffSheet) group(name, note string, look paper.Style) {
	bold := paper.Style{Bold: true, Size: 9.5, Colour: paper.Ink}
	d.Text(paper.MarginX+paper.CellPad, d.Y+13.5, bold, d.Fit(bold, name, paper.TextWidth-100))
	d.TextRight(paper.MarginX+paper.TextWidth-paper.CellPad, d.Y+13.5, look, note)
	d.Y += groupHeight
	d.Rule(d.Y, paper.Faint)
}

func (d *signOffSheet) run(r domain.SignOffRow) {
	reviewed := paper.Cell{Text: words.T("signoff.is_open"), Style: paper.CellRed}
	switch {
	case r.Open():
	case r.Hidden:
		reviewed = paper.Cell{Text: words.T("signoff.not_needed"), Style: paper.CellDim}
	case r.By == "":
		reviewed = paper.Cell{Text: words.T("signoff.history"), Style: paper.CellDim}
	default:
		reviewed = paper.Cell{Text: words.T("signoff.by_at", "by", r.By, "time", d.clock(r.Reviewed)), Style: paper.CellInk}
	}
	d.TableRow(runColumns, []paper.Cell{
		{Text: d.clock(r.At), Style: paper.CellDim},
		{Text: r.Job, Style: paper.CellBold, Lines: 3},
		{Text: r.Product, Style: paper.CellInk, Lines: 3},
		{Draw: func(x, y float64) { d.Chip(x, y, r.Status) }, Style: paper.CellInk},
		reviewed,
		{Text: ticketCodes(r.Tickets), Style: paper.CellInk},
	}, 1, runDetail(r, d.loc))
}

// title draws the heading of a section that has at least room points with it.
func (d *signOffSheet) title(text string, room float64) {
	d.Room(room)
	d.Text(paper.MarginX, d.Y+12, paper.Style{Bold: true, Size: 12, Colour: paper.Ink}, text)
	d.Y += 20
}

// section draws a table of texts, or "None." where it has no rows.
func (d *signOffSheet) section(title string, columns []paper.Column, rows [][]paper.Cell) {
	d.Y += 18
	room := 90.0
	if len(rows) == 0 {
		room = 34
	}
	d.title(title, room)
	if len(rows) == 0 {
		d.Text(paper.MarginX, d.Y+8, paper.Style{Size: 9, Colour: paper.Dim}, words.T("signoff.none"))
		d.Y += 12
		return
	}
	d.TableHead(columns)
	d.Top = func() { d.TableHead(columns) }
	for _, row := range rows {
		d.TableRow(columns, row, 0, "")
	}
	d.Top = nil
}

func (d *signOffSheet) tickets() {
	var rows [][]paper.Cell
	for _, t := range d.s.Tickets {
		resolved := paper.Cell{Text: words.T("signoff.is_open"), Style: paper.CellBold}
		if !t.Resolved.IsZero() {
			resolved = paper.Cell{Text: d.date(t.Resolved), Style: paper.CellInk}
		}
		rows = append(
			rows,
			[]paper.Cell{
				{Text: t.Code, Style: paper.CellBold},
				{Text: t.Description, Style: paper.CellInk},
				{Text: d.date(t.Created), Style: paper.CellDim},
				resolved,
			},
		)
	}
	d.section(words.T("signoff.tickets"), []paper.Column{
		{
			Title: "signoff.code",
			Width: 95,
		}, {Title: "signoff.description", Width: 248.28}, {Title: "signoff.created", Width: 86}, {Title: "signoff.resolved", Width: 86},
	}, rows)
}

func (d *signOffSheet) remarks() {
	var rows [][]paper.Cell
	for _, r := range d.s.Remarks {
		by := strings.Trim(r.By+", "+d.date(r.Created), ", ")
		until := cmp.Or(d.date(r.Expires), words.T("signoff.no_end"))
		rows = append(
			rows,
			[]paper.Cell{
				{Text: remarkIn(r.Text), Style: paper.CellBold, Lines: 4},
				{Text: until, Style: paper.CellInk},
				{Text: by, Style: paper.CellDim},
			},
		)
	}
	d.section(
		words.T("signoff.remarks"),
		[]paper.Column{{Title: "signoff.text", Width: 330.28}, {Title: "signoff.until", Width: 90}, {Title: "signoff.by", Width: 95}},
		rows,
	)
}

// pending lists what waits for approval; on the sheet of one customer it only counts,
// since nobody knows whose these jobs are.
func (d *signOffSheet) pending() {
	if d.s.Customer != "" {
		return
	}
	var rows [][]paper.Cell
	for _, p := range d.s.Pending {
		rows = append(rows, []paper.Cell{
			{
				Text:  p.Job,
				Style: paper.CellBold,
				Lines: 3,
			}, {Text: p.Product, Style: paper.CellInk, Lines: 3}, {Text: p.Sender, Style: paper.CellDim, Lines: 2},
			{Text: strconv.Itoa(p.Runs), Style: paper.CellInk}, {Draw: func(x, y float64) { d.Chip(x, y, p.Status) }, Style: paper.CellInk},
		})
	}
	d.section(words.T("signoff.waiting"), []paper.Column{
		{
			Title: "signoff.job",
			Width: 150,
		}, {Title: "signoff.product", Width: 100}, {Title: "signoff.sender", Width: 126.28}, {Title: "signoff.runs", Width: 45},
		{Title: "signoff.worst", Width: 94},
	}, rows)
}

func (d *signOffSheet) accepted() {
	var rows [][]paper.Cell
	for _, a := range d.s.Accepted {
		by := strings.Trim(a.By+", "+d.date(a.At), ", ")
		rows = append(
			rows,
			[]paper.Cell{
				{Text: a.What, Style: paper.CellBold},
				{Text: a.Until, Style: paper.CellInk},
				{Text: a.Note, Style: paper.CellInk},
				{Text: by, Style: paper.CellDim},
			},
		)
	}
	d.section(words.T("signoff.accepted"), []paper.Column{
		{
			Title: "signoff.what",
			Width: 165,
		}, {Title: "signoff.until", Width: 90}, {Title: "signoff.note", Width: 165.28}, {Title: "signoff.by", Width: 95},
	}, rows)
}

func (d *signOffSheet) accounts() {
	var rows [][]paper.Cell
	for _, a := range d.s.Accounts {
		state := paper.Cell{Text: words.T("signoff.no_errors"), Style: paper.Style{Size: 8, Colour: paper.Green}}
		if a.Error != "" {
			state = paper.Cell{Text: a.Error, Style: paper.CellRed}
		}
		last := cmp.Or(d.date(a.LastSuccess), words.T("signoff.never"))
		rows = append(rows, []paper.Cell{{Text: a.Name, Style: paper.CellBold}, {Text: last, Style: paper.CellInk}, state})
	}
	d.section(words.T("signoff.accounts"), []paper.Column{
		{Title: "signoff.account", Width: 175}, {Title: "signoff.last_success", Width: 100}, {Title: "signoff.state", Width: 240.28},
	}, rows)
}

// footer names the journal's last entry: with it the paper proves what the journal
// held that day.
func (d *signOffSheet) footer(page, of int) {
	const y = paper.PaperHeight - 32
	look := paper.Style{Size: 7.5, Colour: paper.Dim}
	d.Rule(y-12, paper.Faint)
	proof := words.T("signoff.journal_empty")
	if d.s.LastDecision != "" {
		proof = words.T("signoff.journal_last", "entry", string(d.s.LastDecision))
		if hash := d.s.LastHash; hash != "" {
			proof = words.T("signoff.journal_hash", "entry", string(d.s.LastDecision), "hash", hash[:min(16, len(hash))])
		}
	}
	d.Text(paper.MarginX, y, look, d.Fit(look, proof, paper.TextWidth-90))
	d.TextRight(paper.MarginX+paper.TextWidth, y, look, words.T("signoff.page", "page", page, "of", of))
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
