// Command line is a loopback TCP proxy with a line's speed and delay.
package main

import (
	"flag"
	"io"
	"log"
	"net"
	"time"
)

type chunk struct {
	b  []byte
	at time.Time
}

// pump copies src to dst at rate bytes a second, each byte late by delay.
// The queue holds at most about one bandwidth-delay product and a bit.
func pump(dst, src net.Conn, rate float64, delay time.Duration) {
	q := make(chan chunk, 64)
	go func() {
		defer close(q)
		var free time.Time
		for {
			b := make([]byte, 16<<10)
			n, err := src.Read(b)
			if n > 0 {
				now := time.Now()
				// Sleeping overshoots, so a little unused time may be caught up.
				if old := now.Add(-10 * time.Millisecond); free.Before(old) {
					free = old
				}
				free = free.Add(time.Duration(float64(n) / rate * 1e9))
				if d := time.Until(free); d > time.Millisecond {
					time.Sleep(d)
				}
				at := free
				if at.Before(now) {
					at = now
				}
				q <- chunk{b[:n], at.Add(delay)}
			}
			if err != nil {
				return
			}
		}
	}()
	for c := range q {
		if d := time.Until(c.at); d > 0 {
			time.Sleep(d)
		}
		if _, err := dst.Write(c.b); err != nil {
			go func() {
				for range q {
				}
			}()
			break
		}
	}
	if t, ok := dst.(*net.TCPConn); ok {
		_ = t.CloseWrite()
	}
	_, _ = io.Copy(io.Discard, src)
}

func main() {
	listen := flag.String("listen", "127.0.0.1:10200", "")
	to := flag.String("to", "127.0.0.1:10143", "")
	mbit := flag.Float64("mbit", 100, "megabits a second, each way")
	rtt := flag.Duration("rtt", 20*time.Millisecond, "")
	flag.Parse()
	ln, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	for {
		a, err := ln.Accept()
		if err != nil {
			log.Fatal(err)
		}
		b, err := net.Dial("tcp", *to)
		if err != nil {
			_ = a.Close()
			continue
		}
		r := *mbit * 1e6 / 8
		go pump(a, b, r, *rtt/2)
		go pump(b, a, r, *rtt/2)
	}
}
