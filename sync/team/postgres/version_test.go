package postgres

import (
	"strings"
	"testing"

	"runchecks/domain"
)

func TestAServerOfAnOlderVersionIsRefusedWithWords(t *testing.T) {
	l := &Log{host: "db.example"}
	for version, want := range map[int]string{
		130014: "PostgreSQL 13", 90603: "PostgreSQL 9", 139999: "PostgreSQL 13", 140000: "", 150017: "", 180000: "",
	} {
		err := l.supported(version)
		if (err != nil) != (want != "") ||
			err != nil && (domain.CodeOf(err) != domain.CodeInvalid || !strings.Contains(err.Error(), want+";")) {
			t.Errorf("version %d: %v", version, err)
		}
	}
}
