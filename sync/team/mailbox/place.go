package mailbox

// A position holds the number that the server gives the numbering of the folder, the number
// of the mail, and the place in it. Where the server numbers anew it takes a higher number
// (RFC 9051, section 2.3.1.1), so that positions grow in any case, and say themselves that
// they are of another numbering.
const (
	uidBits   = 24
	indexBits = 7
	mostUID   = 1<<uidBits - 1
	// mostEntries is how many entries a mail may have.
	mostEntries = 1 << indexBits
)

func positionOf(validity, uid uint32, index int) int64 {
	return int64(validity)<<(uidBits+indexBits) | int64(uid)<<indexBits | int64(index)
}

func uidOf(position int64) uint32      { return uint32(position>>indexBits) & mostUID }
func validityOf(position int64) uint32 { return uint32(position >> (uidBits + indexBits)) }
