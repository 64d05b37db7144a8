package readers_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers"
)

// readText reads a small mail by all readers; a text that begins with a tag is HTML.
func readText(t *testing.T, subject, body string) (domain.Status, readers.Reading) {
	t.Helper()
	media := "plain"
	if strings.HasPrefix(body, "<") {
		media = "html"
	}
	raw := "From: backup@srv1.example.com\r\nSubject: " + subject + "\r\nContent-Type: text/" + media + "; charset=utf-8\r\n\r\n" + body
	m, err := message.Decode(context.Background(), []byte(raw))
	if err != nil {
		t.Fatal(err)
	}
	r := readers.Default().Read(context.Background(), m, readers.Env{Received: received, Location: time.UTC})
	worst, _ := worstOf(r)
	return worst, r
}

// What is too large to be read whole is read in time, and proves nothing.
func TestLargeMailsAreReadInTimeAndProveNothing(t *testing.T) {
	if testing.Short() {
		t.Skip("a reader's time is bounded by the clock, and other processes and the race detector multiply it")
	}
	row := func(i int, word string) string { return fmt.Sprintf("<tr><td>SRV%d</td><td>%s</td></tr>", i, word) }
	var rows, labels strings.Builder
	rows.WriteString("<html><body><p>Backup report</p><table><tr><th>Machine</th><th>Status</th></tr>")
	for i := range 100_000 {
		rows.WriteString(row(i, "Success"))
	}
	rows.WriteString(row(100_001, "Failed") + "</table></body></html>")
	for i := range 10_000 {
		fmt.Fprintf(&labels, "Label%d: Success\r\n", i)
	}
	labels.WriteString("Backup status: Failed\r\n")
	for _, x := range []struct{ name, subject, body string }{
		{"100,000 rows", "Backup report", rows.String()},
		{"a line of 1 MB", "Backup completed", strings.Repeat("Backup of SRV1 completed ", 40_000) + " failed\r\n"},
		{"a line of 1 MB without a blank", "Backup completed", strings.Repeat("completed", 110_000) + "\r\nBackup failed\r\n"},
		{"lines of 1 MB in HTML", "Backup completed", "<p>" + strings.Repeat(strings.Repeat("completed ", 100_000)+"</p><p>", 3) + "</p>"},
		{"10,000 labels", "Backup report", labels.String()},
		{"100,000 lines", "Backup completed", strings.Repeat("Backup of SRV1 completed\r\n", 100_000) + "Backup of SRV2 failed\r\n"},
		{"100,000 cells in a row", "Backup completed", "<table><tr>" + strings.Repeat("<td>OK</td>", 100_000) + "<td>Failed</td></tr></table>"},
		{"20,000 styles", "Backup completed", styled(20_000)},
		{"a style sheet of 1 MB", "Backup completed", "<style>" + strings.Repeat(".a,.b{display:none}",
			60_000) + "</style><p class=a>x</p><p>Backup failed</p>"},
		{"spans in spans", "Backup completed", strings.Repeat("<span style='color:#111'>", 50_000) + "x</span><p>Backup failed</p>"},
	} {
		begin := time.Now()
		got, r := readText(t, x.subject, x.body)
		if took := time.Since(begin); took > 30*time.Second { // a tenth of a second to one by itself
			t.Errorf("%s: %d KB took %s", x.name, len(x.body)>>10, took)
		}
		if got == domain.Success {
			t.Errorf("%s: Success by %s from %+v", x.name, r.Reader, r.Results[0].Evidence)
		}
		if r.Failed && !strings.Contains(r.Reason, "took longer") { // which a busy machine may bring about
			t.Errorf("%s: %s", x.name, r.Reason)
		}
	}
}

func styled(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "<p style='color:#%06x;font-size:%dpx'>step %d</p>", i, 8+i%9, i)
	}
	return b.String() + "<p>Backup failed</p>"
}

