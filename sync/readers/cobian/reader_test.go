package cobian

import (
	"slices"
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

const (
	hello = "This is an automatic mail message from Cobian Reflector. You will find the log files below this text.\n\n"
	older = "This is an automatic mail message from Cobian Backup 11 Gravity. You will find the log files below this text.\n\n"
	endA  = "   2021-10-01 11:06:20  ** Backup for task \"A\" ended. Number of backed up files: 4. Created folders: 0. Backup size: 41,6 KB. **\n"
	endB  = "   2021-10-01 11:08:20  ** Backup for task \"B\" ended. Number of backed up files: 4. Created folders: 0. Backup size: 41,6 KB. **\n"
	doA   = "   2021-10-01 11:06:00 Backing up the task \"A\"\n"
	doB   = "   2021-10-01 11:07:00 Backing up the task \"B\"\n"
	fine  = "   2021-10-01 11:08:21 The backup has ended without errors.\n"
	wrong = "   2021-10-01 11:08:21 The backup has ended. There are errors. Consult the log file.\n"
	fault = "ERR 2021-10-01 11:06:10 Couldn't copy \"C:\\x.txt\": The backup has ended without errors.\n"
	vss   = "   2021-10-01 11:06:20 The Volume Shadow Copy image has been successfully deleted.\n"
)

func old(task, errors string) string {
	return "    2020-05-04 01:00 ** Backup done for the task \"" + task + "\". Errors: " + errors + ". Processed files: 10. Backed up files: 0. Total size: 0 \nbytes **\n"
}

const (
	good    = domain.Success
	bad     = domain.Failed
	unknown = domain.Unknown
)

var variants = []struct {
	name, subject, text, html string
	want                      []domain.Status
	jobs                      []string
}{
	{"one good task", "Cobian Reflector [PC1] (2021-10-01)", hello + doA + vss + endA + fine, "", []domain.Status{good}, []string{"A"}},
	{"one good task as HTML", "Cobian Reflector [PC1]", "", strings.ReplaceAll(hello+doA+vss+endA+fine, "\n", "<br>"), []domain.Status{good}, []string{"A"}},
	{"quoted", "RE: Backup", "> " + strings.ReplaceAll(hello+doA+endA+fine, "\n", "\n> "), "", []domain.Status{good}, []string{"A"}},
	{"a verdict that says errors", "Backup", hello + doA + endA + wrong, "", []domain.Status{bad}, []string{"A"}},
	{"an error line under a good verdict", "Backup", hello + doA + fault + endA + fine, "", []domain.Status{bad}, []string{"A"}},
	{"no verdict", "Backup", hello + doA + vss + endA, "", []domain.Status{unknown}, []string{"A"}},
	{"no end", "Backup", hello + doA + vss, "", []domain.Status{unknown}, []string{"A"}},
	{"no end under a verdict", "Backup", hello + doA + vss + fine, "", []domain.Status{unknown}, []string{"A"}},
	{"a verdict for two tasks", "Backup", hello + doA + endA + doB + endB + fine, "", []domain.Status{good, good}, []string{"A", "B"}},
	{"a bad verdict for two tasks", "Backup", hello + doA + endA + doB + endB + wrong, "", []domain.Status{bad, bad}, []string{"A", "B"}},
	{"a bad verdict explained by the first of two tasks", "Backup", hello + doA + fault + endA + doB + endB + wrong, "", []domain.Status{bad, unknown}, []string{"A", "B"}},
	{"a verdict each", "Backup", hello + doA + endA + wrong + doB + endB + fine, "", []domain.Status{bad, good}, []string{"A", "B"}},
	{"the second without a verdict", "Backup", hello + doA + endA + fine + doB + endB, "", []domain.Status{good, unknown}, []string{"A", "B"}},
	{"a second run that was begun", "Backup", hello + "   2021-10-01 11:00:00 A backup has started...\n" + doA + endA + "   2021-10-01 11:07:00 A backup has started...\n" + doB + endB + fine, "", []domain.Status{unknown, good}, []string{"A", "B"}},
	{"an unknown verdict", "Backup", hello + doA + endA + "   2021-10-01 11:08:21 The backup has ended and errors may follow.\n", "", []domain.Status{unknown}, []string{"A"}},
	{"aborted", "Backup", hello + doA + endA + "   2021-10-01 11:06:22 The backup has been aborted by the user.\n", "", []domain.Status{bad}, []string{"A"}},
	{"trouble without the mark", "Backup", hello + doA + "   2021-10-01 11:06:12 The Volume Shadow Copy image could not be created.\n" + endA + fine, "", []domain.Status{domain.Warning}, []string{"A"}},
	{"a file of such a name", "Backup", hello + doA + "   2021-10-01 11:06:12 Copying \"C:\\the backup was aborted.txt\"\n" + endA + fine, "", []domain.Status{good}, []string{"A"}},
	{"a count of no errors", "Backup PC1", older + old("A", "0"), "", []domain.Status{good}, []string{"A"}},
	{"a count of ten errors", "Backup PC1", older + old("A", "10"), "", []domain.Status{bad}, []string{"A"}},
	{"a count of a hundred errors", "Backup PC1", older + old("A", "1,000"), "", []domain.Status{bad}, []string{"A"}},
	{"a count that is no number", "Backup PC1", older + old("A", "some"), "", []domain.Status{unknown}, []string{"A"}},
	{"no errors and an error line", "Backup PC1", older + fault + old("A", "0"), "", []domain.Status{bad}, []string{"A"}},
	{"two tasks with their sum", "Backup PC1", older + old("A", "0") + old("B", "2") + "    2020-05-04 01:01 *** Backup finished. Errors: 2. Processed files: 20 ***\n", "", []domain.Status{good, bad}, []string{"A", "B"}},
	{"a bad sum over good tasks", "Backup PC1", older + old("A", "0") + "    2020-05-04 01:01 *** Backup finished. Errors: 2. Processed files: 20 ***\n", "", []domain.Status{bad}, []string{"A"}},
	{"the sum alone", "Backup Data (PC1)", hello + "** The backup is done. Errors: 0 **", "", []domain.Status{good}, []string{"Data"}},
	{"the sum in the line of the text", "Backup Data (PC1)", strings.TrimSpace(hello) + " ** The backup is done. Errors: 0 **", "", []domain.Status{good}, []string{"Data"}},
	{"a bad sum alone", "Backup Data (PC1)", hello + "** The backup is done. Errors: 3 **", "", []domain.Status{bad}, []string{"Data"}},
	{"a subject that counts errors", "Backup with 2 errors (PC1)", hello + doA + endA + fine, "", []domain.Status{bad}, []string{"A"}},
	{"a subject that counts none", "Backup with 0 errors (PC1)", hello + doA + endA, "", []domain.Status{unknown}, []string{"A"}},
	{"Spanish", "Cobian Backup 11 (PC1)", "   20/01/2015 12:46 ** Respaldo terminado para la tarea \"Fábrica\". Errores: 0. Ficheros procesados: 12. Ficheros respaldados: 4. Tamaño total: 3 MB **\n", "", []domain.Status{good}, []string{"Fábrica"}},
	{"Spanish with errors", "Respaldo", "   20/01/2015 12:46 ** Respaldo terminado para la tarea \"Fábrica\". Errores: 20. Ficheros procesados: 12. **\n", "", []domain.Status{bad}, []string{"Fábrica"}},
	{"Spanish of version 9, which counts nothing", "Respaldo", "19/01/2015 12:46:19 p.m. Bienvenido a Cobian Backup Amanita\n20/01/2015 12:45:03 p.m. **** Respaldo de \"Fabrica\" iniciado ****\n20/01/2015 12:46:20 p.m. **** Respaldo de \"Fabrica\" terminado. 4 fichero(s) han sido respaldados (Duración: 0 hora(s)) ****\n", "", []domain.Status{unknown}, []string{"Fabrica"}},
	{"French", "Cobian Backup 11", "   2020-05-04 01:00 ** Sauvegarde terminée pour la tâche \"Données\". Erreurs : 0. Fichiers traités : 12. **\n", "", []domain.Status{good}, []string{"Données"}},
	{"German", "Cobian Reflector", "   2020-05-04 01:00 ** Sicherung der Aufgabe \"Daten\" beendet. Anzahl gesicherter Dateien: 4. **\n   2020-05-04 01:00 Die Sicherung wurde ohne Fehler beendet.\n", "", []domain.Status{good}, []string{"Daten"}},
	{"German with errors", "Cobian Reflector", "   2020-05-04 01:00 ** Sicherung der Aufgabe \"Daten\" beendet. Anzahl gesicherter Dateien: 4. **\n   2020-05-04 01:00 Die Sicherung wurde beendet. Es gibt Fehler.\n", "", []domain.Status{bad}, []string{"Daten"}},
	{"a language that nobody knows", "Cobian Reflector", "   2020-05-04 01:00 ** Xyz abc \"Data\" qwe. Asd fgh: 0. Jkl: 12. **\n", "", []domain.Status{unknown}, []string{"Data"}},
	{"no task", "Cobian Reflector [PC1]", hello + "   2021-10-01 11:00:00 Welcome to Cobian Reflector\n", "", []domain.Status{unknown}, []string{""}},
	{"the greeting alone", "Backup Data (PC1)", hello, "", []domain.Status{unknown}, []string{"Data"}},
	{"Macrium Reflect", "PC1 Macrium Reflect - Backup Success", "Success :)\nBackup done. Errors: 0", "", nil, nil},
	{"a newsletter", "News", "We compare Cobian Backup with others. There were 0 errors in our tests.", "", nil, nil},
}

func read(t *testing.T, subject, text, html string) ([]domain.Result, bool) {
	m := &message.Message{From: "Backup <b@example.com>", FromAddress: "b@example.com", Subject: subject, Text: text, HTML: html}
	return Reader{}.Read(t.Context(), m, reader.Env{})
}

func TestVariantsOfCobianAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		got, ok := read(t, c.subject, c.text, c.html)
		if ok != (c.want != nil) {
			t.Errorf("%s: recognised %t: %+v", c.name, ok, got)
			continue
		}
		var statuses []domain.Status
		var jobs []string
		for _, r := range got {
			statuses, jobs = append(statuses, r.Status), append(jobs, r.JobName)
		}
		if !slices.Equal(statuses, c.want) || !slices.Equal(jobs, c.jobs) {
			t.Errorf("%s: %v %q, want %v %q: %+v", c.name, statuses, jobs, c.want, c.jobs, got)
		}
	}
}

