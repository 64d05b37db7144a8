// Package autotask talks to Autotask PSA: the tenant's companies, pick lists and
// tickets come in as typed values, and a ticket goes out when somebody decided to
// create one. Client is the protocol; Open puts it behind the port of sync/ticketing.
//
// Its own: finding the tenant's zone, signing requests, at most three of them at
// a time, paging, limits of time and memory, repeating reads that failed by
// chance, and finding out whether a creation of unknown outcome took place.
//
// Not its own: when to ask for the state of tickets, who may create one and what it
// is linked to (domain/review), and where the secret is kept.
//
// Two rules are never bent. The secret goes to the zone's own address only, over
// TLS, and is in no error and no printed value; redirects are not followed. A
// creation is sent once: no fault makes this package send it again.
//
// Every error is a *domain.Error. Its code says what can be done:
//
//   - domain.CodeNetwork: unreachable, cut off, silent, busy or not understood; trying later may help
//   - domain.CodeSignIn: the user, the secret or the integration code is refused
//   - domain.CodePermission: the API user lacks a right, which the message names
//   - domain.CodeInvalid: what was sent or set must be changed; the message has Autotask's own words
//   - domain.CodeNotFound: asked for by its id, it is not there
//
// ticketing.ErrUnknownOutcome marks the one error after which nobody knows whether there is
// a ticket. The context's error stays reachable as a cause.
package autotask