// Two languages in one mail, other scripts, other ways to write a letter: what is plain is
// decided, and what only looks like a good word is not one.
func TestWordsInOtherScriptsAndSpellings(t *testing.T) {
	const good, failed, none = domain.Success, domain.Failed, domain.Unknown
	for _, x := range []struct {
		name, subject, body string
		want                domain.Status // none: anything but a success
	}{
		{"two languages, both good", "Backup SRV1",
			"The backup of SRV1 completed successfully.\r\nDie Sicherung von SRV1 wurde erfolgreich abgeschlossen.\r\n", good},
		{"two languages, the second bad", "Backup SRV1",
			"The backup of SRV1 completed successfully.\r\nDie Sicherung von SRV2 ist fehlgeschlagen.\r\n", failed},
		{"two languages, the first bad", "Backup SRV1",
			"La sauvegarde de SRV1 a échoué.\r\nThe backup of SRV1 completed successfully.\r\n", failed},
		{"Russian beside English", "Backup SRV1",
			"The backup of SRV1 completed successfully.\r\nОшибка резервного копирования SRV2\r\n", failed},
		{"Chinese beside English", "Backup SRV1", "The backup of SRV1 completed successfully.\r\nSRV2 备份失败\r\n", failed},
		{"Arabic that nobody knows", "Backup SRV1",
			"The backup of SRV1 completed successfully.\r\nفشل النسخ الاحتياطي للخادم SRV2\r\n", none},
		{"Hebrew that nobody knows", "Backup SRV1", "גיבוי SRV1 הושלם בהצלחה\r\n", none},
		{"right-to-left marks around a good word", "Backup SRV1",
			"Status: \u200fOK\u200e\r\nThe backup of SRV1 \u202acompleted\u202c successfully.\r\n", good},
		{"a text turned around", "Backup SRV1", "Backup status: \u202eKO\u202c\r\n", none},
		{"full-width letters", "Backup SRV1", "Backup status: ＯＫ\r\n", good},
		{"full-width failure", "Backup SRV1", "Backup status: ＦＡＩＬＥＤ\r\n", failed},
		{"combining accents", "Sauvegarde SRV1", "La sauvegarde de SRV1 a e\u0301choue\u0301.\r\n", failed},
		{"combining accents, good", "Sauvegarde SRV1", "La sauvegarde de SRV1 a été réussie.\r\nStatut : re\u0301ussie\r\n", good},
		{"marks heaped on a good word", "Backup SRV1", "Backup status: O" + strings.Repeat("\u0336", 50) + "K" + strings.Repeat("\u0336",
			50) + "\r\n", none},
		{"a Cyrillic O", "Backup SRV1", "Backup status: \u041eK\r\n", none},
		{"a Cyrillic o in a sentence", "Backup SRV1", "The backup of SRV1 c\u043empleted successfully.\r\n", none},
		{"a Greek omicron", "Backup SRV1", "Backup status: \u039fK\r\n", none},
		{"mathematical letters", "Backup SRV1", "Backup status: \U0001d40e\U0001d40a\r\n", good},
		{"a zero for an O", "Backup SRV1", "Backup status: 0K\r\n", none},
		{"a soft hyphen in a failure", "Backup SRV1", "The backup of SRV1 fai\u00adled.\r\n", failed},
		{"no-break blanks", "Backup SRV1", "The\u00a0backup\u00a0of\u00a0SRV1\u00a0was\u00a0not\u00a0successful.\r\n", failed},
		{"capitals", "BACKUP SRV1", "THE BACKUP OF SRV1 FAILED.\r\n", failed},
		{"Turkish capitals", "Yedekleme SRV1", "YEDEKLEME BAŞARISIZ OLDU.\r\n", failed},
	} {
		got, r := readText(t, x.subject, x.body)
		if got != x.want && (x.want != none || got == good) {
			t.Errorf("%s: %s (%s), want %s: %+v", x.name, got, r.Reason, x.want, r.Results)
		}
	}
}
