package view

import (
	"strings"

	"fyne.io/fyne/v2"

	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/causes"
	"runchecks/ui/runchecks/details"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/theme"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/rowtable"
	"runchecks/ui/widget/statusmark"
	"runchecks/ui/words"
)

// The columns of the list by causes, and of the jobs of one.
const (
	groupFold = "fold"
	groupText = "text"
	groupBars = "bars"

	memberJob   = "job"
	memberWords = "words"
	memberGood  = "good"
	memberRun   = "run"
)

// groupMarkRoom is what a cell keeps free beside the mark in it.
const groupMarkRoom float32 = 28

// groupColumns are those of the list by causes: where it is narrow the sign of a status has no
// word, and in a slim list no night has a bar.
func groupColumns(form listForm) []rowtable.Column {
	mark := rowtable.Column{ID: model.ColumnStatus, Width: shortMark + groupMarkRoom/2, Least: shortMark + groupMarkRoom/2}
	if form == formWide {
		mark.Title = words.T("runchecks.status")
		mark.Width = min(statusmark.Widest(), statusmark.Most) + groupMarkRoom
		mark.Least = mark.Width
	}
	columns := []rowtable.Column{
		{ID: list.TickID, Width: tickWidth},
		{ID: groupFold, Width: 24},
		mark,
		{ID: groupText, Title: words.T("runchecks.cause_column"), Width: 160, Flex: 1, Least: 90},
	}
	if form == formSlim {
		return columns
	}
	bars := rowtable.Column{ID: groupBars, Title: words.T("runchecks.cause_bars"), Width: 104, Least: 84, Align: fyne.TextAlignTrailing}
	return append(columns, bars)
}

func memberColumns() []rowtable.Column {
	return []rowtable.Column{
		{ID: model.ColumnStatus, Title: words.T("runchecks.status"), Width: 96, Least: 92},
		{ID: memberJob, Title: words.T("runchecks.job"), Width: 150, Flex: 0.6},
		{ID: memberWords, Title: words.T("runchecks.cause_words"), Width: 160, Flex: 1.6},
		{ID: memberGood, Title: words.T("runchecks.cause_last_good"), Width: 84, Align: fyne.TextAlignTrailing},
		{ID: memberRun, Title: words.T("runchecks.newest"), Width: 84, Align: fyne.TextAlignTrailing},
	}
}

// groupCell is a cell of the list by causes.
func (s *View) groupCell(row, col int) rowtable.Cell {
	rows := s.p.View.GroupRows()
	if row >= len(rows) || col >= len(s.columns) {
		return rowtable.Cell{}
	}
	r := rows[row]
	if r.Job != nil {
		return s.groupJobCell(r, s.columns[col].ID)
	}
	c := r.Cause
	switch s.columns[col].ID {
	case list.TickID:
		if s.p.View.TickedCause(c) {
			return rowtable.Cell{Tick: rowtable.Ticked}
		}
		return rowtable.Cell{Tick: rowtable.Unticked}
	case groupFold:
		sign := glyph.Right
		if row+1 < len(rows) && rows[row+1].Job != nil {
			sign = glyph.Open
		}
		return rowtable.Cell{Icon: glyph.Resource(sign, theme.Get(theme.Dim))}
	case model.ColumnStatus:
		return rowtable.Cell{Status: c.Status.Known(), Known: !c.New, GlyphOnly: s.form != formWide}
	case groupText:
		lead, rest := c.Line()
		return rowtable.Cell{Text: causes.Text(c), Bold: true, Lead: lead, Secondary: rest}
	default:
		out := rowtable.Cell{Status: c.Status.Known()}
		most := 1
		for _, n := range c.Nights {
			most = max(most, n)
		}
		for i, n := range c.Nights {
			if n > 0 {
				out.Bars[i] = uint8(max(2, 10*n/most))
			}
		}
		if out.Bars == [14]uint8{} {
			return rowtable.Cell{}
		}
		return out
	}
}

func (s *View) groupJobCell(r model.GroupRow, column string) rowtable.Cell {
	j := r.Job
	out := r.Cause.Out[j.ID]
	switch column {
	case model.ColumnStatus:
		return rowtable.Cell{Status: r.Cause.Status.Known(), Known: true, GlyphOnly: true}
	case groupText:
		lead, rest := s.p.View.Hint(j)
		if out {
			lead, rest = "", words.T("runchecks.cause_out")
		} else if !r.Cause.Alone[j.ID] {
			lead, rest = "", words.T("runchecks.cause_others")
		}
		return rowtable.Cell{Text: j.Customer.Name + " · " + j.Name, Lead: lead, Secondary: rest, Dim: out}
	case groupBars:
		return rowtable.Cell{Text: words.When(j.Newest, s.p.Clock().In(s.p.Location)), Dim: out}
	}
	return rowtable.Cell{}
}

