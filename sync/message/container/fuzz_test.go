package container

import (
	"archive/zip"
	"bytes"
	"strings"
	"testing"
	"time"

	"runchecks/sync/readers/readertest/pace"
)

// Whatever a container is made of: no more comes out than is allowed, in time in
// proportion to what goes in and may come out, and nothing is in an opened text or a
// signed message that was not in the container.
func FuzzContainers(f *testing.F) {
	data := tlv(tagOID, string(oidData))
	f.Add([]byte(signed(oidSigned, tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, "hello"))))))
	f.Add([]byte(open(tagSequence, tlv(tagOID, string(oidSigned)), open(tagExplicit, open(tagSequence, tlv(2, "\x01"), open(0x31),
		open(tagSequence, data, open(tagExplicit, open(tagOctetPieces, tlv(tagOctets, "hel"), tlv(tagOctets, "lo")))))))))
	f.Add([]byte(tlv(tagSequence, tlv(tagOID, string(oidCompressed)), tlv(tagExplicit, tlv(tagSequence, tlv(2, "\x00"),
		tlv(tagSequence), tlv(tagSequence, data, tlv(tagExplicit, tlv(tagOctets, zlibOf(f, "hello")))))))))
	o := newOutlook()
	o.attribute(1, attrProperties, propStream(prop{kindBinary, propHTML, "<p>x</p>"}, prop{kindBinary, propRTF,
		storedRTF(`{\rtf1\ansicpg1251 \'ce\u1054?{\*\htmltag <b>}}`)}, prop{kindString, 0x8001, "n"}))
	o.attribute(2, attrRender, "")
	o.attribute(2, attrAttachment, propStream(prop{kindObject, propData, strings.Repeat("i", 16) + o.b.String()}))
	f.Add(o.b.Bytes())
	f.Add([]byte("a\r\nbegin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\nbegin-base64 644 x\nT0sK\n====\n"))
	var z bytes.Buffer
	w := zip.NewWriter(&z)
	if x, err := w.Create("a.log"); err != nil {
		f.Fatal(err)
	} else if _, err = x.Write([]byte("OK OK OK")); err != nil {
		f.Fatal(err)
	}
	if err := w.Close(); err != nil {
		f.Fatal(err)
	}
	f.Add(z.Bytes())
	f.Add([]byte("\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff\xf3\xf7\x06\x00\xd6\x83\x9b\x57\x02\x00\x00\x00"))
	f.Add([]byte("\x2d\x00\x00\x00\x2b\x00\x00\x00LZFu\xf1\xc5\xc7\xa7\x03\x00\x0a\x00rcpg125B2\x0a\xf3 hel\x09\x00 " +
		"bw\x05\xb0ld}\x0a\x80\x0f\xa0"))
	f.Add([]byte(`{\rtf1\fromhtml1{\fonttbl{\f0\fcharset204 A;}}\f0{\*\htmltag64 <p>}\htmlrtf x\htmlrtf0 \'ce\bin3 abc\uc2\u20??y}`))
	const limit = 10_000
	f.Fuzz(func(t *testing.T, raw []byte) {
		if len(raw) > 20_000 {
			return
		}
		pace.Hold(t, len(raw)+limit, 20*time.Microsecond, func() {
			if out, _ := CMS(raw, limit); len(out) > limit {
				t.Errorf("%d bytes of a signed message", len(out))
			} else if !bytes.Contains(raw, oidCompressed) && !isArmoured(raw) && !partOf(raw, out) {
				t.Errorf("%q is no part of the signed message", out)
			}
			n, _ := TNEF(raw, limit)
			if sum := sizeOf(n); sum > 4*limit+len(raw) { // a byte of a code page may become three
				t.Errorf("%d bytes of a message of Outlook", sum)
			}
			if x, err := Zip(raw, limit); len(x.Content) > limit || err == nil && x.Name == "" && len(x.Content) > 0 && !bytes.Contains(raw,
				[]byte("PK")) {
				t.Errorf("%d bytes of an archive, %v", len(x.Content), err)
			}
			if x, _ := Gzip("a.gz", raw, limit); len(x.Content) > limit {
				t.Errorf("%d bytes of an archive", len(x.Content))
			}
			rest, files := UUDecode(string(raw), limit)
			if !partOf(raw, []byte(rest)) {
				t.Errorf("%q is no part of the text", rest)
			}
			for _, x := range files {
				if len(x.Content) > limit || len(x.Content) > len(raw) || x.Name == "" && x.Err == nil && len(x.Content) > len(raw) {
					t.Errorf("%d bytes of a file in a text of %d", len(x.Content), len(raw))
				}
			}
			if out, _ := unpackRTF(raw, limit); len(out) > limit {
				t.Errorf("%d bytes of packed RTF", len(out))
			}
			html, text := readRTF(raw)
			if len(html)+len(text) > 4*len(raw) {
				t.Errorf("%d bytes of %d bytes of RTF", len(html)+len(text), len(raw))
			}
		})
	})
}

func isArmoured(raw []byte) bool {
	raw = bytes.TrimLeft(raw, " \t\r\n")
	return len(raw) > 0 && raw[0] != 0x30
}

func sizeOf(n Note) int {
	sum := len(n.HTML) + len(n.Text)
	for _, f := range n.Files {
		sum += len(f.Content)
	}
	for _, x := range n.Notes {
		sum += sizeOf(x)
	}
	return sum
}

// partOf reports whether part stands in whole in the same order, perhaps with gaps.
func partOf(whole, part []byte) bool {
	for _, c := range whole {
		if len(part) > 0 && part[0] == c {
			part = part[1:]
		}
	}
	return len(part) == 0
}
