package message

import "sync"

// space is where parts of a mail are read to and decoded to. What is kept of them is
// copied, so one space serves every part of a mail, and then the next mail.
type space struct {
	part, content []byte
}

// mostSpace is the largest space that is kept for the next mail: the few large mails
// are not worth their memory.
const mostSpace = 1 << 20

var spaces = sync.Pool{New: func() any { return &space{} }}

func takeSpace() *space { return spaces.Get().(*space) }

func (s *space) giveBack() {
	if cap(s.part)+cap(s.content) <= mostSpace {
		spaces.Put(s)
	}
}
