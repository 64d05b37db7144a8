package service

import (
	"context"
	"time"
)

// Again does something up to tries times, as long as once says that it may be done again and the
// context has not ended. It waits pause before the second time, and twice as long before each
// that follows; wait is Sleep but in tests. The error is that of the last time.
func Again(
	ctx context.Context,
	tries int,
	pause time.Duration,
	wait func(context.Context, time.Duration) error,
	once func() (again bool, err error),
) (err error) {
	for try := range tries {
		if try > 0 {
			if wait(ctx, pause) != nil {
				break
			}
			pause *= 2
		}
		var again bool
		if again, err = once(); err == nil || !again || ctx.Err() != nil {
			break
		}
	}
	return err
}
