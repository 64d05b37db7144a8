package export

import (
	"slices"
	"strings"

	"runchecks/domain"
)

// Header words, folded, most telling first: beside "customer", a column "name" is
// the name of something else.
var (
	nameWords = []string{
		"customer", "customer name", "klant", "klantnaam", "kunde", "kundenname", "client", "client name",
		"company", "company name", "bedrijf", "bedrijfsnaam", "firma", "organisation", "organization", "naam", "name",
	}
	activeWords      = []string{"active", "actief", "aktiv", "is active", "enabled"}
	companyIDWords   = []string{"autotask company id", "autotask id", "autotask account id", "service desk company id", "company id"}
	companyDeskWords = []string{"service desk"}
	companyNameWords = []string{
		"autotask company name",
		"autotask company",
		"autotask account name",
		"autotask name",
		"service desk company name",
	}
)

// Words for active and inactive, folded.
var (
	yesWords = []string{"yes", "y", "1", "true", "ja", "j", "oui", "on", "active", "actief", "aktiv", "waar", "wahr", "x"}
	noWords  = []string{"no", "n", "0", "false", "nein", "nee", "non", "off", "inactive", "inactief", "inaktiv", "onwaar", "falsch"}
)

// columns says where a file holds what; -1 is nowhere.
type columns struct {
	name, active, companyID, companyName, companyDesk int
}

// bare is how a file without a header is read.
var bare = columns{name: 0, active: -1, companyID: -1, companyName: -1, companyDesk: -1}

// findColumns looks for the header words in a record and counts what it found.
func findColumns(header []string) (c columns, known int) {
	words := make([]string, len(header))
	for i, h := range header {
		words[i] = headerWord(h)
	}
	find := func(among []string) int {
		for _, word := range among {
			if i := slices.Index(words, word); i >= 0 {
				known++
				return i
			}
		}
		return -1
	}
	return columns{
		name: find(nameWords), active: find(activeWords), companyID: find(companyIDWords), companyName: find(companyNameWords),
		companyDesk: find(companyDeskWords),
	}, known
}

var headerMarks = strings.NewReplacer("_", " ", "-", " ", ".", " ", ":", " ", "*", " ")

func headerWord(field string) string { return domain.Fold(headerMarks.Replace(field)) }

// separators are tried in this order; the first wins a tie.
var separators = []byte{',', ';', '\t'}

// sampleRecords is how many records the search for the separator looks at, and
// sampleBytes how much text at most.
const (
	sampleRecords = 20
	sampleBytes   = 1 << 20
)

// findSeparator returns the separator under which the first record has the most
// header words; without any, the one that cuts every record of the sample into the
// same number of fields. A comma with a blank after it, as in "Northwind, Inc.",
// needs header words to count. 0 is none: one column.
func findSeparator(text string) byte {
	if len(text) > sampleBytes {
		text = text[:sampleBytes]
	}
	best, most := byte(0), 0
	for _, separator := range separators {
		sample := newRecords(text, separator)
		first, even, prose := true, true, false
		width, seen, score := 0, 0, 0
		for seen < sampleRecords {
			rec, ok := sample.next()
			if !ok {
				break
			}
			if rec.blank() || rec.unclosed {
				continue
			}
			seen++
			prose = prose || slices.ContainsFunc(rec.fields[1:], func(f string) bool { return strings.HasPrefix(f, " ") })
			if first {
				first, width = false, len(rec.fields)
				if _, known := findColumns(rec.fields); known > 0 {
					score = 10 * known
				}
				continue
			}
			even = even && len(rec.fields) == width
		}
		if width < 2 {
			continue
		}
		if even && (separator != ',' || seen > 1 && !prose) {
			score++
		}
		if score > most {
			best, most = separator, score
		}
	}
	return best
}

// declaredSeparator reads the line "sep=;" that Excel writes and obeys, and returns
// the rest of the text; 0 where there is none.
func declaredSeparator(text string) (separator byte, rest string) {
	line := firstLine(text)
	if len(line) != len("sep=;") || !strings.EqualFold(line[:4], "sep=") || !slices.Contains(separators, line[4]) {
		return 0, text
	}
	return line[4], text[len(line):]
}
