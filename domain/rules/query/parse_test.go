package query

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
)

var now = time.Date(2026, 11, 28, 8, 0, 0, 0, time.FixedZone("", 3600))

func TestASearchIsTakenApart(t *testing.T) {
	day := func(d int) time.Time { return time.Date(2026, 11, d, 0, 0, 0, 0, now.Location()) }
	for text, want := range map[string][]Term{
		"":                         nil,
		"  \t ":                    nil,
		"gateway":                  {{Value: "gateway"}},
		"Gateway TIMEOUT":          {{Value: "gateway"}, {Value: "timeout"}},
		`"disk  is full" x`:        {{Value: "disk is full", Phrase: true}, {Value: "x"}},
		`"never ends`:              {{Value: "never ends", Phrase: true}},
		"-gateway":                 {{Value: "gateway", Not: true}},
		"a - b":                    {{Value: "a"}, {Value: "-"}, {Value: "b"}},
		"customer:braam":           {{Key: Customer, Value: "braam"}},
		`-customer:"Braam BV" sql`: {{Key: Customer, Value: "braam bv", Not: true, Phrase: true}, {Value: "sql"}},
		"status:failed,missed": {{Key: Status, Value: "failed,missed",
			Statuses: []domain.Status{domain.Failed, domain.Missed}}},
		"status:succ":     {{Key: Status, Value: "succ", Statuses: []domain.Status{domain.Success}}},
		"is:new":          {{Key: Is, Value: "new"}},
		"since:yesterday": {{Key: Since, Value: "yesterday", Day: day(27)}},
		"before:3d":       {{Key: Before, Value: "3d", Day: day(25)}},
		"since:2026-11-01": {{Key: Since, Value: "2026-11-01",
			Day: day(1)}},
		"silent:2w":   {{Key: Silent, Value: "2w", Days: 14}},
		"nosuccess:3": {{Key: NoSuccess, Value: "3", Days: 3}},
		`C:\backup`:   {{Value: `c:\backup`}},
		"12:30":       {{Value: "12:30"}},
		"customer:":   nil, // only begun
		`job:""`:      nil,
	} {
		q := Parse(text, now)
		if !reflect.DeepEqual(q.Terms, want) || q.Faults != nil {
			t.Errorf("%q:\n %+v %v\n want %+v", text, q.Terms, q.Faults, want)
		}
	}
}

func TestWhatNobodyUnderstandsIsSaidAndTheRestCounts(t *testing.T) {
	for text, want := range map[string]Fault{
		"foo:bar x":     {NoSuchKey, "foo", "foo"},
		"status:good x": {NoSuchValue, Status, "good"},
		"is:odd x":      {NoSuchValue, Is, "odd"},
		"since:soon x":  {NoDate, Since, "soon"},
		"silent:-3 x":   {NoDays, Silent, "-3"},
		"silent:9999999999999999999 x": {NoDays, Silent,
			"9999999999999999999"},
	} {
		q := Parse(text, now)
		if len(q.Faults) != 1 || q.Faults[0] != want || len(q.Terms) != 1 || q.Terms[0].Value != "x" {
			t.Errorf("%q: %+v, want %+v", text, q, want)
		}
	}
}

func TestASearchIsBounded(t *testing.T) {
	for _, text := range []string{strings.Repeat("a ", 5000), strings.Repeat("ü", 5000), strings.Repeat(`"`, 5000)} {
		if q := Parse(text, now); len(q.Terms) > mostTerms || len(q.Faults) == 0 {
			t.Errorf("%.10q…: %d terms, %v", text, len(q.Terms), q.Faults)
		}
	}
}

func TestAWordIsCompletedAtTheCursor(t *testing.T) {
	values := func(k Key) []string {
		if k == Customer {
			return []string{"Abraham", "Braam BV", "Fenwright"}
		}
		return nil
	}
	for _, c := range []struct {
		text   string
		cursor int
		want   []Completion
	}{
		{"", 0, nil},
		{"x ", 2, nil},
		{"cu", 2, []Completion{{0, "customer:"}}},
		{"a -no", 5, []Completion{{2, "-nosuccess:"}}},
		{"customer:bra", 12, []Completion{{0, `customer:"Braam BV" `}, {0, "customer:Abraham "}}},
		{`-customer:"braam b`, 18, []Completion{{0, `-customer:"Braam BV" `}}},
		{"status:m rest", 8, []Completion{{0, "status:missed "}}},
		{"is:l", 99, []Completion{{0, "is:late "}}},
	} {
		got := Complete(c.text, c.cursor, values)
		if len(got) < len(c.want) || (len(c.want) == 0) != (len(got) == 0) ||
			len(c.want) > 0 && !reflect.DeepEqual(got[:len(c.want)], c.want) {
			t.Errorf("%q at %d: %+v, want %+v", c.text, c.cursor, got, c.want)
		}
	}
}

func TestACompletionIsAQueryWithoutFault(t *testing.T) {
	values := func(Key) []string { return []string{"Braam BV", `Q"uote`, "Ünal", "a:b"} }
	for _, k := range Keys() {
		for _, c := range Complete(string(k)+":", 99, values) {
			if q := Parse(c.Text, now); len(q.Faults) > 0 || len(q.Terms) != 1 || q.Terms[0].Key != k {
				t.Errorf("%q: %+v", c.Text, q)
			}
		}
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{`-customer:"Braam BV" sql`, "status:failed,", "is:", "since:٣d", "\xff:\xfe", "--a", `"`, "İ:x"} {
		f.Add(s, 3)
	}
	f.Fuzz(func(t *testing.T, text string, cursor int) {
		q := Parse(text, now)
		for _, term := range q.Terms {
			if term.Value == "" && term.Key != Mine || term.Key == Status && len(term.Statuses) == 0 ||
				(term.Key == Silent || term.Key == NoSuccess) && term.Days < 1 {
				t.Errorf("%q: %+v", text, term)
			}
		}
		for _, c := range Complete(text, cursor, func(Key) []string { return []string{text} }) {
			if c.Start < 0 || c.Start > len(text) {
				t.Errorf("%q: %+v", text, c)
			}
		}
	})
}
