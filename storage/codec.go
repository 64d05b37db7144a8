package storage

import "github.com/klauspost/compress/zstd"

// maxRaw bounds what one stored message may unpack to.
const maxRaw = 256 << 20

// codec packs raw messages. zstd's own checksum finds bit rot that SQLite's
// integrity check does not see.
type codec struct {
	pack   *zstd.Encoder
	unpack *zstd.Decoder
}

func newCodec() (codec, error) {
	pack, err := zstd.NewWriter(nil, zstd.WithEncoderLevel(zstd.SpeedFastest), zstd.WithEncoderConcurrency(1), zstd.WithWindowSize(1<<20))
	if err != nil {
		return codec{}, err
	}
	unpack, err := zstd.NewReader(nil, zstd.WithDecoderConcurrency(1), zstd.WithDecoderMaxMemory(maxRaw))
	return codec{pack, unpack}, err
}

func (c codec) close() error {
	c.unpack.Close()
	return c.pack.Close()
}
