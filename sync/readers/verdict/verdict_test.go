package verdict

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

func TestAWordCountsOnlyAlone(t *testing.T) {
	for text, want := range map[string]domain.Status{
		"Success":                    domain.Success,
		" SUCCESS! ":                 domain.Success,
		"*** OK ***":                 domain.Success,
		"✅":                          domain.Success,
		"Erfolgreich":                domain.Success,
		"re\u0301ussi":               domain.Success, // accent as a character of its own
		"Warning":                    domain.Warning,
		"completed with warnings":    domain.Warning,
		"Completed\u00a0with errors": domain.Failed,
		"FAIL":                       domain.Failed,
		"❌":                          domain.Failed,
		"mislukt":                    domain.Failed,
		"was missed":                 domain.Missed,
		"Canceled, timed out":        domain.Failed,
		"✔️":                         domain.Success,
		"Epäonnistui":                domain.Failed,
		"částečně":                   domain.Warning,
		"не выполнено":               domain.Failed,
		"ΑΠΈΤΥΧΕ":                    domain.Failed,
		"失敗":                         domain.Failed,
		"ＦＡＩＬＥＤ":                     domain.Failed,
		"başarılı":                   domain.Success,
		"BAŞARISIZ":                  domain.Failed,
		"not a success":              0,
		"Success rate":               0,
		"zonk":                       0,
		"":                           0,
	} {
		if got := Word(text); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

func TestTheWorstSignalIsKeptWithItsEvidence(t *testing.T) {
	var tally Tally
	if tally.Any() || tally.Status() != domain.Unknown {
		t.Error("an empty tally says something")
	}
	tally.Add(domain.Success, "Success", "subject")
	tally.Add(0, "nothing", "nowhere")
	tally.Add(domain.Failed, "Error", "row a")
	tally.Add(domain.Failed, "Failed", "row b")
	tally.Add(domain.Warning, "Warning", "row c")
	if tally.Status() != domain.Failed || tally.Evidence() != (domain.Evidence{Words: "Error", Where: "row a"}) || !tally.Confirmed() {
		t.Errorf("%+v", tally)
	}
	if tally.Stated(domain.Success) != domain.Success || tally.Stated(domain.Failed) != 0 {
		t.Error("stated is wrong")
	}
}

func TestUnknownIsWorseThanSuccess(t *testing.T) {
	var tally Tally
	tally.Add(domain.Success, "Success", "banner")
	tally.Add(domain.Unknown, "Pending", "row a")
	if tally.Status() != domain.Unknown {
		t.Errorf("%s", tally.Status())
	}
}

func TestTheMostPreciseOfTheWorstSignalsIsTheEvidence(t *testing.T) {
	var tally Tally
	tally.Add(domain.Failed, "[Failed]", "subject")
	tally.Add(domain.Failed, "Error", "banner")
	tally.Add(domain.Failed, "Error", "row fs04, column Status")
	tally.Add(domain.Failed, "Error", "row fs05, column Status")
	tally.Add(domain.Warning, "Warning", "row a")
	tally.Add(domain.Failed, "1 Error", "line 3")
	if tally.Evidence().Where != "row fs04, column Status" {
		t.Errorf("%+v", tally.Evidence())
	}
}

func TestNoWordHasADigit(t *testing.T) {
	for w := range words() {
		if strings.ContainsAny(w, "0123456789") {
			t.Errorf("%q is never found: texts with digits are passed over", w)
		}
	}
}

func TestNoWordOfACellHasTwoMeanings(t *testing.T) {
	meanings := map[string]lexicon.Class{}
	lexicon.Shipped().Each(func(phrase string, place lexicon.Place, class lexicon.Class, _ lexicon.Languages) {
		if place != lexicon.Cell {
			return
		}
		if before, ok := meanings[phrase]; ok && before != class {
			t.Errorf("%q is %s and %s", phrase, before, class)
		}
		meanings[phrase] = class
	})
}
