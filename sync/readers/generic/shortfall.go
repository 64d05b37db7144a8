package generic

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// shortfalls notes where fewer came of something than there is or was to be, and the mail
// leaves the sum to its reader: "14 were supposed to be saved, I counted 9"; "Of which
// readable: 3" below "Tapes written: 4"; "Integrity: 3/10". None of it is a verdict; each
// takes a success back.
func (c *collector) shortfalls() {
	items := c.facts.Items[:min(len(c.facts.Items), maxStructure)]
	var before float64
	for i := range items {
		x := &items[i]
		if x.Quoted || x.Logged || x.Table != nil {
			continue
		}
		if strings.ContainsAny(x.Text, "0123456789") && len(x.Text) < 400 {
			if words := c.fewerOf(x.Text); words != "" {
				c.note(domain.Unknown, grammar.ByShare, words, x.Where)
			}
		}
		if sink := intoNothing.FindString(x.Text); sink != "" && len(x.Text) < 400 {
			c.note(domain.Unknown, grammar.ByShare, sink, x.Where)
		}
		if !x.Label || len(x.Key) > 60 {
			before = 0
			continue
		}
		c.partialLabel(&x.Line, before)
		n, rest, ok := leading(x.Value)
		if before = 0; ok && rest == "" {
			before = n
		}
	}
}

// partialLabel notes a label whose value is a part of what it has to be; before is the bare
// number of the label above it, 0 for none.
func (c *collector) partialLabel(x *facts.Line, before float64) {
	value, key := strings.TrimSpace(x.Value), strings.Fields(lexicon.Fold(x.Key))
	usable := slices.ContainsFunc(key, func(w string) bool { return soundness(strings.Trim(w, ".,()")) })
	if !usable {
		return
	}
	if n, rest, ok := leading(value); ok && n < 100 && strings.Trim(rest, " .") == "%" { // "Verified: 12 %"
		c.note(domain.Unknown, grammar.ByShare, x.Key+": "+value, x.Where)
		return
	}
	if n, m, ok := shareAtEnd(value); ok && n < m {
		c.note(domain.Unknown, grammar.ByShare, x.Key+": "+value, x.Where)
		return
	}
	if n, rest, ok := leading(value); ok && rest == "" && before > 0 && n < before {
		c.note(domain.Unknown, grammar.ByShare, x.Key+": "+value+" < "+strconv.FormatFloat(before, 'f', -1, 64), x.Where)
	}
}

// intoNothing is a place to write to that keeps nothing of it.
var intoNothing = regexp.MustCompile(`(?i)\b(?:target|destination|repository|storage|to|ziel|nach|doel|naar|cible|vers|destino|destinazione)` +
	`\W{1,3}` +
	`(?:/dev/null\b|nul:?(?:\s|$))`)

// soundness are words for what all of a backup has to be.
var soundness = lexicon.Listed("soundness")

var (
	outOf = regexp.MustCompile(`(?:^|\s)(?:of|out of|from|von|van|sur|parmi|de|di|dos?)(?: (?:the|all|den|de|les|los|las|gli|i))?` +
		` (\d{1,6}) (\pL+[^.;]*)`)
	supposed = regexp.MustCompile(`(\d{1,6}) (?:\pL+ ){0,3}(?:supposed|expected|should|planned|sollten|sollen|geplant|erwartet|zouden|moesten|` +
		`verwacht|devaient|attendus|prévus|debían|previstos|dovevano|previsti)([^;]*)`)
	wantedFirst = regexp.MustCompile(`(?:^|\s)(?:expected|planned|due|erwartet|geplant|soll|verwacht|gepland|attendue?s?|prévue?s?` +
		`|esperad[oa]s|previst[oi]s?|attesi|oczekiwan\pL+|förväntat|forventet)` +
		`[^.;\d]{0,30}\b(\d{1,6})((?:$|[\s,])[^.;\d]{1,30}\b\d{1,6}(?:$|[\s,.]).*)`)
	bareCount = regexp.MustCompile(`(?:^|[\s:])(\d{1,6})(?:$|[\s.,!])\s*(\pL*)`)
)

// fewerOf returns what says that fewer came than there are: "of the 20 disks 3 were saved",
// "14 were supposed to be saved, I counted 9"; "" where nothing does. What changed or is new
// is a part of all by its nature.
func (c *collector) fewerOf(text string) string {
	folded := lexicon.Fold(text)
	for _, form := range []*regexp.Regexp{outOf, supposed, wantedFirst} {
		g := form.FindStringSubmatch(folded)
		if g == nil || isUnit(g[2]) || slices.ContainsFunc(strings.FieldsFunc(g[2], notLetter), func(w string) bool { return partly(w) }) {
			continue
		}
		all, err := strconv.Atoi(g[1])
		if err != nil {
			continue
		}
		for _, m := range bareCount.FindAllStringSubmatch(g[2], 4) {
			n, err := strconv.Atoi(m[1])
			if n == 0 && c.ill(m[2]) {
				continue // "of 14 clients: 14 succeeded, 0 failed"
			}
			if _, size := sizeFactors[m[2]]; err == nil && n < all && !size && durations[m[2]] == 0 {
				return strings.TrimSpace(g[0])
			}
		}
	}
	return ""
}

// ill reports whether a word says that something went wrong: none of it is good news.
func (c *collector) ill(word string) bool {
	switch c.r.Lexicon.At([]string{word}, lexicon.Sentence, c.r.Langs).Class {
	case lexicon.Failed, lexicon.Missed, lexicon.BadNoun, lexicon.Warning, lexicon.WarnNoun, lexicon.LeftOut:
		return true
	}
	return false
}

// isUnit reports whether a text begins with a unit of size or time: "within 14 minutes".
func isUnit(text string) bool {
	word, _, _ := strings.Cut(text, " ")
	_, size := sizeFactors[word]
	return size || durations[word] > 0
}

func notLetter(r rune) bool { return r < 'a' && r != '\'' }

// partly are words of what is only a part of all, and should be.
var partly = lexicon.Listed("parts_by_nature")

// durations are units of time, in seconds.
var durations = map[string]float64{
	"s": 1, "sec": 1, "secs": 1, "second": 1, "seconds": 1, "sekunde": 1, "sekunden": 1, "seconde": 1, "seconden": 1, "secondes": 1,
	"segundo": 1, "segundos": 1, "secondo": 1, "secondi": 1,
	"min": 60, "mins": 60, "minute": 60, "minutes": 60, "minuten": 60, "minuut": 60, "minuto": 60, "minutos": 60, "minuti": 60,
	"h": 3600, "hr": 3600, "hrs": 3600, "hour": 3600, "hours": 3600, "stunde": 3600, "stunden": 3600, "uur": 3600, "uren": 3600,
	"heure": 3600, "heures": 3600, "hora": 3600, "horas": 3600, "ora": 3600, "ore": 3600,
}
