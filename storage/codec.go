package storage

import (
	"bytes"
	"runtime"
	"sync"

	"github.com/klauspost/compress/zstd"
)

// maxRaw bounds what one stored message may unpack to.
const maxRaw = 256 << 20

// codec packs raw messages. zstd's own checksum finds bit rot that SQLite's
// integrity check does not see.
type codec struct {
	pack   *zstd.Encoder
	unpack *zstd.Decoder
	spaces sync.Pool // of bytes to pack to, before what is packed is kept in its size
}

func newCodec() (*codec, error) {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(runtime.GOMAXPROCS(0)), zstd.WithWindowSize(1<<20))
	if err != nil {
		return nil, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRaw))
	return &codec{pack: pack, unpack: unpack}, err
}

// mostSpace is the largest space that is kept for the next message.
const mostSpace = 1 << 20

// packed packs a raw message. It may be called by several goroutines.
func (c *codec) packed(raw []byte) []byte {
	space, _ := c.spaces.Get().(*[]byte)
	if space == nil {
		space = &[]byte{} // not nil: an empty message is packed to no bytes, not to none at all
	}
	*space = c.pack.EncodeAll(raw, (*space)[:0])
	out := bytes.Clone(*space)
	if cap(*space) <= mostSpace {
		c.spaces.Put(space)
	}
	return out
}

func (c *codec) close() error {
	c.unpack.Close()
	return c.pack.Close()
}
