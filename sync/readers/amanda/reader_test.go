package amanda

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
)

const (
	plain = "Daily AMANDA MAIL REPORT FOR January 7, 2010"
	head  = "Hostname: backup1\nOrg     : Daily\nConfig  : conf\nDate    : January 7, 2010\n\nThese dumps were to tape d-1.\nThe next tape Amanda expects to use is: 1 new tape.\n\n"
	stats = "\nSTATISTICS:\n                          Total       Full      Incr.\nDLEs Dumped            1          1          0\n\nNOTES:\n  taper: tape d-1 kb 1650 fm 4 [OK]\n  planner: FAILED is a word\n\n"
	table = "\nDUMP SUMMARY:\n                      DUMPER STATS      TAPER STATS\nHOSTNAME  DISK    L ORIG-KB  OUT-KB  COMP%  MMM:SS   KB/s MMM:SS     KB/s\n------------------- ---------------------- --------------\n"
	end   = "\n(brought to you by Amanda version 3.5.1)\n"
	ok1   = "srv1      /etc    1     270     270    --     0:00 1146.3   0:00 140918.6\n"
	ok2   = "srv1      /home   0    5000    4000   80.0    1:00 1146.3   0:10 1409.6\n"
)

func whole(section, rows string) string { return head + section + stats + table + rows + end }

