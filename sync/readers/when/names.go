package when

import (
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// The months by their first letters, in the languages of our mails. Each list is
// compared by prefix after lower-casing, longest names first decided by order.
var monthNames = [12][]string{
	{"jan", "gen", "ene", "янв", "sty", "jän"},
	{"feb", "fév", "fev", "фев", "lut"},
	{"mar", "mrt", "maa", "mär", "maerz", "мар", "mrz"},
	{"apr", "avr", "abr", "апр", "kwi"},
	{"mai", "may", "mei", "mag", "maj", "май", "мая"},
	{"jun", "juin", "giu", "июн", "cze"},
	{"jul", "juil", "lug", "июл", "lip"},
	{"aug", "aoû", "aou", "ago", "авг", "sie"},
	{"sep", "set", "сен", "wrz"},
	{"oct", "okt", "ott", "out", "окт", "paź"},
	{"nov", "ноя", "lis"},
	{"dec", "dez", "dic", "déc", "дек", "gru"},
}

// Words that begin like a month but are weekdays or other words before a date.
var notMonths = map[string]bool{
	"mardi": true, "martes": true, "martedì": true, "martedi": true, "maandag": true, "mardì": true, "settimana": true, "setup": true, "mark": true, "lista": true, "list": true, "july-august": true,
}

// Months of further languages, as systems abbreviate them and as dates use them.
// Many begin like other words, so each is compared as a whole. Where two languages
// have one word for different months (lis, srp), it is left out or stays with the
// lists above.
var wholeMonths = map[string]int{}

func init() {
	for i, words := range [12]string{
		"led ledna leden oca ocak січ січня ian ianuarie jaan jaanuar sij siječnja ιαν яну јан tammi tammikuu tammikuuta",
		"úno února únor şub şubat лют лютого veebr veebruar velj veljače φεβ helmi helmikuu helmikuuta",
		"bře března březen бер березня márc március märts ožu ožujka μαρ μάρ maalis maaliskuu maaliskuuta",
		"dub dubna duben nis nisan кві квіт квітня ápr április tra travnja απρ huhti huhtikuu huhtikuuta",
		"kvě května květen тра трав травня máj május máje svi svibnja μαι μάι μαϊ touko toukokuu toukokuuta",
		"čen čvn června červen haz haziran чер черв червня jún június júna iun iunie juuni lipnja ιουν ιούν kesä kesäkuu kesäkuuta юни",
		"čec čvc července červenec tem temmuz лип липня júl július júla iul iulie juuli srpnja ιουλ ιούλ heinä heinäkuu heinäkuuta юли",
		"srpna srpen ağu ağustos сер серп серпня kol kolovoza αυγ αύγ elo elokuu elokuuta",
		"zář září eyl eylül вер вересня szept szeptember ruj rujna σεπ syys syyskuu syyskuuta",
		"říj října říjen eki ekim жов жовтня οκτ loka lokakuu lokakuuta",
		"lis listopadu listopad kas kasım лис листопада noi noiembrie studenog νοε νοέ marras marraskuu marraskuuta",
		"pro prosince prosinec ara aralık гру груд грудня dets detsember prosinca des desember δεκ joulu joulukuu joulukuuta",
	} {
		for _, w := range strings.Fields(words) {
			wholeMonths[w] = i + 1
		}
	}
}

// month returns 1 to 12, 0 for any other word.
func month(word string) int {
	word = strings.ToLower(word)
	if notMonths[word] || utf8.RuneCountInString(word) < 3 {
		return 0
	}
	if m := wholeMonths[word]; m > 0 {
		return m
	}
	for i, names := range monthNames {
		for _, n := range names {
			if strings.HasPrefix(word, n) {
				return i + 1
			}
		}
	}
	return 0
}

// The zone abbreviations that mean one thing only in backup reports.
var zones = map[string]*time.Location{}

func init() {
	for name, hours := range map[string]int{
		"UTC": 0, "GMT": 0, "WET": 0, "BST": 1, "WEST": 1, "CET": 1, "MEZ": 1, "CEST": 2, "MESZ": 2, "EET": 2, "EEST": 3, "MSK": 3,
		"EST": -5, "EDT": -4, "CST": -6, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7,
	} {
		zones[name] = time.FixedZone(name, hours*3600)
	}
	zones["UTC"], zones["GMT"] = time.UTC, time.UTC
}

// zone returns the zone of "Z", "+0200", "+02:00" or a known abbreviation, else nil.
func zone(s string) *time.Location {
	if s == "Z" {
		return time.UTC
	}
	if s[0] == '+' || s[0] == '-' {
		digits := strings.ReplaceAll(s[1:], ":", "")
		h, _ := strconv.Atoi(digits[:2])
		m, _ := strconv.Atoi(digits[2:])
		if h > 14 || m > 59 {
			return nil
		}
		seconds := h*3600 + m*60
		if s[0] == '-' {
			seconds = -seconds
		}
		return time.FixedZone("", seconds)
	}
	return zones[s]
}