func TestATaskKeepsItsTimesAndReasons(t *testing.T) {
	got, _ := read(t, "Cobian Reflector [PC1] (2021-10-01)", hello+doA+fault+endA+wrong, "")
	if len(got) != 1 {
		t.Fatalf("%+v", got)
	}
	r := got[0]
	if r.Started.String() != "2021-10-01T11:06:00" || r.Ended.String() != "2021-10-01T11:06:20" || r.Identity != "PC1" || r.Product != "Cobian Reflector" {
		t.Errorf("%+v", r)
	}
	if len(r.Objects) != 1 || r.Objects[0].Name != "PC1" || !strings.HasPrefix(r.Objects[0].Message, "Couldn't copy") {
		t.Errorf("%+v", r.Objects)
	}
}

func TestAnAttachedLogIsReadWhereTheBodyHasNone(t *testing.T) {
	utf16 := []byte{0xff, 0xfe}
	for _, r := range doA + fault + endA + wrong {
		utf16 = append(utf16, byte(r), 0)
	}
	m := &message.Message{FromAddress: "b@example.com", Subject: "Backup (PC1)", Text: hello, Attachments: []message.Attachment{{Name: "Cobian 2021-10-01.txt", Content: utf16}}}
	got, ok := Reader{}.Read(t.Context(), m, reader.Env{})
	if !ok || len(got) != 1 || got[0].Status != domain.Failed || got[0].JobName != "A" {
		t.Errorf("%t %+v", ok, got)
	}
}

func TestNoTaskOfCobianIsSuccessBeforeItsVerdict(t *testing.T) {
	for _, c := range variants {
		if slices.Contains(c.want, good) || c.name == "a bad sum over good tasks" {
			continue // before the sum nothing spoke against the task
		}
		for n := range c.text {
			got, _ := read(t, c.subject, c.text[:n], "")
			for _, r := range got {
				if r.Status == domain.Success && n > 0 && c.text[n] == '\n' {
					t.Fatalf("%s: Success after %d bytes from %+v", c.name, n, r.Evidence)
				}
			}
		}
	}
}
