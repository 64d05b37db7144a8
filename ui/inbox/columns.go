package inbox

import (
	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/words"
)

func (m *Model) columns() []list.Column[Row] {
	return []list.Column[Row]{
		list.Tick[Row](),
		{
			ID: "state", Title: words.T("inbox.status"), Width: 120,
			Cell: func(r *Row) list.Cell {
				if r.State == domain.MessageRead {
					return list.Cell{Status: r.Status.Known()}
				}
				return list.Cell{Text: words.MessageState(r.State), Tone: words.Faint}
			},
		},
		{
			ID: "subject", Title: words.T("inbox.subject"), Width: 120, Flex: 2,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: r.Subject, Secondary: r.From, Bold: true} },
		},
		{
			ID: "job", Title: words.T("inbox.job"), Width: 100, Flex: 1,
			Cell: func(r *Row) list.Cell {
				second := r.Product
				if r.Waiting > 1 {
					second = words.T("inbox.messages_of", "messages", words.Count(r.Waiting, "message"), "product", second)
				}
				return list.Cell{Text: r.Job, Secondary: second}
			},
		},
		{
			ID: "customer", Title: words.T("inbox.customer"), Width: 110, Flex: 1,
			Cell: func(r *Row) list.Cell { return list.Cell{Text: r.Guess, Tone: words.Faint} },
		},
		{
			ID: "received", Title: words.T("inbox.received"), Width: 84, Right: true,
			Cell: func(r *Row) list.Cell {
				return list.Cell{Text: words.When(r.Received, m.p.Clock().In(m.p.Location)), Tone: words.Faint}
			},
		},
	}
}
