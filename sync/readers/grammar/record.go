package grammar

import (
	"strings"

	"runchecks/sync/readers/lexicon"
)

// records are what is written about a run, in the forms in which sentences have them. That
// one was saved or sent well says nothing of the backup.
var records = map[string]bool{}

func init() {
	for _, w := range strings.Fields("log logs logfile report reports protokoll protokolle bericht logdatei logboek rapport verslag " +
		"journal rapports registro registros informe bitácora rapporto relatório dziennik raport dziennika protokół protokol log protokolu " +
		"logfilen loggen logg rapporten loki lokitiedosto raportti napló naplófájl jelentés jurnal raportul jurnalul günlük rapor " +
		"καταγραφής αναφορά журнал отчёт отчет протокол журналу звіт протоколу ログ レポート 日志 报告 로그 로그가 보고서") {
		records[w] = true
	}
}

// longestRecord is more bytes than any of records has.
const longestRecord = 30

// record returns the record that a clause speaks of and of nothing else, "" where it names
// another thing or a verdict alone.
func (c *clause) record() string {
	found := ""
	for i := range c.at {
		t := c.t(i)
		switch {
		case len(t.word) <= longestRecord && records[t.word],
			t.Kind == Name && t.word != "" && len(t.Text) <= longestRecord && records[lexicon.Lower(t.Text)]:
			found = t.Text
		case t.word == "αρχείο": // the file, of the log
		case t.Class == lexicon.Noun && !t.Period && !t.Cont, t.Class == lexicon.Named, t.Kind == Name, t.Proven:
			return ""
		}
	}
	if len(c.at) < 3 && found != "" && c.value {
		return ""
	}
	return found
}
