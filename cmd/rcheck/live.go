package main

import (
	"fmt"
	"io"
	"os"
	"sync"

	"golang.org/x/term"

	"runchecks/domain"
)

// liveLine is the last line of a terminal, which says how far something is and is written
// over. Where standard error is no terminal there is none.
type liveLine struct {
	mu    sync.Mutex
	to    io.Writer // nil: no terminal
	width int
	shown bool
}

// usualWidth is how wide a terminal is that does not say so.
const usualWidth = 80

func newLiveLine(err io.Writer) *liveLine {
	if !screen(err) {
		return &liveLine{}
	}
	return &liveLine{to: err, width: widthOf(err)}
}

// widthOf returns how many columns a terminal has.
func widthOf(w io.Writer) int {
	if f, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(f.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return usualWidth
}

func (l *liveLine) show(text string) {
	if l.to == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	_, _ = fmt.Fprintf(l.to, "\r\x1b[K%s", fit(domain.Visible(text), l.width-1))
	l.shown = true
}

func (l *liveLine) clear() {
	if l.to == nil {
		return
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.shown {
		_, _ = io.WriteString(l.to, "\r\x1b[K")
		l.shown = false
	}
}
