package readers

import (
	"runchecks/ui/words"
)

// tellWordFaults says once what is wrong in the profile's files of words.
func (m *Model) tellWordFaults() {
	list := m.p.Workbench.WordFaults()
	text, all := "", ""
	for i, f := range list {
		if i == 0 {
			text = words.WordFault(f)
		}
		all += words.WordFault(f) + "\n"
	}
	if len(list) > 1 {
		text = words.T("readers.more_faults", "fault", text, "n", len(list)-1)
	}
	if all == m.faults {
		return
	}
	if m.faults = all; all != "" {
		m.ShowToast(words.Toast{Text: text, Notice: true, Details: all})
	}
}
