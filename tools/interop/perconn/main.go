// Command perconn starts a program for each connection to a port of the loopback, with the
// connection as its input and output, as inetd did.
//
//	perconn PORT PROGRAM [ARGUMENT...]
package main

import (
	"fmt"
	"net"
	"os"
	"os/exec"
)

func main() {
	if len(os.Args) < 3 {
		fmt.Fprintln(os.Stderr, "usage: perconn PORT PROGRAM [ARGUMENT...]")
		os.Exit(2)
	}
	ln, err := net.Listen("tcp", net.JoinHostPort("127.0.0.1", os.Args[1]))
	if err != nil {
		fmt.Fprintln(os.Stderr, "perconn:", err)
		os.Exit(1)
	}
	for {
		c, err := ln.Accept()
		if err != nil {
			return
		}
		go serve(c, os.Args[2], os.Args[3:])
	}
}

func serve(c net.Conn, program string, args []string) {
	defer func() { _ = c.Close() }()
	f, err := c.(*net.TCPConn).File()
	if err != nil {
		return
	}
	defer func() { _ = f.Close() }()
	cmd := exec.Command(program, args...)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = f, f, os.Stderr
	_ = cmd.Run() // how it ends is between it and its client
}
