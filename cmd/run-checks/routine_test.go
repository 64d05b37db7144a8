//go:build display

package main

import (
	"path/filepath"
	"sort"
	"strings"
	"testing"
)

// A technician's day in a real window on the demo workspace: each workflow is a part that
// leaves the list as it found it. The pictures are those of the README and of docs.
func TestTheRoutine(t *testing.T) {
	r := newRobot(t, "light")
	all := r.waiting()
	for _, part := range []struct {
		name string
		work func(*robot)
	}{
		{"look at the list, compact and comfortable", lookAtTheList},
		{"find words in a report and see it in the dark", findWords},
		{"mark one as success, and think again", markOne},
		{"clear several jobs at once and take it back", clearSeveral},
		{"see the keys, the palette and the inbox", helpAndInbox},
		{"teach a report by pointing", teach},
		{"investigate a failure: ticket and acceptance", investigate},
		{"make a ticket in Autotask", autotaskTicket},
		{"compare a run with the one before", compare},
		{"override this run and later ones", override},
		{"see why a job was missed", missed},
		{"clear all successes and take it back", clearSuccesses},
		{"prove the day: sign-off and journal", prove},
		{"look at devices and tenants, and change their rules", devices},
		{"add, pause, change and nearly remove an account", accountsPart},
		{"delete an unread message and take it back", deleteMessage},
	} {
		r.in(part.name, func() { part.work(r) })
		if now := r.waiting(); now != all {
			t.Fatalf("after %q %d jobs wait, %d before", part.name, now, all)
		}
	}
	r.in("clear the whole list in the dark and take it back after a restart", func() { wholeList(r, all) })
	r.in("rebuild the cache from the journal and sign off", func() { rebuild(r) })
}

func lookAtTheList(r *robot) {
	r.picture("1-run-checks-light")
	r.press("o", "ctrl+l")
	r.picture("51-compact-rows")
	r.press("ctrl+l", "o", "o", "o", "o", "j", "j", "bracketright")
	r.picture("2-another-job")
}

func findWords(r *robot) {
	r.press("ctrl+f")
	r.write("GB")
	r.picture("13-find-in-the-report")
	r.press("Escape", "ctrl+shift+b")
	r.picture("14-report-in-the-dark")
	r.press("ctrl+shift+b", "F6")
}

func markOne(r *robot) {
	r.press("Home", "s")
	r.picture("3-mark-as-success")
	r.press("Escape")
}

func clearSeveral(r *robot) {
	before := r.waiting()
	r.press("x", "shift+Down", "shift+Down")
	r.picture("4-bulk")
	r.press("e")
	r.until("the jobs to leave the list", func() bool { return r.waiting() < before })
	r.press("ctrl+z")
	r.until("the jobs to come back", func() bool { return r.waiting() == before })
}

func helpAndInbox(r *robot) {
	r.press("question")
	r.picture("5-keys")
	r.press("Escape", "ctrl+k")
	r.picture("6-palette")
	r.press("Escape", "F1")
	r.write("retention")
	r.press("Escape", "ctrl+2") // or the help would stand before the inbox
	r.picture("7-inbox")
}

func teach(r *robot) {
	r.press("ctrl+7", "r", "slash")
	r.write("Archivlauf")
	r.press("Return", "t")
	r.point(346, 308) // A1 behind Kennung
	r.press("1")
	r.point(546, 375) // A1 of a share
	r.picture("10-teach-a-report")
	r.press("1", "n", "3", "n", "3") // F3, here and there, is asked for
	r.picture("53-taught")
	r.press("ctrl+j")
	r.picture("54-definition")
	r.press("ctrl+j", "ctrl+t")
	r.stillFor(longestRead)
	r.picture("11-what-would-change")
	r.until("the definition to be in use", func() bool {
		if r.definitions() == 1 {
			return true
		}
		r.press("Return")
		return false
	})
	r.press("ctrl+7", "r")
	r.picture("12-readers")
	r.press("ctrl+z")
	r.until("the definition to be taken back", func() bool { return r.definitions() == 0 })
	r.press("ctrl+1")
}

func investigate(r *robot) {
	r.press("Home", "w", "t")
	r.write("error 20261123.0042") // letters that are keys outside of a field
	r.picture("20-ticket")
	r.press("Return")
	r.says("error 20261123.0042  open", "ticket")
	r.press("a")
	r.picture("21-accept")
	r.press("Return")
	r.says("until it succeeds", "accept")
	r.press("ctrl+z", "ctrl+z")
	r.not("until it succeeds", "accept")
}

