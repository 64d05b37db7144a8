package review

import (
	"crypto/rand"
	"encoding/binary"
	"sync"
	"time"

	"runchecks/domain"
)

// crockford is the alphabet of the ULID specification (github.com/ulid/spec).
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ids makes ULIDs that rise even within one millisecond and when the clock is set
// back, so that the order of the journal is the order of the decisions.
type ids struct {
	mu     sync.Mutex
	last   uint64 // milliseconds of the last id
	random [10]byte
}

func (g *ids) next(now time.Time) domain.DecisionID {
	g.mu.Lock()
	defer g.mu.Unlock()
	ms := uint64(max(now.UnixMilli(), 0))
	if ms > g.last {
		g.last = ms
		_, _ = rand.Read(g.random[:]) // never fails (crypto/rand)
		g.random[0] &= 0x7f           // room to count up
	} else {
		for i := len(g.random) - 1; i >= 0; i-- {
			g.random[i]++
			if g.random[i] != 0 {
				break
			}
		}
	}
	var raw [16]byte
	binary.BigEndian.PutUint64(raw[:8], g.last<<16)
	copy(raw[6:], g.random[:])

	// 128 bits in 26 letters of five bits, the first one holding three.
	hi, lo := binary.BigEndian.Uint64(raw[:8]), binary.BigEndian.Uint64(raw[8:])
	var text [26]byte
	for i := len(text) - 1; i >= 0; i-- {
		text[i] = crockford[lo&31]
		lo = lo>>5 | hi<<59
		hi >>= 5
	}
	return domain.DecisionID(text[:])
}
