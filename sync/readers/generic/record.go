package generic

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode"

	"runchecks/domain"
	"runchecks/sync/readers/facts"
	"runchecks/sync/readers/grammar"
	"runchecks/sync/readers/lexicon"
)

// record reads a line that is an object of JSON, or one of fields, with a name and a status:
// {"name": "db1", "status": "failed"}, name=db1 status=failed. It returns false for any other line.
func (c *collector) record(x *facts.Line) bool {
	text := strings.TrimRight(x.Text, " ,")
	if strings.HasPrefix(text, "[{") {
		return c.records(x, text)
	}
	if members := fields(text); members != nil {
		return c.members(members, x.Where)
	}
	if !strings.HasPrefix(text, "{") || !strings.HasSuffix(text, "}") {
		return false
	}
	var members map[string]any
	if json.Unmarshal([]byte(text), &members) != nil || len(members) > maxHeadless*3 {
		return false
	}
	return c.members(members, x.Where)
}

// members reads the members of a record. It returns false where they hold no name with a
// status.
func (c *collector) members(members map[string]any, where string) bool {
	name, status, message, stated := "", "", "", false
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
			status, stated = value, true
		case lexicon.Message:
			message = value
		}
	}
	if name == "" || !stated {
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
			c.counts(c.role(key, lexicon.Label), key, string(text), where)
			if _, yesNo := value.(bool); yesNo && c.truth(key, string(text), where) { // "complete": false
				continue
			}
			if role := c.role(key, lexicon.Label); role == lexicon.BadCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Failed, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			} else if role == lexicon.OffCount && string(text) != "0" && string(text) != "false" {
				v = worse(v, grammar.Verdict{Status: domain.Warning, Reason: grammar.ByCount, Words: key + ": " + string(text)})
			}
		case []any, map[string]any:
			c.nested(value, key, where, maxNested)
		}
	}
	c.add(v, where, false)
	for _, s := range c.said[before:] {
		v.Status = max(v.Status, s.status)
	}
	c.object(name, v.Status, message)
	return true
}

// maxNested bounds how deep records within a record are read.
const maxNested = 4

// nested reads what a member of a record holds: records of their own, and else what their
// members say that went wrong.
func (c *collector) nested(value any, key, where string, depth int) {
	if depth == 0 {
		return
	}
	switch value := value.(type) {
	case []any:
		if status := c.blames(key); len(value) > 0 && status > domain.Unknown { // "errors": [...], "hosts_bad": [...]
			c.note(status, grammar.ByNoun, key, where)
		}
		for _, one := range value[:min(len(value), maxJobRows)] {
			c.nested(one, key, where, depth-1)
		}
	case map[string]any:
		if len(value) <= maxHeadless*3 && c.members(value, where) {
			return
		}
		for _, k := range slices.Sorted(maps.Keys(value)) {
			c.nested(value[k], k, where, depth-1)
		}
	case bool:
		text, _ := json.Marshal(value)
		c.truth(key, string(text), where)
	case float64:
		text, _ := json.Marshal(value)
		role := c.role(key, lexicon.Label)
		c.counts(role, key, string(text), where)
		switch status := c.blames(key); {
		case role == lexicon.BadCount || role == lexicon.OffCount:
			c.badCount(role, key, string(text), where)
		case value != 0 && status > domain.Unknown: // "hosts_bad": 1
			c.note(status, grammar.ByNoun, key, where)
		}
	case string:
		if v := c.judge(value); v.Status > domain.Unknown && !v.Other {
			c.add(v, where, false)
		}
	}
}

// blames says what the key of a list or number of things says of each of them, such as
// "hosts_bad" or "failedHosts"; 0 where it says nothing bad.
func (c *collector) blames(key string) domain.Status {
	if c.role(key, lexicon.Label) == lexicon.BadCount {
		return domain.Failed
	}
	var b strings.Builder
	for i, r := range key {
		switch {
		case r == '_' || r == '-' || r == '.':
			r = ' '
		case unicode.IsUpper(r) && i > 0:
			b.WriteByte(' ')
		}
		b.WriteRune(unicode.ToLower(r))
	}
	var worst domain.Status
	for _, words := range append(strings.Fields(b.String()), b.String()) {
		if v := c.statusOf(words); v.Status > domain.Unknown && !v.Other {
			worst = max(worst, v.Status)
		}
	}
	return worst
}

// fields reads a line of fields as logs write them, host=srv1 status=OK, into the members of
// a record. It returns nil for any other line.
func fields(text string) map[string]any {
	if strings.Count(text, "=") < 2 || len(text) > 2000 {
		return nil
	}
	members := map[string]any{}
	for text = strings.TrimSpace(text); text != ""; text = strings.TrimLeft(text, " ") {
		key, rest, ok := strings.Cut(text, "=")
		if !ok || key == "" || strings.ContainsAny(key, " \"':") || len(members) > maxHeadless {
			return nil
		}
		value := ""
		if quoted, isQuoted := strings.CutPrefix(rest, `"`); isQuoted {
			if value, text, ok = strings.Cut(quoted, `"`); !ok {
				return nil
			}
		} else {
			value, text, _ = strings.Cut(rest, " ")
		}
		members[key] = value
	}
	return members
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
