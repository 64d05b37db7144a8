package list

// Least is the width below which a column of names does not go.
const Least = 104

// Pair says how two columns of names share a width, the first of which wants one width and
// the second another: each gets what it wants where there is room for both, and the second
// the rest. Else they stand 45 to 55, neither below Least nor above what it wants.
func Pair(room, first, second float32) (a, b float32) {
	switch {
	case room < 2*Least:
		return room / 2, room / 2
	case first+second <= room:
		return first, room - first
	}
	a = max(Least, min(first, room*45/100))
	if b = room - a; b > max(Least, second) {
		b = max(Least, second)
		a = room - b
	} else if b < Least {
		a, b = room-Least, Least
	}
	return a, b
}

// Want is the width that a column of texts wants whose widest is so wide.
func Want(widest float32) float32 {
	whole := int(widest + 8)
	if float32(whole) < widest+8 {
		whole++
	}
	return float32((whole + 3) / 4 * 4)
}
