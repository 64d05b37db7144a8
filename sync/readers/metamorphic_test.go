package readers_test

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// The tests of this file write every sample again in ways whose effect is known: a line of
// trouble more, another word in one cell, lines that were wrapped, a word before or behind
// a good one, labels in another language. Whatever a reader makes of it, it may not be
// better than before, and no success where a careful person would say otherwise.

// form is a sample in one form, text or HTML, with the status that readers give it.
type form struct {
	path string
	mail *message.Message
	all  domain.Status // by all readers; 0 where none spoke
	only domain.Status // by the generic reader alone
	own  string        // the reader that read it
}

// forms returns both forms of every sample of both folders.
var forms = sync.OnceValue(func() []form {
	var out []form
	alone, _ := readers.Default().Only("generic")
	for _, s := range everySample() {
		m, err := message.Decode(context.Background(), s.raw)
		if err != nil {
			continue
		}
		if m.Forwarded != nil {
			m = m.Forwarded
		}
		for _, body := range [][2]string{{m.Text, ""}, {"", m.HTML}} {
			if body[0] == "" && body[1] == "" {
				continue
			}
			x := &message.Message{
				From: m.From, FromAddress: m.FromAddress, To: m.To, Subject: m.Subject, Date: m.Date, Text: body[0], HTML: body[1],
				Flowed: m.Flowed, DelSp: m.DelSp, Attachments: m.Attachments,
			}
			f := form{path: s.path, mail: x}
			f.all, f.own = f.read(readers.Default(), x.Subject, x.Text, x.HTML)
			f.only, _ = f.read(alone, x.Subject, x.Text, x.HTML)
			out = append(out, f)
		}
	}
	return out
})

// read reads a form with other texts.
func (f form) read(r *readers.Registry, subject, text, html string) (domain.Status, string) {
	m := &message.Message{
		From: f.mail.From, FromAddress: f.mail.FromAddress, To: f.mail.To, Subject: subject, Date: f.mail.Date, Text: text, HTML: html,
		Flowed: f.mail.Flowed, DelSp: f.mail.DelSp, Attachments: f.mail.Attachments,
	}
	x := r.Read(context.Background(), m, readers.Env{Received: received, Location: time.UTC})
	worst, ok := worstOf(x)
	if !ok {
		return 0, ""
	}
	return worst, x.Reader
}

func everySample() []sample {
	var out []sample
	for _, set := range []string{"mails", "mails-2"} {
		out = append(out, samplesOf(quiet{}, set, 41)...)
	}
	return out
}

// variant is a form that was written again.
type variant struct {
	what, subject, text, html string
	// bad says that a careful person sees no success in it.
	bad bool
	// alone says that only the generic reader can be held to it: the readers of products
	// know which words of theirs say little.
	alone bool
}

// sayNothing are samples in which a change says nothing about the backup, or is not heard
// for a reason that is known.
var sayNothing = map[string]string{
	"cobian/reflector-day-log-several-tasks.eml": "a shadow copy that is deleted in part is no backup",
	"iperius/success-de.eml": "a word before the verdict belongs to its job, and the label of an end is denied in a language that is " +
		"not the mail's",
	"veeam/protection-group-rescan.eml":                   "a search for machines is no backup",
	"hyperv-backup-utility/zero-of-one-successful-it.eml": "a share of none, in part",
}

