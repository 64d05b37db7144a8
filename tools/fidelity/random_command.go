package main

import (
	"context"
	"errors"
	"io"
)

func runRandom(_ context.Context, _ []string, _, _ io.Writer) error {
	return errors.New("not written yet")
}
