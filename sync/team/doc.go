// Package team shares the journal of a profile with the other computers of a team: it sends
// what was decided here, takes over what others decided, and waits for more. Where the
// journal of the team is kept is an engine's, in a folder of its own; what an entry does is
// decided in domain/review. Nothing here changes the cache but by review.Service, and no
// decision ever waits for it.
package team