// proveAll reads every variant that write makes of every form, with all readers and with
// the generic one alone. In a short run it takes every nth variant.
func proveAll(t *testing.T, nth int, write func(f form) []variant) {
	t.Helper()
	all := readers.Default()
	alone, _ := all.Only("generic")
	tried, count := 0, 0
	for _, f := range forms() {
		if sayNothing[f.path] != "" {
			continue
		}
		faults := 0
		for _, v := range write(f) {
			if count++; testing.Short() && count%nth != 0 {
				continue
			}
			for _, r := range []struct {
				name   string
				r      *readers.Registry
				before domain.Status
			}{{"all readers", all, f.all}, {"the generic reader", alone, f.only}} {
				if v.alone && r.r == all || r.before == 0 || r.before == domain.Unknown && !v.bad {
					continue
				}
				tried++
				got, by := f.read(r.r, v.subject, v.text, v.html)
				if got == 0 || !better(r.before, got) && (!v.bad || got != domain.Success) {
					continue
				}
				if faults++; faults <= 3 {
					t.Errorf("%s by %s (%s), %s: %s, before %s", f.path, r.name, by, v.what, got, r.before)
				}
			}
		}
		if faults > 3 {
			t.Errorf("%s: and %d more", f.path, faults-3)
		}
	}
	t.Logf("%d readings of %d variants", tried, count)
	if count < 100 {
		t.Errorf("only %d variants were made", count)
	}
}

// moreBadLines say plainly that something failed, in the languages of the lexicon: no
// reader may pass them over.
var moreBadLines = []string{
	"Backup of SRV9 failed", "Sicherung SRV9: nicht ausgeführt", "La copia de seguridad de SRV9 no se completó",
	"De back-up van SRV9 is mislukt", "O backup de SRV9 falhou", "Kopia zapasowa SRV9 nie powiodła się", "Záloha SRV9 selhala",
	"Säkerhetskopieringen av SRV9 misslyckades",
	"SRV9 varmuuskopiointi epäonnistui", "Az SRV9 biztonsági mentése sikertelen", "SRV9 yedeklemesi başarısız oldu",
	"Η δημιουργία αντιγράφων του SRV9 απέτυχε",
	"Резервное копирование SRV9 не выполнено", "SRV9 のバックアップに失敗しました",
	"SRV9 백업 실패", "2 of 5 machines were not backed up", "WARNING: 3 files could not be read",
	"SRV9 is overdue", "Backup was not run.", "ERROR: disk read failure",
}

func TestNoSampleIsBetterOrGoodWithALineOfTrouble(t *testing.T) {
	proveAll(t, 7, func(f form) []variant {
		var out []variant
		for i, bad := range append(slices.Clone(moreBadLines), badLines...) {
			alone := i >= len(moreBadLines) // trouble that nobody names: the readers of products pass it over
			if f.mail.Text != "" {
				lines := strings.Split(f.mail.Text, "\n")
				for _, at := range []int{0, len(lines) / 4, len(lines) / 2, len(lines)} {
					if i%2 == 0 && at != len(lines)/2 { // each place with some, all in the middle
						continue
					}
					text := strings.Join(lines[:at], "\n") + "\n" + bad + "\n" + strings.Join(lines[at:], "\n")
					out = append(out, variant{fmt.Sprintf("%q before line %d of %d", bad, at+1, len(lines)), f.mail.Subject, text, "", true, alone})
				}
				continue
			}
			for name, html := range linesInHTML(f.mail.HTML, bad) {
				out = append(out, variant{fmt.Sprintf("%q %s", bad, name), f.mail.Subject, "", html, true, alone})
			}
		}
		return out
	})
}

// linesInHTML writes a paragraph at the beginning and at the end of HTML.
func linesInHTML(html, line string) map[string]string {
	low := strings.ToLower(html)
	out := map[string]string{}
	if i := strings.LastIndex(low, "</body>"); i >= 0 {
		out["at the end"] = html[:i] + "<p>" + line + "</p>" + html[i:]
	} else {
		out["at the end"] = html + "<p>" + line + "</p>"
	}
	if i := strings.Index(low, "<body"); i >= 0 {
		if j := strings.IndexByte(html[i:], '>'); j >= 0 {
			out["at the beginning"] = html[:i+j+1] + "<p>" + line + "</p>" + html[i+j+1:]
		}
	}
	return out
}

// goodCells are the words of cells and values that say that something went well.
const goodCells = `Success|Successful|Succeeded|OK|Ok|ok|Completed|completed|success|successful|succeeded|Erfolgreich|` +
	`erfolgreich|Completato|` +
	`Réussi|finished|Finished|passed|Passed|done|Done|SUCCESS|SUCCEEDED|COMPLETED`

