package layout

import (
	"math"
	"math/rand/v2"
	"testing"
)

func sum(ws []float64) (total float64) {
	for _, w := range ws {
		total += w
	}
	return total
}

// Whatever the columns want: they share exactly the width there is, and none is narrower
// than it can be.
func TestColumnsShareTheWidthAndKeepTheirLeast(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	for range 20_000 {
		columns := make([]column, 1+r.IntN(6))
		least := 0.0
		for i := range columns {
			k := &columns[i]
			k.least = float64(r.IntN(100))
			k.most = k.least + float64(r.IntN(200))
			k.fixed = r.IntN(4) == 0
			if r.IntN(4) == 0 {
				k.percent = float64(r.IntN(90))
			}
			least += k.least
		}
		w := float64(r.IntN(1500))
		got := distribute(columns, w)
		if want := max(w, least); math.Abs(sum(got)-want) > 1e-6 {
			t.Fatalf("%+v share %g of %g", columns, sum(got), want)
		}
		for i := range got {
			if got[i] < columns[i].least-1e-6 {
				t.Fatalf("%+v: column %d is %g wide", columns, i, got[i])
			}
		}
	}
}

func TestWhatIsLeftGoesToColumnsWithoutAWidthFirst(t *testing.T) {
	for _, c := range []struct {
		name    string
		columns []column
		w       float64
		want    []float64
	}{
		{"auto takes all", []column{{least: 10, most: 20}, {least: 10, most: 20, fixed: true}}, 100, []float64{80, 20}},
		{"fixed share by width", []column{{most: 20, fixed: true}, {most: 60, fixed: true}}, 160, []float64{40, 120}},
		{"percent of the whole", []column{{most: 20, percent: 25}, {most: 10}}, 200, []float64{50, 150}},
		{"between least and most", []column{{least: 10, most: 30}, {least: 10, most: 50}}, 50, []float64{20, 30}},
		{"too narrow", []column{{least: 30, most: 40}, {least: 30, most: 40}}, 20, []float64{30, 30}},
	} {
		got := distribute(c.columns, c.w)
		for i := range got {
			if math.Abs(got[i]-c.want[i]) > 1e-9 {
				t.Errorf("%s: %v, want %v", c.name, got, c.want)
				break
			}
		}
	}
}
