package imap

import (
	"bytes"
	"context"
	"log/slog"
	"strconv"
	"strings"
)

// shownBytes is how much of a line the wire log shows.
const shownBytes = 512

// wireLog writes what is said on a connection, line by line, at debug level. It
// holds no secrets and no mail text: of the sign-in only the words of commands and
// answers, and of literals and quoted bodies only that they were there. A nil log
// writes nothing.
type wireLog struct {
	log     *slog.Logger
	peer    string
	in, out lines
}

func newWireLog(log *slog.Logger, peer string) *wireLog {
	if log == nil || !log.Enabled(context.Background(), slog.LevelDebug) {
		return nil
	}
	return &wireLog{log: log, peer: peer}
}

func (w *wireLog) received(p []byte) {
	if w != nil {
		w.in.write(p, func(line string) { w.log.Debug("IMAP server", "peer", w.peer, "line", line) })
	}
}

func (w *wireLog) sent(p []byte) {
	if w != nil {
		w.out.write(p, func(line string) { w.log.Debug("IMAP client", "peer", w.peer, "line", line) })
	}
}

// exchange tells of a command of the sign-in: a server may repeat in its answer
// what it was given, so nothing else is shown.
func (w *wireLog) exchange(command, status string) {
	if w == nil {
		return
	}
	if status != "OK" && status != "NO" && status != "BAD" {
		status = "none"
	}
	w.log.Debug("IMAP sign-in", "peer", w.peer, "command", command, "answer", status)
}

// lines cuts a stream into lines and leaves out literals.
type lines struct {
	line []byte
	skip int64 // bytes of a literal that are still to come
}

func (l *lines) write(p []byte, emit func(string)) {
	for len(p) > 0 {
		if l.skip > 0 {
			n := min(l.skip, int64(len(p)))
			l.skip -= n
			p = p[n:]
			continue
		}
		part, rest, ended := bytes.Cut(p, []byte("\n"))
		l.keep(part)
		if !ended {
			return
		}
		line := strings.TrimRight(string(l.line), "\r")
		l.line, l.skip = l.line[:0], literalLength(line)
		emit(shown(line))
		p = rest
	}
}

// keep holds the beginning and the end of a line: what is shown, and where the
// length of a literal stands.
func (l *lines) keep(part []byte) {
	const end = 32
	l.line = append(l.line, part...)
	if len(l.line) > 2*shownBytes {
		l.line = append(l.line[:shownBytes], l.line[len(l.line)-end:]...)
	}
}

// literalLength returns the n of a line that ends in {n} or {n+} (RFC 3501,
// section 4.3, and RFC 7888), else 0.
func literalLength(line string) int64 {
	open := strings.LastIndexByte(line, '{')
	if open < 0 || !strings.HasSuffix(line, "}") {
		return 0
	}
	n, err := strconv.ParseInt(strings.TrimSuffix(line[open+1:len(line)-1], "+"), 10, 64)
	if err != nil || n < 0 {
		return 0
	}
	return n
}

// shown returns what may be seen of a line: a small body can come as a quoted
// string in the line itself.
func shown(line string) string {
	if at := strings.Index(line, "BODY["); at >= 0 {
		if quoted := strings.IndexByte(line[at:], '"'); quoted >= 0 {
			return line[:at+quoted] + "…"
		}
	}
	return line[:min(len(line), shownBytes)]
}