var (
	cellOfHTML = regexp.MustCompile(`(?i)(</td>\s*<td\b[^>]*>(?:<[bi]>|<span\b[^>]*>)?\s*)(` +
		goodCells + `)(\s*(?:</[bi]>|</span>)?\s*</td>)`)
	labelOfCount = regexp.MustCompile(`(?i)^\s*<td\b[^>]*>\s*(?:<[bi]>)?\s*\d*\s*<`)
	cellOfText   = regexp.MustCompile(`(?m)((?:\t|[ ]{2,}|\|[ ]?|:[ ]+|=[ ]*))(` + goodCells + `)(\r?$|[ ]{2,}|\t|[ ]?\|)`)
)

// otherCells may stand where a good word stood.
var otherCells = []string{"Failed", "Überfällig", "Offline", "失败", "Pending", "Not OK", "Non exécutée", "xqzlorem", "-",
	"✘", "Warning", ""}

func TestNoSampleIsGoodWithAnotherWordInOneOfItsCells(t *testing.T) {
	proveAll(t, 7, func(f form) []variant {
		text, cell := f.mail.Text, cellOfText
		if f.mail.HTML != "" {
			text, cell = f.mail.HTML, cellOfHTML
		}
		var out []variant
		places := few(cell.FindAllStringSubmatchIndex(text, -1), 12)
		for _, g := range places {
			if f.mail.HTML != "" && labelOfCount.MatchString(text[g[1]:]) {
				continue // "Success | 2"
			}
			for _, word := range otherCells {
				if (word == "" || word == "-") && !strings.HasPrefix(strings.TrimSpace(text[g[1]:]), "<td") {
					continue // a place that need not be filled
				}
				changed := text[:g[4]] + word + text[g[5]:]
				v := variant{fmt.Sprintf("%q in place of %q: …%q", word, text[g[4]:g[5]], text[max(0, g[4]-40):min(len(text), g[5]+20)]),
					f.mail.Subject,
					changed, "", true, word == ""}
				if f.mail.HTML != "" {
					v.text, v.html = "", changed
				}
				out = append(out, v)
			}
		}
		return out
	})
}

// few takes n of many evenly.
func few[T any](list []T, n int) []T {
	if len(list) <= n {
		return list
	}
	out := make([]T, n)
	for i := range out {
		out[i] = list[i*len(list)/n]
	}
	return out
}

// bends are what stands before or behind a good word. The words of other languages than
// the mail's hold the generic reader alone.
var bends = []struct {
	before, behind string
	alone          bool
}{
	{"not ", "", false}, {"partially ", "", false}, {"nearly ", "", false}, {"never ", "", false}, {"", " with problems", false}, {"",
		" except SRV9", false},
	{"", " (incomplete)", false}, {"", " mit Fehlern", false}, {"", ", 3 files left out", false}, {"", " not", false}, {"xqzlorem ",
		"", true},
	{"nicht ", "", true}, {"niet ", "", true}, {"pas ", "", true}, {"только частично ", "", true},
}

func TestNoSampleIsGoodWithAWordThatBendsOneOfItsGoodOnes(t *testing.T) {
	proveAll(t, 7, func(f form) []variant {
		var out []variant
		add := func(text string, write func(string) variant) {
			for _, g := range few(goodHeads.FindAllStringIndex(text, -1), 8) {
				if strings.LastIndexByte(text[:g[0]], '<') > strings.LastIndexByte(text[:g[0]], '>') {
					continue // inside of a tag
				}
				for _, b := range bends {
					v := write(text[:g[0]] + b.before + text[g[0]:g[1]] + b.behind + text[g[1]:])
					v.alone = b.alone
					v.what = fmt.Sprintf("%+v around …%q", b, text[max(0, g[0]-40):min(len(text), g[1]+30)])
					out = append(out, v)
				}
			}
		}
		add(f.mail.Subject, func(s string) variant { return variant{"", s, f.mail.Text, f.mail.HTML, true, false} })
		if f.mail.HTML != "" {
			add(f.mail.HTML, func(s string) variant { return variant{"", f.mail.Subject, "", s, true, false} })
		} else {
			add(f.mail.Text, func(s string) variant { return variant{"", f.mail.Subject, s, "", true, false} })
		}
		return out
	})
}

