package generic

import (
	"context"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

// The zero status stands for a mail that must not be recognised.
func TestOnlyAnchoredVerdictsCount(t *testing.T) {
	cases := []struct {
		subject, text string
		want          domain.Status
	}{
		// Conventions of scripts.
		{"[Success] Backup fileserver", "", domain.Success},
		{"[OK] nightly backup", "", domain.Success},
		{"[Failed] Backup fileserver", "", domain.Failed},
		{"[Warning] Backup fileserver", "", domain.Warning},
		{"Backup fileserver: ERROR", "", domain.Failed},
		{"Backup SRV1 successful", "", domain.Success},
		{"Sicherung SRV1 erfolgreich", "", domain.Success},
		{"Sicherung SRV1 fehlgeschlagen", "", domain.Failed},
		{"Back-up SRV1 mislukt", "", domain.Failed},
		{"Sauvegarde SRV1 - échec", "", domain.Failed},
		{"Backup report SRV1", "Status: Success", domain.Success},
		{"Backup report SRV1", "Job status: completed with errors", domain.Failed},
		{"Backup report SRV1", "Result: OK", domain.Success},
		{"Backup report SRV1", "Backup completed successfully.", domain.Success},
		{"Backup report SRV1", "The backup job failed.", domain.Failed},
		{"Backup ✅ SRV1", "Status: Success", domain.Success},

		// Counts with number guards.
		{"Backup report", "Status: Success\nErrors: 0\nFailed: 0", domain.Success},
		{"Backup report", "Status: Success\nErrors: 10", domain.Failed},
		{"Backup report", "Status: Success\n10 errors", domain.Failed},
		{"Backup report", "Status: Success\nWarnings: 2", domain.Warning},
		{"Backup report - 2 errors, 1 warnings", "", domain.Failed},
		{"Backup 0/1 VMs Successful", "", domain.Failed},
		{"Backup 3 of 4 VMs successful", "", domain.Failed},
		{"Backup report", "Date: 2026-07-26\nErrors: 0\nStatus: OK", domain.Success},

		// Traps: never Success.
		{"Backup report", "The job completed successfully.  However, the following conditions were encountered:", 0},
		{"Backup report [Success]", "However, two files were skipped.", domain.Unknown},
		{"Backup OK -- with warnings", "", domain.Warning},
		{"Backup report", "Status: Backup OK -- with warnings", domain.Warning},
		{"[Success] backup", "srv4 Failed today", domain.Unknown},
		{"[Success] backup", "srv1 has never been successfully backed up", domain.Unknown},
		{"[Success] backup", "Datei konnte nicht gesichert werden: Fehler 5", domain.Unknown},
		{"Last successful backup: 2020-01-01", "", 0},
		{"Backup notice", "Last successful sync: 2026-08-01", 0},
		{"Backup notice", "no backups of srv1 have succeeded", 0},
		{"Backup not successful", "", domain.Failed},
		{"Backup was missed", "", domain.Missed},
		{"No recent backup of PC-12", "", domain.Missed},
		{"Backup of SRV1 completed with warnings", "", domain.Warning},
		{"Partially completed backup of host", "", domain.Warning},
		{"Backup report", "Status: zonked", 0},
		{"[Success] backup", "Status: zonked", domain.Unknown},

		// Not ours.
		{"Lunch", "Status: Success", 0},
		{"Re: question about the backup", "Can you look at it tomorrow?", 0},
		{"Your backup licence expires", "Renew now.", 0},
	}
	for _, c := range cases {
		got, ok := Reader{}.Read(context.Background(), &message.Message{Subject: c.subject, Text: c.text, FromAddress: "a@example.com"}, reader.Env{})
		switch {
		case !ok && c.want != 0:
			t.Errorf("%q / %q: not recognised, want %s", c.subject, c.text, c.want)
		case ok && c.want == 0 && got[0].Status != domain.Unknown:
			t.Errorf("%q / %q: %s from %+v, want nothing", c.subject, c.text, got[0].Status, got[0].Evidence)
		case ok && c.want != 0 && got[0].Status != c.want:
			t.Errorf("%q / %q: %s from %+v, want %s", c.subject, c.text, got[0].Status, got[0].Evidence, c.want)
		}
	}
}

func TestTheIdentityStaysTheSameFromMailToMail(t *testing.T) {
	for _, pair := range [][2]string{
		{"[Success] Backup fileserver 2026-01-02 03:04", "[Failed] Backup fileserver 2026-01-03 03:05"},
		{"Backup SRV1: OK", "Backup SRV1: ERROR"},
		{"web01 backup succeeded: 0000412 2023-11-05 02:00:04 +0100 (1 warnings)", "web01 backup failed: 0000413 2023-11-06 02:00:04 +0100"},
		{"Remote - Acme - 2 errors, 1 warnings - Backup", "Remote - Acme - 0 errors, 0 warnings - Backup"},
		{"Nightly backup of SRV1 successful", "Nightly backup of SRV1 failed"},
	} {
		m := &message.Message{FromAddress: "a@example.com"}
		if a, b := identity(pair[0], m), identity(pair[1], m); a != b || a == "" {
			t.Errorf("%q and %q differ", a, b)
		}
	}
}

func TestTheStemsCoverEveryWordOfThePatterns(t *testing.T) {
	lines := []string{
		"3 errors", "2 failures", "1 failed", "fatal: x", "4 erreurs", "2 échecs", "1 Fehler", "3 fouten", "1 fout", "2 errori", "2 errores", "1 erros", "1 falhas", "1 mislukt",
		"2 warnings", "1 avertissement", "3 Warnungen", "1 waarschuwingen", "2 avvisi", "2 avvertimenti", "1 advertencias", "1 avisos", "2 exceptions", "1 skipped",
		"Status: OK", "Result: x", "State: x", "Outcome: x", "Termination: x", "Ergebnis: x", "Résultat: x", "Resultat: x", "Resultaat: x", "Esito: x", "Risultato: x", "Stato: x", "Estado: x", "Resultado: x", "Statut: x",
		"Backup completed successfully", "Backup finished without errors", "Backup succeeded", "Sicherung erfolgreich abgeschlossen", "Back-up succesvol voltooid", "Sauvegarde terminée avec succès", "Sauvegarde réussie",
		"copia completata con successo", "copia finalizada correctamente", "Backup was aborted", "Backup was cancelled", "Backup did not complete", "Backup could not be completed", "Backup was missed", "Sicherung fehlgeschlagen",
		"Sicherung abgebrochen", "Back-up mislukt", "Sauvegarde a échoué", "copia non riuscita", "copia fallita", "missing", "partial", "incomplete", "unsuccessful", "unable to", "cannot", "could not", "never", "denied", "critical",
		"problems", "strange", "however", "corrupt", "expired", "nicht", "keine", "niet", "geen", "attenzione", "fallo", "timed out", "time out", "timeout", "❌", "⚠", "🔴",
	}
	for _, l := range lines {
		if !wordsOf(l).has(look) {
			t.Errorf("%q is passed over", l)
		}
	}
}

func TestTheNounStemsCoverEveryNounThatIsCounted(t *testing.T) {
	for _, word := range []string{"errors", "failures", "failed", "fatal", "erreurs", "échecs", "Fehler", "fehlgeschlagen", "fouten", "fout", "errori", "errores", "erros", "falhas", "mislukt", "fails",
		"warnings", "avertissements", "Warnungen", "Warnung", "waarschuwingen", "avvisi", "avvertimenti", "advertencias", "avisos", "exceptions", "skipped"} {
		if line := "3 " + word; !countBefore.MatchString(line) || !wordsOf(line).has(noun) {
			t.Errorf("%q: counted %v, covered %v", line, countBefore.MatchString(line), wordsOf(line).has(noun))
		}
	}
}

func TestTheSubjectsCoverTheClosingSentences(t *testing.T) {
	for _, line := range []string{"The backup failed", "Back-up failed", "The job failed", "Task failed", "Die Sicherung ist fehlgeschlagen", "La sauvegarde a échoué", "La copia non riuscita", "Snapshot failed", "Replication failed"} {
		if !badSentence.MatchString(line) || !wordsOf(line).has(subject) {
			t.Errorf("%q: a closing sentence %v, covered %v", line, badSentence.MatchString(line), wordsOf(line).has(subject))
		}
	}
}

func TestTheStemsOfTroubleCoverEveryWordOfTrouble(t *testing.T) {
	for _, word := range []string{"fails", "error", "errors", "err", "fatal", "aborted", "cancelled", "missed", "missing", "warning", "partially", "incomplete", "unsuccessfully", "unable", "cannot", "could not", "not successful",
		"never", "denied", "critical", "problem", "problems", "skipped", "strange", "however", "exceptions", "corrupted", "expired", "fehlte", "Fehler", "abgebrochen", "Warnungen", "nicht", "kein", "keine", "échec", "Échoué", "échouée", "erreur", "erreurs",
		"avertissements", "mislukt", "fouten", "waarschuwingen", "niet", "geen", "errore", "erro", "fallita", "non riuscita", "attenzione", "avviso", "advertencias", "fallo", "timeout", "timed out", "time out", "timedout", "❌", "⚠", "🔴", "miſſed"} {
		if line := "x " + word + " y"; !troubleWord.MatchString(line) || !wordsOf(line).has(trouble) {
			t.Errorf("%q: trouble %v, covered %v", word, troubleWord.MatchString(line), wordsOf(line).has(trouble))
		}
	}
}

func TestTheStemsOfLabelsCoverEveryLabel(t *testing.T) {
	for _, word := range []string{"Status", "Result", "State", "Outcome", "Termination", "Ergebnis", "Résultat", "Resultat", "Resultaat", "Esito", "Risultato", "Stato", "Estado", "Resultado", "Statut", "Letztes Ergebnis", "Overall job status"} {
		if line := word + ": x"; !labelled.MatchString(line) || !wordsOf(line).has(label) {
			t.Errorf("%q: labelled %v, covered %v", word, labelled.MatchString(line), wordsOf(line).has(label))
		}
	}
}

func FuzzNoPatternMatchesWhereItsStemsAreMissing(f *testing.F) {
	for _, s := range []string{"3 errors", "Job Status: OK", "The backup failed.", "FEHLER", "es war nicht möglich", "İ ſtatus: K", "no failures", "errors: []", "errors = [ ]", "sin errores", "fouten: geen", "erreurs : aucune", "TIMED OUT", "0 éCHECS", "Errors :\t3", "00:39 errors 1 = 2", "failures=1:2", "3 files failed", "3\u00a0errors", "10  new\terrors 2 x", "no recent backups", "was missed", "Sicherung überfällig", "backup is overdue", "without any errors", "backupper", "backups_", "a backups.", "fouten: GEEN ", "sans erreurs"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, line string) {
		if len(line) > 2000 {
			return // such lines are not looked at
		}
		holds := wordsOf(line)
		if countBefore.MatchString(line) && !counted(line) {
			t.Errorf("%q holds a count before its noun and is said to hold none", line)
		}
		if countAfter.MatchString(line) && !valued(line) {
			t.Errorf("%q holds a count behind its noun and is said to hold none", line)
		}
		if none.MatchString(line) && !denied(line) {
			t.Errorf("%q holds a word for none and is said to hold none", line)
		}
		if absent.MatchString(line) && absence(line) == "" {
			t.Errorf("%q says that a backup is absent and is passed over", line)
		}
		if saysBackup(line) && !about.MatchString(line) {
			t.Errorf("%q is said to be about a backup", line)
		}
		for name, pattern := range map[string]struct {
			matches bool
			of      words
		}{
			"a count before":    {countBefore.MatchString(line), noun | look},
			"a count after":     {countAfter.MatchString(line), noun | look},
			"none":              {none.MatchString(line), noun | look | denial},
			"a good sentence":   {goodSentence.MatchString(line), subject | look | praise},
			"a bad sentence":    {badSentence.MatchString(line), subject | look | trouble},
			"a label":           {labelled.MatchString(line), label | look},
			"a backup":          {about.MatchString(line), product},
			"a word of trouble": {troubleWord.MatchString(line), trouble | look},
		} {
			if pattern.matches && holds&pattern.of != pattern.of {
				t.Errorf("%q holds %s, and its stems say %b", line, name, holds)
			}
		}
	})
}

func TestDaysMonthsAndZonesAreTakenOutAsWholeWords(t *testing.T) {
	for text, want := range map[string]string{
		"Monday backup":               "  backup",
		"backup SATURDAY, 3 PM (UTC)": "backup  , 3   ( )",
		"mondays, spam, may_be":       "mondays, spam, may_be",
		"größe May":                   "größe  ",
		"":                            "",
	} {
		if got := withoutDays(text); got != want {
			t.Errorf("%q becomes %q, want %q", text, got, want)
		}
	}
}
