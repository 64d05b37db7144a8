package storage

import (
	"strings"

	"runchecks/domain/setting"
)

// decidedSettings are those that decisions alone make.
func decidedSettings() (keys []string) {
	for _, d := range setting.All() {
		if d.Decided {
			keys = append(keys, string(d.Key))
		}
	}
	return keys
}

// resetDecisions puts the projections of the journal back, in an order that foreign
// keys allow. Links that ingestion made by itself, and how acceptances ended at a
// run, are no decisions: they stay.
var resetDecisions = []string{
	"DELETE FROM setting WHERE key IN ('" + strings.Join(decidedSettings(), "', '") + "')",
	"DELETE FROM ticket_run WHERE by_hand OR decision <> ''",
	"UPDATE ticket_run SET off = '' WHERE off <> ''",
	"DELETE FROM remark_run",
	"DELETE FROM remark",
	"DELETE FROM scope",
	"DELETE FROM ticket",
	"UPDATE acceptance SET ended = 0, ended_why = '' WHERE ended_run = ''",
	"DELETE FROM override",
	"DELETE FROM prose",
	"DELETE FROM joined",
	"UPDATE run SET job = born_job, born_job = 0 WHERE born_job <> 0",
	"DELETE FROM schedule",
	"DELETE FROM cause",
	"DELETE FROM passed_over",
	"UPDATE message SET deleted = 0 WHERE deleted <> 0",
	"UPDATE device SET state = 'unlinked', job = NULL, linked_owner = '', linked_at = 0 WHERE state <> 'unlinked'",
	"UPDATE job SET state = 'pending', customer = NULL, since = 0, silence = 0, sender_since = 0, " +
		"later_until = 0, later_seen = 0, later_status = 0, " +
		"claim_by = '', claim_until = 0, claim_decision = ''",
	"UPDATE run SET problems = problems - (doubt <> '') + (doubt_born <> ''), doubt = doubt_born WHERE doubt <> doubt_born",
	"DELETE FROM customer",
	`UPDATE run SET success_decision = '', success_reason = '', reviewed_at = NULL, reviewed_by = '', review_decision = '', review_note = ''
  WHERE success_decision <> '' OR reviewed_at IS NOT NULL`,
	`UPDATE run SET reviewed_at = born ->> 'At', reviewed_by = born ->> 'By', review_decision = born ->> 'Decision', review_note = born ->> 'Note'
  WHERE born <> ''`,
}

func (x *tx) ResetDecisions() error {
	for _, query := range resetDecisions {
		if _, err := x.exec("put the decisions aside", query); err != nil {
			return err
		}
	}
	return nil
}