func TestNoSampleIsBetterWhereItsLinesAreWrapped(t *testing.T) {
	proveAll(t, 1, func(f form) []variant {
		var out []variant
		for _, width := range []int{40, 72} {
			what := fmt.Sprintf("wrapped at %d", width)
			if f.mail.HTML != "" {
				out = append(out, variant{what, f.mail.Subject, "", betweenTags(f.mail.HTML, func(s string) string { return wrap(s, width) }),
					false, false})
			} else {
				out = append(out, variant{what, f.mail.Subject, wrap(f.mail.Text, width), "", false, false})
			}
		}
		return out
	})
}

// wrap breaks lines between words at a width, as gateways do.
func wrap(text string, width int) string {
	var out strings.Builder
	for l := range strings.SplitAfterSeq(text, "\n") {
		for len(l) > width+1 {
			at := strings.LastIndexByte(l[:width], ' ')
			if at <= 0 || strings.TrimSpace(l[:at]) == "" {
				break
			}
			out.WriteString(l[:at] + "\n")
			l = l[at+1:]
		}
		out.WriteString(l)
	}
	return out.String()
}

// Where lines of HTML break says nothing: every sample is read as it was.
func TestSamplesOfHTMLAreReadTheSameHoweverTheirLinesBreak(t *testing.T) {
	for _, f := range forms() {
		if f.mail.HTML == "" || strings.Contains(strings.ToLower(f.mail.HTML), "<pre") {
			continue
		}
		for _, width := range []int{40, 72} {
			html := betweenTags(f.mail.HTML, func(s string) string { return wrap(s, width) })
			if got, by := f.read(readers.Default(), f.mail.Subject, "", html); got != f.all || by != f.own {
				t.Errorf("%s wrapped at %d: %s by %q, before %s by %q", f.path, width, got, by, f.all, f.own)
			}
		}
	}
}

// labelWords are labels of reports in other languages.
var labelWords = map[string][]string{
	"Status": {"Statut", "Estado", "Stato", "Stan", "Tila", "状态", "Статус"}, "Result": {"Ergebnis", "Résultat", "Resultado",
		"Esito", "Resultaat"},
	"Errors": {"Fehler", "Erreurs", "Errori", "Fouten", "Błędy", "Ошибки"}, "Error": {"Fehler", "Erreur", "Errore"},
	"Warnings": {"Warnungen", "Avertissements"},
	"Failed":   {"Fehlgeschlagen", "Échoués", "Mislukt"}, "Start time": {"Startzeit", "Heure de début"}, "End time": {"Endzeit",
		"Heure de fin"},
	"Details": {"Einzelheiten", "Détails"}, "Message": {"Meldung", "Mensaje"}, "Name": {"Nom", "Nombre"},
}

func TestNoSampleIsBetterWithLabelsInOtherLanguages(t *testing.T) {
	proveAll(t, 3, func(f form) []variant {
		var out []variant
		for word, others := range labelWords {
			label := regexp.MustCompile(`(?m)(^[ \t]*|>\s*)` + word + `(\s*(?::|=|\.\.|\t|[ ]{3}|<))`)
			for _, other := range others {
				v := variant{fmt.Sprintf("%s for %s", other, word), f.mail.Subject, label.ReplaceAllString(f.mail.Text, "${1}"+other+"${2}"),
					label.ReplaceAllString(f.mail.HTML, "${1}"+other+"${2}"), false, false}
				if v.text != f.mail.Text || v.html != f.mail.HTML {
					out = append(out, v)
				}
			}
		}
		return out
	})
}

// quiet stands for the test where samples are loaded once for all.
type quiet struct{ testing.TB }

func (quiet) Helper() {}

func (quiet) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

func (quiet) Fatalf(format string, args ...any) { panic(fmt.Sprintf(format, args...)) }
