package ingest_test

import (
	"fmt"
	"testing"
	"time"

	"runchecks/domain"
	"runchecks/storage/storagetest"
	"runchecks/sync/ingest"
)

func TestWhatADeviceDidTwoDaysBeforeItWasLinkedIsHistory(t *testing.T) {
	for _, c := range []struct {
		says     string
		before   time.Duration // the link
		reviewed bool
	}{
		{"a run of three days before", 72 * time.Hour, true},
		{"a run of 49 hours before", 49 * time.Hour, true},
		{"a run of last night", 10 * time.Hour, false},
		{"a run after the link", -time.Hour, false},
	} {
		n := newNights(t)
		device := domain.Device{Key: "cove:1", Source: domain.SourceCove, Account: 1, Customer: "Kees", Name: "fs", Fingerprint: "0"}
		if err := n.store.Write(n.ctx, func(tx domain.Tx) error { _, err := tx.PutDevice(device, []byte("{}")); return err }); err != nil {
			t.Fatal(err)
		}
		n.must(n.desk.LinkDevices(n.ctx, []domain.DeviceLink{device.Suggested()}))
		n.now = n.now.AddDate(0, 0, 5) // the import may come later
		key := domain.RunKey(fmt.Sprint(c.before))
		run := ingest.DeviceRun{Key: key, At: storagetest.Now.Add(-c.before), Result: domain.Result{Kind: domain.KindRun, Status: domain.Failed, NoObjects: domain.ObjectsNone}}
		if _, err := n.in.Fresh(n.ctx, func(domain.Device, []byte) (ingest.State, error) {
			return ingest.State{Runs: []ingest.DeviceRun{run}}, nil
		}); err != nil {
			t.Fatal(err)
		}
		err := n.store.Read(n.ctx, func(q domain.Reader) error {
			got, err := q.RunByKey(key)
			if (got.Review != nil) != c.reviewed || c.reviewed && got.Review.Note != "imported as history" {
				t.Errorf("%s: review %+v", c.says, got.Review)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}
