package main

import (
	"testing"

	"runchecks"
)

func TestWhileTheAddressIsAPlaceholderNobodyIsAskedForAnUpdate(t *testing.T) {
	if _, _, ok := runchecks.Identity().Updates(); ok {
		t.Skip("the program has a home now")
	}
	rcheck(t, exitFailed, "--profile", labProfile(t), "update")
}
