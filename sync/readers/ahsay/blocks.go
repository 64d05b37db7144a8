package ahsay

import (
	"strings"

	"runchecks/domain"
	"runchecks/sync/readers/when"
)

// field is what a label stands for.
type field int

const (
	none field = iota
	user
	set
	destination
	job
	status
	times
	started
	ended
)

// labels in the languages of the product. Longer ones stand before those that
// they begin with: "Backup Job Summary" is a heading, no job.
var labels = []struct {
	text string
	what field
}{
	{"backup job summary", none}, {"backup job status", status}, {"job status", status}, {"stato del job", status}, {"stato job", status}, {"stato processo", status}, {"stato del backup", status},
	{"jobstatus", status}, {"taakstatus", status}, {"status van de taak", status}, {"status van taak", status}, {"back-up status", status}, {"backup status", status}, {"backupstatus", status}, {"auftragsstatus", status}, {"status", status}, {"stato", status},
	{"backup set name", set}, {"backup set", set}, {"backupset", set}, {"back-upset", set}, {"set di backup", set}, {"sicherungssatz", set}, {"backup-set", set}, {"datensicherungssatz", set},
	{"backup time", times}, {"start - end", times}, {"ora di backup", times}, {"orario backup", times}, {"ora backup", times}, {"inizio - fine", times}, {"back-uptijd", times}, {"backuptijd", times}, {"back-up tijd", times}, {"begin - einde", times}, {"start - einde", times}, {"sicherungszeit", times}, {"backup-zeit", times}, {"backupzeit", times}, {"beginn - ende", times}, {"start - ende", times},
	{"start time", started}, {"end time", ended},
	{"backup job", job}, {"job di backup", job}, {"processo di backup", job}, {"back-uptaak", job}, {"backuptaak", job}, {"sicherungsauftrag", job}, {"backup-job", job}, {"backupjob", job},
	{"destinations", none}, {"destination", destination}, {"destinazione", destination}, {"bestemming", destination}, {"doel", destination}, {"ziel", destination},
	{"user name", user}, {"login name", user}, {"username", user}, {"user", user}, {"utente", user}, {"gebruikersnaam", user}, {"gebruiker", user}, {"benutzername", user}, {"benutzer", user},
	{"data size", none}, {"ip address", none}, {"backup quota", none}, {"remaining quota", none}, {"dimensione dati", none}, {"indirizzo ip", none}, {"quota di backup", none}, {"quota rimanente", none}, {"ip-adres", none}, {"ip-adresse", none}, {"datengröße", none}, {"gegevensgrootte", none},
}

// block is what is said about one destination.
type block struct{ values map[field]string }

// readBlocks collects labels and values, in one line or in two. A label that the
// block has already begins the next one.
func readBlocks(lines []string) []block {
	var out []block
	b := block{map[field]string{}}
	flush := func() {
		if b.values[status] != "" || b.values[destination] != "" && b.values[set] != "" || b.values[job] != "" && jobID.MatchString(b.values[job]) {
			out = append(out, b)
		}
		b = block{map[field]string{}}
	}
	waiting := none
	for _, l := range lines {
		l = strings.TrimLeft(l, "> ")
		if l == "" || len(l) > 500 {
			continue
		}
		what, value, found := labelled(l)
		if !found {
			if waiting != none && b.values[waiting] == "" {
				b.values[waiting] = l
			}
			waiting = none
			continue
		}
		waiting = none
		if what == none {
			continue
		}
		if _, twice := b.values[what]; twice {
			common := map[field]string{user: b.values[user], set: b.values[set]}
			flush()
			if what != user && what != set {
				for k, v := range common {
					if v != "" {
						b.values[k] = v
					}
				}
			}
		}
		b.values[what] = value
		if value == "" {
			waiting = what
		}
		if len(out) >= 500 {
			break
		}
	}
	flush()
	return out
}

// labelled splits "Job Status: OK", "Job Status OK" and the label alone.
func labelled(line string) (field, string, bool) {
	folded := domain.Fold(line)
	line = strings.Join(strings.Fields(line), " ")
	for _, l := range labels {
		if !strings.HasPrefix(folded, l.text) {
			continue
		}
		rest := folded[len(l.text):]
		if rest != "" && !strings.ContainsRune(" :", rune(rest[0])) {
			continue
		}
		if len(line) < len(l.text) {
			return none, "", false
		}
		return l.what, strings.TrimSpace(strings.TrimLeft(line[len(l.text):], " :")), true
	}
	return none, "", false
}

// hasJobID reports whether a line holds the name of a job, which is its start.
func hasJobID(line string) bool { return strings.Count(line, "-") >= 5 && jobID.MatchString(line) }

// unmistakable reports whether the blocks are those of the product whatever the
// subject: a set, a destination and a job whose name is its start.
func unmistakable(blocks []block) bool {
	for _, b := range blocks {
		if b.values[set] == "" || b.values[destination] == "" || !jobID.MatchString(b.values[job]) {
			return false
		}
	}
	return len(blocks) > 0
}

// span reads "start - end".
func span(c when.Calendar, b block) (first, last domain.Stamp) {
	text := b.values[times]
	if text == "" {
		return c.Stamp(b.values[started]), c.Stamp(b.values[ended])
	}
	from, to, ok := strings.Cut(text, " - ")
	if !ok {
		return c.Stamp(text), domain.Stamp{}
	}
	return c.Stamp(from), c.Stamp(to)
}
