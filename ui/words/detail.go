package words

// Tone says how good what a text tells is; how that looks is the screen's affair.
type Tone uint8

// The tones. Good is for what is fine by rule, never for a run under an override.
const (
	Plain Tone = iota
	Faint
	Good
	Warn
	Bad
	Gone // Missed
)

// DetailField is a line about the selected row.
type DetailField struct {
	Label, Text string
	Tone        Tone
}
