package storagetest

import (
	"context"
	"slices"
	"testing"
	"time"

	"runchecks/domain"
)

// Devices runs what a store must hold of devices, their gaps and their runs.
func Devices(t *testing.T, open func(t *testing.T) domain.Store) {
	ctx := context.Background()
	device := func(n int64) domain.Device {
		return domain.Device{
			Key: domain.CoveDeviceKey(n), Source: domain.SourceCove, Account: 1, Customer: "Kees", Owner: "7", Name: "fs", Class: "Server",
			Status: domain.Success, Last: Now, FirstSeen: Now, Changed: Now, Fingerprint: "a"}
	}
	put := func(t *testing.T, s domain.Store, d domain.Device, raw string) (id int64) {
		t.Helper()
		write(t, s, func(tx domain.Tx) (err error) {
			id, err = tx.PutDevice(d, []byte(raw))
			return err
		})
		return id
	}
	counts := func(t *testing.T, s domain.Store, unlinked, moved int) {
		t.Helper()
		err := s.Read(ctx, func(q domain.Reader) error {
			u, m, err := q.DeviceCounts()
			if u != unlinked || m != moved {
				t.Errorf("%d unlinked and %d moved, want %d and %d", u, m, unlinked, moved)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}

	t.Run("what was decided about a device outlives what the service says of it", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "Kees", 1)
		if err != nil {
			t.Fatal(err)
		}
		id := put(t, s, device(1), "first")
		counts(t, s, 1, 0)
		write(t, s, func(tx domain.Tx) error {
			return tx.SetDevice(domain.Device{ID: id, State: domain.DeviceLinked, Job: job.ID, LinkedOwner: "7", LinkedAt: Now})
		})
		counts(t, s, 0, 0)
		moved := device(1)
		moved.Owner, moved.Name, moved.Fingerprint, moved.FirstSeen = "8", "new name", "b", Now.Add(time.Hour)
		if again := put(t, s, moved, "second"); again != id {
			t.Errorf("the device is another one: %d, was %d", again, id)
		}
		counts(t, s, 0, 1)
		err = s.Read(ctx, func(q domain.Reader) error {
			d, err := q.DeviceByKey(device(1).Key)
			if err != nil {
				return err
			}
			if d.State != domain.DeviceLinked || d.Job != job.ID || !d.Moved() || d.Name != "new name" || !d.FirstSeen.Equal(Now) || !d.LinkedAt.Equal(Now) {
				t.Errorf("got %+v", d)
			}
			raw, err := q.DeviceRaw(id)
			if string(raw) != "second" {
				t.Errorf("the state is %q", raw)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	})

	t.Run("a linked device is fresh until its newest state is imported, and anew when it changes", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "Kees", 1)
		if err != nil {
			t.Fatal(err)
		}
		id := put(t, s, device(1), "raw")
		fresh := func(want int) {
			t.Helper()
			err := s.Read(ctx, func(q domain.Reader) error {
				list, err := q.FreshDevices()
				if len(list) != want {
					t.Errorf("%d are fresh, want %d", len(list), want)
				}
				return err
			})
			if err != nil {
				t.Fatal(err)
			}
		}
		fresh(0)
		link := domain.Device{ID: id, State: domain.DeviceLinked, Job: job.ID, LinkedOwner: "7", LinkedAt: Now}
		write(t, s, func(tx domain.Tx) error { return tx.SetDevice(link) })
		fresh(1)
		write(t, s, func(tx domain.Tx) error { return tx.SetImported(id, "a") })
		fresh(0)
		next := device(1)
		next.Fingerprint = "b"
		put(t, s, next, "raw")
		fresh(1)
		write(t, s, func(tx domain.Tx) error { return tx.SetImported(id, "b") })
		// Unlinked and linked again, its newest state is imported again.
		write(t, s, func(tx domain.Tx) error {
			return tx.SetDevice(domain.Device{ID: id, State: domain.DeviceUnlinked})
		})
		write(t, s, func(tx domain.Tx) error { return tx.SetDevice(link) })
		fresh(1)
	})

	t.Run("a device that is gone asks for nothing until it is back", func(t *testing.T) {
		s := open(t)
		id := put(t, s, device(1), "raw")
		write(t, s, func(tx domain.Tx) error { return tx.SetDevicesGone([]int64{id}, Now) })
		counts(t, s, 0, 0)
		put(t, s, device(1), "raw")
		counts(t, s, 1, 0)
	})

	t.Run("gaps are kept by device, and change by their beginning", func(t *testing.T) {
		s := open(t)
		id, other := put(t, s, device(1), "raw"), put(t, s, device(2), "raw")
		gap := domain.UnobservedSpan{Device: id, Span: domain.Span{From: Now, To: Now.Add(time.Hour)}}
		write(t, s, func(tx domain.Tx) error {
			for _, g := range []domain.UnobservedSpan{gap, {Device: other, Span: gap.Span}, {Device: id, Span: gap.Span, Why: "refused"}} {
				if err := tx.PutUnobservedSpan(g); err != nil {
					return err
				}
			}
			return nil
		})
		err := s.Read(ctx, func(q domain.Reader) error {
			one, err := q.UnobservedSpans(id)
			if len(one) != 1 || one[0].Why != "refused" || !one[0].From.Equal(gap.From) || !one[0].To.Equal(gap.To) {
				t.Errorf("got %+v", one)
			}
			all, err2 := q.UnobservedSpans(0)
			if len(all) != 2 {
				t.Errorf("got %+v", all)
			}
			if err == nil {
				err = err2
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		write(t, s, func(tx domain.Tx) error { return tx.DeleteGap(id, gap.From) })
	})

	t.Run("runs of devices wait, hidden or not, until they are reviewed", func(t *testing.T) {
		s := open(t)
		job, err := Job(ctx, s, "Kees", 1)
		if err != nil {
			t.Fatal(err)
		}
		var runs []domain.Run
		for n := range 4 {
			r := Run(job, n, Now.Add(time.Duration(n)*time.Hour))
			r.Source = domain.SourceCove
			runs = append(runs, r)
		}
		runs[3].Source = domain.SourceMail
		ids, err := Put(ctx, s, runs...)
		if err != nil {
			t.Fatal(err)
		}
		size := int64(42)
		write(t, s, func(tx domain.Tx) error {
			if err := tx.SetReview(ids[:1], &domain.Review{At: Now, By: "kim", Decision: "01"}); err != nil {
				return err
			}
			if err := tx.SetHidden(map[int64]int64{ids[2]: ids[1]}); err != nil {
				return err
			}
			first := domain.StoredSummary{Raw: []byte("row"), Wanted: true}
			first.Title, first.Facts, first.Texts = "fs", []domain.SummaryFact{{Label: "Used", Bytes: &size}}, map[string]string{"Files": "in use"}
			if err := tx.PutSummary(ids[1], first); err != nil {
				return err
			}
			first.Raw, first.Title = nil, "renamed"
			return tx.PutSummary(ids[1], first)
		})
		err = s.Read(ctx, func(q domain.Reader) error {
			waiting, err := q.WaitingDeviceRuns()
			if err != nil {
				return err
			}
			slices.Sort(waiting)
			if !slices.Equal(waiting, ids[1:3]) {
				t.Errorf("waiting are %v, want %v", waiting, ids[1:3])
			}
			if wanted, err := q.WantedTexts(10); err != nil || !slices.Equal(wanted, ids[1:2]) {
				t.Errorf("texts are wanted for %v: %v", wanted, err)
			}
			got, err := q.Summary(ids[1])
			if err != nil || got.Title != "renamed" || string(got.Raw) != "row" || got.Texts["Files"] != "in use" || *got.Facts[0].Bytes != 42 {
				t.Errorf("got %+v: %v", got, err)
			}
			if _, err := q.Summary(ids[2]); domain.CodeOf(err) != domain.CodeNotFound {
				t.Errorf("a run without a summary gives %v", err)
			}
			day, err := q.SourceRuns(job.ID, domain.SourceCove, Now, Now.Add(2*time.Hour))
			if err != nil || len(day) != 2 || day[0].ID != ids[0] || !day[0].Reviewed || day[1].ID != ids[1] {
				t.Errorf("got %+v: %v", day, err)
			}
			later, err := q.SourceRuns(job.ID, domain.SourceCove, Now.Add(2*time.Hour), Now.Add(9*time.Hour))
			if err != nil || len(later) != 1 || !later[0].Hidden {
				t.Errorf("got %+v: %v", later, err)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	})
}
