package runchecks

import (
	"slices"
	"strconv"

	"runchecks/ui/keys"
	"runchecks/ui/runchecks/decide"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/shell"
	"runchecks/ui/words"
)

// Commands are what can be done.
func (x *Feature) Commands() []shell.Command {
	return append([]shell.Command{
		{
			ID:    "go.run-checks",
			Name:  words.T("runchecks.title"),
			Place: shell.Go + 10,
			Key:   "Ctrl+1",
			Leads: ID,
			Run:   func() { x.host.Open(ID) },
		},
		{
			ID:      "runchecks.copy-objects",
			Name:    words.T("runchecks.copy_objects"),
			Place:   shell.File + 80,
			Key:     keys.CopyObjects,
			Enabled: x.selected,
			Run:     x.copyObjects,
		},
		{
			ID:      "runchecks.previous-run",
			Name:    words.T("runchecks.previous_run"),
			Place:   shell.View + 30,
			Key:     "[",
			Enabled: x.selected,
			Run:     func() { x.Model.MoveRun(1) },
		},
		{
			ID:      "runchecks.next-run",
			Name:    words.T("runchecks.next_run"),
			Place:   shell.View + 40,
			Key:     "]",
			Enabled: x.selected,
			Run:     func() { x.Model.MoveRun(-1) },
		},
		{
			ID:      "runchecks.tries",
			Name:    words.T("runchecks.tries"),
			Place:   shell.View + 50,
			Key:     "I",
			On:      ID,
			Enabled: func() bool { return x.selected() && x.Model.CanUnfold() },
			Run:     x.Model.SwitchAttempts,
		},
		{
			ID:      "runchecks.why",
			Name:    words.T("runchecks.why"),
			Place:   shell.View + 70,
			Key:     "W",
			Enabled: x.selected,
			Run:     x.showWhy,
		},
		{
			ID:      "runchecks.read",
			Name:    words.T("runchecks.read"),
			Place:   shell.View + 71,
			Key:     "Shift+R",
			On:      ID,
			Enabled: x.selected,
			Run:     x.read,
		},
		{
			ID:      "runchecks.include-reviewed",
			Name:    words.T("runchecks.include_reviewed"),
			Place:   shell.View + 80,
			Key:     keys.IncludeReview,
			Enabled: x.shown,
			Run:     func() { x.Model.SetIncludeReviewed(!x.Model.IncludesReviewed()) },
		},
		{
			ID:      "runchecks.review",
			Name:    words.T("runchecks.mark_reviewed"),
			Words:   x.naming(decide.DoReview),
			Place:   shell.Decide + 10,
			Key:     "E",
			Enabled: x.canDo(decide.DoReview),
			Run:     x.Model.MarkReviewed,
		},
		{
			ID:      "runchecks.success",
			Name:    words.T("runchecks.mark_success"),
			Words:   x.naming(decide.DoSuccess),
			Place:   shell.Decide + 20,
			Key:     "S",
			Enabled: x.canDo(decide.DoSuccess),
			Run:     x.markSuccess,
		},
		{
			ID:      "runchecks.ticket",
			Name:    words.T("runchecks.make_ticket"),
			Words:   x.naming(decide.DoTicket),
			Place:   shell.Decide + 30,
			Key:     "T",
			Enabled: x.canDo(decide.DoTicket),
			Run:     x.makeTicket,
		},
		{
			ID:      "runchecks.ticket-off",
			Name:    words.T("runchecks.ticket_off"),
			Place:   shell.Decide + 40,
			Key:     "Ctrl+Shift+U",
			Enabled: func() bool { return x.selected() && len(x.Model.RunTickets()) > 0 },
			Run:     x.takeTicketOff,
		},
		{
			ID:      "runchecks.remark",
			Name:    words.T("runchecks.make_remark"),
			Words:   x.naming(decide.DoRemark),
			Place:   shell.Decide + 50,
			Key:     "M",
			Enabled: x.canDo(decide.DoRemark),
			Run:     x.makeRemark,
		},
		{
			ID:      "runchecks.accept",
			Name:    words.T("runchecks.accept_problem"),
			Words:   x.naming(decide.DoAccept),
			Place:   shell.Decide + 60,
			Key:     "A",
			Enabled: x.canDo(decide.DoAccept),
			Run:     x.acceptProblem,
		},
		{
			ID:      "runchecks.sender",
			Name:    words.T("runchecks.accept_sender"),
			Place:   shell.Decide + 70,
			Key:     "Y",
			On:      ID,
			Enabled: func() bool { return x.shown() && x.Model.CanAcceptSender() },
			Run:     func() { x.Model.AcceptSender() },
		},
		{
			ID:      "runchecks.unmark",
			Name:    words.T("runchecks.unmark"),
			Words:   x.naming(decide.DoUnmark),
			Place:   shell.Decide + 80,
			Key:     "U",
			Enabled: x.canDo(decide.DoUnmark),
			Run:     func() { x.Model.Unmark(true) },
		},
		{
			ID:      "runchecks.unmark-all",
			Name:    words.T("runchecks.unmark_runs"),
			Words:   x.naming(decide.DoUnmarkAll),
			Place:   shell.Decide + 90,
			Key:     "Ctrl+U",
			Enabled: x.canDo(decide.DoUnmarkAll),
			Run:     func() { x.Model.Unmark(false) },
		},
		{
			ID:      "runchecks.review-fine",
			Name:    words.T("runchecks.cmd_review_fine"),
			Place:   shell.Decide + 15,
			Key:     keys.ReviewFine,
			On:      ID,
			Enabled: x.Model.CanReviewFine,
			Run:     x.Model.ReviewFine,
		},
		{
			ID:      "runchecks.group",
			Name:    words.T("runchecks.cmd_group"),
			Place:   shell.View + 20,
			Key:     "G",
			On:      ID,
			Enabled: x.shown,
			Run:     x.Model.SwitchGroups,
		},
		{
			ID:      "runchecks.unfold",
			Name:    words.T("runchecks.cmd_unfold"),
			Place:   shell.View + 22,
			Key:     "Enter",
			On:      ID,
			Enabled: x.Model.Grouped,
			Run:     x.Model.Unfold,
		},
		{
			ID:      "runchecks.right",
			Name:    words.T("runchecks.cmd_unfold_right"),
			Place:   shell.View + 24,
			Key:     "Right",
			On:      ID,
			Enabled: x.selected,
			Run:     func() { x.sideways(true) },
		},
		{
			ID:      "runchecks.left",
			Name:    words.T("runchecks.cmd_fold_left"),
			Place:   shell.View + 26,
			Key:     "Left",
			On:      ID,
			Enabled: x.selected,
			Run:     func() { x.sideways(false) },
		},
		{
			ID:      "runchecks.next-problem",
			Name:    words.T("runchecks.cmd_next_problem"),
			Place:   shell.View + 44,
			Key:     "N",
			On:      ID,
			Enabled: x.selected,
			Run:     func() { x.Model.NextProblem(1) },
		},
		{
			ID:      "runchecks.previous-problem",
			Name:    words.T("runchecks.cmd_previous_problem"),
			Place:   shell.View + 46,
			Key:     "P",
			On:      ID,
			Enabled: x.selected,
			Run:     func() { x.Model.NextProblem(-1) },
		},
		{
			ID:      "runchecks.tick-all",
			Name:    words.T("runchecks.tick_all"),
			Place:   shell.Decide + 110,
			Key:     keys.SelectAll,
			Enabled: x.shown,
			Run:     x.Model.TickAll,
		},
		{
			ID:      "prose.learn",
			Name:    words.T("runchecks.learn"),
			Words:   x.Model.LearnLabel,
			Place:   shell.Readers + 170,
			Key:     keys.LearnProse,
			Enabled: func() bool { return x.shown() && x.Model.CanLearnProse() },
			Run:     x.Model.LearnProse,
		},
		{
			ID:      "prose.word",
			Name:    words.T("runchecks.put_word"),
			Place:   shell.Readers + 180,
			Key:     "Ctrl+Shift+W",
			Enabled: x.mayTeach,
			Run:     x.putWord,
		},
		{
			ID:      "prose.forget",
			Name:    words.T("runchecks.understood"),
			Place:   shell.Readers + 190,
			Key:     "Alt+W",
			Enabled: x.mayTeach,
			Run:     x.forgetProse,
		},
	}, slices.Concat(x.chipCommands(), x.viewCommands(), x.detailCommands(), x.listCommands(), x.causeCommands(), x.tabCommands())...)
}

// chipCommands narrow the list by the keys 1 to 8.
func (x *Feature) chipCommands() (out []shell.Command) {
	for i, c := range model.Chips() {
		name := words.T("runchecks.only", "status", c.Word())
		switch c {
		case model.ChipAll:
			name = words.T("runchecks.only_all")
		case model.ChipNew:
			name = words.T("runchecks.only_new")
		}
		out = append(out, shell.Command{
			ID: "runchecks.chip-" + strconv.Itoa(i+1), Name: name, Place: shell.View + 100 + shell.Place(i),
			Key: keys.Key(strconv.Itoa(i + 1)), On: ID, Run: func() { x.Model.PressChip(c, false) },
		})
	}
	return out
}

// sideways unfolds a cause or goes to the older run, and the other way.
func (x *Feature) sideways(right bool) {
	switch {
	case x.view.Sideways(x.host.Canvas(), right):
	case x.Model.Grouped():
		x.Model.Fold(right)
	case right:
		x.Model.MoveRun(-1)
	default:
		x.Model.MoveRun(1)
	}
}
