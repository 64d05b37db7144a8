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
	v := c.statusOf(status)
	for _, key := range slices.Sorted(maps.Keys(members)) { // what other members tell may only make it worse
		switch value := members[key].(type) {
		case string:
			if w := c.judge(value); value != name && value != status && w.Status > domain.Unknown && !w.Other {
				v = worse(v, w)
			}
		case bool, float64:
			text, _ := json.Marshal(value)
			if role := c.role(key, lexicon.Label); role == lexicon.BadCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Failed, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			} else if role == lexicon.OffCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Warning, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			}
		}
	}
	c.add(v, x.Where, false)
	c.object(name, v.Status, message)
	return true
}
