package storage

import "github.com/klauspost/compress/zstd"

// maxRaw bounds what one stored message may unpack to.
const maxRaw = 256 << 20

// codec packs raw messages. zstd's own checksum finds bit rot that SQLite's
// integrity check does not see.
type codec struct {
	pack   *zstd.Encoder
	unpack *zstd.Decoder
	space  []byte // of the writer, of which there is one
}

func newCodec() (codec, error) {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return codec{}, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRaw))
	return codec{pack: pack, unpack: unpack}, err
}

// mostSpace is the largest space that is kept for the next message.
const mostSpace = 1 << 20

// packed packs a raw message. What it returns holds until the next call.
func (c *codec) packed(raw []byte) []byte {
	out := c.pack.EncodeAll(raw, c.space[:0])
	if cap(out) <= mostSpace {
		c.space = out
	}
	return out
}

func (c *codec) close() error {
	c.unpack.Close()
	return c.pack.Close()
}
