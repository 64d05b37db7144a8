package settings

import (
	"context"
	"maps"
	"slices"

	"runchecks/ui/keys"
	"runchecks/ui/words"
)

// This file is about the keys of commands, which somebody may choose for themselves.

// Keys is the card of the keys.
const Keys Section = "keys"

// Command is what the page knows of a command.
type Command struct {
	ID, Name      string
	Key, Standard keys.Key
	On            string // the screen it belongs to, in words; "" for all
}

// foremost are the commands that the card names without a search, in its order.
var foremost = []string{
	"runchecks.review", "runchecks.review-fine", "runchecks.group", "runchecks.next-problem", "runchecks.accept",
}

// rank is the place of a command among those that stand first.
func rank(id string) int {
	if at := slices.Index(foremost, id); at >= 0 {
		return at
	}
	return len(foremost)
}

// keyRows are the rows of the card. What nobody changed, and what is not foremost, is found
// by the search alone.
func (m *Model) keyRows(context.Context) (out []Row, err error) {
	if m.Commands == nil {
		return nil, nil
	}
	for _, c := range m.Commands() {
		r := Row{
			In: Keys, ID: "key:" + c.ID, Name: c.Name, Shown: string(c.Key), Value: string(c.Key), Look: Key, May: true,
			Command: c.ID, About: words.T("setting.about_key"), Away: c.Key == c.Standard && rank(c.ID) == len(foremost),
		}
		if c.Key != c.Standard {
			r.Hint = words.T("setting.key_changed", "key", c.Standard)
		} else if c.On != "" {
			r.Hint = c.On
		}
		out = append(out, r)
	}
	return out, nil
}

// Page are the rows that the page shows: those that the search leaves, and without a search
// those that do not wait for one.
func (m *Model) Page() []Row {
	if m.SearchText != "" {
		return m.Shown
	}
	return slices.DeleteFunc(slices.Clone(m.Shown), func(r Row) bool { return r.Away })
}

// away counts the rows that only a search shows.
func (m *Model) away() int { return len(m.Shown) - len(m.Page()) }

// ChooseKey gives a command a key, "" for the one that it came with.
func (m *Model) ChooseKey(command string, k keys.Key) {
	chosen := m.Params.Keys.Chosen()
	if chosen == nil {
		chosen = map[string]keys.Key{}
	}
	if chosen[command] == k {
		return
	}
	if chosen[command] = k; k == "" {
		delete(chosen, command)
	}
	m.keepKeys(chosen, true)
}

// ResetKeys gives every command the key that it came with.
func (m *Model) ResetKeys() {
	if len(m.Params.Keys.Chosen()) > 0 {
		m.keepKeys(nil, true)
	}
}

// keepKeys makes keys hold.
func (m *Model) keepKeys(chosen map[string]keys.Key, undoable bool) {
	text := map[string]string{}
	for id, k := range chosen {
		text[id] = string(k)
	}
	m.Decisions.Add(func(ctx context.Context) func() {
		_, err := m.Params.Desk.ChooseKeys(ctx, text)
		return func() {
			if err != nil {
				m.Fail(err)
				m.Reload()
				return
			}
			before := m.Params.Keys.Chosen()
			if undoable {
				m.done = append(m.done, change{keys: before, ofKeys: true})
			}
			m.Params.Keys.ChooseAll(chosen)
			m.KeysChosen()
			m.Say(keysSaid(before, chosen, m.Commands()), false)
			m.Reload()
		}
	})
}

// keysSaid says what is other than before.
func keysSaid(before, after map[string]keys.Key, commands []Command) string {
	changed := map[string]bool{}
	for id := range maps.Keys(before) {
		changed[id] = before[id] != after[id]
	}
	for id := range maps.Keys(after) {
		changed[id] = before[id] != after[id]
	}
	var last Command
	n := 0
	for _, c := range commands {
		if changed[c.ID] {
			last, n = c, n+1
		}
	}
	if n == 1 {
		return words.T("setting.key_is", "command", last.Name, "key", last.Key)
	}
	return words.T("setting.keys_are", "commands", words.Count(n, "command"))
}
