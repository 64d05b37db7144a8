// Package container opens what mail programs and scripts wrap a report in: opaque
// S/MIME, TNEF (winmail.dat), uuencoded files in a text, and archives of one file.
//
// Whatever it is given may be hostile: each opener works in time and memory in
// proportion to the bytes it is given and to the limit of what may come out. It checks no
// signature, decrypts nothing and knows nothing about mail or backups; what becomes of
// the contents is the task of package message.
package container

import "errors"

// The reasons why a container is not opened, in words for people that follow "because".
var (
	ErrEncrypted = errors.New("it is encrypted")
	ErrDamaged   = errors.New("it is damaged or cut off")
	ErrTooLarge  = errors.New("what it holds is too large")
	ErrTooDense  = errors.New("it is packed far more tightly than any report")
	ErrSeveral   = errors.New("it holds several files")
	ErrEmpty     = errors.New("it holds nothing")
	ErrMethod    = errors.New("it is packed by a method that is not known here")
)

// File is one file out of a container.
type File struct {
	Name      string
	MediaType string // empty where the container does not tell
	ContentID string // that cid: addresses name
	Content   []byte
}
