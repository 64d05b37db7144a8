package autotask

import (
	"encoding/json"
	"testing"
	"time"

	"runchecks/domain/wording"
)

func TestNumbersComeInManySpellings(t *testing.T) {
	for in, want := range map[string]integer{
		`12`: {12, true}, `"12"`: {12, true}, `12.0`: {12, true}, `"12.0"`: {12, true}, `1.2e1`: {12, true}, `" 12 "`: {12, true}, `-3`: {-3, true},
		`9223372036854775807`: {9223372036854775807, true},
		`9223372036854775808`: {}, `1e300`: {}, `12.5`: {}, `null`: {}, `""`: {}, `"x"`: {}, `true`: {}, `{}`: {}, `[1]`: {}, `"NaN"`: {}, `"Inf"`: {},
	} {
		got := integer{99, true}
		if err := json.Unmarshal([]byte(in), &got); err != nil && in != `null` || got != want && in != `null` {
			t.Errorf("%s is read as %v: %v", in, got, err)
		}
	}
}

func TestTimesComeWithAndWithoutAZoneAndAreUTC(t *testing.T) {
	noon := time.Date(2026, 11, 23, 12, 0, 0, 0, time.UTC)
	for in, want := range map[string]time.Time{
		`"2026-11-23T12:00:00Z"`: noon, `"2026-11-23T12:00:00"`: noon, `"2026-11-23T12:00:00.000"`: noon, `"2026-11-23T12:00"`: noon, `"2026-11-23 12:00:00"`: noon,
		`"2026-11-23T13:00:00+01:00"`: noon, `"2026-11-23T12:00:00.25Z"`: noon.Add(250 * time.Millisecond), `"2026-11-23T12:00:00.1234567"`: noon.Add(123456700),
		`"2026-11-23"`: noon.Add(-12 * time.Hour), `"0001-01-01T00:00:00"`: {}, `""`: {}, `"soon"`: {}, `5`: {}, `{}`: {}, `null`: {},
	} {
		got := instant{noon}
		if err := got.UnmarshalJSON([]byte(in)); err != nil || !got.Equal(want) || got.Location() != time.UTC {
			t.Errorf("%s is read as %v: %v", in, got, err)
		}
	}
}

func TestFlagsAndTextsComeInManyShapes(t *testing.T) {
	for in, want := range map[string]flag{`true`: true, `"True"`: true, `1`: true, `"1"`: true, `false`: false, `0`: false, `null`: false, `"no"`: false, `[]`: false} {
		got := !want
		if err := got.UnmarshalJSON([]byte(in)); err != nil || got != want {
			t.Errorf("%s is read as %v: %v", in, got, err)
		}
	}
	for in, want := range map[string]text{`"a"`: "a", `12`: "12", `true`: "true", `null`: "", `{}`: "", `[]`: "", ``: ""} {
		got := text("old")
		if err := got.UnmarshalJSON([]byte(in)); err != nil || got != want {
			t.Errorf("%s is read as %q: %v", in, got, err)
		}
	}
}

func FuzzAnyAnswerIsReadWithoutHarm(f *testing.F) {
	for _, s := range []string{
		`{"items":[{"id":1,"ticketNumber":"T1","createDate":"2026-11-23T12:00:00","completedDate":null,"status":"5","isActive":1}],"pageDetails":{"nextPageUrl":null}}`,
		`{"item":{"id":"1.0"}}`, `{"fields":[{"name":"x","picklistValues":[{"value":1}]}]}`, `{"errors":["a",null,{}],"Message":1}`, `{"itemId":1e2}`, `{`, ``, `<html>`, `null`,
	} {
		f.Add([]byte(s))
	}
	c := newClient(Config{Secret: "s3cret"})
	f.Fuzz(func(t *testing.T, body []byte) {
		var tickets page[ticketRow]
		if decode(body, &tickets) == nil {
			for _, row := range tickets.Items {
				got := row.ticket()
				for _, at := range []time.Time{got.CreateDate, got.CompletedDate} {
					if at.Location() != time.UTC || !at.IsZero() && (at.Year() < 1 || at.Year() > 10000) {
						t.Errorf("a time of %v", at)
					}
				}
				if got.Resolved != (!got.CompletedDate.IsZero() || got.Status == StatusComplete) {
					t.Errorf("%+v", got)
				}
			}
		}
		var companies page[companyRow]
		if decode(body, &companies) == nil {
			for _, row := range companies.Items {
				row.company()
			}
		}
		var fields fieldsAnswer
		if decode(body, &fields) == nil {
			for _, field := range fields.fields() {
				if field.Name == "" || len(field.Choosable("")) > len(field.Choices) {
					t.Errorf("%+v", field)
				}
			}
		}
		var single one[ticketRow]
		_ = decode(body, &single)
		for _, status := range []int{302, 400, 401, 403, 404, 429, 500, 503} {
			if refused := c.refusal(request{right: wording.Text("x")}, status, nil, body); refused.Code == "" ||
				refused.Happened.Code == "" ||
				refused.Advice.Code == "" {
				t.Errorf("%d: %+v", status, refused)
			}
		}
	})
}
