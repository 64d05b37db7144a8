package main

import (
	"sync"
	"testing"
)

func TestMemoryIsGivenBackWhereItIsWorthIt(t *testing.T) {
	held, left, freed := uint64(60<<20), uint64(40<<20), 0
	m := &memory{held: func() uint64 { return held }, free: func() { freed, held = freed+1, left }}
	m.giveBack()
	if freed != 1 {
		t.Error("what the start left is kept")
	}
	held = 50 << 20
	if m.giveBack(); freed != 1 {
		t.Error("it is given back for a few megabytes")
	}
	held, left = 60<<20, 90<<20
	if m.giveBack(); freed != 2 {
		t.Error("what an opened list left is kept")
	}
	held = 95 << 20
	if m.giveBack(); freed != 2 {
		t.Error("it is given back for a few megabytes more than what a long list lives on")
	}
}

// The list of a day that was loaded when memory was given back is gone: what comes after it is
// held against what the window lives on without it.
func TestWhatIsHeldMayFallByItself(t *testing.T) {
	held, freed := uint64(200<<20), 0
	m := &memory{held: func() uint64 { return held }, free: func() { freed++ }}
	m.giveBack() // nothing of it could be given back
	held = 40 << 20
	m.giveBack()
	held = 60 << 20
	if m.giveBack(); freed != 2 {
		t.Errorf("given back %d times: the most that was ever held counts", freed)
	}
}

// A rest may end while memory is given back after the one before.
func TestMemoryIsGivenBackOnceAtATime(t *testing.T) {
	held, at, most := uint64(100<<20), 0, 0
	m := &memory{held: func() uint64 { return held }, free: func() {
		at++
		most = max(most, at)
		held = 40 << 20
		at--
	}}
	var all sync.WaitGroup
	for range 8 {
		all.Go(m.giveBack)
	}
	all.Wait()
	if most != 1 || m.least != 40<<20 {
		t.Errorf("%d at a time, at least %d held", most, m.least)
	}
}

func TestTheHeapIsMeasured(t *testing.T) {
	if heldBytes() < 1<<20 {
		t.Errorf("%d bytes", heldBytes())
	}
}
