package teamtest_test

import (
	"testing"

	"runchecks/domain"
	"runchecks/sync/team"
	"runchecks/sync/team/teamtest"
)

func TestTheBadKeeperKeepsToTheContractWhileItIsCalm(t *testing.T) {
	teamtest.Run(t, func(*testing.T) teamtest.Kept {
		b := teamtest.NewBad("team", 1)
		b.AdminKind = domain.DecideArchive
		return teamtest.Kept{
			Let:       func(_ testing.TB, name string, role domain.Role) team.Log { return b.Let(name, role) },
			Remove:    func(_ testing.TB, name string) { b.Remove(name) },
			AdminKind: b.AdminKind,
		}
	})
}
