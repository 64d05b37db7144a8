package wording

import "encoding/json"

// Keep writes a phrase as a cache keeps it: its code and arguments in JSON, "" for the zero
// Phrase, so that it is worded when it is shown.
func Keep(p Phrase) string {
	if p.Code == "" {
		return ""
	}
	text, err := json.Marshal(p)
	if err != nil {
		return "" // a time outside the years that JSON writes: the text beside it says the same
	}
	return string(text)
}

// Kept reads what Keep wrote; ok is false where nothing was kept, or what a later version kept
// has no sentence here.
func Kept(text string) (p Phrase, ok bool) {
	if text == "" || json.Unmarshal([]byte(text), &p) != nil || !Known(p.Code) || len(p.Args) < Places(p.Code) {
		return Phrase{}, false
	}
	return p, true
}
