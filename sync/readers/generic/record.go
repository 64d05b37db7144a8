package generic

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// record reads a line that is an object of JSON with a name and a status: {"name": "db1",
// "status": "failed"}. It returns false for any other line.
func (c *collector) record(x *facts.Line) bool {
	text := strings.TrimRight(x.Text, " ,")
	if strings.HasPrefix(text, "[{") {
		return c.records(x, text)
	}
	if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") {
		return false
	}
	var members map[string]any
	if json.Unmarshal([]byte(text), &members) != nil || len(members) > maxHeadless*3 {
		return false
	}
	name, status, message := "", "", ""
	for _, key := range slices.Sorted(maps.Keys(members)) {
		value, ok := members[key].(string)
		if !ok {
			continue
		}
		switch c.role(key, lexicon.Column) {
		case lexicon.Object, lexicon.Machine, lexicon.Job:
			if name == "" {
				name = value
			}
		case lexicon.Status:
			status = value
		case lexicon.Message:
			message = value
		}
	}
	if name == "" || status == "" {
		return false
	}
	before := len(c.said)
	v := c.statusOf(status)
	for _, key := range slices.Sorted(maps.Keys(members)) { // what other members tell may only make it worse
		switch value := members[key].(type) {
		case string:
			switch role := c.role(key, lexicon.Label); {
			case value == name || value == status || c.none(value):
			case role == lexicon.BadCount:
				v = worse(v, grammar.Verdict{Status: domain.Failed, Reason: grammar.ByNoun, Words: key + ": " + value})
			case role == lexicon.OffCount, role == lexicon.WarnCount:
				v = worse(v, grammar.Verdict{Status: domain.Warning, Reason: grammar.ByNoun, Words: key + ": " + value})
			}
			if w := c.judge(value); value != name && value != status && w.Status > domain.Unknown && !w.Other {
				v = worse(v, w)
			}
		case bool, float64:
			text, _ := json.Marshal(value)
			if _, yesNo := value.(bool); yesNo && c.truth(key, string(text), x.Where) { // "complete": false
				continue
			}
			if role := c.role(key, lexicon.Label); role == lexicon.BadCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Failed, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			} else if role == lexicon.OffCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Warning, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			}
		}
	}
	c.add(v, x.Where, false)
	for _, s := range c.said[before:] {
		v.Status = max(v.Status, s.status)
	}
	c.object(name, v.Status, message)
	return true
}

// records reads a line that is a list of such objects.
func (c *collector) records(x *facts.Line, text string) bool {
	var list []json.RawMessage
	if json.Unmarshal([]byte(text), &list) != nil || len(list) > maxJobRows {
		return false
	}
	found := false
	for _, one := range list {
		line := facts.Line{Text: string(one), Where: x.Where}
		if strings.HasPrefix(line.Text, "{") {
			if !c.record(&line) {
				return false
			}
			found = true
		}
	}
	return found
}
