package facts

import (
	"strings"
	"unicode"

	"golang.org/x/net/html/atom"
)

// Alarm is a text that its look says to be one to heed.
type Alarm struct {
	Text string
	By   string // how it shows it: "red letters"
}

// maxAlarms is how many texts of alarm are kept, maxAlarm how long one is.
const (
	maxAlarms = 200
	maxAlarm  = 400
	// maxClassed is how long a text is that the name of its class calls one.
	maxClassed = 80
)

// strike is how a text shows that it holds no longer.
const strike = "struck out"

// alarmOf tells how an element shows that its text is an alarm, "" where it does not.
func (w *walker) alarmOf(tag atom.Atom, classes string, l look) string {
	if tag == atom.Del || tag == atom.S || tag == atom.Strike || l.struck {
		return strike
	}
	alarm := colourOfAlarm(l)
	if alarm != "" || classes == "" || l.ink.known || l.paper.known {
		return alarm
	}
	for c := range strings.FieldsSeq(strings.ToLower(classes)) {
		if painted := w.painted[c]; painted != "" {
			return painted
		}
		if troubled(c) {
			alarm = "class " + c
		}
	}
	return alarm
}

// troubled reports whether the name of a class or picture shows trouble: "status-error", and
// not "no-error".
func troubled(name string) bool {
	found := false
	for word := range strings.FieldsFuncSeq(name, func(r rune) bool { return !unicode.IsLetter(r) }) {
		switch word {
		case "no", "non", "not", "ok", "success", "good", "green":
			return false
		}
		found = found || troubles[word]
	}
	return found
}

// colourOfAlarm tells which colour of alarm or warning a look has, "" for none: red or amber,
// as letters or as ground.
func colourOfAlarm(l look) string {
	switch {
	case l.ink.red():
		return "red letters"
	case l.paper.red():
		return "red ground"
	case l.ink.amber():
		return "amber letters"
	case l.paper.amber():
		return "amber ground"
	}
	return ""
}

// red reports whether people call a colour red: neither orange nor pink nor brown.
func (c rgb) red() bool {
	return c.known && c.r >= 150 && int(c.g)*3 < int(c.r) && int(c.b)*3 < int(c.r)
}

// amber reports whether people call a colour amber, orange or a strong yellow.
func (c rgb) amber() bool {
	return c.known && c.r >= 200 && c.g >= 100 && c.b <= 90 && int(c.r)+20 >= int(c.g)
}

// alarmed keeps a text if it stands in a colour of alarm.
func (w *walker) alarmed(text string) {
	by := ""
	if n := len(w.frames); n > 0 {
		by = w.frames[n-1].alarm
	}
	if by != w.alarm.By {
		w.endAlarm()
		w.alarm.By = by
	}
	if by != "" && len(w.alarm.Text) < maxAlarm {
		w.alarm.Text += " " + text
	}
}

// endAlarm ends the text of an alarm.
func (w *walker) endAlarm() {
	a := w.alarm
	w.alarm = Alarm{}
	if a.By == "" {
		return
	}
	a.Text = strings.Join(strings.Fields(seen(strings.ToValidUTF8(a.Text[:min(len(a.Text), maxAlarm)], ""))), " ")
	if strings.HasPrefix(a.By, "class ") && len(a.Text) > maxClassed {
		return // it holds the report
	}
	if strings.ContainsFunc(a.Text, unicode.IsLetter) {
		w.f.alarm(a)
	}
}

func (f *Facts) alarm(a Alarm) {
	for _, x := range f.Alarms {
		if x == a {
			return
		}
	}
	if len(f.Alarms) < maxAlarms {
		f.Alarms = append(f.Alarms, a)
	}
}

// pictureName is the name of the file of a picture without folder and ending, in lower case.
func pictureName(src string) string {
	if len(src) > 500 || strings.HasPrefix(src, "data:") {
		return ""
	}
	src, _, _ = strings.Cut(strings.ToLower(src), "?")
	src = strings.TrimPrefix(src[strings.LastIndexAny(src, "/\\:")+1:], "cid:")
	name, _, _ := strings.Cut(src, "@")
	if i := strings.LastIndexByte(name, '.'); i > 0 {
		name = name[:i]
	}
	return name
}

// troubles are names of pictures that show trouble.
var troubles = map[string]bool{"error": true, "errors": true, "err": true, "fail": true, "failed": true, "failure": true, "fehler": true,
	"cross": true, "warn": true, "warning": true, "alert": true, "critical": true, "crit": true, "danger": true, "nok": true, "red": true,
	"rot": true, "exclamation": true, "problem": true, "stop": true, "cancel": true, "bad": true}

// pictured keeps a picture whose name shows trouble, with the words that stand in its place.
func (w *walker) pictured(a attrs) {
	if a.src == "" || w.dim() {
		return
	}
	if troubled(a.src) {
		w.f.alarm(Alarm{Text: a.alt, By: "picture " + a.src})
	}
}
