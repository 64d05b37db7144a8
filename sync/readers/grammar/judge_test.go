package grammar

import (
	"testing"

	"runchecks/domain"
	"runchecks/sync/readers/lexicon"
)

func reader(t testing.TB, text string) *Reader {
	t.Helper()
	l := lexicon.Shipped()
	return New(l, Languages(l, text))
}

func TestClauses(t *testing.T) {
	const ok, unknown, warning, missed, failed, nothing = domain.Success, domain.Unknown, domain.Warning, domain.Missed, domain.Failed, domain.Status(0)
	for _, x := range []struct {
		text string
		want domain.Status
	}{
		{"Backup of SRV1 completed successfully", ok},
		{"Backup completed with xqzlorem", unknown},
		{"The backup of SRV1 was not successful", failed},
		{"Backup of SRV1 hardly succeeded", warning},
		{"All backup jobs except SRV02 have been successful", warning},
		{"Backup of SRV1 completed, 0 errors, 0 warnings", ok},
		{"Backup of SRV1 completed without errors or warnings", ok},
		{"Backup of SRV1 completed with 3 errors", failed},
		{"Backup of SRV1 completed with 2 warnings", warning},
		{"2 of 3 databases saved", failed},
		{"3 of 3 databases saved", ok},
		{"Backup should be completed by 06:00", nothing},
		{"Last backup OK", nothing},
		{"Backup job SRV1 started successfully", unknown},
		{"SRV4 could not be contacted", failed},
		{"SRV4 answered nobody", unknown},
		{"Backup PAYROLL HARDLY completed", warning},
		{"Backup PAYROLL XQZLOREM completed", unknown},
		{"BACKUP HARDLYX COMPLETED", unknown},
		{"Die Sicherung von FS-KIEL wurde nur teilweise erfolgreich abgeschlossen", warning},
		{"Die Sicherung wurde nicht ausgeführt", missed},
		{"Sicherung mit Aussetzern abgeschlossen", unknown},
		{"Sicherung von SRV1 mit Lesefehlern abgeschlossen", failed},
		{"Datenbanksicherung von SRV1 erfolgreich abgeschlossen", ok},
		{"Teilsicherung von SRV1 erfolgreich abgeschlossen", warning},
		{"Quatschsicherung von SRV1 erfolgreich abgeschlossen", unknown},
		{"La sauvegarde n'est toujours pas terminée", failed},
		{"Il backup non è riuscito", failed},
		{"Backup parzialmente completato", warning},
		{"バックアップは完了していません", failed},
		{"SAPPORO1 のバックアップが正常に終了しました", ok},
		{"备份尚未完成", failed},
		{"服务器 XM-01 备份成功", ok},
		{"백업이 아직 완료되지 않았습니다", failed},
		{"INCHEON1 서버 백업이 정상적으로 완료되었습니다", ok},
		{"Ｂａｃｋｕｐ ｃｏｍｐｌｅｔｅｄ", ok},
		{"Backup \u041ek", unknown}, // a Cyrillic O
		{"Backup completed?", unknown},
		{"Success rate of backups: 75%", unknown},
		{"Successful backups: 0", unknown},
		{"Backup verification of SRV1 completed successfully", ok}, // of another kind
		{"No errors", nothing},
		{"exit", nothing},
		{"Backup ran without any errors", ok},
		{"Резервное копирование завершено с ошибками", failed},
		{"Yedekleme neredeyse tamamlandı", warning},
		{"A mentés majdnem befejeződött", warning},
		{"Az EGER1 szerver mentése hiba nélkül lefutott", ok},
		{"Palvelimen KUOPIO1 varmuuskopiointi suoritettiin onnistuneesti", ok},
		{"VAN1 sunucusunun yedeği başarıyla alındı", ok},
	} {
		r := reader(t, x.text)
		v := r.Judge(x.text, lexicon.Sentence)
		if v.Status != x.want {
			t.Errorf("%q: %s (%s, %q), want %s; %v", x.text, v.Status, v.Reason, v.Words, x.want, r.tokens)
		}
	}
}
