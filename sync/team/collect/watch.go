package collect

import (
	"context"
	"time"

	"runchecks/domain"
	"runchecks/sync/source"
)

// lookAgain is how long after a fault the keeper is listened to again.
const lookAgain = 5 * time.Second

// Watch hears of an account until ctx ends. All accounts share one connection.
func (s *Source) Watch(ctx context.Context, a domain.Account, w source.Watch) error {
	news := make(chan struct{}, 1)
	s.hear(news, a.Name)
	defer s.deafen(news)
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-news:
			w.News()
		}
	}
}

// hear adds somebody who wants to hear of an account; with the first one listening begins.
func (s *Source) hear(news chan struct{}, account string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.heard[news] = account
	if len(s.heard) > 1 {
		return
	}
	ctx, stop := context.WithCancel(context.Background())
	s.stop = stop
	s.all.Go(func() { s.listen(ctx) })
}

func (s *Source) deafen(news chan struct{}) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.heard, news)
	if len(s.heard) == 0 {
		s.stop()
	}
}

// listen passes on what the keeper says, until ctx ends.
func (s *Source) listen(ctx context.Context) {
	for ctx.Err() == nil {
		if keeper, err := s.p.Keeper(ctx); err == nil {
			_ = keeper.Listen(ctx, s.tell) // it is listened to again
		}
		select {
		case <-ctx.Done():
		case <-time.After(lookAgain):
		}
	}
}

// tell tells whoever wants to hear of an account, all of them for "".
func (s *Source) tell(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for news, account := range s.heard {
		if name != "" && name != account {
			continue
		}
		select {
		case news <- struct{}{}:
		default: // it was told, and has not looked yet
		}
	}
}
