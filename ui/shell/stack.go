package shell

import (
	"fyne.io/fyne/v2"

	"runchecks/ui/task"
)

// stack are the screens, one behind the other, and which of them is shown.
type stack struct {
	screens    []Screen
	shown      string
	body       *fyne.Container // those that were shown
	placed     map[string]bool
	background *task.Background
}

// place puts a screen into the window when it is shown first: what nobody opens is never
// laid out.
func (s *stack) place(one Screen) {
	if !s.placed[one.ID()] {
		s.placed[one.ID()] = true
		s.body.Add(one.Content())
	}
}

// show puts a screen in front.
func (s *stack) show(id string) {
	s.shown = id
	for _, one := range s.screens {
		if one.ID() == id {
			s.place(one)
			one.Content().Show()
		} else {
			one.Content().Hide()
		}
	}
}

// at returns the screen that is shown.
func (s *stack) at() Screen {
	for _, one := range s.screens {
		if one.ID() == s.shown {
			return one
		}
	}
	return s.screens[0]
}

// titleOf is the title of a screen.
func (s *stack) titleOf(id string) string {
	for _, one := range s.screens {
		if one.ID() == id {
			return one.Title()
		}
	}
	return id
}

// TitleOf is the title of a screen, "" for none.
func (s *stack) TitleOf(screen string) string {
	if screen == "" {
		return ""
	}
	return s.titleOf(screen)
}

// Screen returns the screen that is shown, Shown its name.
func (s *stack) Screen() Screen { return s.at() }

// Shown names the screen that is shown.
func (s *stack) Shown() string { return s.shown }

// Screens are the screens, in the order of the bar.
func (s *stack) Screens() []Screen { return s.screens }

// SearchText is what the screen that is shown is searched for.
func (s *stack) SearchText() string {
	if one, ok := s.at().(Searched); ok {
		return one.Search()
	}
	return ""
}

// SetSearchText searches the screen that is shown.
func (s *stack) SetSearchText(text string) {
	if one, ok := s.at().(Searched); ok {
		s.background.Turn(func() { one.SetSearch(text) })
	}
}

// move moves the selection of the pane that has the keyboard.
func (s *stack) move(by int, page, extend bool) { s.at().Move(by, page, extend) }

// find gives the keyboard to the search of the open screen.
func (s *stack) find() {
	if one, ok := s.at().(Finder); ok {
		one.Find()
	}
}

// canFind reports whether the open screen has a search.
func (s *stack) canFind() bool {
	_, ok := s.at().(Finder)
	return ok
}

func (s *stack) undo() { s.at().Undo() }

// remember has every screen keep how it is arranged for the next start.
func (s *stack) remember() {
	for _, one := range s.screens {
		if one, ok := one.(interface{ Remember() }); ok {
			one.Remember()
		}
	}
}
