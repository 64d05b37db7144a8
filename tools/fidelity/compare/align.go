package compare

// align finds, for every rune of a, the rune of b that is the same one, or -1.
// Equal ends are matched first: most pages are equal throughout.
func align(a, b []rune) []int {
	match := make([]int, len(a))
	for i := range match {
		match[i] = -1
	}
	start := 0
	for start < len(a) && start < len(b) && a[start] == b[start] {
		match[start] = start
		start++
	}
	endA, endB := len(a), len(b)
	for endA > start && endB > start && a[endA-1] == b[endB-1] {
		endA--
		endB--
		match[endA] = endB
	}
	for fromA, fromB := start, start; fromA < endA && fromB < endB; {
		pairs, usedA, usedB := shortestEdit(a[fromA:endA], b[fromB:endB], mostEdits)
		for _, pair := range pairs {
			match[fromA+pair[0]] = fromB + pair[1]
		}
		fromA += usedA
		fromB += usedB
	}
	return match
}

// mostEdits bounds one search; its memory grows with the square.
const mostEdits = 800

// shortestEdit is Myers' difference algorithm. When more than limit edits are
// needed it returns the path that came furthest and how much of a and b that
// path used; the caller goes on from there. The result is then not the shortest
// any more, but time and memory are bounded for pages that have little in common.
func shortestEdit(a, b []rune, limit int) (pairs [][2]int, usedA, usedB int) {
	s := search{a: a, b: b, middle: limit + 1, reached: make([]int, 2*limit+3)}
	for i := range s.reached {
		s.reached[i] = -1
	}
	for edits := 0; ; edits++ {
		s.rounds = append(s.rounds, append([]int(nil), s.reached...))
		bestX, bestY := -1, -1
		for k := -edits; k <= edits; k += 2 {
			x, _ := s.step(edits, k)
			for x >= 0 && x < len(a) && x-k < len(b) && a[x] == b[x-k] {
				x++
			}
			s.reached[s.middle+k] = x
			if x >= 0 && 2*x-k > bestX+bestY {
				bestX, bestY = x, x-k
			}
		}
		if edits == limit || (bestX == len(a) && bestY == len(b)) {
			return s.path(edits, bestX, bestY), bestX, bestY
		}
	}
}

type search struct {
	a, b    []rune
	middle  int
	reached []int   // furthest x on diagonal k, at middle+k; -1 is none
	rounds  [][]int // reached as it was before each number of edits
}

// step is where diagonal k begins with one more edit: one rune of a left out,
// coming from diagonal k-1, or one of b, coming from k+1.
func (s *search) step(edits, k int) (x, from int) {
	if edits == 0 {
		return 0, 0
	}
	before := s.rounds[edits]
	x, from = -1, k
	if at := s.middle + k - 1; at >= 0 && before[at] >= 0 && before[at] < len(s.a) {
		x, from = before[at]+1, k-1
	}
	if at := s.middle + k + 1; at < len(before) && before[at] >= 0 && before[at] >= x && before[at]-k <= len(s.b) {
		x, from = before[at], k+1
	}
	return x, from
}

// path walks back from (x, y) and collects the equal runes on the way.
func (s *search) path(edits, x, y int) (pairs [][2]int) {
	for ; edits >= 0; edits-- {
		k := x - y
		begin, from := s.step(edits, k)
		for x > begin {
			x--
			y--
			pairs = append(pairs, [2]int{x, y})
		}
		if edits > 0 {
			x = s.rounds[edits][s.middle+from]
			y = x - from
		}
	}
	return pairs
}
