package container

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
)

// The object identifiers of the contents (RFC 5652, RFC 3274, RFC 5083), as they are encoded.
var (
	oidData          = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x01")
	oidSigned        = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x02")
	oidEnveloped     = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x03")
	oidEncrypted     = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x07\x06")
	oidCompressed    = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x09")
	oidAuthEnveloped = []byte("\x2a\x86\x48\x86\xf7\x0d\x01\x09\x10\x01\x17")
)

// mostNested bounds constructed values in one another.
const mostNested = 10

// CMS returns what a signed or compressed message of S/MIME holds (RFC 8551): a MIME
// entity, of limit bytes at most. Its signature is not checked. Beside an error it returns
// the beginning of the content that could be read.
func CMS(raw []byte, limit int) ([]byte, error) {
	r := ber{armour(raw)}
	body, err := r.enter(tagSequence)
	if err != nil {
		return nil, err
	}
	kind, err := body.primitive(tagOID)
	if err != nil {
		return nil, err
	}
	switch {
	case bytes.Equal(kind, oidEnveloped), bytes.Equal(kind, oidEncrypted), bytes.Equal(kind, oidAuthEnveloped):
		return nil, ErrEncrypted
	case bytes.Equal(kind, oidData):
		if body, err = body.enter(tagExplicit); err != nil {
			return nil, err
		}
		return body.octets(limit)
	case !bytes.Equal(kind, oidSigned) && !bytes.Equal(kind, oidCompressed):
		return nil, ErrMethod
	}
	if body, err = body.enter(tagExplicit); err != nil {
		return nil, err
	}
	if body, err = body.enter(tagSequence); err != nil {
		return nil, err
	}
	// The version and the algorithms stand before the content.
	if err = body.skip(); err != nil {
		return nil, err
	}
	if err = body.skip(); err != nil {
		return nil, err
	}
	if body, err = body.enter(tagSequence); err != nil {
		return nil, err
	}
	if _, err = body.primitive(tagOID); err != nil {
		return nil, err
	}
	if body.ended() {
		return nil, ErrEmpty // certificates only, or a signature that stands apart
	}
	if body, err = body.enter(tagExplicit); err != nil {
		return nil, err
	}
	if bytes.Equal(kind, oidSigned) {
		return body.octets(limit)
	}
	packed, err := body.octets(len(raw))
	if err != nil {
		return nil, err
	}
	z, err := zlib.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, ErrDamaged
	}
	return unpack(z, len(packed), limit)
}

// armour takes the letters off a message that was written in base64 by itself.
func armour(raw []byte) []byte {
	raw = bytes.TrimLeft(raw, " \t\r\n")
	if len(raw) == 0 || raw[0] == 0x30 && !bytes.HasPrefix(raw, []byte("0\r\n")) {
		return raw
	}
	if bytes.HasPrefix(raw, []byte("-----BEGIN")) {
		_, raw, _ = bytes.Cut(raw, []byte("\n"))
		raw, _, _ = bytes.Cut(raw, []byte("-----END"))
	}
	text := bytes.Map(func(r rune) rune {
		if r == '\r' || r == '\n' || r == ' ' || r == '\t' {
			return -1
		}
		return r
	}, raw)
	out := make([]byte, base64.StdEncoding.DecodedLen(len(text)))
	n, _ := base64.StdEncoding.Decode(out, text) // what could be decoded is looked at
	return out[:n]
}

// The tags of ASN.1 that a message is made of.
const (
	tagOctets      = 0x04
	tagOctetPieces = 0x24 // an octet string in pieces
	tagOID         = 0x06
	tagSequence    = 0x30
	tagExplicit    = 0xa0
)

// ber reads values by the basic encoding rules (X.690), which encoding/asn1 does not: it
// takes lengths that are not told beforehand. Where such a value is entered, what stands
// behind its end is in the bytes too; nothing behind it is asked for.
type ber struct{ b []byte }

// head reads a tag and a length. length is -1 where the value ends with two zeros.
func (r *ber) head() (tag byte, length int, err error) {
	if len(r.b) < 2 {
		return 0, 0, ErrDamaged
	}
	tag, first := r.b[0], r.b[1]
	if tag&0x1f == 0x1f {
		return 0, 0, ErrDamaged // tags of more than a byte do not occur
	}
	r.b = r.b[2:]
	switch {
	case first < 0x80:
		return tag, int(first), nil
	case first == 0x80:
		if tag&0x20 == 0 {
			return 0, 0, ErrDamaged
		}
		return tag, -1, nil
	}
	n := int(first & 0x7f)
	if n > 8 || n > len(r.b) {
		return 0, 0, ErrDamaged
	}
	for _, c := range r.b[:n] {
		if length > 1<<32 {
			return 0, 0, ErrDamaged
		}
		length = length<<8 | int(c)
	}
	r.b = r.b[n:]
	return tag, length, nil
}

// enter goes into a constructed value and returns what stands in it.
func (r *ber) enter(want byte) (ber, error) {
	tag, length, err := r.head()
	if err != nil || tag != want {
		return ber{}, ErrDamaged
	}
	if length < 0 || length > len(r.b) { // of one that is cut off, what is there
		return ber{r.b}, nil
	}
	return ber{r.b[:length]}, nil
}

// primitive returns the bytes of a value that is not constructed.
func (r *ber) primitive(want byte) ([]byte, error) {
	tag, length, err := r.head()
	if err != nil || tag != want || length < 0 || length > len(r.b) {
		return nil, ErrDamaged
	}
	value := r.b[:length]
	r.b = r.b[length:]
	return value, nil
}

// ended reports whether nothing follows, or the two zeros do.
func (r *ber) ended() bool { return len(r.b) == 0 || len(r.b) > 1 && r.b[0] == 0 && r.b[1] == 0 }

// skip passes over a value.
func (r *ber) skip() error {
	for open := 0; ; {
		tag, length, err := r.head()
		switch {
		case err != nil:
			return err
		case length < 0:
			open++
		case length > len(r.b):
			return ErrDamaged
		case open > 0 && tag == 0 && length == 0:
			open--
		default:
			r.b = r.b[length:]
		}
		if open == 0 {
			return nil
		}
	}
}

// octets returns an octet string, whole or in pieces.
func (r *ber) octets(limit int) ([]byte, error) {
	var out []byte
	_, err := r.pieces(&out, limit, 0)
	return out, err
}

// pieces appends the octets of the next value to out and reports whether there was one.
func (r *ber) pieces(out *[]byte, limit, depth int) (bool, error) {
	if depth > mostNested {
		return false, ErrDamaged
	}
	tag, length, err := r.head()
	if err != nil {
		return false, err
	}
	switch {
	case tag == 0 && length == 0:
		return false, nil
	case tag == tagOctets:
		n := min(length, len(r.b), limit-len(*out))
		*out = append(*out, r.b[:n]...)
		switch {
		case length > len(r.b):
			return false, ErrDamaged
		case n < length:
			return false, ErrTooLarge
		}
		r.b = r.b[length:]
		return true, nil
	case tag != tagOctetPieces:
		return false, ErrDamaged
	}
	if length < 0 {
		for {
			if more, err := r.pieces(out, limit, depth+1); err != nil || !more {
				return true, err
			}
		}
	}
	cut := length > len(r.b)
	inner := ber{r.b[:min(length, len(r.b))]}
	for len(inner.b) > 0 {
		if _, err := inner.pieces(out, limit, depth+1); err != nil {
			return true, err
		}
	}
	if cut {
		return true, ErrDamaged
	}
	r.b = r.b[length:]
	return true, nil
}
