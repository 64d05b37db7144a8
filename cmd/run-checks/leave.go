package main

import (
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// memoryTime is longer than Fyne takes to write what the window remembers: a change
// is written at once, those that follow a tenth of a second later.
const memoryTime = 250 * time.Millisecond

// leave ends the program while the interface still runs: what is under way may tell it
// that it ended. Fyne's own way out is not taken, because what is told to it in its last
// moment can panic or wait for ever (its queue is closed while others send to it).
func leave(finish func() error) {
	written := time.NewTimer(memoryTime)
	if err := finish(); err != nil {
		fail(err)
	}
	<-written.C
	os.Exit(0)
}

// fail ends the program with an error.
func fail(err error) {
	fmt.Fprintln(os.Stderr, "run-checks:", err)
	os.Exit(1)
}

// startTime is longer than Fyne takes, once its loop runs, to wait for signals.
const startTime = time.Second

// onSignal calls quit when the system or a terminal asks the program to end. It takes
// these signals from Fyne, which would leave at once, and waits for as long as the
// program runs.
func onSignal(quit func()) {
	<-time.NewTimer(startTime).C
	signals := []os.Signal{os.Interrupt, syscall.SIGTERM}
	signal.Reset(signals...)
	asked := make(chan os.Signal, 1)
	signal.Notify(asked, signals...)
	for range asked {
		quit()
	}
}
