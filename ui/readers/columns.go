package readers

import (
	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

func (m *Model) columns() []list.Column[Row] {
	return []list.Column[Row]{
		{ID: "name", Title: words.T("readers.reader"), Width: 140, Flex: 1, Cell: nameCell},
		{
			ID: "origin", Title: words.T("readers.from"), Width: 84,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: OriginWords(*r), Tone: words.Faint} },
		},
		{
			ID: "messages", Title: words.T("readers.messages"), Width: 96, Right: true,
			Cell: func(r *Row) list.Cell {
				if r.Messages == 0 {
					return list.Cell{}
				}
				return list.Cell{Text: words.Number(r.Messages), Secondary: LastRead(*r, m.p.Clock().In(m.p.Location))}
			},
		},
	}
}

func nameCell(r *Row) list.Cell {
	switch {
	case r.Unread:
		return list.Cell{Text: words.T("readers.is_unread"), Secondary: r.About, Bold: true}
	case r.Name == "":
		return list.Cell{Text: r.File, Secondary: words.T("readers.not_in_use_yet"), Bold: true}
	case len(r.Problems) > 0:
		return list.Cell{Text: r.Name, Secondary: words.DefinitionProblem(r.Problems[0]), Bold: true}
	}
	return list.Cell{Text: r.Name, Secondary: r.About, Bold: true}
}

// MessageColumns are those of the messages to try a definition on.
func (m *Model) MessageColumns() list.Columns[domain.Message] {
	return list.Columns[domain.Message]{
		{
			ID: "subject", Title: words.T("readers.subject"), Width: 120, Flex: 1,
			Cell: func(x *domain.Message) list.Cell {
				second := x.From
				if x.State != domain.MessageRead {
					second = words.T("readers.state_of", "state", words.MessageState(x.State), "from", second)
				}
				return list.Cell{Text: x.Subject, Secondary: second}
			},
		},
		{
			ID: "received", Title: words.T("readers.received"), Width: 84, Right: true,
			Cell: func(x *domain.Message) list.Cell {
				return list.Cell{Text: words.When(x.Received, m.p.Clock().In(m.p.Location)), Tone: words.Faint}
			},
		},
	}
}

// ResultColumns are those of what a definition makes of a message.
func ResultColumns() list.Columns[ResultRow] {
	return list.Columns[ResultRow]{
		{
			ID: "status", Title: words.T("readers.status"), Width: 104,
			Cell: func(r *ResultRow) list.Cell {
				switch {
				case r.Status != 0:
					return list.Cell{Status: r.Status}
				case r.Held:
					return list.Cell{Text: words.T("readers.found"), Tone: words.Faint}
				default:
					return list.Cell{Text: words.T("readers.not_there"), Tone: words.Warn}
				}
			},
		},
		{
			ID: "label", Title: words.T("readers.what"), Width: 120, Flex: 1,
			Cell: func(r *ResultRow) list.Cell { return list.Cell{Text: r.Label, Bold: r.Status != 0} },
		},
		{
			ID: "words", Title: words.T("readers.words"), Width: 120, Flex: 1.2,
			Cell: func(r *ResultRow) list.Cell { return list.Cell{Text: r.Words, Secondary: r.Where} },
		},
	}
}
