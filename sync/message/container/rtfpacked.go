package container

import "encoding/binary"

// packedStart is the text with which the dictionary of packed RTF begins ([MS-OXRTFCP],
// section 2.1.2.1).
const packedStart = "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \\fdecor MS " +
	"Sans SerifSymbol" +
	"ArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx"

// unpackRTF unpacks the RTF of a message ([MS-OXRTFCP]), limit bytes at most. Beside an
// error it returns the beginning that could be read.
func unpackRTF(b []byte, limit int) ([]byte, error) {
	const (
		head   = 16
		packed = 0x75465a4c // "LZFu"
		stored = 0x414c454d // "MELA"
	)
	if len(b) < head {
		return nil, ErrDamaged
	}
	size, kind := int(binary.LittleEndian.Uint32(b[4:])), binary.LittleEndian.Uint32(b[8:])
	b = b[head:]
	limit = max(0, limit)
	switch {
	case kind == stored:
		if len(b) > limit {
			return b[:limit], ErrTooLarge
		}
		return b, nil
	case kind != packed:
		return nil, ErrMethod
	}
	var dictionary [4096]byte
	at := copy(dictionary[:], packedStart)
	out := make([]byte, 0, min(size, limit, 8*len(b)))
	put := func(c byte) {
		out = append(out, c)
		dictionary[at] = c
		at = (at + 1) % len(dictionary)
	}
	for len(b) > 0 {
		control := b[0]
		b = b[1:]
		for bit := range 8 {
			if len(out) > limit {
				return out[:limit], ErrTooLarge
			}
			if control>>bit&1 == 0 {
				if len(b) == 0 {
					return out, ErrDamaged
				}
				put(b[0])
				b = b[1:]
				continue
			}
			if len(b) < 2 {
				return out, ErrDamaged
			}
			ref := int(b[0])<<8 | int(b[1])
			b = b[2:]
			from, length := ref>>4, ref&15+2
			if from == at {
				return out, nil // the end
			}
			for i := range length {
				put(dictionary[(from+i)%len(dictionary)])
			}
		}
	}
	return out, ErrDamaged
}