// memberCell is a cell of the jobs of the selected cause: the very words of each are the
// proof that it is one.
func (s *View) memberCell(row, col int) rowtable.Cell {
	r, ok := s.p.View.SelectedGroup()
	if !ok || row >= len(r.Cause.Jobs) {
		return rowtable.Cell{}
	}
	c, j := r.Cause, r.Cause.Jobs[row]
	out := c.Out[j.ID]
	switch memberColumns()[col].ID {
	case model.ColumnStatus:
		return rowtable.Cell{Status: c.Status.Known(), Known: true}
	case memberJob:
		return rowtable.Cell{Text: j.Customer.Name, Secondary: j.Name, Dim: out}
	case memberWords:
		message, objects := c.Said(j.ID)
		return rowtable.Cell{Text: message, Secondary: objects, Dim: out}
	case memberGood:
		if j.Standing.Good.IsZero() {
			return rowtable.Cell{Text: words.T("night.never"), Dim: true}
		}
		return rowtable.Cell{Text: words.When(j.Standing.Good, s.p.Clock().In(s.p.Location)), Dim: true}
	default:
		cell := rowtable.Cell{Text: words.When(j.Newest, s.p.Clock().In(s.p.Location)), Dim: out}
		switch {
		case out:
			cell.Secondary = words.T("runchecks.cause_out")
		case !c.Alone[j.ID]:
			cell.Secondary = words.T("runchecks.cause_others")
		}
		return cell
	}
}

// headOf is what the top of the details says: of the selected cause, else of the run.
func (s *View) headOf(d *domain.Details) *details.Head {
	v := s.p.View
	if r, ok := v.SelectedGroup(); ok && r.Job == nil {
		customers := map[int64]bool{}
		for _, j := range r.Cause.Jobs {
			customers[j.Customer.ID] = true
		}
		about := r.Cause // of the buttons
		if scope := v.Scope(); scope.Cause != nil {
			about = scope.Cause
		}
		at, of := v.CauseNumber()
		lead, rest := r.Cause.Line()
		message, _ := r.Cause.Said(r.Cause.Jobs[0].ID)
		if message == "" {
			message = causes.Text(r.Cause)
		}
		return &details.Head{
			Status: r.Cause.Status,
			Title:  words.T("runchecks.cause_head", "n", len(r.Cause.Jobs), "customers", words.Counted(len(customers), "customer")),
			Number: words.T("runchecks.cause_number", "at", at, "of", of),
			Lead:   lead, Rest: strings.TrimPrefix(rest, "· "), Why: words.Why{Words: "“" + message + "”"}, Stays: about.Stays(),
			Tags: s.causeTags(r.Cause),
		}
	}
	if d == nil {
		return nil
	}
	says := v.HeadOf(d)
	out := &details.Head{
		Status: d.Run.Effective.Status, Title: d.Job.Name, Place: says.Place,
		When: says.When, Lead: says.New, Rest: says.Since, Why: says.Why, Tags: s.headTags(d),
	}
	if at, of := v.Problem(); at > 0 && !v.Grouped() {
		out.Number = words.T("runchecks.problem_number", "at", at, "of", of)
	}
	return out
}

// causeTags are what is known of the cause from the time when it was there before, and what
// people said of it.
func (s *View) causeTags(c *causes.Cause) (out []details.Tag) {
	if n := len(c.Joined); n > 0 {
		out = append(out, details.Tag{Text: words.T("runchecks.cause_joined", "n", n)})
	}
	if c.Of != "" {
		out = append(out, details.Tag{Text: words.T("runchecks.cause_own")})
	}
	seen, ok := s.p.View.Before()
	if !ok {
		return out
	}
	out = append(out, details.Tag{Text: seen.Line(len(c.Jobs)), Sign: glyph.Undo})
	for _, t := range seen.Tickets {
		out = append(out, details.Tag{Text: words.TicketTag(&t, s.p.Location), Sign: glyph.Ticket})
	}
	if len(seen.Remarks) > 0 {
		out = append(out, details.Tag{Text: words.RemarkTag(seen.Remarks), Sign: glyph.Remark})
	}
	for _, a := range seen.Accepted {
		out = append(out, details.Tag{Text: words.AcceptedTag(a, s.p.Location)})
	}
	return out
}

// showHead draws the top of the details, and below it the objects of the run or the jobs of
// the cause.
func (s *View) showHead() {
	r, ok := s.p.View.SelectedGroup()
	ofCause := ok && r.Job == nil
	s.header.Set(s.headOf(s.p.View.Details()))
	s.ofCause = ofCause
	if ofCause {
		s.membersTitle.Set(words.Count(len(r.Cause.Jobs), "job"), words.T("runchecks.cause_detail", "key", "X"))
		s.members.SetLength(len(r.Cause.Jobs))
		s.members.Refresh()
	}
	s.detailsBox.Refresh()
}

// showGroups draws the list by causes in place of that by jobs.
func (s *View) showGroups() {
	v := s.p.View
	s.jobs.SetSort("", false)
	s.jobs.SetLength(len(v.GroupRows()))
	s.jobs.SetSelected(v.GroupSelected())
	s.jobs.Refresh()
}

// setForm gives the table the columns of the list that it shows.
func (s *View) setForm() {
	if grouped := s.p.View.Grouped(); grouped != s.grouped {
		s.grouped = grouped
		s.SetCompact(s.Compact)
	}
}
