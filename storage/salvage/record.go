package salvage

import "encoding/binary"

// Types of pages that hold entries of a table without rowids, leaves and the pages above
// them (sqlite.org/fileformat2.html, section 1.6).
const (
	indexInterior = 0x02
	indexLeaf     = 0x0a
)

// mostPayload bounds what one entry may be long.
const mostPayload = 256 << 20

// cells visits the payload of each cell of a page that can be one of the journal.
func (p *pages) cells(page []byte, visit func(payload []byte)) {
	if page[0] != indexLeaf && page[0] != indexInterior {
		return
	}
	head := 8
	if page[0] == indexInterior {
		head = 12
	}
	count := int(binary.BigEndian.Uint16(page[3:]))
	for i := range count {
		slot := head + 2*i
		if slot+2 > len(page) {
			return
		}
		at := int(binary.BigEndian.Uint16(page[slot:]))
		if page[0] == indexInterior {
			at += 4 // the child
		}
		if at < head || at >= len(page) {
			continue
		}
		length, n := varint(page[at:])
		if n == 0 || length <= 0 || length > mostPayload {
			continue
		}
		for _, old := range []bool{false, true} {
			payload, chained := p.payload(page[at+n:], int(length), old)
			if payload != nil {
				visit(payload)
			}
			if !chained {
				break
			}
		}
	}
}

// A record of the journal begins with the length of its head, one byte, and the type of its
// id, a text of 26 bytes (section 2.1).
const (
	shortestHead = 10
	longestHead  = 40
	typeOfID     = 13 + 2*26
)

// strays visits whatever looks like a record of the journal, wherever in a page it lies:
// the head of the page may be damaged, and what was moved to another one stays until its
// room is needed.
func strays(page []byte, visit func(payload []byte)) {
	for at := 1; at < len(page); at++ {
		if page[at] == typeOfID && page[at-1] >= shortestHead && page[at-1] <= longestHead {
			visit(page[at-1:])
		}
	}
}

// payload gathers a payload that begins in local and may go on in other pages; chained
// says that it did.
func (p *pages) payload(local []byte, length int, old bool) (payload []byte, chained bool) {
	// How much lies here (section 1.6, "Cell payload", for an index).
	most := (p.size-12)*64/255 - 23
	if length <= most {
		if length > len(local) {
			return nil, false
		}
		return local[:length], false
	}
	least := (p.size-12)*32/255 - 23
	here := least + (length-least)%(p.size-4)
	if here > most {
		here = least
	}
	if here+4 > len(local) {
		return nil, true
	}
	// A chain of pages that are not there must not cost what a damaged length says.
	payload = append([]byte(nil), local[:here]...)
	next := binary.BigEndian.Uint32(local[here:])
	page := make([]byte, p.size)
	for len(payload) < length {
		if !p.page(next, old, page) {
			return nil, true
		}
		next = binary.BigEndian.Uint32(page)
		payload = append(payload, page[4:min(p.size, 4+length-len(payload))]...)
	}
	return payload, true
}

// varint reads a number as SQLite writes it; n is its length, 0 where there is none.
func varint(b []byte) (value int64, n int) {
	for i := 0; i < 9 && i < len(b); i++ {
		if i == 8 {
			return value<<8 | int64(b[i]), 9
		}
		value = value<<7 | int64(b[i]&0x7f)
		if b[i]&0x80 == 0 {
			return value, i + 1
		}
	}
	return 0, 0
}

// field is a text or a whole number of a record.
type field struct {
	text   string
	number int64
	isText bool
}

// record reads a record of texts and whole numbers (section 2.1), nil where it is none.
func record(b []byte) []field {
	length, n := varint(b)
	if n == 0 || length < int64(n) || length > int64(len(b)) {
		return nil
	}
	head, body := b[n:length], b[length:]
	var out []field
	for len(head) > 0 {
		kind, n := varint(head)
		if n == 0 {
			return nil
		}
		head = head[n:]
		f, size := field{}, 0
		switch {
		case kind >= 1 && kind <= 6:
			size = []int{1, 2, 3, 4, 6, 8}[kind-1]
			if size > len(body) {
				return nil
			}
			for i, x := range body[:size] {
				if i == 0 {
					f.number = int64(int8(x))
				} else {
					f.number = f.number<<8 | int64(x)
				}
			}
		case kind == 8 || kind == 9:
			f.number = kind - 8
		case kind >= 13 && kind%2 == 1:
			size = int(kind-13) / 2
			if size > len(body) {
				return nil
			}
			f.text, f.isText = string(body[:size]), true
		default:
			return nil // nothing of the journal
		}
		body = body[size:]
		out = append(out, f)
	}
	return out
}