var variants = []struct {
	name, subject, text, html string
	status                    domain.Status
	kind                      domain.Kind
	job                       string
	objects                   int
}{
	{"a good run", plain, whole("", ok1+ok2), "", domain.Success, domain.KindRun, "Daily", 2},
	{"forwarded", "FW: TR: " + plain, whole("", ok1+ok2), "", domain.Success, domain.KindRun, "Daily", 2},
	{"quoted", "RE: " + plain, "> " + strings.ReplaceAll(whole("", ok1+ok2), "\n", "\n> "), "", domain.Success, domain.KindRun, "Daily", 2},
	{"as HTML", plain, "", "<pre>" + whole("", ok1+ok2) + "</pre>", domain.Success, domain.KindRun, "Daily", 2},
	{"as HTML whose blanks are lost", plain, "", strings.ReplaceAll(whole("", ok1+ok2), "\n", "<br>"), domain.Success, domain.KindRun, "Daily", 2},
	{"left in the holding disk", plain, whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3\n"), "", domain.Success, domain.KindRun, "Daily", 1},
	{"a disk with blanks", plain, whole("", "srv1 \"C:/My Data\" 1 270 270 -- 0:00 1146.3 0:00 12.0\n"), "", domain.Success, domain.KindRun, "Daily", 1},
	{"flushed by the way", plain, whole("", ok1+"srv1 /old 0 270 -- FLUSH 0:01 12.0\n"), "", domain.Success, domain.KindRun, "Daily", 2},
	{"failed row under a good subject", plain, whole("", ok1+"srv1 /home FAILED ------------\n"), "", domain.Failed, domain.KindRun, "Daily", 2},
	{"failed taper", plain, whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3 FAILED\n"), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"partial row", plain, whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3 0:01 12.0 PARTIAL\n"), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"missing row", plain, whole("", ok1+"srv1 /home MISSING ----------\n"), "", domain.Missed, domain.KindRun, "Daily", 2},
	{"skipped row", plain, whole("", ok1+"srv1 /home SKIPPED ----------\n"), "", domain.Warning, domain.KindRun, "Daily", 2},
	{"unknown word in a row", plain, whole("", ok1+"srv1 /home 0 Zonk\n"), "", domain.Unknown, domain.KindRun, "Daily", 2},
	{"row without a time", plain, whole("", ok1+"srv1 /home 0 5000 4000\n"), "", domain.Unknown, domain.KindRun, "Daily", 2},
	{"row with an empty half", plain, whole("", ok1+"srv1 /home\n"), "", domain.Unknown, domain.KindRun, "Daily", 1},
	{"no rows", plain, whole("", ""), "", domain.Unknown, domain.KindRun, "Daily", 0},
	{"without the end", plain, strings.TrimSuffix(whole("", ok1), end), "", domain.Unknown, domain.KindRun, "Daily", 1},
	{"the subject alone", plain, "", "", domain.Unknown, domain.KindRun, "Daily", 0},
	{"a bad subject alone", "Daily FAIL: AMANDA MAIL REPORT FOR January 7, 2010", "", "", domain.Failed, domain.KindRun, "Daily", 0},
	{"strange subject over good rows", "Daily STRANGE: AMANDA MAIL REPORT FOR January 7, 2010", whole("", ok1), "", domain.Warning, domain.KindRun, "Daily", 1},
	{"missing in the subject", "Daily RESULTS MISSING: AMANDA MAIL REPORT FOR January 7, 2010", whole("", ok1), "", domain.Missed, domain.KindRun, "Daily", 1},
	{"unknown word in the subject", "Daily ZONK: AMANDA MAIL REPORT FOR January 7, 2010", whole("", ok1), "", domain.Unknown, domain.KindRun, "Daily", 1},
	{"a name of several words", "Acme Ltd: AMANDA MAIL REPORT FOR January 7, 2010", whole("", ok1), "", domain.Success, domain.KindRun, "Acme Ltd:", 1},
	{"failure section under a good subject", plain, whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  FAILED [data timeout]\n\n", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"failure of the program", plain, whole("FAILURE DUMP SUMMARY:\n   planner: FATAL cannot fork\n\n", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"failure in a form of another time", plain, whole("FAILURE DUMP SUMMARY:\n   something went wrong\n\n", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"retried with success", plain, whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  FAILED [data timeout]\n   srv1 /etc lev 1  was successfully retried\n\n", ok1), "", domain.Warning, domain.KindRun, "Daily", 1},
	{"failed again after a retry", plain, whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  was successfully retried\n   srv1 /etc lev 1  FLUSH [no tape]\n\n", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"one section for both", plain, whole("FAILURE AND STRANGE DUMP SUMMARY:\n   srv1 /etc lev 1 STRANGE\n\n", ok1), "", domain.Warning, domain.KindRun, "Daily", 1},
	{"details of a failure alone", plain, whole("FAILED DUMP DETAILS:\n/--  srv1 /etc lev 1 FAILED [x]\n? gone\n\\--------\n", ok1), "", domain.Warning, domain.KindRun, "Daily", 1},
	{"not finished", plain, "*** THE DUMPS DID NOT FINISH PROPERLY!\n\n" + whole("", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"tape error", plain, "*** A TAPE ERROR OCCURRED: [no acceptable volumes found].\n" + whole("", ok1), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"names cut by their columns", "Daily FAIL: AMANDA MAIL REPORT FOR January 7, 2010", whole("FAILURE DUMP SUMMARY:\n   server-with-long-name.example.com /very/long/path lev 1  FAILED [x]\n\n", "server-with- -long/path FAILED -----\n"), "", domain.Failed, domain.KindRun, "Daily", 1},
	{"a flush", "Daily AMFLUSH MAIL REPORT FOR January 7, 2010", whole("", "srv1 /old 0 270 -- FLUSH 0:01 12.0\nsrv1 /etc NO FILE TO FLUSH ------\n"), "", domain.Success, domain.KindInformation, "Daily", 1},
	{"a vault", "Daily AMVAULT MAIL REPORT FOR January 7, 2010", whole("", ok1), "", domain.Success, domain.KindRun, "Daily", 1},
	{"nothing to flush in a dump", plain, whole("", ok1+"srv1 /home NO FILE TO FLUSH ------\n"), "", domain.Unknown, domain.KindRun, "Daily", 1},
	{"a subject of the site's own", "backup of the night", whole("", ok1), "", domain.Success, domain.KindRun, "Daily", 1},
	{"a subject of the site's own, forwarded in line", "look", "From: a\nSubject: Weekly FAIL: AMANDA MAIL REPORT FOR January 7, 2010\n\n" + whole("", ok1), "", domain.Failed, domain.KindRun, "Weekly", 1},
	{"a check that found problems", "Daily AMANDA PROBLEM: FIX BEFORE RUN, IF POSSIBLE", "ERROR: srv1: selfcheck request failed\n(brought to you by Amanda 3.5)", "", domain.Failed, domain.KindInformation, "Daily", 0},
	{"a check that found none", "Daily AMCHECK REPORT: NO PROBLEMS FOUND", "Client check: 2 hosts checked in 1 seconds.  0 problems found.\n(brought to you by Amanda 3.5)", "", domain.Success, domain.KindInformation, "Daily", 0},
	{"a check that contradicts itself", "Daily AMCHECK REPORT: NO PROBLEMS FOUND", "Client check: 2 hosts checked in 1 seconds.  10 problems found.\n(brought to you by Amanda 3.5)", "", domain.Failed, domain.KindInformation, "Daily", 0},
	{"a person of that name", "Amanda sent the monthly report", "The report says that all went well.", "", 0, "", "", 0},
}

func read(t *testing.T, subject, text, html string) ([]domain.Result, bool) {
	m := &message.Message{From: "amanda@example.com", FromAddress: "amanda@example.com", Subject: subject, Text: text, HTML: html}
	return Reader{}.Read(t.Context(), m, reader.Env{})
}

func TestVariantsOfAmandaAreReadByTheirFormat(t *testing.T) {
	for _, c := range variants {
		got, ok := read(t, c.subject, c.text, c.html)
		if c.status == 0 {
			if ok {
				t.Errorf("%s: claimed: %+v", c.name, got)
			}
			continue
		}
		if !ok || len(got) != 1 {
			t.Errorf("%s: recognised %t, %d results", c.name, ok, len(got))
			continue
		}
		r := got[0]
		if r.Status != c.status || r.Kind != c.kind || r.JobName != c.job || len(r.Objects) != c.objects {
			t.Errorf("%s: %s %s %q %d objects from %+v\n%+v", c.name, r.Status, r.Kind, r.JobName, len(r.Objects), r.Evidence, r.Objects)
		}
	}
}

func TestNoVariantOfAmandaCutAnywhereIsSuccess(t *testing.T) {
	for _, c := range variants {
		for n := range c.text {
			got, _ := read(t, c.subject, c.text[:n], "")
			for _, r := range got {
				if r.Status == domain.Success && (c.status != domain.Success || n < len(c.text)-20) && r.JobType == "amdump" {
					t.Fatalf("%s: Success after %d bytes from %+v", c.name, n, r.Evidence)
				}
			}
		}
	}
}
