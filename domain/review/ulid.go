package review

import (
	"crypto/rand"
	"math/big"
	"strings"
	"time"

	"runchecks/domain"
)

// crockford is the alphabet of the ULID specification (github.com/ulid/spec).
const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// ulidLength is 26 letters of five bits for 128 bits.
const ulidLength = 26

// nextID makes the ULID of a new journal entry. It is greater than last, the
// newest one in the journal, even within one millisecond, after the clock was set
// back and after a restart: the order of ids is the order of the decisions.
func nextID(now time.Time, last domain.DecisionID) domain.DecisionID {
	var random [10]byte
	_, _ = rand.Read(random[:]) // never fails (crypto/rand)
	id := new(big.Int).Lsh(big.NewInt(max(now.UnixMilli(), 0)), 80)
	id.Or(id, new(big.Int).SetBytes(random[:]))
	if newest := number(last); id.Cmp(newest) <= 0 {
		id = newest.Add(newest, big.NewInt(1))
	}
	var text [ulidLength]byte
	five, letter := big.NewInt(31), new(big.Int)
	for i := len(text) - 1; i >= 0; i-- {
		text[i] = crockford[letter.And(id, five).Int64()]
		id.Rsh(id, 5)
	}
	return domain.DecisionID(text[:])
}

func number(id domain.DecisionID) *big.Int {
	n := new(big.Int)
	for _, c := range string(id) {
		n.Lsh(n, 5)
		n.Or(n, big.NewInt(int64(max(0, strings.IndexRune(crockford, c)))))
	}
	return n
}

// after is the number of the id that follows one where the clock says nothing later.
func after(id domain.DecisionID) *big.Int { return new(big.Int).Add(number(id), big.NewInt(1)) }

// madeAt reports whether an id carries a time.
func madeAt(id domain.DecisionID, at time.Time) bool {
	if len(id) != ulidLength {
		return false
	}
	return new(big.Int).Rsh(number(id), 80).Int64() == max(at.UnixMilli(), 0)
}
