package words_test

import (
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/ui/words"
)

func TestTheMetadataSayWhetherTheSenderIsVerified(t *testing.T) {
	for want, s := range map[string]domain.Sender{
		"verified (mx: dmarc=pass)":                               {Check: domain.SenderPass, Words: "mx: dmarc=pass"},
		"not verified (no answer of mx), as is usual of this job": {Check: domain.SenderNone, Words: "no answer of mx"},
		"in doubt. Why.":                                          {Check: domain.SenderFail, Words: "x", Doubt: "Why."},
		"not judged: nobody said whose checks of senders are trusted for this mailbox": {},
	} {
		d := &domain.Details{
			Run:     domain.Run{Source: domain.SourceMail, Sender: s},
			Message: &domain.Message{From: "root@a.example", Auth: &domain.Authentication{Forwarded: true, By: "kim@msp.example"}},
		}
		said := map[string]string{}
		for _, f := range words.Metadata(d, time.UTC) {
			said[f[0]] = f[1]
		}
		if said["Sender"] != want || said["Forwarded by"] != "kim@msp.example, as an attachment" {
			t.Errorf("got %q, want %q; forwarded by %q", said["Sender"], want, said["Forwarded by"])
		}
	}
}
