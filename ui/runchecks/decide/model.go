// Package decide is what can be decided on Run Checks, without Fyne: what a decision would be about
// (Scope), whether it can be made and what its button says, and the windows in which it is made. The
// rows and runs that it is about are those of model.
package decide

import (
	"runchecks/domain"
	"runchecks/ui/list"
	"runchecks/ui/runchecks/model"
	"runchecks/ui/services"
	"runchecks/ui/task"
)

// Model is the view model of the screen Run Checks with what can be decided there.
type Model struct {
	*model.Model
	p services.Params

	proposal  domain.ProseProposal // that the last acceptance made possible
	loadProse *task.Latest
}

// New returns the view model, or an error naming what is missing. changed is called on the
// interface thread after each change.
func New(p services.Params, changed func(list.Part)) (*Model, error) {
	m, err := model.New(p, changed)
	if err != nil {
		return nil, err
	}
	return &Model{Model: m, p: p, loadProse: task.NewLatest(p.Background)}, nil
}
