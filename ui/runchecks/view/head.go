package view

import (
	"runchecks/domain"
	"runchecks/ui/keys"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/details"
	"runchecks/ui/widget/actionbutton"
	"runchecks/ui/widget/glyph"
	"runchecks/ui/widget/menu"
	"runchecks/ui/words"
)

// buildHeader makes the top of the details with its buttons.
func (s *View) buildHeader() {
	button := func(kind actionbutton.Kind, a decide.Action, do func()) *actionbutton.Button {
		b := actionbutton.New(kind, s.p.View.ButtonLabel(a), string(actionKeys[a]), do)
		b.OnHover = s.p.Hover
		return b
	}
	s.reviewButton = button(actionbutton.Primary, decide.DoReview, func() {
		if s.p.View.Scope().Ticked && !s.p.View.Grouped() {
			s.p.OnlyShown()
			return
		}
		s.p.Reviewed()
	})
	s.success = button(actionbutton.Plain, decide.DoSuccess, s.p.Success)
	s.ticket = button(actionbutton.Plain, decide.DoTicket, s.p.Ticket)
	s.remark = button(actionbutton.Plain, decide.DoRemark, s.p.Remark)
	s.accept = button(actionbutton.Plain, decide.DoAccept, s.p.Accept)
	s.header = details.NewHeader(s.p.Hover, s.p.CopyMessage, func() { s.detailsBox.Refresh() },
		s.reviewButton, s.success, s.ticket, s.remark, s.accept)
	s.header.Bar.Menu = s.moreMenu
	s.header.Grouped = s.p.Groups
}

// actionKeys are the keys of what the buttons do.
var actionKeys = map[decide.Action]keys.Key{
	decide.DoReview: "E", decide.DoSuccess: "S", decide.DoTicket: keys.MakeTicket, decide.DoRemark: keys.MakeRemark,
	decide.DoAccept: keys.AcceptProblem,
}

// moreMenu is what the button with the dots always holds.
func (s *View) moreMenu() []menu.Item {
	return s.p.Commands(
		"runchecks.later", "runchecks.review-note", "",
		"runchecks.group", "runchecks.why", "runchecks.compare", "runchecks.open-job", "",
		"runchecks.copy-message", "message.save",
	)
}

// showActions says on every button how much it is about, and on one that cannot act why.
func (s *View) showActions() {
	v := s.p.View
	for button, action := range map[*actionbutton.Button]decide.Action{
		s.reviewButton: decide.DoReview, s.success: decide.DoSuccess, s.accept: decide.DoAccept, s.ticket: decide.DoTicket,
		s.remark: decide.DoRemark,
	} {
		button.SetLabel(v.ButtonLabel(action))
		button.SetEnabled(v.Can(action))
		button.Tooltip = v.Why(action)
	}
	kind, key := actionbutton.Primary, actionKeys[decide.DoReview]
	if v.Scope().Ticked && !v.Grouped() {
		kind, key = actionbutton.Plain, keys.ReviewShown
	}
	s.reviewButton.SetKind(kind)
	s.reviewButton.SetKey(string(key))
	s.bulk.SetLabel(v.Label(decide.DoReview))
	s.bulk.SetEnabled(v.Can(decide.DoReview))
}

// headTags are what stands below the reason of a run: the jobs with the same cause, tickets,
// remarks, what is accepted.
func (s *View) headTags(d *domain.Details) (out []details.Tag) {
	v := s.p.View
	if text := v.SameCause(); text != "" {
		out = append(out, details.Tag{Text: text, Alarm: true, After: words.T("runchecks.group_shows", "key", "G")})
	}
	for _, t := range d.Tickets {
		out = append(out, details.Tag{Text: words.TicketTag(&t, s.p.Location), Sign: glyph.Ticket})
	}
	if n := len(d.Remarks); n > 0 {
		out = append(out, details.Tag{Text: words.RemarkTag(d.Remarks), Sign: glyph.Remark})
	}
	for _, a := range d.Accepted {
		out = append(out, details.Tag{Text: words.AcceptedTag(a, s.p.Location)})
	}
	return out
}
