package amanda

import (
	"strings"
	"testing"

	"runchecks/domain"
	"runchecks/sync/message"
	"runchecks/sync/readers/reader"
	"runchecks/sync/readers/readertest"
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

var variants = []readertest.Mail{
	{Name: "a good run", Subject: plain, Text: whole("", ok1+ok2), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "forwarded", Subject: "FW: TR: " + plain, Text: whole("", ok1+ok2), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "quoted", Subject: "RE: " + plain, Text: "> " + strings.ReplaceAll(whole("", ok1+ok2), "\n", "\n> "), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "as HTML", Subject: plain, HTML: "<pre>" + whole("", ok1+ok2) + "</pre>", Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "as HTML whose blanks are lost", Subject: plain, HTML: strings.ReplaceAll(whole("", ok1+ok2), "\n", "<br>"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "left in the holding disk", Subject: plain, Text: whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3\n"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "a disk with blanks", Subject: plain, Text: whole("", "srv1 \"C:/My Data\" 1 270 270 -- 0:00 1146.3 0:00 12.0\n"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "flushed by the way", Subject: plain, Text: whole("", ok1+"srv1 /old 0 270 -- FLUSH 0:01 12.0\n"), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "failed row under a good subject", Subject: plain, Text: whole("", ok1+"srv1 /home FAILED ------------\n"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "failed taper", Subject: plain, Text: whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3 FAILED\n"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "partial row", Subject: plain, Text: whole("", "srv1 /etc 1 270 270 -- 0:00 1146.3 0:01 12.0 PARTIAL\n"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "missing row", Subject: plain, Text: whole("", ok1+"srv1 /home MISSING ----------\n"), Status: domain.Missed, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "skipped row", Subject: plain, Text: whole("", ok1+"srv1 /home SKIPPED ----------\n"), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "unknown word in a row", Subject: plain, Text: whole("", ok1+"srv1 /home 0 Zonk\n"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "row without a time", Subject: plain, Text: whole("", ok1+"srv1 /home 0 5000 4000\n"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 2},
	{Name: "row with an empty half", Subject: plain, Text: whole("", ok1+"srv1 /home\n"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "no rows", Subject: plain, Text: whole("", ""), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily"},
	{Name: "without the end", Subject: plain, Text: strings.TrimSuffix(whole("", ok1), end), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "the subject alone", Subject: plain, Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily"},
	{Name: "a bad subject alone", Subject: "Daily FAIL: AMANDA MAIL REPORT FOR January 7, 2010", Status: domain.Failed, Kind: domain.KindRun, Job: "Daily"},
	{Name: "strange subject over good rows", Subject: "Daily STRANGE: AMANDA MAIL REPORT FOR January 7, 2010", Text: whole("", ok1), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "missing in the subject", Subject: "Daily RESULTS MISSING: AMANDA MAIL REPORT FOR January 7, 2010", Text: whole("", ok1), Status: domain.Missed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "unknown word in the subject", Subject: "Daily ZONK: AMANDA MAIL REPORT FOR January 7, 2010", Text: whole("", ok1), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "a name of several words", Subject: "Acme Ltd: AMANDA MAIL REPORT FOR January 7, 2010", Text: whole("", ok1), Status: domain.Success, Kind: domain.KindRun, Job: "Acme Ltd:", Objects: 1},
	{Name: "failure section under a good subject", Subject: plain, Text: whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  FAILED [data timeout]\n\n", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "failure of the program", Subject: plain, Text: whole("FAILURE DUMP SUMMARY:\n   planner: FATAL cannot fork\n\n", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "failure in a form of another time", Subject: plain, Text: whole("FAILURE DUMP SUMMARY:\n   something went wrong\n\n", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "retried with success", Subject: plain, Text: whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  FAILED [data timeout]\n   srv1 /etc lev 1  was successfully retried\n\n", ok1), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "failed again after a retry", Subject: plain, Text: whole("FAILURE DUMP SUMMARY:\n   srv1 /etc lev 1  was successfully retried\n   srv1 /etc lev 1  FLUSH [no tape]\n\n", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "one section for both", Subject: plain, Text: whole("FAILURE AND STRANGE DUMP SUMMARY:\n   srv1 /etc lev 1 STRANGE\n\n", ok1), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "details of a failure alone", Subject: plain, Text: whole("FAILED DUMP DETAILS:\n/--  srv1 /etc lev 1 FAILED [x]\n? gone\n\\--------\n", ok1), Status: domain.Warning, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "not finished", Subject: plain, Text: "*** THE DUMPS DID NOT FINISH PROPERLY!\n\n" + whole("", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "tape error", Subject: plain, Text: "*** A TAPE ERROR OCCURRED: [no acceptable volumes found].\n" + whole("", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "names cut by their columns", Subject: "Daily FAIL: AMANDA MAIL REPORT FOR January 7, 2010", Text: whole("FAILURE DUMP SUMMARY:\n   server-with-long-name.example.com /very/long/path lev 1  FAILED [x]\n\n", "server-with- -long/path FAILED -----\n"), Status: domain.Failed, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "a flush", Subject: "Daily AMFLUSH MAIL REPORT FOR January 7, 2010", Text: whole("", "srv1 /old 0 270 -- FLUSH 0:01 12.0\nsrv1 /etc NO FILE TO FLUSH ------\n"), Status: domain.Success, Kind: domain.KindInformation, Job: "Daily", Objects: 1},
	{Name: "a vault", Subject: "Daily AMVAULT MAIL REPORT FOR January 7, 2010", Text: whole("", ok1), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "nothing to flush in a dump", Subject: plain, Text: whole("", ok1+"srv1 /home NO FILE TO FLUSH ------\n"), Status: domain.Unknown, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "a subject of the site's own", Subject: "backup of the night", Text: whole("", ok1), Status: domain.Success, Kind: domain.KindRun, Job: "Daily", Objects: 1},
	{Name: "a subject of the site's own, forwarded in line", Subject: "look", Text: "From: a\nSubject: Weekly FAIL: AMANDA MAIL REPORT FOR January 7, 2010\n\n" + whole("", ok1), Status: domain.Failed, Kind: domain.KindRun, Job: "Weekly", Objects: 1},
	{Name: "a check that found problems", Subject: "Daily AMANDA PROBLEM: FIX BEFORE RUN, IF POSSIBLE", Text: "ERROR: srv1: selfcheck request failed\n(brought to you by Amanda 3.5)", Status: domain.Failed, Kind: domain.KindInformation, Job: "Daily"},
	{Name: "a check that found none", Subject: "Daily AMCHECK REPORT: NO PROBLEMS FOUND", Text: "Client check: 2 hosts checked in 1 seconds.  0 problems found.\n(brought to you by Amanda 3.5)", Status: domain.Success, Kind: domain.KindInformation, Job: "Daily"},
	{Name: "a check that contradicts itself", Subject: "Daily AMCHECK REPORT: NO PROBLEMS FOUND", Text: "Client check: 2 hosts checked in 1 seconds.  10 problems found.\n(brought to you by Amanda 3.5)", Status: domain.Failed, Kind: domain.KindInformation, Job: "Daily"},
	{Name: "a person of that name", Subject: "Amanda sent the monthly report", Text: "The report says that all went well."},
}

func read(t *testing.T, subject, text, html string) ([]domain.Result, bool) {
	m := &message.Message{From: "amanda@example.com", FromAddress: "amanda@example.com", Subject: subject, Text: text, HTML: html}
	return Reader{}.Read(t.Context(), m, reader.Env{})
}

func TestVariantsOfAmandaAreReadByTheirFormat(t *testing.T) {
	readertest.Read(t, Reader{}, "amanda@example.com", variants)
}

func TestNoVariantOfAmandaCutAnywhereIsSuccess(t *testing.T) {
	for _, c := range variants {
		for n := range c.Text {
			got, _ := read(t, c.Subject, c.Text[:n], "")
			for _, r := range got {
				if r.Status == domain.Success && (c.Status != domain.Success || n < len(c.Text)-20) && r.JobType == "amdump" {
					t.Fatalf("%s: Success after %d bytes from %+v", c.Name, n, r.Evidence)
				}
			}
		}
	}
}