func autotaskTicket(r *robot) {
	r.press("Home", "t", "alt+a")
	r.picture("32-autotask")
	r.press("Return")
	r.says("0001  open", "ticket")
	r.press("ctrl+z")
	r.not("0001  open", "ticket")
}

func compare(r *robot) {
	r.press("Home", "bracketleft")
	r.picture("22-compare-runs")
	r.press("bracketright")
}

func override(r *robot) {
	r.press("Home", "s", "alt+2")
	r.picture("23-override")
	r.press("Return")
	r.says("active", "overrides")
	r.press("ctrl+6", "o")
	r.picture("24-overrides")
	r.press("ctrl+z", "ctrl+z", "ctrl+1")
}

func missed(r *robot) {
	r.press("ctrl+4")
	r.search("kluis")
	r.picture("25-missed-job")
	r.press("h")
	r.picture("26-schedule")
	r.press("Escape", "ctrl+3")
	r.picture("27-daily-jobs")
	r.press("ctrl+1")
}

func clearSuccesses(r *robot) {
	before := r.waiting()
	r.search("status:success")
	r.press("ctrl+a")
	r.picture("28-successes")
	r.press("e")
	r.until("the successes to leave the list", func() bool { return r.waiting() < before })
	r.press("ctrl+z")
	r.until("the successes to come back", func() bool { return r.waiting() == before })
	r.press("slash", "Escape")
}

func prove(r *robot) {
	r.press("ctrl+shift+s")
	r.stillFor(longestRead)
	r.picture("29-close-the-day")
	r.press("Escape", "ctrl+6", "u", "c")
	r.picture("30-audit-log")
	r.says("the chain is whole", "journal", "verify")
	r.press("ctrl+5")
	r.picture("31-customers")
	r.press("ctrl+1")
}

func devices(r *robot) {
	r.search("sql01")
	r.picture("41-cove-run")
	r.search("cloud")
	r.picture("42-tenant")
	r.press("slash", "Escape", "ctrl+7", "d")
	r.picture("40-devices")
	r.press("r")
	r.picture("43-device-rules")
	r.press("ctrl+a")
	r.write("5")
	r.press("Return")
	r.says("rules for devices changed", "journal")
	r.press("ctrl+z", "ctrl+1")
}

func accountsPart(r *robot) {
	r.press("ctrl+n")
	r.write("reports@gmx.de")
	r.picture("44-add-a-mailbox")
	r.press("Return")
	r.picture("45-settings-found")
	r.press("Escape", "ctrl+7", "a")
	r.picture("46-accounts")
	r.press("Home", "p")
	r.says("paused since", "account", "list")
	r.picture("47-paused")
	r.press("p")
	r.not("paused since", "account", "list")
	r.press("Down", "s", "Return")
	r.picture("48-change-an-account")
	r.press("Return")
	r.picture("49-folders")
	r.press("Escape", "Delete")
	r.picture("50-remove-an-account")
	r.press("Escape", "ctrl+1")
}

func deleteMessage(r *robot) {
	r.press("ctrl+2", "5", "Delete", "ctrl+z", "5", "ctrl+1")
}

func wholeList(r *robot, all int) {
	r.stop()
	r.start("dark")
	r.picture("8-run-checks-dark")
	r.press("ctrl+a", "e")
	r.press("shift+e") // what is fine is folded, and has no ticks
	r.until("the list to be empty", func() bool { return r.waiting() == 0 })
	r.stop()
	r.start("light")
	if n := r.waiting(); n != 0 {
		r.Fatalf("%d jobs wait after closing and opening", n)
	}
	r.picture("9-cleared")
	r.press("ctrl+z", "ctrl+z")
	r.until("the list to come back after a restart", func() bool { return r.waiting() == all })
	r.stop()
}

func rebuild(r *robot) {
	jobs := func() string {
		lines := strings.Split(r.rcheck("--json", "jobs", "--all"), "\n")
		sort.Strings(lines)
		return strings.Join(lines, "\n")
	}
	before := jobs()
	r.rcheck("rebuild")
	if jobs() != before {
		r.Error("a rebuild from the journal made other jobs")
	}
	r.rcheck("sign-off", "--out", filepath.Join(r.TempDir(), "sign-off.pdf"))
}
