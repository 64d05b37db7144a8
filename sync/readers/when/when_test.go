package when

import (
	"testing"
	"time"
)

func TestEachKnownDateFormIsRead(t *testing.T) {
	cases := map[string]string{
		"donderdag 8 september 2016 22:00:04":     "2016-09-08T22:00:04",
		"Thursday, July 24, 2025 1:22:32 PM":      "2025-07-24T13:22:32",
		"Friday, 28 October 2022 10:00:00":        "2022-10-28T10:00:00",
		"Dienstag, 11. März 2025 01:00:03":        "2025-03-11T01:00:03",
		"mardi 11 mars 2025 01:00:03":             "2025-03-11T01:00:03",
		"martes, 11 de marzo de 2025 1:00:03":     "2025-03-11T01:00:03",
		"martedì 11 marzo 2025 01:00:03":          "2025-03-11T01:00:03",
		"10/15/2020 11:00:00 PM":                  "2020-10-15T23:00:00",
		"01/19/2024 17:06:02":                     "2024-01-19T17:06:02",
		"27-ноя-2024 19:47:57":                    "2024-11-27T19:47:57",
		"06-Jul-2025 01:00:15":                    "2025-07-06T01:00:15",
		"17/09/2026 23:10:22 CEST":                "2026-09-17T23:10:22+02:00",
		"2026/09/18 21:00:36":                     "2026-09-18T21:00:36",
		"2026-09-17-23-00-00":                     "2026-09-17T23:00:00",
		"Sunday, July 21st 2024, 2:00:00 am":      "2024-07-21T02:00:00",
		"Wed, 01 Jan 2020 19:04:05 PST":           "2020-01-01T19:04:05-08:00",
		"Thu, 02 Jan 2020 03:04:05 +0000":         "2020-01-02T03:04:05Z",
		"Fri Jul 24 07:01:02 2026":                "2026-07-24T07:01:02",
		"Fri Jul 24 07:01:02 CEST 2026":           "2026-07-24T07:01:02+02:00",
		"Tue, Mar  3 2026 02:00:01":               "2026-03-03T02:00:01",
		"2024-03-02T02:00:01.1145320Z":            "2024-03-02T02:00:01Z",
		"2022-05-07 02:00:03":                     "2022-05-07T02:00:03",
		"vm/1000/2026-06-12T01:00:03Z":            "2026-06-12T01:00:03Z",
		"12.03.2025 22:00:01":                     "2025-03-12T22:00:01",
		"02.05.2025 10:00:47":                     "2025-05-02T10:00:47",
		"[6/30/2026 7:50 PM]":                     "2026-06-30T19:50:00",
		"12/15/2020 12:00:05 AM":                  "2020-12-15T00:00:05",
		"12/15/2020 12:00:05 PM":                  "2020-12-15T12:00:05",
		"zaterdag 1 februari 2020 01:00:29 (NL)":  "2020-02-01T01:00:29",
		"started on 2023-11-05 02:00:04 +0100 ok": "2023-11-05T02:00:04+01:00",
		"27-lis-2024 19:47:57":                    "2024-11-27T19:47:57",
		"27-pro-2024 19:47:57":                    "2024-12-27T19:47:57",
		"27-févr.-2024 19:47:57":                  "2024-02-27T19:47:57",
		"27-mrt-2024 19:47:57":                    "2024-03-27T19:47:57",
		"27-лис-2024 19:47:57":                    "2024-11-27T19:47:57",
		"27-лип-2024 19:47:57":                    "2024-07-27T19:47:57",
		"27-ara-2024 19:47:57":                    "2024-12-27T19:47:57",
		"27. července 2024 19:47:57":              "2024-07-27T19:47:57",
		"27. června 2024 19:47:57":                "2024-06-27T19:47:57",
		"19-5月-2024 20:36:01":                     "2024-05-19T20:36:01",
		"19-12月-2024 20:36:01":                    "2024-12-19T20:36:01",
		"2024年5月19日 20:36:01":                     "2024-05-19T20:36:01",
		"2024-05-16T12:00:00+0200":                "2024-05-16T12:00:00+02:00",
		"product 12 2019 10:00":                   "",
		"January 7, 2010":                         "",
		"9.3 Tagen":                               "",
		"26 days ago":                             "",
		"no date at all":                          "",
		"31/02/2024 10:00":                        "",
		"":                                        "",
	}
	for text, want := range cases {
		if got := New(time.Time{}, text).Stamp(text); got.String() != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

func TestDayAndMonthAreDecidedByOtherDatesThenByTheMail(t *testing.T) {
	november := time.Date(2023, 11, 9, 22, 42, 25, 0, time.UTC)
	september := time.Date(2023, 9, 11, 8, 0, 0, 0, time.UTC)
	cases := []struct {
		hint  time.Time
		other string
		want  string
	}{
		{november, "", "2023-11-09T22:42:18"},
		{september, "", "2023-09-11T22:42:18"},
		{november, "created 25/3/2023", "2023-09-11T22:42:18"},
		{september, "created 3/25/2023", "2023-11-09T22:42:18"},
		{november, "25/3/2023 and 3/25/2023", "2023-11-09T22:42:18"},
		{time.Time{}, "", "2023-09-11T22:42:18"},
	}
	for _, c := range cases {
		if got := New(c.hint, c.other).Stamp("11/9/2023 10:42:18 PM"); got.String() != c.want {
			t.Errorf("hint %s, other %q: got %s, want %s", c.hint, c.other, got, c.want)
		}
	}
}

func TestAnEndBeforeTheStartIsOnTheNextDay(t *testing.T) {
	start := time.Date(2025, 3, 10, 22, 0, 8, 0, time.UTC)
	for text, want := range map[string]string{
		"10:13:02 PM":      "2025-03-10T22:13:02",
		"1:05:00 AM":       "2025-03-11T01:05:00",
		"01:05:00 (+1)":    "2025-03-11T01:05:00",
		"23:05:00 (+2)":    "2025-03-12T23:05:00",
		"22:00:08":         "2025-03-10T22:00:08",
		"00:00":            "2025-03-11T00:00:00",
		"1:05:00 a.m.":     "2025-03-11T01:05:00",
		" 23:05:00 (+ 1 )": "2025-03-11T23:05:00",
	} {
		c, ok := TimeOfDay(text)
		if got := c.After(start).Format("2006-01-02T15:04:05"); !ok || got != want {
			t.Errorf("%q: got %s (%t), want %s", text, got, ok, want)
		}
	}
	for _, text := range []string{"", "127 GB", "25:00:00", "0:99", "10:00:00 and more", "12/3/2020 10:00"} {
		if c, ok := TimeOfDay(text); ok {
			t.Errorf("%q is read as %v", text, c)
		}
	}
}

func TestATimeOfDayInAFileNameIsNoDate(t *testing.T) {
	c := New(time.Date(2026, 3, 1, 20, 0, 0, 0, time.UTC), "Backup-01-03-2026_19-03-22.log", "completed at 3/1/2026 7:27 PM")
	if c.order != Undecided {
		t.Errorf("the order is decided: %v", c.order)
	}
}
