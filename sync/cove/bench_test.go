package cove

import (
	"runtime"
	"runtime/metrics"
	"testing"
	"time"

	"runchecks/sync/simulate"
)

// peak is the most memory in use at the places where it is taken, beyond that at
// its start.
type peak struct {
	samples     []metrics.Sample
	start, most uint64
}

func newPeak() *peak {
	p := &peak{samples: []metrics.Sample{{Name: "/memory/classes/heap/objects:bytes"}}}
	runtime.GC()
	p.take()
	p.start = p.most
	return p
}

func (p *peak) take() {
	metrics.Read(p.samples)
	p.most = max(p.most, p.samples[0].Value.Uint64())
}

func (p *peak) bytes() uint64 { return p.most - p.start }

// warm is a service with 5,000 devices whose pages are made already.
func warm(t testing.TB) *bench {
	b := open(t, func(o *simulate.CoveOptions) { o.Devices = simulate.CoveFleet(testNow, 5000) })
	b.list(t)
	return b
}

func TestAPollOf5000DevicesStaysUnder60MB(t *testing.T) {
	b := warm(t)
	p := newPeak()
	kept, n := make([]Device, 0, 5000), 0
	_, err := b.Devices(t.Context(), func(d Device) error {
		kept = append(kept, d) // the worst a caller can do
		if n++; n%100 == 0 {
			p.take()
		}
		return nil
	})
	p.take()
	if err != nil || len(kept) != 5000 {
		t.Fatalf("%d devices, %v", len(kept), err)
	}
	if got := p.bytes(); got > 60<<20 {
		t.Errorf("%d MB", got>>20)
	}
	runtime.KeepAlive(kept)
}

// BenchmarkPoll5000 is one poll of 5,000 devices, with their runs. The server shares
// the process: its own time is taken off as "own-ms", its allocations are not.
func BenchmarkPoll5000(b *testing.B) {
	w := warm(b)
	p := newPeak()
	busy := w.srv.Busy()
	b.ReportAllocs()
	runs := 0
	for b.Loop() {
		n := 0
		_, err := w.Devices(b.Context(), func(d Device) error {
			runs += len(Runs(d, Mapping{}, testNow))
			if n++; n%500 == 0 {
				p.take()
			}
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
	}
	server := w.srv.Busy() - busy
	b.ReportMetric(float64((b.Elapsed()-server)/time.Millisecond)/float64(b.N), "own-ms/op")
	b.ReportMetric(float64(server/time.Millisecond)/float64(b.N), "server-ms/op")
	b.ReportMetric(float64(p.bytes())/(1<<20), "peak-MB")
	b.ReportMetric(float64(runs)/float64(b.N), "runs/op")
}
